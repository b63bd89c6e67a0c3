// A form that keeps nothing: it warns before what was written goes, and a reader may save it as a file and open that again.
(() => {
  const { download, find, findAll } = Pagina;
  const { gettext, ngettext } = Woorden;
  const panel = document.querySelector("[data-formulier]");
  if (!(panel instanceof HTMLElement)) return;

  const TOO_LARGE = 1_000_000;
  const formulier = panel.dataset.formulier || "";
  const { handboek } = document.documentElement.dataset;
  const fields = /** @type {(HTMLInputElement | HTMLTextAreaElement)[]} */ (findAll(document, ".formulier :is(input, textarea)"));
  const message = find(panel, ".formulier-melding", HTMLElement);
  const undo = find(panel, '[data-doe="formulier-ongedaan"]', HTMLButtonElement);
  const input = find(panel, 'input[type="file"]', HTMLInputElement);
  /** @typedef {Record<string, string | boolean>} Content by the id of each field what it says */
  let safe = JSON.stringify(read()); // what stands in a file, or is empty
  /** @type {Content} */
  let before = {};

  // HTML has no such attribute for a box; some browsers keep a tick all the same unless it is there.
  for (const field of fields) if (isBox(field)) field.setAttribute("autocomplete", "off");

  /** @returns {Content} */
  function read() {
    return Object.fromEntries(fields.map((field) => [field.id, isBox(field) ? field.checked : field.value]));
  }

  /** @param {HTMLInputElement | HTMLTextAreaElement} field @returns {field is HTMLInputElement} */
  function isBox(field) {
    return field.type === "checkbox";
  }

  /** @param {Content} content */
  function write(content) {
    for (const field of fields) {
      const said = content[field.id];
      if (isBox(field)) field.checked = said === true;
      else field.value = typeof said === "string" ? said : "";
    }
    fields[0]?.dispatchEvent(new Event("change", { bubbles: true }));
  }

  const isSafe = () => JSON.stringify(read()) === safe;

  /**
   * @param {string} words
   * @param {boolean} [canUndo]
   */
  function say(words, canUndo = false) {
    message.textContent = words;
    undo.hidden = !canUndo;
  }

  function save() {
    const name = `${formulier}-${new Date().toISOString().slice(0, 10)}.json`;
    const velden = read();
    download(name, JSON.stringify({ handboek, formulier, velden }, null, 1), "application/json");
    safe = JSON.stringify(velden);
    say(gettext("Your browser was given the file {file} to save. Look in your downloads folder whether it is there.", { file: name }));
  }

  /**
   * What a file says of the fields of this form.
   * @param {File} file
   * @returns {Promise<Content>}
   */
  async function take(file) {
    if (file.size > TOO_LARGE) throw new RangeError(file.name);
    const content = JSON.parse(await file.text());
    if (content.handboek !== handboek || content.formulier !== formulier || typeof content.velden !== "object") throw new TypeError(file.name);
    return content.velden ?? {};
  }

  /** @param {File} file */
  async function open(file) {
    try {
      const content = await take(file);
      before = read();
      write(content);
      safe = JSON.stringify(read());
      const unknown = Object.keys(content).filter((id) => !fields.some((field) => field.id === id)).length;
      const left = ngettext("{number} field of it is not on this form and was left out.", "{number} fields of it are not on this form and were left out.", unknown);
      say([gettext("{file} has been opened.", { file: file.name }), ...(unknown ? [left] : [])].join(" "), true);
    } catch {
      say(gettext("This file is not of this form. Nothing has changed."));
    }
  }

  find(panel, '[data-doe="formulier-bewaren"]', HTMLElement).addEventListener("click", save);
  input.addEventListener("change", async () => {
    const file = input.files?.[0];
    if (file) await open(file);
    input.value = "";
  });
  undo.addEventListener("click", () => {
    write(before);
    say(gettext("Put back."));
    input.focus();
  });
  addEventListener("beforeunload", (event) => {
    if (isSafe()) return;
    event.preventDefault();
    event.returnValue = true; // so that older browsers ask too
  });
  addEventListener("pagehide", () => write({})); // a page that sleeps may wake up for somebody else
  panel.hidden = false;
})();
