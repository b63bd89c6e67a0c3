// The words that scripts show. The code names each by its English; `finish` puts the words of readers in its place, from
// the catalogue in macros/words. In a site that is not finished they are English, and all works.
const Woorden = (() => {
  const language = document.documentElement.lang;

  /**
   * A text, as readers see it.
   * @param {string} text in English, with the name of each value in braces: "{name} was opened"
   * @param {Record<string, string | number>} [values]
   * @returns {string}
   */
  const gettext = (text, values = {}) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

  /**
   * A text with a number, which it names `{number}`.
   * @param {string} one in English, for 1
   * @param {string} more in English, for every other number
   * @param {number} number
   * @param {Record<string, string | number>} [values]
   * @returns {string}
   */
  const ngettext = (one, more, number, values = {}) => gettext(number === 1 ? one : more, { number, ...values });

  return { gettext, ngettext, language };
})();
