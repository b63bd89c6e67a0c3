"""Where the files stand that every handbook gets from the generator: styles, scripts, the frame of a page, settings.

In this project they stand where an engine wants them; a wheel holds them within the package (``pyproject.toml``).
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
SHARED = next(folder for folder in (_PACKAGE / "_shared", _PACKAGE.parent) if folder.is_dir())
