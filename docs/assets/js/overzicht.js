// All dossiers side by side: how far each is and what comes next; and what each person still has to do, by day.
const Overzicht = (() => {
  const { find, findAll, make } = Pagina;
  const { gettext, ngettext, language } = Woorden;
  if (!document.querySelector("[data-alle]")) return null;

  const place = find(document, "[data-alle]", HTMLElement);

  /**
   * @typedef {{ status: Status, wie: string, wanneer: string, opmerking: string, doe: string, stap: string, dossier: string, fase: number }} Task
   * @typedef {{ id: string, naam: string, fase: number, klaar: number, all: number, next: Task | undefined, tasks: Task[], late: number }} Line
   */
  const NAMES = [gettext("Who"), gettext("Dossier")]; // no translation in the browser changes these
  const LAST = "9999"; // what has no day comes after all days
  const { compare } = new Intl.Collator(language, { sensitivity: "base", numeric: true });
  const links = new Map(findAll(document, "[data-stap]").map((item) => [item.dataset.stap || "", find(item, "a", HTMLAnchorElement)]));
  const fasen = findAll(document, 'tr[class^="fase-"]').map((row) => (row.dataset.stappen || "").split(" ").filter(Boolean));
  const form = find(place, "form", HTMLFormElement);
  const [wie, dag, fase, volgorde] = ["wie", "dag", "fase", "volgorde"].map((name) => find(form, `[name="${name}"]`, HTMLSelectElement));
  const [dossierRows, taskRows] = ["dossiers", "taken"].map((name) => find(place, `[data-tabel-van="${name}"] tbody`, HTMLTableSectionElement));
  const today = find(place, "caption .op-papier", HTMLElement);
  const status = find(place, '[role="status"]', HTMLElement);

  /** @param {{ status: Status }} entry */
  const isToDo = (entry) => entry.status === "open" || entry.status === "bezig";

  /** @param {Task} task */
  const dayOf = ({ wanneer }) => (Veld.isDay(wanneer) ? wanneer : LAST);

  /**
   * @param {Task} a
   * @param {Task} b
   */
  const byDay = (a, b) => compare(dayOf(a), dayOf(b));

  /**
   * How far a dossier is: in the last fase in which something was done, or the next one when that is finished.
   * @param {[string, string]} dossier
   * @returns {Line}
   */
  function read([id, naam]) {
    const tasks = fasen.map((stappen, at) => stappen.map((stap) => ({ ...Dossiers.entry(stap, id), stap, dossier: id, fase: at })));
    const own = Dossiers.written(id).filter((stap) => !links.has(stap)).map((stap) => ({ ...Dossiers.entry(stap, id), stap, dossier: id, fase: -1 }));
    const begun = tasks.map((entries) => entries.some((entry) => entry.status !== "open" || entry.wie || entry.wanneer)).lastIndexOf(true);
    const at = begun >= 0 && begun + 1 < tasks.length && !tasks[begun].some(isToDo) ? begun + 1 : Math.max(begun, 0);
    const toDo = [...tasks.flat(), ...own].filter((task) => isToDo(task) && (task.wie || task.wanneer)).sort(byDay);
    const { klaar, open, bezig } = Stand.count(fasen[at], id);
    return {
      id, naam, fase: at, klaar, all: klaar + open + bezig, next: tasks[at].find(isToDo), tasks: toDo,
      late: toDo.filter((task) => Veld.urgency(task) === "laat").length,
    };
  }

  /** @param {Task} task */
  function isChosen(task) {
    if (wie.value && compare(task.wie.trim(), wie.value)) return false;
    if (fase.value && String(task.fase) !== fase.value) return false;
    const urgency = Veld.urgency(task);
    return { "": true, laat: urgency === "laat", week: urgency !== "", zonder: dayOf(task) === LAST }[dag.value] ?? true;
  }

  /** @param {Line} line */
  const isShown = (line) => (!fase.value || String(line.fase) === fase.value) && (!(wie.value || dag.value) || line.tasks.some(isChosen));

  /** @type {Record<string, (a: Line, b: Line) => number>} */
  const ORDERS = {
    naam: (a, b) => compare(a.naam, b.naam),
    dag: (a, b) => compare(a.tasks[0] ? dayOf(a.tasks[0]) : LAST, b.tasks[0] ? dayOf(b.tasks[0]) : LAST),
    fase: (a, b) => a.fase - b.fase || a.klaar / a.all - b.klaar / b.all,
  };

  /**
   * @param {string} head of its column, which a phone shows beside it
   * @param {(Node | string)[]} children
   */
  function cell(head, ...children) {
    const made = make("td", {}, ...children);
    if (NAMES.includes(head)) made.translate = false;
    if (children.some((child) => child !== "")) made.dataset.kop = head;
    return made;
  }

  /**
   * The way to a stap, with its dossier open.
   * @param {Task} task
   */
  function link({ stap, dossier, doe }) {
    const place = links.get(stap);
    if (!place) return doe; // a school's own
    const made = make("a", { href: place.href }, place.textContent);
    made.addEventListener("click", () => Dossiers.choose(dossier));
    return made;
  }

  /** @param {Task} task */
  const whenOf = (task) => [Veld.day(task.wanneer), Veld.warn(task)].filter(Boolean).join(", ");

  /** @param {Line} line */
  function makeLine({ id, naam, fase: at, klaar, all, next, late }) {
    const open = make("button", { type: "button", translate: false }, naam);
    open.addEventListener("click", () => {
      Dossiers.choose(id);
      find(document, "[data-overzicht]", HTMLElement).scrollIntoView();
    });
    const bar = make("progress", { value: klaar, max: all || 1 });
    bar.setAttribute("aria-hidden", "true");
    const head = make("th", { scope: "row" }, open);
    return make("tr", {}, head,
      cell(gettext("Phase"), String(at + 1)),
      cell(gettext("Done"), bar, " ", gettext("{done} of {all}", { done: klaar, all })),
      cell(gettext("Next step"), next ? link(next) : gettext("nothing left")),
      cell(gettext("Who"), next?.wie ?? ""),
      cell(gettext("When"), next ? whenOf(next) : ""),
      cell(gettext("Too late"), late ? ngettext("{number} step", "{number} steps", late) : ""));
  }

  /**
   * @param {Task} task
   * @param {string} naam of its dossier
   */
  const makeTask = (task, naam) => make("tr", {},
    make("th", { scope: "row", translate: !task.wie }, task.wie || gettext("Nobody named")),
    cell(gettext("When"), whenOf(task)),
    cell(gettext("Step"), link(task)),
    cell(gettext("Dossier"), naam),
    cell(gettext("Status"), Stand.name(task.status)));

  /** @param {Line[]} lines */
  function listPeople(lines) {
    /** @type {string[]} */
    const people = [];
    for (const { wie: who } of lines.flatMap(({ tasks }) => tasks)) {
      if (who.trim() && !people.some((known) => compare(known, who.trim()) === 0)) people.push(who.trim());
    }
    const chosen = wie.value;
    wie.replaceChildren(new Option(gettext("all"), ""), ...people.sort(compare).map((name) => make("option", { value: name, translate: false }, name)));
    wie.value = people.includes(chosen) ? chosen : "";
  }

  const readAll = () => Dossiers.living().map(read);

  /** What is still to be done in what is shown, with what its dossier is called: by person, then by day. */
  function tasksShown(lines = readAll()) {
    return lines.flatMap(({ naam, tasks }) => tasks.filter(isChosen).map((task) => ({ task, naam })))
      .sort((a, b) => Number(!a.task.wie) - Number(!b.task.wie) || compare(a.task.wie.trim(), b.task.wie.trim()) || byDay(a.task, b.task));
  }

  const linesShown = (lines = readAll()) => lines.filter(isShown).sort(ORDERS[volgorde.value] ?? ORDERS.naam);

  /** @param {Task} task */
  const name = ({ stap, doe }) => links.get(stap)?.textContent ?? doe;

  function show() {
    today.textContent = ` · ${Veld.day(Veld.today())}`;
    const lines = readAll();
    place.hidden = !lines.length;
    place.classList.toggle("alleen-scherm", lines.length < 2); // the paper of a single one has it all below
    listPeople(lines);
    const shown = linesShown(lines);
    const tasks = tasksShown(lines);
    dossierRows.replaceChildren(...shown.map(makeLine));
    taskRows.replaceChildren(...tasks.map(({ task, naam }) => makeTask(task, naam)));
    for (const rows of [dossierRows, taskRows]) /** @type {HTMLElement} */ (rows.parentElement).hidden = !rows.rows.length;
    status.textContent = shown.length < lines.length ? gettext("{shown} of {all} dossiers", { shown: shown.length, all: lines.length }) : "";
  }

  form.parentElement?.toggleAttribute("open", matchMedia("(min-width: 45rem)").matches);
  form.addEventListener("change", show);
  Dossiers.listen(show);
  addEventListener("beforeprint", show);

  return { form, linesShown, tasksShown, name };
})();
