// Taking a page along. Shows the buttons to share and to print it, and gets its fields ready for paper.
// Without this script the browser's own menu prints the page too; a day that is empty then shows what a browser puts
// there, and long words are cut off.
(() => {
  const { find, findAll, make } = Pagina;
  const { gettext, language } = Woorden;

  for (const button of findAll(document, '[data-doe="delen"]')) {
    button.hidden = false;
    button.addEventListener("click", () => share(find(document, ".gedeeld", HTMLElement)));
  }

  // The address, with what is chosen on the page: by the machine's own share, else by a copy.
  async function share(/** @type {HTMLElement} */ message) {
    const url = location.href.replace(/#.*/, "");
    try {
      if (navigator.share) await navigator.share({ title: document.title, url });
      else {
        await navigator.clipboard.writeText(url);
        message.textContent = gettext("The address of this page has been copied. What you have filled in does not go with it.");
      }
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") return; // the reader thought better of it
      message.textContent = gettext("Copy this address: {address}", { address: url });
    }
  }

  for (const button of findAll(document, '[data-doe="afdrukken"]')) {
    button.hidden = false;
    button.addEventListener("click", () => {
      dispatchEvent(new Event("beforeprint")); // Firefox says so only once it has taken what it prints
      window.print();
    });
  }

  const whence = document.querySelector(".papiervoet [data-adres]");

  addEventListener("beforeprint", () => {
    if (whence && location.protocol.startsWith("http")) whence.textContent = decodeURI(location.href.replace(/#.*/, "")); // with what is chosen
    sayWhose();
    document.querySelectorAll('article :is(input[type="text"], textarea)').forEach((field) => writeOut(/** @type {HTMLInputElement} */ (field)));
  });

  // Firefox says too late that it prints: a day is marked as empty as soon as it is.
  function markEmptyDays() {
    for (const day of document.querySelectorAll('input[type="date"]')) day.classList.toggle("leeg", !(/** @type {HTMLInputElement} */ (day).value));
  }
  for (const event of ["change", "pageshow", "beforeprint"]) addEventListener(event, markEmptyDays);

  // The head of a checklist says whose it is and of what day: made anew for each print, never taken from the last one.
  function sayWhose() {
    const [whose, when] = ["onderwerp", "datum"].map((name) => document.getElementById(`gegeven-${name}`));
    const about = whose?.parentElement;
    if (!(whose instanceof HTMLInputElement && when instanceof HTMLInputElement)) return;
    whose.value = Dossiers.name;
    if (about?.hasAttribute("data-alleen-dossier")) about.hidden = !whose.value;
    when.value = whose.value && new Date().toLocaleDateString(language);
  }

  /**
   * A field would cut off what is longer: on paper its words stand in its place.
   * @param {HTMLInputElement | HTMLTextAreaElement} field
   */
  function writeOut(field) {
    const after = field.nextElementSibling;
    const words = after?.matches(".geschreven") ? after : make("span", { className: "geschreven op-papier" });
    words.setAttribute("aria-hidden", "true");
    words.textContent = field.value;
    field.after(words);
  }

  Dossiers.listen(sayWhose);
})();
