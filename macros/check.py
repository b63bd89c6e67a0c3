"""What must hold between the files of the handbook, and the loading of the whole.

Each rule yields mistakes with their places; none stops at the first.
"""

from __future__ import annotations

import gc
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache, cached_property
from itertools import chain
from pathlib import Path
from typing import Any

from .dates import is_day, is_older_than_a_year, write_day
from .dutch import fold, is_skipped, split_words
from .loader import Loaded, Source, load_files
from .messages import DataFout, Loc, Melding, as_id, quote, suggestion
from .model import (
    ID_PATTERN,
    Begrip,
    Bron,
    Checklist,
    Errata,
    Erratum,
    Fase,
    Feit,
    Groep,
    Handboek,
    Methodiek,
    Model,
    Onderdeel,
    Prose,
    Reference,
    Rol,
    Rubriek,
    School,
    Stroomschema,
    Verhuisd,
    Verhuizing,
    Zoekgroep,
)
from .pages import Edition
from .placing import faulty_pages, place_all, read_pages, unplaced
from .school import NO_LAYER, OWN_BRONNEN, SCHOOL, faulty_logo, faulty_place, faulty_weglaten, lay_over
from .text import Terms, plain, problems, references, texts_of, word_problems

_ROL = ("rol",)
_ID = re.compile(r"\bid:([^,}\n]+)")
_WITHOUT_IDS = (None, Errata, Verhuisd)
_NO_LINK = "gebruik [ en ] alleen voor een link, als [tekst][id]"
_DAYS = ("sinds", "stand", "gecontroleerd", "gezien")
_MUST_BE_USED = ("bron", "partner", "rol", "begrip")
_SUGGESTIONS = 100  # looking for one takes as long as all other checks of an id together


