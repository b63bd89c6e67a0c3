// Hands the address of a page, with what is chosen on it, to somebody else: by the machine's own share, else by a copy.
(() => {
  const { gettext } = Woorden;

  for (const button of Pagina.findAll(document, '[data-doe="delen"]')) {
    button.hidden = false;
    button.addEventListener("click", () => share(Pagina.find(document, ".gedeeld", HTMLElement)));
  }

  /** @param {HTMLElement} message */
  async function share(message) {
    const url = location.href.replace(/#.*/, "");
    try {
      if (navigator.share) await navigator.share({ title: document.title, url });
      else {
        await navigator.clipboard.writeText(url);
        message.textContent = gettext("The address of this page has been copied. What you have filled in does not go with it.");
      }
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") return; // the reader thought better of it
      message.textContent = gettext("Copy this address: {address}", { address: url });
    }
  }
})();
