// One stap on a checklist: shows what the dossier that is open says of it, and keeps what a reader ticks and writes.
(() => {
  const { find, findAll } = Pagina;

  /** @param {HTMLElement} item the stap in the list; within it may stand others */
  function bringToLife(item) {
    const core = find(item, ".vinkje-kern", HTMLElement);
    const box = find(core, 'input[type="checkbox"]', HTMLInputElement);
    const status = find(core, "[data-stand]", HTMLSelectElement);
    const toggle = find(core, '[data-doe="invullen"]', HTMLButtonElement);
    const fields = find(core, ".invullen", HTMLElement);
    const onPaper = find(core, ".stand-papier", HTMLElement);
    const inputs = /** @type {[Field, HTMLInputElement][]} */ (findAll(fields, "input").map((input) => [input.dataset.veld, input]));

    /** @param {boolean} open */
    function expand(open) {
      toggle.setAttribute("aria-expanded", String(open));
      fields.classList.toggle("open", open);
    }

    function show() {
      const entry = Dossiers.entry(item.id);
      box.checked = entry.status === "klaar";
      box.indeterminate = entry.status === "bezig";
      status.value = entry.status;
      onPaper.textContent = ["bezig", "nvt"].includes(entry.status) ? Stand.name(entry.status) : "";
      item.dataset.status = entry.status;
      for (const [field, input] of inputs) {
        if (document.activeElement !== input) input.value = entry[field];
      }
      if (inputs.some(([field]) => entry[field])) expand(true);
    }

    box.addEventListener("change", () => Dossiers.set(item.id, { status: box.checked ? "klaar" : "open" }));
    status.addEventListener("change", () => Dossiers.set(item.id, { status: /** @type {Status} */ (status.value) }));
    toggle.addEventListener("click", () => expand(toggle.getAttribute("aria-expanded") !== "true"));
    for (const [field, input] of inputs) {
      input.maxLength = Dossiers.longest;
      input.addEventListener("input", () => Dossiers.set(item.id, { [field]: input.value }));
    }
    find(core, ".stand", HTMLElement).hidden = false;
    Dossiers.listen(show);
  }

  findAll(document, ".vinkje").forEach(bringToLife);
})();
