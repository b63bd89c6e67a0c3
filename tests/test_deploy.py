"""Published as ``deploy/`` says: a real nginx with those very files, and what the recipes rest on."""

from __future__ import annotations

import gzip
import http.client
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zipfile import ZipFile

import brotli
import pytest
from playwright.sync_api import Browser, expect

from macros.edition import Edition
from macros.edition.catalog import OFFLINE
from macros.site import finish_pages
from macros.site.compression import compress_files
from tests.conftest import ROOT, Site, mkdocs, pages_project, real_edition, run
from tests.nginx import WRITTEN, has_brotli, serve
from tests.test_browser import Reader

_DEPLOY = ROOT / "deploy"
_README = (_DEPLOY / "README.md").read_text(encoding="utf-8")
_CONTAINERFILE = (_DEPLOY / "Containerfile").read_text(encoding="utf-8")
_HEADERS = {
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_SHORT, _LONG = "public, max-age=300", "public, max-age=31536000, immutable"
_TYPES = {
    "index.html": "text/html; charset=utf-8",
    "assets/css/handboek.css": "text/css; charset=utf-8",
    "assets/js/zoeken.js": "text/javascript; charset=utf-8",
    "assets/img/merk.svg": "image/svg+xml",
    "assets/fonts/regular.woff2": "font/woff2",
    "robots.txt": "text/plain; charset=utf-8",
    "sitemap.xml": "text/xml; charset=utf-8",
    "downloads/handboek.pdf": "application/pdf",
    "downloads/handboek.epub": "application/epub+zip",
    "downloads/handboek.docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "downloads/handboek.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "downloads/dias-management.pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "downloads/handboek.json": "application/json",
    "downloads/stappen.csv": "text/csv; charset=utf-8",
    "downloads/handboek-offline.zip": "application/zip",
}


@dataclass(frozen=True)
class Answer:
    """What a server answered."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


@dataclass(frozen=True)
class Host:
    """A running server."""

    address: str

    def ask(self, path: str, method: str = "GET", version: int = 11, **headers: str) -> Answer:
        """Ask for something; a header's name is written with low lines."""
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=60)
        connection._http_vsn = version  # type: ignore[attr-defined]
        connection._http_vsn_str = f"HTTP/{version / 10}"  # type: ignore[attr-defined]
        connection.request(method, f"/{path}", headers={name.replace("_", "-"): text for name, text in headers.items()})
        response = connection.getresponse()
        answer = Answer(response.status, response.headers, response.read())
        connection.close()
        return answer


@pytest.fixture(scope="module")
def host(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """The site as nginx serves it without any module of others."""
    with serve(site.folder, tmp_path_factory.mktemp("nginx")) as address:
        yield Host(address)


@pytest.fixture(scope="module")
def with_brotli(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """The site as nginx serves it with the module for Brotli, like the container."""
    if not has_brotli():
        pytest.skip("nginx has no module for Brotli here")
    with serve(site.folder, tmp_path_factory.mktemp("brotli"), brotli=True) as address:
        yield Host(address)


# --- nginx ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("index.html", 200),
        ("", 200),
        ("assets/css/handboek.css", 200),
        ("downloads/handboek.pdf", 200),
        ("nergens", 404),
    ],
)
def test_headers(host: Host, path: str, status: int) -> None:
    """Whatever is asked for, the answer forbids framing, guessing the type and passing the address on, and names no version."""
    answer = host.ask(path)
    assert answer.status == status
    assert {name: answer.headers[name] for name in _HEADERS} == _HEADERS
    assert re.fullmatch(r"(?:[a-z-]+=\(\)(?:, )?)+", answer.headers["Permissions-Policy"])
    assert answer.headers["Server"] == "nginx"
    assert all(answer.headers.get_all(name) == [answer.headers[name]] for name in ("Cache-Control", *_HEADERS))


def test_nothing_is_kept_of_readers(site: Site, tmp_path: Path) -> None:
    """What goes wrong with a request leaves no line, as that would name the address of the reader."""
    with serve(site.folder, tmp_path) as address:
        for path in ("nergens", "assets/", ".site/", "index.html/nergens"):
            assert Host(address).ask(path).status == 404
    assert "127.0.0.1" not in (tmp_path / "log").read_text(encoding="utf-8")


def test_the_container_gets_what_it_asks_for() -> None:
    """What the container is made of is all that is sent to where it is made."""
    listed = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    sent = {line[1:] for line in listed if line.startswith("!")}
    copies = re.findall(r"^COPY (?!--from)(.+) \S+$", _CONTAINERFILE, re.MULTILINE)
    assert {name.partition("/")[0] for words in copies for name in words.split()} == sent
    assert "*" in listed


