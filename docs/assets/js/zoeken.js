// Opens the search, by its button, by Ctrl+K and for an address with ?q=. All else is loaded on first use.
const Zoeken = (() => {
  const { find, findAll, makeButtonOf } = Pagina;
  const { gettext } = Woorden;
  const here = /** @type {HTMLScriptElement} */ (document.currentScript).src;
  const { zoek = "" } = find(document, "[data-zoek]", HTMLElement).dataset; // in the page, where each has the digest of its content
  /** @type {Promise<Engine> | undefined} */
  let loading;
  /** @type {Promise<void> | undefined} */
  let started;

  const engine = () => loading ??= Pagina.load(zoek.split(" ")).then(() => Zoekmachine.make(globalThis.zoekindex));

  if (!("HTMLDialogElement" in globalThis)) return { engine }; // the way to the search stays a link

  const dialog = find(document, "[data-zoek]", HTMLDialogElement);
  const field = find(dialog, "input", HTMLInputElement);
  dialog.open = false; // in a page that was saved

  const load = () => started ??= engine().then((found) => Zoekvenster.start(dialog, new URL("../../", here), found), () => {
    const status = find(dialog, "[data-zoek-status]", HTMLElement);
    status.textContent = gettext("The search could not be loaded. Load the page again, or look in the menu.");
  });

  // The browser puts the question in its field again after Back, when it may. It may not remember it for other forms: so
  // it is told no from when the page stands there, after it has put things back, until one leaves.
  addEventListener("pageshow", () => { field.autocomplete = "off"; });
  addEventListener("pagehide", () => field.removeAttribute("autocomplete"));

  /** @param {string} [question] */
  function open(question) {
    if (!dialog.open) dialog.showModal();
    if (question) field.value = question;
    field.focus();
    field.select();
    load();
  }

  for (const link of findAll(document, "[data-zoek-open]")) {
    const button = link instanceof HTMLButtonElement ? link : makeButtonOf(link, (made) => link.replaceWith(made));
    if (button !== link) for (const name of ["class", "data-zoek-open", "aria-label", "aria-keyshortcuts"]) button.setAttribute(name, link.getAttribute(name) || "");
    button.addEventListener("click", () => open());
  }

  addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    open();
  });

  find(dialog, "[data-zoek-sluit]", HTMLElement).addEventListener("click", () => dialog.close());
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault(); // else the first Escape only empties the field
    dialog.close();
  });
  find(dialog, "form", HTMLFormElement).addEventListener("submit", (event) => event.preventDefault());

  const home = document.querySelector("[data-zoek-thuis]");
  if (home instanceof HTMLFormElement) {
    home.hidden = false;
    home.addEventListener("submit", (event) => {
      event.preventDefault();
      open(find(home, "input", HTMLInputElement).value);
    });
  }

  const asked = new URLSearchParams(location.search).get("q");
  if (asked) open(asked);

  return {
    /** What answers a question; loaded when somebody first asks. */
    engine,
  };
})();
