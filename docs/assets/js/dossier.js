// Brings the checklists to life: shows the dossier that is open, and keeps what a reader ticks and writes.
(() => {
  const NAMES = { open: "open", bezig: "bezig", klaar: "klaar", nvt: "n.v.t." };
  const TROUBLE = {
    "geen-opslag": "Let op: uw browser bewaart niets op deze computer. Bewaar uw dossiers als bestand voor u deze pagina sluit.",
    vol: "Let op: de opslag van uw browser is vol. Uw laatste wijziging staat alleen op deze pagina. Bewaar uw dossiers als bestand.",
    onleesbaar: "Wat uw browser bewaarde, was niet te lezen. Het is apart gezet; u begint met een leeg dossier.",
    "staat-vast": "Let op: wat uw browser bewaarde, is niet te lezen en niet apart te zetten. Het blijft daarom staan. Wat u nu invult, staat alleen op deze pagina. Bewaar uw dossiers als bestand.",
    nieuwer: "Let op: uw browser bewaart dossiers van een nieuwere versie van het handboek. Die blijven staan, maar zijn hier niet te lezen. Wat u nu invult, staat alleen op deze pagina. Bewaar uw dossiers als bestand.",
  };
  const REFUSALS = {
    "geen-json": "Dit bestand is niet te lezen. Er is niets veranderd.",
    vreemd: "Dit bestand is geen dossier van dit handboek. Er is niets veranderd.",
    "te-groot": "Dit bestand is te groot voor een dossier. Er is niets veranderd.",
    "past-niet": "Dit bestand past niet meer in de opslag van uw browser. Er is niets veranderd.",
    nieuwer: "Dit bestand komt uit een nieuwere versie van het handboek. Er is niets veranderd.",
  };
  const store = window.Dossiers;
  const panel = document.querySelector("[data-dossier]");
  const items = [...document.querySelectorAll(".vinkje")];
  const find = (action) => panel.querySelector(`[data-doe="${action}"]`);
  const bar = document.querySelector("[data-balk]"); // stays in sight while one scrolls through the list
  const text = (selector, words) => { document.querySelector(selector).textContent = words; };
  const rescues = [];
  let undo = null;

  function start() {
    store.rehouse(JSON.parse(panel.dataset.verhuisd));
    panel.hidden = bar.hidden = false;
    for (const element of document.querySelectorAll(".stand, [data-voortgang]")) element.hidden = false;
    items.forEach(listenTo);
    listenToPanel();
    addRescues();
    bar.querySelector('[data-doe="volgende"]').addEventListener("click", goToNext);
    store.listen(show);
    addEventListener("beforeprint", fillInHead);
    show();
  }

  // --- One stap ---------------------------------------------------------------------------------

  const parts = (item) => {
    const core = item.firstElementChild;
    return {
      box: core.querySelector('input[type="checkbox"]'),
      status: core.querySelector("[data-stand]"),
      toggle: core.querySelector('[data-doe="invullen"]'),
      fields: core.querySelector(".invullen"),
      inputs: Object.fromEntries([...core.querySelectorAll(".invullen input")].map((input) => [input.dataset.veld, input])),
      onPaper: core.querySelector(".stand-papier"),
    };
  };

  function listenTo(item) {
    const { box, status, toggle, fields, inputs } = parts(item);
    box.addEventListener("change", () => store.set(item.id, { status: box.checked ? "klaar" : "open" }));
    status.addEventListener("change", () => store.set(item.id, { status: status.value }));
    toggle.addEventListener("click", () => expand(toggle, fields, toggle.getAttribute("aria-expanded") !== "true"));
    for (const [field, input] of Object.entries(inputs)) {
      input.maxLength = store.longest;
      input.addEventListener("input", () => store.set(item.id, { [field]: input.value }));
    }
  }

  function expand(toggle, fields, open) {
    toggle.setAttribute("aria-expanded", open);
    fields.classList.toggle("open", open);
  }

  function showStap(item) {
    const { box, status, toggle, fields, inputs, onPaper } = parts(item);
    const entry = store.entry(item.id);
    box.checked = entry.status === "klaar";
    box.indeterminate = entry.status === "bezig";
    status.value = entry.status;
    onPaper.textContent = ["bezig", "nvt"].includes(entry.status) ? NAMES[entry.status] : "";
    item.dataset.status = entry.status;
    for (const [field, input] of Object.entries(inputs)) {
      if (document.activeElement !== input) input.value = entry[field];
    }
    if (Object.keys(inputs).some((field) => entry[field])) expand(toggle, fields, true);
  }

  // --- The panel --------------------------------------------------------------------------------

  function show() {
    items.forEach(showStap);
    showChoice();
    showProgress();
    showOverview();
    text(".dossier-bewaard", store.trouble ? "" : saved());
    text(".dossier-storing", TROUBLE[store.trouble] || "");
    const hasUnread = Boolean(store.unread());
    for (const { button, stays } of rescues) button.hidden = !hasUnread || !(stays || store.trouble);
  }

  function saved() {
    const changes = store.active() ? [store.active(), ...Object.values(store.active().stappen)] : [];
    const newest = changes.reduce((latest, { t }) => Math.max(latest, t), 0);
    if (!newest) return "Nog niets om te bewaren";
    const moment = new Date(newest);
    const time = moment.toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit" });
    const isToday = moment.toDateString() === new Date().toDateString();
    return `Bewaard ${isToday ? "" : `op ${moment.toLocaleDateString("nl-NL", { day: "numeric", month: "long" })} `}om ${time}`;
  }

  function showChoice() {
    const choice = panel.querySelector("select");
    const options = store.living().map(([id, dossier]) => new Option(dossier.naam, id));
    choice.replaceChildren(...(options.length ? options : [new Option("Nog geen dossier", "")]));
    choice.value = store.activeId;
    for (const action of ["hernoemen", "verwijderen", "leegmaken", "bewaren"]) {
      const button = find(action);
      if (button) button.disabled = !store.active();
    }
  }

  const count = (ids) => {
    const statuses = ids.map((id) => store.entry(id).status).filter((status) => status !== "nvt");
    return { done: statuses.filter((status) => status === "klaar").length, all: statuses.length };
  };

  const nextStap = () => items.find((item) => ["open", "bezig"].includes(item.dataset.status));

  function goToNext() {
    const item = nextStap();
    item.scrollIntoView();
    parts(item).box.focus({ preventScroll: true });
  }

  function showProgress() {
    const { done, all } = count(items.map((item) => item.id));
    text(".dossier-voortgang", items.length ? `${done} van ${all} klaar` : "");
    bar.querySelector('[data-doe="volgende"]').hidden = !nextStap();
    for (const element of document.querySelectorAll("[data-voortgang]")) {
      const list = element.nextElementSibling;
      const group = count([...list.querySelectorAll(".vinkje")].map((item) => item.id));
      element.textContent = `${group.done} van ${group.all} klaar`;
      element.dataset.voortgang = group.done;
    }
  }

  function showOverview() {
    const overview = document.querySelector("[data-overzicht]");
    if (!overview) return;
    overview.hidden = !store.active();
    document.querySelector("[data-geen-dossier]").hidden = !overview.hidden;
    overview.querySelector(".dossier-titel").textContent = `${store.active()?.naam} · ${new Date().toLocaleDateString("nl-NL")}`;
    for (const row of overview.querySelectorAll("[data-stappen]")) {
      const statuses = row.dataset.stappen.split(" ").filter(Boolean).map((id) => store.entry(id).status);
      ["klaar", "bezig", "open", "nvt"].forEach((status, column) => {
        row.cells[column + 1].textContent = statuses.filter((other) => other === status).length || "–";
      });
    }
    for (const item of overview.querySelectorAll("[data-stap]")) {
      const entry = store.entry(item.dataset.stap);
      const words = [entry.status === "open" ? "" : NAMES[entry.status], entry.wie, entry.wanneer, entry.opmerking];
      item.hidden = entry.status !== "bezig" && !entry.wie && !entry.wanneer && !entry.opmerking;
      item.lastElementChild.textContent = words.filter(Boolean).join(" · ");
    }
    overview.querySelector("[data-notities]").hidden = !overview.querySelector("[data-stap]:not([hidden])");
  }

  function listenToPanel() {
    const form = panel.querySelector("form");
    const name = form.querySelector("input");
    const on = (action, handler) => find(action)?.addEventListener("click", handler);
    const open = () => store.active() && store.activeId;
    let save = store.create;
    let asked = null; // the dossier that was open when the name was asked for

    const ask = (value, then) => {
      save = then;
      asked = open();
      form.hidden = false;
      name.value = value;
      name.focus();
      name.select();
    };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      form.hidden = true;
      save(name.value.trim());
      panel.querySelector("select").focus();
    });
    store.listen(() => { if (open() !== asked) form.hidden = true; });
    panel.querySelector("select").addEventListener("change", (event) => store.choose(event.target.value));
    on("nieuw", () => ask(`Dossier ${store.living().length + 1}`, store.create));
    on("hernoemen", () => ask(store.active().naam, store.rename));
    on("verwijderen", () => offerUndo(`${store.active().naam} is verwijderd.`, store.remove()));
    on("leegmaken", () => offerUndo("Deze lijst is leeggemaakt.", store.clear(items.map((item) => item.id))));
    on("ongedaan", () => { undo(); offerUndo("Teruggezet.", null); });
    on("bewaren", saveFile);
    on("toch-niet", () => { form.hidden = true; find("nieuw").focus(); });
    const confirm = (asking) => { for (const answer of ["alles-weg-ja", "alles-blijft"]) find(answer).hidden = !asking; };
    on("alles-weg", () => { confirm(true); find("alles-weg-ja").focus(); });
    on("alles-blijft", () => { confirm(false); find("alles-weg").focus(); });
    on("alles-weg-ja", () => {
      confirm(false);
      store.removeAll();
      offerUndo("Alle dossiers zijn uit deze browser verwijderd.", null);
    });
    panel.querySelector('input[type="file"]').addEventListener("change", openFile);
  }

  function offerUndo(words, action) {
    undo = action;
    text(".dossier-melding", words);
    find("ongedaan").hidden = !action;
    const { activeElement: at } = document;
    if (action) find("ongedaan").focus();
    else if (at === document.body || at.disabled || !at.checkVisibility()) panel.querySelector("select").focus();
  }

  function saveFile() {
    download("dossiers.json", store.toFile(panel.dataset.versie), "application/json");
    offerUndo("Alle dossiers staan in het bestand dossiers.json, in uw map met downloads.", null);
  }

  function download(name, content, type) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([content], { type }));
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  // What could not be read can be had as a file: beside the message, and in the panel for as long as it is kept.
  function addRescues() {
    for (const neighbour of [bar.querySelector(".dossier-storing"), find("bewaren")]) {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.doe = "redden";
      button.textContent = "Bewaar wat niet te lezen is";
      button.addEventListener("click", () => {
        download("dossiers-onleesbaar.txt", store.unread(), "text/plain");
        offerUndo("Wat niet te lezen is, staat in het bestand dossiers-onleesbaar.txt, in uw map met downloads.", null);
      });
      neighbour.after(" ", button);
      rescues.push({ button, stays: panel.contains(button) });
    }
  }

  async function openFile(event) {
    const [file] = event.target.files;
    if (!file) return;
    try {
      offerUndo(explain(await store.fromFile(file), file.name), null);
    } catch (error) {
      offerUndo(REFUSALS[error.message] || REFUSALS["geen-json"], null);
    }
    event.target.value = "";
  }

  const amount = (number, one, more) => `${number} ${number === 1 ? one : more}`;

  function explain({ nieuw, stappen, ouder, versie }, name) {
    const words = [`${name} is geopend. Nieuw: ${amount(nieuw, "dossier", "dossiers")}. Overgenomen: ${amount(stappen, "stap", "stappen")}.`];
    if (ouder) words.push(`Hier nieuwer, dus gebleven: ${amount(ouder, "stap", "stappen")}.`);
    if (versie && versie !== panel.dataset.versie) words.push(`Het bestand is van versie ${versie} van het handboek; u leest versie ${panel.dataset.versie}.`);
    return words.join(" ");
  }

  function fillInHead() {
    const fill = (id, value) => {
      const input = document.getElementById(id);
      if (input && !input.value) input.value = value;
    };
    if (!store.active()) return;
    fill("gegeven-onderwerp", store.active().naam);
    fill("gegeven-datum", new Date().toLocaleDateString("nl-NL"));
  }

  // --- Elsewhere: what the dossier says of the stappen on a page --------------------------------

  function markStappen() {
    const marks = [...document.querySelectorAll("li.stap")].map((item) => {
      const mark = document.createElement("span");
      mark.className = "stand-merk";
      item.querySelector(".doe").append(mark);
      return [item.id, mark];
    });
    const update = () => {
      for (const [id, mark] of marks) {
        const { status } = store.entry(id);
        mark.hidden = status === "open";
        mark.textContent = NAMES[status];
      }
    };
    store.listen(update);
    update();
  }

  if (panel) start();
  else markStappen();
})();