def test_every_kind_of_file_says_what_it_is(host: Host, site: Site) -> None:
    """Each file of the site has a type of its own, since a browser may not guess it."""
    for path, kind in _TYPES.items():
        assert host.ask(path, "HEAD").headers["Content-Type"] == kind
    kinds = {path.suffix for path in site.folder.rglob("*") if path.is_file()}
    assert kinds - {Path(path).suffix for path in _TYPES} == {".gz", ".br", ".png"}
    assert host.ask("assets/img/kaart.png").headers["Content-Type"] == "image/png"


@pytest.mark.parametrize("path", ["index.html", "assets/zoekindex.js", "downloads/handboek.json", "nergens"])
@pytest.mark.parametrize("via", [{}, {"Via": "1.1 proxy"}, {"version": 10}], ids=["reader", "proxy", "old proxy"])
def test_text_is_sent_compressed(host: Host, path: str, via: dict[str, Any]) -> None:
    """Who takes gzip gets it, through a proxy too; who does not gets the same text plain; caches are told to tell them apart."""
    plain = host.ask(path, **via)
    packed = host.ask(path, Accept_Encoding="gzip, deflate, br, zstd", **via)
    assert plain.headers["Content-Encoding"] is None
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert packed.status == plain.status
    assert packed.headers["Content-Type"] == plain.headers["Content-Type"]
    assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("path", ["index.html", "assets/zoekindex.js", "downloads/handboek.json", "nergens"])
def test_brotli_goes_before_gzip(with_brotli: Host, path: str) -> None:
    """With the module, who takes Brotli gets that, who takes only gzip gets that, and headers and text are the same."""
    plain, packed, zipped = (
        with_brotli.ask(path, Accept_Encoding=ways) for ways in ("identity", "gzip, deflate, br, zstd", "gzip")
    )
    assert [answer.headers["Content-Encoding"] for answer in (plain, packed, zipped)] == [None, "br", "gzip"]
    assert brotli.decompress(packed.body) == gzip.decompress(zipped.body) == plain.body
    assert len(packed.body) < len(zipped.body) < len(plain.body)
    for answer in (plain, packed, zipped):
        assert {name: answer.headers[name] for name in _HEADERS} == _HEADERS
        assert answer.headers["Vary"] == "Accept-Encoding"


def test_what_never_changes_is_kept_for_ever(host: Host, site: Site) -> None:
    """Everything that a page loads may be kept for a year, by the very addresses in the page."""
    assets = re.findall(r'(?:href|src)="(assets/[^"]+)"', site.pages["index.html"].html)
    assert len(assets) > 10
    for path in assets:
        answer = host.ask(path)
        assert (answer.status, answer.headers["Cache-Control"]) == (200, _LONG), path
        assert host.ask(path, If_None_Match=answer.headers["ETag"]).headers["Cache-Control"] == _LONG


@pytest.mark.parametrize(
    ("path", "caching"),
    [
        ("index.html", _SHORT),
        ("", _SHORT),
        ("downloads/handboek.pdf", _SHORT),
        ("assets/css/handboek.css", _SHORT),
        ("index.html?v=0123456789ab", _SHORT),
        ("index.html?q=/assets/a?v=0123456789ab", _SHORT),
        ("assets/css/nergens.css?v=0123456789ab", "no-cache"),
        ("assets/?v=0123456789ab", "no-cache"),
        ("nergens", "no-cache"),
    ],
)
def test_what_may_change_is_asked_for_again(host: Host, path: str, caching: str) -> None:
    """Pages, downloads, plain addresses and mistakes are not kept for long, whatever is added to the address."""
    assert host.ask(path).headers["Cache-Control"] == caching


@pytest.mark.parametrize("path", ["index.html", "downloads/handboek.pdf", "assets/zoekindex.js"])
@pytest.mark.parametrize("ways", ["identity", "gzip"])
def test_what_a_reader_has_is_not_sent_again(host: Host, path: str, ways: str) -> None:
    """By its tag or its date, an unchanged file is answered with 304 and nothing else."""
    first = host.ask(path, Accept_Encoding=ways)
    seen: dict[str, Any] = {"If_None_Match": first.headers["ETag"], "If_Modified_Since": first.headers["Last-Modified"]}
    for condition in ({name: value} for name, value in seen.items()):
        again = host.ask(path, Accept_Encoding=ways, **condition)
        assert (again.status, again.body) == (304, b"")
    assert host.ask(path, Accept_Encoding=ways, If_None_Match='"other"').status == 200


