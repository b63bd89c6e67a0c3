// What a reader puts together, on its page: which list is open, its order, keeping it and handing it over.
// Nothing on a page without such a list.
const Lijstpaneel = (() => {
  const { find, findAll, make, download } = Pagina;
  const { gettext } = Woorden;
  const panel = document.querySelector("[data-lijst]");
  if (!(panel instanceof HTMLElement)) return null;

  const { soort = "", titel = "", versie = "", verhuisd = "{}" } = panel.dataset;
  /** @type {Record<string, string>} */
  const TROUBLE = {
    "": "",
    "geen-opslag": gettext("Please note: your browser keeps nothing on this computer. Copy the link, or save as a file, before you close this page."),
    vol: gettext("Please note: the storage of your browser is full. Your last change stands on this page only. Save it as a file."),
    vreemd: gettext("Please note: your browser keeps something that cannot be read here. It stays where it is."),
  };
  /** @type {Record<string, string>} */
  const REFUSALS = {
    ander: gettext("This file is of another handbook, or of another kind. Nothing has changed."),
    nieuwer: gettext("This file comes from a newer version of the handbook. Nothing has changed."),
  };
  const UNREADABLE = gettext("This file cannot be read. Nothing has changed.");
  const lists = Lijsten.of(soort, JSON.parse(verhuisd));
  const choice = find(panel, "#lijst-welke", HTMLSelectElement);
  const naam = find(panel, "#lijst-naam", HTMLInputElement);
  const message = find(panel, ".lijst-melding", HTMLElement);
  const trouble = find(panel, ".lijst-storing", HTMLElement);
  const empty = find(panel, "[data-leeg]", HTMLElement);
  const rows = find(panel, ".lijst-punten", HTMLElement);
  const offered = new Map(findAll(panel, "[data-punt]").map((box) => [`${box.dataset.punt}=${box.dataset.welk}`, /** @type {HTMLInputElement} */ (box)]));
  // HTML has no such attribute for a box; some browsers keep a tick all the same unless it is there.
  for (const box of offered.values()) box.setAttribute("autocomplete", "off");
  let drawn = "";
  /** @type {(() => void) | null} */
  let undo = null;

  /** @param {string} action */
  const button = (action) => find(panel, `[data-doe="${action}"]`, HTMLButtonElement);

  /**
   * @param {string} action
   * @param {() => void} handler
   */
  const on = (action, handler) => button(action).addEventListener("click", handler);

  /**
   * Say what was done, and offer to undo that.
   * @param {string} words
   * @param {(() => void) | null} [action]
   */
  function say(words, action = null) {
    undo = action;
    message.textContent = words;
    button("ongedaan").hidden = !action;
    if (action && !document.activeElement?.getClientRects().length) button("ongedaan").focus();
  }

  /** What one ticks for a thing on the list; nothing when this handbook does not have it. @param {Punt} punt */
  const offer = ([kind, welk]) => offered.get(`${kind}=${welk.split(":")[0]}`);

  /** A list without a name is called as its kind. */
  const begin = () => ({ naam: panel.dataset.naam ?? "", punten: /** @type {Punt[]} */ ([]) });

  /**
   * Change what is on the list.
   * @param {(punten: Punt[]) => Punt[]} action
   */
  const change = (action) => lists.change((lijst) => ({ ...lijst, punten: action(lijst.punten) }), begin());

  /**
   * A thing on the list with its buttons; these keep the focus, wherever it goes.
   * @param {Punt} punt
   * @param {number} at
   * @param {string} name
   * @param {(Node | string)[]} parts what it shows
   */
  function makeRow(punt, at, name, parts) {
    /** @type {[string, string, () => void][]} */
    const actions = [
      [gettext("Up"), gettext("Up: {card}", { card: name }), () => move(at, -1, name)],
      [gettext("Down"), gettext("Down: {card}", { card: name }), () => move(at, 1, name)],
      [gettext("Remove"), gettext("Remove: {name}", { name }), () => say(gettext("{name} has been removed.", { name }), change((punten) => punten.filter((_, place) => place !== at)))],
    ];
    const buttons = actions.map(([words, label, act]) => {
      const made = make("button", { type: "button" }, words);
      made.setAttribute("aria-label", label);
      made.addEventListener("click", act);
      return made;
    });
    const row = make("li", { className: `lijst-punt lijst-${punt[0]}` }, make("div", { className: "lijst-wat" }, ...parts), make("div", { className: "lijst-knoppen" }, ...buttons));
    return row;
  }

  /**
   * @param {number} at
   * @param {number} by
   * @param {string} name
   */
  function move(at, by, name) {
    const { length } = lists.current().punten, to = at + by;
    if (to < first || to >= length || at < first) return say(gettext("{name} cannot go further.", { name }));
    change((punten) => punten.map((punt, place) => (place === at ? punten[to] : place === to ? punten[at] : punt)));
    findAll(rows.children[to], ".lijst-knoppen button")[by < 0 ? 0 : 1].focus();
    say(gettext("{name}: place {number} of {all}.", { name, number: to + 1 - first, all: length - first }));
  }

  let first = 0; // the place above which nothing goes
  /** @type {(punt: Punt, at: number) => HTMLElement} */
  let makePunt;
  /** @type {(rows: HTMLElement[], punten: Punt[]) => void} */
  let refresh;

  function show() {
    const all = lists.all(), open = lists.openId(), { naam: name, punten } = lists.current();
    choice.replaceChildren(...(open ? [] : [new Option(all.length ? gettext("Choose") : gettext("None yet"), "")]), ...all.map(([id, title]) => new Option(title || gettext("Without a name"), id)));
    choice.value = open;
    if (naam !== document.activeElement) naam.value = name;
    const shape = JSON.stringify([open, ...punten.map(([kind, welk]) => (kind === "pauze" || kind === "dag" ? kind : `${kind}=${welk.split(":")[0]}`))]);
    if (shape !== drawn) rows.replaceChildren(...punten.map(makePunt));
    drawn = shape;
    refresh(/** @type {HTMLElement[]} */ ([...rows.children]), punten);
    const chosen = new Set(punten.map(offer));
    for (const box of offered.values()) box.checked = chosen.has(box);
    empty.hidden = punten.length > first;
    for (const action of ["lijst-link", "lijst-bewaren", "lijst-weg", "lijst-afdrukken"]) button(action).disabled = !open;
    naam.disabled = !open;
    trouble.textContent = TROUBLE[lists.trouble()];
  }

  /**
   * Open a list from elsewhere, beside those that are there.
   * @param {() => void} open
   */
  function take(open) {
    try {
      open();
      say(gettext("{name} has been opened. What you had is still there.", { name: lists.current().naam }));
    } catch (error) {
      say((error instanceof Error && REFUSALS[error.message]) || UNREADABLE);
    }
  }

  // What stands behind the # of an address is sent to no server; it goes from the address once it is kept here.
  function takeLink() {
    const text = location.hash.slice(1);
    if (!text.startsWith("formaat=")) return;
    take(() => lists.fromLink(text));
    history.replaceState(history.state, "", location.href.replace(/#.*/, ""));
  }

  async function copyLink() {
    const link = lists.link();
    try {
      await navigator.clipboard.writeText(link);
      say(gettext("The link has been copied. All that you chose stands in it."));
    } catch {
      say(gettext("Copy this link: {link}", { link }));
    }
  }

  function saveFile() {
    const file = `${lists.current().naam || soort}.json`.replace(/[^\p{L}\p{N} .-]+/gu, "-");
    download(file, lists.toFile(titel, versie), "application/json");
    say(gettext("Your browser was given the file {file} to save. Look in your downloads folder whether it is there.", { file }));
  }

  /**
   * @param {typeof makePunt} make
   * @param {typeof refresh} update what follows from the list, without making anything anew
   * @param {number} [from] the first place that moves
   */
  function begins(make, update, from = 0) {
    [makePunt, refresh, first] = [make, update, from];
    lists.listen(show);
    takeLink();
    addEventListener("hashchange", takeLink);
    panel?.removeAttribute("hidden");
  }

  choice.addEventListener("change", () => lists.choose(choice.value));
  naam.addEventListener("input", () => lists.change((lijst) => ({ ...lijst, naam: naam.value }), begin()));
  on("ongedaan", () => { undo?.(); say(gettext("Put back.")); choice.focus(); });
  on("lijst-nieuw", () => { lists.create({ ...begin(), naam: freeName() }); say(gettext("An empty one has been made. What you had is still there.")); });
  on("lijst-weg", () => say(gettext("{name} has been removed.", { name: lists.current().naam }), lists.remove()));
  on("lijst-link", copyLink);
  on("lijst-bewaren", saveFile);
  const input = find(panel, 'input[type="file"]', HTMLInputElement);
  input.addEventListener("change", async () => {
    const text = await input.files?.[0]?.text();
    input.value = "";
    if (text !== undefined) take(() => lists.fromFile(text));
  });

  function freeName() {
    const names = new Set(lists.all().map(([, name]) => name)), { naam: name } = begin();
    for (let number = 1; ; number += 1) if (!names.has(number > 1 ? `${name} ${number}` : name)) return number > 1 ? `${name} ${number}` : name;
  }

  return { panel, lists, offered, offer, begin, begins, button, change, freeName, makeRow, on, say, take };
})();