class Library:
    """All that was loaded, with an index of what can be referred to.

    Of a faulty file, words and ids are also taken from its bare text: a mistake in one place is no reason
    to call what stands beside it unknown or unused.
    """

    def __init__(self, files: Iterable[Loaded], school_dir: Path) -> None:
        self.files = list(files)
        self.school_dir = school_dir
        self.loose_text = "\n".join(file.source.text for file in self.files if not file.whole)
        self._known: dict[tuple[str, ...], set[str]] = {}
        self._suggestions = iter(range(_SUGGESTIONS))

    @cached_property
    def is_known(self) -> bool:
        """Whether all ids can be known: no file that should hold them is missing or without any."""
        return all(f.whole or f.kind in _WITHOUT_IDS or _ID.search(f.source.text) for f in self.files)

    @cached_property
    def items(self) -> list[tuple[Source, Loc, Model]]:
        """Every object of the handbook with its file and path."""
        return [(f.source, loc, part) for f in self.files if f.object for loc, part in f.object.parts()]

    @cached_property
    def whole_items(self) -> list[tuple[Source, Loc, Model]]:
        """The same, without the faulty files."""
        return [(f.source, loc, part) for f in self.files if f.object and f.whole for loc, part in f.object.parts()]

    @cached_property
    def named(self) -> list[tuple[Source, Loc, Model, str]]:
        """Every object with an id."""
        ids = ((source, loc, part, getattr(part, "id", None)) for source, loc, part in self.items)
        return [(source, loc, part, item_id) for source, loc, part, item_id in ids if item_id]

    @cached_property
    def prose(self) -> list[tuple[Source, Loc, Model, str, Prose]]:
        """Every text that holds Markdown with its file and path, and the object that it is of."""
        return [
            (source, (*loc, *path), part, text, mark)
            for source, loc, part in self.items
            for path, text, mark in part.marked(Prose)
        ]

    @cached_property
    def texts(self) -> list[str]:
        """Every text and title, without markup."""
        return [text for _, _, part in self.items for text, _ in texts_of(part)]

    @cached_property
    def nouns(self) -> dict[str, str]:
        """The noun of each id, rollen apart: those are only ever named as rol."""
        return {item_id: part.noun() for _, _, part, item_id in self.named if not isinstance(part, Rol)}

    @cached_property
    def rollen(self) -> set[str]:
        """The id of each rol."""
        return {item_id for _, _, part, item_id in self.named if isinstance(part, Rol)}

    @cached_property
    def loose_ids(self) -> set[str]:
        """The ids in the text of faulty files, as they are and as they should be; their noun may be unknown."""
        found = {match.strip("'\" ") for match in _ID.findall(self.loose_text)}
        return (found | {as_id(item) for item in found}) - {"", *self.nouns}

    @cached_property
    def moved(self) -> dict[str, str]:
        """The successor of each retired id."""
        return {part.oud: part.nieuw for _, _, part in self.whole_items if isinstance(part, Verhuizing)}

    def known(self, mark: Reference) -> set[str]:
        """The ids that a reference of this kind may name."""
        if mark.nouns not in self._known:
            nouns = dict.fromkeys(self.rollen, "rol") if mark.nouns == _ROL else self.nouns
            fitting = {item_id for item_id, noun in nouns.items() if not mark.nouns or noun in mark.nouns}
            self._known[mark.nouns] = fitting | self.loose_ids
        return self._known[mark.nouns]

    @cached_property
    def used(self) -> Counter[tuple[bool, str]]:
        """How often each (is a rol, id) is named, by a field or a link, by something else in the handbook."""
        used: Counter[tuple[bool, str]] = Counter()
        for _, _, part in self.items:
            if not isinstance(part, Verhuizing):
                named = [(mark.nouns == _ROL, value) for _, value, mark in part.marked(Reference)]
                named += [(False, item) for _, text, _ in part.marked(Prose) for _, item in references(text)]
                used.update(key for key in named if key != (False, getattr(part, "id", None)))
        return used

    @cached_property
    def words(self) -> set[str]:
        """Every word that the handbook shows, folded: all but what is only there for the search."""
        shown = [
            word
            for _, _, part in self.items
            if not isinstance(part, (Erratum, Zoekgroep))
            for path, word in part.words()
            if path[0] != "ook"
        ]
        return set(split_words("\n".join((*self.texts, *shown, self.loose_text))))

    @cached_property
    def terms(self) -> Counter[str]:
        """How often the term of each begrip stands in text, its own definition apart."""
        begrippen = [part for _, _, part, _ in self.named if isinstance(part, Begrip)]
        terms = Terms({form: part.id for part in begrippen for form in (part.term, *part.vormen) if form})
        found = Counter(term for _, term in terms.split("\n".join((*self.texts, self.loose_text))) if term)
        for part in begrippen:
            found[part.id] -= sum(1 for _, term in terms.split(plain(part.definitie)) if term == part.id)
        return found

    def unknown(self, value: str, mark: Reference) -> str:
        """What to say of an id that a reference of this kind may not name."""
        noun = " of ".join(filter(None, (", ".join(mark.nouns[:-1]), *mark.nouns[-1:]))) or "id"
        if not value:
            return "hier ontbreekt een id; vul het in of haal de regel weg"
        if value in self.moved:
            return f"{quote(value)} is verhuisd; schrijf {quote(self.moved[value])}"
        if value in self.nouns:
            return f"{quote(value)} is geen {noun} maar een {self.nouns[value]}" + self._suggestion(value, mark)
        return f"er is geen {noun} {quote(value)}" + self._suggestion(value, mark)

    def _suggestion(self, value: str, mark: Reference) -> str:
        """What may have been meant; who gets hundreds of mistakes has another problem."""
        return suggestion(value, self.known(mark)) if next(self._suggestions, None) is not None else ""


def equal_ids(library: Library) -> Iterator[Melding]:
    """An id names one thing in the whole handbook."""
    first = {(False, OWN_BRONNEN): "zo heten de bronnen van een school samen; kies een ander id"}
    for source, loc, part, item_id in library.named:
        line = source.line((*loc, "id"))
        key = (isinstance(part, Rol), item_id)
        if key in first:
            yield Melding(source.file, line, f"het id {quote(item_id)} bestaat al: {first[key]}")
        first.setdefault(key, f"{source.file}:{line}")


