// All of the dossier that is open on one page: how many stappen have which status, and what was written with which.
(() => {
  const { find, findAll, make } = Pagina;
  const { gettext } = Woorden;
  const overview = document.querySelector("[data-overzicht]");
  if (!(overview instanceof HTMLElement)) return;

  const none = find(document, "[data-geen-dossier]", HTMLElement);
  const title = find(overview, ".dossier-titel", HTMLElement);
  const rows = /** @type {HTMLTableRowElement[]} */ (findAll(overview, "tr[data-stappen]"));
  const items = findAll(overview, "[data-stap]");
  const notes = find(overview, "[data-notities]", HTMLElement);
  const own = make("ul", { className: "kaarten" });
  notes.append(own);

  const show = () => {
    overview.hidden = !Dossiers.name;
    none.hidden = !overview.hidden;
    title.textContent = `${Dossiers.name} · ${new Date().toLocaleDateString(Woorden.language)}`;
    rows.forEach(countRow);
    items.forEach(showItem);
    const ids = new Set(items.map((item) => item.dataset.stap));
    own.replaceChildren(...Dossiers.written(Dossiers.activeId).filter((stap) => !ids.has(stap)).map(makeOwn));
    notes.hidden = items.every((item) => item.hidden) && !own.childElementCount;
  };

  /** @param {HTMLTableRowElement} row */
  function countRow(row) {
    const counts = Stand.count((row.dataset.stappen || "").split(" ").filter(Boolean));
    findAll(row, "[data-aantal]").forEach((cell) => { cell.textContent = String(counts[/** @type {Status} */ (cell.dataset.aantal)] || "–"); });
  }

  /** @param {HTMLElement} item */
  function showItem(item) {
    const stap = item.dataset.stap || "", { status, doe } = Dossiers.entry(stap);
    const written = describe(stap, doe && gettext("in your own words: {words}", { words: doe }));
    item.hidden = status !== "bezig" && !written.length;
    find(item, ".kaart-voor", HTMLElement).textContent = [...(status === "open" ? [] : [Stand.name(status)]), ...written].join(" · ");
  }

  /**
   * What was written with a stap.
   * @param {string} stap
   * @param {string} words of its own
   */
  function describe(stap, words) {
    const { status, wie, wanneer, opmerking } = Dossiers.entry(stap);
    return [words, wie, Veld.day(wanneer), Veld.warn({ status, wanneer }), opmerking, ...Dossiers.others(stap).map(Veld.describe)].filter(Boolean);
  }

  /** @param {string} stap which no handbook has, but somebody's own file of Excel */
  function makeOwn(stap) {
    const { status, doe } = Dossiers.entry(stap);
    const words = [gettext("step of your own"), Stand.name(status), ...describe(stap, "")].join(" · ");
    return make("li", {}, doe, " ", make("span", { className: "kaart-voor" }, words));
  }

  Dossiers.listen(show);
  addEventListener("beforeprint", show);
})();
