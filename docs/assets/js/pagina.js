// Finding the parts of a page and making new ones, so that every script knows what kind of element it has in hand.
const Pagina = (() => {
  /**
   * The first element within `root` that `selector` names.
   * @template {Element} T
   * @param {ParentNode} root
   * @param {string} selector
   * @param {new () => T} kind
   * @returns {T}
   * @throws {TypeError} when there is none, or one of another kind
   */
  function find(root, selector, kind) {
    const found = root.querySelector(selector);
    if (found instanceof kind) return found;
    throw new TypeError(`no ${kind.name} at ${selector}`);
  }

  /**
   * All elements within `root` that `selector` names and that are HTML.
   * @param {ParentNode} root
   * @param {string} selector
   * @returns {HTMLElement[]}
   */
  const findAll = (root, selector) => [.../** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(selector))];

  // A page that was saved from a browser holds what scripts had made on it: that is made anew.
  for (const made of findAll(document, "[data-gemaakt]")) made.remove();

  /**
   * A new element with these properties, and in it these children.
   * @template {keyof HTMLElementTagNameMap} N
   * @param {N} name
   * @param {Partial<HTMLElementTagNameMap[N]>} [properties]
   * @param {(Node | string)[]} children
   * @returns {HTMLElementTagNameMap[N]}
   */
  function make(name, properties = {}, ...children) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    element.setAttribute("data-gemaakt", "");
    return element;
  }

  /**
   * A button with what `old` held. In a page that was saved it is there already, so it does not count as made.
   * @param {HTMLElement} old
   * @param {(element: HTMLButtonElement) => void} place puts it there
   * @returns {HTMLButtonElement}
   */
  function makeButtonOf(old, place) {
    const button = make("button", { type: "button" }, ...old.childNodes);
    button.removeAttribute("data-gemaakt");
    place(button);
    return button;
  }

  /**
   * Hand a file to the browser to save.
   * @param {string} name
   * @param {BlobPart} content
   * @param {string} type
   */
  function download(name, content, type) {
    const link = make("a", { href: URL.createObjectURL(new Blob([content], { type })), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // some browsers begin late
  }

  /**
   * Load scripts, one after the other in order; by their tags, because those also work in the copy on a USB stick.
   * @param {string[]} addresses
   */
  const load = (addresses) => Promise.all(addresses.map((src) => new Promise((onload, onerror) => {
    const script = make("script", { src, async: false, onload, onerror });
    document.head.append(script);
    script.addEventListener("load", () => script.remove()); // a page that is saved would run it before its time
  })));

  return { find, findAll, make, makeButtonOf, download, load };
})();