def unknown_references(library: Library) -> Iterator[Melding]:
    """A field that names an id must name one that exists, of the right noun."""
    for source, loc, part in library.items:
        for path, value, mark in part.marked(Reference):
            if value not in library.known(mark):
                yield Melding(source.file, source.line((*loc, *path)), library.unknown(value, mark))


def unknown_links(library: Library) -> Iterator[Melding]:
    """Text links only to ids that exist."""
    anything = Reference()
    for source, loc, _, text, _ in library.prose:
        for offset, item_id in references(text):
            if item_id not in library.known(anything):
                message = library.unknown(item_id, anything) if re.match(ID_PATTERN, item_id) else _NO_LINK
                yield Melding(source.file, source.text_line(loc, offset), message)


def faulty_texts(library: Library) -> Iterator[Melding]:
    """Text keeps to the dialect."""
    for source, loc, _, text, mark in library.prose:
        for offset, message in problems(text, mark.inline) if text else ():
            yield Melding(source.file, source.text_line(loc, offset), message)


def faulty_words(library: Library) -> Iterator[Melding]:
    """Words that are not Markdown hold no markup either."""
    for source, loc, part in library.items:
        for path, word in part.words():
            for message in word_problems(word):
                yield Melding(source.file, source.line((*loc, *path)), message)


def unused_items(library: Library) -> Iterator[Melding]:
    """A source, partner, rol or term that nothing names does not belong in the handbook.

    Any word in a faulty file counts as a use: what it names is only known when it is right.
    """
    loose_words = set(re.findall(r"[\w-]+", library.loose_text))
    for source, loc, part, item_id in library.named:
        used = library.used[(isinstance(part, Rol), item_id)] or item_id in loose_words
        if isinstance(part, Begrip):
            used = used or library.terms[item_id] > 0
        used = used or (isinstance(part, Bron) and Path(source.file).parent.name == SCHOOL)  # there for its own sake
        if part.noun() in _MUST_BE_USED and not used:
            message = f"{part.noun()} {quote(item_id)} wordt nergens gebruikt; verwijs ernaar of haal dit punt weg"
            yield Melding(source.file, source.line((*loc, "id")), message)


def clashing_terms(library: Library) -> Iterator[Melding]:
    """A form of a term belongs to one begrip."""
    owners: dict[str, str] = {}
    for source, loc, part in library.whole_items:
        if isinstance(part, Begrip):
            for form in (part.term, *part.vormen):
                owner = owners.setdefault(form.casefold(), part.id)
                if owner != part.id:
                    yield Melding(source.file, source.line(loc), f"{quote(form)} hoort al bij het begrip '{owner}'")


def faulty_shapes(library: Library) -> Iterator[Melding]:
    """Rules within one object that its fields cannot say."""
    for source, loc, part in library.whole_items:
        if isinstance(part, Groep) and not _is_groep(part):
            message = "een groep heeft óf alleen 'onderdeel', óf 'titel' en 'stappen'"
            yield Melding(source.file, source.line(loc), message)
        if isinstance(part, Stroomschema):
            yield from _faulty_questions(source, loc, part)


def _is_groep(groep: Groep) -> bool:
    given = [bool(value) for value in (groep.onderdeel, groep.titel, groep.stappen)]
    return given in ([True, False, False], [False, True, True])


