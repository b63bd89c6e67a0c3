// Remembers which checklist was filled in last; home has the way back to it, with its dossier open.
(() => {
  const address = location.href.replace(/[?#].*/, "");
  const home = new URL(".", address).href;
  const place = document.querySelector("[data-verder]");

  document.addEventListener("input", ({ target }) => {
    if (!(target instanceof Element && target.closest(".vinkje"))) return;
    Dossiers.note({ lijst: { dossier: Dossiers.activeId, adres: address, titel: document.querySelector("h1")?.firstChild?.textContent ?? "" } });
  });

  if (!(place instanceof HTMLElement)) return;
  const link = Pagina.make("a");
  link.addEventListener("click", () => Dossiers.choose(Dossiers.last?.dossier ?? ""));
  place.append(link);
  Dossiers.listen(() => {
    const { dossier = "", adres = "", titel = "" } = Dossiers.last ?? {};
    const naam = Dossiers.nameOf(dossier);
    place.hidden = !naam || !adres.startsWith(home); // not from where the handbook stood before
    if (!place.hidden) link.href = adres;
    link.textContent = Woorden.gettext("Go on with {name}: {list}", { name: naam, list: titel });
  });
})();
