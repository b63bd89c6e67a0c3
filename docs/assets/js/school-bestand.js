// A school's file, from text to what it says and back: the part of YAML that such a file needs. What it does not know it
// names with its line, and never guesses. As for the handbook itself, every value is a text. Knows nothing of the page.
/** @typedef {string | Waarde[] | { [sleutel: string]: Waarde }} Waarde */
const Schoolbestand = (() => {
  const { gettext } = Woorden;
  const HEAD = "# yaml-language-server: $schema=../data/_schema/school.json\n";
  const KEY = /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[A-Za-z0-9_][\w-]*) *:(?: +([^]*)|)$/;
  const PLAIN = /^[A-Za-zÀ-ÿ0-9(‘“][^\n]*$/;
  const LIKE_OTHERS = /: |:$| #|^(?:true|false|yes|no|on|off|null|~|y|n)$|^\d/i;
  const ESCAPES = /** @type {Record<string, string>} */ ({ 0: "\\u0000", a: "\\u0007", e: "\\u001b", v: "\\u000b", N: "\\u0085", _: "\\u00a0", L: "\\u2028", P: "\\u2029", " ": " " });
  const UNSEEN = /[\p{Cc}\u2028\u2029\ufeff]/u;

  /** What cannot be read, and the line that it stands on. */
  class Leesfout extends Error {
    /**
     * @param {number} line
     * @param {string} words
     */
    constructor(line, words) {
      super(gettext("Line {line}: {words}", { line, words }));
    }
  }

  /** @typedef {{ number: number, indent: number, text: string, raw: string }} Regel */

  /** Without the spaces at its end: those that YAML knows. @param {string} text */
  const cut = (text) => text.replace(/[ \t]+$/, "");

  /** @param {string} text */
  function lines(text) {
    return text.replace(/^\ufeff/, "").split(/\r\n|\n|\r/).map((raw, at) => {
      const text = cut(raw.replace(/^ +/, ""));
      return { number: at + 1, indent: raw.length - raw.replace(/^ +/, "").length, text, raw };
    });
  }

  /**
   * What a file says.
   * @param {string} text
   * @returns {Waarde}
   * @throws {Leesfout}
   */
  function read(text) {
    const all = lines(text);
    let at = 0;

    /** @param {string} words @param {number} [line] @returns {never} */
    function fail(words, line = all[at]?.number ?? all.length) {
      throw new Leesfout(line, words);
    }

    /** @returns {Regel | undefined} the next line that says something */
    function peek() {
      while (at < all.length && (!all[at].text || all[at].text.startsWith("#") || (all[at].text === "---" && !all[at].indent))) at++;
      if (at < all.length && /^ *\t/.test(all[at].raw)) fail(gettext("use spaces and no tabs at the start of a line"));
      return all[at];
    }

    /** @param {string} line */
    const isItem = (line) => line === "-" || line.startsWith("- ");

    /** @param {number} indent @returns {Waarde} */
    function block(indent) {
      const line = all[at];
      if (isItem(line.text)) return list(indent);
      if (KEY.test(line.text)) return group(indent);
      return scalar(line.text, indent - 1);
    }

    /** @param {number} indent @returns {Waarde[]} */
    function list(indent) {
      const items = [];
      for (let line = peek(); line && line.indent === indent && isItem(line.text); line = peek()) {
        const rest = line.text.slice(1).replace(/^ +/, "");
        if (!rest || rest.startsWith("#")) {
          at++;
          items.push(inner(indent, false));
        } else {
          line.indent += line.text.length - rest.length;
          line.text = rest;
          items.push(KEY.test(rest) || isItem(rest) ? block(line.indent) : scalar(rest, indent));
        }
      }
      end(indent);
      return items;
    }

    /** @param {number} indent @returns {{ [sleutel: string]: Waarde }} */
    function group(indent) {
      /** @type {{ [sleutel: string]: Waarde }} */
      const found = Object.create(null);
      for (let line = peek(); line && line.indent === indent && !isItem(line.text); line = peek()) {
        const match = KEY.exec(line.text);
        if (!match) fail(gettext("a line of the form 'name: value' is missing here"));
        const [, quoted, rest = ""] = match;
        const key = /^["']/.test(quoted) ? unquote(quoted) : quoted;
        if (key in found) fail(gettext("'{key}' stands here more than once", { key }));
        if (!rest || rest.startsWith("#")) {
          at++;
          found[key] = inner(indent, true);
        } else found[key] = scalar(rest, indent);
      }
      end(indent);
      return { ...found };
    }

    /** @param {number} indent */
    function end(indent) {
      const line = peek();
      if (line && line.indent > indent) fail(gettext("this line is indented too far"));
    }

    /** What stands below a key or a dash; a list may stand right below its key. @param {number} indent @param {boolean} isKey @returns {Waarde} */
    function inner(indent, isKey) {
      const line = peek();
      if (!line || line.indent < indent || (line.indent === indent && !(isKey && isItem(line.text)))) return "";
      return block(line.indent);
    }

    /** @param {string} words the rest of the line @param {number} indent of what it belongs to @returns {Waarde} */
    function scalar(words, indent) {
      if (/^[|>]/.test(words)) return lasting(words, indent);
      if (/^["'[{]/.test(words)) return closed(words, indent);
      if (/^[&*!%@`]|^[?:-](?: |$)/.test(words)) fail(gettext("put this text between quotes"));
      let text = bare(words);
      at++;
      for (let line = all[at]; line && (!line.text || line.indent > indent); line = all[at]) {
        if (line.text.startsWith("#")) break;
        if (line.text && (KEY.test(line.text) || isItem(line.text))) fail(gettext("this line is indented too far"));
        text += line.text ? (text.endsWith("\n") ? "" : " ") + bare(line.text) : "\n";
        at++;
      }
      text = text.replace(/\n+$/, "").replace(/ ?\n/g, "\n");
      if (/: |:$/.test(text)) fail(gettext("put this text between quotes"), all[at - 1].number);
      return text;
    }

    /** A text without the remark behind it. @param {string} words */
    const bare = (words) => cut(words.replace(/[ \t]+#[^]*$/, ""));

    /** A text whose lines stay as they are, or are folded. @param {string} head @param {number} indent */
    function lasting(head, indent) {
      const [, style, , chomp = ""] = /^([|>])([+-]?)(?: +#[^]*)?$/.exec(head) ? [head, head[0], "", head[1] ?? ""] : fail(gettext("put this text between quotes"));
      at++;
      const found = [];
      let margin = -1;
      for (; at < all.length; at++) {
        const { raw, text, indent: here } = all[at];
        if (text && here <= indent) break;
        if (text && margin < 0) margin = here;
        if (text && here < margin) fail(gettext("this line is indented too little"));
        found.push(text ? raw.slice(margin) : "");
      }
      let text = found.join("\n").replace(/\n+$/, "");
      if (style === ">") text = text.replace(/([^\n])\n(?=[^\n ])/g, "$1 ").replace(/\n\n/g, "\n");
      return text && chomp !== "-" ? text + "\n" : text;
    }

    /** What ends with the sign that it began with, on this line or on a later one. @param {string} words @param {number} indent @returns {Waarde} */
    function closed(words, indent) {
      const first = all[at].number;
      for (;;) {
        const reader = flow(words, first);
        if (reader) {
          at++;
          return reader.value;
        }
        at++;
        const line = all[at];
        if (!line || (line.text && line.indent <= indent)) fail(gettext("what begins here with {sign} does not end", { sign: words[0] }), first);
        words += line.text ? ` ${line.text}` : "\n";
      }
    }

    /** @param {string} words @param {number} line @returns {{ value: Waarde } | null} nothing when it does not end */
    function flow(words, line) {
      let place = 0;
      const skip = () => { while (/\s/.test(words[place] ?? "")) place++; };

      /** @returns {Waarde | null} */
      function value() {
        skip();
        const sign = words[place];
        if (sign === '"' || sign === "'") {
          const match = (sign === '"' ? /^"(?:[^"\\]|\\.)*"/ : /^'(?:[^']|'')*'/).exec(words.slice(place));
          if (!match) return null;
          place += match[0].length;
          return unquote(match[0]);
        }
        if (sign === "[") return many("]");
        if (sign === "{") return many("}");
        const match = /^[^,[\]{}]*/.exec(words.slice(place));
        const text = match ? match[0] : "";
        place += text.length;
        return place >= words.length ? null : text.trim();
      }

      /** @param {"]" | "}"} close @returns {Waarde | null} */
      function many(close) {
        place++;
        /** @type {Waarde[]} */
        const items = [];
        /** @type {{ [sleutel: string]: Waarde }} */
        const pairs = {};
        for (;;) {
          skip();
          if (words[place] === close) break;
          if (close === "}") {
            const match = /^\s*([\w-]+|"[^"]*"|'[^']*')\s*:(?=\s|$)/.exec(words.slice(place));
            if (!match) return place >= words.length ? null : fail(gettext("a line of the form 'name: value' is missing here"), line);
            place += match[0].length;
            const found = value();
            if (found === null) return null;
            pairs[/^["']/.test(match[1]) ? unquote(match[1]) : match[1]] = found;
          } else {
            const found = value();
            if (found === null) return null;
            items.push(found);
          }
          skip();
          if (words[place] === ",") place++;
          else if (words[place] !== close) return place >= words.length ? null : fail(gettext("a comma is missing here"), line);
        }
        place++;
        return close === "]" ? items : pairs;
      }

      const found = value();
      if (found === null) return null;
      const rest = words.slice(place).trim();
      if (rest && !rest.startsWith("#")) fail(gettext("something stands behind what ends here"), line);
      return { value: found };
    }

    /** @param {string} quoted a text on one line, between its quotes */
    function unquote(quoted) {
      const inside = quoted.slice(1, -1).replace(/[ \t]*\n[ \t]*/g, "\n");
      if (quoted[0] === "'") return inside.replace(/''/g, "'");
      try {
        const asJson = inside.replace(/\\([^])/g, (whole, sign) => ESCAPES[sign] ?? whole).replace(/\n/g, "\\n").replace(/\t/g, "\\t");
        return String(JSON.parse(`"${asJson}"`));
      } catch {
        return fail(gettext("put this text between quotes"));
      }
    }

    if (!peek()) return {};
    const found = block(all[at].indent);
    if (peek()) fail(gettext("a line of the form 'name: value' is missing here"));
    return found;
  }

  // --- Writing --------------------------------------------------------------------------------------

  /** @param {Waarde} value */
  const isEmpty = (value) => value === "" || (typeof value === "object" && !Object.keys(value).length);

  /** A text with every sign that nobody sees named by a code. @param {string} text */
  const inQuotes = (text) => JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);

  /**
   * A text as it stands behind a key or a dash.
   * @param {string} text
   * @param {string} margin of the lines below it
   */
  function writeText(text, margin) {
    const trimmed = text.replace(/\n+$/, "");
    if (trimmed.includes("\n")) {
      const safe = !UNSEEN.test(text.replace(/\n/g, "")) && !/^[ \n]/.test(text) && !/[ \t]$/m.test(trimmed);
      if (safe && text.length - trimmed.length < 2) return `${text === trimmed ? "|-" : "|"}\n${trimmed.split("\n").map((line) => line && margin + line).join("\n")}`;
      return inQuotes(text);
    }
    if (text !== trimmed || text !== text.trim() || UNSEEN.test(text)) return inQuotes(text);
    return PLAIN.test(text) && !LIKE_OTHERS.test(text) ? text : `'${text.replace(/'/g, "''")}'`;
  }

  /**
   * @param {Waarde} value
   * @param {string} margin
   * @returns {string} lines, each with its end
   */
  function writeGroup(value, margin) {
    if (typeof value === "string") return `${margin}${writeText(value, margin)}\n`;
    if (Array.isArray(value)) {
      return value.map((item) => {
        if (typeof item === "string") return `${margin}- ${writeText(item, `${margin}  `)}\n`;
        return `${margin}- ${writeGroup(item, `${margin}  `).trimStart()}`;
      }).join("");
    }
    return Object.entries(value).filter(([, inner]) => !isEmpty(inner)).map(([key, inner]) => {
      if (typeof inner === "string") return `${margin}${key}: ${writeText(inner, `${margin}  `)}\n`;
      return `${margin}${key}:\n${writeGroup(inner, `${margin}  `)}`;
    }).join("");
  }

  /**
   * The text of a file that says this; what is empty is left out.
   * @param {Waarde} value
   */
  const write = (value) => HEAD + writeGroup(value, "");

  return { read, write, Leesfout };
})();
