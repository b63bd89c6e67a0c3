// Lets a reader choose from a list by fase, rol and onderdeel. The choice stands in the address, to share or to print.
(() => {
  // Lists of the same name are chosen from together; the fields come where the page has a place for them.
  function addFilters(place) {
    place.hidden = false;
    const names = place.dataset.velden.split(" ");
    const items = [...document.querySelectorAll(`[data-filter="${place.dataset.filterplek}"] > li`)];
    const form = document.createElement("form");
    const status = document.createElement("p");
    form.className = "filters";
    status.setAttribute("role", "status");
    const fields = names.map((name) => addField(form, items, name));
    const all = document.createElement("button");
    all.type = "button";
    all.textContent = "Alles tonen";
    all.addEventListener("click", showAll);
    form.addEventListener("change", apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.append(all);
    place.append(form, status);
    apply();

    function showAll() {
      for (const field of fields) field.value = "";
      fields[0].focus();
      apply();
    }

    function apply() {
      const query = new URLSearchParams(location.search);
      for (const field of fields) {
        if (field.value) query.set(field.name, field.value);
        else query.delete(field.name);
      }
      history.replaceState(null, "", location.pathname + (query.size ? "?" + query : "") + location.hash);
      for (const item of items) {
        item.hidden = !fields.every((field) => !field.value || values(item, field.name).includes(field.value));
      }
      all.hidden = !fields.some((field) => field.value);
      status.textContent = `${items.filter((item) => !item.hidden).length} van ${items.length} ${place.dataset.wat}`;
    }
  }

  const values = (item, name) => (item.dataset[name] || "").split("\n");

  function addField(form, items, name) {
    const select = document.createElement("select");
    const label = document.createElement("label");
    select.name = name;
    select.id = "filter-" + name;
    label.htmlFor = select.id;
    label.textContent = name[0].toUpperCase() + name.slice(1);
    select.append(new Option("alle", ""));
    for (const value of new Set(items.flatMap((item) => values(item, name)).filter(Boolean))) select.append(new Option(value));
    select.value = new URLSearchParams(location.search).get(name) || "";
    if (select.selectedIndex < 0) select.value = "";
    const field = document.createElement("p");
    field.append(label, select);
    form.append(field);
    return select;
  }

  for (const place of document.querySelectorAll("[data-filterplek]")) addFilters(place);
})();
