// In a checklist nothing leads away: a begrip is explained where it stands. And whether a checklist shows
// the explanation of each stap is remembered, as the one who reads it is the same tomorrow.
(() => {
  const { findAll, make } = Pagina;
  const { gettext } = Woorden;
  const KEY = "uitleg";

  /** @param {HTMLAnchorElement} term */
  function explainHere(term) {
    const box = make("div", { className: "begrip-hier alleen-scherm", hidden: true });
    const more = make("a", { href: term.href }, gettext("Read more"));
    const { uitleg = "" } = term.dataset;
    more.setAttribute("aria-label", gettext("Read more: {term}", { term: term.textContent ?? "" }));
    box.append(uitleg, " ", more);
    const around = term.closest("p") ?? term.parentElement;
    if (around?.matches("p")) around.after(box); // the sentence stays whole
    else around?.append(box);
    term.setAttribute("aria-expanded", "false"); // so it does not float over the page as well

    /** @param {boolean} open */
    function show(open) {
      box.hidden = !open;
      term.setAttribute("aria-expanded", String(open));
    }

    term.addEventListener("click", (event) => {
      event.preventDefault();
      show(box.hidden === true);
    });
    /** @param {KeyboardEvent} event */
    function close({ key }) {
      if (key !== "Escape" || box.hidden) return;
      show(false);
      term.focus();
    }
    term.addEventListener("keydown", close);
    box.addEventListener("keydown", close);
  }

  // The choice holds for every list; a browser that keeps nothing forgets it.
  function rememberChoice() {
    const choices = /** @type {HTMLInputElement[]} */ (findAll(document, '[name="lengte"]'));
    let kept = null;
    try { kept = localStorage.getItem(KEY); } catch { /* then it is as it was made */ }
    for (const choice of choices) {
      if (choice.id === kept) choice.checked = true;
      choice.addEventListener("change", () => {
        try { localStorage.setItem(KEY, choice.id); } catch { /* then it holds for this page only */ }
      });
    }
  }

  for (const term of findAll(document, "article a.begrip")) explainHere(/** @type {HTMLAnchorElement} */ (term));
  rememberChoice();
})();
