// Finds and ranks: turns the index into postings once, then answers questions. Knows nothing of the page.
//
// Each word of a question is a concept: the roots that it may mean, each with a weight (its matches).
// A record scores for each concept by its best match; rare words count more, and so do records that have all of them.

/**
 * The index, as macros/site/search.py writes it. In `records` each field of a record is a list, with the value of each
 * record at the place of that record.
 * @typedef {object} Columns
 * @property {number[]} kind its place in `kinds`
 * @property {number[]} fase from 1; 0 for none
 * @property {number[]} page its place in `pages`
 * @property {string[]} anchor the id on that page, or ""
 * @property {string[]} title
 * @property {string[]} text
 * @property {string[]} around
 * @property {number[][]} rollen their places in `rollen`
 * @property {string[]} also what readers type for it, with tabs between
 * @property {string[][]} now what one does otherwise now, which is shown and not sought
 *
 * @typedef {object} Index
 * @property {string[]} kinds
 * @property {number[]} weights of each kind
 * @property {string[]} fasen
 * @property {string[]} rollen
 * @property {string[]} pages
 * @property {Columns} records
 * @property {string[]} groups words that mean the same, with tabs between
 * @property {[string, number][]} asks patterns of words by which one asks for a kind, and its place in `kinds`
 * @property {{ words: string, kinds: number[] }} who a pattern of words that ask for somebody, and the kinds that say what you do yourself
 * @property {{ words: string, said: string }} amount a pattern of words that ask for a number or a time, and one of what says it
 * @property {number[]} contacts the ids of the records of whom one can ask
 * @property {string} stop words that carry no meaning, with spaces between
 * @property {string} irregular as `Zoektaal.learn` takes it
 *
 * @typedef {object} Found a record, as it was read
 * @property {number} id its place in the index
 * @property {string} kind
 * @property {number} weight of its kind
 * @property {number} fase
 * @property {string} title
 * @property {string} text
 * @property {string} around
 * @property {number[]} rollen
 * @property {string[]} also
 * @property {string[]} now
 * @property {string} href
 * @property {string} words those of `also` that are one word
 * @property {string[]} phrases those that are more
 * @property {string} label
 * @property {string[]} [titleRoots] made when first needed, as `roots`
 * @property {string[]} [roots]
 *
 * @typedef {{ fase?: number, rol?: number, kind?: string }} Filters
 * @typedef {{ record: Found, score: number }} Hit
 * @typedef {{ hits: Hit[], sure: boolean, unknown: string[], meant: { word: string, meant: string }[], isFound: (word: string) => boolean }} Answer
 *   the best hit first; whether the first of them say enough of what was asked to be an answer;
 *   the words of the question that nothing has; what others were taken for; which words to mark
 * @typedef {ReturnType<typeof Zoekmachine.make>} Engine
 */
