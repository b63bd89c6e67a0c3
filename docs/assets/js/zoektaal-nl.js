// What the search knows of Dutch; its door is `Rules` in zoektaal.js.
globalThis.zoekregels = (() => {
  const PARTICLES = "aan|achter|af|bij|door|in|mee|na|om|onder|op|over|samen|terug|toe|uit|vast|voor|weg";
  const PARTICIPLE = new RegExp(`^(${PARTICLES})?ge(?!bruik|beur|draag|ld|loof|niet|tuig)(.{2,}[^aeiou][dt])$`);
  const PARTICLE_FORM = new RegExp(`^(${PARTICLES}|be|her|ont|ver)(.{3,})$`);
  const PARTICLE_VERB = new RegExp(`^(?:${PARTICLES})(.{4,})$`);
  const NO_VERB = /(?:bee|ve|ge|he|were|schu|wi|woo|aa|noo|goe)[lr]$/; // beeld, wereld, waard: their d is their own
  const PREFIXED = /^(?:be|her|onder|ont|over|ver).*[^a]n$/;
  const DIGIT = /\d/;

  // --- Roots ----------------------------------------------------------------------------------------

  /**
   * @param {string} word
   * @param {FormOf} formOf
   */
  function root(word, formOf) {
    const known = irregularForm(word, formOf);
    if (!known && (word.length < 4 || DIGIT.test(word))) return word;
    return ending(known ?? word.replace(PARTICIPLE, (_, particle = "", rest) => particle + rest.replace(/d$/, "")));
  }

  /**
   * @param {string} word
   * @param {FormOf} formOf
   */
  function irregularForm(word, formOf) {
    const whole = formOf(word);
    if (whole !== undefined) return whole;
    const [, particle, rest = ""] = word.match(PARTICLE_FORM) || [];
    const known = formOf(rest) ?? formOf("ge" + rest); // aan(genomen), be(sproken)
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

  // --- Compounds and particles ----------------------------------------------------------------------

  /**
   * The verb behind its particle: (uit)reiken.
   * @param {string} word
   */
  const verb = (word) => word.match(PARTICLE_VERB)?.[1];

  // --- Sound ----------------------------------------------------------------------------------------

  /**
   * Words that sound alike are written alike.
   * @param {string} word
   */
  const sound = (word) => word
    .replace(/ij|ei/g, "y").replace(/ou|au/g, "w").replace(/sch(?=[^aeiou]|$)/g, "s").replace(/ch/g, "g").replace(/ck|c(?=[^eiy]|$)|q/g, "k")
    .replace(/c/g, "s").replace(/ph/g, "f").replace(/th/g, "t").replace(/ks/g, "x").replace(/ie/g, "i")
    .replace(/z/g, "s").replace(/v/g, "f").replace(/dt?$/, "t").replace(/(.)\1/g, "$1");

  return {
    root, verb, sound,
    links: ["", "s", "en", "e", "n"],
    shortest: 3,
    productive: true,
    particles: true,
    between: "te",
    light: "de het een van voor in op aan te met om bij naar door is zijn der den",
  };
})();
