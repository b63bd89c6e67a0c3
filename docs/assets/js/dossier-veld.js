// What the fields of a stap say, in words of readers: days, what is too late or of this week, what somebody else wrote.
const Veld = (() => {
  const { gettext, language } = Woorden;

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
    const words = part === "status" ? Stand.name(/** @type {Status} */ (v)) : day(v);
    return van ? gettext("in {file}: {words}", { file: van, words }) : gettext("here: {words}", { words });
  }

  return { today, isDay, day, describe, urgency, warn };
})();