const Zoekmachine = (() => {
  const { tokens, root, split, partly, verb, sound, distance, letters, differences, learn, rules, light } = Zoektaal;

  /**
   * @typedef {"title" | "words" | "text" | "around" | "label"} FieldName
   * @typedef {[FieldName, Map<string, number>][]} Counts for each field how often each word stands in it
   * @typedef {{ word: string, root: string, stop: boolean, parts: string[] }} Word a word of the index
   * @typedef {{ word: string, root: string, heard: string, bits: number }} Heard a word with what comparing it takes
   * @typedef {Map<number, number>} Postings by the id of each record its weight
   * @typedef {{ roots: string[], m: number, loose?: boolean, start?: boolean, meant?: string }} Match roots that a word may mean, and how surely (0 to 1)
   * @typedef {{ member: string[], others: string[][], own?: boolean }} Group
   * @typedef {Map<number, { worth: number, m: number }>} Weighed by the id of each record
   * @typedef {{ word: string, matches: Match[], found?: Weighed, rarity: number, inParts?: boolean, growing?: boolean }} Concept
   *   `inParts`: it may be two words in one; `growing`: it is the start of another word, and still being typed
   * @typedef {object} Question
   * @property {Concept[]} concepts
   * @property {string[]} stops the roots of its stop words
   * @property {Set<string>} words
   * @property {Set<string>} wanted the kinds that it asks for
   * @property {Set<string>} unlikely the kinds that will not have what it asks
   * @property {RegExp} [amount] how the answer will be said, when it is a number or a time
   * @typedef {object} Works all that answering needs
   * @property {Set<string>} stop
   * @property {Found[]} records
   * @property {Map<string, Word>} words
   * @property {(text: string) => boolean} knows
   * @property {Map<string, Postings>} postings
   * @property {Map<string, Group[]>} groups
   * @property {Map<string, Match[]>} expansions
   * @property {Map<string, Postings>} together
   * @property {Set<string>} said the words that stand in a record
   * @property {{ pattern: RegExp, kind: string }[]} asks
   * @property {{ pattern: RegExp, kinds: string[] }} who
   * @property {{ pattern: RegExp, said: RegExp }} amount
   * @property {Heard[]} [list]
   * @property {{ word: string, pairs: Set<string> }[]} [pairs]
   */

  // What an occurrence is worth in each field, and how many words such a field has on the whole.
  /** @type {Record<FieldName, [number, number]>} */
  const FIELDS = { title: [6, 7], words: [2, Infinity], text: [2, 60], around: [0.7, 6], label: [0.8, 5] };
  const SATURATION = 4;
  const OWN_PHRASE = 5;
  const PART = 0.4, PART_OF_WORDS = 0.15; // a word within a compound, against the word itself
  const MATCH = { phrase: 0.8, half: 0.5, group: 0.75, words: 0.55, split: 0.7, part: 0.35, verb: 0.55, prefix: 0.8, family: 0.4, slip: [0.9, 0.8, 0.6] };
  const BARE = 0.5; // a verb without the particle that the question gives it
  const GAP = 3; // how far the next word of a phrase may be
  const STOP = 0.3; // a stop word, against another
  const COMMON = 1.5; // what is less rare than this stands in so many records that it says less
  const STRONG = 0.6, MARKED = 0.3;
  const ENOUGH = 0.15; // of the best score: what scores less has little to do with the question
  const WANTED = 2.5, UNLIKELY = 0.7, AMOUNT = 1.3; // a record of the kind that is asked for, or of one that cannot have it; one with a number
  const ANSWERED = 0.5, SAID = 0.4; // of what is asked: what says less is no answer; and a part of a word does not say it
  const LISTING = 30; // who has so many search words lists them, and there a part of a word is enough: (vork)heftruck

  /**
   * Make an engine of the index, which answers questions.
   * @param {Index} index
   */
  function make(index) {
    learn(index.irregular);
    const stop = new Set(index.stop.split(" "));
    const groups = index.groups.map((words) => words.split("\t"));
    const records = index.records.title.map((_, id) => readRecord(index, id));
    const names = /** @type {FieldName[]} */ (Object.keys(FIELDS));
    /** @type {Counts[]} */
    const counts = records.map((record) => names.map((field) => [field, count(record[field])]));
    const phrases = records.flatMap((record) => record.phrases.map((phrase) => ({ phrase, id: record.id })));
    const vocabulary = makeVocabulary(counts, [...groups, ...phrases.map(({ phrase }) => [phrase])], stop);
    /** @type {Works} */
    const engine = {
      stop, records, ...vocabulary, postings: makePostings(counts, vocabulary.words),
      groups: readGroups(groups, stop), expansions: new Map(), together: new Map(),
      said: new Set(counts.flatMap((fields) => fields.flatMap(([, words]) => [...words.keys()]))),
      asks: index.asks.map(([words, kind]) => ({ pattern: pattern(words), kind: index.kinds[kind] })),
      who: { pattern: pattern(index.who.words), kinds: index.who.kinds.map((kind) => index.kinds[kind]) },
      amount: { pattern: pattern(index.amount.words), said: new RegExp(index.amount.said, "i") },
    };
    for (const { phrase, id } of phrases) addOwnPhrase(engine, phraseRoots(phrase, stop), id);
    return {
      kinds: index.kinds, fasen: index.fasen, rollen: index.rollen, contacts: index.contacts.map((id) => records[id]),
      /**
       * What answers a question.
       * @param {string} question
       * @param {Filters} [filters]
       */
      search: (question, filters = {}) => search(engine, question, filters),
      /**
       * The words of the handbook that look most like the question.
       * @param {string} question
       */
      nearest: (question) => nearest(engine, question),
    };
  }

  /**
   * Finds these words among the words of a question.
   * @param {string} words
   */
  const pattern = (words) => new RegExp(`(?:^| )(?:${words})(?: |$)`);

  /**
   * @param {Index} index
   * @param {number} id
   * @returns {Found}
   */
  function readRecord({ kinds, weights, rollen, pages, records }, id) {
    const kind = kinds[records.kind[id]], fase = records.fase[id], anchor = records.anchor[id];
    const also = records.also[id] ? records.also[id].split("\t") : [];
    return {
      id, kind, fase, also, now: records.now[id],
      weight: weights[records.kind[id]],
      title: records.title[id],
      text: records.text[id],
      around: records.around[id],
      rollen: records.rollen[id],
      href: pages[records.page[id]] + (anchor ? "#" + anchor : ""),
      words: also.filter((words) => !words.includes(" ")).join(", "),
      phrases: also.filter((words) => words.includes(" ")),
      label: [kind, fase ? Woorden.gettext("phase {number}", { number: fase }) : "", ...records.rollen[id].map((rol) => rollen[rol])].join(" "),
    };
  }

  // --- Words and postings ---------------------------------------------------------------------------

  /** @param {string} text */
  function count(text) {
    /** @type {Map<string, number>} */
    const words = new Map();
    for (const { word } of tokens(text)) words.set(word, (words.get(word) || 0) + 1);
    return words;
  }

  /**
   * Every word of the index with its root and its parts, and a test for what is a known word or part of one.
   * @param {Counts[]} counts
   * @param {string[][]} groups
   * @param {Set<string>} stop
   */
  function makeVocabulary(counts, groups, stop) {
    const all = new Set(counts.flatMap((fields) => fields.flatMap(([, words]) => [...words.keys()])));
    for (const { word } of groups.flat().flatMap(tokens)) all.add(word);
    /** @type {Map<string, Word>} */
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

  /**
   * What is left of a compound when a known word is taken off its start is known too: (informatie)avond.
   * @param {Word[]} entries
   */
  function makeKnows(entries) {
    const known = new Set(entries.flatMap((entry) => [entry.root, entry.word]));
    const starts = new Set([...known].map((word) => word.slice(0, 3)));
    /** @param {string} text */
    const knows = (text) => starts.has(text.slice(0, 3)) && (known.has(text) || (text.length > 3 && known.has(root(text))));
    for (const { word } of entries) {
      for (let at = 4; rules.productive && at < word.length - 3; at++) {
        if (!knows(word.slice(0, at))) continue;
        const rest = word.slice(at);
        if (rules.links.some((link) => rest.startsWith(link) && knows(rest.slice(link.length)))) continue;
        known.add(root(rest));
        starts.add(rest.slice(0, 3));
      }
    }
    return knows;
  }

  /**
   * For each root the records that have it, with a weight.
   * @param {Counts[]} counts
   * @param {Map<string, Word>} words
   */
  function makePostings(counts, words) {
    /** @type {Map<string, Postings>} */
    const postings = new Map();
    /**
     * @param {string} key
     * @param {number} id
     * @param {number} worth
     */
    const add = (key, id, worth) => {
      const list = within(postings, key, () => new Map());
      list.set(id, (list.get(id) || 0) + worth);
    };
    counts.forEach((fields, id) => {
      for (const [field, found] of fields) {
        const [weight, usual] = FIELDS[field];
        const share = weight / (0.7 + (0.3 * found.size) / usual);
        const ofPart = usual === Infinity ? PART_OF_WORDS : PART;
        for (const [word, times] of found) {
          const worth = (share * 1.7 * times) / (times + 0.7);
          const entry = words.get(word);
          if (!entry) continue; // each word of the counts is there
          add(entry.root, id, worth);
          for (const part of entry.parts) add(part, id, worth * ofPart);
        }
      }
    });
    return postings;
  }

  /**
   * What a map has for a key, made when it is not there yet.
   * @template V
   * @param {Map<string, V>} map
   * @param {string} key
   * @param {() => V} make
   */
  function within(map, key, make) {
    const known = map.get(key);
    if (known !== undefined) return known;
    const made = make();
    map.set(key, made);
    return made;
  }

  // --- Groups of words that mean the same -----------------------------------------------------------

  /**
   * By the first root of each member: that member's roots, and those of the others.
   * @param {string[][]} lists
   * @param {Set<string>} stop
   */
  function readGroups(lists, stop) {
    /** @type {Map<string, Group[]>} */
    const groups = new Map();
    for (const list of lists) {
      const members = list.map((words) => phraseRoots(words, stop));
      for (const member of members) {
        within(groups, member[0], () => /** @type {Group[]} */ ([])).push({ member, others: members.filter((other) => other !== member) });
      }
    }
    return groups;
  }

  /**
   * Words that are typed together for one record lead to that record, under a key of its own.
   * @param {Works} engine
   * @param {string[]} member
   * @param {number} id
   */
  function addOwnPhrase(engine, member, id) {
    const key = `#${id}`;
    engine.postings.set(key, new Map([[id, OWN_PHRASE]]));
    within(engine.groups, member[0], () => /** @type {Group[]} */ ([])).push({ member, own: true, others: [[key]] });
  }

  /** @param {string} text */
  const single = (text) => tokens(text).filter((token) => !token.whole);

  /**
   * @param {string} text
   * @param {Set<string>} skipped
   */
  function contentRoots(text, skipped) {
    const all = single(text).map((token) => token.word);
    const some = all.filter((word) => !skipped.has(word));
    return (some.length ? some : all).map(root);
  }

  /**
   * A phrase of stop words alone (te veel) needs all of its words.
   * @param {string} text
   * @param {Set<string>} stop
   */
  function phraseRoots(text, stop) {
    const roots = contentRoots(text, light);
    const meaning = single(text).some(({ word }) => !light.has(word) && !stop.has(word));
    return meaning ? roots : single(text).map(({ word }) => root(word));
  }

  /**
   * The other words of the groups that hold this one, when it is a word by itself there.
   * @param {Works} engine
   * @param {string} key
   * @param {number} m
   * @returns {Match[]}
   */
  function others(engine, key, m) {
    const alone = (engine.groups.get(key) || []).filter(({ member }) => member.length === 1);
    return alone.flatMap((group) => group.others.map((roots) => ({ roots, m: m * (roots.length > 1 ? MATCH.words : MATCH.group) })));
  }

  /**
   * Of a word that no record says and that is a part of a phrase (proeve van bekwaamheid): what the phrase stands for.
   * @param {Works} engine
   * @param {string} key
   * @returns {Match[]}
   */
  function halves(engine, key) {
    const holding = new Set([...engine.groups.values()].flat().filter(({ member, own }) => !own && member.length > 1 && member.includes(key)));
    return [...holding].flatMap((group) => group.others.map((roots) => ({ roots, m: MATCH.half })));
  }

  // --- From a question to concepts ------------------------------------------------------------------

  /**
   * @param {Works} engine
   * @param {string} question
   * @returns {Question}
   */
  function readQuestion(engine, question) {
    const all = single(question);
    const some = all.filter(({ word }) => !engine.stop.has(word));
    const words = some.length ? some : all;
    /** @type {Concept[]} */
    const concepts = words.map((token) => {
      const last = token.end === question.length;
      const matches = [...expand(engine, token, last)];
      const inParts = matches.some(({ loose }) => loose), growing = last && matches.some(({ start }) => start);
      return { word: token.word, matches, rarity: 0, inParts, growing };
    });
    addJoins(engine, all.filter(({ word }) => word !== rules.between), new Map(words.map((token, place) => [token, concepts[place]])));
    addPhrases(engine, all, concepts);
    for (const concept of concepts) concept.matches = bestOfEach(concept.matches);
    const stops = some.length ? all.filter(({ word }) => engine.stop.has(word)).map(({ word }) => root(word)) : [];
    const said = all.map(({ word }) => word);
    return { concepts, stops, words: new Set(said), ...readAsked(engine, said.join(" ")) };
  }

  /**
   * What the words of a question ask for: a kind of record (verschil tussen … en …), what a record of another kind will not
   * have (wie …), or a number (hoe lang …).
   * @param {Works} engine
   * @param {string} words
   */
  function readAsked({ asks, who, amount }, words) {
    return {
      amount: amount.pattern.test(words) ? amount.said : undefined,
      wanted: new Set(asks.filter((ask) => ask.pattern.test(words)).map(({ kind }) => kind)),
      unlikely: new Set(who.pattern.test(words) ? who.kinds : []),
    };
  }

  /** @param {Match[]} matches */
  function bestOfEach(matches) {
    /** @type {Map<string, Match>} */
    const best = new Map();
    for (const match of matches) {
      const key = match.roots.join("+");
      if ((best.get(key)?.m ?? -1) < match.m) best.set(key, match);
    }
    return [...best.values()];
  }

  /**
   * @param {Works} engine
   * @param {Token} token
   * @param {boolean} last it is still being typed: it may be the start of another
   */
  function expand(engine, { word }, last) {
    if (engine.expansions.size > 300) engine.expansions.clear();
    return within(engine.expansions, word + (last ? "*" : ""), () => bestOfEach(findMatches(engine, word, last)));
  }

  /**
   * Every way in which a word may be meant: as it is, as another word for it, in parts, as a start, with a slip.
   * @param {Works} engine
   * @param {string} word
   * @param {boolean} last
   */
  function findMatches(engine, word, last) {
    const key = root(word);
    /** @type {Match[]} */
    const matches = [...(engine.postings.has(key) ? [{ roots: [key], m: 1 }] : []), ...others(engine, key, 1)];
    const known = matches.length > 0;
    if (!engine.said.has(word)) matches.push(...halves(engine, key));
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

  /**
   * @param {Works} engine
   * @param {string[]} parts
   * @param {number} scale
   * @returns {Match[]}
   */
  function partMatches(engine, parts, scale) {
    const each = parts.flatMap((part) => [{ roots: [part], m: MATCH.part * scale }, ...others(engine, part, MATCH.part * scale)]);
    return [{ roots: parts, loose: true, m: MATCH.split * scale }, ...each];
  }

  /**
   * The words that begin with this one, and what the nearest of them stand for.
   * @param {Works} engine
   * @param {string} word
   * @param {string} key
   */
  function startsWith(engine, word, key) {
    if (word.length < 3) return [];
    const starts = listWords(engine).filter((entry) => entry.root !== key && entry.word.startsWith(word)).map((entry) => {
      return { roots: [entry.root], start: true, m: MATCH.prefix * Math.sqrt(word.length / entry.word.length) };
    });
    const nearest = starts.sort((a, b) => b.m - a.m).slice(0, 4);
    return [...starts, ...nearest.flatMap(({ roots, m }) => others(engine, roots[0], m))];
  }

  /**
   * Words with another ending; of a word that is not known, also what they stand for.
   * @param {Works} engine
   * @param {string} key
   * @param {boolean} far
   */
  function family(engine, key, far) {
    const related = new Set(listWords(engine).map((entry) => entry.root).filter((other) => other !== key && isFamily(key, other)));
    return [...related].flatMap((other) => [{ roots: [other], m: MATCH.family }, ...(far ? others(engine, other, MATCH.family) : [])]);
  }

  /**
   * Whether two roots begin alike and differ only in their endings: begeleid(er), begeleid(ing).
   * @param {string} a
   * @param {string} b
   */
  function isFamily(a, b) {
    let same = 0;
    while (same < a.length && a[same] === b[same]) same++;
    return same > 4 && a.length - same < 5 && b.length - same < 5;
  }

  /**
   * All words but the stop words, with what comparing them takes; made when first needed.
   * @param {Works} engine
   */
  function listWords(engine) {
    return engine.list ??= [...engine.words.values()].filter((entry) => !entry.stop).map((entry) => {
      const heard = sound(entry.word);
      return { word: entry.word, root: entry.root, heard, bits: letters(heard) };
    });
  }

  /**
   * The words that this one is a slip of, judged by sound and by letters: only those that are nearest.
   * Of three letters only the order may be wrong, and in a short word the first letter is right.
   * @param {Works} engine
   * @param {string} word
   * @returns {Match[]}
   */
  function slips(engine, word) {
    const heard = sound(word);
    const bits = letters(heard);
    const most = word.length < 8 ? 1 : 2;
    let limit = word.length < 3 ? -1 : most;
    /** @type {Heard[]} */
    let found = [];
    for (const entry of listWords(engine)) {
      if (Math.abs(entry.heard.length - heard.length) > limit || differences(bits, entry.bits) > (word.length < 4 ? 0 : 2 * limit)) continue;
      if (word.length < 8 && heard[0] !== entry.heard[0]) continue;
      const apart = distance(heard, entry.heard, limit);
      if (apart > limit || (apart && distance(word, entry.word, most) > most)) continue;
      if (apart < limit) [limit, found] = [apart, []];
      found.push(entry);
    }
    const m = MATCH.slip[limit];
    return found.flatMap((entry) => [{ roots: [entry.root], m, meant: entry.word }, ...others(engine, entry.root, m)]);
  }

  /**
   * Two words that the handbook writes as one, or as a verb with its particle: taken pakket, reikt … uit.
   * @param {Works} engine
   * @param {Token[]} all
   * @param {Map<Token, Concept>} concepts
   */
  function addJoins(engine, all, concepts) {
    all.forEach((token, place) => {
      for (const next of all.slice(place + 1)) {
        const pairs = next === all[place + 1] ? [[token, next]] : [];
        if (rules.particles && engine.stop.has(next.word)) pairs.push([next, token]);
        for (const [first, second] of pairs) {
          for (const link of rules.links) {
            const key = root(first.word + link + second.word);
            const matches = [...(engine.postings.has(key) ? [{ roots: [key], m: 1 }] : []), ...others(engine, key, 1)];
            const scale = matches.length && first === next && engine.stop.has(next.word) ? BARE : 1;
            for (const concept of [first, second].flatMap((part) => concepts.get(part) ?? [])) {
              concept.matches = [...concept.matches.map((match) => ({ ...match, m: match.m * scale })), ...matches];
            }
          }
        }
      }
    });
  }

  /**
   * Words that mean something together (baan kwijt) are a concept of their own, and may stand for each of them. Of two
   * phrases that the question says, one that is a part of the other means nothing by itself.
   * @param {Works} engine
   * @param {Token[]} all
   * @param {Concept[]} concepts
   */
  function addPhrases(engine, all, concepts) {
    const said = new Set(all.map((token) => root(token.word)));
    const keys = concepts.map((concept) => root(concept.word));
    const phrases = [...said].flatMap((key) => engine.groups.get(key) || []).filter(({ member }) => member.length > 1 && member.every((part) => said.has(part)));
    const whole = phrases.filter(({ member }) => !phrases.some((other) => other.member.length > member.length && member.every((part) => other.member.includes(part))));
    for (const { member, own, others: rest } of whole) {
      const matches = own ? [{ roots: rest[0], m: 1 }] : [{ roots: member, m: 1 }, ...rest.map((roots) => ({ roots, m: MATCH.phrase }))];
      keys.forEach((key, place) => { if (member.includes(key)) concepts[place].matches.push(...matches); });
      concepts.push({ word: "", matches, rarity: 0 });
    }
  }

  // --- From concepts to records ---------------------------------------------------------------------

  /**
   * @param {Works} engine
   * @param {string} question
   * @param {Filters} filters
   * @returns {Answer}
   */
  function search(engine, question, filters) {
    const asked = readQuestion(engine, question);
    const { concepts } = asked;
    const hits = concepts.length ? rank(engine, asked) : engine.records.map((record) => ({ record, score: 0 }));
    const allowed = hits.filter(({ record }) => isAllowed(record, filters));
    const sought = listSought(engine, asked);
    return {
      hits: allowed,
      sure: !concepts.length || isAnswered(engine, asked, allowed.slice(0, 3).map(({ record }) => record)),
      unknown: sought.filter((concept) => concept.word && !concept.found?.size).map((concept) => concept.word),
      meant: sought.flatMap(({ word, matches }) => meant(word, matches)),
      isFound: makeIsFound(engine, concepts),
    };
  }

  /**
   * What a question is about, without the words that only say what kind of answer is wanted: verschil, overzicht.
   * @param {Works} engine
   * @param {Question} question
   */
  const listSought = (engine, { concepts, wanted }) =>
    concepts.filter(({ word }) => !wanted.size || !engine.asks.some(({ pattern }) => pattern.test(word)));

  /**
   * Whether one of these records says at least half of what is asked. A word that the handbook does not have weighs
   * most, unless it is only in a part that such a record says: then the other words are as rare as they are.
   * @param {Works} engine
   * @param {Question} question
   * @param {Found[]} records
   */
  function isAnswered(engine, question, records) {
    if (listsIt(question.concepts, records)) return true;
    const parts = listSought(engine, question);
    const weights = parts.map((concept) => isKnown(engine, concept) ? concept.rarity : rarityOf(engine, 0));
    const all = weights.reduce((sum, weight) => sum + weight, 0);
    return records.some(({ id }) => {
      const said = parts.map(({ found, growing }, place) => {
        const m = found?.get(id)?.m ?? 0;
        return (growing && m ? 1 : m < SAID ? 0 : m) * weights[place];
      });
      return said.reduce((sum, weight) => sum + weight, 0) >= ANSWERED * all;
    });
  }

  /**
   * Whether the handbook has this word, or another for it; or the start of one that is still being typed.
   * @param {Works} engine
   * @param {Concept} concept
   */
  const isKnown = (engine, { word, matches, found, growing }) =>
    Boolean(found?.size && (growing || !word || engine.postings.has(root(word)) || matches.some(({ m }) => m === MATCH.group)));

  /**
   * Whether most of these records list things of one kind, so that a part of a word leads to the right one.
   * @param {Concept[]} concepts
   * @param {Found[]} records
   */
  function listsIt(concepts, records) {
    const listing = records.map(({ also }) => also.length >= LISTING);
    const enough = concepts.some(({ inParts }) => inParts) ? listing.length / 2 : 0;
    return listing[0] && listing.filter(Boolean).length > enough;
  }

  /**
   * The word that an unknown one was taken for, when nothing fits better.
   * @param {string} word
   * @param {Match[]} matches
   */
  function meant(word, matches) {
    const best = Math.max(0, ...matches.map(({ m }) => m));
    const match = matches.find(({ m, meant: other }) => other && m === best);
    return match?.meant ? [{ word, meant: match.meant }] : [];
  }

  /**
   * @param {Found} record
   * @param {Filters} filters
   */
  function isAllowed(record, { fase, rol, kind }) {
    return (!fase || record.fase === fase) && (rol === undefined || record.rollen.includes(rol)) && (!kind || record.kind === kind);
  }

  /**
   * @param {Works} engine
   * @param {Question} question
   * @returns {Hit[]}
   */
  function rank(engine, { concepts, stops, words, wanted, unlikely, amount }) {
    /** @type {Map<number, { worth: number, cover: number }>} */
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
      const share = titleShare(engine, record, strong);
      const whole = (0.35 + (0.65 * cover) / total) * (1 + 0.3 * share);
      const fit = (unlikely.has(record.kind) ? UNLIKELY : 1) * (amount?.test(`${record.title} ${record.text}`) ? AMOUNT : 1);
      const isWanted = wanted.has(record.kind) && (share === 1 || isCalled(record, words));
      return { record, score: worth * (isWanted ? WANTED : whole * fit) * record.weight };
    });
    const least = ENOUGH * Math.max(...hits.map(({ score }) => score));
    return hits.filter(({ score }) => score >= least).sort((a, b) => b.score - a.score || a.record.id - b.record.id);
  }

  /**
   * Whether one of these words is what readers type for a record.
   * @param {Found} record
   * @param {Set<string>} words
   */
  const isCalled = (record, words) => record.also.some((name) => words.has(name));

  /**
   * Stop words decide between records that have the others.
   * @param {Works} engine
   * @param {Map<number, { worth: number, cover: number }>} scores
   * @param {string[]} keys
   */
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

  /**
   * @param {Works} engine
   * @param {Found} record
   * @param {Set<string>} strong
   */
  function titleShare(engine, record, strong) {
    const roots = (record.titleRoots ??= contentRoots(record.title, engine.stop));
    return roots.filter((key) => strong.has(key)).length / Math.max(1, roots.length);
  }

  /**
   * @param {Works} engine
   * @param {number} size
   */
  const rarityOf = (engine, size) => Math.log(1 + (engine.records.length - size + 0.5) / (size + 0.5));

  /**
   * What a concept is worth in each record that has one of its matches.
   * @param {Works} engine
   * @param {Concept} concept
   */
  function weigh(engine, concept) {
    const lists = concept.matches.map((match) => ({ ...match, list: together(engine, match) })).filter(({ list }) => list.size);
    concept.matches = lists;
    const best = Math.max(0, ...lists.map(({ m }) => m));
    const nearest = lists.filter(({ m }) => m >= best * 0.95).map(({ list }) => list);
    const sizes = best < STRONG ? nearest.map((list) => list.size) : [new Set(nearest.flatMap((list) => [...list.keys()])).size];
    concept.rarity = rarityOf(engine, Math.min(...sizes)); // what is only known in parts is as rare as its rarest part
    /** @type {Weighed} */
    const found = new Map();
    for (const { m, list } of lists) {
      const scale = m * Math.min(concept.rarity, rarityOf(engine, list.size)) * Math.min(1, concept.rarity / COMMON);
      for (const [id, weight] of list) {
        const worth = (scale * weight) / (weight + SATURATION);
        if ((found.get(id)?.worth ?? -1) < worth) found.set(id, { worth, m });
      }
    }
    return found;
  }

  /**
   * The records that have all these roots, with the least of their weights: as a phrase, unless they are parts of a compound.
   * @param {Works} engine
   * @param {Match} match
   * @returns {Postings}
   */
  function together(engine, { roots, loose }) {
    const [first, ...rest] = roots.map((key) => engine.postings.get(key) || new Map());
    if (!rest.length) return first;
    return within(engine.together, roots.join(loose ? "+" : " "), () => {
      /** @param {number} id */
      const fits = (id) => rest.every((list) => list.has(id)) && (loose || says(engine.records[id], roots));
      const shared = [...first].filter(([id]) => fits(id));
      return new Map(shared.map(([id, weight]) => [id, Math.min(weight, ...rest.map((list) => list.get(id) ?? 0))]));
    });
  }

  /**
   * Whether a record has these roots one after the other, with at most a few words between.
   * @param {Found} record
   * @param {string[]} keys
   */
  function says(record, keys) {
    const said = (record.roots ??= single(`${record.title} ${record.text} ${record.label}`).map(({ word }) => root(word)));
    /** @type {(at: number, place: number) => boolean} */
    const follows = (at, place) => place === keys.length || said.slice(at, at + GAP).some((key, skip) => key === keys[place] && follows(at + skip + 1, place + 1));
    return said.some((key, at) => key === keys[0] && follows(at + 1, 1));
  }

  /**
   * Whether a word of a text is one that the question asked for.
   * @param {Works} engine
   * @param {Concept[]} concepts
   */
  function makeIsFound(engine, concepts) {
    const matches = concepts.flatMap((concept) => concept.matches);
    const shown = matches.filter(({ roots, m }) => m >= (roots.length > 1 ? MATCH.phrase : MARKED)); // half a phrase says nothing
    const marked = new Set(shown.flatMap(({ roots }) => roots));
    const asked = new Set(concepts.map((concept) => concept.word));
    /** @param {Word} entry */
    const judge = (entry) => marked.has(entry.root) || entry.parts.some((part) => marked.has(part));
    /** @type {Map<string, boolean>} */
    const judged = new Map();
    return (/** @type {string} */ word) => within(judged, word, () => {
      const entry = engine.words.get(word);
      return entry !== undefined && (!entry.stop || asked.has(word)) && judge(entry);
    });
  }

  // --- When nothing is found ------------------------------------------------------------------------

  /**
   * The words of the handbook that look most like the question, judged by their pairs of letters.
   * @param {Works} engine
   * @param {string} question
   */
  function nearest(engine, question) {
    const asked = single(question).filter(({ word }) => word.length > 3).map(({ word }) => pairs(word));
    if (!asked.length) return [];
    const known = (engine.pairs ??= listWords(engine).filter((entry) => engine.postings.has(entry.root)).map(({ word }) => ({ word, pairs: pairs(word) })));
    const found = known.map((entry) => ({ word: entry.word, like: Math.max(...asked.map((other) => likeness(entry.pairs, other))) }));
    return found.filter(({ like }) => like > 0.5).sort((a, b) => b.like - a.like).slice(0, 4).map(({ word }) => word);
  }

  /** @param {string} word */
  const pairs = (word) => new Set([...word].map((letter, place) => letter + (word[place + 1] || "")));

  /**
   * @param {Set<string>} a
   * @param {Set<string>} b
   */
  function likeness(a, b) {
    let shared = 0;
    for (const pair of b) if (a.has(pair)) shared++;
    return (2 * shared) / (a.size + b.size);
  }

  return { make };
})();
