// One stap on a checklist: shows what the dossier that is open says of it, and keeps what a reader ticks and writes.
(() => {
  const { find, findAll, make } = Pagina;
  const { gettext } = Woorden;
  /** @typedef {HTMLInputElement | HTMLTextAreaElement} Writable */
  /** @type {Record<Part, string>} */
  const LABELS = { status: gettext("Status"), wie: gettext("Who"), wanneer: gettext("When"), opmerking: gettext("Note"), doe: gettext("Step") };

  /** @param {HTMLElement} item the stap in the list; within it may stand others */
  function bringToLife(item) {
    const core = find(item, ".vinkje-kern", HTMLElement);
    const box = find(core, 'input[type="checkbox"]', HTMLInputElement);
    const status = find(core, "[data-stand]", HTMLSelectElement);
    const more = find(core, ".meer > summary", HTMLElement);
    const inShort = find(more, ".meer-kort", HTMLElement);
    const fields = find(core, ".invullen", HTMLElement);
    const onPaper = find(core, ".stand-papier", HTMLElement);
    const inputs = /** @type {[Field, Writable][]} */ (findAll(fields, "[data-veld]").map((input) => [input.dataset.veld, input]));
    const tooLong = make("p", { className: "te-lang alleen-scherm" });
    const others = make("ul", { className: "geschreven ook-geschreven" });

    function show() {
      const entry = Dossiers.entry(item.id);
      box.checked = entry.status === "klaar";
      box.indeterminate = entry.status === "bezig";
      status.value = entry.status;
      onPaper.textContent = [["bezig", "nvt"].includes(entry.status) ? Stand.name(entry.status) : "", Veld.warn(entry)].filter(Boolean).join(" · ");
      item.dataset.status = entry.status;
      for (const [field, input] of inputs) {
        if (field === "wanneer" && input instanceof HTMLInputElement) input.type = !entry[field] || Veld.isDay(entry[field]) ? "date" : "text"; // words from before stay as they are
        if (input.value !== entry[field]) input.value = entry[field]; // the cursor stays where one is writing
      }
      inShort.textContent = [Veld.warn(entry), entry.wie, Veld.day(entry.wanneer), entry.opmerking].filter(Boolean).join(" · ") || gettext("More");
      showOthers();
      if (others.childElementCount) more.parentElement?.setAttribute("open", ""); // somebody has to choose
    }

    // What came with a file and differs stays beside ours, until the reader has chosen.
    function showOthers() {
      others.replaceChildren(...Dossiers.others(item.id).map((other) => {
        const words = `${LABELS[other.part]} ${Veld.describe(other)}`;
        return make("li", {}, words, " ", choice(gettext("Use this"), other, true), " ", choice(gettext("Remove this"), other, false));
      }));
    }

    /**
     * @param {string} words
     * @param {{ part: Part, version: Version }} other
     * @param {boolean} chosen
     */
    function choice(words, { part, version }, chosen) {
      const button = make("button", { type: "button", className: "alleen-scherm" }, words);
      button.setAttribute("aria-label", `${words}: ${version.v}`);
      button.addEventListener("click", () => {
        const undo = Dossiers.settle(item.id, part, version, chosen);
        if (chosen) more.focus(); // what stood there stands beside it now: that is the way back
        else Dossierpaneel?.say(gettext("Removed."), undo);
      });
      return button;
    }

    /** @param {Partial<Record<Part, string>>} values */
    function keep(values) {
      const first = !Dossiers.activeId;
      Dossiers.set(item.id, values);
      Dossiers.note({ lijst: { dossier: Dossiers.activeId, adres: location.href.replace(/[?#].*/, ""), titel: Dossierpaneel?.lijst ?? "" } });
      if (first) Dossierpaneel?.askFirst();
    }

    /**
     * Keep what a reader writes, but never a part of it: what is too long is refused, and what stood there stays.
     * @param {Field} field
     * @param {Writable} input
     */
    function write(field, input) {
      const number = input.value.length;
      tooLong.textContent = number > Dossiers.longest ? gettext("This text is too long: {number} characters, and there is room for {most}. It has not been kept.", { number, most: Dossiers.longest }) : "";
      if (tooLong.textContent) input.value = Dossiers.entry(item.id)[field];
      else keep({ [field]: input.value });
    }

    box.addEventListener("change", () => keep({ status: box.checked ? "klaar" : "open" }));
    status.addEventListener("change", () => keep({ status: /** @type {Status} */ (status.value) }));
    for (const [field, input] of inputs) {
      input.addEventListener("input", () => write(field, input));
    }
    tooLong.setAttribute("role", "alert");
    fields.append(tooLong, others);
    status.hidden = false;
    Dossiers.listen(show);
  }

  findAll(document, ".vinkje").forEach(bringToLife);
})();
