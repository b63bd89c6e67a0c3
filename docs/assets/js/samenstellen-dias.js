// Slides of a programme of one's own: prepared ones in its order, in a file for PowerPoint and Impress.
/** @typedef {{ titel: string, dia: string, notities: string, delen: string }} Dia its title, and the texts of its parts in the file */
const Dias = (() => {
  const { gettext } = Woorden;
  const TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation";
  const LARGEST = 50; // words on a slide, beside its title
  const LINE = /<a:p>(?:(?!<a:p>).)*?@regel@.*?<\/a:p>/s;

  /** @param {string} text */
  const escape = (text) => text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;" })[sign] ?? "");

  /**
   * A prepared slide with a title, and lines where it has room for these.
   * @param {Dia} slide
   * @param {string} titel
   * @param {string[]} [lines]
   * @returns {Dia}
   */
  function write(slide, titel, lines = []) {
    const fill = (/** @type {string} */ text) => text
      .replaceAll("@titel@", () => escape(titel))
      .replace(LINE, (line) => lines.map((words) => line.replace("@regel@", () => escape(words))).join(""));
    return { titel, dia: fill(slide.dia), notities: fill(slide.notities), delen: slide.delen };
  }

  /**
   * Another title for a prepared slide, on it and in its notes.
   * @param {Dia} slide
   * @param {string} titel
   * @returns {Dia}
   */
  function rename(slide, titel) {
    const put = (/** @type {string} */ text) => text.replace(`<a:t>${escape(slide.titel)}</a:t>`, () => `<a:t>${escape(titel)}</a:t>`);
    return { ...slide, titel, dia: put(slide.dia), notities: put(slide.notities) };
  }

  /**
   * The times of a day, on as many slides as they need to be read from the back.
   * @param {Dag} day
   * @param {string} titel
   */
  function makeTimes(day, titel) {
    const { clock } = /** @type {NonNullable<typeof Samenstellen>} */ (Samenstellen);
    const lines = [...day.momenten.map(({ begin, naam }) => `${clock(begin)} ${naam}`), [clock(day.klaar), gettext("End")].join(" ")];
    /** @type {string[][]} */
    const groups = [[]];
    for (const line of lines) {
      const last = groups[groups.length - 1];
      if ([...last, line].join(" ").split(" ").length > LARGEST) groups.push([line]);
      else last.push(line);
    }
    return groups.map((group) => write(globalThis.delen.dias.tijden, titel, group));
  }

  /**
   * @param {string} naam
   * @param {Dag[]} days
   * @returns {Dia[]}
   */
  function list(naam, days) {
    const { clock } = /** @type {NonNullable<typeof Samenstellen>} */ (Samenstellen);
    const { delen } = globalThis;
    const slides = days.flatMap((day, at) => [
      ...makeTimes(day, days.length > 1 ? gettext("Day {number}", { number: at + 1 }) : gettext("Programme")),
      ...day.momenten.flatMap(({ punt, begin, minuten }) => (punt[0] === "pauze"
        ? write(delen.dias.pauze, gettext("Break until {time}", { time: clock(begin + minuten) }))
        : delen[`dias-${punt[1].split(":")[0]}`] ?? [])),
    ]);
    return unique([write(delen.dias.titel, naam), ...slides, delen.dias.slot]);
  }

  /** Those with equal titles get a number. @param {Dia[]} slides */
  function unique(slides) {
    /** @type {Map<string, number>} */
    const total = new Map(), seen = new Map();
    for (const { titel } of slides) total.set(titel, (total.get(titel) ?? 0) + 1);
    return slides.map((slide) => {
      if (total.get(slide.titel) === 1) return slide;
      seen.set(slide.titel, (seen.get(slide.titel) ?? 0) + 1);
      return rename(slide, `${slide.titel} (${seen.get(slide.titel)})`);
    });
  }

  /**
   * What names the first slide, as it names this one.
   * @param {string} text
   * @param {number} number
   */
  const renumber = (text, number) => text.replace(/(notesSlides\/notesSlide|slides\/slide)1\.xml/g, `$1${number}.xml`);

  /**
   * A part of the frame, which is made for one slide, for this many.
   * @param {string} text
   * @param {number} count
   */
  const widen = (text, count) => text
    .replace(/<(Slides|Notes)>1</g, `<$1>${count}<`)
    .replace(/<(?:p:sldId id="256"|Override [^>]*(?:slides\/slide|notesSlides\/notesSlide)1\.xml"|Relationship [^>]*"slides\/slide1\.xml")[^>]*>/g, (line) => Array.from(
      { length: count }, (_, at) => renumber(line, at + 1).replace('"256"', `"${256 + at}"`).replace('"rId11"', `"rId${11 + at}"`),
    ).join(""));

  /**
   * Give a reader the file; the answer is what it is called.
   * @param {string} naam
   * @param {Dag[]} days
   */
  async function save(naam, days) {
    const { geraamte, notities, logo } = globalThis.delen.dias;
    const slides = list(naam, days);
    /** @type {Record<string, string | Uint8Array<ArrayBuffer>>} */
    const parts = {};
    for (const [name, text] of Object.entries(geraamte)) parts[name] = widen(String(text).replaceAll("@titel@", () => escape(naam)), slides.length);
    if (logo) parts[`ppt/media/${logo.naam}`] = Uint8Array.from(atob(logo.inhoud), (sign) => sign.charCodeAt(0));
    slides.forEach((slide, at) => {
      const number = at + 1;
      parts[`ppt/slides/slide${number}.xml`] = slide.dia;
      parts[`ppt/slides/_rels/slide${number}.xml.rels`] = renumber(slide.delen, number);
      parts[`ppt/notesSlides/notesSlide${number}.xml`] = slide.notities;
      parts[`ppt/notesSlides/_rels/notesSlide${number}.xml.rels`] = renumber(notities, number);
    });
    const file = `${naam}.pptx`.replace(/[^\p{L}\p{N} .-]+/gu, "-");
    Pagina.download(file, await Zip.pack(parts), TYPE);
    return file;
  }

  return { save };
})();
