// What the search knows of English; its door is `Rules` in zoektaal.js.
globalThis.zoekregels = (() => {
  const PREFIX = /^(under|un|over|out|with|fore|for|mis|re|be)(.{3,})$/;
  const OWN_S = /(?:ss|us|is|gas|atlas|bias|canvas|lens|news)$/; // no plural
  const OWN_ING = /^(?:even|morn|ceil|dur|sibl|(?:any|every|no|some)?th|wed?d)ing$/; // no verb
  const OWN_LY = /^(?:fami|assemb|supp|comp|multip|monopo|anoma|.*f)ly$/; // butterfly: no adverb
  const SHORT = /^[^aeiouy]*[aeiouy][^aeiouwxy]$/; // of one syllable: its e tells hope from hop
  const OUR = /((?:arm|behavi|cand|clam|col|endeav|fav|flav|glam|harb|hon|hum|lab|neighb|od|parl|ranc|rig|rum|sav|splend|tum|val|vap|vig)o)u(?=r)/;
  const DIGIT = /\d/;

  // --- Roots ----------------------------------------------------------------------------------------

  /**
   * @param {string} word
   * @param {FormOf} formOf
   */
  function root(word, formOf) {
    if (DIGIT.test(word)) return word;
    const base = irregularForm(word, formOf) ?? ending(word);
    return plain(spelling(formOf(base) ?? base));
  }

  /**
   * @param {string} word
   * @param {FormOf} formOf
   */
  function irregularForm(word, formOf) {
    const whole = formOf(word);
    if (whole !== undefined) return whole;
    const [, prefix, rest = ""] = word.match(PREFIX) || [];
    const known = formOf(rest); // re(written), under(took)
    return known && prefix + known;
  }

  /**
   * A word without what a plural, an adverb or a verb adds: gardens, safely, watering, planted.
   * @param {string} word
   */
  function ending(word) {
    let w = word;
    if (w.length > 3 && w.endsWith("s") && !OWN_S.test(w)) w = w.replace(/(.{2})ies$/, "$1ys").slice(0, -1);
    if (w.length > 4) w = w.replace(/ied$/, "y");
    if (w.length > 5 && !OWN_LY.test(w)) w = w.replace(/ily$/, "y").replace(/(.{3})ly$/, "$1");
    const [, stem = "", form] = w.match(/^(.*[aeiouy].*)(ed|ing)$/) || [];
    if (!form || w.endsWith("eed") || OWN_ING.test(w)) return w;
    return SHORT.test(stem) ? stem + "e" : stem;
  }

  /**
   * British and American spelling written in one way: organize, neighbor, center, license, catalog.
   * @param {string} word
   */
  const spelling = (word) => word
    .replace(/i[sz]ation$/, "is").replace(/(.{3}[iy])z(e?r?)$/, "$1s$2")
    .replace(OUR, "$1").replace(/((?:cent|met|lit|theat|fib|calib|spect|lust))re$/, "$1er")
    .replace(/(licen|defen|offen|preten|practi)ce?$/, "$1se").replace(/logue?$/, "log").replace(/(judg|acknowledg)ement/, "$1ment");

  /**
   * What is left, written in one way whether or not it had its last letter: organis(e), plan(n)ing, class(e).
   * @param {string} word
   */
  function plain(word) {
    const needsE = /(?:ee|^.?[^i]e)$/.test(word) || SHORT.test(word.slice(0, -1));
    const w = needsE ? word : word.replace(/e$/, "");
    return w.replace(/([^aeiouy])\1$/, "$1");
  }

  // --- Sound ----------------------------------------------------------------------------------------

  /**
   * Words that sound alike are written alike.
   * @param {string} word
   */
  const sound = (word) => word
    .replace(/^[kg]n/, "n").replace(/^(?:wr|rh)/, "r").replace(/^wh/, "w").replace(/mb$/, "m")
    .replace(/[cst]ion|cian/g, "sn").replace(/tch/g, "ch").replace(/dge/g, "j").replace(/igh/g, "y").replace(/gh(?=t|$)/g, "")
    .replace(/ph/g, "f").replace(/s?c(?=[eiy])/g, "s").replace(/ck|c(?!h)|q/g, "k").replace(/x/g, "ks").replace(/z/g, "s").replace(/th/g, "t")
    .replace(/(?:[aeo]|ou)r(?=s?$)/, "er").replace(/ie|e[aeiy]/g, "y").replace(/o[ou]|ew|ue/g, "u").replace(/a[iy]/g, "a").replace(/i/g, "y")
    .replace(/([^aeiou])e(?=[ds]?$)/, "$1").replace(/(.)\1+/g, "$1");

  return {
    root, sound,
    verb: () => undefined,
    links: [""],
    shortest: 4,
    productive: false,
    particles: false,
    between: "to",
    light: "the a an of for in on at to with by from as is are be my your our their",
  };
})();
