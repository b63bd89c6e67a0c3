"""The method's text is that of its source, word for word, but for what errata.yml names."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path

from ...content.model import Brontekst, Model, Prose
from ...words import tell
from ..fidelity import Block, has_words, normalise, read_sentences
from ..library import Item, Library
from ..messages import Melding, quote
from ..school import SCHOOL

_NEAR = 0.75


def faulty_errata(library: Library) -> Iterator[Melding]:
    """An erratum quotes what its source text says, after the errata above it."""
    for item in library.whole(Brontekst) if library.sources else ():
        text = library.sources.get(item.part.naam)
        if text is None:
            yield item.melding(
                tell("there is no file {name} in {folder}", name=f"{item.part.naam}.md", folder="data/bron/"), "naam"
            )
            continue
        for index, erratum in enumerate(item.part.errata):
            if erratum.citaat not in text:
                message = tell("{file} does not say this, or no longer", file=f"{item.part.naam}.md")
                yield item.melding(message, "errata", index, "citaat")
            elif erratum.citaat == erratum.correctie:
                yield item.melding(tell("the correction says the same as the quotation"), "errata", index, "correctie")
            text = text.replace(erratum.citaat, erratum.correctie)


def strange_sentences(library: Library) -> Iterator[Melding]:
    """Every sentence of the method is one of its source; nothing is said of a handbook without source texts."""
    blocks = [block for text in corrected(library) for block in read_sentences(text)]
    known = {block.text for block in blocks}
    for item in _of_the_method(library) if known else ():
        for path, text, mark in item.part.marked(Prose):
            for block in () if mark.ours else read_sentences(text):
                if block.text not in known:
                    yield item.text_melding(_explain(block, known), path, _line_of(block, text))


def corrected(library: Library) -> list[str]:
    """The source texts as the handbook says them."""
    texts = []
    for item in library.whole(Brontekst):
        text = library.sources.get(item.part.naam, "")
        for erratum in item.part.errata:
            text = text.replace(erratum.citaat, erratum.correctie)
        texts.append(text)
    return texts


def _of_the_method(library: Library) -> Iterator[Item[Model]]:
    """Every part that holds the method's text: not what we composed, nor what is a school's."""
    composed = {
        (item.source.file, item.loc) for item in library.whole(Model) if getattr(item.part, "samengesteld", False)
    }
    for item in library.whole(Model):
        around = ((item.source.file, item.loc[:end]) for end in range(len(item.loc) + 1))
        if Path(item.source.file).parent.name != SCHOOL and not composed.intersection(around):
            yield item


def _explain(block: Block, known: set[str]) -> str:
    near = difflib.get_close_matches(block.text, known, n=1, cutoff=_NEAR)
    said = (
        tell("the source says: {sentence}", sentence=f"'{near[0]}'")
        if near
        else tell("{sentence} is not in the source", sentence=quote(block.text))
    )
    return tell(
        "{said}; do you depart from it, put that in errata.yml, or in school/ if it is your school's", said=said
    )


def _line_of(block: Block, text: str) -> int:
    """On which line of a text, from 0, a sentence begins."""
    start = " ".join(block.text.split()[:3])
    return next((n for n, line in enumerate(text.split("\n")) if has_words(normalise(line), start)), 0)
