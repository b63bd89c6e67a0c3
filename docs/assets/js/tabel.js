// Lets a reader filter a table by word and sort it by column; without this script the table is all there.
(() => {
  const { findAll, make, makeButtonOf } = Pagina;
  const { gettext, language } = Woorden;

  /** @param {string} text */
  const plain = (text) => text.normalize("NFD").replace(/\p{Diacritic}/gu, "").toLowerCase();

  /** @param {HTMLTableElement} table */
  const rows = (table) => [...table.tBodies[0].rows];

  /**
   * The anchors of what the search finds: it knows everyday words, such as trades, that no row says.
   * @param {string} question
   * @returns {Promise<Set<string>>}
   */
  async function searched(question) {
    const engine = await Zoeken.engine().catch(() => undefined);
    return new Set(engine?.search(question).hits.map(({ record }) => record.href.split("#")[1]));
  }

  /** @param {HTMLTableElement} table */
  function addFilter(table) {
    const input = make("input", { type: "text", id: "filter-" + (table.id || "tabel") });
    const label = make("label", { htmlFor: input.id }, table.dataset.tabel || "");
    const status = make("span");
    const elsewhere = make("a", { hidden: true }, gettext("Search the whole handbook for this"));
    const chosen = make("p", { className: "op-papier" });
    status.setAttribute("role", "status");
    input.addEventListener("input", async () => {
      const question = input.value;
      const words = plain(question).split(/\s+/).filter(Boolean);
      show(rows(table).filter((row) => words.every((word) => plain(row.textContent || "").includes(word))));
      if (words.length && rows(table).every((row) => row.hidden)) {
        const found = await searched(question);
        if (input.value === question) show(rows(table).filter((row) => found.has(row.id)));
      }
    });

    /** @param {HTMLTableRowElement[]} shown */
    function show(shown) {
      for (const row of rows(table)) row.hidden = !shown.includes(row);
      status.textContent = input.value.trim() ? gettext("{shown} of {all}", { shown: shown.length, all: rows(table).length }) : "";
      chosen.textContent = input.value.trim() ? gettext("Only with: {words}.", { words: input.value.trim() }) : "";
      elsewhere.hidden = shown.length > 0; // nobody should end at an empty table
      elsewhere.href = `?q=${encodeURIComponent(input.value)}`;
    }

    table.before(make("p", { className: "tabel-filter" }, label, input, status, elsewhere), chosen);
  }

  /**
   * On a phone its rows are shown as blocks: without these roles some browsers then forget that it is a table.
   * @param {HTMLTableElement} table
   */
  function addRoles(table) {
    /** @type {Record<string, string>} */
    const roles = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
    /** @type {Record<string, string>} */
    const heads = { col: "columnheader", row: "rowheader" };
    for (const part of [table, ...findAll(table, "*")]) {
      const role = heads[part.getAttribute("scope") || ""] || roles[part.tagName];
      if (role) part.setAttribute("role", role);
    }
  }

  /** @param {HTMLTableElement} table */
  function addSorting(table) {
    const heads = [...(table.tHead?.rows[0].cells ?? [])];
    heads.forEach((cell, column) => {
      const button = cell.querySelector("button") ?? makeButtonOf(cell, (made) => cell.append(made));
      button.addEventListener("click", () => {
        const down = cell.getAttribute("aria-sort") === "ascending";
        for (const other of heads) other.removeAttribute("aria-sort");
        cell.setAttribute("aria-sort", down ? "descending" : "ascending");
        /** @param {HTMLTableRowElement} row */
        const text = (row) => row.cells[column].textContent || "";
        const sorted = rows(table).sort((a, b) => text(a).localeCompare(text(b), language));
        table.tBodies[0].append(...(down ? sorted.reverse() : sorted));
      });
    });
  }

  for (const table of document.querySelectorAll("table[data-tabel]")) {
    if (!(table instanceof HTMLTableElement)) continue;
    addRoles(table);
    addFilter(table);
    addSorting(table);
  }
})();
