"""The text of the fasen is the source's, word for word, but for what ``errata.yml`` names."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from getrouw import apply_errata, cut_part, has_words, normalise, read_sentences

from macros.loader import read_source
from macros.model import Errata, Fase, Model, Prose

ROOT = Path(__file__).parents[1]
BRON = ROOT / "tests" / "bron"
FASEN = sorted((ROOT / "data" / "fasen").glob("*.yml"))
FIRST, LAST = "## LOOPBAANORIËNTATIE EN BEROEPSKEUZE", "## INSTANTIES"
TITLES = {"titel", "naam"}
TEMPLATE_HEADINGS = {"doen", "ten slotte"}  # the pages supply these, not the data


def load(path: Path, kind: type[Model]) -> Model:
    """The object in one file of the data."""
    source = read_source(path, path.name)
    assert source.meldingen == []
    return kind.model_validate(source.value)


@cache
def corrected_source(name: str) -> str:
    """A source text with its errata applied."""
    errata = load(ROOT / "data" / "errata.yml", Errata)
    return apply_errata((BRON / f"{name}.md").read_text(encoding="utf-8"), getattr(errata, name))


def own_texts(whole: Model) -> Iterator[tuple[str, str]]:
    """Yield (field, text) for all Markdown of `whole`, except within what we composed ourselves."""
    composed = [path for path, part in whole.parts() if getattr(part, "samengesteld", False)]
    for path, part in whole.parts():
        if not any(path[: len(other)] == other for other in composed):
            for (field, *_), text, _ in part.marked(Prose):
                yield str(field), text


@pytest.mark.parametrize("name", ["handleiding", "partners"])
def test_every_citaat_occurs(name: str) -> None:
    """Each erratum quotes something that the source says, and says it otherwise."""
    errata = getattr(load(ROOT / "data" / "errata.yml", Errata), name)
    assert corrected_source(name)
    assert [erratum.citaat for erratum in errata if erratum.citaat == erratum.correctie] == []


@pytest.mark.parametrize("path", FASEN, ids=lambda path: path.stem)
def test_data_says_only_what_the_source_says(path: Path) -> None:
    """Every sentence of a fase is a sentence of the corrected source; a title is a row of its words."""
    source = corrected_source("handleiding")
    plain = " ".join(block.text for block in read_sentences(source))
    known = {block.text for block in read_sentences(source)}
    strange = [
        block.text
        for field, text in own_texts(load(path, Fase))
        for block in read_sentences(text)
        if not (has_words(plain, block.text) if field in TITLES else block.text in known)
    ]
    assert strange == []


def test_data_says_all_that_the_source_says() -> None:
    """Every sentence and heading of the corrected source, from fase 1 to the instanties, is in a fase."""
    texts = [item for path in FASEN for item in own_texts(load(path, Fase))]
    said = {block.text for _, text in texts for block in read_sentences(text)}
    titles = {normalise(text).casefold() for field, text in texts if field in TITLES} | TEMPLATE_HEADINGS
    part = cut_part(corrected_source("handleiding"), FIRST, LAST)
    missing = [
        block.text
        for block in read_sentences(part)
        if (block.text.casefold() not in titles if block.kind == "heading" else block.text not in said)
    ]
    assert missing == []
