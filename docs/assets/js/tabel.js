// Lets a reader filter a table by word and sort it by column; without this script the table is all there.
(() => {
  const plain = (text) => text.normalize("NFD").replace(/\p{Diacritic}/gu, "").toLowerCase();
  const rows = (table) => [...table.tBodies[0].rows];

  function addFilter(table) {
    const field = document.createElement("p");
    const status = document.createElement("span");
    const input = document.createElement("input");
    const label = document.createElement("label");
    const elsewhere = document.createElement("a");
    field.className = "tabel-filter";
    input.type = "text";
    input.id = "filter-" + (table.id || "tabel");
    label.htmlFor = input.id;
    label.textContent = table.dataset.tabel;
    elsewhere.textContent = "Zoek dit in het hele handboek";
    elsewhere.hidden = true;
    status.setAttribute("role", "status");
    input.addEventListener("input", () => {
      const words = plain(input.value).split(/\s+/).filter(Boolean);
      for (const row of rows(table)) {
        const text = plain(row.textContent);
        row.hidden = !words.every((word) => text.includes(word));
      }
      const count = rows(table).filter((row) => !row.hidden).length;
      status.textContent = words.length ? `${count} van ${rows(table).length}` : "";
      // The search knows everyday words too: nobody should end at an empty table.
      elsewhere.hidden = count > 0;
      elsewhere.href = `?q=${encodeURIComponent(input.value)}`;
    });
    field.append(label, input, status, elsewhere);
    table.before(field);
  }

  // On a phone its rows are shown as blocks: without these roles some browsers then forget that it is a table.
  function addRoles(table) {
    const roles = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
    const heads = { col: "columnheader", row: "rowheader" };
    for (const part of [table, ...table.querySelectorAll("*")]) {
      const role = heads[part.scope] || roles[part.tagName];
      if (role) part.setAttribute("role", role);
    }
  }

  function addSorting(table) {
    [...table.tHead.rows[0].cells].forEach((cell, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = cell.textContent;
      button.addEventListener("click", () => {
        const down = cell.getAttribute("aria-sort") === "ascending";
        for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
        cell.setAttribute("aria-sort", down ? "descending" : "ascending");
        const text = (row) => row.cells[column].textContent;
        const sorted = rows(table).sort((a, b) => text(a).localeCompare(text(b), "nl"));
        table.tBodies[0].append(...(down ? sorted.reverse() : sorted));
      });
      cell.replaceChildren(button);
    });
  }

  for (const table of document.querySelectorAll("table[data-tabel]")) {
    addRoles(table);
    addFilter(table);
    addSorting(table);
  }
})();
