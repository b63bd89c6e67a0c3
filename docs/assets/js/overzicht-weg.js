// Removing all dossiers, once a reader has confirmed it.
(() => {
  if (!Dossierpaneel) return;
  const { button, on, say } = Dossierpaneel;

  /** @param {boolean} asking */
  function ask(asking) {
    for (const answer of ["alles-weg-ja", "alles-blijft"]) button(answer).hidden = !asking;
  }

  on("alles-weg", () => { ask(true); button("alles-weg-ja").focus(); });
  on("alles-blijft", () => { ask(false); button("alles-weg").focus(); });
  on("alles-weg-ja", () => {
    ask(false);
    Dossiers.removeAll();
    say(Woorden.gettext("All dossiers have been removed from this browser."));
  });
})();
