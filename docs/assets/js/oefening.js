// An exercise that one does on the screen: put cards in order, choose who is named, find the explanation of a term.
// What the page shows without a script, a list with folded answers, stays below it.
(() => {
  const { find, findAll, make } = Pagina;
  const { gettext, ngettext } = Woorden;

  /** @typedef {{ words: string, place: number, answers: string[] }} Card */

  /** @param {HTMLElement} list @returns {Card[]} */
  const read = (list) =>
    findAll(list, "[data-kaart]").map((item) => ({
      words: find(item, ".kaart-woorden", HTMLElement).textContent ?? "",
      place: Number(item.dataset.plaats),
      answers: (item.dataset.kaart || "").split("\n").filter(Boolean),
    }));

  /**
   * A new order each time.
   * @template T
   * @param {T[]} things
   * @returns {T[]}
   */
  function shuffle(things) {
    const mixed = [...things];
    for (let at = mixed.length - 1; at > 0; at--) {
      const other = Math.floor(Math.random() * (at + 1));
      [mixed[at], mixed[other]] = [mixed[other], mixed[at]];
    }
    return mixed;
  }

  /**
   * A button with an arrow that keeps the focus when what it stands in moves.
   * @param {string} way
   * @param {string} label
   * @param {() => void} act
   */
  function button(way, label, act) {
    const made = make("button", { type: "button", className: `pijl ${way}` });
    made.setAttribute("aria-label", label);
    made.addEventListener("click", () => {
      act();
      made.focus();
    });
    return made;
  }

  /**
   * Cards in a list that one moves up and down.
   * @param {Card[]} cards
   * @returns {{ element: HTMLElement, count: () => number }}
   */
  function makeOrder(cards) {
    const list = make("ol", { className: "oefening-doen" });
    const items = new Map();
    for (const card of shuffle(cards)) {
      const item = make("li", {}, make("span", { textContent: card.words }));
      const up = button("op", gettext("Up: {card}", { card: card.words }), () => item.previousElementSibling?.before(item));
      const down = button("neer", gettext("Down: {card}", { card: card.words }), () => item.nextElementSibling?.after(item));
      item.append(" ", up, " ", down);
      items.set(item, card);
      list.append(item);
    }
    const places = cards.map((card) => card.place).sort((a, b) => a - b);
    const count = () => [...list.children].filter((item, at) => items.get(item).place === places[at]).length;
    return { element: list, count };
  }

  /**
   * For each card the answers that one may tick, or choose one of.
   * @param {Card[]} cards
   * @param {string[]} options
   * @param {boolean} several
   * @returns {{ element: HTMLElement, count: () => number }}
   */
  function makeChoice(cards, options, several) {
    const list = make("ol", { className: "oefening-doen" });
    /** @type {(() => boolean)[]} */
    const checks = [];
    for (const card of shuffle(cards)) {
      const item = make("li", {});
      if (several) {
        const boxes = options.map((option) => make("input", { type: "checkbox", value: option }));
        const group = make("fieldset", {}, make("legend", { textContent: card.words }));
        for (const box of boxes) group.append(make("label", { className: "keuze" }, box, ` ${box.value}`), " ");
        item.append(group);
        checks.push(() => boxes.every((box) => box.checked === card.answers.includes(box.value)));
      } else {
        const select = make("select", { autocomplete: "off" }, make("option", { value: "", textContent: "–" }));
        for (const option of options) select.append(make("option", { value: option, textContent: option }));
        item.append(make("label", {}, card.words, make("br"), select));
        checks.push(() => select.value === card.answers[0]);
      }
      list.append(item);
    }
    return { element: list, count: () => checks.filter((check) => check()).length };
  }

  /** @param {HTMLElement} place */
  function begin(place) {
    const cards = read(place);
    const options = (place.dataset.keuzes || "").split("\n").filter(Boolean);
    const kind = place.dataset.oefening;
    const made =
      kind === "volgorde" ? makeOrder(cards)
      : kind === "wie-doet-wat" ? makeChoice(cards, options, true)
      : kind === "begrippen" ? makeChoice(cards, shuffle(cards.map((card) => card.answers[0])), false)
      : null;
    if (!made) return;
    const status = make("p", {});
    status.setAttribute("role", "status");
    const check = make("button", { type: "button", className: "hoofdknop", textContent: gettext("Check") });
    check.addEventListener("click", () => {
      const good = made.count();
      status.textContent =
        good === cards.length ? gettext("All of it is as the method says.")
        : ngettext("{number} of {all} is as the method says. The answers stand below.", "{number} of {all} are as the method says. The answers stand below.", good, { all: cards.length });
    });
    place.before(make("div", { className: "oefening-scherm alleen-scherm" }, made.element, check, status));
  }

  for (const place of findAll(document, "[data-oefening]")) begin(place);
})();
