// A programme of one's own: blokken, breaks and days in order, with the times that follow, on paper and as slides.
/**
 * @typedef {{ punt: Punt, at: number, dag: number, begin: number, minuten: number, naam: string, eerste: boolean }} Moment in minutes
 *   after midnight; `eerste`: whether its werkvorm is new that day
 * @typedef {{ begin: number, eind: number | null, klaar: number, momenten: Moment[] }} Dag
 */
const Samenstellen = (() => {
  const { find, findAll, make, load } = Pagina;
  const { gettext, ngettext } = Woorden;
  if (!Lijstpaneel || !document.querySelector("[data-samenstellen]")) return null;

  const { panel, lists, offer, begin, begins, button, change, freeName, makeRow, on, say, take } = Lijstpaneel;
  const FIRST_DAY = "09:00-12:00", BREAK = "15";
  const LONGEST = 600; // minutes
  const what = find(panel, "#lijst-wat", HTMLSelectElement);

  /** @param {string} time such as 09:30 */
  const asMinutes = (time) => { const [hours, minutes] = time.split(":"); return Number(hours) * 60 + Number(minutes); };

  /** @param {number} minutes */
  const clock = (minutes) => [Math.floor(minutes / 60) % 24, minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");

  /** @param {number} minutes */
  const length = (minutes) => ngettext("{number} minute", "{number} minutes", minutes);

  /** How long a blok takes by itself. @param {Punt} punt */
  const own = (punt) => Number(offer(punt)?.dataset.minuten ?? 0);

  /** @param {Punt} punt */
  const minutesOf = (punt) => Math.min(LONGEST, Math.max(0, Math.round(Number(punt[0] === "pauze" ? punt[1] : punt[1].split(":")[1] ?? own(punt))) || 0));

  /** @param {Punt} punt */
  const nameOf = (punt) => (punt[0] === "pauze" ? gettext("Break") : offer(punt)?.dataset.naam ?? gettext("This is not in this handbook."));

  /**
   * The days of a programme with their clock.
   * @param {Punt[]} punten
   */
  function plan(punten) {
    /** @type {Dag[]} */
    const days = [];
    const seen = new Set();
    punten.forEach((punt, at) => {
      if (punt[0] === "dag") {
        const [from, to] = punt[1].split("-");
        days.push({ begin: asMinutes(from) || 0, eind: to ? asMinutes(to) : null, klaar: asMinutes(from) || 0, momenten: [] });
        seen.clear();
      }
      const day = days[days.length - 1];
      if (!day || punt[0] === "dag") return;
      const { werkvorm = "" } = offer(punt)?.dataset ?? {}, minuten = minutesOf(punt);
      day.momenten.push({ punt, at, dag: days.length, begin: day.klaar, minuten, naam: nameOf(punt), eerste: !seen.has(werkvorm) });
      seen.add(werkvorm);
      day.klaar += minuten;
    });
    return days;
  }

  /** When a day ends, and by how much that is off. @param {Dag} day */
  function judge({ eind, klaar }) {
    const words = [gettext("Ends at {time}.", { time: clock(klaar) })];
    if (eind !== null && klaar > eind) words.push(ngettext("{number} minute too long.", "{number} minutes too long.", klaar - eind));
    if (eind !== null && klaar < eind) words.push(gettext("{time} left over.", { time: length(eind - klaar) }));
    if (eind === klaar) words.push(gettext("Exactly on time."));
    return words.join(" ");
  }

  /** From when to when, and how long. @param {number} from @param {number} minutes */
  const span = (from, minutes) => [gettext("{begin} to {end}", { begin: clock(from), end: clock(from + minutes) }), length(minutes)].join(" · ");

  // --- The list ---------------------------------------------------------------------------------

  /**
   * A field of a thing on the list.
   * @param {string} label
   * @param {string} type
   * @param {string} field
   * @param {(value: string) => void} keep
   */
  function makeField(label, type, field, keep) {
    const input = make("input", { type });
    input.dataset.veld = field;
    input.autocomplete = "off";
    if (type === "number") Object.assign(input, { min: "1", max: String(LONGEST) });
    input.addEventListener("change", () => { if (input.validity.valid) keep(input.value); });
    return make("label", {}, `${label} `, input);
  }

  /**
   * @param {number} at
   * @param {(welk: string) => string} value
   */
  const rewrite = (at, value) => change((punten) => punten.map((punt, place) => (place === at ? [punt[0], value(punt[1])] : punt)));

  /**
   * @param {Punt} punt
   * @param {number} at
   */
  function makePunt(punt, at) {
    if (punt[0] === "dag") {
      const head = make("strong", {}), words = make("span", { className: "lijst-maat" });
      const from = makeField(gettext("From"), "time", "begin", (time) => { if (time) rewrite(at, (welk) => `${time}-${welk.split("-")[1] ?? ""}`); });
      const to = makeField(gettext("to"), "time", "eind", (time) => rewrite(at, (welk) => `${welk.split("-")[0]}-${time}`));
      return makeRow(punt, at, gettext("Day"), [head, " ", from, " ", to, " ", words]);
    }
    const name = nameOf(punt), id = punt[1].split(":")[0];
    const minutes = makeField(gettext("Minutes"), "number", "minuten", (value) => rewrite(at, () => (punt[0] === "pauze" ? value : `${id}:${value}`)));
    find(minutes, "input", HTMLInputElement).setAttribute("aria-label", gettext("Minutes: {name}", { name }));
    return makeRow(punt, at, name, [make("time", {}), " ", make("span", { className: "lijst-naam" }, name), " ", minutes]);
  }

  /**
   * The times, the minutes and the judgement of each day, in what stands there.
   * @param {HTMLElement[]} rows
   * @param {Punt[]} punten
   */
  function refresh(rows, punten) {
    Boek.clear();
    const days = plan(punten), moments = days.flatMap(({ momenten }) => momenten);
    rows.forEach((row, at) => {
      const moment = moments.find((one) => one.at === at);
      if (moment) {
        find(row, "time", HTMLElement).textContent = clock(moment.begin);
        write(row, "minuten", String(moment.minuten));
      }
    });
    rows.filter((row) => row.matches(".lijst-dag")).forEach((row, number) => {
      find(row, "strong", HTMLElement).textContent = gettext("Day {number}", { number: number + 1 });
      find(row, ".lijst-maat", HTMLElement).textContent = judge(days[number]);
      write(row, "begin", clock(days[number].begin));
      write(row, "eind", days[number].eind === null ? "" : clock(Number(days[number].eind)));
      const remove = findAll(row, ".lijst-knoppen button");
      for (const one of number ? [] : remove) one.hidden = true; // nothing stands before the first day
    });
    button("dias").disabled = !moments.length;
  }

  /**
   * @param {HTMLElement} row
   * @param {string} field
   * @param {string} value
   */
  function write(row, field, value) {
    const input = find(row, `[data-veld="${field}"]`, HTMLInputElement);
    if (input !== document.activeElement || input.value !== value) input.value = value;
  }

  /** @param {Punt} punt */
  const add = (punt) => change((punten) => [...(punten.length ? punten : [/** @type {Punt} */ (["dag", FIRST_DAY])]), punt]);

  // --- On paper ---------------------------------------------------------------------------------

  /**
   * @param {Dag} day
   * @param {number} number
   * @param {number} all
   */
  function makeTimes(day, number, all) {
    const rows = day.momenten.map(({ begin, naam, minuten }) => [clock(begin), naam, length(minuten)]);
    const head = make("tr", {}, ...[gettext("Time"), gettext("What"), gettext("How long")].map((words) => make("th", { scope: "col" }, words)));
    const lines = [...rows, [clock(day.klaar), gettext("End"), ""]].map(([time, name, long]) => make("tr", {}, make("td", {}, time), make("th", { scope: "row" }, name), make("td", {}, long)));
    return make("table", { className: "tabel tijden" }, make("caption", {}, all > 1 ? gettext("Day {number}", { number }) : gettext("Programme")), make("thead", {}, head), make("tbody", {}, ...lines));
  }

  /** A blok begins at midnight and takes its own minutes: here it gets its own place in the day. @param {Element} deel @param {Moment} moment */
  function fit(deel, { punt, begin, minuten, eerste }) {
    const title = deel.querySelector("h2"), size = deel.querySelector(".blok-maat"), all = own(punt) || 1;
    const scale = (/** @type {number} */ minute) => Math.round(minute * minuten / all);
    if (title && size) {
      title.textContent = `${clock(begin)} ${title.textContent?.replace(/^\d\d:\d\d /, "")}`;
      size.textContent = span(begin, minuten);
    }
    let before = 0;
    for (const row of deel.querySelectorAll("table.beurten tbody tr")) {
      const [time, long] = row.children, after = before + Number(long.textContent);
      time.textContent = clock(begin + scale(before));
      long.textContent = String(scale(after) - scale(before));
      before = after;
    }
    if (!eerste) deel.querySelector("dl.werkvorm")?.replaceWith(make("p", {}, gettext("As explained before.")));
  }

  /** @param {Moment} moment @returns {Hoofdstuk | null} */
  function chapter(moment) {
    const kind = what.value, { punt, naam, begin, minuten } = moment;
    if (punt[0] === "pauze") {
      if (kind !== "draaiboek") return null;
      return { titel: naam, deel: make("div", {}, make("h2", {}, `${clock(begin)} ${naam}`), make("p", { className: "blok-maat" }, span(begin, minuten))) };
    }
    const box = offer(punt);
    if (!box) return null;
    const deel = Boek.parse(globalThis.delen[box.dataset.welk ?? ""][kind]);
    if (kind === "draaiboek") fit(deel, moment);
    return { titel: naam, deel };
  }

  /** @param {boolean} whole with all that the blokken have, not only the times */
  function lay(whole) {
    const { naam, punten } = lists.current(), days = plan(punten);
    /** @type {Record<string, string>} */
    const titles = { draaiboek: gettext("Script: {title}", { title: naam }), werkboek: gettext("Workbook: {title}", { title: naam }) };
    /** @type {HTMLElement[]} */
    const front = [
      make("p", { className: "toevoeging" }, gettext("Put together by who teaches, from the blocks of this handbook."), " ", panel.dataset.colofon ?? ""),
      ...days.map((day, at) => makeTimes(day, at + 1, days.length)),
    ];
    const needed = new Set(days.flatMap(({ momenten }) => momenten.flatMap(({ punt }) => offer(punt)?.dataset.nodig?.split("\n").filter(Boolean) ?? [])));
    if (whole && what.value === "draaiboek") front.push(make("p", { className: "tussenkop" }, make("strong", {}, gettext("What you need"))), make("ul", {}, ...[...needed].map((thing) => make("li", {}, thing))));
    const chapters = whole ? days.flatMap(({ momenten }) => momenten.map(chapter)).filter((one) => one !== null) : [];
    Boek.lay((whole && titles[what.value]) || naam, front, chapters);
  }

  /** Do what needs parts of the site, or say that these could not be loaded. @param {() => Promise<void>} action */
  const withParts = (action) => action().catch(() => say(gettext("What this needs could not be loaded. Load the page again.")));

  /** @param {number} which of the two scripts that each blok has: on paper, and as slides */
  const addresses = (which) => lists.current().punten.flatMap((punt) => offer(punt)?.dataset.laad?.split(" ")[which] ?? []);

  on("lijst-afdrukken", () => withParts(async () => {
    const isWhole = what.value !== "programma";
    if (isWhole) await Boek.fetchParts(addresses(0));
    lay(isWhole);
    Boek.print();
  }));
  // Who prints with the browser's own menu gets the times.
  addEventListener("beforeprint", () => { if (lists.openId() && !document.querySelector("[data-boek] > *")) lay(false); });

  /** @type {Promise<unknown> | undefined} */
  let loading;
  on("dias", () => withParts(async () => {
    await (loading ??= load((panel.dataset.laad ?? "").split(" ")).catch((error) => { loading = undefined; throw error; }));
    await Boek.fetchParts(addresses(1));
    const { naam, punten } = lists.current();
    const file = await Dias.save(naam || gettext("Programme"), plan(punten));
    say(gettext("Your browser was given the file {file} to save. Look in your downloads folder whether it is there.", { file }));
  }));

  // --- What a reader does -----------------------------------------------------------------------

  for (const box of findAll(panel, "[data-punt]")) {
    box.addEventListener("change", () => {
      const { welk = "", naam = "" } = box.dataset;
      if (/** @type {HTMLInputElement} */ (box).checked) add(["blok", welk]);
      else say(gettext("{name} has been removed.", { name: naam }), change((punten) => punten.filter((punt) => punt[0] !== "blok" || punt[1].split(":")[0] !== welk)));
    });
  }
  on("pauze", () => add(["pauze", BREAK]));
  on("dag", () => add(["dag", FIRST_DAY]));
  on("lijst-begin", () => {
    const choice = find(panel, "#lijst-begin", HTMLSelectElement);
    const punten = /** @type {Punt[]} */ ([...new URLSearchParams(choice.value)]);
    take(() => lists.create({ naam: choice.selectedOptions[0].text, punten }));
  });
  begins(makePunt, refresh, 1);

  return { begin, clock, freeName };
})();
