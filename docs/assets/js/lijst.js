// Lists that a reader puts together: kept in this browser, each with a key of its own, as the text that a link and a file
// hold too. Nothing is remembered here but what the browser refused to keep, so tabs never work with an old copy.
/**
 * @typedef {[string, string]} Punt what kind of thing, and which one or how long
 * @typedef {{ naam: string, punten: Punt[] }} Lijst
 */
const Lijsten = (() => {
  const { area } = Dossiers;
  const { asText } = Samenvoegen;
  const FORMAT = 1;
  const LONGEST = 100; // letters of a name
  const MOST = 400; // things on a list
  const HANDBOOK = document.documentElement.dataset.handboek || "";
  const [local, session] = [area("localStorage"), area("sessionStorage")];

  /** @param {Lijst} lijst */
  const toText = ({ naam, punten }) => new URLSearchParams([["formaat", String(FORMAT)], ["naam", naam], ...punten]).toString();

  /**
   * @param {string} text
   * @returns {Lijst}
   * @throws {Error} "vreemd" for what is no list, "nieuwer" for one of a later format
   */
  function fromText(text) {
    const [format, naam, ...punten] = new URLSearchParams(text);
    if (format?.[0] !== "formaat" || naam?.[0] !== "naam") throw new Error("vreemd");
    if (Number(format[1]) !== FORMAT) throw new Error("nieuwer");
    const known = punten.filter(([soort, welk]) => /^[a-z]{1,20}$/.test(soort) && /^[\w:/.-]{1,200}$/.test(welk));
    return { naam: asText(naam[1]).replace(/\s+/g, " ").trim().slice(0, LONGEST), punten: known.slice(0, MOST) };
  }

  /**
   * The lists of one kind.
   * @param {string} soort
   * @param {Record<string, string>} [moves] each retired id with what took its place
   */
  function of(soort, moves = {}) {
    const OPEN = `lijst:${encodeURIComponent(HANDBOOK)}:${soort}`;
    const PREFIX = `${OPEN}:`;
    /** @type {Map<string, string>} */
    const unsaved = new Map();
    /** @type {Set<() => void>} */
    const listeners = new Set();

    /** @param {string} id */
    const stored = (id) => unsaved.get(id) ?? local?.getItem(PREFIX + id) ?? "";

    const ids = () => [...new Set([...unsaved.keys(), ...Object.keys(local ?? {}).filter((key) => key.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length))])];

    /** @param {Punt} punt @returns {Punt} */
    function moved([kind, welk]) {
      const [id, ...rest] = welk.split(":");
      return [kind, [Object.hasOwn(moves, id) ? moves[id] : id, ...rest].join(":")];
    }

    /** @param {string} id @returns {Lijst | null} nothing when it is not there, or cannot be read */
    function read(id) {
      try {
        const { naam, punten } = fromText(stored(id));
        return { naam, punten: punten.map(moved) };
      } catch {
        return null;
      }
    }

    /** Each list that can be read: its id and its name. @returns {[string, string][]} */
    const all = () => ids().flatMap((id) => { const lijst = read(id); return lijst ? [/** @type {[string, string]} */ ([id, lijst.naam])] : []; })
      .sort((a, b) => a[1].localeCompare(b[1], Woorden.language, { numeric: true }) || (a[0] < b[0] ? -1 : 1));

    // Which one is open belongs to a tab; a new tab begins with the one that was opened last.
    const resume = () => session?.getItem(OPEN) || local?.getItem(OPEN) || "";
    let opened = resume();
    const openId = () => (read(opened) ? opened : "");

    const current = () => read(openId()) ?? { naam: "", punten: [] };

    /**
     * Keep a list as this text; an empty one goes.
     * @param {string} id
     * @param {string} text
     */
    function put(id, text) {
      try {
        if (!local) throw new Error();
        if (text) local.setItem(PREFIX + id, text);
        else local.removeItem(PREFIX + id);
        unsaved.delete(id);
      } catch {
        unsaved.set(id, text);
      }
      tell();
    }

    function tell() {
      (unsaved.size ? addEventListener : removeEventListener)("beforeunload", warn);
      for (const listener of listeners) listener();
    }

    /** @param {BeforeUnloadEvent} event */
    function warn(event) {
      event.preventDefault();
      event.returnValue = true; // for browsers that ask for it
    }

    /** @param {string} id */
    function choose(id) {
      opened = id;
      for (const place of [session, local]) {
        try { place?.setItem(OPEN, id); } catch { /* then it holds until the page is left */ }
      }
      tell();
    }

    /**
     * Make a list and open it; the same one is there only once.
     * @param {Lijst} lijst
     */
    function create(lijst) {
      const text = toText(lijst);
      const id = ids().find((one) => stored(one) === text) ?? `l-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`;
      put(id, text);
      choose(id);
    }

    /**
     * Change the list that is open; the first thing that a reader chooses makes one.
     * @param {(lijst: Lijst) => Lijst} action
     * @param {Lijst} [begin] what a new one begins as
     * @returns {() => void} what undoes it
     */
    function change(action, begin = { naam: "", punten: [] }) {
      if (!openId()) create(begin);
      const id = openId(), before = stored(id), lijst = read(id);
      if (lijst) put(id, toText(action(lijst)));
      return () => put(id, before);
    }

    /** Take away the list that is open; the answer puts it back. */
    function remove() {
      const id = openId(), text = stored(id);
      put(id, "");
      return () => { put(id, text); choose(id); };
    }

    /**
     * @param {string} titel of the handbook
     * @param {string} versie
     */
    const toFile = (titel, versie) => JSON.stringify({ formaat: FORMAT, handboek: HANDBOOK, titel, versie, soort, lijst: toText(current()) }, null, 1);

    /**
     * Open what somebody saved or shared.
     * @param {string} text
     * @throws {Error} as `fromText`, or "ander" for a list of another handbook or another kind
     */
    function fromFile(text) {
      const data = JSON.parse(text);
      if (typeof data?.lijst !== "string") throw new Error("vreemd");
      if (data.handboek !== HANDBOOK || data.soort !== soort) throw new Error("ander");
      create(fromText(data.lijst));
    }

    /** @param {() => void} listener */
    function listen(listener) {
      listeners.add(listener);
      listener();
    }

    addEventListener("storage", ({ key, storageArea }) => { if (storageArea === local && (!key || key.startsWith(OPEN))) tell(); });
    addEventListener("pageshow", ({ persisted }) => { if (persisted) { opened = resume(); tell(); } }); // it slept while the reader was elsewhere

    return {
      all, change, choose, create, current, fromFile, listen, openId, remove, toFile,
      link: () => `${location.href.replace(/#.*/, "")}#${toText(current())}`,
      /** @param {string} text */
      fromLink: (text) => create(fromText(text)),
      /** @returns {"" | "geen-opslag" | "vol" | "vreemd"} */
      trouble: () => (unsaved.size ? (local ? "vol" : "geen-opslag") : ids().every(read) ? "" : "vreemd"),
    };
  }

  return { of };
})();
