// On the home page: the way back to the checklist that was filled in last, with its dossier open.
(() => {
  const place = document.querySelector("[data-verder]");
  if (!(place instanceof HTMLElement)) return;

  const home = new URL(".", location.href).href;
  const link = Pagina.make("a");
  link.addEventListener("click", () => Dossiers.choose(Dossiers.about().lijst?.dossier ?? ""));
  place.append(link);
  Dossiers.listen(() => {
    const { dossier = "", adres = "", titel = "" } = Dossiers.about().lijst ?? {};
    const naam = Dossiers.nameOf(dossier);
    place.hidden = !naam || !adres.startsWith(home); // not from where the handbook stood before
    if (!place.hidden) link.href = adres;
    link.textContent = Woorden.gettext("Go on with {name}: {list}", { name: naam, list: titel });
  });
})();
