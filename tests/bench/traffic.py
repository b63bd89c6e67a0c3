"""Computes what readers cost a host, from the bytes that nginx sends: ``python -m tests.bench.traffic SITE`` after a build.

What is measured: the bytes of each kind of visit. What is assumed: how often readers do what, and prices; see ``--help``.
"""

from __future__ import annotations

import argparse
import http.client
import re
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests.nginx import has_brotli, serve

_READERS = (300, 10_000, 1_000_000)
_DAYS = 30
_BUSIEST = 0.2  # of a day's requests, in its busiest hour
_ASSET = re.compile(r"assets/[\w./-]+\?v=\w+")
_META = re.compile(r"<meta [^>]*>")  # what only machines load, such as the picture for a link that is shared
_FONT = re.compile(r"fonts/[\w.-]+\?v=\w+")


@dataclass(frozen=True)
class Cost:
    """What something costs: requests, and bytes with the headers."""

    requests: float = 0
    size: float = 0

    def __add__(self, other: Cost) -> Cost:
        return Cost(self.requests + other.requests, self.size + other.size)

    def __mul__(self, times: float) -> Cost:
        return Cost(self.requests * times, self.size * times)


def fetch(address: str, paths: Iterable[str]) -> Cost:
    """Ask for each path as a browser does, and count what comes back."""
    total = Cost()
    for path in paths:
        connection = http.client.HTTPConnection(urlsplit(address).netloc)
        connection.request("GET", f"/{path}", headers={"Accept-Encoding": "gzip, deflate, br"})
        response = connection.getresponse()
        head = sum(len(name) + len(text) + 4 for name, text in response.getheaders()) + len("HTTP/1.1 200 OK\r\n\r\n")
        assert response.status == 200, path
        total += Cost(1, head + len(response.read()))
        connection.close()
    return total


def measure(site: Path, address: str) -> dict[str, Cost]:
    """What a page, all that a first page brings, a first search and a PDF cost; of pages and PDFs the mean."""
    pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html") if path.name != "404.html")
    files = sorted(path.relative_to(site).as_posix() for path in site.glob("downloads/*.pdf"))
    home = _META.sub("", (site / "index.html").read_text(encoding="utf-8").replace('"./', '"').replace(" ./", " "))
    search = re.search(r'data-zoek="([^"]+)"', home)
    assert search
    parts = search[1].split()
    styles = (path.read_text(encoding="utf-8") for path in site.glob("assets/css/*.css"))
    fonts = [f"assets/{name}" for style in styles for name in _FONT.findall(style)]
    assets = [*(path for path in dict.fromkeys(_ASSET.findall(home)) if path not in parts), *fonts]
    return {
        "page": fetch(address, pages) * (1 / len(pages)),
        "first": fetch(address, assets),
        "search": fetch(address, parts),
        "pdf": fetch(address, files) * (1 / len(files)),
    }


def add_up(costs: dict[str, Cost], assumed: argparse.Namespace) -> Cost:
    """What one reader costs on one day."""
    times: dict[str, float] = {
        "page": assumed.pages, "first": assumed.first, "search": assumed.searches, "pdf": assumed.pdfs
    }  # fmt: skip
    return sum((costs[name] * count for name, count in times.items()), Cost())


def main() -> None:
    """Print what was measured and what it comes to."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.traffic", description=__doc__)
    parser.add_argument("site", type=Path, nargs="?", default=Path("site"))
    parser.add_argument("--pages", type=float, default=8, help="pages a reader opens on a day")
    parser.add_argument("--first", type=float, default=0.3, help="part of the readers whose browser has nothing yet")
    parser.add_argument("--searches", type=float, default=0.3, help="part of the readers who load the search")
    parser.add_argument("--pdfs", type=float, default=0.3, help="PDFs a reader takes on a day")
    parser.add_argument("--per-gb", type=float, default=0.05, help="price of sending a GB, in euro")
    parser.add_argument("--per-million", type=float, default=1.0, help="price of a million requests, in euro")
    assumed = parser.parse_args()
    site = assumed.site.resolve()
    with tempfile.TemporaryDirectory() as folder, serve(site, Path(folder, "nginx"), has_brotli()) as address:
        costs = measure(site, address)
    for name, cost in costs.items():
        print(f"{name:<8}{cost.requests:>4.0f} requests {cost.size / 1000:>8.1f} kB")
    reader = add_up(costs, assumed)
    print(f"{'reader':<8}{reader.requests:>4.0f} requests {reader.size / 1000:>8.1f} kB a day\n")
    print("| readers a day | requests a day | a second, at the busiest hour | GB a month | euro a month |")
    print("|---|---|---|---|---|")
    for readers in _READERS:
        day = reader * readers
        month = day * _DAYS
        price = month.size / 1e9 * assumed.per_gb + month.requests / 1e6 * assumed.per_million
        busiest = day.requests * _BUSIEST / 3600
        cells = (f"{readers:,}", f"{day.requests:,.0f}", f"{busiest:,.1f}", f"{month.size / 1e9:,.1f}", f"{price:,.2f}")
        print(f"| {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
