// A workbook of Excel: its cells as text, filling them in, and rows below a table. Knows nothing of dossiers.
/**
 * @typedef {{ text: string, number: number | null }} Value `number` is what stands there, when that is one
 * @typedef {{ number: number, cells: Map<string, Value> }} Row by the letters of its columns; `number` counts from 1
 * @typedef {string | number | { day: string } | null} Content of a cell that is filled in
 * @typedef {{ sheet: string, cell: string }} Spot
 * @typedef {{ name: string, rows: () => Row[], put: (cell: string, content: Content) => void, grow: (more: number) => number, add: (row: number, texts: string[]) => void, formulas: () => [string, string][], say: (cell: string, text: string) => void }} Sheet
 * @typedef {{ sheets: Sheet[], spot: (name: string) => Spot | null, dayOf: (number: number) => string, save: (moment: Date) => Parts }} Workbook
 */
const Werkmap = (() => {
  const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const DAY = 864e5;
  const LINE = 15, HIGHEST = 409; // points: of a line of text, and of a row
  const EPOCHS = { 1900: 25569, 1904: 24107 }; // days from there to 1970
  const ESCAPED = /_x([0-9A-Fa-f]{4})_/g;
  const NO_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

  /**
   * @param {Document | Element} root
   * @param {string} name
   */
  const tags = (root, name) => [...root.getElementsByTagNameNS("*", name)];

  /** @param {string | undefined} text */
  function parse(text) {
    const tree = new DOMParser().parseFromString(text ?? "", "application/xml");
    if (tags(tree, "parsererror").length) throw new Error("geen-excel");
    return tree;
  }

  /** @param {string} text as a file spells it */
  const unescape = (text) => text.replace(ESCAPED, (_, code) => String.fromCharCode(parseInt(code, 16))).replace(/\r\n?/g, "\n");

  /** @param {string} text */
  const escape = (text) => text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_").replace(NO_XML, "");

  /**
   * All text within an element, but for how it sounds.
   * @param {Element} element
   */
  const textOf = (element) => unescape(tags(element, "t").filter((t) => !t.closest("rPh")).map((t) => t.textContent).join(""));

  /** @param {string} cell */
  const column = (cell) => cell.replace(/\d+/, "");

  /** @param {number} number from 1 */
  function letters(number) {
    let result = "";
    for (let left = number; left; left = Math.floor((left - 1) / 26)) result = String.fromCharCode(65 + (left - 1) % 26) + result;
    return result;
  }

  /** @param {string} columns */
  const place = (columns) => [...columns].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);

  /**
   * What a part refers to: for each id, or kind, the name of a part.
   * @param {Parts} parts
   * @param {string} name
   * @param {"Id" | "Type"} by
   */
  function targets(parts, name, by) {
    const folder = name.replace(/[^/]*$/, "");
    const rels = parts[`${folder}_rels/${name.slice(folder.length)}.rels`];
    const found = rels ? tags(parse(rels), "Relationship") : [];
    return found.map((one) => /** @type {[string, string]} */ ([
      (one.getAttribute(by) ?? "").replace(/.*\//, ""), decodeURI(new URL(one.getAttribute("Target") ?? "", `file:///${folder}`).pathname.slice(1)),
    ]));
  }

  /**
   * @param {Parts} parts
   * @returns {Workbook}
   * @throws {Error} "geen-excel"
   */
  function open(parts) {
    /** @type {Map<string, Document>} */
    const trees = new Map();
    /** @param {string} name */
    function tree(name) {
      const known = trees.get(name) ?? parse(parts[name]);
      trees.set(name, known);
      return known;
    }

    const main = new Map(targets(parts, "", "Type")).get("officeDocument") ?? "";
    const book = tree(main), byId = new Map(targets(parts, main, "Id")), byKind = new Map(targets(parts, main, "Type"));
    const shared = parts[byKind.get("sharedStrings") ?? ""];
    const strings = shared ? tags(parse(shared), "si").map(textOf) : [];
    const days = dayStyles(parts[byKind.get("styles") ?? ""]);
    const is1904 = ["1", "true"].includes(tags(book, "workbookPr")[0]?.getAttribute("date1904") ?? "");
    const epoch = EPOCHS[is1904 ? 1904 : 1900];

    /** @param {number} number */
    function dayOf(number) {
      const day = new Date(Math.floor(number - epoch) * DAY);
      return Number.isNaN(day.getTime()) ? String(number) : day.toISOString().slice(0, 10);
    }

    /** @param {Element} cell */
    function valueOf(cell) {
      const kind = cell.getAttribute("t") ?? "n", v = tags(cell, "v")[0]?.textContent ?? "";
      if (kind === "inlineStr") return { text: textOf(cell), number: null };
      if (kind === "s") return { text: strings[Number(v)] ?? "", number: null };
      if (kind === "d") return { text: v.slice(0, 10), number: null };
      if (kind !== "n" || v === "") return { text: unescape(v), number: null };
      const number = Number(v);
      return { text: days.has(Number(cell.getAttribute("s"))) ? dayOf(number) : String(number), number };
    }

    /**
     * @param {string} name
     * @param {string} path
     * @returns {Sheet}
     */
    function makeSheet(name, path) {
      const sheet = tree(path);
      const byNumber = new Map(tags(sheet, "row").map((row) => [Number(row.getAttribute("r")), row]));

      function rows() {
        let number = 0;
        return tags(sheet, "row").map((row) => {
          number = Number(row.getAttribute("r")) || number + 1;
          let at = 0;
          return { number, cells: new Map(tags(row, "c").map((cell) => {
            at = place(column(cell.getAttribute("r") ?? "")) || at + 1;
            return [letters(at), valueOf(cell)];
          })) };
        });
      }

      /** @param {string} spot */
      function cellAt(spot) {
        const row = byNumber.get(Number(spot.replace(/\D+/, "")));
        const found = row && tags(row, "c").find((cell) => cell.getAttribute("r") === spot);
        if (!row || found) return found;
        const made = sheet.createElementNS(MAIN, "c"), at = place(column(spot));
        made.setAttribute("r", spot);
        row.insertBefore(made, tags(row, "c").find((cell) => place(column(cell.getAttribute("r") ?? "")) > at) ?? null);
        return made;
      }

      /**
       * @param {string} spot
       * @param {Content} content
       */
      function put(spot, content) {
        const cell = cellAt(spot);
        if (!cell) return;
        cell.removeAttribute("t");
        cell.replaceChildren();
        if (content === null || content === "") return;
        if (typeof content !== "string") {
          const number = typeof content === "number" ? content : Date.parse(content.day) / DAY + epoch;
          cell.append(element("v", String(number)));
          return;
        }
        const text = element("t", escape(content));
        text.setAttributeNS("http://www.w3.org/XML/1998/namespace", "xml:space", "preserve");
        stretch(spot, content);
        const inline = element("is");
        inline.append(text);
        cell.setAttribute("t", "inlineStr");
        cell.append(inline);
      }

      /**
       * Make a row as high as a text asks for, as far as one can say without its letters.
       * @param {string} spot
       * @param {string} text
       */
      function stretch(spot, text) {
        const at = place(column(spot)), row = byNumber.get(Number(spot.replace(/\D+/, "")));
        const within = tags(sheet, "col").find((col) => Number(col.getAttribute("min")) <= at && at <= Number(col.getAttribute("max")));
        const width = Number(within?.getAttribute("width")) || 9;
        const lines = text.split("\n").reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / width)), 0);
        const height = Math.min(lines * LINE + 3, HIGHEST);
        if (lines > 1 && row && height > Number(row.getAttribute("ht"))) row.setAttribute("ht", String(height));
      }

      /**
       * @param {string} name
       * @param {string} [text]
       */
      function element(name, text = "") {
        const made = sheet.createElementNS(MAIN, name);
        made.textContent = text;
        return made;
      }

      /**
       * Make the table of this sheet longer, with empty rows like its last; the answer is the number of the first of these.
       * @param {number} more
       */
      function grow(more) {
        const path = byName.get(name) ?? "";
        const tables = targets(parts, path, "Type").filter(([kind]) => kind === "table").map(([, table]) => tree(table).documentElement);
        const last = Number(/\d+$/.exec(tables[0]?.getAttribute("ref") ?? "")?.[0]), model = byNumber.get(last);
        if (!model || !more) return last + 1;
        for (let number = last + more; number > last; number -= 1) model.after(likeRow(model, number));
        const longer = (/** @type {string | null} */ ranges) => (ranges ?? "").split(" ").map((range) => {
          const [first, final = first] = range.split(":");
          return final.endsWith(column(final) + last) ? `${first}:${column(final)}${last + more}` : range;
        }).join(" ");
        const ranges = [...tables, ...tables.flatMap((table) => tags(table, "autoFilter")), ...tags(sheet, "dimension")];
        for (const one of ranges) one.setAttribute("ref", longer(one.getAttribute("ref")));
        for (const one of ["conditionalFormatting", "dataValidation"].flatMap((tag) => tags(sheet, tag))) one.setAttribute("sqref", longer(one.getAttribute("sqref")));
        return last + 1;
      }

      /**
       * @param {Element} model
       * @param {number} number
       */
      function likeRow(model, number) {
        const row = /** @type {Element} */ (model.cloneNode(true));
        row.setAttribute("r", String(number));
        byNumber.set(number, row);
        for (const name of ["ht", "customHeight"]) row.removeAttribute(name);
        for (const cell of tags(row, "c")) {
          cell.setAttribute("r", `${column(cell.getAttribute("r") ?? "")}${number}`);
          cell.removeAttribute("t");
          cell.replaceChildren();
        }
        return row;
      }

      /**
       * A row below all others, of plain texts.
       * @param {number} number
       * @param {string[]} texts
       */
      function add(number, texts) {
        const row = element("row");
        row.setAttribute("r", String(number));
        byNumber.set(number, row);
        tags(sheet, "sheetData")[0]?.append(row);
        texts.forEach((text, at) => put(`${letters(at + 1)}${number}`, text));
        row.removeAttribute("ht"); // nobody reads it
      }

      /** Each cell with a formula, and that; what it gave before is forgotten, as it is about an empty list. */
      function formulas() {
        return tags(sheet, "f").map((formula) => {
          const cell = /** @type {Element} */ (formula.parentElement);
          for (const value of tags(cell, "v")) value.remove();
          return /** @type {[string, string]} */ ([cell.getAttribute("r") ?? "", formula.textContent ?? ""]);
        });
      }

      /**
       * What a formula gives, for who does not calculate.
       * @param {string} spot
       * @param {string} text
       */
      function say(spot, text) {
        const cell = cellAt(spot);
        cell?.setAttribute("t", "str");
        cell?.append(element("v", text));
      }

      return { name, rows, put, grow, add, formulas, say };
    }

    /** @param {string} text such as `'Per persoon'!$A$3` */
    function spell(text) {
      const [, sheet, cell] = /^'?(.*?)'?!(.*)$/.exec(text) ?? ["", "", ""];
      return { sheet: sheet.replaceAll("''", "'"), cell: cell.replaceAll("$", "") };
    }

    /** @param {string} name */
    function spot(name) {
      const found = tags(book, "definedName").find((one) => one.getAttribute("name") === name);
      return found ? spell(found.textContent ?? "") : null;
    }

    /** @param {Date} moment at which it is saved */
    function save(moment) {
      const result = { ...parts };
      for (const [name, tree] of trees) result[name] = withHead(new XMLSerializer().serializeToString(tree));
      const core = Object.keys(parts).find((name) => name.endsWith("core.xml"));
      if (core) result[core] = parts[core].replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${moment.toISOString().slice(0, 19)}Z`);
      return result;
    }

    const sheetPaths = tags(book, "sheet").map((sheet) => {
      const id = [...sheet.attributes].find(({ localName, namespaceURI }) => localName === "id" && namespaceURI)?.value ?? "";
      return /** @type {[string, string]} */ ([sheet.getAttribute("name") ?? "", byId.get(id) ?? ""]);
    });
    const byName = new Map(sheetPaths);
    const sheets = sheetPaths.filter(([, path]) => path.includes("sheet") && parts[path]).map(([name, path]) => makeSheet(name, path));
    return { sheets, spot, dayOf, save };
  }

  /** @param {string} xml */
  const withHead = (xml) => (xml.startsWith("<?xml") ? xml : `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${xml}`);

  /**
   * Which styles of cells show a number as a day.
   * @param {string | undefined} styles
   */
  function dayStyles(styles) {
    const tree = styles ? parse(styles) : null;
    const own = new Map(tree ? tags(tree, "numFmt").map((one) => [one.getAttribute("numFmtId"), one.getAttribute("formatCode") ?? ""]) : []);
    const cells = tree ? tags(tree, "cellXfs")[0]?.children ?? [] : [];
    const isDay = (/** @type {string} */ id) => (Number(id) >= 14 && Number(id) <= 22) || /[dy]/i.test((own.get(id) ?? "").replace(/"[^"]*"|\[[^\]]*\]|\\./g, ""));
    return new Set([...cells].flatMap((cell, at) => (isDay(cell.getAttribute("numFmtId") ?? "") ? [at] : [])));
  }

  return { open, place };
})();
