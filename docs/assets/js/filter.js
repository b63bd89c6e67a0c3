// Lets a reader choose from a list by fase, rol and onderdeel. The choice stands in the address, to share or to print.
(() => {
  const { findAll, make } = Pagina;
  const { gettext } = Woorden;
  /** @type {Record<string, string>} */
  const LABELS = { fase: gettext("Phase"), rol: gettext("Role"), onderdeel: gettext("Part"), deel: gettext("Section"), nieuw: gettext("New") };

  /**
   * Lists of the same name are chosen from together; the fields come where the page has a place for them.
   * @param {HTMLElement} place
   */
  function addFilters(place) {
    const { velden = "", filterplek = "", wat = "" } = place.dataset;
    const items = findAll(document, `[data-filter="${filterplek}"] > li`);
    const form = make("form", { className: "filters alleen-scherm" });
    const chosen = make("p", { className: "op-papier" });
    const status = make("p");
    const fields = velden.split(" ").map((name) => addField(form, items, name));
    const all = make("button", { type: "button" }, gettext("Show all"));
    place.hidden = false;
    status.setAttribute("role", "status");
    all.addEventListener("click", showAll);
    form.addEventListener("change", apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.append(all);
    place.append(form, chosen, status);
    apply();

    function showAll() {
      for (const field of fields) field.value = "";
      fields[0]?.focus();
      apply();
    }

    function apply() {
      const query = new URLSearchParams(location.search);
      for (const field of fields) {
        if (field.value) query.set(field.name, field.value);
        else query.delete(field.name);
      }
      const words = query.toString();
      history.replaceState(null, "", location.pathname + (words ? "?" + words : "") + location.hash);
      for (const item of items) item.hidden = !fits(item, fields);
      for (const field of fields) disableDeadEnds(field);
      const choices = fields.map((field) => field.value).filter(Boolean);
      all.hidden = !choices.length;
      chosen.textContent = choices.length ? gettext("Only: {choices}.", { choices: choices.join(", ") }) : "";
      const shown = items.filter((item) => !item.hidden).length;
      status.textContent = [gettext("{shown} of {all} {things}", { shown, all: items.length, things: wat }), ...(shown ? [] : wayBack())].join(". ");
    }

    /**
     * What would lead to nothing, with what the other fields say, can't be chosen.
     * @param {HTMLSelectElement} field
     */
    function disableDeadEnds(field) {
      const others = items.filter((item) => fits(item, fields.filter((other) => other !== field)));
      const left = new Set(others.flatMap((item) => values(item, field.name)));
      for (const option of field.options) option.disabled = Boolean(option.value) && !option.selected && !left.has(option.value);
    }

    // Which choice to undo, where one is enough.
    function wayBack() {
      const culprits = fields.filter((field) => field.value && items.some((item) => fits(item, fields.filter((other) => other !== field))));
      const names = culprits.map((field) => LABELS[field.name]).join(gettext(" or "));
      return [names ? gettext("Nothing fits. Choose “all” at {names}.", { names }) : gettext("Nothing fits. Choose “Show all”.")];
    }
  }

  /**
   * Whether an item is among what these fields leave.
   * @param {HTMLElement} item
   * @param {HTMLSelectElement[]} fields
   */
  const fits = (item, fields) => fields.every(({ name, value }) => !value || values(item, name).includes(value));

  /**
   * What an item has for the field of this name.
   * @param {HTMLElement} item
   * @param {string} name
   */
  const values = (item, name) => (item.dataset[name] || "").split("\n");

  /**
   * @param {HTMLFormElement} form
   * @param {HTMLElement[]} items
   * @param {string} name
   */
  function addField(form, items, name) {
    const select = make("select", { name, id: "filter-" + name }, new Option(gettext("all"), ""));
    for (const value of new Set(items.flatMap((item) => values(item, name)).filter(Boolean))) select.append(new Option(value, value));
    select.value = new URLSearchParams(location.search).get(name) || "";
    if (select.selectedIndex < 0) select.value = "";
    form.append(make("p", {}, make("label", { htmlFor: select.id }, LABELS[name] ?? name), select));
    return select;
  }

  /**
   * A field that leaves what is under each heading after it when that has all words.
   * @param {HTMLElement} place
   */
  function addWordFilter(place) {
    /** @type {Element[][]} */
    const parts = [];
    for (let at = place.nextElementSibling; at; at = at.nextElementSibling) {
      if (at.tagName === "H2") parts.push([]);
      parts[parts.length - 1]?.push(at);
    }
    const input = make("input", { type: "text", id: "woordfilter", autocomplete: "off" });
    const chosen = make("p", { className: "op-papier" });
    const status = make("span");
    status.setAttribute("role", "status");
    input.addEventListener("input", () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      const shown = parts.filter((part) => words.every((word) => part.some((tag) => (tag.textContent || "").toLowerCase().includes(word))));
      for (const part of parts) for (const tag of part) tag.toggleAttribute("hidden", !shown.includes(part));
      status.textContent = words.length ? gettext("{shown} of {all}", { shown: shown.length, all: parts.length }) : "";
      chosen.textContent = words.length ? gettext("Only with: {words}.", { words: words.join(" ") }) : "";
    });
    place.append(make("p", { className: "tabel-filter" }, make("label", { htmlFor: input.id }, place.dataset.filterwoord || ""), input, status), chosen);
    place.hidden = false;
  }

  for (const place of findAll(document, "[data-filterplek]")) addFilters(place);
  for (const place of findAll(document, "[data-filterwoord]")) addWordFilter(place);
})();
