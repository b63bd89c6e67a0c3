// What a dossier is: reading one from strange data, and making one of two. Knows neither a page nor a storage.
//
// Each field of a stap has its own time. Between tabs, which share a clock, the newest wins. Between this browser and a
// file no clock is believed: a field knows which earlier versions it took the place of, by their times. A version that
// the other does not know of was written beside it, and then both stay: one is shown, what else was written in `ook`.
/**
 * @typedef {"open" | "bezig" | "klaar" | "nvt"} Status
 * @typedef {"wie" | "wanneer" | "opmerking"} Field
 * @typedef {"status" | Field | "doe"} Part `doe` is the stap itself, where a school wrote one of its own or put it otherwise
 * @typedef {{ v: string, t: number, van?: string }} Version what was written when (milliseconds), and in which file
 * @typedef {Version & { eerder?: number[], ook?: Version[] }} Kept
 * @typedef {Partial<Record<Part, Kept>>} Entry what a dossier says of a stap
 * @typedef {{ naam: Kept, weg: number, stappen: Record<string, Entry> }} Dossier `weg`: when it was removed
 * @typedef {(ours: Kept, theirs: Kept) => Kept} Choice
 */
const Samenvoegen = (() => {
  const { gettext } = Woorden;
  const FORMAT = 2;
  const STATUSES = ["open", "bezig", "klaar", "nvt"];
  /** @type {Part[]} */
  const PARTS = ["status", "wie", "wanneer", "opmerking", "doe"];
  const LONGEST = 5000;
  const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
  const NO_LETTERS = /(?:(?!\n)[\p{Cc}\p{Cs}\p{Zl}\p{Zp}])+/gu;
  const MOST = 40; // earlier times and other versions that a field remembers
  const FAR = 1e15; // thousands of years from now: what a file says happened later happened at no time at all

  /**
   * What readers name, by its id: without a prototype, where "constructor" would be there already.
   * @template T
   * @param {Record<string, T>[]} others
   * @returns {Record<string, T>}
   */
  const table = (...others) => Object.assign(Object.create(null), ...others);

  // --- Strange data -----------------------------------------------------------------------------

  /**
   * @param {unknown} value
   * @returns {value is Record<string, unknown>}
   */
  const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

  /** @param {unknown} value */
  const asList = (value) => (Array.isArray(value) ? value.slice(-MOST) : []);

  /**
   * Text with its lines, without marks that turn around what stands after it.
   * @param {unknown} value
   */
  const asText = (value) => (typeof value === "string" ? value.slice(0, LONGEST).replace(/\r\n?/g, "\n").replace(TURNING, "").replace(NO_LETTERS, " ") : "");

  /** @param {unknown} value */
  const asName = (value) => asText(value).replace(/\s+/g, " ").trim() || gettext("Dossier");

  /**
   * @param {unknown} value
   * @param {number} latest
   */
  const asTime = (value, latest) => (typeof value === "number" && Number.isSafeInteger(value) && value > 0 && value <= latest ? value : 0);

  /**
   * The dossiers of a file, or of what an earlier version of this script kept.
   * @param {unknown} data
   * @param {number} [latest] nothing is from after this
   * @returns {Record<string, Dossier>}
   * @throws {Error} "vreemd" for what is not a set of dossiers at all, "nieuwer" for one of a later format
   */
  function cleanAll(data, latest = FAR) {
    if (!isObject(data) || typeof data.formaat !== "number") throw new Error("vreemd");
    if (data.formaat > FORMAT) throw new Error("nieuwer");
    if (!isObject(data.dossiers)) throw new Error("vreemd");
    const dossiers = table();
    for (const [id, dossier] of Object.entries(data.dossiers)) {
      if (/^[a-z0-9-]{1,60}$/.test(id) && isObject(dossier) && isObject(dossier.stappen)) {
        dossiers[id] = clean({ ...dossier, formaat: data.formaat }, latest);
      }
    }
    return dossiers;
  }

  /**
   * What is left of one dossier when only what we understand is kept; of one that was removed only when.
   * @param {unknown} data
   * @param {number} [latest]
   * @returns {Dossier}
   * @throws {Error} as `cleanAll` does
   */
  function clean(data, latest = Number.MAX_SAFE_INTEGER) {
    if (!isObject(data) || typeof data.formaat !== "number") throw new Error("vreemd");
    if (data.formaat > FORMAT) throw new Error("nieuwer");
    const { naam, weg, stappen } = data.formaat < 2 ? upgrade(data) : data;
    if (weg) return removed(Math.max(asTime(weg, latest), 1));
    if (!isObject(stappen)) throw new Error("vreemd");
    const result = { naam: { ...cleanKept(isObject(naam) ? naam : {}, asName, latest), ook: undefined }, weg: 0, stappen: table() };
    for (const [stap, entry] of Object.entries(stappen)) {
      if (/^[a-z0-9-]{1,80}$/.test(stap) && isObject(entry)) result.stappen[stap] = cleanEntry(entry, latest);
    }
    return result;
  }

  /**
   * A dossier of the first format, in which a stap had one time for all of its fields, and every field was there.
   * @param {Record<string, unknown>} dossier
   */
  function upgrade({ naam, t, weg, stappen }) {
    const result = table();
    for (const [stap, entry] of Object.entries(isObject(stappen) ? stappen : {})) {
      if (!isObject(entry)) continue;
      const written = PARTS.filter((part) => entry[part] && entry[part] !== "open");
      if (written.length) result[stap] = Object.fromEntries(written.map((part) => [part, { v: entry[part], t: entry.t }]));
    }
    return { naam: { v: naam, t }, weg: weg === true ? t || 1 : 0, stappen: result };
  }

  /**
   * @param {number} weg when
   * @returns {Dossier} all that is left
   */
  const removed = (weg) => ({ naam: { v: "", t: 0 }, weg, stappen: table() });

  /**
   * @param {Record<string, unknown>} entry
   * @param {number} latest
   */
  function cleanEntry(entry, latest) {
    /** @type {Entry} */
    const result = {};
    for (const part of PARTS) {
      const kept = entry[part];
      if (isObject(kept)) result[part] = cleanKept(kept, part === "status" ? asStatus : asText, latest);
    }
    return result;
  }

  /** @param {unknown} value */
  const asStatus = (value) => STATUSES.find((known) => known === value) ?? "open";

  /**
   * @param {Record<string, unknown>} kept
   * @param {(value: unknown) => string} read
   * @param {number} latest
   * @returns {Kept}
   */
  function cleanKept(kept, read, latest) {
    const eerder = asList(kept.eerder).map((time) => asTime(time, latest)).filter(Boolean);
    const ook = asList(kept.ook).filter(isObject).map((one) => ({ v: read(one.v), t: asTime(one.t, latest), van: asText(one.van) }));
    return field({ v: read(kept.v), t: asTime(kept.t, latest) }, eerder, ook);
  }

  // --- One of two -------------------------------------------------------------------------------

  /**
   * A field without what it need not remember.
   * @param {Version} version
   * @param {Iterable<number>} [eerder]
   * @param {Version[]} [ook]
   * @returns {Kept}
   */
  function field({ v, t }, eerder = [], ook = []) {
    const times = [...new Set(eerder)].slice(-MOST);
    return { v, t, ...(times.length ? { eerder: times } : {}), ...(ook.length ? { ook } : {}) };
  }

  /**
   * The newer of two, of which the later one knows the earlier one.
   * @type {Choice}
   */
  const newest = (ours, theirs) => {
    if (ours.t !== theirs.t) return ours.t > theirs.t ? ours : theirs;
    const [mine, yours] = [ours, theirs].map((kept) => JSON.stringify(kept));
    return mine.length > yours.length || (mine.length === yours.length && mine > yours) ? ours : theirs;
  };

  /**
   * Of two that may not know each other, such as ours and one from a file: what neither has replaced stays.
   * @param {string} van the file
   * @returns {Choice}
   */
  const both = (van) => (ours, theirs) => {
    const replaced = new Set([...(ours.eerder ?? []), ...(theirs.eerder ?? [])]);
    const { v, t } = theirs;
    const all = [ours, { v, t, van }, ...(ours.ook ?? []), ...(theirs.ook ?? [])].filter((one) => !replaced.has(one.t));
    const [first, ...others] = all.sort((a, b) => Number(!a.v) - Number(!b.v) || b.t - a.t || (a.v < b.v ? 1 : -1));
    if (!first) return newest(ours, theirs);
    /** @type {Map<string, Version>} */
    const ook = new Map();
    for (const one of others) {
      const same = one.v === first.v ? first : ook.get(one.v);
      if (one.v && !same) ook.set(one.v, { v: one.v, t: one.t, van: one.van });
      else if (one.t && one.t !== same?.t) replaced.add(one.t);
    }
    return field(first, replaced, [...ook.values()]);
  };

  /**
   * One dossier of two; one that was removed stays so, unless it was named again later.
   * @param {Dossier} ours
   * @param {Dossier} theirs
   * @param {Choice} choose
   * @returns {Dossier}
   */
  function merge(ours, theirs, choose) {
    const weg = Math.max(ours.weg, theirs.weg);
    if (weg && weg >= Math.max(ours.naam.t, theirs.naam.t)) return removed(weg);
    if (weg) return ours.weg ? theirs : ours;
    const result = { naam: { ...choose(ours.naam, theirs.naam), ook: undefined }, weg: 0, stappen: table(ours.stappen) };
    for (const [stap, entry] of Object.entries(theirs.stappen)) {
      result.stappen[stap] = mergeEntry(ours.stappen[stap] ?? {}, entry, choose);
    }
    return result;
  }

  /**
   * @param {Entry} ours
   * @param {Entry} theirs
   * @param {Choice} choose
   */
  function mergeEntry(ours, theirs, choose) {
    const result = { ...ours };
    for (const part of PARTS) {
      const [mine, yours] = [ours[part], theirs[part]];
      if (yours) result[part] = mine ? choose(mine, yours) : yours;
    }
    return result;
  }

  return { FORMAT, LONGEST, PARTS, asName, asText, both, clean, cleanAll, field, isObject, merge, mergeEntry, newest, removed, table };
})();
