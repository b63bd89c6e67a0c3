// What is wrong in a school's file, in the words of `make check`: both are tried with the same cases. Knows nothing of the page.
/**
 * @typedef {{ naam: string, label: string, soort: "id" | "regel" | "tekst" | "keuze" | "verwijzing" | "groep" | "ding", meer: boolean, moet: boolean,
 *   uitleg: string, keuzes: string[], betekenissen: string[], nouns: string[] | null, kind: string | null, ding: string | null, tekst: boolean, is: string | null,
 *   grenzen: { pattern?: string, maxLength?: number, minItems?: number, maxItems?: number, minimum?: number, maximum?: number } }} Schoolveld
 * @typedef {object} Schoolvorm as macros/formats/parts/school.py writes it
 * @property {Record<string, Schoolveld[]>} soorten the fields of each class
 * @property {[id: string, noun: string, label: string, around: string][]} dingen all that one can choose
 * @property {Record<string, string[][]>} plekken of each onderdeel and rubriek its stappen, each with those within it
 * @property {{ kop: string, vlak: string }} kleuren what stands on each colour
 * @property {Record<string, string>} namen what each noun is called
 * @property {number} contrast that it needs at least
 * @typedef {(string | number)[]} Pad
 * @typedef {{ pad: Pad, woorden: string }} Schoolfout
 */
