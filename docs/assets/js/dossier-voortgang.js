// How far one is with a checklist, in a bar that stays in sight and with each of its groups; and the way to what is next.
(() => {
  const { find, findAll } = Pagina;
  const { gettext, ngettext, language } = Woorden;
  const bar = document.querySelector("[data-balk]");
  if (!Dossierpaneel || !(bar instanceof HTMLElement)) return;

  const TROUBLE = {
    "": "",
    "geen-opslag": gettext("Please note: your browser keeps nothing on this computer. Save your dossiers as a file before you close this page."),
    vol: gettext("Please note: the storage of your browser is full. Your last change stands on this page only. Save your dossiers as a file."),
    onleesbaar: gettext("Please note: some of what your browser kept cannot be read. It stays, and you can save it as a file."),
    nieuwer: gettext("Please note: your browser keeps dossiers of a newer version of the handbook. They stay, but cannot be read here."),
  };
  const next = bar.querySelector('[data-doe="volgende"]');
  const items = findAll(document, ".vinkje");
  const groups = findAll(document, "[data-voortgang]").map((place) => {
    return { place, stappen: idsOf(findAll(/** @type {Element} */ (place.nextElementSibling), ".vinkje")) };
  });

  /** @param {HTMLElement[]} vinkjes */
  function idsOf(vinkjes) {
    return vinkjes.map((item) => item.id);
  }

  /**
   * @param {string} selector
   * @param {string} words
   */
  const write = (selector, words) => { find(bar, selector, HTMLElement).textContent = words; };

  /** @param {string[]} stappen */
  function describe(stappen) {
    const { open, bezig, klaar } = Stand.count(stappen);
    return { klaar, words: gettext("{done} of {all} done", { done: klaar, all: open + bezig + klaar }) };
  }

  function show() {
    write(".dossier-voortgang", items.length ? describe(idsOf(items)).words : "");
    write(".dossier-bewaard", Dossiers.trouble ? "" : saved());
    write(".dossier-storing", TROUBLE[Dossiers.trouble]);
    for (const { place, stappen } of groups) {
      const { klaar, words } = describe(stappen);
      place.textContent = words;
      place.dataset.voortgang = String(klaar);
    }
  }

  let last = -1; // the place on the list where a reader was last

  const isOpen = (/** @type {HTMLElement} */ item) => ["open", "bezig"].includes(Dossiers.entry(item.id).status);

  // To the next stap that is open after where one is. Past the last one it says so, and begins at the top again.
  function goToNext() {
    const item = items.find((candidate, place) => place > last && isOpen(candidate));
    const above = items.filter(isOpen).length;
    write(".volgende-melding", item ? "" : above
      ? ngettext("No step is open below this one. Above it {number} step is.", "No step is open below this one. Above it {number} steps are.", above)
      : gettext("No step is open on this list."));
    last = item ? items.indexOf(item) : -1;
    if (!item) return;
    item.scrollIntoView();
    find(item, 'input[type="checkbox"]', HTMLInputElement).focus({ preventScroll: true });
  }

  /** @param {Event} event something in the list */
  function noteWhere({ target }) {
    const item = /** @type {HTMLElement} */ (target).closest(".vinkje");
    if (item instanceof HTMLElement) last = items.indexOf(item);
  }

  // When the dossier that is open was last changed, as a reader says it.
  function saved() {
    const newest = Dossiers.changedAt();
    if (!newest) return gettext("Nothing to save yet");
    const moment = new Date(newest);
    const time = moment.toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" });
    if (moment.toDateString() === new Date().toDateString()) return gettext("Saved at {time}", { time });
    return gettext("Saved on {day} at {time}", { day: moment.toLocaleDateString(language, { day: "numeric", month: "long" }), time });
  }

  if (next instanceof HTMLElement) {
    next.hidden = false;
    next.addEventListener("click", goToNext);
    addEventListener("focusin", noteWhere);
    addEventListener("click", noteWhere); // Safari gives a box that is clicked no focus
    addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && /** @type {HTMLElement} */ (event.target).closest(".vinkje")) goToNext();
    });
  }
  for (const { place } of groups) place.hidden = false;
  Dossiers.listen(show);
})();
