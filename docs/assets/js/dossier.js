// The panel of a checklist: which dossier is open, what it is called, and taking away, with a way back.
// Nothing on a page without it.
const Dossierpaneel = (() => {
  const { find, findAll, make } = Pagina;
  const { gettext, ngettext } = Woorden;
  const panel = document.querySelector("[data-dossier]");
  if (!(panel instanceof HTMLElement)) return null;

  const choice = find(panel, "select", HTMLSelectElement);
  const message = find(panel, ".dossier-melding", HTMLElement);
  const form = find(document, "form.dossier-naam", HTMLFormElement);
  const name = find(form, "input", HTMLInputElement);
  const ofDossier = findAll(panel, '[data-doe="hernoemen"], [data-doe="verwijderen"], [data-doe="leegmaken"], [data-doe$="bewaren"]');
  const versie = panel.dataset.versie || "";
  const titel = panel.dataset.titel || "";
  const lijst = document.title.split(" · ")[0]; // now: a translation in the browser gives it other words
  /** @type {Record<string, number[]>} */
  const others = JSON.parse(panel.dataset.elders || "{}"); // which stappen of this list stand on each other one
  const place = find(panel, ".dossier-knoppen", HTMLElement); // the form stands before it, but for the first name
  /** @type {(() => void) | null} */
  let undo = null;
  let save = Dossiers.create;
  let asked = ""; // the dossier that was open when the name was asked for
  /** @type {[string, string][]} */
  let shown = []; // the names in the list

  /** @param {string} action */
  const button = (action) => find(panel, `[data-doe="${action}"]`, HTMLButtonElement);

  /**
   * When a button of the panel is pressed; not every panel has each of them.
   * @param {string} action
   * @param {() => void} handler
   */
  const on = (action, handler) => panel.querySelector(`[data-doe="${action}"]`)?.addEventListener("click", handler);

  function show() {
    const open = Dossiers.activeId;
    if (shown !== Dossiers.living() || !choice.value !== !open) list(open);
    choice.value = open;
    for (const part of ofDossier) part.toggleAttribute("disabled", !open);
    if (open !== asked) form.hidden = true;
  }

  /** @param {string} open the id of the dossier that is open, if any */
  function list(open) {
    shown = Dossiers.living();
    const none = shown.length ? gettext("Choose a dossier") : gettext("No dossier yet");
    choice.replaceChildren(...(open ? [] : [new Option(none, "")]), ...shown.map(([id, naam]) => make("option", { value: id, translate: false }, naam)));
  }

  /**
   * Say what was done, and offer to undo that; the keyboard stays where a reader goes on.
   * @param {string} words
   * @param {(() => void) | null} [action] what undoes it
   */
  function say(words, action = null) {
    undo = action;
    message.textContent = words;
    button("ongedaan").hidden = !action;
    const at = document.activeElement;
    if (action) button("ongedaan").focus();
    else if (at === document.body || at?.matches(":disabled") || !at?.getClientRects().length) choice.focus();
  }

  /**
   * Ask for the name of a dossier.
   * @param {string} value what it is called, unless a reader says otherwise
   * @param {(name: string) => void} then
   */
  function ask(value, then) {
    place.before(form);
    prepare(value, then);
    name.focus();
    name.select();
  }

  /**
   * @param {string} value
   * @param {(name: string) => void} then
   */
  function prepare(value, then) {
    save = then;
    asked = Dossiers.activeId;
    form.hidden = false;
    name.value = value;
    checkName();
  }

  // The first tick has made a dossier: its name is asked for at the foot, in sight, where it holds nobody up.
  function askFirst() {
    document.querySelector("[data-balk]")?.prepend(form);
    prepare(Dossiers.name, Dossiers.rename);
  }

  // Two names that people read as one would lead to a tick with somebody else.
  function checkName() {
    const other = Dossiers.namesake(name.value, save === Dossiers.rename ? asked : "");
    name.setCustomValidity(other && gettext("There is a dossier {name} already. Choose another name.", { name: other }));
  }

  /**
   * What is emptied on other lists too, as a stap has one status wherever it stands.
   * @param {boolean[]} filled for each stap of this list whether there is something to empty
   */
  function elsewhere(filled) {
    const lists = Object.entries(others).filter(([, places]) => places.some((at) => filled[at]));
    const number = new Set(lists.flatMap(([, places]) => places.filter((at) => filled[at]))).size;
    if (!number) return [];
    return [ngettext(
      "So is {number} step on other lists: {lists}.", "So are {number} steps on other lists: {lists}.", number, { lists: lists.map(([title]) => title).join(", ") },
    )];
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    form.hidden = true;
    save(name.value);
    if (panel.contains(form)) choice.focus();
  });
  name.addEventListener("input", checkName);
  choice.addEventListener("change", () => Dossiers.choose(choice.value));
  on("nieuw", () => ask(Dossiers.freeName(), Dossiers.create));
  on("hernoemen", () => ask(Dossiers.active()?.naam.v ?? "", Dossiers.rename));
  find(form, '[data-doe="toch-niet"]', HTMLButtonElement).addEventListener("click", () => {
    form.hidden = true;
    if (panel.contains(form)) button("nieuw").focus();
  });
  on("verwijderen", () => say(gettext("{name} has been removed.", { name: Dossiers.name }), Dossiers.remove()));
  on("leegmaken", () => {
    const stappen = findAll(document, ".vinkje").map((item) => item.id);
    const words = [gettext("This list has been emptied."), ...elsewhere(stappen.map(Dossiers.holds))];
    say(words.join(" "), Dossiers.clear(stappen));
  });
  on("ongedaan", () => { undo?.(); say(gettext("Put back.")); });

  Dossiers.rehouse(JSON.parse(panel.dataset.verhuisd || "{}"));
  Dossiers.listen(show);
  panel.hidden = false;

  return { panel, versie, titel, lijst, button, on, say, askFirst };
})();
