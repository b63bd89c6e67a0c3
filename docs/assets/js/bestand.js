// Dossiers to a file and back; and what the browser kept but nobody could read, to a file.
(() => {
  const { find, make } = Pagina;
  const { gettext, ngettext } = Woorden;
  if (!Dossierpaneel) return;

  const { panel, versie: ours, on, say } = Dossierpaneel;
  const UNREADABLE = gettext("This file cannot be read. Nothing has changed.");
  /** @type {Record<string, string>} */
  const REFUSALS = {
    vreemd: gettext("This file is no dossier of this handbook. Nothing has changed."),
    "te-groot": gettext("This file is too large for a dossier. Nothing has changed."),
    "past-niet": gettext("This file no longer fits in the storage of your browser. Nothing has changed."),
    nieuwer: gettext("This file comes from a newer version of the handbook. Nothing has changed."),
  };
  const NAMES = { dossiers: "dossiers.json", unread: "dossiers-onleesbaar.txt" };

  /**
   * @param {string} name
   * @param {string} content
   * @param {string} type
   */
  function download(name, content, type) {
    const link = make("a", { href: URL.createObjectURL(new Blob([content], { type })), download: name });
    link.click();
    URL.revokeObjectURL(link.href);
  }

  function save() {
    download(NAMES.dossiers, Dossiers.toFile(ours), "application/json");
    say(gettext("All dossiers are in the file {file}, in your downloads folder.", { file: NAMES.dossiers }));
  }

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
    button.addEventListener("click", () => {
      download(NAMES.unread, Dossiers.unread(), "text/plain");
      say(gettext("What cannot be read is in the file {file}, in your downloads folder.", { file: NAMES.unread }));
    });
    neighbour.after(" ", button);
    return button;
  }

  /** @param {HTMLInputElement} input */
  async function open(input) {
    const file = input.files?.[0];
    if (!file) return;
    try {
      say(explain(await Dossiers.fromFile(file), file.name));
    } catch (error) {
      say((error instanceof Error && REFUSALS[error.message]) || UNREADABLE);
    }
    input.value = "";
  }

  /**
   * What came of a file, in words.
   * @param {Outcome & { versie: string }} report
   * @param {string} file
   */
  function explain({ nieuw, stappen, ouder, versie }, file) {
    const words = [
      gettext("{file} has been opened.", { file }),
      ngettext("New: {number} dossier.", "New: {number} dossiers.", nieuw),
      ngettext("Taken over: {number} step.", "Taken over: {number} steps.", stappen),
    ];
    if (ouder) words.push(ngettext("Newer here, so kept: {number} step.", "Newer here, so kept: {number} steps.", ouder));
    if (versie && versie !== ours) words.push(gettext("The file is of version {theirs} of the handbook; you are reading version {ours}.", { theirs: versie, ours }));
    return words.join(" ");
  }

  on("bewaren", save);
  const input = find(panel, 'input[type="file"]', HTMLInputElement);
  input.addEventListener("change", () => open(input));
  addRescues();
})();
