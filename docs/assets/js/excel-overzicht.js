// The overview of all dossiers as a workbook: what is shown, a row each, and what each person still has to do.
const Exceloverzicht = (() => {
  const { gettext } = Woorden;
  if (!Overzicht) return { save: async () => {} };

  const { linesShown, tasksShown, name } = Overzicht;

  /** @param {string} text */
  const asContent = (text) => (Veld.isDay(text) ? { day: text } : text);

  /** @param {string} address of the script that holds the workbook */
  const save = (address) => Excelbestand.give(address, "dossiers", (parts) => {
    const book = Werkmap.open(parts);
    fillSheet(book, gettext("Dossiers"), linesShown().map(({ naam, fase, klaar, all, next, late }) => [
      naam, fase + 1, klaar, all, next ? name(next) : gettext("nothing left"), next?.wie ?? "", asContent(next?.wanneer ?? ""), late,
    ]));
    fillSheet(book, gettext("By person"), tasksShown().map(({ task, naam }) => [
      task.wie, asContent(task.wanneer), name(task), naam, Stand.name(task.status), task.opmerking,
    ]));
    return book.save(new Date());
  });

  /**
   * @param {Workbook} book
   * @param {string} name
   * @param {Content[][]} rows
   */
  function fillSheet(book, name, rows) {
    const sheet = book.sheets.find((one) => one.name === name);
    const first = sheet ? sheet.grow(Math.max(rows.length - 1, 0)) - 1 : 0;
    rows.forEach((row, at) => row.forEach((content, column) => sheet?.put(`${String.fromCharCode(65 + column)}${first + at}`, content)));
  }

  return { save };
})();
