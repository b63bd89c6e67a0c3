"""The templates of Word, with what they are given."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from ...render.view import render_file

render_part = partial(render_file, Path(__file__).parent / "templates")
