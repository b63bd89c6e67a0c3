"""Whether the sentences of one text stand in another in the same order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from macros.reading.fidelity import AnyReference, normalise, parser, plain_pieces, split_sentences


def read_lists(markdown: str) -> Iterator[list[str]]:
    """Yield the sentences of each list in order, item by item; a list within a list stands with its item."""
    depth, sentences = 0, []
    for token in parser.parse(markdown, {"references": AnyReference()}):
        if token.type in ("bullet_list_open", "bullet_list_close", "ordered_list_open", "ordered_list_close"):
            depth += token.nesting
        elif token.type == "inline" and depth:
            sentences += split_sentences(normalise("".join(plain_pieces(token.children or ()))))
        if sentences and not depth:
            yield sentences
            sentences = []


def holds_run(whole: Sequence[str], part: Sequence[str]) -> bool:
    """Whether `part` stands in `whole` without a gap."""
    starts = (index for index, item in enumerate(whole) if item == part[0])
    return any(list(whole[start : start + len(part)]) == list(part) for start in starts)


def holds_in_order(whole: Sequence[str], part: Sequence[str]) -> bool:
    """Whether the items of `part` stand in `whole` in this order, whatever stands between."""
    rest = iter(whole)
    return all(item in rest for item in part)
