// Opens the search, by its button, by / and by Ctrl+K, and for an address with ?q=. All else is loaded on first use.
(() => {
  const here = document.currentScript.src;
  const dialog = document.querySelector("[data-zoek]");
  const parts = dialog.dataset.zoek.split(" "); // in the page, where each has the digest of its content
  const field = dialog.querySelector("input");
  let loading;

  // One after the other in order; by script tags, because those also work in the copy on a USB stick.
  const load = () => loading ??= Promise.all(parts.map((part) => new Promise((done, fail) => {
    const script = document.createElement("script");
    Object.assign(script, { src: part, async: false, onload: done, onerror: fail });
    document.head.append(script);
  }))).then(() => globalThis.Zoekvenster.start(dialog, new URL("../../", here)), () => {
    dialog.querySelector("[data-zoek-status]").textContent = "Het zoeken kon niet worden geladen. Laad de pagina opnieuw, of kijk in het menu.";
  });

  function open(question) {
    if (!dialog.open) dialog.showModal();
    if (question) field.value = question;
    field.focus();
    field.select();
    load();
  }

  for (const link of document.querySelectorAll("[data-zoek-open]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = link.className;
    button.ariaLabel = link.ariaLabel;
    button.append(...link.childNodes);
    button.addEventListener("click", () => open());
    link.replaceWith(button);
  }

  addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!slash && !(event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey))) return;
    event.preventDefault();
    open();
  });

  dialog.querySelector("[data-zoek-sluit]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault(); // else the first Escape only empties the field
    dialog.close();
  });
  dialog.querySelector("form").addEventListener("submit", (event) => event.preventDefault());

  const asked = new URLSearchParams(location.search).get("q");
  if (asked) open(asked);
})();