def test_a_part_of_a_pdf_can_be_asked_for(host: Host, site: Site) -> None:
    """A reader of PDFs gets the bytes that it asks for, so that it can show a page before it has the book."""
    book = (site.folder / "downloads" / "handboek.pdf").read_bytes()
    assert host.ask("downloads/handboek.pdf", "HEAD").headers["Accept-Ranges"] == "bytes"
    for wanted, part in {
        "bytes=0-99": book[:100],
        "bytes=1000-1999": book[1000:2000],
        "bytes=-500": book[-500:],
    }.items():
        answer = host.ask("downloads/handboek.pdf", Range=wanted, Accept_Encoding="gzip")
        assert (answer.status, answer.body) == (206, part)
        assert answer.headers["Content-Range"].endswith(f"/{len(book)}")
    assert host.ask("downloads/handboek.pdf", Range=f"bytes={len(book)}-").status == 416


@pytest.mark.parametrize(
    "path",
    [
        "nergens.html",
        "diep/er/nergens",
        "404.html",
        "downloads/",
        "assets/",
        "assets/js/",
        ".git/config",
        ".htpasswd",
        "checklists/.verborgen.html",
        "index.html/",
        "..%2f..%2fetc/passwd",
    ],
)
def test_what_is_not_there_is_said_in_dutch(with_hidden_files: Host, path: str) -> None:
    """An address that does not exist, a folder and a hidden file all give our own page, and the status that says so."""
    answer = with_hidden_files.ask(path)
    assert answer.status in ((400, 404) if ".." in path else (404,))
    if answer.status == 404:
        assert "<h1>Deze pagina bestaat niet</h1>" in answer.text
        assert 'href="/assets/css/handboek.css?v=' in answer.text


