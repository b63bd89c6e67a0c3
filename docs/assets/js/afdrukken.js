// Shows the print buttons, and gets the fields of a page ready for paper. Without this script the browser's own menu
// prints the page too; a day that is empty then shows what a browser puts there, and long words are cut off.
(() => {
  for (const button of Pagina.findAll(document, '[data-doe="afdrukken"]')) {
    button.hidden = false;
    button.addEventListener("click", () => {
      dispatchEvent(new Event("beforeprint")); // Firefox says so only once it has taken what it prints
      window.print();
    });
  }

  addEventListener("beforeprint", () => {
    sayWhose();
    for (const day of document.querySelectorAll('input[type="date"]')) day.classList.toggle("leeg", !(/** @type {HTMLInputElement} */ (day).value));
    document.querySelectorAll('article :is(input[type="text"], textarea)').forEach((field) => writeOut(/** @type {HTMLInputElement} */ (field)));
  });

  // The head of a checklist says whose it is and of what day: made anew for each print, never taken from the last one.
  function sayWhose() {
    const [whose, when] = ["onderwerp", "datum"].map((name) => document.getElementById(`gegeven-${name}`));
    const about = whose?.parentElement;
    if (!(whose instanceof HTMLInputElement && when instanceof HTMLInputElement)) return;
    whose.value = Dossiers.name;
    if (about?.hasAttribute("data-alleen-dossier")) about.hidden = !whose.value;
    when.value = whose.value && new Date().toLocaleDateString(Woorden.language);
  }

  /**
   * A field would cut off what is longer: on paper its words stand in its place.
   * @param {HTMLInputElement | HTMLTextAreaElement} field
   */
  function writeOut(field) {
    const after = field.nextElementSibling;
    const words = after?.matches(".geschreven") ? after : Pagina.make("span", { className: "geschreven op-papier" });
    words.setAttribute("aria-hidden", "true");
    words.textContent = field.value;
    field.after(words);
  }

  Dossiers.listen(sayWhose);
})();
