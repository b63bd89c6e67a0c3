"""Runs the server of the handbook with the editor beside it, until either is ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Thread

from ..site.editing import ADDRESS
from ..words import tell
from .book import Project
from .server import listen


def run(data: Path, docs: Path, site: str, port: int, command: Sequence[str]) -> int:
    """Serve with `command`, which knows by its environment where the editor is; returns its exit status."""
    editor = listen(Project(data.absolute(), docs.absolute()), site, port)
    Thread(target=editor.server.serve_forever, daemon=True).start()
    print(tell("Open this to edit: {address}", address=editor.address), flush=True)
    server = subprocess.Popen(command, env={**os.environ, ADDRESS: f"{editor.origin}/"})
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # else the server would be left behind
    try:
        return server.wait()
    finally:
        server.terminate()
        server.wait()