@pytest.fixture(scope="module")
def with_hidden_files(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """A copy of the site in which somebody left files that are nobody's business."""
    folder = tmp_path_factory.mktemp("hidden")
    shutil.copytree(site.folder, folder / "site", ignore=shutil.ignore_patterns("downloads"))
    (folder / "site" / "downloads").mkdir()
    for name in (".git/config", ".htpasswd", "checklists/.verborgen.html", ".well-known/security.txt"):
        file = folder / "site" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("geheim")
    with serve(folder / "site", folder / "nginx") as address:
        yield Host(address)


def test_the_well_known_folder_is_served(with_hidden_files: Host) -> None:
    """The one hidden folder that is meant for others, for a host's certificates, is not refused."""
    assert with_hidden_files.ask(".well-known/security.txt").text == "geheim"


@pytest.mark.parametrize("path", ["checklists", "rollen"])
def test_a_folder_with_a_page_leads_to_it(host: Host, path: str) -> None:
    """An address without its last stroke is sent on within the same site, whatever that is called from outside."""
    answer = host.ask(path, Host="handboek.example.nl")
    assert (answer.status, answer.headers["Location"]) == (301, f"/{path}/")
    assert host.ask(f"{path}/").status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_sent(host: Host, method: str) -> None:
    """The server takes nothing from anybody."""
    assert host.ask("index.html", method).status == 405


def test_a_browser_has_no_complaint(host: Host, browser: Browser) -> None:
    """With all these headers a checklist, its search and its saved file work, and the browser warns of nothing."""
    with Reader(browser, host.address).visits("checklists/plaatsing.html") as visit:
        visit.page.locator(".vinkje label").first.click()
        visit.page.locator(".dossier summary").click()
        with visit.page.expect_download():
            visit.page.locator('[data-doe="bewaren"]').click()
        visit.page.keyboard.press("Control+k")
        visit.page.keyboard.type("stagecontract")
        expect(visit.page.locator("[data-zoekresultaten] a").first).to_be_visible()


def test_a_second_page_costs_only_itself(host: Host, browser: Browser) -> None:
    """Once a reader has been here, the next page asks the server for nothing but that page."""
    page = browser.new_page()
    page.goto(f"{host.address}maatwerktraject/kaders.html", wait_until="networkidle")
    page.goto(f"{host.address}maatwerktraject/uitvoeren.html", wait_until="networkidle")
    loaded = page.evaluate("performance.getEntriesByType('resource').map(entry => [entry.name, entry.transferSize])")
    page.close()
    assert len(loaded) > 10
    assert [name for name, size in loaded if size] == []


# --- Below a path, and beside others --------------------------------------------------------------


@pytest.fixture(scope="module")
def below_a_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which ``handboek`` is the site, its pages built for an address with that path."""
    folder = tmp_path_factory.mktemp("path")
    address = "https://school.example.nl/handboek/"
    words = ("build", "--strict", "--site-dir", folder / "handboek")
    result = mkdocs(*words, cwd=pages_project(folder), SITE_URL=address)
    assert result.returncode == 0, result.stderr
    finish_pages(folder / "handboek", real_edition(), address, ROOT / ".made")
    return folder


def test_a_site_below_a_path(below_a_path: Path, tmp_path: Path) -> None:
    """With its path in place.conf nginx serves it there, the page for what is not there with all that it loads too."""
    with serve(below_a_path, tmp_path, place="set $handboek_path /handboek;") as address:
        assert_below_a_path(Host(address))
        assert Host(address).ask("handboek/404.html").status == 404


def test_a_site_behind_a_proxy_with_a_path(below_a_path: Path, tmp_path: Path) -> None:
    """Another nginx passes the path on, as the README says, and this one needs not know it."""
    recipe = re.search(r"^    location = /handboek .*?^    }", _README, re.MULTILINE | re.DOTALL)
    assert recipe
    proxy = f"server {{ listen 127.0.0.1:8080; server_name school.example.nl;\n{recipe[0]}\n}}"
    with serve(below_a_path / "handboek", tmp_path, beside=proxy) as address:
        assert_below_a_path(Host(address), Host="school.example.nl")


def assert_below_a_path(host: Host, **headers: Any) -> None:
    """Pages, their files, folders and what is not there are all answered below ``/handboek/``."""
    assert "<h1" in host.ask("handboek/", **headers).text
    answer = host.ask("handboek/checklists", **headers)
    assert (answer.status, answer.headers["Location"]) == (301, "/handboek/checklists/")
    lost = host.ask("handboek/diep/er/nergens", **headers)
    assert lost.status == 404
    assert "<h1>Deze pagina bestaat niet</h1>" in lost.text
    loaded = re.findall(r'(?:href|src)="(/[^"]+)"', lost.text)
    assert len(loaded) > 20
    assert [path for path in loaded if not path.startswith("/handboek/")] == []
    style = next(path for path in loaded if "handboek.css?v=" in path)
    answer = host.ask(style[1:], **headers)
    assert (answer.status, answer.headers["Cache-Control"]) == (200, _LONG)


def test_a_site_among_others(site: Site, tmp_path: Path) -> None:
    """Where several sites stand on one port, a name in place.conf says which one this is."""
    said = re.search(r"`(server_name handboek\.example\.nl;)`", _README)
    assert said
    other = "server { listen 127.0.0.1:8080 default_server; return 410; }"
    with serve(site.folder, tmp_path, place=said[1], beside=other) as address:
        assert Host(address).ask("index.html", Host="handboek.example.nl").status == 200
        assert Host(address).ask("index.html", Host="school.example.nl").status == 410


def test_a_site_says_its_version(host: Host, site: Site, edition: Edition) -> None:
    """A small file tells which version stands online, and tells any other site from this one."""
    answer = host.ask("versie.json")
    version = json.loads(answer.text)
    uitgave = edition.handboek.methodiek.uitgave
    assert (version["versie"], version["datum"], version["adres"]) == (uitgave.versie, str(uitgave.datum), "")
    assert re.fullmatch("[0-9a-f]{12}", version["inhoud"])
    assert answer.headers["Cache-Control"] == _SHORT


# --- Compressed copies ----------------------------------------------------------------------------


def test_the_copies_hold_the_same_text(site: Site) -> None:
    """Each text has a .gz and a .br beside it that hold just what it says."""
    texts = [
        path for path in site.folder.rglob("*") if path.suffix in (".html", ".css", ".js", ".json", ".csv", ".svg")
    ]
    assert len(texts) > 60
    for path in texts:
        content = path.read_bytes()
        assert gzip.decompress(path.with_name(f"{path.name}.gz").read_bytes()) == content, path
        assert brotli.decompress(path.with_name(f"{path.name}.br").read_bytes()) == content, path


def test_the_same_text_gives_the_same_copies(tmp_path: Path) -> None:
    """At another time and in another folder the compressed bytes are the same; a picture has no copy."""
    digests = []
    for moment in (1_000_000_000, 1_500_000_000):
        folder = tmp_path / str(moment)
        folder.mkdir()
        (folder / "a.html").write_text("tekst " * 500)
        (folder / "c.png").write_bytes(b"x" * 5000)
        os.utime(folder / "a.html", (moment, moment))
        compress_files(folder)
        digests.append({path.name: sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()})
    assert digests[0] == digests[1]
    assert set(digests[0]) == {"a.html", "a.html.gz", "a.html.br", "c.png"}


def test_the_offline_copy_has_no_compressed_copies(site: Site) -> None:
    """On a USB stick nothing is compressed twice."""
    with ZipFile(site.folder / OFFLINE.path) as archive:
        assert not [name for name in archive.namelist() if name.endswith((".gz", ".br"))]


# --- The container --------------------------------------------------------------------------------


def copied() -> list[tuple[str, list[str]]]:
    """What the Containerfile copies from the project: (destination, sources)."""
    lines = re.findall(r"^COPY (?!--from)(.+)$", _CONTAINERFILE, re.MULTILINE)
    return [(words[-1], words[:-1]) for words in (line.split() for line in lines)]


def test_the_container_builds_from_what_it_copies(site: Site, tmp_path: Path) -> None:
    """With no more than the files that it copies, the build stage's command makes the same site."""
    project = tmp_path / "handboek"
    project.mkdir()
    for destination, sources in copied():
        if not destination.startswith("/"):
            for source in sources:
                put = shutil.copytree if (ROOT / source).is_dir() else shutil.copy
                put(ROOT / source, project / Path(source).name)
    (project / ".made").symlink_to(ROOT / ".made")  # what was made before, when `site` was built
    assert re.search(r"^RUN make site .* && cp -r site/\. /srv/handboek$", _CONTAINERFILE, re.MULTILINE)
    (project / ".venv").mkdir()
    (project / ".venv" / ".run").touch()  # what is installed for the tests serves here
    environment = {**os.environ, "PYTHONPATH": str(project)}
    command = ["make", "site", f"PY={sys.executable}"]
    result = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    assert {path.name for path in (project / "site").iterdir()} == {path.name for path in site.folder.iterdir()}


def test_the_container_runs_what_is_tested() -> None:
    """Every file that it copies exists, and it serves those of deploy/, from where place.conf says, without rights."""
    for _, sources in copied():
        assert all((ROOT / source).exists() for source in sources)
    last = _CONTAINERFILE.rpartition("FROM ")[2]
    served = {source for _, sources in copied() for source in sources if source.startswith("deploy/")}
    assert served == {f"deploy/{path.name}" for path in _DEPLOY.glob("*.conf")}
    root = re.search(r"^root (\S+);$", (_DEPLOY / "place.conf").read_text(encoding="utf-8"), re.MULTILINE)
    assert root
    assert f"COPY --from=build {root[1]} {root[1]}" in last
    written = re.findall(r"^(\w+)_temp_path /tmp/", (_DEPLOY / "tmp.conf").read_text(encoding="utf-8"), re.MULTILINE)
    assert written == list(WRITTEN)
    assert 'CMD ["nginx", "-e", "stderr", "-g", "pid /tmp/nginx.pid;"]' in last
    assert "USER www-data" in last
    assert "EXPOSE 8080" in last


# --- What deploy/README.md says -------------------------------------------------------------------


def rows(text: str) -> dict[str, list[float]]:
    """The numbers in each row of a table, by the readers a day in its first cell."""
    cells = [re.split(r" *\| *", line.strip("| \n")) for line in text.splitlines() if re.match(r"\| [\d,]+ \|", line)]
    return {row[0]: [float(cell.replace(",", "")) for cell in row[1:]] for row in cells}


def test_the_plan_for_growth_is_about_this_site(site: Site) -> None:
    """What readers cost is still what the command computes that stands beside it, give or take what was written since."""
    result = run(sys.executable, "-m", "tests.bench.traffic", site.folder)
    assert result.returncode == 0, result.stderr
    computed, written = rows(result.stdout), rows(_README)
    assert list(computed) == list(written) == ["300", "10,000", "1,000,000"]
    for readers, numbers in written.items():
        assert numbers == pytest.approx(computed[readers], rel=0.25, abs=0.1), readers


def test_recipes_install_what_pdfs_need() -> None:
    """The recipe for a machine where make may install nothing names the same packages as the Makefile."""
    packages = re.search(r"^PANGO := (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert packages
    assert f"sudo apt-get install -y {packages[1]}" in _README


def test_recipes_name_files_that_exist() -> None:
    """Each file of the project that a recipe copies is there."""
    named = re.findall(r"deploy/[\w.]+", _README)
    assert named
    assert all((ROOT / name).is_file() for name in named)
