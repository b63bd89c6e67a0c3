// The window of the search: shows what is found while one types, with its place and the words in it.
(() => {
  const { tokens } = globalThis.Zoektaal;
  const FIRST = 8, MORE = 20;
  const TITLE = 150, TEXT = 190;

  function start(dialog, top) {
    const engine = globalThis.Zoekmachine.make(globalThis.zoekindex);
    const part = (name) => dialog.querySelector(`[data-zoek-${name}]`);
    const field = dialog.querySelector("input");
    const list = dialog.querySelector("[data-zoekresultaten]");
    const filters = { fase: part("filter=fase"), rol: part("filter=rol"), soort: part("filter=soort") };
    let shown = FIRST, saying;

    fillFilters(engine, filters);
    for (const select of Object.values(filters)) select.addEventListener("change", () => ask());
    field.addEventListener("input", () => ask());
    part("meer").addEventListener("click", showMore);
    part("zonder-filters").addEventListener("click", () => {
      for (const select of Object.values(filters)) select.value = "";
      ask();
      field.focus();
    });
    dialog.addEventListener("click", onClick);
    dialog.addEventListener("keydown", onKey);
    ask();

    function ask(count = FIRST) {
      shown = count;
      const question = field.value.trim();
      const chosen = readFilters(engine, filters);
      const asked = wordsOf(question).length > 0 || Object.keys(chosen).length > 0;
      const { hits, unknown, meant, isFound } = asked ? engine.search(field.value.trimStart(), chosen) : { hits: [] };
      list.replaceChildren(...hits.slice(0, shown).map((hit) => makeItem(hit.record, isFound, top)));
      part("begin").hidden = asked;
      part("meer").hidden = hits.length <= shown;
      showNothing(part, asked && !hits.length, question, chosen, engine);
      say(asked ? sentence(hits.length, question, unknown, meant) : "");
    }

    // Not at every letter, or a screen reader would never finish.
    function say(text) {
      clearTimeout(saying);
      saying = setTimeout(() => { part("status").textContent = text; }, 250);
    }

    function showMore() {
      const before = list.children.length;
      ask(shown + MORE);
      list.children[before]?.querySelector("a").focus();
    }

    function onClick(event) {
      const word = event.target.closest("[data-zoek-vraag]");
      const link = event.target.closest("a");
      if (word) {
        field.value = word.textContent;
        field.focus();
        ask();
      } else if (event.target === dialog || (link && !event.ctrlKey && !event.metaKey && !event.shiftKey)) {
        dialog.close();
      }
    }

    function onKey(event) {
      const links = [...list.querySelectorAll("a")];
      const at = links.indexOf(document.activeElement);
      const down = event.key === "ArrowDown", up = event.key === "ArrowUp";
      if (event.key === "Enter" && event.target === field) links[0]?.click();
      else if ((down || up) && (event.target === field || at >= 0)) {
        const next = at + (down ? 1 : -1);
        if (next === -1) field.focus();
        else links[next]?.focus();
        if (next >= -1) event.preventDefault();
      }
    }
  }

  function sentence(count, question, unknown, meant) {
    const what = count === 1 ? "1 resultaat" : count ? `${count} resultaten` : "Niets gevonden";
    if (!question) return `${what}.`;
    const taken = meant.map(({ word, meant: other }) => ` Het handboek kent ‘${word}’ niet; gezocht op ‘${other}’.`);
    const missing = unknown.map((word) => ` Het handboek kent ‘${word}’ niet.`);
    return `${what} voor ‘${question}’.${count ? [...taken, ...missing].join("") : ""}`;
  }

  // --- Filters --------------------------------------------------------------------------------------

  function fillFilters(engine, filters) {
    engine.fasen.forEach((name, place) => filters.fase.append(new Option(`Fase ${place + 1}: ${name}`, place + 1)));
    engine.rollen.forEach((name, place) => filters.rol.append(new Option(name, place)));
    for (const kind of [...engine.kinds].sort()) filters.soort.append(new Option(kind));
  }

  function readFilters(engine, filters) {
    const chosen = {};
    if (filters.fase.value) chosen.fase = Number(filters.fase.value);
    if (filters.rol.value) chosen.rol = Number(filters.rol.value);
    if (filters.soort.value) chosen.kind = filters.soort.value;
    return chosen;
  }

  // --- Results --------------------------------------------------------------------------------------

  function makeItem(record, isFound, top) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = new URL(record.href, top).href;
    link.append(line("zoek-soort", [kindLine(record)]), line("zoek-titel", excerpt(record.title, isFound, TITLE)));
    if (record.text) link.append(line("zoek-tekst", excerpt(record.text, isFound, TEXT)));
    if (!link.querySelector("mark")) link.append(...searchWords(record, isFound));
    if (record.fase) item.className = `fase-${record.fase}`;
    item.append(link);
    return item;
  }

  // Why something is found that does not say the word itself.
  function searchWords(record, isFound) {
    const also = record.also.filter((words) => wordsOf(words).some(({ word }) => isFound(word))).slice(0, 2);
    return also.length ? [line("zoek-ook", ["Zoekwoord: ", ...excerpt(also.join(", "), isFound, TEXT)])] : [];
  }

  function kindLine(record) {
    const fase = record.fase ? `Fase ${record.fase}` : "";
    return [record.kind === "Fase" ? "" : record.kind, fase, record.around].filter(Boolean).join(" · ");
  }

  function line(name, content) {
    const span = document.createElement("span");
    span.className = name;
    span.append(...content);
    return span;
  }

  const read = new Map();

  // The words of a text, remembered: the same texts come back at every letter.
  function wordsOf(text) {
    if (!read.has(text)) read.set(text, tokens(text).filter((token) => !token.whole));
    return read.get(text);
  }

  // The stretch of a text with most of the words that were found, marked.
  function excerpt(text, isFound, length) {
    const words = wordsOf(text);
    const hits = words.filter(({ word }) => isFound(word));
    if (text.length <= length * 1.2) return mark(text, hits, 0, text.length);
    const at = bestStart(hits, length);
    const start = at < length * 0.4 ? 0 : words.findLast((word) => word.start <= at - 40)?.start ?? 0;
    const end = words.findLast((word) => word.end <= start + length)?.end ?? text.length;
    return [start ? "… " : "", ...mark(text, hits, start, end), end < text.length ? " …" : ""];
  }

  function bestStart(hits, length) {
    let best = 0, most = 0;
    for (const { start } of hits) {
      const near = new Set(hits.filter((hit) => hit.start >= start && hit.end <= start + length - 60).map((hit) => hit.word));
      if (near.size > most) [best, most] = [start, near.size];
    }
    return best;
  }

  function mark(text, hits, start, end) {
    const pieces = [];
    let at = start;
    for (const hit of hits.filter((word) => word.start >= start && word.end <= end)) {
      const marked = document.createElement("mark");
      marked.textContent = text.slice(hit.start, hit.end);
      pieces.push(text.slice(at, hit.start), marked);
      at = hit.end;
    }
    return [...pieces, text.slice(at, end)];
  }

  // --- Nothing found --------------------------------------------------------------------------------

  function showNothing(part, nothing, question, chosen, engine) {
    part("niets").hidden = !nothing;
    if (!nothing) return;
    const near = question ? engine.nearest(question) : [];
    part("gefilterd").hidden = !Object.keys(chosen).length;
    part("bedoelt").hidden = !near.length;
    part("woorden").replaceChildren(...near.map((word) => {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.zoekVraag = "";
      button.textContent = word;
      return button;
    }));
  }

  globalThis.Zoekvenster = { start };
})();
