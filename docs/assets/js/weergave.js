// Light or dark: the machine's own choice, until the reader picks. Loaded before the page is drawn, so nothing flashes.
(() => {
  const key = "weergave";
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const stored = () => { try { return localStorage.getItem(key); } catch { return null; } };
  const current = () => root.dataset.weergave || (dark.matches ? "donker" : "licht");

  if (stored()) root.dataset.weergave = stored();

  addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector('[data-doe="weergave"]');
    const show = () => { button.textContent = current() === "donker" ? "Lichte weergave" : "Donkere weergave"; };
    button.addEventListener("click", () => {
      root.dataset.weergave = current() === "donker" ? "licht" : "donker";
      try { localStorage.setItem(key, root.dataset.weergave); } catch { /* then it holds for this page only */ }
      show();
    });
    dark.addEventListener("change", show);
    button.hidden = false;
    show();

    const contents = document.querySelector(".inhoudsopgave");
    if (contents && matchMedia("(min-width: 60rem)").matches) contents.open = true;

    const menu = document.querySelector(".menu");
    addEventListener("keydown", (event) => {
      if (event.key === "Escape" && menu.open) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    });
    addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
  });
})();
