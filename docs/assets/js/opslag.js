// The dossiers of a reader: kept in this browser and nowhere else.
//
// A dossier has for each stap an entry {status, wie, wanneer, opmerking, t}; t is when it last changed (milliseconds).
// The newer entry wins, also against another tab or a file, so that nothing a reader wrote is lost.
window.Dossiers = (() => {
  const KEY = "dossiers";
  const FORMAT = 1;
  const STATUSES = ["open", "bezig", "klaar", "nvt"];
  const FIELDS = ["wie", "wanneer", "opmerking"];
  const LONGEST = 5000;
  const FAR = 1e15; // thousands of years from now
  const LARGEST = 20e6; // no browser keeps a file of more bytes than this
  const listeners = new Set();
  let state = empty();
  let trouble = "";

  // What readers name, by its id: without a prototype, where "constructor" would be there already.
  function table(...others) {
    return Object.assign(Object.create(null), ...others);
  }

  function empty() {
    return { formaat: FORMAT, actief: "", dossiers: table() };
  }

  // --- Reading and writing ----------------------------------------------------------------------

  function read() {
    let text = null;
    try {
      text = localStorage.getItem(KEY);
    } catch {
      trouble = "geen-opslag";
      return empty();
    }
    if (!text) return empty();
    try {
      return clean(JSON.parse(text)).state;
    } catch {
      // Whatever stands there is not ours to throw away: put it aside and begin anew.
      try { localStorage.setItem(`${KEY}-onleesbaar`, text); } catch { /* then it stays where it was until we write */ }
      trouble = "onleesbaar";
      return empty();
    }
  }

  function write() {
    state = merge(read(), state).state;
    try {
      localStorage.setItem(KEY, JSON.stringify(state));
      if (trouble !== "onleesbaar") trouble = "";
    } catch (error) {
      trouble = error.name === "QuotaExceededError" ? "vol" : "geen-opslag";
    }
    tell();
  }

  function tell() {
    for (const listener of listeners) listener();
  }

  // --- Strange data -----------------------------------------------------------------------------

  const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  // Text on one line, without marks that turn around what stands after it.
  const asText = (value) => (typeof value === "string"
    ? value.slice(0, LONGEST).replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "").replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]+/gu, " ")
    : "");
  const asTime = (value, latest) => (Number.isSafeInteger(value) && value > 0 ? Math.min(value, latest) : 0);
  // What a reader does now comes after what was there, whatever the clock said then.
  const later = (time = 0) => Math.max(Date.now(), time + 1);

  // What is left of `data` when only what we understand is kept, and nothing is from after `latest`;
  // throws for what is not a set of dossiers at all.
  function clean(data, latest = FAR) {
    if (!isObject(data) || !isObject(data.dossiers) || typeof data.formaat !== "number") throw new Error("vreemd");
    if (data.formaat > FORMAT) throw new Error("nieuwer");
    const result = empty();
    for (const [id, dossier] of Object.entries(data.dossiers)) {
      if (!/^[a-z0-9-]{1,60}$/.test(id) || !isObject(dossier) || !isObject(dossier.stappen)) continue;
      const stappen = table();
      for (const [stap, entry] of Object.entries(dossier.stappen)) {
        if (/^[a-z0-9-]{1,80}$/.test(stap) && isObject(entry)) stappen[stap] = cleanEntry(entry, latest);
      }
      result.dossiers[id] = { naam: asText(dossier.naam) || "Dossier", t: asTime(dossier.t, latest), weg: dossier.weg === true, stappen };
    }
    if (typeof data.actief === "string" && result.dossiers[data.actief]) result.actief = data.actief;
    return { state: result, versie: asText(data.versie) };
  }

  function cleanEntry(entry, latest = FAR) {
    const result = { status: STATUSES.includes(entry.status) ? entry.status : "open", t: asTime(entry.t, latest) };
    for (const field of FIELDS) result[field] = asText(entry[field]);
    return result;
  }

  const changed = (entry, change) => ({ ...cleanEntry({ ...entry, ...change }), t: later(entry?.t) });

  // `into` with what is newer in `from`, and what that came to.
  function merge(into, from) {
    const report = { nieuw: 0, stappen: 0, ouder: 0 };
    const result = { ...into, actief: from.actief || into.actief, dossiers: table(into.dossiers) };
    for (const [id, dossier] of Object.entries(from.dossiers)) {
      const known = result.dossiers[id];
      if (!known && !dossier.weg) report.nieuw += 1;
      result.dossiers[id] = known ? mergeDossier(known, dossier, report) : dossier;
      if (!known) report.stappen += Object.keys(dossier.stappen).length;
    }
    return { state: result, report };
  }

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

  const living = () => Object.entries(state.dossiers).filter(([, dossier]) => !dossier.weg);
  const active = () => {
    const dossier = state.dossiers[state.actief];
    return dossier && !dossier.weg ? dossier : null;
  };

  function create(naam) {
    const id = `d-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`;
    state.dossiers[id] = { naam: asText(naam) || "Dossier", t: Date.now(), weg: false, stappen: table() };
    state.actief = id;
    write();
  }

  function rename(naam) {
    Object.assign(active(), { naam: asText(naam) || "Dossier", t: later(active().t) });
    write();
  }

  function choose(id) {
    state.actief = id;
    write();
  }

  // Change a stap of the dossier that is open; the first thing a reader ticks makes one.
  function set(stap, change) {
    if (!active()) create("Dossier 1");
    const stappen = active().stappen;
    stappen[stap] = changed(stappen[stap], change);
    write();
  }

  const entry = (stap) => active()?.stappen[stap] || cleanEntry({});

  // Do something that a reader may regret; the answer undoes it.
  function undoable(action) {
    const before = clean(JSON.parse(JSON.stringify(state))).state;
    action();
    write();
    return () => {
      for (const [id, dossier] of Object.entries(before.dossiers)) {
        const now = state.dossiers[id];
        dossier.t = later(now?.t);
        for (const [stap, entry] of Object.entries(dossier.stappen)) entry.t = later(now?.stappen[stap]?.t);
      }
      state = before;
      write();
    };
  }

  const clear = (stappen) => undoable(() => {
    for (const stap of stappen) {
      const entry = active()?.stappen[stap];
      if (entry) active().stappen[stap] = changed({ t: entry.t });
    }
  });

  const remove = () => undoable(() => {
    Object.assign(active(), { weg: true, t: later(active().t) });
    state.actief = living()[0]?.[0] || "";
  });

  function removeAll() {
    state = empty();
    try {
      localStorage.removeItem(KEY);
      localStorage.removeItem(`${KEY}-onleesbaar`);
      trouble = "";
    } catch { /* there was nothing kept */ }
    tell();
  }

  // An id that was retired lives on under its successor's, unless that has something newer.
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

  const toFile = (versie) => JSON.stringify({ ...state, dossiers: Object.fromEntries(living()), versie }, null, 1);

  // Take in a file; throws with the reason in `message`: "te-groot", "geen-json", "vreemd", "nieuwer" or "past-niet".
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

  state = read();
  addEventListener("storage", (event) => {
    if (event.key === KEY || event.key === null) {
      const actief = state.actief;
      state = event.newValue ? merge(read(), state).state : empty();
      if (state.dossiers[actief]) state.actief = actief;
      tell();
    }
  });

  return {
    active, choose, clear, create, entry, fromFile, living, remove, removeAll, rename, rehouse, set, toFile,
    listen: (listener) => listeners.add(listener),
    longest: LONGEST,
    get activeId() { return state.actief; },
    get trouble() { return trouble; },
  };
})();
