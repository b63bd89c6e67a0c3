// Finds and ranks: turns the index into postings once, then answers questions. Knows nothing of the page.
//
// Each word of a question is a concept: the roots that it may mean, each with a weight (its matches).
// A record scores for each concept by its best match; rare words count more, and so do records that have all of them.
(() => {
  const { tokens, root, split, partly, verb, sound, distance, letters, differences, learn, LIGHT, LINKS } = globalThis.Zoektaal;

  // What an occurrence is worth in each field, and how many words such a field has on the whole.
  const FIELDS = { title: [6, 7], words: [2, Infinity], text: [2, 60], around: [0.7, 6], label: [0.8, 5] };
  const SATURATION = 4;
  const OWN_PHRASE = 5;
  const PART = 0.4, PART_OF_WORDS = 0.15; // a word within a compound, against the word itself
  const MATCH = { phrase: 0.8, group: 0.75, split: 0.7, part: 0.35, verb: 0.55, prefix: 0.8, family: 0.4, slip: [0.9, 0.8, 0.6] };
  const GAP = 3; // how far the next word of a phrase may be
  const STOP = 0.3; // a stop word, against another
  const STRONG = 0.6, MARKED = 0.3;
  const ENOUGH = 0.15; // of the best score: what scores less has little to do with the question

  function make(index) {
    learn(index.irregular);
    const stop = new Set(index.stop.split(" "));
    const records = index.records.map((row, id) => readRecord(index, row, id));
    const counts = records.map((record) => Object.keys(FIELDS).map((field) => [field, count(record[field])]));
    const phrases = records.flatMap((record) => record.phrases.map((phrase) => [phrase, record]));
    const vocabulary = makeVocabulary(counts, [...index.groups, ...phrases.map(([phrase]) => [phrase])], stop);
    const engine = {
      stop, records, ...vocabulary, postings: makePostings(counts, vocabulary.words),
      groups: readGroups(index.groups, stop), expansions: new Map(), together: new Map(),
    };
    for (const [phrase, { id }] of phrases) addOwnPhrase(engine, phraseRoots(phrase, stop), id);
    return {
      kinds: index.kinds, fasen: index.fasen, rollen: index.rollen,
      search: (question, filters = {}) => search(engine, question, filters),
      nearest: (question) => nearest(engine, question),
    };
  }

  function readRecord(index, row, id) {
    const [kind, fase, page, anchor, title, text = "", around = "", rollen = [], also = []] = row;
    const names = rollen.map((rol) => index.rollen[rol]);
    return {
      id, kind: index.kinds[kind], weight: index.weights[kind], fase, title, text, around, rollen, also,
      href: index.pages[page] + (anchor ? "#" + anchor : ""),
      words: also.filter((words) => !words.includes(" ")).join(", "),
      phrases: also.filter((words) => words.includes(" ")),
      label: [index.kinds[kind], fase ? `fase ${fase}` : "", ...names].join(" "),
    };
  }

  // --- Words and postings ---------------------------------------------------------------------------

  function count(text) {
    const words = new Map();
    for (const { word } of tokens(text)) words.set(word, (words.get(word) || 0) + 1);
    return words;
  }

  // Every word of the index with its root and its parts, and a test for what is a known word or part of one.
  function makeVocabulary(counts, groups, stop) {
    const all = new Set(counts.flatMap((fields) => fields.flatMap(([, words]) => [...words.keys()])));
    for (const { word } of groups.flat().flatMap(tokens)) all.add(word);
    const words = new Map();
    for (const word of all) words.set(word, { word, root: root(word), stop: stop.has(word), parts: [] });
    const entries = [...words.values()].filter((entry) => !entry.stop && !/\d/.test(entry.word));
    const knows = makeKnows(entries);
    for (const entry of entries) {
      const parts = split(entry.word, (text) => text !== entry.word && knows(text));
      if (parts) entry.parts = parts.map(root).filter((part) => part !== entry.root);
    }
    return { words, knows };
  }

  // What is left of a compound when a known word is taken off its start is known too: (informatie)avond.
  function makeKnows(entries) {
    const known = new Set(entries.flatMap((entry) => [entry.root, entry.word]));
    const starts = new Set([...known].map((word) => word.slice(0, 3)));
    const knows = (text) => starts.has(text.slice(0, 3)) && (known.has(text) || (text.length > 3 && known.has(root(text))));
    for (const { word } of entries) {
      for (let at = 4; at < word.length - 3; at++) {
        if (!knows(word.slice(0, at))) continue;
        const rest = word.slice(at);
        if (LINKS.some((link) => rest.startsWith(link) && knows(rest.slice(link.length)))) continue;
        known.add(root(rest));
        starts.add(rest.slice(0, 3));
      }
    }
    return knows;
  }

  // For each root the records that have it, with a weight.
  function makePostings(counts, words) {
    const postings = new Map();
    const add = (key, id, worth) => {
      if (!postings.has(key)) postings.set(key, new Map());
      postings.get(key).set(id, (postings.get(key).get(id) || 0) + worth);
    };
    counts.forEach((fields, id) => {
      for (const [field, found] of fields) {
        const [weight, usual] = FIELDS[field];
        const share = weight / (0.7 + (0.3 * found.size) / usual);
        const ofPart = usual === Infinity ? PART_OF_WORDS : PART;
        for (const [word, times] of found) {
          const worth = (share * 1.7 * times) / (times + 0.7);
          add(words.get(word).root, id, worth);
          for (const part of words.get(word).parts) add(part, id, worth * ofPart);
        }
      }
    });
    return postings;
  }

  // --- Groups of words that mean the same -----------------------------------------------------------

  // By the first root of each member: that member's roots, and those of the others.
  function readGroups(lists, stop) {
    const groups = new Map();
    for (const list of lists) {
      const members = list.map((words) => phraseRoots(words, stop));
      for (const member of members) {
        if (!groups.has(member[0])) groups.set(member[0], []);
        groups.get(member[0]).push({ member, others: members.filter((other) => other !== member) });
      }
    }
    return groups;
  }

  // Words that are typed together for one record lead to that record, under a key of its own.
  function addOwnPhrase(engine, member, id) {
    const key = `#${id}`;
    engine.postings.set(key, new Map([[id, OWN_PHRASE]]));
    if (!engine.groups.has(member[0])) engine.groups.set(member[0], []);
    engine.groups.get(member[0]).push({ member, own: true, others: [[key]] });
  }

  const single = (text) => tokens(text).filter((token) => !token.whole);

  function contentRoots(text, skipped) {
    const all = single(text).map((token) => token.word);
    const some = all.filter((word) => !skipped.has(word));
    return (some.length ? some : all).map(root);
  }

  // A phrase of stop words alone (te veel) needs all of its words.
  function phraseRoots(text, stop) {
    const roots = contentRoots(text, LIGHT);
    const meaning = single(text).some(({ word }) => !LIGHT.has(word) && !stop.has(word));
    return meaning ? roots : single(text).map(({ word }) => root(word));
  }

  // The other words of the groups that hold this one, when it is a word by itself there.
  function others(engine, key, m) {
    const alone = (engine.groups.get(key) || []).filter(({ member }) => member.length === 1);
    return alone.flatMap((group) => group.others.map((roots) => ({ roots, m: m * MATCH.group })));
  }

  // --- From a question to concepts ------------------------------------------------------------------

  function readQuestion(engine, question) {
    const all = single(question);
    const some = all.filter(({ word }) => !engine.stop.has(word));
    const words = some.length ? some : all;
    const concepts = words.map((token) => ({ word: token.word, matches: [...expand(engine, token, token.end === question.length)] }));
    addJoins(engine, all.filter(({ word }) => word !== "te"), new Map(words.map((token, place) => [token, concepts[place]])));
    addPhrases(engine, all, concepts);
    for (const concept of concepts) concept.matches = bestOfEach(concept.matches);
    const stops = some.length ? all.filter(({ word }) => engine.stop.has(word)).map(({ word }) => root(word)) : [];
    return { concepts, stops };
  }

  function bestOfEach(matches) {
    const best = new Map();
    for (const match of matches) {
      const key = match.roots.join("+");
      if (!best.has(key) || best.get(key).m < match.m) best.set(key, match);
    }
    return [...best.values()];
  }

  // `last` is the word that is still being typed: it may be the start of another.
  function expand(engine, { word }, last) {
    const key = word + (last ? "*" : "");
    if (!engine.expansions.has(key)) {
      if (engine.expansions.size > 300) engine.expansions.clear();
      engine.expansions.set(key, bestOfEach(findMatches(engine, word, last)));
    }
    return engine.expansions.get(key);
  }

  // Every way in which a word may be meant: as it is, as another word for it, in parts, as a start, with a slip.
  function findMatches(engine, word, last) {
    const key = root(word);
    const matches = [...(engine.postings.has(key) ? [{ roots: [key], m: 1 }] : []), ...others(engine, key, 1)];
    const known = matches.length > 0;
    const base = verb(word);
    if (base && engine.postings.has(root(base))) matches.push({ roots: [root(base)], m: MATCH.verb });
    const parts = split(word, (text) => text !== word && engine.knows(text));
    const part = known || parts ? undefined : partly(word, engine.knows);
    if (parts) matches.push(...partMatches(engine, parts.map(root), known ? 0.6 : 1));
    if (part) matches.push({ roots: [root(part)], m: MATCH.part }, ...others(engine, root(part), MATCH.part));
    const starts = last || !known ? startsWith(engine, word, key) : [];
    const slipped = known || (last && starts.length) ? [] : slips(engine, word);
    return [...matches, ...starts, ...family(engine, key, !known), ...slipped];
  }

  function partMatches(engine, parts, scale) {
    const each = parts.flatMap((part) => [{ roots: [part], m: MATCH.part * scale }, ...others(engine, part, MATCH.part * scale)]);
    return [{ roots: parts, loose: true, m: MATCH.split * scale }, ...each];
  }

  // The words that begin with this one, and what the nearest of them stand for.
  function startsWith(engine, word, key) {
    if (word.length < 3) return [];
    const starts = listWords(engine).filter((entry) => entry.root !== key && entry.word.startsWith(word)).map((entry) => {
      return { roots: [entry.root], m: MATCH.prefix * Math.sqrt(word.length / entry.word.length) };
    });
    const nearest = starts.sort((a, b) => b.m - a.m).slice(0, 4);
    return [...starts, ...nearest.flatMap(({ roots, m }) => others(engine, roots[0], m))];
  }

  // Words with another ending; of a word that is not known, also what they stand for.
  function family(engine, key, far) {
    const related = new Set(listWords(engine).map((entry) => entry.root).filter((other) => other !== key && isFamily(key, other)));
    return [...related].flatMap((other) => [{ roots: [other], m: MATCH.family }, ...(far ? others(engine, other, MATCH.family) : [])]);
  }

  // Whether two roots begin alike and differ only in their endings: begeleid(er), begeleid(ing).
  function isFamily(a, b) {
    let same = 0;
    while (same < a.length && a[same] === b[same]) same++;
    return same > 4 && a.length - same < 5 && b.length - same < 5;
  }

  // All words but the stop words, with what comparing them takes; made when first needed.
  function listWords(engine) {
    return engine.list ??= [...engine.words.values()].filter((entry) => !entry.stop).map((entry) => {
      const heard = sound(entry.word);
      return { word: entry.word, root: entry.root, heard, bits: letters(heard) };
    });
  }

  // The words that this one is a slip of, judged by sound and by letters: only those that are nearest.
  // Of three letters only the order may be wrong.
  function slips(engine, word) {
    const heard = sound(word);
    const bits = letters(heard);
    const most = word.length < 8 ? 1 : 2;
    let limit = word.length < 3 ? -1 : most;
    let found = [];
    for (const entry of listWords(engine)) {
      if (Math.abs(entry.heard.length - heard.length) > limit || differences(bits, entry.bits) > (word.length < 4 ? 0 : 2 * limit)) continue;
      const apart = distance(heard, entry.heard, limit);
      if (apart > limit || (apart && distance(word, entry.word, most) > most)) continue;
      if (apart < limit) [limit, found] = [apart, []];
      found.push(entry);
    }
    const m = MATCH.slip[limit];
    return found.flatMap((entry) => [{ roots: [entry.root], m, meant: entry.word }, ...others(engine, entry.root, m)]);
  }

  // Two words that the handbook writes as one, or as a verb with its particle: taken pakket, reikt … uit.
  function addJoins(engine, all, concepts) {
    all.forEach((token, place) => {
      for (const next of all.slice(place + 1)) {
        const pairs = next === all[place + 1] ? [[token, next]] : [];
        if (engine.stop.has(next.word)) pairs.push([next, token]);
        for (const [first, second] of pairs) {
          for (const link of LINKS) {
            const key = root(first.word + link + second.word);
            const matches = [...(engine.postings.has(key) ? [{ roots: [key], m: 1 }] : []), ...others(engine, key, 1)];
            for (const part of [first, second]) concepts.get(part)?.matches.push(...matches);
          }
        }
      }
    });
  }

  // Words that mean something together (baan kwijt) are a concept of their own, and may stand for each of them.
  function addPhrases(engine, all, concepts) {
    const said = new Set(all.map((token) => root(token.word)));
    const keys = concepts.map((concept) => root(concept.word));
    for (const { member, own, others: rest } of [...said].flatMap((key) => engine.groups.get(key) || [])) {
      if (member.length < 2 || !member.every((part) => said.has(part))) continue;
      const matches = own ? [{ roots: rest[0], m: 1 }] : [{ roots: member, m: 1 }, ...rest.map((roots) => ({ roots, m: MATCH.phrase }))];
      keys.forEach((key, place) => { if (member.includes(key)) concepts[place].matches.push(...matches); });
      concepts.push({ word: "", matches });
    }
  }

  // --- From concepts to records ---------------------------------------------------------------------

  function search(engine, question, filters) {
    const { concepts, stops } = readQuestion(engine, question);
    const hits = concepts.length ? rank(engine, concepts, stops) : engine.records.map((record) => ({ record, score: 0 }));
    return {
      hits: hits.filter(({ record }) => isAllowed(record, filters)),
      unknown: concepts.filter((concept) => concept.word && !concept.found?.size).map((concept) => concept.word),
      meant: concepts.flatMap(({ word, matches }) => meant(word, matches)),
      isFound: makeIsFound(engine, concepts),
    };
  }

  // The word that an unknown one was taken for, when nothing fits better.
  function meant(word, matches) {
    const best = Math.max(0, ...matches.map(({ m }) => m));
    const match = matches.find(({ m, meant: other }) => other && m === best);
    return match ? [{ word, meant: match.meant }] : [];
  }

  function isAllowed(record, { fase, rol, kind }) {
    return (!fase || record.fase === fase) && (rol === undefined || record.rollen.includes(rol)) && (!kind || record.kind === kind);
  }

  function rank(engine, concepts, stops) {
    const scores = new Map();
    let total = 0;
    for (const concept of concepts) {
      concept.found = weigh(engine, concept);
      if (concept.found.size) total += concept.rarity;
      for (const [id, { worth, m }] of concept.found) {
        const score = scores.get(id) || { worth: 0, cover: 0 };
        scores.set(id, { worth: score.worth + worth, cover: score.cover + concept.rarity * m });
      }
    }
    addStopWords(engine, scores, stops);
    const strong = new Set(concepts.flatMap(({ matches }) => matches.filter(({ m }) => m >= STRONG)).flatMap(({ roots }) => roots));
    const hits = [...scores].map(([id, { worth, cover }]) => {
      const record = engine.records[id];
      const whole = (0.35 + (0.65 * cover) / total) * (1 + 0.3 * titleShare(engine, record, strong));
      return { record, score: worth * whole * record.weight };
    });
    const least = ENOUGH * Math.max(...hits.map(({ score }) => score));
    return hits.filter(({ score }) => score >= least).sort((a, b) => b.score - a.score || a.record.id - b.record.id);
  }

  // Stop words decide between records that have the others.
  function addStopWords(engine, scores, keys) {
    for (const key of keys) {
      const list = engine.postings.get(key) || new Map();
      const rarity = rarityOf(engine, list.size);
      for (const [id, score] of scores) {
        const weight = list.get(id) || 0;
        score.worth += (STOP * rarity * weight) / (weight + SATURATION);
      }
    }
  }

  function titleShare(engine, record, strong) {
    record.titleRoots ??= contentRoots(record.title, engine.stop);
    return record.titleRoots.filter((key) => strong.has(key)).length / Math.max(1, record.titleRoots.length);
  }

  const rarityOf = (engine, size) => Math.log(1 + (engine.records.length - size + 0.5) / (size + 0.5));

  // What a concept is worth in each record that has one of its matches.
  function weigh(engine, concept) {
    const lists = concept.matches.map((match) => ({ ...match, list: together(engine, match) })).filter(({ list }) => list.size);
    concept.matches = lists;
    const best = Math.max(0, ...lists.map(({ m }) => m));
    const nearest = lists.filter(({ m }) => m >= best * 0.95).map(({ list }) => list);
    const sizes = best < STRONG ? nearest.map((list) => list.size) : [new Set(nearest.flatMap((list) => [...list.keys()])).size];
    concept.rarity = rarityOf(engine, Math.min(...sizes)); // what is only known in parts is as rare as its rarest part
    const found = new Map();
    for (const { m, list } of lists) {
      const scale = m * Math.min(concept.rarity, rarityOf(engine, list.size));
      for (const [id, weight] of list) {
        const worth = (scale * weight) / (weight + SATURATION);
        if (!found.has(id) || found.get(id).worth < worth) found.set(id, { worth, m });
      }
    }
    return found;
  }

  // The records that have all these roots, with the least of their weights: as a phrase, unless they are parts of a compound.
  function together(engine, { roots, loose }) {
    const [first, ...rest] = roots.map((key) => engine.postings.get(key) || new Map());
    if (!rest.length) return first;
    const name = roots.join(loose ? "+" : " ");
    if (!engine.together.has(name)) {
      const fits = (id) => rest.every((list) => list.has(id)) && (loose || says(engine.records[id], roots));
      const shared = [...first].filter(([id]) => fits(id));
      engine.together.set(name, new Map(shared.map(([id, weight]) => [id, Math.min(weight, ...rest.map((list) => list.get(id)))])));
    }
    return engine.together.get(name);
  }

  // Whether a record has these roots one after the other, with at most a few words between.
  function says(record, keys) {
    const said = (record.roots ??= single(`${record.title} ${record.text} ${record.label}`).map(({ word }) => root(word)));
    const follows = (at, place) => place === keys.length || said.slice(at, at + GAP).some((key, skip) => key === keys[place] && follows(at + skip + 1, place + 1));
    return said.some((key, at) => key === keys[0] && follows(at + 1, 1));
  }

  // Whether a word of a text is one that the question asked for.
  function makeIsFound(engine, concepts) {
    const matches = concepts.flatMap((concept) => concept.matches);
    const shown = matches.filter(({ roots, m }) => m >= (roots.length > 1 ? MATCH.phrase : MARKED)); // half a phrase says nothing
    const marked = new Set(shown.flatMap(({ roots }) => roots));
    const asked = new Set(concepts.map((concept) => concept.word));
    const judge = (entry) => marked.has(entry.root) || entry.parts.some((part) => marked.has(part));
    const judged = new Map();
    return (word) => {
      if (!judged.has(word)) {
        const entry = engine.words.get(word);
        judged.set(word, Boolean(entry) && (!entry.stop || asked.has(word)) && judge(entry));
      }
      return judged.get(word);
    };
  }

  // --- When nothing is found ------------------------------------------------------------------------

  // The words of the handbook that look most like the question, judged by their pairs of letters.
  function nearest(engine, question) {
    const asked = single(question).filter(({ word }) => word.length > 3).map(({ word }) => pairs(word));
    if (!asked.length) return [];
    engine.pairs ??= listWords(engine).filter((entry) => engine.postings.has(entry.root)).map(({ word }) => ({ word, pairs: pairs(word) }));
    const found = engine.pairs.map((entry) => ({ word: entry.word, like: Math.max(...asked.map((other) => likeness(entry.pairs, other))) }));
    return found.filter(({ like }) => like > 0.5).sort((a, b) => b.like - a.like).slice(0, 4).map(({ word }) => word);
  }

  const pairs = (word) => new Set([...word].map((letter, place) => letter + (word[place + 1] || "")));

  function likeness(a, b) {
    let shared = 0;
    for (const pair of b) if (a.has(pair)) shared++;
    return (2 * shared) / (a.size + b.size);
  }

  globalThis.Zoekmachine = { make };
})();
