// All of the dossier that is open on one page: how many stappen have which status, and what was written with which.
(() => {
  const { find, findAll } = Pagina;
  const overview = document.querySelector("[data-overzicht]");
  if (!(overview instanceof HTMLElement)) return;

  const none = find(document, "[data-geen-dossier]", HTMLElement);
  const title = find(overview, ".dossier-titel", HTMLElement);
  const rows = /** @type {HTMLTableRowElement[]} */ (findAll(overview, "tr[data-stappen]"));
  const items = findAll(overview, "[data-stap]");
  const notes = find(overview, "[data-notities]", HTMLElement);

  const show = () => {
    overview.hidden = !Dossiers.name;
    none.hidden = !overview.hidden;
    title.textContent = `${Dossiers.name} · ${new Date().toLocaleDateString(Woorden.language)}`;
    rows.forEach(countRow);
    items.forEach(showItem);
    notes.hidden = items.every((item) => item.hidden);
  };

  /** @param {HTMLTableRowElement} row */
  function countRow(row) {
    const counts = Stand.count((row.dataset.stappen || "").split(" ").filter(Boolean));
    findAll(row, "[data-aantal]").forEach((cell) => { cell.textContent = String(counts[/** @type {Status} */ (cell.dataset.aantal)] || "–"); });
  }

  /** @param {HTMLElement} item */
  function showItem(item) {
    const stap = item.dataset.stap || "";
    const { status, wie, wanneer, opmerking } = Dossiers.entry(stap);
    const written = [wie, Veld.day(wanneer), Veld.warn({ status, wanneer }), opmerking, ...Dossiers.others(stap).map(Veld.describe)].filter(Boolean);
    item.hidden = status !== "bezig" && !written.length;
    find(item, ".kaart-voor", HTMLElement).textContent = [...(status === "open" ? [] : [Stand.name(status)]), ...written].join(" · ");
  }

  Dossiers.listen(show);
  addEventListener("beforeprint", show);
})();
