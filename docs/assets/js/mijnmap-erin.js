// Puts the page that one reads in a folder of one's own; loaded by the first click on the button that asks for it.
(() => {
  const { find, make } = Pagina;
  const { gettext } = Woorden;
  const { blad = "", map = "" } = find(document, "main", HTMLElement).dataset;
  const lists = Lijsten.of("map");
  const button = find(document, '[data-doe="in-map"]', HTMLButtonElement);
  const said = document.querySelector(".gedeeld") ?? make("span", { className: "gedeeld", role: "status" });
  if (!said.isConnected) button.closest(".bestanden")?.append(said);

  function put() {
    const isThere = lists.current().punten.some(([kind, welk]) => kind === "blad" && welk === blad);
    if (!isThere) lists.change((lijst) => ({ ...lijst, punten: [...lijst.punten, ["blad", blad]] }), { naam: gettext("My folder"), punten: [] });
    said.replaceChildren(isThere ? gettext("This was in your folder already.") : gettext("This is in your folder now."), " ", make("a", { href: map }, gettext("To your folder")));
  }

  button.addEventListener("click", put);
  put();
})();
