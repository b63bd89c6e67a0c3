// A dossier, or the overview, to a file of Excel, and a dossier from one.
const Excelbestand = (() => {
  const { findAll, load } = Pagina;
  const { gettext } = Woorden;
  const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  const WHOLE = "handboek"; // the workbook with all stappen, which holds all that a dossier says
  /** @type {Record<string, string>} */
  const REFUSALS = {
    oud: gettext("This browser is too old to open a file of Excel. Use a newer one, or a dossier's own file. Nothing has changed."),
    "oud-excel": gettext("This file has a password, or is of an old kind. Save it in Excel as .xlsx, without a password. Nothing has changed."),
  };

  /**
   * Fill a workbook that was prepared with the site, and give it to the reader.
   * @param {string} address of the script that holds it
   * @param {string} name of the file
   * @param {(parts: Parts) => Parts} fill
   */
  async function give(address, name, fill) {
    await load([address]).catch(() => { throw new Error("laden"); });
    Dossierbestand?.give(`${name} ${Veld.today()}.xlsx`, await Zip.pack(fill(globalThis.werkmap)), TYPE);
  }

  /** Save the dossier that is open: in the list of this page, or in that of all stappen. */
  async function save() {
    if (!Dossierpaneel) return;
    const { panel, versie, titel, lijst } = Dossierpaneel, { werkmap = "" } = panel.dataset;
    const id = werkmap.replace(/.*\/|\.js.*/g, ""), isWhole = id === WHOLE;
    const name = ["dossier", Dossiers.name, ...(isWhole ? [] : [lijst])].join(" ");
    await give(werkmap, name, (parts) => Exceldossier.fill(parts, Dossiers.toFile(versie, titel, [Dossiers.activeId], isWhole), id));
  }

  /**
   * A file of Excel as a dossier's own file, and what is to be said of its rows.
   * @param {File} file
   * @throws {Error} "excel", with the reason in words as its cause, or as reading a dossier's own file does
   */
  async function translate(file) {
    try {
      if (!/\.xls[xm]$/i.test(file.name)) throw new Error("oud-excel");
      const moved = Object.keys(JSON.parse(Dossierpaneel?.panel.dataset.verhuisd || "{}"));
      const known = findAll(document, "[data-stap]").map((item) => item.dataset.stap ?? "");
      const { text, remarks } = await Exceldossier.read(file, new Set([...moved, ...known]));
      return { own: new File([text], file.name), remarks };
    } catch (error) {
      const words = error instanceof Error && REFUSALS[error.message];
      throw words ? new Error("excel", { cause: words }) : error;
    }
  }

  return { give, save, translate };
})();
