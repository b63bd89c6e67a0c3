// The form in which a school makes its own file: what it fills in stays in this browser, is checked as `make check` does,
// and is saved and opened as a file. Its fields come from the model, so that all that a school may set can be set here.
(() => {
  const { download, find, findAll, load, make } = Pagina;
  const { gettext, ngettext } = Woorden;
  const form = document.querySelector("[data-uwschool]");
  if (!(form instanceof HTMLFormElement)) return;

  const FILE = "school.yml", DRAFT = "school-concept.yml";
  const KEY = `school:${encodeURIComponent(document.documentElement.dataset.handboek || "")}`;
  const TOO_LARGE = 1_000_000;
  const SAYS_MOST = ["titel", "naam", "term", "doe", "tekst"];
  const LONGEST_ID = 50, ID_WORDS = 4;
  const store = Dossiers.area("localStorage");
  const place = find(form, "[data-velden]", HTMLElement);
  const message = find(form, ".school-melding", HTMLElement);
  const summary = find(form, ".school-fouten", HTMLElement);
  const undo = find(form, '[data-doe="school-ongedaan"]', HTMLButtonElement);
  const input = find(form, 'input[type="file"]', HTMLInputElement);
  /** @type {Schoolvorm} */
  let vorm;
  /** @type {Record<string, Waarde>} */
  let school = {};
  let before = "";
  let isChecked = false; // mistakes are shown once somebody asked for the file, and from then on
  /** @type {Set<string>} */
  const open = new Set();

  const toId = (/** @type {Pad} */ pad) => `school-${pad.join("-")}`;

  /** @param {string} words @param {boolean} [canUndo] */
  function say(words, canUndo = false) {
    message.textContent = words;
    undo.hidden = !canUndo;
  }

  // --- What is filled in ----------------------------------------------------------------------------

  /** @param {Pad} pad @returns {Waarde | undefined} */
  const get = (pad) => pad.reduce((/** @type {any} */ value, key) => value?.[key], school);

  /** @param {Pad} pad @param {Waarde} value */
  function set(pad, value) {
    const [last, ...rest] = [...pad].reverse();
    let holder = /** @type {any} */ (school);
    for (const key of rest.reverse()) holder = holder[key] ??= {};
    if (value === "" && !Array.isArray(holder)) delete holder[last];
    else holder[last] = value;
    keep();
  }

  function keep() {
    try {
      store?.setItem(KEY, JSON.stringify(school));
    } catch {
      say(gettext("This browser keeps nothing. Save the file before you leave this page."));
    }
    if (isChecked) showMistakes();
  }

  /** All that one can choose, with what the school has made itself. @param {string[] | null} nouns */
  function choices(nouns) {
    const all = [...vorm.dingen];
    Schoolregels.visit(Schoolregels.START, school, [], vorm, (kind, thing) => {
      const noun = Object.values(vorm.soorten).flat().find((veld) => veld.kind === kind)?.ding ?? "";
      if (typeof thing.id === "string" && thing.id) all.push([thing.id, noun, said(thing) || thing.id, gettext("Your school’s own")]);
    });
    return all.filter(([, noun]) => !nouns?.length || nouns.includes(noun));
  }

  /** The words that say most of a thing. @param {Record<string, Waarde>} thing */
  const said = (thing) => String(SAYS_MOST.map((name) => thing[name]).find((words) => typeof words === "string" && words.trim()) ?? "");

  /** An id from the words of a thing, which nothing else has. @param {Record<string, Waarde>} thing */
  function proposeId(thing) {
    const plain = (/** @type {string} */ words) => words.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().match(/[a-z0-9]+/g) ?? [];
    const own = plain(String(school.naam ?? "")).filter((word) => word.length > 2).slice(0, 1);
    const stem = [...own, ...plain(said(thing)).slice(0, ID_WORDS)].join("-").slice(0, LONGEST_ID).replace(/-+$/, "");
    const taken = new Set(choices(null).map(([id]) => id));
    let id = stem;
    for (let number = 2; taken.has(id); number++) id = `${stem}-${number}`;
    return id;
  }

  /** What has words but no id yet gets one, for good. @returns {boolean} whether any did */
  function giveIds() {
    let gave = false;
    Schoolregels.visit(Schoolregels.START, school, [], vorm, (kind, thing) => {
      if (!vorm.soorten[kind].some(({ soort }) => soort === "id") || thing.id || !said(thing)) return;
      thing.id = proposeId(thing);
      gave = true;
    });
    return gave;
  }

  // --- The fields -----------------------------------------------------------------------------------

  /** @param {string} kind @param {Pad} pad @returns {HTMLElement[]} */
  const showFields = (kind, pad) => vorm.soorten[kind].map((veld) => showField(veld, [...pad, veld.naam]));

  /** @param {Schoolveld} veld @param {Pad} pad @returns {HTMLElement} */
  function showField(veld, pad) {
    if (veld.soort === "id") {
      const id = get(pad);
      return make("p", { className: "kaart-voor", hidden: !id, id: toId(pad), tabIndex: -1 }, gettext("Name for links: {id}", { id: String(id ?? "") }));
    }
    if (veld.meer) return showList(veld, pad);
    if (veld.kind) return make("fieldset", { id: toId(pad) }, make("legend", {}, veld.label), ...showFields(veld.kind, pad));
    return make("div", { className: "school-veld" }, label(veld, pad), ...help(veld, pad), control(veld, pad), fault(pad));
  }

  /** @param {Schoolveld} veld @param {Pad} pad */
  const label = (veld, pad) => make("label", { htmlFor: toId(pad) }, veld.moet ? veld.label : gettext("{name} (if you like)", { name: veld.label }));

  /** @param {Schoolveld} veld @param {Pad} pad */
  const help = (veld, pad) => veld.uitleg ? [make("p", { className: "kaart-voor", id: `${toId(pad)}-uitleg` }, veld.uitleg)] : [];

  /** @param {Pad} pad */
  const fault = (pad) => make("p", { className: "school-fout", id: `${toId(pad)}-fout`, hidden: true });

  /** @param {Schoolveld} veld @param {Pad} pad */
  function control(veld, pad) {
    const value = String(get(pad) ?? "");
    const field = veld.soort === "verwijzing" || veld.soort === "keuze" ? chooser(veld, value)
      : veld.soort === "tekst" ? make("textarea", { rows: Math.min(12, Math.max(2, value.split("\n").length + 1)) })
        : make("input", { type: "text" });
    field.id = toId(pad);
    field.setAttribute("autocomplete", "off");
    field.setAttribute("aria-describedby", `${veld.uitleg && !veld.meer ? `${toId(pad)}-uitleg ` : ""}${toId(pad)}-fout`);
    field.value = value;
    field.addEventListener("input", () => set(pad, field.value.replace(/\r\n?/g, "\n")));
    field.addEventListener("change", () => { if (giveIds()) show(); });
    return field;
  }

  /** @param {Schoolveld} veld @param {string} value */
  function chooser(veld, value) {
    const field = make("select", {}, make("option", { value: "" }, gettext("Choose")));
    const known = veld.soort === "keuze" ? veld.keuzes.map((id, at) => [id, "", veld.betekenissen[at], ""]) : choices(veld.nouns);
    if (value && !known.some(([id]) => id === value)) known.push([value, "", value, ""]);
    /** @type {Map<string, HTMLElement>} */
    const groups = new Map([["", field]]);
    for (const [id, , words, around] of known) {
      let group = groups.get(around);
      if (!group) {
        group = make("optgroup", { label: around });
        groups.set(around, group);
        field.append(group);
      }
      group.append(make("option", { value: id }, words));
    }
    return field;
  }

  /** @param {Schoolveld} veld @param {Pad} pad */
  function showList(veld, pad) {
    const items = get(pad);
    const count = Array.isArray(items) ? items.length : 0;
    const key = toId(pad);
    const details = make("details", { className: "school-lijst", id: key, open: open.has(key) });
    const rows = Array.from({ length: count }, (_, at) => showRow(veld, pad, at, count));
    const more = make("button", { type: "button", id: `${key}-erbij` }, gettext("Add: {what}", { what: rowName(veld).toLowerCase() }));
    more.addEventListener("click", () => {
      open.add(key);
      set(pad, [...(Array.isArray(items) ? items : []), veld.kind ? {} : ""]);
      show();
      focusIn(toId([...pad, count]));
    });
    details.append(make("summary", {}, `${veld.label}${count ? ` (${count})` : ""}`), ...help(veld, pad), fault(pad), ...rows, make("p", {}, more));
    details.addEventListener("toggle", () => { if (details.open) open.add(key); else open.delete(key); });
    return details;
  }

  /** What one of a list is called. @param {Schoolveld} veld */
  function rowName(veld) {
    const nouns = veld.ding ? [veld.ding] : veld.nouns ?? [];
    const words = nouns.map((noun) => vorm.namen[noun] ?? noun).join(gettext(" or ")) || veld.label;
    return words[0].toUpperCase() + words.slice(1);
  }

  /** @param {Schoolveld} veld @param {Pad} pad @param {number} at @param {number} count */
  function showRow(veld, pad, at, count) {
    const here = [...pad, at], name = `${rowName(veld)} ${at + 1}`;
    const row = veld.kind
      ? make("fieldset", { id: toId(here), tabIndex: -1 }, make("legend", {}, name), ...showFields(veld.kind, here))
      : make("div", { className: "school-veld" }, make("label", { htmlFor: toId(here), className: "alleen-voorlezen" }, `${veld.label}: ${name}`), control(veld, here), fault(here));
    /** @param {string} words @param {boolean} isOff @param {() => void} act */
    const button = (words, isOff, act) => {
      const made = make("button", { type: "button", disabled: isOff }, words);
      made.setAttribute("aria-label", `${words}: ${name}`);
      made.addEventListener("click", act);
      return made;
    };
    /** @param {number} to */
    const move = (to) => {
      const list = [.../** @type {Waarde[]} */ (get(pad))];
      list.splice(to, 0, ...list.splice(at, 1));
      set(pad, list);
      show();
      focusIn(toId([...pad, to]));
    };
    row.append(make("p", { className: "school-knoppen" },
      button(gettext("Up"), at === 0, () => move(at - 1)), button(gettext("Down"), at === count - 1, () => move(at + 1)),
      button(gettext("Remove"), false, () => {
        before = JSON.stringify(school);
        const list = [.../** @type {Waarde[]} */ (get(pad))];
        list.splice(at, 1);
        set(pad, list);
        show();
        say(gettext("{what} is gone.", { what: name }), true);
        document.getElementById(`${toId(pad)}-erbij`)?.focus();
      })));
    return row;
  }

  /** The first field of a row, or the row itself. @param {string} id */
  function focusIn(id) {
    const row = document.getElementById(id);
    const field = row?.matches("input, select, textarea") ? row : row?.querySelector("input, select, textarea");
    (field instanceof HTMLElement ? field : row)?.focus();
  }

  /** Show all of it anew, with the same field in hand. */
  function show() {
    const active = document.activeElement?.id;
    place.replaceChildren(...showFields(Schoolregels.START, []));
    if (active) document.getElementById(active)?.focus();
    if (isChecked) showMistakes();
  }

  // --- Mistakes -------------------------------------------------------------------------------------

  /** @returns {number} how many there are */
  function showMistakes() {
    const found = Schoolregels.check(school, vorm);
    for (const line of findAll(place, ".school-fout")) line.hidden = true;
    for (const field of findAll(place, "[aria-invalid]")) field.removeAttribute("aria-invalid");
    const items = found.map(({ pad, woorden }) => {
      const near = nearest(pad), line = document.getElementById(`${near}-fout`);
      if (line) {
        line.textContent = woorden;
        line.hidden = false;
        document.getElementById(near)?.setAttribute("aria-invalid", "true");
      }
      const link = make("a", { href: `#${near}` }, woorden);
      link.addEventListener("click", (event) => {
        event.preventDefault();
        reveal(near);
      });
      return make("li", {}, link);
    });
    summary.replaceChildren(...(items.length ? [make("p", {}, ngettext("{number} thing is not right yet:", "{number} things are not right yet:", items.length)), make("ul", {}, ...items)] : []));
    summary.hidden = !items.length;
    return items.length;
  }

  /** The id of the nearest field around what a mistake is about. @param {Pad} pad */
  function nearest(pad) {
    for (let end = pad.length; end > 0; end--) if (document.getElementById(toId(pad.slice(0, end)))) return toId(pad.slice(0, end));
    return "school-naam";
  }

  /** @param {string} id */
  function reveal(id) {
    const field = document.getElementById(id);
    for (let around = field?.closest("details"); around; around = around.parentElement?.closest("details")) around.open = true;
    focusIn(id);
  }

  // --- Files ----------------------------------------------------------------------------------------

  function save() {
    giveIds();
    isChecked = true;
    show();
    const count = showMistakes();
    const name = count ? DRAFT : FILE;
    download(name, Schoolbestand.write(school), "text/yaml");
    say(count
      ? gettext("Your browser was given {file} to save, to go on with later. It is not ready to send: see what is not right yet.", { file: name })
      : gettext("Your browser was given {file} to save. Look in your downloads folder whether it is there, and send it.", { file: name }));
    if (count) summary.focus();
  }

  /** @param {File} file */
  async function take(file) {
    if (file.size > TOO_LARGE) return say(gettext("{file} is too large to be a school’s file.", { file: file.name }));
    const text = await file.text();
    /** @type {Waarde} */
    let found;
    try {
      found = Schoolbestand.read(text);
    } catch (error) {
      if (!(error instanceof Schoolbestand.Leesfout)) throw error;
      return say(gettext("{file} was not opened, and nothing has changed. {why}", { file: file.name, why: error.message }));
    }
    if (typeof found === "string" || Array.isArray(found)) return say(gettext("{file} is not a school’s file. Nothing has changed.", { file: file.name }));
    before = JSON.stringify(school);
    school = found;
    isChecked = true;
    keep();
    show();
    const remarks = text.split(/\r?\n/).filter((line) => /^\s*#/.test(line) && !line.includes("yaml-language-server")).length;
    const lost = ngettext("{number} line with a remark (#) in it does not come back in the file that you save.", "{number} lines with a remark (#) in it do not come back in the file that you save.", remarks);
    say([gettext("{file} has been opened.", { file: file.name }), ...(remarks ? [lost] : [])].join(" "), true);
  }

  function empty() {
    before = JSON.stringify(school);
    school = {};
    isChecked = false;
    summary.hidden = true;
    store?.removeItem(KEY);
    show();
    say(gettext("Everything is empty."), true);
  }

  function restore() {
    school = JSON.parse(before);
    keep();
    show();
    say(gettext("Put back."));
    find(place, "input", HTMLInputElement).focus();
  }

  // --- Beginning ------------------------------------------------------------------------------------

  async function begin() {
    await load((form?.getAttribute("data-laad") ?? "").split(" "));
    vorm = delen.schoolvorm;
    try {
      school = JSON.parse(store?.getItem(KEY) ?? "{}");
    } catch {
      school = {};
    }
    show();
    if (form instanceof HTMLElement) form.hidden = false;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });
  input.addEventListener("change", async () => {
    const file = input.files?.[0];
    if (file) await take(file);
    input.value = "";
  });
  find(form, '[data-doe="school-leeg"]', HTMLElement).addEventListener("click", empty);
  undo.addEventListener("click", restore);
  begin();
})();
