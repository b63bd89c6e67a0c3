// Dossiers to a file and back; and what the browser kept but nobody could read, to a file.
// Nothing on a page without a panel.
const Dossierbestand = (() => {
  const { find, make, download, load } = Pagina;
  const { gettext, ngettext, language } = Woorden;
  if (!Dossierpaneel) return null;

  const { panel, versie: ours, titel, on, say } = Dossierpaneel;
  const UNREADABLE = gettext("This file cannot be read. Nothing has changed.");
  /** @type {Record<string, string>} */
  const REFUSALS = {
    vreemd: gettext("This file is no dossier of this handbook. Nothing has changed."),
    "te-groot": gettext("This file is too large for a dossier. Nothing has changed."),
    "past-niet": gettext("This file no longer fits in the storage of your browser. Nothing has changed."),
    nieuwer: gettext("This file comes from a newer version of the handbook. Nothing has changed."),
    laden: gettext("What Excel needs could not be loaded. Load the page again. Nothing has changed."),
  };
  const FORBIDDEN = /[\p{Cc}\p{Cf}<>:"/\\|?*]+/gu; // in the name of a file, on one system or another
  const LONG = 7 * 24 * 3600 * 1000;
  const again = find(panel, '[data-doe="toch-overnemen"]', HTMLButtonElement);
  const reminder = find(panel, ".dossier-herinnering", HTMLElement);
  const promise = find(panel, ".dossier-blijvend", HTMLElement);
  /** @type {File[]} */
  let refused = []; // the files with dossiers that were removed here

  /**
   * Give a reader a file to save, and say so.
   * @param {string} name
   * @param {BlobPart} content
   * @param {string} type
   */
  function give(name, content, type) {
    const file = name.replace(FORBIDDEN, "-");
    download(file, content, type);
    say(gettext("Your browser was given the file {file} to save. Look in your downloads folder whether it is there.", { file }));
  }

  /**
   * @param {string} name
   * @param {string[]} [chosen] the ids of what is handed over; without these all
   */
  const save = (name, chosen) => give(`${name} ${Veld.today()}.json`, Dossiers.toFile(ours, titel, chosen), "application/json");

  /** @type {Promise<unknown> | undefined} */
  let loading;

  // What Excel needs is loaded when somebody first asks for it.
  const loadExcel = () => loading ??= load((panel.dataset.excel ?? "").split(" ")).catch(() => {
    loading = undefined;
    throw new Error("laden");
  });

  /**
   * Do something for which Excel is needed, or say why that is impossible.
   * @param {() => Promise<void>} action
   */
  const withExcel = (action) => loadExcel().then(action).catch((error) => say(explainRefusal(error)));

  // What could not be read can be had as a file: beside the message, and in the panel for as long as it is kept.
  function addRescues() {
    const inBar = makeRescue(find(document, "[data-balk] .dossier-storing", HTMLElement));
    const inPanel = makeRescue(find(panel, '[data-doe="bewaren"]', HTMLElement));
    Dossiers.listen(() => {
      inPanel.hidden = !Dossiers.unread();
      inBar.hidden = inPanel.hidden || !Dossiers.trouble;
    });
  }

  /** @param {HTMLElement} neighbour */
  function makeRescue(neighbour) {
    const button = make("button", { type: "button" }, gettext("Save what cannot be read"));
    button.dataset.doe = "redden";
    button.addEventListener("click", () => give("dossiers-onleesbaar.txt", Dossiers.unread(), "text/plain"));
    neighbour.after(" ", button);
    return button;
  }

  /**
   * Open files one after another, and say of each what came of it.
   * @param {File[]} files
   * @param {boolean} [revive] whether dossiers that were removed here come back
   */
  async function open(files, revive) {
    refused = [];
    const words = [];
    /** @type {(() => void)[]} */
    const undos = [];
    for (const file of files) {
      try {
        const isExcel = /\.(xls[xm]?|ods)$/i.test(file.name);
        if (isExcel) await loadExcel();
        const { own, remarks } = isExcel ? await Excelbestand.translate(file) : { own: file, remarks: [] };
        const report = await Dossiers.fromFile(own, revive);
        if (report.verwijderd.length) refused.push(file);
        if (report.changed) undos.unshift(report.undo); // the last one goes first
        words.push(explain(report, file.name), ...remarks);
      } catch (error) {
        words.push(`${file.name}: ${explainRefusal(error instanceof Error ? error : new Error())}`);
      }
    }
    say(words.join("\n"), undos.length ? () => undos.forEach((undo) => undo()) : null);
    again.hidden = !refused.length;
  }

  /** @param {Error} error */
  function explainRefusal({ message, cause }) {
    if (message === "ander") return gettext("This file belongs to another handbook: {title}. Nothing has changed.", { title: String(cause) });
    if (message === "excel") return String(cause);
    return REFUSALS[message] || UNREADABLE;
  }

  /**
   * What came of a file, in words.
   * @param {Outcome & { versie: string }} report
   * @param {string} file
   */
  function explain({ nieuw, stappen, ouder, beide, verwijderd, gelijk, versie }, file) {
    const words = [
      gettext("{file} has been opened.", { file }),
      ngettext("New: {number} dossier.", "New: {number} dossiers.", nieuw),
      ngettext("Taken over: {number} step.", "Taken over: {number} steps.", stappen),
    ];
    if (ouder) words.push(ngettext("Newer here, so kept: {number} step.", "Newer here, so kept: {number} steps.", ouder));
    if (beide) words.push(ngettext("Written differently here, so kept both: {number} step.", "Written differently here, so kept both: {number} steps.", beide));
    if (verwijderd.length) words.push(gettext("Removed here before, so not taken over: {names}.", { names: verwijderd.join(", ") }));
    for (const [theirs, here] of gelijk) {
      words.push(gettext("Two dossiers have the same name: {theirs} is from this file, {here} was here before. Give one of them another name.", { theirs, here }));
    }
    if (versie && versie !== ours) words.push(gettext("The file is of version {theirs} of the handbook; you are reading version {ours}.", { theirs: versie, ours }));
    return words.join(" ");
  }

  // A browser may throw away what it keeps, and a computer may break: what has changed belongs in a file now and then.
  async function remind() {
    const { sinds = 0 } = Dossiers.about();
    const day = new Date(sinds).toLocaleDateString(language, { day: "numeric", month: "long" });
    reminder.textContent = sinds && Dossiers.name && Date.now() - sinds > LONG
      ? gettext("Since {day} you have changed something that stands in no file. Save your dossiers as a file.", { day }) : "";
    const lasts = await Dossiers.lasts();
    promise.textContent = !Dossiers.name ? "" : lasts
      ? gettext("Your browser keeps your dossiers until you remove them.")
      : gettext("Your browser may delete your dossiers by itself, for instance when you do not visit this site for a week. So save them as a file too.");
  }

  on("bewaren", () => save(`dossier ${Dossiers.name}`, [Dossiers.activeId]));
  on("excel-bewaren", () => withExcel(() => Excelbestand.save()));
  on("alles-bewaren", () => save("dossiers"));
  const input = find(panel, 'input[type="file"]', HTMLInputElement);
  input.addEventListener("change", async () => {
    await open([...(input.files ?? [])]);
    input.value = "";
  });
  again.addEventListener("click", () => { void open(refused, true); });
  addRescues();
  Dossiers.listen(remind);

  return { give, withExcel };
})();