def _faulty_questions(source: Source, loc: Loc, schema: Stroomschema) -> Iterator[Melding]:
    last = len(schema.rijen)
    for row, rij in enumerate(schema.rijen):
        for column, knoop in enumerate(rij.vakken):
            line = source.line((*loc, "rijen", row, "vakken", column))
            choice = ", ".join(map(str, range(row + 3, last + 1)))
            missing = (knoop.ja, knoop.nee, knoop.nee_naar).count(None)
            if missing != (0 if knoop.soort == "vraag" else 3):
                yield Melding(source.file, line, "een vraag, en alleen een vraag, heeft 'ja', 'nee' en 'nee_naar'")
            elif knoop.nee_naar is not None and row + 3 > last:
                yield Melding(source.file, line, "na een vraag komen nog minstens twee rijen: voor ja en voor nee")
            elif knoop.nee_naar is not None and not row + 3 <= knoop.nee_naar <= last:
                yield Melding(source.file, line, f"'nee_naar' moet een rij overslaan; kies uit: {choice}")


def faulty_order(library: Library) -> Iterator[Melding]:
    """The fasen that `methodiek.yml` puts in order are those that exist, each once."""
    fasen = {part.id: source for source, _, part, _ in library.named if isinstance(part, Fase)}
    for source, _, part in library.whole_items:
        if isinstance(part, Methodiek):
            for fase_id, count in Counter(part.fasen).items():
                if count > 1:
                    yield Melding(source.file, source.line(("fasen",)), f"'{fase_id}' staat {count} keer in 'fasen'")
            for fase_id in fasen.keys() - set(part.fasen):
                message = f"fase {quote(fase_id)} staat niet in 'fasen' van methodiek.yml; zet hem daar op zijn plaats"
                yield Melding(fasen[fase_id].file, fasen[fase_id].line(("id",)), message)


def faulty_removals(library: Library) -> Iterator[Melding]:
    """A retired id is not in use any more, and has one successor."""
    for source, _, part in library.whole_items:
        if isinstance(part, Verhuisd):
            counts = Counter(verhuizing.oud for verhuizing in part.verhuisd)
            for index, verhuizing in enumerate(part.verhuisd):
                line = source.line(("verhuisd", index, "oud"))
                if verhuizing.oud in library.nouns:
                    yield Melding(source.file, line, f"het id '{verhuizing.oud}' is nog in gebruik; haal dit punt weg")
                if counts[verhuizing.oud] > 1:
                    yield Melding(source.file, line, f"het id '{verhuizing.oud}' staat hier meer dan één keer")


def faulty_search_words(library: Library) -> Iterator[Melding]:
    """What a reader may type for something stands with it once, and is a word that the search looks for."""
    for source, loc, part in library.whole_items:
        field = "woorden" if isinstance(part, Zoekgroep) else "ook"
        if field not in type(part).model_fields or not (words := getattr(part, field)):
            continue
        known = {fold(name): "is al de naam" for name in _names(part)}
        for index, word in enumerate(words):
            folded, problem = fold(word), ""
            if folded in known:
                problem = f"{known[folded]}; haal het hier weg"
            elif is_skipped(word):
                problem = "slaat het zoeken over; kies een woord met meer betekenis"
            if problem:
                yield Melding(source.file, source.line((*loc, field, index)), f"{quote(word)} {problem}")
            known[folded] = "staat hier al"


def faulty_days(library: Library) -> Iterator[Melding]:
    """A day that an editor notes is in the calendar."""
    for source, loc, part in library.whole_items:
        for field, day in _given(part, _DAYS):
            if isinstance(day, str) and not is_day(day):
                yield Melding(source.file, source.line((*loc, field)), f"'{field}': de dag {quote(day)} bestaat niet")


def faulty_addresses(library: Library) -> Iterator[Melding]:
    """An address that has moved says where to, and only such an address does."""
    for source, loc, part in library.whole_items:
        if not isinstance(part, Bron):
            continue
        if part.toestand and not part.url:
            yield Melding(source.file, source.line((*loc, "toestand")), "'toestand' hoort bij een 'url'; die ontbreekt")
        elif part.toestand == "verhuisd" and not part.nu_url:
            message = "een adres dat verhuisd is, heeft 'nu_url': waar de informatie nu staat"
            yield Melding(source.file, source.line((*loc, "toestand")), message)
        elif part.nu_url and part.toestand != "verhuisd":
            message = "'nu_url' hoort bij een adres met 'toestand: verhuisd'"
            yield Melding(source.file, source.line((*loc, "nu_url")), message)


