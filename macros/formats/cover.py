"""The picture that stands for the book on the shelf of an e-reader."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from ..content.letters import list_faces
from ..edition.colours import colour
from ..edition.imprint import Imprint

_SIZE = (1200, 1600)
_MARGIN = 120


def make_cover(title: str, subtitle: str, imprint: Imprint) -> bytes:
    """The cover as PNG, with the words that are on the first page of the book."""
    image = Image.new("RGB", _SIZE, colour("merk"))
    draw = ImageDraw.Draw(image)
    top = 420
    draw.rectangle((_MARGIN, top - 70, _SIZE[0] - _MARGIN, top - 54), fill=colour("fase-1-licht"))
    top = _write(draw, title, top, 128, bold=True)
    _write(draw, subtitle, top + 50, 46)
    _write(draw, imprint.version_line, _SIZE[1] - 200, 38)
    output = BytesIO()
    image.quantize(32).save(output, "PNG", optimize=True)
    return output.getvalue()


def _write(draw: ImageDraw.ImageDraw, text: str, top: int, size: int, bold: bool = False) -> int:
    """Write `text` from `top` down in as many lines as it takes; gives where it ends."""
    face = next(face for face in list_faces() if (face.weight > 400) == bold and face.style == "normal")
    font = ImageFont.truetype(face.path, size, layout_engine=ImageFont.Layout.BASIC)
    for line in _wrap(text, font):
        draw.text((_MARGIN, top), line, font=font, fill=colour("merk-tekst"))
        top += round(size * 1.25)
    return top


def _wrap(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= _SIZE[0] - 2 * _MARGIN or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
