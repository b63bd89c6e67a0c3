"""What nginx does with the finished site: bytes and requests a second, for each kind of page and file."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from tests.bench.measuring import Table
from tests.bench.projects import finished_site
from tests.conftest import ROOT

_TITLE = "nginx"
_KINDS = {
    "home": "index.html",
    "fase": "maatwerktraject/index.html",
    "onderdeel": "maatwerktraject/kaders.html",
    "checklist": "checklists/maatwerktraject.html",
    "rol": "rollen/docent.html",
    "all stappen": "stappen.html",
    "begrippen": "begrippen.html",
    "stylesheet": "assets/css/handboek.css",
    "search index": "assets/zoekindex.js",
    "PDF of a checklist": "downloads/checklist-maatwerktraject.pdf",
}
_TIMES, _SECONDS, _READERS = 3, 1, 16


def measure(work: Path) -> Table:
    """Ask for each kind as fast as nginx answers; says so when something for it is missing."""
    if missing := _missing():
        return Table(_TITLE, notes=[f"Not measured: {missing}."])
    from tests.nginx import has_brotli, serve

    site = finished_site(work)
    with serve(site, work / "nginx", has_brotli()) as address:
        speeds: dict[str, list[float]] = {name: [] for name in _KINDS}
        for _ in range(_TIMES):
            for name, path in _KINDS.items():
                speeds[name].append(_ask_often(address + path))
        rows: list[Sequence[str]] = [
            [name, f"{(site / path).stat().st_size:,}", f"{_ask(address, path):,}", f"{median(speeds[name]):,.0f}"]
            for name, path in _KINDS.items()
        ]
    notes = [
        f"Medians of {_TIMES} times {_SECONDS} s with {_READERS} readers at once, by wrk on the same machine: "
        "it takes its share of the processor."
    ]
    return Table(_TITLE, ("", "bytes", "bytes sent", "requests a second"), rows, notes)


def _missing() -> str | None:
    if not (ROOT / "deploy" / "nginx.conf").exists():
        return "there is no deploy/nginx.conf"
    from tests.nginx import find_nginx

    if not find_nginx():
        return "nginx is not installed"
    return None if shutil.which("wrk") else "wrk is not installed, which asks for the pages"


def _ask(address: str, path: str) -> int:
    """How many bytes a browser is sent for a path, without the headers."""
    connection = HTTPConnection(urlsplit(address).netloc)
    connection.request("GET", f"/{path}", headers={"Accept-Encoding": "gzip, br"})
    answer = connection.getresponse()
    assert answer.status == 200, path
    size = len(answer.read())
    connection.close()
    return size


def _ask_often(url: str) -> float:
    """How many times a second a path is sent."""
    command = ["wrk", "-t1", f"-c{_READERS}", f"-d{_SECONDS}s", "-H", "Accept-Encoding: gzip, br", url]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Non-2xx" not in said, said
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    assert found, said
    return float(found[1])
