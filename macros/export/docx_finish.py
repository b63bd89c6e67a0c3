"""The last touches to what pandoc wrote: tables that print well, lists that line up, a table of contents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lxml import etree

from ..render import render_paper
from .docx_fields import WORD, Field, put_fields

_TEXT_WIDTH = 9638  # of an A4 with margins of 2 cm, in twentieths of a point, like all lengths here
_INDENT = 397
_HEIGHTS = {"text": 454, "date": 454, "textarea": 1134, "handtekening": 1134}
_STYLES = {"FirstParagraph": "BodyText"}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_WORD_2010 = "http://schemas.microsoft.com/office/word/2010/wordml"
_IGNORABLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
_CONTENTS = r' TOC \o "1-2" \h \z \u '


def finish_document(document: bytes, fields: Sequence[Field], language: str) -> bytes:
    """The document with its fields, its tables and its table of contents as they should be."""
    body = etree.fromstring(document).find(f"{WORD}body")
    for paragraph in body.iter(f"{WORD}p"):
        _finish_paragraph(paragraph)
    for table in body.iter(f"{WORD}tbl"):
        _finish_table(table, fields)
    put_fields(body, fields, language)
    _make_contents(body)
    return _serialize(body.getparent())
