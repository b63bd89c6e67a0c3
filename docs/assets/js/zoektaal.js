// What the search knows of Dutch: words, their roots, the parts of a compound, and how far two words are apart.
// All is folded first: no accents, no capitals. The index brings the lists (stop words, irregular verbs).
// How a text is cut into words is said again in macros/dutch.py; both are tested with tests/zoekwoorden.yml.

/**
 * @typedef {object} Token a word of a text
 * @property {string} word folded
 * @property {number} start where it begins in the text
 * @property {number} end where what follows it begins
 * @property {boolean} [whole] made of several that stand against each other
 * @property {string} [joined] for the last of those: all of them as one word
 * @property {number} [from] for the last of those: where the first begins
 */
const Zoektaal = (() => {
  const PIECE = /\p{L}[\p{L}\p{M}]*|\p{N}+/gu;
  const PARTICLES = "aan|achter|af|bij|door|in|mee|na|om|onder|op|over|samen|terug|toe|uit|vast|voor|weg";
  const PARTICIPLE = new RegExp(`^(${PARTICLES})?ge(?!bruik|beur|draag|ld|loof|niet|tuig)(.{2,}[^aeiou][dt])$`);
  const PARTICLE_FORM = new RegExp(`^(${PARTICLES}|be|her|ont|ver)(.{3,})$`);
  const PARTICLE_VERB = new RegExp(`^(?:${PARTICLES})(.{4,})$`);
  const NO_VERB = /(?:bee|ve|ge|he|were|schu|wi|woo|aa|noo|goe)[lr]$/; // beeld, wereld, waard: their d is their own
  const PREFIXED = /^(?:be|her|onder|ont|over|ver).*[^a]n$/;
  const LINKS = ["", "s", "en", "e", "n"]; // what may stand between the parts of a compound
  const LIGHT = new Set("de het een van voor in op aan te met om bij naar door is zijn der den".split(" ")); // no part of a phrase

  const PLAIN = /^[a-z0-9]*$/;
  const DIGIT = /\d/;

  /**
   * A text as the search compares it: without accents and capitals.
   * @param {string} text
   */
  function fold(text) {
    const small = text.toLowerCase();
    return PLAIN.test(small) ? small : small.normalize("NFD").replace(/\p{M}/gu, "");
  }

  /**
   * The words of a text with their places in it. What stands against each other or is joined by a hyphen or an ampersand
   * (mbo2, vso-school, SH&M) is also one word, as a `whole`; a thousand has no point.
   * @param {string} text
   * @returns {Token[]}
   */
  function tokens(text) {
    /** @type {Token[]} */
    const found = [];
    /** @type {Token | undefined} */
    let last;
    for (const match of text.matchAll(PIECE)) {
      /** @type {Token} */
      const token = { word: fold(match[0]), start: match.index, end: match.index + match[0].length };
      if (last && belongTogether(last, token, text.slice(last.end, token.start))) {
        token.joined = (last.joined || last.word) + token.word;
        token.from = last.from ?? last.start;
        found.push({ word: token.joined, start: token.from, end: token.end, whole: true });
      }
      found.push(token);
      last = token;
    }
    return found.filter(({ word }) => word.length > 1 || DIGIT.test(word));
  }

  /**
   * @param {Token} last
   * @param {Token} token
   * @param {string} between
   */
  function belongTogether(last, token, between) {
    const thousand = (between === "." || between === ",") && DIGIT.test(last.word) && /^\d{3}$/.test(token.word);
    return thousand || ["", "-", "‑", "&"].includes(between);
  }

  // --- Roots ----------------------------------------------------------------------------------------

  /** @type {Map<string, string>} */
  const roots = new Map();
  /** @type {Map<string, string>} */
  let irregular = new Map();

  /**
   * What the forms of a word have in common; no word in itself.
   * @param {string} word folded
   * @returns {string}
   */
  function root(word) {
    let found = roots.get(word);
    if (found === undefined) roots.set(word, (found = findRoot(word)));
    return found;
  }

  /** @param {string} word */
  function findRoot(word) {
    const known = irregularForm(word);
    if (!known && (word.length < 4 || DIGIT.test(word))) return word;
    return ending(known ?? word.replace(PARTICIPLE, (_, particle = "", rest) => particle + rest.replace(/d$/, "")));
  }

  /** @param {string} word */
  function irregularForm(word) {
    const whole = irregular.get(word);
    if (whole !== undefined) return whole;
    const [, particle, rest = ""] = word.match(PARTICLE_FORM) || [];
    const known = irregular.get(rest) ?? irregular.get("ge" + rest); // aan(genomen), be(sproken)
    return known && particle + known;
  }

  /**
   * A word without the d of a past participle: verzameld, ondersteund.
   * @param {string} word
   */
  function withoutD(word) {
    const stem = word.slice(0, -1);
    const isForm = word.endsWith("d") && ((/[lr]$/.test(stem) && !NO_VERB.test(stem)) || PREFIXED.test(stem));
    return isForm ? stem : word;
  }

  /**
   * Takes off what a plural, a verb or an adjective adds, and writes what is left in one way: lopen, loopt → lop.
   * @param {string} word
   */
  function ending(word) {
    let w = word.replace(/heden$/, "heid").replace(/ieen$/, "ie").replace(/(?:([mng])etje|(m)pje|tje|([^aeiou])je)s?$/, "$1$2$3");
    if (/(?:[^aeiousyj]|ie|ee|[^cdo]re|[ghtmnkwz]e|u[lr]e|au|.{3,}[ao])s$/.test(w)) w = w.slice(0, -1);
    if (/.[aeiouy].*en$/.test(w)) w = w.slice(0, -2);
    else if (/.[aeiouy].*[^aeiou]e$/.test(w)) w = w.slice(0, -1);
    w = w.replace(/([^aeiou])\1$/, "$1").replace(/v$/, "f").replace(/z$/, "s");
    if (w.length > 4) w = withoutD(w.replace(/([^aeiou])t$/, "$1"));
    if (w.length > 3) w = w.replace(/([^aeiousyj])s$/, "$1");
    return w.replace(/(aa|ee|oo|uu)/g, (pair) => pair[0]).replace(/([^aeiou])\1$/, "$1");
  }

  // --- Compounds ------------------------------------------------------------------------------------

  /** @typedef {(text: string) => boolean} Knows whether something is a known word */

  /**
   * The two known words that a compound is made of, or nothing.
   * @param {string} word
   * @param {Knows} knows
   * @returns {[string, string] | undefined}
   */
  function split(word, knows) {
    /** @type {[string, string] | undefined} */
    let best;
    let bestScore = 0;
    for (let at = 3; at <= word.length - 3; at++) {
      const right = word.slice(at);
      if (!knows(right)) continue;
      const left = knownLeft(word.slice(0, at), knows);
      const score = left ? Math.min(left.length, right.length) * 2 + right.length : 0;
      if (left && score > bestScore) [best, bestScore] = [[left, right], score];
    }
    return best;
  }

  /**
   * @param {string} text
   * @param {Knows} knows
   */
  function knownLeft(text, knows) {
    for (const link of LINKS) {
      const left = text.endsWith(link) ? text.slice(0, text.length - link.length) : "";
      if (left.length > 2 && knows(left)) return left;
    }
    return undefined;
  }

  /**
   * The longest known word at the end or the start of one that is not known as a whole: (vork)heftruck.
   * @param {string} word
   * @param {Knows} knows
   * @returns {string | undefined}
   */
  function partly(word, knows) {
    for (let length = word.length - 1; length > 3; length--) {
      const part = [word.slice(-length), word.slice(0, length)].find(knows);
      if (part) return part;
    }
    return undefined;
  }

  /**
   * The verb behind its particle: (uit)reiken.
   * @param {string} word
   */
  const verb = (word) => word.match(PARTICLE_VERB)?.[1];

  // --- Distance -------------------------------------------------------------------------------------

  /**
   * Words that sound alike are written alike.
   * @param {string} word
   */
  const sound = (word) => word
    .replace(/ij|ei/g, "y").replace(/ou|au/g, "w").replace(/sch(?=[^aeiou]|$)/g, "s").replace(/ch/g, "g").replace(/ck|c(?=[^eiy]|$)|q/g, "k")
    .replace(/c/g, "s").replace(/ph/g, "f").replace(/th/g, "t").replace(/ks/g, "x").replace(/ie/g, "i")
    .replace(/z/g, "s").replace(/v/g, "f").replace(/dt?$/, "t").replace(/(.)\1/g, "$1");

  /** @type {number[][]} */
  let rows = [[], [], []];

  /**
   * The number of letters to change, add, drop or swap, or `limit` + 1 when there are more.
   * @param {string} a
   * @param {string} b
   * @param {number} limit
   */
  function distance(a, b, limit) {
    if (Math.abs(a.length - b.length) > limit) return limit + 1;
    for (let j = 0; j <= b.length; j++) rows[1][j] = j;
    for (let i = 1; i <= a.length; i++) {
      const [before, row, next] = rows;
      let least = (next[0] = i);
      for (let j = 1; j <= b.length; j++) {
        let cost = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2] + 1);
        next[j] = cost;
        if (cost < least) least = cost;
      }
      if (least > limit) return limit + 1;
      rows = [row, next, before];
    }
    return rows[1][b.length];
  }

  /**
   * One bit for each letter that a word has: one change of a letter changes at most two bits.
   * @param {string} word
   */
  function letters(word) {
    let bits = 0;
    for (let i = 0; i < word.length; i++) bits |= 1 << (word.charCodeAt(i) % 32);
    return bits;
  }

  /**
   * In how many bits two numbers differ.
   * @param {number} a
   * @param {number} b
   */
  function differences(a, b) {
    let count = 0;
    for (let bits = a ^ b; bits; bits &= bits - 1) count++;
    return count;
  }

  /**
   * Take in the irregular forms of words.
   * @param {string} forms "loop liep liepen, ...": a word as the rules know it, then its forms
   */
  function learn(forms) {
    irregular = new Map();
    for (const line of forms.split(", ")) {
      const [word, ...rest] = line.split(" ");
      for (const form of rest) irregular.set(form, word);
    }
    roots.clear();
  }

  return { tokens, root, split, partly, verb, sound, distance, letters, differences, learn, LIGHT, LINKS };
})();