const Schoolregels = (() => {
  const { gettext } = Woorden;
  const START = "School";
  const OR = gettext(" or ");
  const HTML = /<[a-zA-Z/!?]/, BRACES = /\{\{|\{%|\{#|\}\}|%\}/, BOLD = /(^|[^\\*])\*\*(?!\*)/g;
  const LINK = /\[[^\]]*\]\[([^\]]*)\]/g;
  const LONGEST = 60;

  /** @param {unknown} value */
  const quote = (value) => {
    const words = String(value).split(/\s+/).join(" ").trim();
    return words.length <= LONGEST ? `'${words}'` : `'${words.slice(0, LONGEST - 1)}…'`;
  };

  /** @param {Waarde | undefined} value @returns {Record<string, Waarde>} */
  const asGroup = (value) => value && typeof value === "object" && !Array.isArray(value) ? value : {};

  /** @param {Waarde | undefined} value @returns {Waarde[]} */
  const asList = (value) => Array.isArray(value) ? value : [];

  /** @param {Waarde | undefined} value */
  const asWords = (value) => typeof value === "string" ? value : "";

  /** @param {Waarde | undefined} value */
  const isThere = (value) => value !== undefined && value !== "" && !(Array.isArray(value) && !value.length);

  /**
   * All that is wrong in what a school wants.
   * @param {Waarde} school
   * @param {Schoolvorm} vorm
   * @returns {Schoolfout[]}
   */
  function check(school, vorm) {
    /** @type {Schoolfout[]} */
    const found = [];
    /** @param {Pad} pad @param {string} woorden */
    const report = (pad, woorden) => found.push({ pad, woorden });
    /** @type {Map<string, string>} the noun of each id, rollen and pages apart */
    const nouns = new Map(vorm.dingen.filter(([, noun]) => noun !== "rol" && noun !== "pagina").map(([id, noun]) => [id, noun]));
    /** @param {string} noun */
    const idsOf = (noun) => new Set(vorm.dingen.filter(([, other]) => other === noun).map(([id]) => id));
    const apart = new Map(["rol", "pagina"].map((noun) => [noun, idsOf(noun)]));

    visit(START, school, [], vorm, (kind, thing, pad) => {
      const noun = kind === START ? "" : nounOf(vorm, kind);
      const id = asWords(thing.id);
      if (!noun || !id) return;
      if (nouns.has(id)) report([...pad, "id"], gettext("the id {id} exists already", { id: quote(id) }));
      else nouns.set(id, noun);
    });
    visit(START, school, [], vorm, (kind, thing, pad) => {
      for (const name of Object.keys(thing)) {
        if (!vorm.soorten[kind].some(({ naam }) => naam === name)) report([...pad, name], gettext("{name} is no known key here", { name: quote(name) }));
      }
      for (const veld of vorm.soorten[kind]) checkField(veld, thing[veld.naam], [...pad, veld.naam]);
      if (kind === "Groep") checkGroep(thing, pad);
    });
    checkSchool(asGroup(school));
    return found;

    /** @param {Schoolveld} veld @param {Waarde | undefined} value @param {Pad} pad */
    function checkField(veld, value, pad) {
      const name = quote(veld.naam);
      if (!isThere(value)) {
        if (veld.moet) report(pad, gettext("{name} is missing", { name }));
        return;
      }
      if (veld.meer !== Array.isArray(value)) {
        report(pad, veld.meer ? gettext("{name} must be a list: each item on a line of its own, with a dash before it", { name }) : gettext("{name} must be text, no list or group", { name }));
        return;
      }
      const { minItems = 0 } = veld.grenzen;
      if (asList(value).length < minItems) report(pad, gettext("{name} needs at least {number} items", { name, number: minItems }));
      (Array.isArray(value) ? value : [value]).forEach((item, at) => {
        const place = veld.meer ? [...pad, at] : pad;
        const called = veld.meer ? gettext("item {number} of {name}", { number: at + 1, name }) : name;
        if (veld.kind) {
          if (typeof item === "string") report(place, gettext("{name} must be made of lines like 'key: value', with a space after the colon", { name: called }));
        } else if (typeof item !== "string") report(place, gettext("{name} must be text, no list or group", { name: called }));
        else checkText(veld, item, place, called);
      });
    }

    /** @param {Schoolveld} veld @param {string} words @param {Pad} pad @param {string} name */
    function checkText(veld, words, pad, name) {
      const { pattern, maxLength, minimum, maximum } = veld.grenzen;
      if (!words.trim()) return report(pad, gettext("{name} is empty; fill it in or take the line away", { name }));
      if (veld.soort === "verwijzing") return checkReference(veld, words, pad);
      if (veld.soort === "keuze" && !veld.keuzes.includes(words)) {
        const choice = veld.keuzes.map(quote).join(OR);
        return report(pad, veld.keuzes.includes("true") ? gettext("{name} must be true or false", { name }) : gettext("{name} must be {choice}", { name, choice }));
      }
      if (maxLength && words.length > maxLength) return report(pad, gettext("{name} may have at most {number} signs", { name, number: maxLength }));
      if (pattern && !new RegExp(pattern).test(words)) {
        const value = quote(words);
        return report(pad, veld.is ? gettext("{name} must {be}, not {value}", { name, be: veld.is, value }) : gettext("{name} may have only small letters, figures and single hyphens, not {value}", { name, value }));
      }
      if (minimum !== undefined || maximum !== undefined) {
        if (!/^[+-]?\d+$/.test(words)) return report(pad, gettext("{name} must be a whole number", { name }));
        if (Number(words) < (minimum ?? -Infinity)) return report(pad, gettext("{name} must be at least {number}", { name, number: minimum ?? "" }));
        if (Number(words) > (maximum ?? Infinity)) return report(pad, gettext("{name} may be at most {number}", { name, number: maximum ?? "" }));
      }
      if (BRACES.test(words)) report(pad, gettext("braces such as {braces} do not belong in the text; take them away", { braces: "{{ of {%" }));
      if (HTML.test(words)) report(pad, gettext("HTML does not belong in the text: take away what stands between < and >"));
      if (veld.tekst) checkProse(words, pad);
    }

    /** @param {string} words @param {Pad} pad */
    function checkProse(words, pad) {
      if ((words.match(BOLD) ?? []).length % 2) report(pad, gettext("here is ** without a second **; close the bold part or take the asterisks away"));
      for (const [, id] of words.matchAll(LINK)) if (!nouns.has(id)) report(pad, gettext("there is no {noun} {id}", { noun: "id", id: quote(id) }));
    }

    /** @param {string} noun */
    function named(noun) {
      return vorm.namen[noun] ?? noun;
    }

    /** @param {Schoolveld} veld @param {string} id @param {Pad} pad */
    function checkReference(veld, id, pad) {
      const wanted = veld.nouns ?? [];
      const own = wanted.length === 1 ? apart.get(wanted[0]) : undefined;
      const noun = own ? (own.has(id) ? wanted[0] : undefined) : nouns.get(id);
      if (noun && (!wanted.length || wanted.includes(noun))) return;
      const names = wanted.map(named);
      const choice = [names.slice(0, -1).join(", "), names[names.length - 1] ?? "id"].filter(Boolean).join(OR);
      if (noun) report(pad, gettext("{id} is no {noun} but a {other}", { id: quote(id), noun: choice, other: named(noun) }));
      else report(pad, gettext("there is no {noun} {id}", { noun: choice, id: quote(id) }));
    }

    /** @param {Record<string, Waarde>} groep @param {Pad} pad */
    function checkGroep(groep, pad) {
      const given = ["onderdeel", "titel", "stappen"].map((name) => isThere(groep[name])).join();
      if (given !== "true,false,false" && given !== "false,true,true") report(pad, gettext("a group has either only 'onderdeel', or 'titel' and 'stappen'"));
    }

    /** @param {Record<string, Waarde>} thing */
    function checkSchool(thing) {
      const left = asList(thing.weglaten).map(asWords);
      const own = new Set();
      visit(START, { stappen: thing.stappen ?? [] }, [], vorm, (_, { id }) => { own.add(asWords(id)); });
      asList(thing.stappen).map(asGroup).forEach((stap, at) => {
        const words = placeFault(asWords(stap.bij), asWords(stap.na), left);
        if (words) report(["stappen", at, "na"], words);
      });
      left.forEach((id, at) => {
        if (own.has(id)) report(["weglaten", at], gettext("{id} is a step of your own; take it away here, or where it stands in 'stappen'", { id: quote(id) }));
        else if (left.indexOf(id) < at) report(["weglaten", at], twice(id));
      });
      const named = asList(thing.rollen).map((item) => asWords(asGroup(item).rol));
      named.forEach((id, at) => { if (id && named.indexOf(id) < at) report(["rollen", at, "rol"], twice(id)); });
      const { kop, vlak } = asGroup(thing.kleuren);
      checkColour(asWords(kop), vorm.kleuren.kop, "kop");
      checkColour(asWords(vlak), vorm.kleuren.vlak, "vlak");
    }

    /** @param {string} bij @param {string} na @param {string[]} left */
    function placeFault(bij, na, left) {
      const stappen = vorm.plekken[bij];
      if (!stappen || nouns.get(na) !== "stap") return "";
      const around = stappen.find((ids) => ids.includes(na));
      if (!around) return gettext("the step {id} does not belong to {part}", { id: quote(na), part: quote(bij) });
      if (na !== around[0] && left.includes(around[0])) return gettext("the step {id} goes with {other} in 'weglaten'; choose another step", { id: quote(na), other: quote(around[0]) });
      return "";
    }

    /** @param {string} id */
    function twice(id) {
      return gettext("{id} stands here already; take one of the two away", { id: quote(id) });
    }

    /** @param {string} colour @param {string} other @param {"kop" | "vlak"} name */
    function checkColour(colour, other, name) {
      if (!/^#[0-9a-f]{6}$/i.test(colour)) return;
      const share = contrast(colour, other);
      if (share >= vorm.contrast) return;
      const values = { value: quote(colour), found: comma(share), least: comma(vorm.contrast) };
      report(["kleuren", name], name === "kop"
        ? gettext("{value} is too light for white letters: the contrast is {found} and must be at least {least}; choose a darker colour", values)
        : gettext("{value} is too dark for black letters: the contrast is {found} and must be at least {least}; choose a lighter colour", values));
    }
  }

  /** @param {number} share */
  const comma = (share) => share.toLocaleString(Woorden.language || "nl", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

  /**
   * The contrast of two colours, as WCAG 2.2 has it.
   * @param {string} one
   * @param {string} other
   */
  function contrast(one, other) {
    const [dark, light] = [one, other].map(luminance).sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  }

  /** @param {string} colour */
  function luminance(colour) {
    const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
      .map((share) => share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  /** @param {Schoolvorm} vorm @param {string} kind */
  const nounOf = (vorm, kind) => Object.values(vorm.soorten).flat().find((veld) => veld.kind === kind)?.ding ?? "";

  /**
   * Every group in what a school wants, from the whole down.
   * @param {string} kind
   * @param {Waarde} value
   * @param {Pad} pad
   * @param {Schoolvorm} vorm
   * @param {(kind: string, thing: Record<string, Waarde>, pad: Pad) => void} act
   */
  function visit(kind, value, pad, vorm, act) {
    const thing = asGroup(value);
    act(kind, thing, pad);
    for (const veld of vorm.soorten[kind]) {
      const inner = thing[veld.naam];
      if (!veld.kind || !inner || typeof inner === "string") continue;
      const items = veld.meer ? asList(inner) : [inner];
      items.forEach((item, at) => {
        if (veld.kind && typeof item !== "string") visit(veld.kind, item, [...pad, veld.naam, ...(veld.meer ? [at] : [])], vorm, act);
      });
    }
  }

  return { check, visit, START };
})();
