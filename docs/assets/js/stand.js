// What a dossier says of stappen: what each status is called, and how many stappen have it.
const Stand = (() => {
  const { gettext } = Woorden;

  /** @type {Record<Status, string>} */
  const NAMES = { open: gettext("open"), bezig: gettext("in progress"), klaar: gettext("done"), nvt: gettext("n/a") };

  /**
   * What a status is called.
   * @param {Status} status
   */
  const name = (status) => NAMES[status];

  /**
   * How many of these stappen have each status.
   * @param {string[]} stappen their ids
   * @param {string} [dossier] the id, if it is not the one that is open
   */
  function count(stappen, dossier) {
    const counts = { open: 0, bezig: 0, klaar: 0, nvt: 0 };
    for (const stap of stappen) counts[Dossiers.entry(stap, dossier).status] += 1;
    return counts;
  }

  // Where a stap stands or is listed, on a page that is no checklist, its status stands behind it.
  function markStappen() {
    const marks = Pagina.findAll(document, "li.stap > .doe, [data-stand-van]").map((place) => {
      const mark = Pagina.make("span", { className: "stand-merk" });
      place.append(mark);
      return { id: place.dataset.standVan ?? /** @type {Element} */ (place.parentElement).id, mark };
    });
    Dossiers.listen(() => {
      for (const { id, mark } of marks) {
        const { status } = Dossiers.entry(id);
        mark.hidden = status === "open";
        mark.textContent = name(status);
      }
    });
  }

  markStappen();

  return { name, count };
})();
