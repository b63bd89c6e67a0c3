// An exercise that one does on the screen: put cards in order, choose who is named, find the explanation of a term.
// What the page shows without a script, a list with folded answers, stays below it.
(() => {
  const { find, findAll, make } = Pagina;
  const { gettext, ngettext } = Woorden;

  /**
   * @typedef {{ words: string, place: number, answers: string[] }} Card
   * @typedef {(item: Element, at: number) => boolean} Judge
   * @typedef {{ list: HTMLElement, isGood: Judge, hasMore?: Judge }} Done what one does, and how each item of it is judged;
   *   `hasMore`: somebody was chosen whom the text does not name
   */

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
   * @returns {Done}
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
    return { list, isGood: (item, at) => items.get(item).place === places[at] };
  }

  /**
   * For each card the answers that one may tick, or choose one of.
   * @param {Card[]} cards
   * @param {string[]} options
   * @param {boolean} several: then whom the text does not name is never wrong
   * @returns {Done}
   */
  function makeChoice(cards, options, several) {
    const list = make("ol", { className: "oefening-doen" });
    const mixed = shuffle(cards);
    for (const card of mixed) {
      const item = make("li", {});
      if (several) {
        const boxes = options.map((option) => make("input", { type: "checkbox", value: option }));
        const group = make("fieldset", {}, make("legend", { textContent: card.words }));
        for (const box of boxes) group.append(make("label", { className: "keuze" }, box, ` ${box.value}`), " ");
        item.append(group);
      } else {
        const select = make("select", { autocomplete: "off" }, make("option", { value: "", textContent: "–" }));
        for (const option of options) select.append(make("option", { value: option, textContent: option }));
        item.append(make("label", {}, card.words, make("br"), select));
      }
      list.append(item);
    }
    /** @param {Element} item */
    const chosen = (item) => findAll(item, "input:checked, select").map((field) => /** @type {HTMLInputElement} */ (field).value);
    return {
      list,
      isGood: (item, at) => mixed[at].answers.every((answer) => chosen(item).includes(answer)),
      hasMore: (item, at) => several && chosen(item).some((name) => !mixed[at].answers.includes(name)),
    };
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
      const items = [...made.list.children], good = items.filter(made.isGood), more = items.filter(made.hasMore ?? (() => false)).length;
      clear();
      for (const item of items) {
        item.append(make("span", { className: "oordeel" }, good.includes(item) ? gettext("As the method says") : gettext("Look again")));
      }
      const words = good.length === cards.length ? [gettext("All of it is as the method says.")]
        : [ngettext("{number} of {all} is as the method says. The answers stand below.", "{number} of {all} are as the method says. The answers stand below.", good.length, { all: cards.length })];
      if (more) words.push(ngettext("At {number} step you chose somebody whom the text does not name. That is not wrong.", "At {number} steps you chose somebody whom the text does not name. That is not wrong.", more));
      status.textContent = words.join(" ");
    });
    const clear = () => {
      for (const mark of findAll(made.list, ".oordeel")) mark.remove();
      status.textContent = "";
    };
    for (const event of ["click", "change"]) made.list.addEventListener(event, clear);
    place.before(make("div", { className: "oefening-scherm alleen-scherm" }, made.list, check, status));
  }

  for (const place of findAll(document, "[data-oefening]")) begin(place);
})();
