// The dossiers of a reader: kept in this browser and nowhere else.
//
// A dossier has for each stap an entry {status, wie, wanneer, opmerking, t}; t is when it last changed (milliseconds).
// The newer entry wins, also against another tab or a file, so that nothing a reader wrote is lost.
/**
 * @typedef {"open" | "bezig" | "klaar" | "nvt"} Status
 * @typedef {"wie" | "wanneer" | "opmerking"} Field
 * @typedef {{ status: Status, t: number } & Record<Field, string>} Entry what a dossier says of a stap
 * @typedef {{ naam: string, t: number, weg: boolean, stappen: Record<string, Entry> }} Dossier `weg`: it was removed
 * @typedef {{ formaat: number, actief: string, dossiers: Record<string, Dossier> }} State `actief` is the id of the one that is open
 * @typedef {{ nieuw: number, stappen: number, ouder: number }} Outcome how many dossiers were new, and how many stappen were taken over or older
 * @typedef {"" | "geen-opslag" | "vol" | "onleesbaar" | "staat-vast" | "nieuwer"} Trouble
 */
const Dossiers = (() => {
  const { gettext } = Woorden;
  const KEY = "dossiers";
  const ASIDE = `${KEY}-onleesbaar`;
  const FORMAT = 1;
  /** @type {Status[]} */
  const STATUSES = ["open", "bezig", "klaar", "nvt"];
  /** @type {Field[]} */
  const FIELDS = ["wie", "wanneer", "opmerking"];
  const LONGEST = 5000;
  const FAR = 1e15; // thousands of years from now
  const LARGEST = 20e6; // no browser keeps a file of more bytes than this
  /** @type {Set<() => void>} */
  const listeners = new Set();
  let state = empty();
  /** @type {Trouble} */
  let trouble = "";
  let foreign = ""; // what stands in our place and must not be written over

  /**
   * What readers name, by its id: without a prototype, where "constructor" would be there already.
   * @template T
   * @param {Record<string, T>[]} others
   * @returns {Record<string, T>}
   */
  function table(...others) {
    return Object.assign(Object.create(null), ...others);
  }

  /** @returns {State} */
  function empty() {
    return { formaat: FORMAT, actief: "", dossiers: table() };
  }

  // --- Reading and writing ----------------------------------------------------------------------

  function read() {
    let text = null;
    foreign = "";
    try {
      text = localStorage.getItem(KEY);
    } catch {
      trouble = "geen-opslag";
      return empty();
    }
    if (!text) return empty();
    try {
      return clean(JSON.parse(text)).state;
    } catch (error) {
      // Whatever stands there is not ours to throw away: begin anew, and keep nothing while it cannot be put aside.
      if (reason(error) === "nieuwer") trouble = "nieuwer";
      else trouble = putAside(text) ? "onleesbaar" : "staat-vast";
      if (trouble !== "onleesbaar") foreign = text;
      return empty();
    }
  }

  /** @param {unknown} error */
  const reason = (error) => (error instanceof Error ? error.message : "");

  /**
   * Keep a text under a key of its own, once; the answer says whether that went well.
   * @param {string} text
   */
  function putAside(text) {
    let key = ASIDE;
    try {
      for (let number = 2; ![null, text].includes(localStorage.getItem(key)); number += 1) key = `${ASIDE}-${number}`;
      localStorage.setItem(key, text);
      return true;
    } catch {
      return false;
    }
  }

  const asides = () => Object.keys(localStorage).filter((key) => key.startsWith(ASIDE));

  /**
   * All that could not be read, as it stood; empty when there is no such thing.
   * @returns {string}
   */
  function unread() {
    try {
      return [...asides().map((key) => localStorage.getItem(key)), foreign].filter(Boolean).join("\n");
    } catch {
      return "";
    }
  }

  function write() {
    state = merge(read(), state).state;
    if (!foreign) keep();
    tell();
  }

  function keep() {
    try {
      localStorage.setItem(KEY, JSON.stringify(state));
      if (trouble !== "onleesbaar") trouble = "";
    } catch (error) {
      trouble = error instanceof Error && error.name === "QuotaExceededError" ? "vol" : "geen-opslag";
    }
  }

  function tell() {
    for (const listener of listeners) listener();
  }

  // --- Strange data -----------------------------------------------------------------------------

  /**
   * @param {unknown} value
   * @returns {value is Record<string, unknown>}
   */
  const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  /**
   * Text on one line, without marks that turn around what stands after it.
   * @param {unknown} value
   */
  const asText = (value) => (typeof value === "string"
    ? value.slice(0, LONGEST).replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "").replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]+/gu, " ")
    : "");
  /**
   * @param {unknown} value
   * @param {number} latest
   */
  const asTime = (value, latest) => (typeof value === "number" && Number.isSafeInteger(value) && value > 0 ? Math.min(value, latest) : 0);
  /** What a reader does now comes after what was there, whatever the clock said then. */
  const later = (time = 0) => Math.max(Date.now(), time + 1);

  /**
   * What is left of `data` when only what we understand is kept, and nothing is from after `latest`.
   * @param {unknown} data
   * @param {number} [latest]
   * @throws {Error} "vreemd" for what is not a set of dossiers at all, "nieuwer" for one of a later format
   */
  function clean(data, latest = FAR) {
    if (!isObject(data) || typeof data.formaat !== "number") throw new Error("vreemd");
    if (data.formaat > FORMAT) throw new Error("nieuwer");
    if (!isObject(data.dossiers)) throw new Error("vreemd");
    const result = empty();
    for (const [id, dossier] of Object.entries(data.dossiers)) {
      if (!/^[a-z0-9-]{1,60}$/.test(id) || !isObject(dossier) || !isObject(dossier.stappen)) continue;
      const stappen = table();
      for (const [stap, entry] of Object.entries(dossier.stappen)) {
        if (/^[a-z0-9-]{1,80}$/.test(stap) && isObject(entry)) stappen[stap] = cleanEntry(entry, latest);
      }
      result.dossiers[id] = { naam: asText(dossier.naam) || gettext("Dossier"), t: asTime(dossier.t, latest), weg: dossier.weg === true, stappen };
    }
    if (typeof data.actief === "string" && result.dossiers[data.actief]) result.actief = data.actief;
    return { state: result, versie: asText(data.versie) };
  }

  /**
   * @param {Record<string, unknown>} entry
   * @param {number} [latest]
   * @returns {Entry}
   */
  function cleanEntry(entry, latest = FAR) {
    const status = STATUSES.find((known) => known === entry.status) ?? "open";
    const [wie, wanneer, opmerking] = FIELDS.map((field) => asText(entry[field]));
    return { status, t: asTime(entry.t, latest), wie, wanneer, opmerking };
  }

  /**
   * @param {Partial<Entry> | undefined} entry
   * @param {Partial<Entry>} [change]
   */
  const changed = (entry, change) => ({ ...cleanEntry({ ...entry, ...change }), t: later(entry?.t) });

  /**
   * `into` with what is newer in `from`, and what that came to.
   * @param {State} into
   * @param {State} from
   */
  function merge(into, from) {
    /** @type {Outcome} */
    const report = { nieuw: 0, stappen: 0, ouder: 0 };
    /** @type {State} */
    const result = { ...into, actief: from.actief || into.actief, dossiers: table(into.dossiers) };
    for (const [id, dossier] of Object.entries(from.dossiers)) {
      const known = result.dossiers[id];
      if (!known && !dossier.weg) report.nieuw += 1;
      result.dossiers[id] = known ? mergeDossier(known, dossier, report) : dossier;
      if (!known) report.stappen += Object.keys(dossier.stappen).length;
    }
    return { state: result, report };
  }

  /**
   * @param {Dossier} known
   * @param {Dossier} dossier
   * @param {Outcome} report
   * @returns {Dossier}
   */
  function mergeDossier(known, dossier, report) {
    const newest = dossier.t > known.t ? dossier : known;
    const result = { naam: newest.naam, t: newest.t, weg: newest.weg, stappen: table(known.stappen) };
    for (const [stap, entry] of Object.entries(dossier.stappen)) {
      const before = known.stappen[stap];
      if (!before || entry.t > before.t) {
        result.stappen[stap] = entry;
        report.stappen += 1;
      } else if (entry.t < before.t) {
        report.ouder += 1;
      }
    }
    return result;
  }

  // --- What pages use ---------------------------------------------------------------------------

  /** Each dossier that was not removed, with its id. */
  const living = () => Object.entries(state.dossiers).filter(([, dossier]) => !dossier.weg);
  /** The dossier that is open. */
  const active = () => {
    const dossier = state.dossiers[state.actief];
    return dossier && !dossier.weg ? dossier : null;
  };

  /**
   * Make a dossier and open it.
   * @param {string} naam
   */
  function create(naam) {
    const id = `d-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`;
    state.dossiers[id] = { naam: asText(naam) || gettext("Dossier"), t: Date.now(), weg: false, stappen: table() };
    state.actief = id;
    write();
  }

  /**
   * Give the dossier that is open another name.
   * @param {string} naam
   */
  function rename(naam) {
    const dossier = active();
    if (dossier) Object.assign(dossier, { naam: asText(naam) || gettext("Dossier"), t: later(dossier.t) });
    write();
  }

  /**
   * Open another dossier.
   * @param {string} id
   */
  function choose(id) {
    state.actief = id;
    write();
  }

  /**
   * Change a stap of the dossier that is open; the first thing a reader ticks makes one.
   * @param {string} stap the id
   * @param {Partial<Entry>} change
   */
  function set(stap, change) {
    if (!active()) create(gettext("Dossier {number}", { number: 1 }));
    const { stappen } = state.dossiers[state.actief];
    stappen[stap] = changed(stappen[stap], change);
    write();
  }

  /**
   * What the dossier that is open says of a stap.
   * @param {string} stap the id
   * @returns {Entry}
   */
  const entry = (stap) => active()?.stappen[stap] || cleanEntry({});

  /**
   * Do something with the dossier that is open, which a reader may regret; the answer undoes that and nothing else.
   * @param {(dossier: Dossier) => void} action
   * @returns {() => void}
   */
  function undoable(action) {
    const id = state.actief;
    const copy = () => ({ ...state.dossiers[id], stappen: table(state.dossiers[id].stappen) });
    const before = copy();
    action(state.dossiers[id]);
    const after = copy();
    write();
    const settled = state;
    return () => {
      const isIdle = state === settled; // whoever went on elsewhere is not called back
      state = merge(read(), state).state;
      putBack(state.dossiers[id] ??= after, before, after);
      if (isIdle || !active()) state.actief = id;
      write();
    };
  }

  /**
   * Give `now` back what an action changed between `before` and `after`, unless it was changed again since.
   * @param {Dossier} now
   * @param {Dossier} before
   * @param {Dossier} after
   */
  function putBack(now, before, after) {
    if (after.t !== before.t && now.t === after.t) Object.assign(now, { weg: before.weg, t: later(now.t) });
    for (const [stap, entry] of Object.entries(before.stappen)) {
      const { t } = after.stappen[stap];
      if (t !== entry.t && now.stappen[stap]?.t === t) now.stappen[stap] = { ...entry, t: later(t) };
    }
  }

  /**
   * Empty these stappen of the dossier that is open; the answer undoes it.
   * @param {string[]} stappen their ids
   */
  const clear = (stappen) => undoable((dossier) => {
    for (const stap of stappen) {
      const entry = dossier.stappen[stap];
      if (entry) dossier.stappen[stap] = changed({ t: entry.t });
    }
  });

  /** Remove the dossier that is open; the answer undoes it. */
  const remove = () => undoable((dossier) => {
    Object.assign(dossier, { weg: true, t: later(dossier.t) });
    state.actief = living()[0]?.[0] || "";
  });

  /** Leave nothing in this browser, also not what could not be read. */
  function removeAll() {
    state = empty();
    foreign = "";
    try {
      for (const key of [KEY, ...asides()]) localStorage.removeItem(key);
      trouble = "";
    } catch { /* there was nothing kept */ }
    tell();
  }

  /**
   * An id that was retired lives on under its successor's, unless that has something newer.
   * @param {Record<string, string>} moves each retired id with its successor
   */
  function rehouse(moves) {
    let moved = false;
    for (const [, dossier] of living()) {
      for (const [old, successor] of Object.entries(moves)) {
        const entry = dossier.stappen[old];
        if (!entry) continue;
        if (!dossier.stappen[successor] || dossier.stappen[successor].t < entry.t) dossier.stappen[successor] = entry;
        delete dossier.stappen[old];
        moved = true;
      }
    }
    if (moved) replace();
  }

  function replace() {
    try { localStorage.setItem(KEY, JSON.stringify(state)); } catch { /* told at the next change */ }
    tell();
  }

  /**
   * The text of a file with all dossiers.
   * @param {string} versie of the handbook
   */
  const toFile = (versie) => JSON.stringify({ ...state, dossiers: Object.fromEntries(living()), versie }, null, 1);

  /**
   * Take in a file; the answer says what came of it, and of which version of the handbook the file is.
   * @param {File} file
   * @returns {Promise<Outcome & { versie: string }>}
   * @throws {Error} with the reason as its message: "te-groot", "geen-json", "vreemd", "nieuwer" or "past-niet"
   */
  async function fromFile(file) {
    if (file.size > LARGEST) throw new Error("te-groot");
    let data;
    try { data = JSON.parse(await file.text()); } catch { throw new Error("geen-json"); }
    const { state: read, versie } = clean(data, Date.now());
    const before = state, troubled = trouble;
    const merged = merge(state, read);
    state = merged.state;
    write();
    if (trouble === "vol") {
      state = before;
      trouble = troubled;
      tell();
      throw new Error("past-niet");
    }
    return { ...merged.report, versie };
  }

  /**
   * Call `listener` now, and whenever anything has changed, here or in another tab.
   * @param {() => void} listener
   */
  function listen(listener) {
    listeners.add(listener);
    listener();
  }

  state = read();
  addEventListener("storage", (event) => {
    if (event.key === KEY || event.key === null) {
      const actief = state.actief;
      if (!event.newValue) trouble = "";
      const kept = read();
      state = event.newValue ? merge(kept, state).state : kept;
      if (state.dossiers[actief]) state.actief = actief;
      tell();
    }
  });

  return {
    active, choose, clear, create, entry, fromFile, living, remove, removeAll, rename, rehouse, set, toFile, unread,
    listen,
    longest: LONGEST,
    get activeId() { return state.actief; },
    get trouble() { return trouble; },
  };
})();