def faulty_feiten(library: Library) -> Iterator[Melding]:
    """A feit that changes what to do says what to do, and only such a feit does."""
    for source, loc, part in library.whole_items:
        if isinstance(part, Feit) and bool(part.doe) != (part.gewicht == "verandert wat u doet"):
            message = "een feit heeft 'doe' als zijn 'gewicht' 'verandert wat u doet' is, en anders niet"
            yield Melding(source.file, source.line((*loc, "gewicht")), message)


def faulty_school(library: Library) -> Iterator[Melding]:
    """A school puts its stappen where they belong, leaves out what is the method's, and has its logo in its folder."""
    holders = {part.id: part for _, _, part in library.whole_items if isinstance(part, (Onderdeel, Rubriek))}
    for source, _, part in library.whole_items:
        if not isinstance(part, School):
            continue
        left_out = set(part.weglaten)
        for index, stap in enumerate(part.stappen):
            # An id that is no stap, or nothing, has been named already.
            if stap.bij in holders and library.nouns.get(stap.na or "") == stap.noun():
                problem = faulty_place(stap, holders[stap.bij], left_out)
                if problem:
                    yield Melding(source.file, source.line(("stappen", index, "na")), problem)
        for index, problem in faulty_weglaten(part):
            yield Melding(source.file, source.line(("weglaten", index)), problem)
        if part.logo and (problem := faulty_logo(library.school_dir / part.logo)):
            yield Melding(source.file, source.line(("logo",)), problem)


def _names(part: Model) -> Iterator[str]:
    for _, value in _given(part, ("naam", "term", "titel", "vormen")):
        yield from (value,) if isinstance(value, str) else value or ()


