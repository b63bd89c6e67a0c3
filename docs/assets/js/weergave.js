// Light or dark: the machine's own choice, until the reader picks. Loaded before the page is drawn, so nothing flashes.
(() => {
  const KEY = "weergave";
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const stored = () => { try { return localStorage.getItem(KEY); } catch { return null; } };
  const current = () => root.dataset.weergave || (dark.matches ? "donker" : "licht");

  const canChoose = CSS.supports("color", "light-dark(red, red)"); // else all is light
  const chosen = stored();
  if (chosen && canChoose) root.dataset.weergave = chosen;

  addEventListener("DOMContentLoaded", () => {
    openContents();
    closeAside();
    closeExplanations();
    if (canChoose) addChoice();
  });

  function addChoice() {
    const { gettext } = Woorden;
    const buttons = Pagina.findAll(document, '[data-doe="weergave"]'); // in the head, or on a phone in its menu
    for (const button of buttons) {
      button.hidden = false;
      button.addEventListener("click", choose);
    }
    dark.addEventListener("change", show);
    show();

    function show() {
      const words = current() === "donker" ? gettext("Light colours") : gettext("Dark colours");
      for (const button of buttons) {
        button.title = words;
        button.setAttribute("aria-label", words);
        for (const text of button.querySelectorAll("span")) text.textContent = words;
      }
    }

    function choose() {
      root.dataset.weergave = current() === "donker" ? "licht" : "donker";
      try { localStorage.setItem(KEY, root.dataset.weergave); } catch { /* then it holds for this page only */ }
      show();
    }
  }

  function openContents() {
    const contents = document.querySelector(".inhoudsopgave");
    if (contents && matchMedia("(min-width: 60rem)").matches) contents.setAttribute("open", "");
  }

  // The explanation of a word: Escape takes it away, until one points at the word again.
  function closeExplanations() {
    addEventListener("keydown", ({ key }) => {
      const shown = key === "Escape" ? Pagina.findAll(document, "a.begrip:hover, a.begrip:focus-visible") : [];
      for (const term of shown) {
        const again = () => term.removeAttribute("data-gesloten");
        term.setAttribute("data-gesloten", "");
        for (const leaving of ["pointerleave", "blur"]) term.addEventListener(leaving, again, { once: true });
      }
    });
  }

  // What unfolds over the page, the menu and what one can download: Escape and a click beside it close it.
  function closeAside() {
    const menus = /** @type {HTMLDetailsElement[]} */ (Pagina.findAll(document, ".menu, .uitklap"));
    addEventListener("keydown", (event) => {
      const open = event.key === "Escape" && menus.find((menu) => menu.open);
      if (!open) return;
      open.open = false;
      open.querySelector("summary")?.focus();
    });
    addEventListener("click", (event) => {
      for (const menu of menus) if (!menu.contains(/** @type {Node} */ (event.target))) menu.open = false;
    });
  }
})();
