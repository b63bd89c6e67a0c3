// The window of the search: shows what is found while one types, with its place and the words in it.
const Zoekvenster = (() => {
  const { tokens } = Zoektaal;
  const { find, findAll, make } = Pagina;
  const { gettext, ngettext } = Woorden;
  const FIRST = 8, MORE = 20, NEAREST = 3;
  const TITLE = 150, TEXT = 190;

  /**
   * @typedef {(name: string) => HTMLElement} Part finds the part of the window with this name
   * @typedef {Record<"fase" | "rol" | "soort", HTMLSelectElement>} Choices
   * @typedef {(word: string) => boolean} IsFound whether a word of a text is one that was asked for
   */

  /**
   * Bring the window to life; its other scripts and the index have been loaded.
   * @param {HTMLDialogElement} dialog
   * @param {URL} top where the handbook stands
   * @param {Engine} engine
   */
  function start(dialog, top, engine) {
    /** @type {Part} */
    const part = (name) => find(dialog, `[data-zoek-${name}]`, HTMLElement);
    /** @param {string} name */
    const choice = (name) => find(dialog, `[data-zoek-filter="${name}"]`, HTMLSelectElement);
    const field = find(dialog, "input", HTMLInputElement);
    const list = find(dialog, "[data-zoekresultaten]", HTMLElement);
    /** @type {Choices} */
    const choices = { fase: choice("fase"), rol: choice("rol"), soort: choice("soort") };
    let shown = FIRST, saying = 0;

    fillChoices(engine, choices);
    part("contacten").replaceChildren(...contactLinks(engine, top));
    for (const select of Object.values(choices)) select.addEventListener("change", () => ask());
    field.addEventListener("input", () => ask());
    part("meer").addEventListener("click", showMore);
    part("zonder-filters").addEventListener("click", () => {
      for (const select of Object.values(choices)) select.value = "";
      ask();
      field.focus();
    });
    dialog.addEventListener("click", onClick);
    dialog.addEventListener("keydown", onKey);
    ask();

    function ask(count = FIRST) {
      shown = count;
      const question = field.value.trim();
      const chosen = readChoices(choices);
      const asked = wordsOf(question).length > 0 || Object.keys(chosen).length > 0;
      const answer = asked ? engine.search(field.value.trimStart(), chosen) : undefined;
      const hits = answer?.hits.slice(0, answer.sure ? undefined : NEAREST) ?? [];
      list.replaceChildren(...hits.slice(0, shown).map(({ record }) => makeItem(record, answer?.isFound ?? (() => false), top)));
      part("begin").hidden = asked;
      part("meer").hidden = hits.length <= shown;
      part("niets").hidden = !answer || answer.sure;
      if (answer && !answer.sure) showNothing(part, hits.length > 0, question, chosen, engine);
      say(answer ? sentence(answer, question) : "");
    }

    /**
     * Not at every letter, or a screen reader would never finish.
     * @param {string} text
     */
    function say(text) {
      clearTimeout(saying);
      saying = setTimeout(() => { part("status").textContent = text; }, 250);
    }

    function showMore() {
      const before = list.children.length;
      ask(shown + MORE);
      list.children[before]?.querySelector("a")?.focus();
    }

    /** @param {MouseEvent} event */
    function onClick(event) {
      const target = /** @type {Element} */ (event.target);
      const word = /** @type {HTMLElement | null} */ (target.closest("[data-zoek-vraag]"));
      if (word) {
        field.value = word.dataset.zoekVraag ?? "";
        field.focus();
        ask();
      } else if (target === dialog || isOnThisPage(target.closest("a"))) {
        dialog.close(); // on the way to another page it stays open, for who comes back
      }
    }

    /** @param {KeyboardEvent} event */
    function onKey(event) {
      const links = findAll(list, "a");
      const at = links.findIndex((link) => link === document.activeElement);
      const down = event.key === "ArrowDown", up = event.key === "ArrowUp";
      if (event.key === "Enter" && event.target === field) {
        if (part("niets").hidden) links[0]?.click(); // what only comes near is not opened unasked
      } else if ((down || up) && (event.target === field || at >= 0)) {
        const next = at + (down ? 1 : -1);
        if (next === -1) field.focus();
        else links[next]?.focus();
        if (next >= -1) event.preventDefault();
      }
    }
  }

  /**
   * What was found, for who hears the page, and what the handbook does not know.
   * @param {Answer} answer
   * @param {string} question
   */
  function sentence({ hits, sure, unknown, meant }, question) {
    const number = hits.length;
    if (!question) return number ? ngettext("{number} result.", "{number} results.", number) : gettext("Nothing found.");
    if (!number) return gettext("Nothing found for ‘{question}’.", { question });
    return [
      sure ? "" : gettext("The handbook probably has no answer to ‘{question}’.", { question }),
      !sure ? "" : ngettext("{number} result for ‘{question}’.", "{number} results for ‘{question}’.", number, { question }),
      ...meant.map((taken) => gettext("The handbook does not know ‘{word}’; searched for ‘{meant}’.", taken)),
      ...unknown.map((word) => gettext("The handbook does not know ‘{word}’.", { word })),
    ].filter(Boolean).join(" ");
  }

  /** @param {HTMLAnchorElement | null} link */
  const isOnThisPage = (link) => link !== null && link.pathname === location.pathname;

  // --- Filters --------------------------------------------------------------------------------------

  /**
   * @param {Engine} engine
   * @param {Choices} choices
   */
  function fillChoices(engine, choices) {
    engine.fasen.forEach((name, place) => {
      addChoice(choices.fase, gettext("Phase {number}: {name}", { number: place + 1, name }), String(place + 1));
    });
    engine.rollen.forEach((name, place) => addChoice(choices.rol, name, String(place)));
    for (const kind of [...engine.kinds].sort()) addChoice(choices.soort, kind, kind);
  }

  /**
   * @param {HTMLSelectElement} field
   * @param {string} words
   * @param {string} value
   */
  const addChoice = (field, words, value) => field.append(make("option", { value }, words));

  /**
   * @param {Choices} choices
   * @returns {Filters}
   */
  function readChoices({ fase, rol, soort }) {
    /** @type {Filters} */
    const chosen = {};
    if (fase.value) chosen.fase = Number(fase.value);
    if (rol.value) chosen.rol = Number(rol.value);
    if (soort.value) chosen.kind = soort.value;
    return chosen;
  }

  // --- Results --------------------------------------------------------------------------------------

  /**
   * @param {Found} record
   * @param {IsFound} isFound
   * @param {URL} top
   */
  function makeItem(record, isFound, top) {
    const { href } = new URL(record.href, top);
    const link = make("a", { href }, line("zoek-soort", [kindLine(record)]), line("zoek-titel", excerpt(record.title, isFound, TITLE)));
    for (const words of record.now) link.append(line("zoek-nu", [make("strong", {}, gettext("Now:")), " ", words]));
    if (record.text) link.append(line("zoek-tekst", excerpt(record.text, isFound, TEXT)));
    if (!link.querySelector("mark")) link.append(...searchWords(record, isFound));
    return make("li", { className: record.fase ? `fase-${record.fase}` : "" }, link);
  }

  /**
   * Why something is found that does not say the word itself.
   * @param {Found} record
   * @param {IsFound} isFound
   */
  function searchWords(record, isFound) {
    const also = record.also.filter((words) => wordsOf(words).some(({ word }) => isFound(word))).slice(0, 2);
    return also.length ? [line("zoek-ook", [gettext("Search word:"), " ", ...excerpt(also.join(", "), isFound, TEXT)])] : [];
  }

  /** @param {Found} record */
  function kindLine(record) {
    const fase = record.fase ? gettext("Phase {number}", { number: record.fase }) : "";
    return [record.kind === "Fase" ? "" : record.kind, fase, record.around].filter(Boolean).join(" · ");
  }

  /**
   * @param {string} className
   * @param {(Node | string)[]} content
   */
  const line = (className, content) => make("span", { className }, ...content);

  /** @type {Map<string, Token[]>} */
  const read = new Map();

  /**
   * The words of a text, remembered: the same texts come back at every letter.
   * @param {string} text
   * @returns {Token[]}
   */
  function wordsOf(text) {
    const known = read.get(text);
    if (known) return known;
    const words = tokens(text).filter((token) => !token.whole);
    read.set(text, words);
    return words;
  }

  /**
   * The stretch of a text with most of the words that were found, marked.
   * @param {string} text
   * @param {IsFound} isFound
   * @param {number} length
   */
  function excerpt(text, isFound, length) {
    const words = wordsOf(text);
    const hits = words.filter(({ word }) => isFound(word));
    if (text.length <= length * 1.2) return mark(text, hits, 0, text.length);
    const at = bestStart(hits, length);
    const before = at < length * 0.4 ? [] : words.filter((word) => word.start <= at - 40);
    const start = before[before.length - 1]?.start ?? 0;
    const fitting = words.filter((word) => word.end <= start + length);
    const end = fitting[fitting.length - 1]?.end ?? text.length;
    return [start ? "… " : "", ...mark(text, hits, start, end), end < text.length ? " …" : ""];
  }

  /**
   * @param {Token[]} hits
   * @param {number} length
   */
  function bestStart(hits, length) {
    let best = 0, most = 0;
    for (const { start } of hits) {
      const near = new Set(hits.filter((hit) => hit.start >= start && hit.end <= start + length - 60).map((hit) => hit.word));
      if (near.size > most) [best, most] = [start, near.size];
    }
    return best;
  }

  /**
   * @param {string} text
   * @param {Token[]} hits
   * @param {number} start
   * @param {number} end
   */
  function mark(text, hits, start, end) {
    const pieces = [];
    let at = start;
    for (const hit of hits.filter((word) => word.start >= start && word.end <= end)) {
      pieces.push(text.slice(at, hit.start), make("mark", {}, text.slice(hit.start, hit.end)));
      at = hit.end;
    }
    return [...pieces, text.slice(at, end)];
  }

  // --- Nothing found --------------------------------------------------------------------------------

  /**
   * What helps who gets no answer: fewer filters, words that look alike, whom to ask.
   * @param {Part} part
   * @param {boolean} isNear something comes near all the same
   * @param {string} question
   * @param {Filters} chosen
   * @param {Engine} engine
   */
  function showNothing(part, isNear, question, chosen, engine) {
    part("dichtst").hidden = !isNear;
    part("elders").hidden = isNear;
    const near = question && !isNear ? engine.nearest(question) : [];
    part("gefilterd").hidden = !Object.keys(chosen).length;
    part("bedoelt").hidden = !near.length;
    part("woorden").replaceChildren(...near.map((word) => {
      const button = make("button", { type: "button" }, word);
      button.dataset.zoekVraag = word;
      return button;
    }));
  }

  /**
   * Whom one can ask at this school.
   * @param {Engine} engine
   * @param {URL} top
   */
  function contactLinks({ contacts }, top) {
    return contacts.flatMap(({ href, title }) => [make("a", { href: new URL(href, top).href }, title), ", "]);
  }

  return { start };
})();
