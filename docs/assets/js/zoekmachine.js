// Finds and ranks: turns the index into postings once, then answers questions. Knows nothing of the page.
(() => {
  const { tokens, root, split, verb, sound, distance, learn } = globalThis.Zoektaal;

  // What an occurrence is worth in each field, and how many words such a field has on the whole.
  const FIELDS = { title: [6, 7], words: [5, 6], text: [2, 40], around: [0.7, 6], label: [0.5, 5] };
  const SATURATION = 4;
  const PART = 0.45; // a word within a compound, against the word itself
  const MATCH = { group: 0.75, split: 0.7, part: 0.35, verb: 0.55, prefix: 0.8, family: 0.5, typo: [0.9, 0.8, 0.6] };
  const KINDS = { Bron: 0.85, Bestand: 0.75, Lijst: 0.85, Pagina: 0.85, Rol: 0.85, Schema: 0.85, Uitleg: 0.95 };

  function make(index) {
    const stop = new Set(index.stop.split(" "));
    learn(index.irregular);
    const records = index.records.map((row, id) => readRecord(index, row, id));
    const { vocabulary, postings } = makePostings(index, records, stop);
    const groups = readGroups(index.groups, stop);
    const expansions = new Map();
    const engine = { stop, records, vocabulary, postings, groups, expansions };
    return {
      kinds: index.kinds, fasen: index.fasen, rollen: index.rollen, records,
      search: (question, filters = {}) => search(engine, question, filters),
      nearest: (question) => nearest(engine, question),
    };
  }

  function readRecord(index, row, id) {
    const [kind, fase, page, anchor, title, text = "", around = "", rollen = [], words = ""] = row;
    const href = index.pages[page] + (anchor ? "#" + anchor : "");
    return { id, kind: index.kinds[kind], fase, href, title, text, around, rollen, words, label: label(index, kind, fase, rollen) };
  }

  const label = (index, kind, fase, rollen) => [index.kinds[kind], fase ? `fase ${fase}` : "", ...rollen.map((rol) => index.rollen[rol])].join(" ");

  // --- Postings: for each root the records that have it, with a weight ------------------------------

  function makePostings(index, records, stop) {
    const counts = records.map((record) => Object.keys(FIELDS).map((field) => [field, count(record[field])]));
    const vocabulary = new Map();
    for (const fields of counts) {
      for (const [, words] of fields) for (const word of words.keys()) note(vocabulary, word, stop);
    }
    for (const word of index.groups.flat().flatMap((words) => tokens(words).map((token) => token.word))) note(vocabulary, word, stop);
    addParts(vocabulary);
    const postings = new Map();
    counts.forEach((fields, id) => fields.forEach(([field, words]) => post(postings, vocabulary, id, field, words)));
    return { vocabulary, postings };
  }

  function count(text) {
    const words = new Map();
    for (const { word } of tokens(text)) words.set(word, (words.get(word) || 0) + 1);
    return words;
  }

  function note(vocabulary, word, stop) {
    if (!vocabulary.has(word)) vocabulary.set(word, { word, root: root(word), sound: sound(word), stop: stop.has(word), parts: [] });
  }

  // What is left of a compound when a known word is taken off its start is a known word too: (informatie)avond.
  function addParts(vocabulary) {
    const known = new Set();
    const entries = [...vocabulary.values()].filter((entry) => !entry.stop && !/\d/.test(entry.word));
    for (const entry of entries) known.add(entry.root).add(entry.word);
    const knows = (text) => text.length > 3 && (known.has(text) || known.has(root(text)));
    for (const { word } of entries) {
      for (let at = 4; at < word.length - 3; at++) {
        const rest = word.slice(at);
        if (knows(word.slice(0, at)) && !knows(rest)) known.add(root(rest));
      }
    }
    vocabulary.knows = knows;
    for (const entry of entries) {
      const parts = split(entry.word, (text) => text !== entry.word && knows(text));
      if (parts) entry.parts = parts.map(root).filter((part) => part !== entry.root);
    }
  }

  function post(postings, vocabulary, id, field, words) {
    const [weight, usual] = FIELDS[field];
    const share = weight / (0.5 + (0.5 * words.size) / usual);
    for (const [word, times] of words) {
      const entry = vocabulary.get(word);
      const worth = share * (1.7 * times) / (times + 0.7);
      add(postings, entry.root, id, worth);
      for (const part of entry.parts) add(postings, part, id, worth * PART);
    }
  }

  function add(postings, key, id, worth) {
    let records = postings.get(key);
    if (!records) postings.set(key, (records = new Map()));
    records.set(id, (records.get(id) || 0) + worth);
  }

  // --- Groups of words that mean the same -----------------------------------------------------------

  function readGroups(lists, stop) {
    const groups = new Map();
    for (const list of lists) {
      const members = list.map((words) => contentRoots(words, stop)).filter((roots) => roots.length);
      for (const member of members) {
        const others = members.filter((other) => other !== member);
        const key = member[0];
        if (!groups.has(key)) groups.set(key, []);
        groups.get(key).push({ member, others });
      }
    }
    return groups;
  }

  function contentRoots(text, stop) {
    const all = tokens(text).filter((token) => !token.whole).map((token) => token.word);
    const some = all.filter((word) => !stop.has(word));
    return (some.length ? some : all).map(root);
  }

  // --- From a question to what each of its words may match ------------------------------------------

  function search(engine, question, filters) {
    const concepts = readQuestion(engine, question);
    const allowed = (record) => (!filters.fase || record.fase === filters.fase)
      && (filters.rol === undefined || record.rollen.includes(filters.rol))
      && (!filters.kind || record.kind === filters.kind);
    if (!concepts.length) return { hits: [], concepts };
    const scores = new Map();
    let total = 0;
    for (const concept of concepts) {
      concept.found = weigh(engine, concept);
      if (concept.found.size) total += concept.idf;
      for (const [id, { worth, match }] of concept.found) {
        const score = scores.get(id) || { worth: 0, cover: 0 };
        score.worth += worth;
        score.cover += concept.idf * match;
        scores.set(id, score);
      }
    }
    const hits = [];
    for (const [id, { worth, cover }] of scores) {
      const record = engine.records[id];
      if (allowed(record)) hits.push({ record, score: worth * (0.3 + (0.7 * cover) / total) * (KINDS[record.kind] || 1) });
    }
    for (const hit of hits) hit.score *= 1 + 0.3 * titleShare(engine, hit.record, concepts);
    hits.sort((a, b) => b.score - a.score || a.record.id - b.record.id);
    return { hits, concepts };
  }

  function titleShare(engine, record, concepts) {
    record.titleRoots ??= contentRoots(record.title, engine.stop);
    const said = record.titleRoots.filter((key) => concepts.some((concept) => concept.strong.has(key)));
    return said.length / Math.max(1, record.titleRoots.length);
  }

  function readQuestion(engine, question) {
    const all = tokens(question);
    const open = /[\p{L}\p{N}]$/u.test(question);
    const some = all.filter((token) => !token.whole && !engine.stop.has(token.word));
    const words = some.length ? some : all.filter((token) => !token.whole);
    const concepts = words.map(({ word, end }) => {
      const last = open && end === question.length;
      return { word, matches: [...expand(engine, word, last)] };
    });
    joinNeighbours(engine, all, concepts, words);
    addPhrases(engine, concepts);
    for (const concept of concepts) concept.strong = new Set(concept.matches.filter((match) => match.m >= 0.5).flatMap((match) => match.roots));
    return concepts;
  }

  function expand(engine, word, last) {
    const key = word + (last ? "*" : "");
    let found = engine.expansions.get(key);
    if (!found) {
      found = findMatches(engine, word, last);
      if (engine.expansions.size > 500) engine.expansions.clear();
      engine.expansions.set(key, found);
    }
    return found;
  }

  // Every way in which a word may be meant: as it is, as another word for it, in parts, as a start, with a slip.
  function findMatches(engine, word, last) {
    const { postings, vocabulary } = engine;
    const key = root(word);
    const exact = postings.has(key);
    const matches = exact ? [{ roots: [key], m: 1 }] : [];
    matches.push(...others(engine, key, 1));
    const known = exact || matches.length > 0;
    const base = verb(word);
    if (base && postings.has(root(base))) matches.push({ roots: [root(base)], m: MATCH.verb });
    const parts = split(word, (text) => text !== word && vocabulary.knows(text));
    if (parts) matches.push(...partMatches(engine, parts.map(root), known));
    matches.push(...likeWords(engine, word, key, { last, known }));
    return matches;
  }

  // The other words of the groups that hold this one, when it is a word by itself there.
  function others(engine, key, m) {
    const alone = (engine.groups.get(key) || []).filter(({ member }) => member.length === 1);
    return alone.flatMap((group) => group.others.map((roots) => ({ roots, m: m * MATCH.group })));
  }

  function partMatches(engine, parts, known) {
    const scale = known ? 0.6 : 1;
    const matches = [{ roots: parts, m: MATCH.split * scale }];
    for (const part of parts) {
      if (engine.postings.has(part)) matches.push({ roots: [part], m: MATCH.part * scale });
      matches.push(...others(engine, part, MATCH.part * scale));
    }
    return matches;
  }

  function likeWords(engine, word, key, { last, known }) {
    const matches = [];
    const heard = sound(word);
    const limit = known || word.length < 4 ? -1 : word.length < 8 ? 1 : 2;
    let slips = [];
    for (const entry of engine.vocabulary.values()) {
      if (entry.stop || entry.root === key) continue;
      if (word.length > 2 && (last || !known) && entry.word.startsWith(word)) {
        matches.push({ roots: [entry.root], m: MATCH.prefix * Math.sqrt(word.length / entry.word.length), entry });
      } else if (isFamily(key, entry.root)) {
        matches.push({ roots: [entry.root], m: MATCH.family });
      }
      if (limit < 0) continue;
      const apart = distance(heard, entry.sound, limit);
      if (apart <= limit) slips.push({ entry, apart });
    }
    const nearest = Math.min(...slips.map((slip) => slip.apart));
    slips = slips.filter((slip) => slip.apart === nearest);
    for (const { entry, apart } of slips) {
      matches.push({ roots: [entry.root], m: MATCH.typo[apart], slip: entry.word });
      matches.push(...others(engine, entry.root, MATCH.typo[apart]));
    }
    const starts = matches.filter((match) => match.entry).sort((a, b) => b.m - a.m).slice(0, 4);
    if (!known) for (const { entry, m } of starts) matches.push(...others(engine, entry.root, m));
    return matches;
  }

  // Whether two roots begin alike and differ only in their endings: begeleid(er), begeleid(ing).
  function isFamily(a, b) {
    let same = 0;
    while (same < a.length && a[same] === b[same]) same++;
    return same > 4 && a.length - same < 5 && b.length - same < 5;
  }

  // Two words of a question that the handbook writes as one, or as a verb with its particle: taken pakket, reikt … uit.
  function joinNeighbours(engine, all, concepts, words) {
    const single = all.filter((token) => !token.whole);
    const at = new Map(words.map((token, place) => [token, concepts[place]]));
    single.forEach((token, place) => {
      for (const next of single.slice(place + 1)) {
        const beside = next === single[place + 1];
        const pairs = beside ? [[token, next]] : [];
        if (engine.stop.has(next.word)) pairs.push([next, token]);
        for (const [first, second] of pairs) join(engine, first, second, at);
      }
    });
  }

  function join(engine, first, second, at) {
    for (const link of ["", "s", "e", "en"]) {
      const key = root(first.word + link + second.word);
      const known = engine.postings.has(key);
      for (const concept of [at.get(first), at.get(second)]) {
        if (concept && known) concept.matches.push({ roots: [key], m: 1 });
        if (concept) concept.matches.push(...others(engine, key, 1));
      }
    }
  }

  // Words that mean something together: baan kwijt.
  function addPhrases(engine, concepts) {
    const keys = concepts.map((concept) => root(concept.word));
    for (const key of new Set(keys)) {
      for (const { member, others: rest } of engine.groups.get(key) || []) {
        if (member.length < 2 || !member.every((part) => keys.includes(part))) continue;
        concepts.forEach((concept, place) => {
          if (member.includes(keys[place])) concept.matches.push(...rest.map((roots) => ({ roots, m: MATCH.group })));
        });
      }
    }
  }

  // --- What the matches of one word are worth in each record ----------------------------------------

  function weigh(engine, concept) {
    const count = engine.records.length;
    const idf = (size) => Math.log(1 + (count - size + 0.5) / (size + 0.5));
    const found = new Map();
    const lists = concept.matches.map((match) => ({ match, list: together(engine, match.roots) })).filter(({ list }) => list.size);
    const best = Math.max(0, ...lists.map(({ match }) => match.m));
    const near = new Set(lists.filter(({ match }) => match.m >= best * 0.7).flatMap(({ list }) => [...list.keys()]));
    concept.idf = idf(near.size);
    for (const { match, list } of lists) {
      const rarity = Math.min(concept.idf, idf(list.size));
      for (const [id, weight] of list) {
        const worth = match.m * rarity * (weight / (weight + SATURATION));
        const before = found.get(id);
        if (!before || worth > before.worth) found.set(id, { worth, match: match.m, roots: match.roots });
      }
    }
    return found;
  }

  // The records that have all these roots, with the least of their weights.
  function together(engine, keys) {
    const lists = keys.map((key) => engine.postings.get(key));
    if (lists.some((list) => !list)) return new Map();
    if (lists.length === 1) return lists[0];
    const all = new Map();
    for (const [id, weight] of lists[0]) {
      if (lists.every((list) => list.has(id))) all.set(id, Math.min(weight, ...lists.map((list) => list.get(id))));
    }
    return all;
  }

  // --- When nothing is found ------------------------------------------------------------------------

  function nearest(engine, question) {
    return [];
  }

  globalThis.Zoekmachine = { make };
})();
