"""The templates of Word, with what they are given."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from ...render.view import render_file

TEXT_WIDTH = {False: 9638, True: 14570}  # upright or landscape: an A4 with margins of 2 cm, in twentieths of a point
render_part = partial(render_file, Path(__file__).parent / "templates")
