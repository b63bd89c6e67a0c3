// What was put together, on paper: parts that were prepared with the site, under one title, with their contents.
/** @typedef {{ titel: string, deel: Element, adres?: string }} Hoofdstuk `adres`: of the page that it is, with the id of the part of it */
const Boek = (() => {
  const { find, make, load } = Pagina;
  const { gettext } = Woorden;
  const place = document.querySelector("[data-boek]");
  /** @type {CSSStyleSheet | undefined} */
  let heads;

  /**
   * Load the scripts of parts that are not there yet.
   * @param {string[]} addresses
   */
  async function fetchParts(addresses) {
    const missing = [...new Set(addresses)].filter((address) => !(nameOf(address) in (globalThis.delen ?? {})));
    await load(missing);
  }

  /** @param {string} address of the script of a part */
  const nameOf = (address) => address.replace(/.*assets\/delen\/|\.js.*/g, "");

  /**
   * A part as elements, without what works on a page of its own only.
   * @param {string} html
   */
  function parse(html) {
    const { body } = new DOMParser().parseFromString(html, "text/html");
    for (const item of body.querySelectorAll(".headerlink, script, noscript, dialog")) item.remove();
    return body;
  }

  /** No id stands twice, and what leads to another part leads there on paper too, by its number. @param {Hoofdstuk[]} chapters */
  function connect(chapters) {
    const known = new Set(chapters.flatMap(({ deel }, at) => [...deel.querySelectorAll("[id]")].map(({ id }) => `${at}-${id}`)));

    /** The part that has this of a page, else the one that is all of that page. @param {string} page @param {string} [id] */
    function findPart(page, id) {
      const having = chapters.findIndex(({ adres }, at) => adres?.split("#")[0] === page && known.has(`${at}-${id}`));
      return having < 0 ? chapters.findIndex(({ adres }) => adres === page) : having;
    }

    chapters.forEach(({ deel, adres }, at) => {
      for (const item of deel.querySelectorAll("[id]")) item.id = `boek-${at}-${item.id}`;
      for (const name of ["for", "aria-labelledby", "aria-describedby"]) {
        for (const item of deel.querySelectorAll(`[${name}]`)) item.setAttribute(name, `boek-${at}-${item.getAttribute(name)}`);
      }
      for (const link of deel.querySelectorAll("a[href]")) {
        const url = new URL(link.getAttribute("href") ?? "", adres ?? location.href), [page, id] = url.href.split("#");
        const isHere = link.getAttribute("href")?.startsWith("#") && known.has(`${at}-${id}`), to = isHere ? at : findPart(page, id);
        if (to < 0) link.setAttribute("href", url.href);
        else link.setAttribute("href", id && known.has(`${to}-${id}`) ? `#boek-${to}-${id}` : `#boek-${to}`);
        if (to >= 0 && to !== at) link.append(" ", gettext("(part {number})", { number: to + 1 }));
      }
      for (const image of deel.querySelectorAll("img[src]")) image.setAttribute("src", new URL(image.getAttribute("src") ?? "", adres ?? location.href).href);
    });
  }

  /** @param {number} at */
  const nameOfPart = (at) => gettext("Part {number}", { number: at + 1 });

  /**
   * Put chapters together for paper.
   * @param {string} titel
   * @param {(Node | string)[]} front what stands below the title
   * @param {Hoofdstuk[]} chapters
   */
  function lay(titel, front, chapters) {
    connect(chapters);
    const book = find(document, "[data-boek]", HTMLElement);
    book.replaceChildren(make("p", { className: "boek-titel" }, titel), ...front, ...chapters.map(({ deel }, at) => make("div", { className: "boek-deel", id: `boek-${at}` }, ...deel.childNodes)));
  }

  const clear = () => place?.replaceChildren();

  function print() {
    dispatchEvent(new Event("beforeprint")); // Firefox says so only once it has taken what it prints
    window.print();
  }

  /**
   * The number and the title of each part above it and at the top of its sheets: a browser cannot number the pages in the contents.
   * @param {Hoofdstuk[]} chapters
   */
  function number(chapters) {
    chapters.forEach(({ deel }, at) => deel.prepend(make("p", {}, nameOfPart(at))));
    if (!("adoptedStyleSheets" in document)) return;
    heads ??= new CSSStyleSheet();
    heads.replaceSync(chapters.map(({ titel }, at) => `@page boek-${at} { @top-right { content: ${JSON.stringify(`${nameOfPart(at)} · ${titel}`)}; font: 8pt sans-serif; } } #boek-${at} { page: boek-${at}; }`).join(" "));
    document.adoptedStyleSheets = [heads];
  }

  return { clear, fetchParts, lay, nameOf, number, parse, print };
})();
