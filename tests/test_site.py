"""The built site: no warning, no dead link, no equal ids, no request to another host."""

from __future__ import annotations

import re
from itertools import pairwise
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import Tag

from tests.conftest import ROOT, Site

_LOADS = {"script": "src", "img": "src", "iframe": "src", "source": "src", "link": "href", "use": "href"}


def test_build_is_silent(each_site: Site) -> None:
    """A strict build gives no warning and no error."""
    assert not re.search(r"WARNING|ERROR|Traceback", each_site.log), each_site.log


def test_every_page_of_docs_is_built(site: Site) -> None:
    """Each Markdown file becomes a page and nothing else does."""
    sources = {
        path.relative_to(ROOT / "docs").with_suffix(".html").as_posix() for path in (ROOT / "docs").rglob("*.md")
    }
    assert set(site.pages) == sources


def test_internal_links_resolve(each_site: Site) -> None:
    """Every link within the site leads to a page, and to an anchor on it that exists."""
    assert not list(each_site.dead_links())


def test_a_feed_that_a_page_names_is_there(each_site: Site) -> None:
    """The page of what has changed leads a reader of feeds to a file that the site has."""
    feeds = [
        urljoin(path, str(link["href"]))
        for path, page in each_site.pages.items()
        for link in page.soup.select("link[rel=alternate]")
    ]
    assert feeds
    assert all((each_site.folder / feed).is_file() for feed in feeds), feeds


def test_no_empty_links(each_site: Site) -> None:
    """None of the source's links to nowhere is left."""
    for path, page in each_site.pages.items():
        assert not [link for link in page.article.find_all("a") if link.get("href") in ("#", "", None)], path


def test_ids_are_unique(each_site: Site) -> None:
    """No page has the same id twice."""
    assert not list(each_site.equal_ids())


def test_nothing_is_loaded_from_elsewhere(each_site: Site) -> None:
    """No page names a file on another host as part of itself."""
    for path, page in each_site.pages.items():
        for name, attribute in _LOADS.items():
            for tag in page.soup.find_all(name):
                assert not urlsplit(str(tag.get(attribute, ""))).netloc, f"{path}: {tag}"
    for style in each_site.folder.rglob("*.css"):
        assert not re.search(r"url\(\s*[\"']?(https?:)?//", style.read_text(encoding="utf-8")), style


# What a page is called in the menu, or above its text, in other words than those of its head, and why that is right.
_CALLED_OTHERWISE = {
    "index.html": "the first page, called Home as everywhere",
    "loopbaanorientatie/gesprek.html": "short, to fit beside the page",
    "maatwerktraject/gesprek.html": "short, to fit beside the page",
    "methodiek.html": "begins with the name of the method",
    "plaatsing.html": "the method calls this fase plaatsing, and its text after what changes for the pupil",
    "rollen/roc.html": "the menu says in full what the method shortens",
}


def test_a_page_is_called_alike(site: Site) -> None:
    """The head of a page, its heading and the menu hold the same words, though one of them may hold more."""
    different = set()
    for path, page in site.pages.items():
        head = str(page.soup.title and page.soup.title.string).partition(" · ")[0]
        heading, item = page.article.select_one("h1"), page.soup.select_one(".menu-paneel a[aria-current=page]")
        assert heading, path
        others = [heading.get_text().removesuffix("#"), *([item.get_text()] if item else [])]
        if not all(is_within(other, head) or is_within(head, other) for other in others):
            different.add(path)
    assert different == set(_CALLED_OTHERWISE)


def is_within(few: str, many: str) -> bool:
    """Whether `many` has all words of `few`, or longer ones with them; the number of a fase apart."""
    words = set(re.findall(r"[^\W\d]+", few.lower())) - {"fase"}
    return all(word in many.lower() for word in words)


def test_every_stap_and_tip_has_a_permalink(each_site: Site) -> None:
    """Each stap and tip shows a link to itself."""
    items = [item for page in each_site.pages.values() for item in page.article.select("li.stap, li.tip")]
    assert len(items) > 50
    for item in items:
        assert item.select_one(f'a.plek[href="#{item["id"]}"]'), item["id"]


def test_boxes_have_labels(each_site: Site) -> None:
    """Each thing to fill in has a label with words in it."""
    fields = [(page, field) for page in each_site.pages.values() for field in page.article.select("input, textarea")]
    assert len(fields) > 50
    for page, field in fields:
        label = field.find_parent("label") or page.article.find("label", attrs={"for": field["id"]})
        assert isinstance(label, Tag), field
        assert label.get_text(strip=True), field


@pytest.mark.parametrize("fase", ["loopbaanorientatie", "maatwerktraject", "plaatsing"])
def test_pages_of_a_fase_say_where_they_are(site: Site, fase: str) -> None:
    """Each page within a fase names it at the top, and the page that comes next."""
    pages = [page for path, page in site.pages.items() if path.startswith((f"{fase}/", f"{fase}."))]
    assert pages
    for page in pages:
        assert page.article.select_one(".waar"), page.path
        assert page.soup.select_one(".volgende"), page.path


def test_headings_descend_one_at_a_time(each_site: Site) -> None:
    """Each page has one h1, and no heading skips a level."""
    for path, page in each_site.pages.items():
        levels = [int(tag.name[1]) for tag in page.article.find_all(re.compile("^h[1-6]$"))]
        assert levels.count(1) == 1, path
        assert levels[0] == 1, path
        assert all(after <= before + 1 for before, after in pairwise(levels)), (path, levels)


def test_a_begrip_is_marked_once_under_a_heading(each_site: Site) -> None:
    """What stands under one heading marks each begrip once, its notes apart: a page is no field of dotted lines."""
    marked = 0
    for page in each_site.pages.values():
        seen: set[str] = set()
        for tag in page.article.find_all(["h1", "h2", "h3", "h4", "legend", "a"]):
            if tag.name != "a":
                seen = set()
            elif "begrip" in tag.get_attribute_list("class") and not tag.find_parent(
                class_=["nu", "nu-uitleg", "nu-meer"]
            ):
                assert tag["href"] not in seen, (page.path, tag["href"])
                seen.add(str(tag["href"]))
                marked += 1
    assert marked > 10
