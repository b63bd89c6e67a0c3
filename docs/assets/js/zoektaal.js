// What the search knows of words: their roots, the parts of a compound, and how far two of them are apart.
// All is folded first: no accents, no capitals. What differs from language to language comes from the script before
// this one, zoektaal-nl.js for Dutch, and its lists (stop words, irregular verbs) with the index.
// How a text is cut into words is said again in macros/content/tokens.py; both are tested with tests/zoekwoorden.yml.

/**
 * @typedef {object} Token a word of a text
 * @property {string} word folded
 * @property {number} start where it begins in the text
 * @property {number} end where what follows it begins
 * @property {boolean} [whole] made of several that stand against each other
 * @property {string} [joined] for the last of those: all of them as one word
 * @property {number} [from] for the last of those: where the first begins
 *
 * @typedef {(form: string) => string | undefined} FormOf the word of which this is an irregular form
 *
 * @typedef {object} Rules what the search knows of one language
 * @property {(word: string, formOf: FormOf) => string} root what the forms of a folded word have in common; no word in itself
 * @property {(word: string) => string | undefined} verb the verb behind its particle: (uit)reiken
 * @property {(word: string) => string} sound words that sound alike are written alike
 * @property {string[]} links what may stand between the parts of a compound
 * @property {number} shortest the letters of its shortest part
 * @property {boolean} productive any two words may become one, so the handbook itself teaches what is a word
 * @property {boolean} particles a particle may stand behind its verb: reikt … uit
 * @property {string} between what may stand between a particle and its verb: uit te reiken
 * @property {string} light no part of a phrase
 */
const Zoektaal = (() => {
  const PIECE = /\p{L}[\p{L}\p{M}]*|\p{N}+/gu;
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

  const rules = globalThis.zoekregels;
  const { verb, sound, links, shortest } = rules;
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
    if (found === undefined) roots.set(word, (found = rules.root(word, (form) => irregular.get(form))));
    return found;
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
    for (let at = shortest; at <= word.length - shortest; at++) {
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
    for (const link of links) {
      const left = text.endsWith(link) ? text.slice(0, text.length - link.length) : "";
      if (left.length >= shortest && knows(left)) return left;
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

  // --- Distance -------------------------------------------------------------------------------------

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

  return { tokens, root, split, partly, verb, sound, distance, letters, differences, learn, rules, light: new Set(rules.light.split(" ")) };
})();
