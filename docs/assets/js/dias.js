// Slides on their page: those of one programme, one at a time on the whole screen, and one or three on a sheet.
(() => {
  const { find, findAll } = Pagina;
  const panel = document.querySelector("[data-dias]");
  if (!(panel instanceof HTMLElement)) return;

  const root = document.documentElement;
  const choice = find(panel, "#dias-programma", HTMLSelectElement);
  const perSheet = find(panel, "#dias-per-vel", HTMLSelectElement);
  const start = find(panel, '[data-doe="tonen"]', HTMLElement);
  const groups = findAll(document, ".dias-blok");
  /** Of each blok its heading and its slides. */
  const parts = new Map(groups.map((group) => [group.dataset.blok || "", [/** @type {HTMLElement} */ (group.previousElementSibling), group]]));
  const slides = () => findAll(document, ".dias-blok:not([hidden]) .dia");
  const isShowing = () => root.dataset.tonen !== undefined;

  /** Only the blokken of the chosen programme, in its order; without a choice all, in that of the page. */
  function choose() {
    const ids = (choice.selectedOptions[0].dataset.blokken || [...parts.keys()].join(" ")).split(" ");
    for (const part of [...parts.values()].flat()) part.hidden = true;
    for (const part of ids.flatMap((id) => parts.get(id) ?? [])) {
      part.hidden = false;
      part.parentElement?.append(part);
    }
    const address = new URL(location.href);
    if (choice.value) address.searchParams.set("programma", choice.value);
    else address.searchParams.delete("programma");
    history.replaceState(history.state, "", address);
  }

  /** Which slide is on the screen: the last whose top has come up to it. */
  function current() {
    const passed = slides().filter((slide) => slide.getBoundingClientRect().top < innerHeight / 2);
    return Math.max(0, passed.length - 1);
  }

  /** @param {number} at */
  function go(at) {
    const all = slides();
    const slide = all[Math.min(Math.max(at, 0), all.length - 1)];
    slide.scrollIntoView();
    find(slide, ".dia-kop", HTMLElement).focus({ preventScroll: true });
  }

  /** @param {boolean} on */
  function show(on) {
    const here = current();
    if (on) root.dataset.tonen = "";
    else delete root.dataset.tonen;
    if (on) go(0);
    else if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
    if (!on) slides()[here].scrollIntoView();
    if (!on) start.focus({ preventScroll: true });
  }

  /** @type {Record<string, () => void>} */
  const KEYS = {
    ArrowRight: () => go(current() + 1),
    ArrowDown: () => go(current() + 1),
    PageDown: () => go(current() + 1),
    " ": () => go(current() + 1),
    ArrowLeft: () => go(current() - 1),
    ArrowUp: () => go(current() - 1),
    PageUp: () => go(current() - 1),
    Home: () => go(0),
    End: () => go(slides().length - 1),
    Escape: () => show(false),
  };

  start.addEventListener("click", async () => {
    show(true);
    try {
      await root.requestFullscreen();
    } catch {
      // Not every browser or frame allows it; a slide fills the window all the same.
    }
    go(0);
  });
  find(panel, '[data-doe="afdrukken"]', HTMLElement).addEventListener("click", () => {
    root.dataset.perVel = perSheet.value;
    print();
  });
  choice.addEventListener("change", choose);
  document.addEventListener("fullscreenchange", () => {
    if (!document.fullscreenElement && isShowing()) show(false);
  });
  document.addEventListener("keydown", (event) => {
    const act = KEYS[event.key];
    if (!isShowing() || !act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  });

  const asked = new URLSearchParams(location.search).get("programma");
  if ([...choice.options].some((option) => option.value === asked)) choice.value = asked || "";
  choose();
  panel.hidden = false;
})();
