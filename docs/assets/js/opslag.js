// The dossiers of a reader: kept in this browser and nowhere else.
//
// Each dossier has a key of its own, so that a letter costs as much with three hundred of them as with one; it is written
// at once. A handbook has keys of its own too: others below the same host, or on the same stick, are left alone.
// Which dossier is open belongs to a tab. What cannot be read stays where it stands, and can be saved.
/**
 * @typedef {{ dossier: string, adres: string, titel: string }} Last the checklist that was filled in last, and for which dossier
 * @typedef {{ laatst?: string, sinds?: number, lijst?: Last }} About the dossier that was opened last, since when something is in no file
 * @typedef {{ nieuw: number, stappen: number, ouder: number, beide: number, verwijderd: string[], gelijk: [string, string][], changed: boolean }} Outcome how many
 *   dossiers were new; how many stappen were taken over, older or kept twice; the names of those that were removed here, and of
 *   those that are called as one that was here: theirs and ours
 * @typedef {"" | "geen-opslag" | "vol" | "onleesbaar" | "nieuwer"} Trouble
 */
const Dossiers = (() => {
  const { FORMAT, LONGEST, PARTS, asName, asText, both, clean, cleanAll, field, isObject, merge, mergeEntry, newest, removed, table } = Samenvoegen;
  const { gettext, language } = Woorden;
  const HANDBOOK = document.documentElement.dataset.handboek || "";
  const OURS = encodeURIComponent(HANDBOOK);
  const ABOUT = `dossiers:${OURS}`;
  const PREFIX = `dossier:${OURS}:`;
  const ASIDE = `${ABOUT}:onleesbaar`;
  const BEFORE = "dossiers"; // where all dossiers of all handbooks stood until format 2
  /** @type {Partial<Record<Part, string>>} */
  const NOTHING = { status: "open" }; // what an empty field says, if it says anything
  const LARGEST = 20e6; // no browser keeps a file of more bytes than this
  const { compare } = new Intl.Collator(language, { sensitivity: "base", numeric: true });
  const local = area("localStorage");
  const session = area("sessionStorage");
  /** @type {Set<() => void>} */
  const listeners = new Set();
  /** @type {Map<string, Dossier>} */
  const known = new Map();
  /** @type {Map<string, string>} */
  const texts = new Map(); // of each dossier in `known`, as it is stored
  /** @type {Map<string, Trouble>} */
  const strange = new Map(); // by its key, why a text cannot be read
  /** @type {Set<string>} */
  const unsaved = new Set();
  /** @type {Trouble} */
  let refusal = "vol";
  /** @type {WeakSet<Kept>} */
  let fresh = new WeakSet(); // fields that were written on this page and that no file has yet
  /** @type {Record<string, string>} */
  let moves = {};
  /** @type {[string, string][] | null} */
  let list = null;
  let turns = 0; // what a reader did on this page
  let activeId = "";

  // --- Reading and writing ----------------------------------------------------------------------

  /**
   * @param {"localStorage" | "sessionStorage"} name
   * @returns {Storage | null} nothing where the browser keeps nothing
   */
  function area(name) {
    try {
      window[name].getItem("");
      return window[name];
    } catch {
      return null;
    }
  }

  const keys = () => (local ? Object.keys(local) : []);

  /** All ids that there are, those of what was removed too. */
  function ids() {
    const stored = keys().filter((key) => key.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length));
    return [...new Set([...known.keys(), ...stored])];
  }

  /** @param {string} id */
  function read(id) {
    if (!known.has(id)) refresh(id);
    return known.get(id);
  }

  /**
   * Take in what is stored of a dossier, by another tab too; the answer says whether we have more than that.
   * @param {string} id
   */
  function refresh(id) {
    const text = local?.getItem(PREFIX + id) ?? null;
    if (text === null && !unsaved.has(id)) forget(id);
    if (text === null || text === texts.get(id)) return false;
    const ours = known.get(id), theirs = parse(PREFIX + id, text, clean);
    if (!theirs) return false;
    const merged = ours ? merge(ours, theirs, newest) : theirs;
    texts.set(id, text);
    known.set(id, merged);
    return merged.weg !== theirs.weg || merged.naam.t !== theirs.naam.t
      || Object.keys(merged.stappen).some((stap) => PARTS.some((part) => merged.stappen[stap][part] !== theirs.stappen[stap]?.[part]));
  }

  /** @param {string} id */
  function drop(id) {
    forget(id);
    local?.removeItem(PREFIX + id);
  }

  /** @param {string} id */
  function forget(id) {
    known.delete(id);
    texts.delete(id);
    unsaved.delete(id);
  }

  /**
   * @template T
   * @param {string} key
   * @param {string} text
   * @param {(data: unknown) => T} reader
   * @returns {T | null} nothing when it cannot be read, which is then told
   */
  function parse(key, text, reader) {
    try {
      const result = reader(JSON.parse(text));
      strange.delete(key);
      return result;
    } catch (error) {
      if (reason(error) === "nieuwer") strange.set(key, "nieuwer");
      else strange.set(putAside(key, text), "onleesbaar");
      return null;
    }
  }

  /**
   * Whatever cannot be read is not ours to throw away; the answer is where it stands now.
   * @param {string} key
   * @param {string} text
   */
  function putAside(key, text) {
    let name = ASIDE;
    for (let number = 2; local?.getItem(name); number += 1) name = `${ASIDE}-${number}`;
    try {
      local?.setItem(name, text);
      local?.removeItem(key);
      return name;
    } catch {
      return key;
    }
  }

  /** @param {unknown} error */
  const reason = (error) => (error instanceof Error ? error.message : "");

  /** @param {string} id */
  function save(id) {
    const dossier = known.get(id), key = PREFIX + id;
    if (!dossier) return;
    const text = JSON.stringify({ formaat: FORMAT, ...(dossier.weg ? { weg: dossier.weg } : dossier) });
    try {
      if (!local || strange.has(key)) throw new Error();
      local.setItem(key, text);
      texts.set(id, text);
      unsaved.delete(id);
    } catch (error) {
      unsaved.add(id);
      refusal = error instanceof Error && error.name === "QuotaExceededError" ? "vol" : strange.get(key) ?? "geen-opslag";
    }
  }

  /** @returns {About} */
  function about() {
    try {
      const data = JSON.parse(local?.getItem(ABOUT) || "{}");
      return isObject(data) ? data : {};
    } catch {
      return {};
    }
  }

  /** @param {About} change */
  function note(change) {
    try { local?.setItem(ABOUT, JSON.stringify({ ...about(), ...change })); } catch { /* nothing that a reader wrote */ }
  }

  /**
   * All that could not be read, as it stands; empty when there is no such thing.
   * @returns {string}
   */
  const unread = () => keys().filter(isUnreadable).map((key) => local?.getItem(key)).join("\n");

  /** @param {string} key */
  const isUnreadable = (key) => strange.has(key) || key.startsWith(ASIDE);

  /** @returns {Trouble} */
  function trouble() {
    if (!local) return "geen-opslag";
    return unsaved.size ? refusal : [...strange.values()][0] ?? "";
  }

  /** @param {boolean} [renamed] whether the list of names may have changed */
  function tell(renamed = true) {
    if (renamed) list = null;
    (unsaved.size ? addEventListener : removeEventListener)("beforeunload", warn);
    for (const listener of listeners) listener();
  }

  /** @param {BeforeUnloadEvent} event */
  function warn(event) {
    event.preventDefault();
    event.returnValue = true; // for browsers that ask for it
  }

  /** What stood together with that of other handbooks moves to keys of its own, bit by bit where there is little room. */
  function moveIn() {
    for (const key of keys().filter((key) => key.startsWith(`${BEFORE}-onleesbaar`))) putAside(key, local?.getItem(key) ?? "");
    const text = local?.getItem(BEFORE);
    const old = text ? parse(BEFORE, text, (data) => ({ dossiers: cleanAll(data), data: /** @type {{ actief: unknown, dossiers: object }} */ (data) })) : null;
    if (!local || !old) return;
    let rest = Object.keys(old.dossiers);
    for (const id of rest) known.set(id, merge(read(id) ?? old.dossiers[id], old.dossiers[id], both("")));
    for (let before = Infinity; rest.length && rest.length < before;) {
      before = rest.length;
      rest.forEach(save);
      rest = rest.filter((id) => unsaved.has(id));
      const left = Object.entries(old.data.dossiers).filter(([id]) => rest.includes(id));
      if (rest.length < before) local.setItem(BEFORE, JSON.stringify({ ...old.data, dossiers: Object.fromEntries(left) }));
    }
    if (!rest.length) local.removeItem(BEFORE);
    note({ sinds: Date.now() });
    if (typeof old.data.actief === "string") activeId ||= old.data.actief;
  }

  // --- What a reader does -----------------------------------------------------------------------

  /** What a reader does now comes after what was there, whatever the clock said then; and at another time than anybody else's. */
  const later = (time = 0) => (Date.now() > time ? Date.now() : time + Math.ceil(Math.random() * 1e6));

  /**
   * The next version of a field, which knows what it takes the place of.
   * @param {Kept | undefined} kept
   * @param {string} v
   * @param {Version[]} [ook] what stays beside it
   */
  function rewrite(kept, v, ook = kept?.ook ?? []) {
    const stays = ook.map((one) => one.t), versions = [...(kept && !fresh.has(kept) ? [kept] : []), ...(kept?.ook ?? [])];
    const times = [...(kept?.eerder ?? []), ...versions.map((one) => one.t)].filter((time) => time && !stays.includes(time));
    const result = field({ v, t: later(Math.max(kept?.t ?? 0, ...stays, ...times)) }, times, ook);
    fresh.add(result);
    return result;
  }

  /**
   * @param {Dossier} dossier
   * @param {string} stap
   * @param {Entry} change
   * @returns {Dossier}
   */
  const withStap = (dossier, stap, change) => ({ ...dossier, stappen: table(dossier.stappen, { [stap]: { ...dossier.stappen[stap], ...change } }) });

  /**
   * Keep dossiers after what a reader did; whatever did not fit before is tried again.
   * @param {Iterable<string>} changed their ids
   * @param {boolean} [renamed]
   */
  function keep(changed, renamed) {
    turns += 1;
    for (const id of new Set([...changed, ...unsaved])) save(id);
    if (!about().sinds) note({ sinds: Date.now() });
    askToLast();
    tell(renamed);
  }

  /**
   * Change the dossier that is open.
   * @param {(dossier: Dossier) => Dossier} action
   * @param {boolean} [renamed]
   */
  function change(action, renamed) {
    refresh(activeId);
    const dossier = active();
    if (dossier) known.set(activeId, action(dossier));
    keep(dossier ? [activeId] : [], renamed);
  }

  /** @param {string} id of a dossier that is there, unless it was removed */
  function alive(id) {
    const dossier = id ? read(id) : null;
    return dossier && !dossier.weg ? dossier : null;
  }

  /** The dossier that is open. */
  const active = () => alive(activeId);

  /**
   * Each dossier that was not removed: its id and its name, in the order of names; what reads alike has a number.
   * @returns {[string, string][]}
   */
  function living() {
    if (list) return list;
    const named = ids().filter((id) => alive(id)).map((id) => ({ id, naam: rawName(id) }))
      .sort((a, b) => compare(a.naam, b.naam) || (a.id < b.id ? -1 : 1));
    let number = 1;
    return list = named.map(({ id, naam }, at) => {
      number = at && isAlike(naam, named[at - 1].naam) ? number + 1 : 1;
      return [id, number > 1 ? `${naam} (${number})` : naam];
    });
  }

  /**
   * What a dossier is called in the list; nothing when it is not there.
   * @param {string} id
   */
  const nameOf = (id) => living().find(([other]) => other === id)?.[1] ?? "";

  /** @param {string} id */
  const rawName = (id) => read(id)?.naam.v ?? "";

  /** @param {string} naam */
  const asRead = (naam) => naam.normalize("NFKC").replace(/\s+/g, " ").trim();

  /**
   * Whether people read two names as one.
   * @param {string} a
   * @param {string} b
   */
  const isAlike = (a, b) => compare(asRead(a), asRead(b)) === 0;

  /**
   * What another dossier that people would call so is called.
   * @param {string} naam
   * @param {string} [but] the id of the one that is to be called so
   */
  const namesake = (naam, but = "") => living().find(([id, other]) => id !== but && isAlike(other, naam))?.[1] ?? "";

  /**
   * What each of these is called, and the one that was here before and that people call so too: they stand side by side.
   * @param {Set<string>} added ids
   * @returns {[string, string][]}
   */
  const namesakes = (added) => living().flatMap(([id, theirs], at, all) => {
    const ours = [all[at - 1], all[at + 1]].find((one) => one && added.has(id) && !added.has(one[0]) && isAlike(rawName(one[0]), rawName(id)));
    return ours ? [[theirs, ours[1]]] : [];
  });

  /** A name that no dossier has. */
  function freeName() {
    for (let number = 1; ; number += 1) {
      const naam = gettext("Dossier {number}", { number });
      if (!namesake(naam)) return naam;
    }
  }

  /**
   * Make a dossier and open it.
   * @param {string} naam
   */
  function create(naam) {
    const id = `d-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`;
    known.set(id, { naam: rewrite(undefined, asName(naam)), weg: 0, stappen: table() });
    open(id);
    keep([id]);
  }

  /**
   * Give the dossier that is open another name.
   * @param {string} naam
   */
  const rename = (naam) => change((dossier) => ({ ...dossier, naam: rewrite(dossier.naam, asName(naam)) }));

  /** @param {string} id */
  function open(id) {
    activeId = id;
    try { session?.setItem(ABOUT, id); } catch { /* then it holds for this page only */ }
    note({ laatst: id });
  }

  /**
   * Open another dossier, in this tab.
   * @param {string} id
   */
  function choose(id) {
    turns += 1;
    open(id);
    tell(false);
  }

  /** The dossier that this tab had open; a new tab begins with the one that was opened last. */
  function resume() {
    const { laatst } = about();
    activeId = session?.getItem(ABOUT) || activeId || (typeof laatst === "string" ? laatst : "");
    try { if (activeId) session?.setItem(ABOUT, activeId); } catch { /* then it holds for this page only */ }
  }

  /**
   * Change a stap of the dossier that is open; the first thing a reader ticks makes one.
   * @param {string} stap the id
   * @param {Partial<Record<Part, string>>} values
   */
  function set(stap, values) {
    if (!active()) create(freeName());
    change((dossier) => {
      const parts = /** @type {[Part, string][]} */ (Object.entries(values));
      return withStap(dossier, stap, Object.fromEntries(parts.map(([part, v]) => [part, rewrite(dossier.stappen[stap]?.[part], asText(v))])));
    }, false);
  }

  /**
   * What a dossier says of a stap.
   * @param {string} stap the id
   * @param {string} [dossier] the id, if it is not the one that is open
   */
  function entry(stap, dossier = activeId) {
    const { status, wie, wanneer, opmerking, doe } = alive(dossier)?.stappen[stap] ?? {};
    return { status: /** @type {Status} */ (status?.v ?? "open"), wie: wie?.v ?? "", wanneer: wanneer?.v ?? "", opmerking: opmerking?.v ?? "", doe: doe?.v ?? "" };
  }

  /**
   * The stappen that somebody wrote in a dossier, or put otherwise: a file of Excel brings those.
   * @param {string} dossier the id
   */
  const written = (dossier) => Object.keys(alive(dossier)?.stappen ?? {}).filter((stap) => entry(stap, dossier).doe);

  /**
   * What else was written with a stap, in a file, and not chosen from yet.
   * @param {string} stap the id
   */
  const others = (stap) => PARTS.flatMap((part) => (active()?.stappen[stap]?.[part]?.ook ?? []).map((version) => ({ part, version })));

  /**
   * Whether the dossier that is open says anything of a stap.
   * @param {string} stap the id
   */
  const holds = (stap) => Object.values(active()?.stappen[stap] ?? {}).some(({ v, ook }) => (v && v !== "open") || ook);

  /** When the dossier that is open was last changed. */
  function changedAt() {
    const dossier = active();
    const fields = dossier ? [dossier.naam, ...Object.values(dossier.stappen).flatMap((entry) => Object.values(entry))] : [];
    return Math.min(fields.reduce((latest, { t }) => Math.max(latest, t), 0), Date.now());
  }

  // --- With a way back --------------------------------------------------------------------------

  /**
   * Do something that a reader may regret; the answer undoes that and nothing else.
   * @param {string[]} touched the ids of the dossiers that it touches
   * @param {() => void} action
   * @returns {() => void}
   */
  function undoable(touched, action) {
    const opened = activeId;
    for (const id of touched) refresh(id);
    const before = new Map(touched.map((id) => [id, read(id)]));
    action();
    const after = new Map(touched.map((id) => [id, known.get(id)]));
    keep(touched);
    const settled = turns;
    return () => {
      for (const id of touched) putBack(id, before.get(id), after.get(id));
      if (settled === turns || !active()) open(opened); // whoever went on elsewhere is not called back
      keep(touched);
    };
  }

  /**
   * Give a dossier back what an action changed between `before` and `after`, unless it was changed again since.
   * @param {string} id
   * @param {Dossier | undefined} before
   * @param {Dossier | undefined} after
   */
  function putBack(id, before, after) {
    refresh(id);
    const now = known.get(id);
    if (!before || before.weg) {
      if (now === after) drop(id);
    } else if (after?.weg) {
      if (!now || now.weg) known.set(id, { ...before, naam: { ...before.naam, t: later(now?.weg) } });
    } else if (after && now && !now.weg) {
      const changed = Object.keys(after.stappen).filter((stap) => after.stappen[stap] !== before.stappen[stap]);
      const naam = after.naam.v !== before.naam.v && now.naam.t === after.naam.t ? { ...before.naam, t: later(now.naam.t) } : now.naam;
      known.set(id, changed.reduce((dossier, stap) => {
        return withStap(dossier, stap, restored(now.stappen[stap] ?? {}, before.stappen[stap] ?? {}, after.stappen[stap]));
      }, { ...now, naam }));
    }
  }

  /**
   * The fields to put back.
   * @param {Entry} now
   * @param {Entry} before
   * @param {Entry} after
   */
  function restored(now, before, after) {
    /** @type {Entry} */
    const result = {};
    for (const part of PARTS) {
      const kept = now[part];
      if (!kept || before[part] === after[part] || kept.t !== after[part]?.t) continue;
      result[part] = { ...(before[part] ?? { v: NOTHING[part] ?? "" }), t: later(kept.t) };
    }
    return result;
  }

  /**
   * Empty these stappen of the dossier that is open; the answer undoes it.
   * @param {string[]} stappen their ids
   */
  const clear = (stappen) => undoable([activeId], () => {
    for (const stap of stappen) {
      const dossier = active(), entry = dossier?.stappen[stap];
      if (!dossier || !entry) continue;
      const parts = /** @type {Part[]} */ (Object.keys(entry));
      known.set(activeId, withStap(dossier, stap, Object.fromEntries(parts.map((part) => [part, rewrite(entry[part], NOTHING[part] ?? "", [])]))));
    }
  });

  /**
   * Choose what else was written in a field, or do away with it; the answer undoes it.
   * @param {string} stap
   * @param {Part} part
   * @param {Version} version
   * @param {boolean} chosen what stood there then stands beside it
   */
  const settle = (stap, part, version, chosen) => undoable([activeId], () => {
    const dossier = active(), kept = dossier?.stappen[stap]?.[part];
    if (!dossier || !kept) return;
    const ook = (kept.ook ?? []).filter((one) => one.v !== version.v);
    if (chosen && kept.v) ook.push({ v: kept.v, t: kept.t });
    known.set(activeId, withStap(dossier, stap, { [part]: rewrite(kept, chosen ? version.v : kept.v, ook) }));
  });

  /** Remove the dossier that is open, for good once its page is left; the answer undoes it. */
  const remove = () => undoable([activeId], () => {
    const dossier = active();
    if (!dossier) return;
    known.set(activeId, removed(later(dossier.naam.t)));
    list = null;
    open(living()[0]?.[0] ?? "");
  });

  /** Leave nothing in this browser, also not what could not be read. */
  function removeAll() {
    for (const key of keys()) if (key.startsWith(PREFIX) || key === ABOUT || isUnreadable(key)) local?.removeItem(key);
    session?.removeItem(ABOUT);
    for (const part of [known, texts, strange, unsaved]) part.clear();
    activeId = "";
    turns += 1;
    tell();
  }

  /**
   * An id that was retired lives on under its successor's.
   * @param {Record<string, string>} successors of each retired id
   */
  function rehouse(successors = moves) {
    moves = successors;
    const changed = Object.keys(moves).length ? living().map(([id]) => id).filter(rehouseIn) : [];
    if (!changed.length) return;
    changed.forEach(save);
    tell();
  }

  /** @param {string} id */
  function rehouseIn(id) {
    const dossier = known.get(id);
    const old = Object.keys(moves).filter((stap) => dossier?.stappen[stap]);
    if (!dossier || !old.length) return false;
    const stappen = table(dossier.stappen);
    for (const stap of old) {
      stappen[moves[stap]] = mergeEntry(stappen[moves[stap]] ?? {}, stappen[stap], both(""));
      delete stappen[stap];
    }
    known.set(id, { ...dossier, stappen });
    return true;
  }

  // --- To a file and back -----------------------------------------------------------------------

  /**
   * The text of a file with dossiers.
   * @param {string} versie of the handbook
   * @param {string} titel of the handbook
   * @param {string[]} [chosen] their ids; without these all
   * @param {boolean} [whole] whether the file will hold all of them
   */
  function toFile(versie, titel, chosen, whole = true) {
    const all = living().map(([id]) => id);
    const dossiers = Object.fromEntries((chosen ?? all).map((id) => [id, read(id)]));
    fresh = new WeakSet();
    if (whole && all.every((id) => dossiers[id])) note({ sinds: 0 });
    tell(false);
    return JSON.stringify({ formaat: FORMAT, handboek: HANDBOOK, titel, versie, actief: activeId, dossiers }, null, 1);
  }

  /**
   * Take in a file; the answer says what came of it, of which version of the handbook the file is, and undoes it.
   * @param {File} file
   * @param {boolean} [revive] whether dossiers that were removed here come back
   * @returns {Promise<Outcome & { versie: string, undo: () => void }>}
   * @throws {Error} with the reason as its message: "te-groot", "geen-json", "vreemd", "ander", "nieuwer" or "past-niet"
   */
  async function fromFile(file, revive = false) {
    if (file.size > LARGEST) throw new Error("te-groot");
    let data;
    try { data = JSON.parse(await file.text()); } catch { throw new Error("geen-json"); }
    const dossiers = cleanAll(data);
    if (data.handboek && data.handboek !== HANDBOOK) throw new Error("ander", { cause: asText(data.titel) });
    /** @type {Outcome} */
    const report = { nieuw: 0, stappen: 0, ouder: 0, beide: 0, verwijderd: [], gelijk: [], changed: false };
    const touched = Object.keys(dossiers).filter((id) => !dossiers[id].weg && (revive || !read(id)?.weg));
    if (!revive) report.verwijderd = Object.keys(dossiers).filter((id) => read(id)?.weg).map((id) => dossiers[id].naam.v);
    const added = new Set(touched.filter((id) => !alive(id)));
    const undo = undoable(touched, () => {
      for (const id of touched) takeIn(id, dossiers[id], file.name, report);
      if (!active() && touched.length) open(touched.includes(data.actief) ? data.actief : touched[0]);
    });
    fresh = new WeakSet();
    if (touched.some((id) => unsaved.has(id)) && refusal === "vol") {
      undo(); // what was new goes first, and gives room for what was not
      throw new Error("past-niet");
    }
    report.gelijk = namesakes(added);
    report.changed = report.nieuw + report.stappen + report.beide > 0;
    rehouse();
    return { ...report, versie: asText(data.versie), undo };
  }

  /**
   * @param {string} id
   * @param {Dossier} theirs
   * @param {string} van the name of the file
   * @param {Outcome} report
   */
  function takeIn(id, theirs, van, report) {
    const ours = known.get(id);
    if (!ours || ours.weg) {
      report.nieuw += 1;
      report.stappen += Object.keys(theirs.stappen).length;
      known.set(id, ours ? { ...theirs, naam: { ...theirs.naam, t: Math.max(theirs.naam.t, later(ours.weg)) } } : theirs);
      return;
    }
    const merged = merge(ours, theirs, both(van));
    for (const stap of Object.keys(theirs.stappen)) {
      const outcome = compareStap(ours.stappen[stap] ?? {}, theirs.stappen[stap], merged.stappen[stap]);
      if (outcome) report[outcome] += 1;
    }
    known.set(id, merged);
  }

  /**
   * What became of a stap that a file has too.
   * @param {Entry} ours
   * @param {Entry} theirs
   * @param {Entry} merged
   * @returns {"beide" | "stappen" | "ouder" | ""}
   */
  function compareStap(ours, theirs, merged) {
    /** @param {(part: Part) => boolean} test */
    const some = (test) => PARTS.some(test);
    if (some((part) => (merged[part]?.ook ?? []).length > (ours[part]?.ook ?? []).length)) return "beide";
    if (some((part) => merged[part]?.v !== ours[part]?.v)) return "stappen";
    return some((part) => Boolean(theirs[part]) && theirs[part]?.v !== ours[part]?.v) ? "ouder" : "";
  }

  // --- How long it lasts ------------------------------------------------------------------------

  /** Ask the browser, once for each tab, not to throw away what is kept: some do after a week without a visit. */
  function askToLast() {
    if (unsaved.size || !session || session.getItem(`${ABOUT}:gevraagd`)) return;
    try { session.setItem(`${ABOUT}:gevraagd`, "ja"); } catch { return; }
    navigator.storage?.persist?.().then(() => tell(false), () => {});
  }

  /** Whether the browser promises to keep it until a reader does away with it. */
  const lasts = async () => Boolean(await navigator.storage?.persisted?.().catch(() => false));

  /**
   * Call `listener` now, and whenever anything has changed, here or in another tab.
   * @param {() => void} listener
   */
  function listen(listener) {
    listeners.add(listener);
    listener();
  }

  moveIn();
  resume();
  addEventListener("storage", ({ key, storageArea }) => {
    if (storageArea !== local) return;
    if (key === ABOUT) fresh = new WeakSet();
    if (key === BEFORE) moveIn();
    const changed = key?.startsWith(PREFIX) ? [key.slice(PREFIX.length)] : key ? [] : ids();
    changed.filter(refresh).forEach(save);
    unsaved.forEach(save);
    tell();
  });
  // A page that slept while the reader was elsewhere shows what is stored now.
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    ids().forEach(refresh);
    resume();
    tell();
  });

  return {
    about, active, choose, clear, create, entry, freeName, fromFile, holds, lasts, listen, living, nameOf, namesake, note, others, remove, removeAll, rename, rehouse, set, settle, toFile, unread, written, changedAt,
    longest: LONGEST, area,
    get activeId() { return active() ? activeId : ""; },
    get name() { return nameOf(activeId); },
    get trouble() { return trouble(); },
  };
})();
