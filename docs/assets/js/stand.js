// What a dossier says of stappen: what each status is called, and how many stappen have it, and until when.
const Stand = (() => {
  const { gettext, language } = Woorden;

  /** @type {Record<Status, string>} */
  const NAMES = { open: gettext("open"), bezig: gettext("in progress"), klaar: gettext("done"), nvt: gettext("n/a") };

  /**
   * What a status is called.
   * @param {Status} status
   */
  const name = (status) => NAMES[status];

  /** @param {Date} date */
  const asText = (date) => date.toLocaleDateString("sv"); // Swedes write a day as a date field keeps it

  const today = () => asText(new Date());

  /**
   * Whether what was written is a day, and not a word from before there was a date field.
   * @param {string} text
   */
  const isDay = (text) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));

  /**
   * A day as a reader says it; what is no day stays as it was written.
   * @param {string} text
   */
  const day = (text) => (isDay(text) ? new Date(`${text}T12:00`).toLocaleDateString(language, { day: "numeric", month: "long", year: "numeric" }) : text);

  // The Sunday that this week ends with.
  function endOfWeek() {
    const end = new Date();
    end.setDate(end.getDate() + (7 - end.getDay()) % 7);
    return asText(end);
  }

  /**
   * Whether what is still to be done should have been done, or is of this week.
   * @param {{ status: Status, wanneer: string }} entry
   * @returns {"" | "laat" | "week"}
   */
  function urgency({ status, wanneer }) {
    if (!isDay(wanneer) || !["open", "bezig"].includes(status) || wanneer > endOfWeek()) return "";
    return wanneer < today() ? "laat" : "week";
  }

  const WORDS = { "": "", laat: gettext("too late"), week: gettext("this week") };

  /** @param {{ status: Status, wanneer: string }} entry */
  const warn = (entry) => WORDS[urgency(entry)];

  /**
   * What somebody else wrote with a stap, in words.
   * @param {{ part: Part, version: Version }} other
   */
  function describe({ part, version: { v, van } }) {
    const words = part === "status" ? name(/** @type {Status} */ (v)) : day(v);
    return van ? gettext("in {file}: {words}", { file: van, words }) : gettext("here: {words}", { words });
  }

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

  return { name, count, describe, today, isDay, day, urgency, warn };
})();
