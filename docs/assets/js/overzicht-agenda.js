// What is shown of all dossiers as a file: for a calendar (RFC 5545) what is still to be done, for Excel all of it.
(() => {
  const { find } = Pagina;
  const { gettext } = Woorden;
  if (!Overzicht || !Dossierbestand) return;

  const { form, tasksShown, name } = Overzicht;
  const { give, withExcel } = Dossierbestand;
  const WIDEST = 73; // bytes on a line, of 75: the next one may begin with a space, and a letter may take more

  /** @param {string} text */
  const escape = (text) => text.replace(/[\\;,]/g, "\\$&").replaceAll("\n", "\\n");

  /**
   * A line as a calendar reads it: a long one goes on after a space, and no letter is cut in two.
   * @param {string} line
   */
  function fold(line) {
    let result = "", width = 0;
    for (const letter of line) {
      const more = new TextEncoder().encode(letter).length;
      if (width + more > WIDEST) [result, width] = [`${result}\r\n `, 1];
      result += letter;
      width += more;
    }
    return result;
  }

  /** @param {string} day */
  const compact = (day) => day.replaceAll("-", "");

  /**
   * @param {{ task: { stap: string, dossier: string, wie: string, wanneer: string }, naam: string }} shown
   * @param {string} stamp
   */
  const event = ({ task, naam }, stamp) => [
    "BEGIN:VEVENT", `UID:${task.stap}.${task.dossier}`, `DTSTAMP:${stamp}`, `DTSTART;VALUE=DATE:${compact(task.wanneer)}`, "TRANSP:TRANSPARENT",
    `SUMMARY:${escape([naam, name(/** @type {any} */ (task)), task.wie].filter(Boolean).join(" · "))}`, "END:VEVENT",
  ];

  find(form, '[data-doe="agenda"]', HTMLButtonElement).addEventListener("click", () => {
    const stamp = `${new Date().toISOString().replace(/[-:]|\..*/g, "")}Z`;
    const events = tasksShown().filter(({ task }) => Veld.isDay(task.wanneer)).flatMap((shown) => event(shown, stamp));
    const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//handboek//dossiers//NL", ...events, "END:VCALENDAR"];
    if (events.length) give(`agenda ${Veld.today()}.ics`, lines.map(fold).join("\r\n") + "\r\n", "text/calendar");
    else Dossierpaneel?.say(gettext("Nothing that is shown has a day, so there is nothing for a calendar."));
  });

  const excel = find(form, '[data-doe="overzicht-excel"]', HTMLButtonElement);
  excel.addEventListener("click", () => withExcel(() => Exceloverzicht.save(excel.dataset.werkmap ?? "")));
})();
