// The panel of a checklist: which dossier is open, what it is called, and taking away, with a way back.
// Nothing on a page without it.
const Dossierpaneel = (() => {
  const { find, findAll } = Pagina;
  const { gettext } = Woorden;
  const panel = document.querySelector("[data-dossier]");
  if (!(panel instanceof HTMLElement)) return null;

  const choice = find(panel, "select", HTMLSelectElement);
  const message = find(panel, ".dossier-melding", HTMLElement);
  const form = find(panel, "form", HTMLFormElement);
  const name = find(form, "input", HTMLInputElement);
  const ofDossier = findAll(panel, '[data-doe="hernoemen"], [data-doe="verwijderen"], [data-doe="leegmaken"], [data-doe="bewaren"]');
  const versie = panel.dataset.versie || "";
  /** @type {(() => void) | null} */
  let undo = null;
  let save = Dossiers.create;
  let asked = ""; // the dossier that was open when the name was asked for

  /** @param {string} action */
  const button = (action) => find(panel, `[data-doe="${action}"]`, HTMLButtonElement);

  /**
   * When a button of the panel is pressed; not every panel has each of them.
   * @param {string} action
   * @param {() => void} handler
   */
  const on = (action, handler) => panel.querySelector(`[data-doe="${action}"]`)?.addEventListener("click", handler);

  const open = () => (Dossiers.active() ? Dossiers.activeId : "");

  function show() {
    const options = Dossiers.living().map(([id, dossier]) => new Option(dossier.naam, id));
    choice.replaceChildren(...(options.length ? options : [new Option(gettext("No dossier yet"), "")]));
    choice.value = Dossiers.activeId;
    for (const part of ofDossier) part.toggleAttribute("disabled", !open());
    if (open() !== asked) form.hidden = true;
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
    save = then;
    asked = open();
    form.hidden = false;
    name.value = value;
    name.focus();
    name.select();
  }

  /** @param {boolean} asking */
  function confirmAll(asking) {
    for (const answer of ["alles-weg-ja", "alles-blijft"]) button(answer).hidden = !asking;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    form.hidden = true;
    save(name.value.trim());
    choice.focus();
  });
  choice.addEventListener("change", () => Dossiers.choose(choice.value));
  on("nieuw", () => ask(gettext("Dossier {number}", { number: Dossiers.living().length + 1 }), Dossiers.create));
  on("hernoemen", () => ask(Dossiers.active()?.naam ?? "", Dossiers.rename));
  on("toch-niet", () => { form.hidden = true; button("nieuw").focus(); });
  on("verwijderen", () => say(gettext("{name} has been removed.", { name: Dossiers.active()?.naam ?? "" }), Dossiers.remove()));
  on("leegmaken", () => {
    const stappen = findAll(document, ".vinkje").map((item) => item.id);
    say(gettext("This list has been emptied."), Dossiers.clear(stappen));
  });
  on("ongedaan", () => { undo?.(); say(gettext("Put back.")); });
  on("alles-weg", () => { confirmAll(true); button("alles-weg-ja").focus(); });
  on("alles-blijft", () => { confirmAll(false); button("alles-weg").focus(); });
  on("alles-weg-ja", () => {
    confirmAll(false);
    Dossiers.removeAll();
    say(gettext("All dossiers have been removed from this browser."));
  });

  Dossiers.rehouse(JSON.parse(panel.dataset.verhuisd || "{}"));
  Dossiers.listen(show);
  panel.hidden = false;

  return { panel, versie, on, say };
})();
