// A folder of one's own: pages, checklists, terms and exercises in order, on paper as one book.
(() => {
  const { find, findAll, make } = Pagina;
  const { gettext, language } = Woorden;
  if (!Lijstpaneel || !document.querySelector("[data-mijnmap]")) return;

  const { panel, lists, offered, offer, begins, change, makeRow, on, say } = Lijstpaneel;
  const answers = panel.querySelector("#lijst-antwoorden"); // not there without exercises
  const dossier = find(panel, "#lijst-dossier", HTMLSelectElement);

  /** @param {Punt} punt */
  const nameOf = (punt) => offer(punt)?.dataset.naam ?? gettext("This is not in this handbook.");

  /**
   * Of a page only what stands below the heading with this id, as far as the next one.
   * @param {Element} deel
   * @param {string} id
   */
  function cut(deel, id) {
    const head = deel.querySelector(`[id="${id}"]`);
    if (!head) return deel;
    const part = make("div");
    for (let next = head.nextElementSibling; next && !(/^H\d$/.test(next.tagName) && next.tagName <= head.tagName);) {
      const { nextElementSibling } = next;
      part.append(next);
      next = nextElementSibling;
    }
    part.prepend(head);
    return part;
  }

  /**
   * What a dossier says, in a checklist on paper.
   * @param {Element} deel
   * @param {string} id of the dossier
   */
  function fill(deel, id) {
    for (const item of findAll(deel, ".vinkje")) {
      const entry = Dossiers.entry(item.id, id), core = find(item, ".vinkje-kern", Element);
      core.querySelector('input[type="checkbox"]')?.toggleAttribute("checked", entry.status === "klaar");
      const words = [["bezig", "nvt"].includes(entry.status) ? Stand.name(entry.status) : "", entry.doe].filter(Boolean);
      find(core, ".stand-papier", Element).textContent = words.join(" · ");
      for (const field of findAll(core, "[data-veld]")) {
        const value = entry[/** @type {Field} */ (field.dataset.veld)];
        const isDay = /^\d{4}-\d\d-\d\d$/.test(value);
        Object.assign(field, { value: isDay ? new Date(`${value}T12:00`).toLocaleDateString(language) : value });
      }
    }
    /** @type {[string, string][]} */
    const head = [["onderwerp", Dossiers.nameOf(id)], ["datum", new Date().toLocaleDateString(language)]];
    for (const [name, value] of head) {
      const field = find(deel, `#gegeven-${name}`, Element);
      field.closest("p")?.removeAttribute("hidden");
      Object.assign(field, { value });
    }
  }

  /** @param {Punt} punt @returns {Hoofdstuk[]} */
  function chapter(punt) {
    const { adres = "", laad = "", naam = "" } = offer(punt)?.dataset ?? {};
    const html = globalThis.delen?.[Boek.nameOf(laad)];
    if (!html) return [];
    const address = new URL(adres, location.href).href, id = address.split("#")[1];
    const whole = Boek.parse(html), deel = id ? cut(whole, id) : whole;
    if (answers instanceof HTMLSelectElement && answers.value === "zonder") {
      for (const answer of findAll(deel, "details.antwoord")) answer.replaceWith(make("div", { className: "schrijfregels" }, make("span"), make("span")));
    }
    if (dossier.value && deel.querySelector(".vinkje")) fill(deel, dossier.value);
    return [{ titel: naam, deel, adres: address }];
  }

  /** @param {Hoofdstuk[]} chapters */
  function lay(chapters) {
    const { naam, punten } = lists.current();
    const names = punten.map((punt, at) => make("li", {}, chapters.length ? make("a", { href: `#boek-${at}` }, nameOf(punt)) : nameOf(punt)));
    const front = [
      make("p", {}, new Date().toLocaleDateString(language, { day: "numeric", month: "long", year: "numeric" })),
      make("p", { className: "toevoeging" }, gettext("Put together by a reader, from this handbook."), " ", panel.dataset.colofon ?? ""),
      make("div", { className: "boek-inhoud" }, make("h2", {}, gettext("Contents")), make("ol", {}, ...names)),
    ];
    Boek.number(chapters);
    Boek.lay(naam, front, chapters);
  }

  for (const box of offered.values()) {
    box.addEventListener("change", () => {
      const { punt = "", welk = "", naam = "" } = box.dataset;
      if (box.checked) change((punten) => [...punten, [punt, welk]]);
      else say(gettext("{name} has been removed.", { name: naam }), change((punten) => punten.filter(([kind, which]) => kind !== punt || which !== welk)));
    });
  }
  on("lijst-afdrukken", () => {
    const { punten } = lists.current();
    Boek.fetchParts(punten.flatMap((punt) => offer(punt)?.dataset.laad ?? [])).then(() => {
      lay(punten.flatMap(chapter));
      Boek.print();
    }).catch(() => say(gettext("What this needs could not be loaded. Load the page again.")));
  });
  addEventListener("beforeprint", () => { if (lists.openId() && !document.querySelector("[data-boek] > *")) lay([]); });
  for (const field of [dossier, answers]) field?.addEventListener("change", Boek.clear);
  Dossiers.listen(() => {
    const chosen = dossier.value;
    dossier.replaceChildren(new Option(gettext("empty, to fill in"), ""), ...Dossiers.living().map(([id, naam]) => new Option(gettext("filled in: {name}", { name: naam }), id)));
    dossier.value = Dossiers.nameOf(chosen) ? chosen : "";
    Boek.clear();
  });
  // From the page that a reader was on, by its link.
  function takePage() {
    const [key, welk] = location.hash.slice(1).split("=");
    const naam = key === "erbij" && offer(["blad", welk])?.dataset.naam;
    if (!naam) return;
    const isThere = lists.current().punten.some((punt) => offer(punt) === offer(["blad", welk]));
    if (isThere) say(gettext("{name} was in your folder already.", { name: naam }));
    else say(gettext("{name} is in your folder now.", { name: naam }), change((punten) => [...punten, ["blad", welk]]));
    history.replaceState(history.state, "", location.href.replace(/#.*/, ""));
  }

  begins((punt, at) => makeRow(punt, at, nameOf(punt), [make("span", { className: "lijst-naam" }, nameOf(punt))]), Boek.clear);
  takePage();
  addEventListener("hashchange", takePage);
})();
