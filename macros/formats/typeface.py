"""Small files of the typeface, for the web and for e-readers."""

from __future__ import annotations

from io import BytesIO

from ..content.letters import Face, letters


def make_woff2(face: Face) -> bytes:
    """The face with the letters of the handbook only, compressed for the web; the same bytes every time."""
    return _reduce(face, "woff2")


def make_ttf(face: Face) -> bytes:
    """The same for e-readers, old ones too."""
    return _reduce(face, None)


def _reduce(face: Face, flavor: str | None) -> bytes:
    from fontTools import subset

    options = subset.Options(flavor=flavor, layout_features=["kern", "liga", "mark", "mkmk", "locl", "ccmp"])
    options.hinting = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="".join(sorted(letters())))
    output = BytesIO()
    with subset.load_font(str(face.path), options) as font:
        font.recalcTimestamp = False
        subsetter.subset(font)
        subset.save_font(font, output, options)
    return output.getvalue()
