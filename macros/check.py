"""What must hold between the files of the handbook, and the loading of the whole.

Each rule yields mistakes with their places; none stops at the first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

from .loader import DataFout, Loaded, Loc, Melding, Source, load_files, suggestion
from .model import Begrip, Fase, Groep, Handboek, Methodiek, Model, Prose, Reference, Rol, Stroomschema, Verhuisd
from .pages import Edition, place_all, read_pages, unplaced
from .text import Terms, plain, problems, references

_ROL = ("rol",)


class Library:
    """All that was loaded, with an index of what can be referred to."""

    def __init__(self, files: Iterable[Loaded]) -> None:
        self.files = list(files)
        self.sound = all(file.object for file in self.files)

    @cached_property
    def items(self) -> list[tuple[Source, Loc, Model]]:
        """Every object of the handbook with its file and path."""
        return [(f.source, loc, part) for f in self.files if f.object for loc, part in f.object.parts()]

    @cached_property
    def named(self) -> list[tuple[Source, Loc, Model, str]]:
        """Every object with an id."""
        return [(source, loc, part, part.id) for source, loc, part in self.items if hasattr(part, "id")]

    @cached_property
    def nouns(self) -> dict[str, str]:
        """The noun of each id, rollen apart: those are only ever named as rol."""
        return {item_id: part.noun() for _, _, part, item_id in self.named if not isinstance(part, Rol)}

    @cached_property
    def rollen(self) -> dict[str, Rol]:
        """Each rol by its id."""
        return {item_id: part for _, _, part, item_id in self.named if isinstance(part, Rol)}

    def known(self, mark: Reference) -> set[str]:
        """The ids that a reference of this kind may name."""
        if mark.nouns == _ROL:
            return set(self.rollen)
        return {item_id for item_id, noun in self.nouns.items() if not mark.nouns or noun in mark.nouns}

    @cached_property
    def used(self) -> Counter[tuple[bool, str]]:
        """How often each (is a rol, id) is named by a field or a link."""
        used: Counter[tuple[bool, str]] = Counter()
        for _, _, part in self.items:
            used.update((mark.nouns == _ROL, value) for _, value, mark in part.marked(Reference))
            used.update((False, item) for _, text, _ in part.marked(Prose) for _, item in references(text))
        return used


def equal_ids(library: Library) -> Iterator[Melding]:
    """An id names one thing in the whole handbook."""
    first: dict[tuple[bool, str], str] = {}
    for source, loc, part, item_id in library.named:
        line = source.line((*loc, "id"))
        key = (isinstance(part, Rol), item_id)
        if key in first:
            yield Melding(source.file, line, f"het id '{item_id}' bestaat al: {first[key]}")
        first.setdefault(key, f"{source.file}:{line}")


def unknown_references(library: Library) -> Iterator[Melding]:
    """A field that names an id must name one that exists, of the right noun."""
    for source, loc, part in library.items:
        for path, value, mark in part.marked(Reference):
            known = library.known(mark)
            if value in known:
                continue
            noun = " of ".join(mark.nouns) or "id"
            other = library.nouns.get(value)
            message = f"'{value}' is geen {noun} maar een {other}" if other else f"onbekende {noun} '{value}'"
            yield Melding(source.file, source.line((*loc, *path)), message + suggestion(value, known))


def faulty_texts(library: Library) -> Iterator[Melding]:
    """Text keeps to the dialect and links only to ids that exist."""
    known = set(library.nouns)
    for source, loc, part in library.items:
        for path, text, mark in part.marked(Prose):
            first = source.text_lines.get((*loc, *path), source.line((*loc, *path)))
            for line, message in problems(text, mark.inline):
                yield Melding(source.file, first + line, message)
            for line, item_id in references(text):
                if item_id not in known:
                    yield Melding(source.file, first + line, f"onbekend id '{item_id}' in een link" + suggestion(item_id, known))


def unused_items(library: Library) -> Iterator[Melding]:
    """A source, partner, rol or term that nothing names does not belong in the handbook."""
    all_text = "\n".join(plain(text) for _, _, part in library.items for _, text, _ in part.marked(Prose))
    for source, loc, part, item_id in library.named:
        used = library.used[(isinstance(part, Rol), item_id)]
        if isinstance(part, Begrip):
            used += _occurs(part, all_text)
        if part.noun() in ("bron", "partner", "rol", "begrip") and not used:
            yield Melding(source.file, source.line((*loc, "id")), f"{part.noun()} '{item_id}' wordt nergens gebruikt")


def _occurs(begrip: Begrip, text: str) -> int:
    """How often the term stands in text, its own definition apart."""
    terms = Terms(dict.fromkeys((begrip.term, *begrip.vormen), begrip.id))
    own = sum(1 for _, found in terms.split(plain(begrip.definitie)) if found)
    return sum(1 for _, found in terms.split(text) if found) - own


def clashing_terms(library: Library) -> Iterator[Melding]:
    """A form of a term belongs to one begrip."""
    owners: dict[str, str] = {}
    for source, loc, part in library.items:
        if isinstance(part, Begrip):
            for form in (part.term, *part.vormen):
                owner = owners.setdefault(form.casefold(), part.id)
                if owner != part.id:
                    yield Melding(source.file, source.line(loc), f"'{form}' hoort al bij het begrip '{owner}'")


def faulty_shapes(library: Library) -> Iterator[Melding]:
    """Rules within one object that its fields cannot say."""
    for source, loc, part in library.items:
        if isinstance(part, Groep) and bool(part.onderdeel) == bool(part.titel and part.stappen):
            yield Melding(source.file, source.line(loc), "een groep heeft óf 'onderdeel', óf 'titel' met 'stappen'")
        if isinstance(part, Stroomschema):
            yield from _faulty_questions(source, loc, part)


def _faulty_questions(source: Source, loc: Loc, schema: Stroomschema) -> Iterator[Melding]:
    for row, rij in enumerate(schema.rijen):
        for column, knoop in enumerate(rij.vakken):
            line = source.line((*loc, "rijen", row, "vakken", column))
            is_question = knoop.soort == "vraag"
            if is_question != all((knoop.ja, knoop.nee, knoop.nee_naar)) or is_question != any((knoop.ja, knoop.nee, knoop.nee_naar)):
                yield Melding(source.file, line, "een vraag, en alleen een vraag, heeft 'ja', 'nee' en 'nee_naar'")
            elif knoop.nee_naar and not row + 2 < knoop.nee_naar <= len(schema.rijen):
                yield Melding(source.file, line, f"'nee_naar' moet een rij verderop zijn: {row + 3} tot en met {len(schema.rijen)}")


def faulty_order(library: Library) -> Iterator[Melding]:
    """The fasen that `methodiek.yml` puts in order are those that exist, each once."""
    fasen = {part.id: source for source, _, part in library.items if isinstance(part, Fase)}
    for source, _, part in library.items:
        if isinstance(part, Methodiek):
            for fase_id, count in Counter(part.fasen).items():
                if count > 1:
                    yield Melding(source.file, source.line(("fasen",)), f"fase '{fase_id}' staat {count} keer in 'fasen'")
            for fase_id in fasen.keys() - set(part.fasen):
                yield Melding(fasen[fase_id].file, 1, f"fase '{fase_id}' staat niet in 'fasen' van methodiek.yml")


def faulty_removals(library: Library) -> Iterator[Melding]:
    """A retired id is not in use any more."""
    for source, _, part in library.items:
        if isinstance(part, Verhuisd):
            for index, verhuizing in enumerate(part.verhuisd):
                if verhuizing.oud in library.nouns:
                    line = source.line(("verhuisd", index, "oud"))
                    yield Melding(source.file, line, f"het id '{verhuizing.oud}' is nog in gebruik en kan dus niet verhuisd zijn")


_RULES = (
    equal_ids, unknown_references, faulty_texts, clashing_terms, faulty_shapes, faulty_order, faulty_removals,
)  # fmt: skip


def load_handboek(data_dir: Path) -> Handboek:
    """Load and check `data_dir`.

    Raises DataFout with every mistake of every file.
    While a file is unreadable, rules that would blame other files for its absence are left for the next run.
    """
    return _load(data_dir)[1]


def _load(data_dir: Path) -> tuple[Library, Handboek]:
    library = Library(load_files(data_dir))
    meldingen = [melding for file in library.files for melding in file.source.meldingen]
    if library.sound:
        meldingen += [melding for rule in (*_RULES, unused_items) for melding in rule(library)]
    else:
        meldingen += [melding for rule in (equal_ids, clashing_terms, faulty_shapes) for melding in rule(library)]
    if meldingen:
        raise DataFout(meldingen)
    return library, _assemble(library)


def _assemble(library: Library) -> Handboek:
    objects = {Path(f.source.file).stem: f.object for f in library.files if not isinstance(f.object, Fase)}
    fasen = {f.object.id: f.object for f in library.files if isinstance(f.object, Fase)}
    methodiek = objects["methodiek"]
    assert isinstance(methodiek, Methodiek)
    return Handboek.model_construct(**objects, fasen=tuple(fasen[fase_id] for fase_id in methodiek.fasen))


# --- With the pages -------------------------------------------------------------------------------

_editions: dict[tuple[Path, Path], tuple[tuple, Edition]] = {}


def load_edition(data_dir: Path, docs_dir: Path) -> Edition:
    """The checked handbook together with the pages that show it, kept until a file changes.

    Raises DataFout.
    """
    stamp = _stamp([*data_dir.rglob("*.y*ml"), *docs_dir.rglob("*.md")])
    kept = _editions.get((data_dir, docs_dir))
    if kept and kept[0] == stamp:
        return kept[1]
    edition = _load_edition(data_dir, docs_dir)
    _editions[(data_dir, docs_dir)] = (stamp, edition)
    return edition


def last_good_edition(data_dir: Path, docs_dir: Path) -> Edition | None:
    """What `load_edition` gave before, while the files hold a mistake."""
    kept = _editions.get((data_dir, docs_dir))
    return kept[1] if kept else None


def _stamp(paths: Iterable[Path]) -> tuple:
    stats = [(path, path.stat()) for path in sorted(paths)]
    return tuple((str(path), stat.st_mtime_ns, stat.st_size) for path, stat in stats)


def _load_edition(data_dir: Path, docs_dir: Path) -> Edition:
    library, handboek = _load(data_dir)
    edition, meldingen = place_all(handboek, read_pages(docs_dir), docs_dir.name)
    homeless = set() if meldingen else set(unplaced(edition))
    meldingen += [
        Melding(source.file, source.line((*loc, "id")), f"'{item_id}' staat op geen enkele pagina in {docs_dir.name}/")
        for source, loc, part, item_id in library.named
        if item_id in homeless and not isinstance(part, Rol)
    ]
    if meldingen:
        raise DataFout(meldingen)
    return edition
