// A dossier in a list of Excel and back. The list says what stands there now; a sheet beside it says what stood there when it
// was filled: the time of each field, and a code of its text. So a cell that was changed takes the place of what it was
// changed from, and of nothing else, as in a dossier's own file; and a text that a school takes out is out.
/**
 * @typedef {{ c: string, t?: number, eerder?: number[], ook?: Version[] }} Before the code of what stood in a field, and what else it remembers
 * @typedef {{ velden: Partial<Record<Part, Before>>, rest: Record<string, string> }} Line what stood in a row
 * @typedef {{ handboek: string, titel: string, versie: string, dossier: string, naam: Kept, lijst: string, gemaakt: number, regels: Map<string, Line> }} Origin
 * @typedef {{ number: number, id: string, values: Partial<Record<Part, string>>, around: Record<string, string>, extra: string[] }} Task a row of the list
 */
const Exceldossier = (() => {
  const { FORMAT, LONGEST, PARTS, asText, both, isObject, mergeEntry, table } = Samenvoegen;
  const { gettext, ngettext } = Woorden;
  /** @type {Record<Part, string>} */
  const HEADS = { doe: gettext("Step"), status: gettext("Status"), wie: gettext("Who"), wanneer: gettext("When"), opmerking: gettext("Remark") };
  const ID = "Id";
  const AROUND = [gettext("Phase"), gettext("Part"), gettext("Group"), gettext("Role")];
  const SHEET = gettext("Dossier");
  const OWN = "eigen";
  const FIRST_LINE = 3;
  const MOST = 15000; // letters in a cell, which may count twice, of 32767
  const [FIRST_DAY, LAST_DAY] = [36526, 73050]; // numbers that are a day from 2000 to 2099
  const DAY = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/;

  /** @param {string} text a number of 53 bits, which differs when the text does */
  function hash(text) {
    let [a, b] = [0xdeadbeef, 0x41c6ce57];
    for (let at = 0; at < text.length; at += 1) {
      const letter = text.charCodeAt(at);
      [a, b] = [Math.imul(a ^ letter, 2654435761), Math.imul(b ^ letter, 1597334677)];
    }
    a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
    b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
    return 4294967296 * (2097151 & b) + (a >>> 0);
  }

  /** @param {string} text */
  const code = (text) => hash(text).toString(36);

  /** @param {string} text of the handbook, of which a program may change the spaces */
  const looseCode = (text) => code(text.replace(/\s+/g, " ").trim());

  // --- Filling a list ---------------------------------------------------------------------------

  /**
   * The parts of a workbook with what a dossier says.
   * @param {Parts} parts of the workbook as it was prepared
   * @param {string} text of the dossier's own file, with nothing else in it
   * @param {string} lijst which workbook it is: the id of a checklist, or "handboek"
   */
  function fill(parts, text, lijst) {
    const { formaat, handboek, titel, versie, dossiers } = JSON.parse(text), id = Object.keys(dossiers)[0];
    const { naam, stappen } = /** @type {Dossier} */ (dossiers[id]);
    const book = Werkmap.open(parts), { sheet, columns, rows } = findList(book), tasks = rows.map((row) => readTask(book, columns, row));
    const listed = new Set(tasks.map((task) => task.id));
    const own = Object.keys(stappen).filter((stap) => !listed.has(stap) && says(stappen[stap]) && (lijst === "handboek" || stap.startsWith(`${OWN}-${lijst}-`)));
    const first = sheet.grow(own.length);
    own.forEach((stap, at) => {
      tasks.push({ number: first + at, id: stap, values: { doe: "" }, around: {}, extra: [] });
      sheet.put(`${columns.get(ID)}${first + at}`, stap);
    });
    for (const task of tasks) fillRow(sheet, columns, task, stappen[task.id] ?? {});
    for (const [name, content] of Object.entries({ dossier: naam.v, datum: { day: Veld.today() } })) {
      const spot = book.spot(name);
      if (spot) sheet.put(spot.cell, content);
    }
    sayProgress(book, tasks.map(({ id }) => stappen[id]?.status?.v ?? "open"));
    const lines = new Map(tasks.map((task) => [task.id, lineOf(task, stappen[task.id] ?? {})]));
    const origin = { formaat, handboek, titel, versie, dossier: id, naam, lijst, gemaakt: Date.now() };
    const texts = [origin, ...[...lines].map(([stap, line]) => ({ stap, ...line }))].map((one) => JSON.stringify(one));
    const beside = book.sheets.find(({ name }) => name === SHEET);
    texts.forEach((line, at) => beside?.add(FIRST_LINE + at, line.match(new RegExp(`.{1,${MOST}}`, "gsu")) ?? []));
    return book.save(new Date());
  }

  /** @param {Entry} entry */
  const says = (entry) => Object.values(entry).some(({ v, ook }) => (v && v !== "open") || ook);

  /**
   * @param {Sheet} sheet
   * @param {Map<string, string>} columns
   * @param {Task} task
   * @param {Entry} entry
   */
  function fillRow(sheet, columns, task, entry) {
    for (const part of PARTS) {
      const v = entry[part]?.v ?? "";
      if (part === "doe" && !v) continue;
      sheet.put(`${columns.get(HEADS[part])}${task.number}`, part === "status" ? Stand.name(/** @type {Status} */ (v || "open")) : part === "wanneer" && Veld.isDay(v) ? { day: v } : v);
      task.values[part] = v;
    }
  }

  /**
   * What stands in a row, by codes of its texts.
   * @param {Task} task
   * @param {Entry} entry
   * @returns {Line}
   */
  function lineOf({ values, around }, entry) {
    /** @type {Partial<Record<Part, Before>>} */
    const velden = { doe: { c: looseCode(values.doe ?? "") } };
    for (const [part, { v, t, eerder, ook }] of /** @type {[Part, Kept][]} */ (Object.entries(entry))) {
      if (part !== "doe" || v) velden[part] = { c: code(v), t, eerder, ook };
    }
    return { velden, rest: Object.fromEntries(Object.entries(around).map(([head, text]) => [head, looseCode(text)])) };
  }

  /**
   * How much is done, for a program that does not calculate.
   * @param {Workbook} book
   * @param {string[]} statuses
   */
  function sayProgress(book, statuses) {
    const all = statuses.filter((status) => status !== "nvt").length, done = statuses.filter((status) => status === "klaar").length;
    for (const sheet of book.sheets) {
      for (const [cell, formula] of sheet.formulas()) if (formula.includes("COUNTIF(")) sheet.say(cell, gettext("Done: {done} of {all}", { done, all }));
    }
  }

  // --- Reading a list ---------------------------------------------------------------------------

  /**
   * The sheet with the list, where each column stands, and the rows below the heads.
   * @param {Workbook} book
   * @throws {Error} "vreemd" when there is none
   */
  function findList(book) {
    for (const sheet of book.sheets) {
      const rows = sheet.rows();
      for (const [at, { cells }] of rows.entries()) {
        /** @type {Map<string, string>} */
        const columns = new Map();
        for (const [letters, { text }] of cells) if (text.trim() && !columns.has(text.trim())) columns.set(text.trim(), letters);
        if (columns.has(HEADS.status) && (columns.has(ID) || columns.has(HEADS.doe))) return { sheet, columns, rows: rows.slice(at + 1) };
      }
    }
    throw new Error("vreemd");
  }

  /**
   * A row of the list; what stands in a column that is not ours, or is no status, is `extra`.
   * @param {Workbook} book
   * @param {Map<string, string>} columns
   * @param {Row} row
   * @returns {Task}
   */
  function readTask(book, columns, { number, cells }) {
    const at = (/** @type {string} */ head) => cells.get(columns.get(head) ?? "")?.text ?? "";
    const wanneer = cells.get(columns.get(HEADS.wanneer) ?? "");
    const status = statusOf(at(HEADS.status));
    const known = new Set([...Object.values(HEADS), ID, ...AROUND].map((head) => columns.get(head)));
    const heads = new Map([...columns].map(([head, letters]) => [letters, head]));
    const extra = [...cells].filter(([letters, { text }]) => !known.has(letters) && text.trim()).map(([letters, { text }]) => `${heads.get(letters) ?? letters}: ${text}`);
    if (!status) extra.unshift(`${HEADS.status}: ${at(HEADS.status)}`);
    const values = { doe: asWritten(at(HEADS.doe)), status, wie: at(HEADS.wie), wanneer: wanneer ? dayIn(book, wanneer) : "", opmerking: asWritten(at(HEADS.opmerking)) };
    const id = at(ID).trim().toLowerCase();
    return { number, id: /^[a-z0-9-]{1,80}$/.test(id) ? id : "", values, extra, around: Object.fromEntries(AROUND.filter((head) => columns.has(head)).map((head) => [head, at(head)])) };
  }

  /** @param {string} text */
  const asWritten = (text) => (text.length > LONGEST ? text : asText(text));

  /** @param {string} text */
  function statusOf(text) {
    const word = text.trim().toLowerCase() || "open";
    return /** @type {Status[]} */ (["open", "bezig", "klaar", "nvt"]).find((status) => status === word || Stand.name(status).toLowerCase() === word);
  }

  /**
   * A day as a dossier keeps it; what is none stays as it was written.
   * @param {Workbook} book
   * @param {Value} value
   */
  function dayIn(book, { text, number }) {
    if (number !== null && number >= FIRST_DAY && number < LAST_DAY) return book.dayOf(number);
    const [, day, month, year] = DAY.exec(text.trim()) ?? [];
    const found = `${year}-${month?.padStart(2, "0")}-${day?.padStart(2, "0")}`;
    return day && Veld.isDay(found) ? found : text;
  }

  /**
   * What a list was filled from; nothing when it never was, or that sheet has gone.
   * @param {Workbook} book
   * @returns {Origin | null}
   */
  function findOrigin(book) {
    const sheet = book.sheets.find(({ name }) => name === SHEET);
    const lines = (sheet?.rows() ?? []).map(({ cells }) => [...cells.values()].map(({ text }) => text).join("")).filter((line) => line.startsWith("{"));
    try {
      const [about, ...stappen] = lines.map((line) => JSON.parse(line));
      return isObject(about) && typeof about.dossier === "string" ? /** @type {any} */ ({ ...about, regels: new Map(stappen.map(({ stap, ...line }) => [stap, line])) }) : null;
    } catch {
      return null;
    }
  }

  /**
   * A file of Excel as a dossier's own file, and what is to be said of its rows.
   * @param {File} file
   * @param {Set<string>} known the ids of the stappen of this handbook
   * @throws {Error} with the reason as its message
   */
  async function read(file, known) {
    const book = Werkmap.open(await Zip.unpack(file)), { sheet, columns, rows } = findList(book);
    const origin = findOrigin(book);
    const tasks = rows.map((row) => readTask(book, columns, row)).filter(isFilled);
    if (!origin && !tasks.some(({ id }) => known.has(id))) throw new Error("vreemd");
    const remarks = makeRemarks(), copies = findCopies(tasks, origin);
    const stappen = table();
    for (const task of tasks) {
      const line = origin?.regels.get(task.id), isOwn = !task.id || copies.has(task) || !(known.has(task.id) || line);
      const stap = isOwn && (!task.id || copies.has(task)) ? ownId(task, origin?.lijst ?? "", stappen) : task.id;
      if (isOwn) remarks.note("own", task.number);
      const entry = readEntry(task, copies.has(task) ? undefined : line, { stap, isOwn, gemaakt: origin?.gemaakt ?? 1, remarks });
      if (Object.keys(entry).length) stappen[stap] = stappen[stap] ? mergeEntry(stappen[stap], entry, both(file.name)) : entry;
    }
    const spot = book.spot("dossier"), written = spot ? textAt(book, spot) : "";
    const { id, naam } = whose(file, written, origin, JSON.stringify(tasks));
    if (origin && id !== origin.dossier) remarks.say(gettext("The list bears another name than when it was made: {theirs}, not {ours}. So it was opened as a dossier of its own.", { theirs: naam.v, ours: origin.naam.v }));
    if (!origin) remarks.say(gettext("The sheet {sheet} was not made from a dossier here, so it is a new one: {name}.", { sheet: sheet.name, name: naam.v }));
    const about = { formaat: FORMAT, handboek: origin?.handboek ?? "", titel: origin?.titel ?? "", versie: origin?.versie ?? "" };
    return { text: JSON.stringify({ ...about, ...(origin && { formaat: /** @type {any} */ (origin).formaat }), actief: id, dossiers: { [id]: { naam, weg: 0, stappen } } }), remarks: remarks.words() };
  }

  /** @param {Task} task */
  const isFilled = ({ id, values: { status, ...texts }, around, extra }) => id || extra.length || (status && status !== "open") || Object.values({ ...texts, ...around }).some((text) => text?.trim());

  /**
   * @param {Workbook} book
   * @param {Spot} spot
   */
  function textAt(book, spot) {
    const sheet = book.sheets.find(({ name }) => name === spot.sheet);
    const row = sheet?.rows().find(({ number }) => number === Number(spot.cell.replace(/\D+/, "")));
    return asText(row?.cells.get(spot.cell.replace(/\d+/, ""))?.text ?? "").trim();
  }

  /**
   * Of which dossier a list is: never of another pupil's because somebody wrote a new name over the old.
   * @param {File} file
   * @param {string} written the name in the list
   * @param {Origin | null} origin
   * @param {string} all that the list says
   */
  function whose(file, written, origin, all) {
    if (origin && (!written || written === origin.naam.v.trim())) return { id: origin.dossier, naam: origin.naam };
    const naam = { v: written || file.name.replace(/\.\w+$/, ""), t: origin?.naam.t ?? 1 };
    return { id: `x-${code(JSON.stringify([origin?.dossier ?? [file.name, all], naam.v]))}`, naam };
  }

  /**
   * Rows that were made by copying another: the same id, and other words.
   * @param {Task[]} tasks
   * @param {Origin | null} origin
   */
  function findCopies(tasks, origin) {
    /** @type {Map<string, Task[]>} */
    const byId = new Map();
    for (const task of tasks) if (task.id) byId.set(task.id, [...(byId.get(task.id) ?? []), task]);
    return new Set([...byId].flatMap(([id, same]) => {
      const words = origin?.regels.get(id)?.velden?.doe, first = looseCode(same[0].values.doe ?? "");
      return same.length < 2 ? [] : same.filter(({ values: { doe = "" } }) => ![words?.c ?? first].includes(words?.t ? code(doe) : looseCode(doe)));
    }));
  }

  /**
   * The id of a stap of a school's own: the same each time that the same file is opened.
   * @param {Task} task
   * @param {string} lijst
   * @param {Record<string, Entry>} stappen
   */
  function ownId({ values: { doe = "" } }, lijst, stappen) {
    const id = `${OWN}-${lijst}`.slice(0, 60);
    for (let number = 1; ; number += 1) {
      const made = `${id}-${code(doe + (number > 1 ? number : ""))}`;
      if (!stappen[made]) return made;
    }
  }

  /**
   * What a row says, as a dossier does: what is as it stood keeps its time, what was changed knows what it was changed from.
   * @param {Task} task
   * @param {Line | undefined} line
   * @param {{ stap: string, isOwn: boolean, gemaakt: number, remarks: ReturnType<typeof makeRemarks> }} about
   */
  function readEntry(task, line, { stap, isOwn, gemaakt, remarks }) {
    /** @type {Entry} */
    const entry = {};
    const values = { ...task.values, opmerking: noteOf(task, line, isOwn, remarks) };
    if (!isOwn && !line) delete values.doe; // the words of the handbook, of one version or another
    if (isOwn && !values.doe) values.doe = gettext("A row without words");
    for (const part of PARTS) {
      const v = values[part], before = line?.velden?.[part];
      if (v === undefined) continue;
      const now = part === "doe" && !before?.t ? looseCode(v) : code(v);
      const { t = 0, eerder = [], ook = [] } = before ?? {};
      if (now === (before?.c ?? code(part === "status" ? "open" : ""))) {
        if (t) entry[part] = { v, t, eerder, ook };
      } else if (v.length > LONGEST) {
        remarks.note("long", task.number);
      } else {
        const later = Math.max(t, gemaakt) + 1 + hash(stap + part + v) % 1e6; // the same for the same change, whenever it is opened
        entry[part] = { v, t: later, eerder: [...eerder, t].filter(Boolean), ook: ook.filter((one) => one.v !== v) };
        if (part === "doe" && !isOwn && !stap.startsWith(OWN)) remarks.note("words", task.number);
        if (part === "wanneer" && v && !Veld.isDay(v)) remarks.note("day", task.number);
      }
    }
    return entry;
  }

  /**
   * The note of a row; below it stands whatever has no place of its own.
   * @param {Task} task
   * @param {Line | undefined} line
   * @param {boolean} isOwn
   * @param {ReturnType<typeof makeRemarks>} remarks
   */
  function noteOf({ number, values: { opmerking = "" }, around, extra }, line, isOwn, remarks) {
    const moved = Object.entries(around).filter(([head, text]) => text.trim() && (isOwn ? !line : line) && line?.rest?.[head] !== looseCode(text));
    const more = [...extra, ...moved.map(([head, text]) => `${head}: ${text}`)].map(asText).filter((text) => !opmerking.includes(text));
    if (more.length) remarks.note("extra", number);
    return [opmerking, ...more].filter(Boolean).join("\n");
  }

  // What is to be said of rows: each thing once, with all rows that it is about.
  function makeRemarks() {
    /** @type {Record<string, number[]>} */
    const rows = { own: [], words: [], extra: [], day: [], long: [] };
    /** @type {string[]} */
    const others = [];

    const words = () => [...others, ...Object.entries(rows).filter(([, numbers]) => numbers.length).map(([kind, numbers]) => {
      const where = ngettext("Row {list}", "Rows {list}", numbers.length, { list: numbers.join(", ") });
      return `${where}: ${KINDS[kind]}`;
    })];
    return { note: (/** @type {string} */ kind, /** @type {number} */ row) => { if (!rows[kind].includes(row)) rows[kind].push(row); }, say: (/** @type {string} */ text) => { others.push(text); }, words };
  }

  /** @type {Record<string, string>} */
  const KINDS = {
    own: gettext("no step of this handbook. It has been taken over as a step of your own."),
    words: gettext("the step is worded otherwise than in the handbook. Those words are kept with it."),
    extra: gettext("something stood there that has no place in a dossier. It has been added to the remark."),
    day: gettext("no day. The words are kept as they are."),
    long: gettext("a text is too long, so it was not taken over. It still stands in your file."),
  };

  return { fill, read };
})();