def _given(part: Model, names: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    """Yield (name, value) of those fields that this part has: asking pydantic for another costs much more."""
    return ((name, getattr(part, name)) for name in _known_fields(type(part), names))


@cache
def _known_fields(kind: type[Model], names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if name in kind.model_fields)


def lost_search_words(library: Library) -> Iterator[Melding]:
    """A group of words that mean the same leads somewhere: one of them stands in the handbook."""
    for source, loc, part in library.whole_items:
        if isinstance(part, Zoekgroep) and not any(
            library.words.issuperset(split_words(word)) for word in part.woorden
        ):
            message = "geen van deze woorden staat in het handboek; zet er een bij, precies zoals het in de tekst staat"
            yield Melding(source.file, source.line((*loc, "woorden")), message)


_RULES = (
    equal_ids, faulty_texts, faulty_words, clashing_terms, faulty_shapes, faulty_removals, faulty_search_words,
    faulty_days, faulty_addresses, faulty_feiten,
)  # fmt: skip
_RULES_BETWEEN_FILES = (
    unknown_references, unknown_links, unused_items, faulty_order, lost_search_words, faulty_school,
)  # fmt: skip


def load_handboek(data_dir: Path) -> Handboek:
    """Load and check `data_dir`.

    Raises DataFout with every mistake of every file.
    """
    library, meldingen = _check(data_dir)
    if meldingen:
        raise DataFout(meldingen)
    return _assemble(library)


def _library(data_dir: Path) -> Library:
    return Library(load_files(data_dir), data_dir.parent / SCHOOL)


def _check(data_dir: Path) -> tuple[Library, list[Melding]]:
    """What stands in `data_dir` and all that is wrong with it.

    While a file is missing, rules that would blame other files for its absence are left for the next run.
    """
    library = _library(data_dir)
    rules = (*_RULES, *_RULES_BETWEEN_FILES) if library.is_known else _RULES
    meldingen = [melding for file in library.files for melding in file.source.meldingen]
    found = {rule: list(rule(library)) for rule in rules}
    if found.get(unknown_references) or found.get(unknown_links):
        del found[unused_items]  # a slip in an id makes what it meant look unused
    return library, [*meldingen, *chain.from_iterable(found.values())]


def list_stale(data_dir: Path, today: date) -> list[Melding]:
    """What nobody has checked for a year before `today`: no mistake, but something to look at again."""
    return sorted(_stale_items(_library(data_dir), today))


def _stale_items(library: Library, today: date) -> Iterator[Melding]:
    for source, loc, part in library.whole_items:
        if not isinstance(part, Feit) and not (isinstance(part, Bron) and part.url):
            continue
        what = f"feit {quote(part.id)}" if isinstance(part, Feit) else f"het webadres van {quote(part.id)}"
        if (part.gecontroleerd or "") > today.isoformat():
            yield Melding(
                source.file, source.line((*loc, "gecontroleerd")), f"{what} is nagegaan op een dag die nog komt"
            )
        elif not part.gecontroleerd:
            yield Melding(source.file, source.line((*loc, "url")), f"{what} is nog nooit nagegaan")
        elif is_older_than_a_year(part.gecontroleerd, today):
            message = f"{what} is langer dan een jaar niet nagegaan (het laatst: {write_day(part.gecontroleerd)})"
            yield Melding(source.file, source.line((*loc, "gecontroleerd")), message)


def _assemble(library: Library) -> Handboek:
    objects = [(Path(file.source.file).stem, file.object) for file in library.files]
    fields: dict[str, Any] = {name: thing for name, thing in objects if not isinstance(thing, Fase)}
    fasen = {thing.id: thing for _, thing in objects if isinstance(thing, Fase)}
    fields["fasen"] = tuple(fasen[fase_id] for fase_id in fields["methodiek"].fasen)
    return Handboek.model_construct(None, **fields)


# --- With the pages -------------------------------------------------------------------------------


def load_edition(data_dir: Path, docs_dir: Path) -> Edition:
    """The checked handbook together with the pages that show it.

    Raises DataFout.
    """
    gc.disable()  # what is read lives on: looking for garbage in it costs a tenth of the time
    try:
        return _read_edition(data_dir, docs_dir)
    finally:
        gc.enable()


def _read_edition(data_dir: Path, docs_dir: Path) -> Edition:
    library, meldingen = _check(data_dir)
    pages = read_pages(docs_dir)
    if meldingen:
        raise DataFout([*meldingen, *faulty_pages(pages, docs_name=docs_dir.name)])
    handboek, layer = _assemble(library), NO_LAYER
    if handboek.school:
        handboek, layer = lay_over(handboek, handboek.school)
    edition, meldingen = place_all(
        Edition(handboek, {}, {}, tuple(pages), layer, data_dir.parent / SCHOOL), docs_dir.name
    )
    meldingen += repeated_stappen(library, edition)
    if not meldingen:
        meldingen += homeless_items(library, edition, docs_dir.name)
    if meldingen:
        raise DataFout(meldingen)
    return edition


def repeated_stappen(library: Library, edition: Edition) -> Iterator[Melding]:
    """A stap stands on a checklist once: ticks could not tell the two apart."""
    for source, loc, part, _ in library.named:
        counts = Counter(stap.id for stap in edition.stappen_on(part)) if isinstance(part, Checklist) else {}
        for stap_id in (stap_id for stap_id, count in counts.items() if count > 1):
            message = f"{quote(stap_id)} staat meer dan één keer op deze lijst; haal het ergens weg"
            yield Melding(source.file, source.line((*loc, "id")), message)


def homeless_items(library: Library, edition: Edition, docs_name: str) -> Iterator[Melding]:
    """All that can be linked to stands on a page."""
    homeless = set(unplaced(edition))
    nowhere = f"staat op geen enkele pagina in {docs_name}/; zet de macro ervan op een pagina"
    for source, loc, part, item_id in library.named:
        if item_id in homeless and not isinstance(part, Rol):
            yield Melding(source.file, source.line((*loc, "id")), f"{quote(item_id)} {nowhere}")
