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
  const listeners = new Set();
  let state = empty();
  let trouble = "";

  function empty() {
    return { formaat: FORMAT, actief: "", dossiers: {} };
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
  const asText = (value) => (typeof value === "string" ? value.slice(0, LONGEST) : "");

  // What is left of `data` when only what we understand is kept; throws for what is not a set of dossiers at all.
  function clean(data) {
    if (!isObject(data) || !isObject(data.dossiers) || typeof data.formaat !== "number") throw new Error("vreemd");
    if (data.formaat > FORMAT) throw new Error("nieuwer");
    const result = empty();
    for (const [id, dossier] of Object.entries(data.dossiers)) {
      if (!/^[a-z0-9-]{1,60}$/.test(id) || !isObject(dossier) || !isObject(dossier.stappen)) continue;
      const stappen = {};
      for (const [stap, entry] of Object.entries(dossier.stappen)) {
        if (/^[a-z0-9-]{1,80}$/.test(stap) && isObject(entry)) stappen[stap] = cleanEntry(entry);
      }
      result.dossiers[id] = { naam: asText(dossier.naam) || "Dossier", t: asTime(dossier.t), weg: dossier.weg === true, stappen };
    }
    if (result.dossiers[data.actief]) result.actief = data.actief;
    return { state: result, versie: asText(data.versie) };
  }

  const asTime = (value) => (Number.isFinite(value) && value > 0 ? Math.min(value, Date.now() + 86400000) : 0);

  function cleanEntry(entry) {
    const result = { status: STATUSES.includes(entry.status) ? entry.status : "open", t: asTime(entry.t) };
    for (const field of FIELDS) result[field] = asText(entry[field]);
    return result;
  }

  // `into` with what is newer in `from`, and what that came to.
  function merge(into, from) {
    const report = { nieuw: 0, stappen: 0, ouder: 0 };
    const result = { ...into, actief: from.actief || into.actief, dossiers: { ...into.dossiers } };
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
    const result = { naam: newest.naam, t: newest.t, weg: newest.weg, stappen: { ...known.stappen } };
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
    state.dossiers[id] = { naam: asText(naam) || "Dossier", t: Date.now(), weg: false, stappen: {} };
    state.actief = id;
    write();
  }

  function rename(naam) {
    Object.assign(active(), { naam: asText(naam) || "Dossier", t: Date.now() });
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
    stappen[stap] = cleanEntry({ ...stappen[stap], ...change, t: Date.now() });
    write();
  }

  const entry = (stap) => active()?.stappen[stap] || cleanEntry({});

  // Do something that a reader may regret; the answer undoes it.
  function undoable(action) {
    const before = structuredClone(state);
    action();
    write();
    return () => {
      const now = Date.now();
      for (const dossier of Object.values(before.dossiers)) {
        dossier.t = now;
        for (const stap of Object.values(dossier.stappen)) stap.t = now;
      }
      state = before;
      write();
    };
  }

  const clear = (stappen) => undoable(() => {
    for (const stap of stappen) {
      if (active()?.stappen[stap]) active().stappen[stap] = cleanEntry({ t: Date.now() });
    }
  });

  const remove = () => undoable(() => {
    Object.assign(active(), { weg: true, t: Date.now() });
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

  // Take in the text of a file; throws with the reason in `message`: "geen-json", "vreemd" or "nieuwer".
  function fromFile(text) {
    let data;
    try { data = JSON.parse(text); } catch { throw new Error("geen-json"); }
    const { state: read, versie } = clean(data);
    const merged = merge(state, read);
    state = merged.state;
    write();
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
    get activeId() { return state.actief; },
    get trouble() { return trouble; },
  };
})();
