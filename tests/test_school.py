"""A school's own layer: laid over the method, checked as strictly, and visibly the school's on screen and on paper."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect
from pypdf import PdfReader

from macros.content.model import Stap
from macros.edition import Edition
from macros.edition.colours import contrast
from macros.edition.imprint import read_imprint
from macros.edition.load import load_edition
from macros.making.workshop import Workshop
from macros.reading.messages import DataFout
from macros.reading.rules.school import faulty_logo
from macros.render.view import PageView
from macros.search.records import list_records
from tests.conftest import ROOT, Site, copy_project, pdf_pages, served
from tests.school import EXAMPLE, LOGO, NAME, OWN, SCHOOL, lay
from tests.test_actualiteit import squeeze, zip_words
from tests.zoekmaat import ask, open_search


def test_any_stap_may_be_left_out(tmp_path: Path, edition: Edition) -> None:
    """Every page and file can still be made when a school leaves out all that the lists and forms name."""
    weglaten = [
        stap.id
        for fase in edition.handboek.fasen
        for onderdeel in fase.onderdelen()
        for stap in onderdeel.all_stappen()
    ]
    project = lay(copy_project(tmp_path), f"naam: {NAME}\nweglaten: [{', '.join(weglaten)}]\n")
    bare = load_edition(project / "data", project / "docs")
    for page in bare.pages:
        assert PageView(bare, page.path).render_page().strip()
    workshop = Workshop(bare, read_imprint(bare.handboek), ROOT / "docs" / "assets" / "css")
    assert all(job.digest for job in workshop.jobs())


def test_the_foot_of_a_file_says_each_name_once(brug: Edition) -> None:
    """The handbook, the school and the file, of which the book is called as the handbook."""
    imprint, titel = read_imprint(brug.handboek), brug.handboek.methodiek.titel
    assert imprint.foot(titel).startswith(f"{titel} · {NAME} · versie ")
    assert imprint.foot("Fase 1").startswith(f"{titel} · {NAME} · Fase 1 · versie ")
    assert imprint.foot(titel[:5]).startswith(f"{titel} · {NAME} · {titel[:5]} · versie ")
    assert read_imprint(brug.handboek.model_copy(update={"school": None})).foot(titel).count(titel) == 1


def ids_of(edition: Edition) -> list[str]:
    """The id of every stap, in order."""
    return [stap.id for fase in edition.handboek.fasen for stap in fase.all_stappen()]


def test_stappen_are_added_and_left_out(brug: Edition, edition: Edition) -> None:
    """The school's stap stands where it says, the one it leaves out is gone, and the rest is the method's, in order."""
    (own,), (gone,) = SCHOOL.stappen, SCHOOL.weglaten
    expected = [item for item in ids_of(edition) if item != gone]
    expected.insert(expected.index(str(own.na)) + 1, own.id)
    assert ids_of(brug) == expected


def test_links_to_what_was_left_out_lead_to_its_onderdeel(brug: Edition, brugsite: Site) -> None:
    """Nothing that names the stap breaks: it is found where the rest of its onderdeel is."""
    (gone,) = SCHOOL.weglaten
    home = brug.layer.left_out[gone]
    assert brug.places[gone] == brug.places[home]
    assert not list(brugsite.dead_links())


def test_each_page_says_whose_it_is(brugsite: Site) -> None:
    """The name and the logo stand at the head of every page, the contacts on the first, what is left out where it was."""
    for path, page in brugsite.pages.items():
        sign = page.soup.select_one(".kop .merk-school")
        assert sign is not None, path
        assert NAME in sign.get_text(), path
        logo = sign.find("img")
        assert (brugsite.folder / path).parent.joinpath(str(logo["src"]).partition("?")[0]).is_file(), path  # type: ignore[index]
    assert "mailto:stage@debrug.example.nl" in brugsite.pages["index.html"].html
    assert f"{NAME} laat hier 1 stap van de methodiek weg" in brugsite.pages["loopbaanorientatie/focus.html"].html


def test_contacts_are_found_and_asked(browser: Browser, brugsite: Site) -> None:
    """The search finds whom to ask at the school, and names them where the handbook has no answer."""
    with served(brugsite.folder) as address:
        page = browser.new_page()
        open_search(page, address)
        for question in ("stagecoördinator", "contactpersoon", "vragen over stage"):
            (answer,) = ask(page, question)
            assert f"{address}index.html#contact-1" in answer.links, question
        ask(page, "reiskosten")
        page.get_by_role("dialog").get_by_role("link", name="De stagecoördinator", exact=True).click()
        page.wait_for_url("**/index.html#contact-1")
        expect(page.locator(":target")).to_contain_text("stage@debrug.example.nl")
        page.close()


@pytest.mark.parametrize("path", ["loopbaanorientatie/brede-orientatie.html", "checklists/loopbaanorientatie.html"])
def test_an_own_stap_says_so(brugsite: Site, path: str) -> None:
    """On its own page and on a checklist."""
    stap = brugsite.pages[path].article.select_one("#brug-bedrijvenlijst")
    assert stap is not None
    assert f"Eigen stap van {NAME}." in stap.get_text()
    assert len(brugsite.pages[path].article.select(".stap .opmerking, .vinkje .opmerking")) == 1


def test_own_bronnen_stand_apart(brugsite: Site) -> None:
    """A website of the school stands under the school's name."""
    html = brugsite.pages["bronnen.html"].html
    assert html.index(f"Van {NAME}") < html.index("brug-bedrijven")


_WORDS: dict[str, Callable[[Path], str]] = {
    ".pdf": lambda path: "".join(pdf_pages(path)),
    ".docx": lambda path: zip_words(path, r"word/document\.xml$"),
    ".epub": lambda path: zip_words(path, r"\.xhtml$"),
    ".xlsx": lambda path: zip_words(path, r"xl/sharedStrings\.xml$"),
    ".csv": lambda path: path.read_text(encoding="utf-8"),
    ".json": lambda path: path.read_text(encoding="utf-8"),
}
_BOOKS = ("handboek.pdf", "handboek.docx", "handboek.epub", "handboek.xlsx", "handboek.json", "stappen.csv")
_LISTS = [f"checklist-loopbaanorientatie{end}" for end in (".pdf", "-kort.pdf", ".docx", ".xlsx")]


@pytest.mark.parametrize("name", [*_BOOKS, *_LISTS])
def test_every_file_has_the_layer(brugsite: Site, site: Site, edition: Edition, name: str) -> None:
    """The school's own stap stands in it as the school's, what it leaves out does not; the method's own is as it was."""
    path = Path("downloads", name)
    school, method = (squeeze(_WORDS[path.suffix](built.folder / path)) for built in (brugsite, site))
    (own,), (gone,) = SCHOOL.stappen, (edition.by_id[item] for item in SCHOOL.weglaten)
    assert isinstance(gone, Stap)
    assert squeeze(own.doe) in school
    marks = [f'"eigen": ["{own.id}"', f'"weggelaten": ["{gone.id}"]'] if path.suffix == ".json" else [OWN[own.id]]
    assert all(squeeze(mark) in school for mark in marks)
    assert squeeze(gone.doe) not in school
    assert squeeze(own.doe) not in method
    assert squeeze(gone.doe) in method


def test_the_introduction_stands_on_the_first_page(brugsite: Site) -> None:
    """In the part of the page that is the school's."""
    section = brugsite.pages["index.html"].soup.select_one("section.school")
    assert section is not None
    assert str(SCHOOL.welkom) in section.get_text()


@pytest.mark.parametrize("path", ["loopbaanorientatie/index.html", "loopbaanorientatie/focus.html"])
def test_a_contact_stands_with_what_it_is_for(brugsite: Site, path: str) -> None:
    """On the page of its fase and of all in it, with links to call and to write, and on no other."""
    (contact,) = SCHOOL.contacten
    said = brugsite.pages[path].article
    assert f"Vraag het bij {NAME}: {contact.naam}" in said.get_text()
    assert {"tel:0123456789", f"mailto:{contact.mail}"} <= {str(link["href"]) for link in said.find_all("a")}
    assert contact.naam not in brugsite.pages["plaatsing.html"].article.get_text()


@pytest.mark.parametrize("name", ["fase-loopbaanorientatie.pdf", *_LISTS[:3], "handboek.epub"])
def test_a_contact_stands_on_paper(brugsite: Site, name: str) -> None:
    """Who prints the fase or its list reads whom to ask."""
    path = brugsite.folder / "downloads" / name
    assert squeeze(f"Vraag het bij {NAME}: {SCHOOL.contacten[0].naam}") in squeeze(_WORDS[path.suffix](path))


def test_a_rol_has_the_word_of_the_school(brug: Edition, brugsite: Site, edition: Edition) -> None:
    """Beside its own name, on every page and file that names it, and found by it; the method's text keeps its own."""
    for path in ("rollen/docent.html", "checklists/loopbaanorientatie.html", "checklists/dossiers.html"):
        assert "ocent (bij ons: mentor)" in brugsite.pages[path].article.get_text(), path
    assert brug.name_rollen(["docent"]) == "docent (bij ons: mentor)"
    assert edition.name_rollen(["docent"]) == "docent"
    assert "mentor" in {word for record in list_records(brug) if record.title == "Docent" for word in record.words}
    methods = [stap.doe for fase in brug.handboek.fasen for stap in fase.all_stappen() if stap.id not in OWN]
    assert not [words for words in methods if "mentor" in words]


@pytest.mark.parametrize(
    "name", ["handboek.pdf", "handboek.docx", "handboek.epub", "fase-loopbaanorientatie.pdf", "tips.csv"]
)
def test_an_own_tip_says_so(brugsite: Site, name: str) -> None:
    """On its page and in every file that has tips."""
    (tip,) = SCHOOL.tips
    said = f"{tip.tekst} Eigen tip van {NAME}."
    path = brugsite.folder / "downloads" / name
    assert squeeze(said) in squeeze(_WORDS[path.suffix](path))
    item = brugsite.pages["loopbaanorientatie/brede-orientatie.html"].soup.find(id=tip.id)
    assert item is not None
    assert squeeze(said) in squeeze(item.get_text())


def test_an_own_list_is_like_any_other(brugsite: Site, brug: Edition) -> None:
    """It has a page in the menu, a card, files, a place in the search, and says whose it is."""
    lijst = SCHOOL.checklist
    assert lijst is not None
    page = brugsite.pages["checklists/school.html"]
    assert page.soup.select(".menu-paneel a[aria-current=page]")
    assert [box["id"] for box in page.article.select("li.vinkje, [data-stap]") if box.get("id")][:2] == list(
        lijst.groepen[0].stappen
    )
    assert f"{NAME} stelde deze lijst samen" in page.article.get_text()
    assert lijst.titel in brugsite.pages["checklists/index.html"].article.get_text()
    for end in (".pdf", "-kort.pdf", ".docx", ".xlsx"):
        assert (brugsite.folder / "downloads" / f"{lijst.id}{end}").is_file()
    assert lijst.titel in [record.title for record in list_records(brug)]


def test_without_an_own_list_its_page_stands_in_no_menu(site: Site) -> None:
    """Nobody is led to an empty page, nor past it: the way onwards skips it."""
    empty = "checklists/school.html"
    for path, page in site.pages.items():
        links = {urljoin(path, str(link["href"]).partition("#")[0]) for link in page.soup.find_all("a", href=True)}
        assert path == empty or empty not in links, path
    before, after = (site.pages[f"checklists/{name}.html"].soup for name in ("management", "stageovereenkomst"))
    assert before.select_one(".volgende[href='stageovereenkomst.html']")
    assert after.select_one(".vorige[href='management.html']")


def test_an_own_begrip_says_so(brugsite: Site) -> None:
    """Among the others, by its letter."""
    (begrip,) = SCHOOL.begrippen
    entry = brugsite.pages["begrippen.html"].html.partition(f'id="{begrip.id}"')[2][:1000]
    assert begrip.definitie in entry
    assert f"Deze uitleg is van {NAME}." in entry


def test_what_is_hidden_stands_in_no_menu(brugsite: Site) -> None:
    """The page stays and is found, and text that leads there still does; menus and the way onwards pass it by."""
    (hidden,) = SCHOOL.verbergen
    name = hidden.replace(".md", ".html")
    assert name in brugsite.pages
    for path, page in brugsite.pages.items():
        assert not page.soup.select(
            f'header a[href$="{name}"], main > nav a[href$="{name}"], footer a[href$="{name}"]'
        ), path
    assert brugsite.pages["kenniscentra.html"].soup.select_one(".volgende[href='begrippen.html']")
    assert brugsite.pages["begrippen.html"].soup.select_one(".vorige[href='kenniscentra.html']")


def test_a_part_goes_with_its_first_page(brug: Edition) -> None:
    """Who hides the first page of a part of the menu hides all of it."""
    assert brug.handboek.school is not None
    school = brug.handboek.school.model_copy(update={"verbergen": ("trainers/index.md",)})
    hidden = replace(brug, handboek=brug.handboek.model_copy(update={"school": school})).hidden_pages
    assert "trainers/blokken.md" in hidden
    assert all(page.startswith("trainers/") for page in hidden)


def test_the_colour_of_the_school_is_at_its_head(brugsite: Site, site: Site) -> None:
    """On every page and on paper, in the light and in the dark; without a school it is the handbook's."""
    assert SCHOOL.kleuren is not None
    styles = [(built.folder / "assets" / "css" / "kleuren.css").read_text("utf-8") for built in (brugsite, site)]
    assert [f"--merk: {SCHOOL.kleuren.kop};" in style for style in styles] == [True, False]
    assert styles[0].count("--merk: ") == styles[0].count(f"--merk: {SCHOOL.kleuren.kop};")


@pytest.mark.parametrize(
    ("one", "other", "expected"), [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48), ("#12464d", "#12464d", 1)]
)
def test_contrast_is_that_of_the_standard(one: str, other: str, expected: float) -> None:
    """The figures that WCAG's own formula gives."""
    assert contrast(one, other) == contrast(other, one) == pytest.approx(expected, abs=0.01)


def test_a_checklist_is_filled_in_by_the_school(brugsite: Site) -> None:
    """The PDF has its name at the foot, and in the field for it."""
    path = brugsite.folder / "downloads" / "checklist-loopbaanorientatie.pdf"
    assert squeeze(f"Boris brengt je bij 'n baan · {NAME}") in squeeze("".join(pdf_pages(path)))
    fields = PdfReader(path).get_fields() or {}
    assert NAME in [field.get("/V") for field in fields.values()]


def test_without_a_school_nothing_is_shown(site: Site) -> None:
    """The method's own handbook has no trace of the layer."""
    for path, page in site.pages.items():
        assert "data-school" not in page.html, path
        assert not page.soup.select(".merk-school, .opmerking, .school"), path


@pytest.mark.parametrize("width", [360, 1280])
def test_it_is_accessible(brugsite: Site, browser: Browser, width: int) -> None:
    """axe finds nothing in what the layer adds, and the page does not become wider than the screen."""
    with served(brugsite.folder) as address, browser.new_context(viewport={"width": width, "height": 800}) as context:
        page = context.new_page()
        for path in ("index.html", "loopbaanorientatie/brede-orientatie.html"):
            page.goto(address + path)
            expect(page.locator(".merk-school")).to_be_visible()
            assert not Axe().run(page).response["violations"]
            assert page.evaluate("document.documentElement.scrollWidth") <= width


_FAULTS = {
    "naam: De Brug\nweglaten: [kennismaken]": "school/school.yml:2: er is geen stap 'kennismaken'",
    "naam: De Brug\nlogo: weg.png": "school/school.yml:2: er is geen bestand 'weg.png' in school/",
    "naam: De Brug\nlogo: ../logo.svg": "school/school.yml:2: 'logo' moet de naam van een bestand zijn",
    "naam: De Brug\ncontacten:\n  - naam: Ans\n    mail: ans": "school/school.yml:4: 'mail' moet een mailadres zijn",
    "naam: De Brug\nstappen:\n  - id: focus\n    bij: focus\n    doe: Doe iets.": "school/school.yml:3: het id 'focus' bestaat al",
    "naam: De Brug\nstappen:\n  - id: eigen\n    bij: focus\n    na: traject-introduceren\n    doe: Doe iets.": (
        "school/school.yml:5: de stap 'traject-introduceren' hoort niet bij 'focus'"
    ),
    "naam: De Brug\nstappen:\n  - id: eigen\n    bij: operationeel-maken\n    na: competenties-vaststellen\n"
    "    doe: Doe iets.\nweglaten: [leerdoelen-formuleren]": (
        "school/school.yml:5: de stap 'competenties-vaststellen' valt weg met 'leerdoelen-formuleren' in 'weglaten'; "
        "kies een andere stap"
    ),
    "naam: De Brug\nstappen:\n  - id: eigen\n    bij: focus\n    na: focusje\n    doe: Doe iets.": (
        "school/school.yml:5: er is geen stap 'focusje'"
    ),
    "naam: De Brug\nstappen:\n  - id: eigen\n    bij: focus\n    doe: Doe iets.\nweglaten:\n  - eigen": (
        "school/school.yml:7: 'eigen' is een eigen stap; haal hem hier weg, of daar waar hij in 'stappen' staat"
    ),
    "naam: De Brug\nweglaten:\n  - snuffelstage-bespreken\n  - snuffelstage-bespreken": (
        "school/school.yml:4: 'snuffelstage-bespreken' staat hier al; haal een van de twee weg"
    ),
    "naam: De Brug\nbronnen:\n  - titel: Iets\n    id: bronnen-van-de-school": (
        "school/school.yml:4: het id 'bronnen-van-de-school' bestaat al: "
        "zo heten de bronnen van een school samen; kies een ander id"
    ),
    "naam: De Brug\nstappen:\n  - id: eigen\n    bij: fokus\n    doe: Doe iets.": "bedoelde u 'focus'?",
    "naam: De Brug\nstappen:\n  - id: eigen\n    bij: focus\n    doe: <b>Doe iets.</b>": "school/school.yml:5: HTML hoort niet",
    "naam: De Brug\nkleuren: {kop: '#ffd700'}": "'#ffd700' is te licht voor witte letters: het contrast is 1,4",
    "naam: De Brug\nkleuren: {kop: '#12464d', vlak: '#888888'}": "'#888888' is te donker voor zwarte letters: het contrast is 2,4",
    "naam: De Brug\nkleuren: {kop: rood}": "school/school.yml:2: 'kop' moet een kleur zijn: # en zes tekens,",
    "naam: De Brug\nverbergen: [partner.md]": "school/school.yml:2: er is geen pagina 'partner.md'; bedoelde u 'partners.md'?",
    "naam: De Brug\nverbergen: [index.md]": "school/school.yml:2: de eerste pagina blijft altijd in het menu",
    "naam: De Brug\nverbergen: [partners]": "punt 1 van 'verbergen' moet een pagina zijn, zoals trainers/index.md",
    "naam: De Brug\nrollen: [{rol: docent, heet: mentor}, {rol: docent, heet: coach}]": "'docent' staat hier al",
    "naam: De Brug\nrollen: [{rol: dosent, heet: mentor}]": "er is geen rol 'dosent'; bedoelde u 'docent'?",
    "naam: De Brug\ncontacten: [{naam: Mia, voor: [fokus]}]": "bedoelde u 'focus'?",
    "naam: De Brug\ntips: [{id: eigen, onderdeel: focus, tekst: '<b>Ja</b>'}]": "school/school.yml:2: HTML hoort niet",
    "namen: De Brug": "school/school.yml:1: 'namen' is hier geen bekende sleutel; bedoelde u 'naam'?",
}


_MORE_THAN_ONE = ("namen: De Brug",)  # for 'naam' is not there either


@pytest.mark.parametrize("text", _FAULTS, ids=lambda text: _FAULTS[text][:50])
def test_a_mistake_is_named_with_its_place(tmp_path: Path, text: str) -> None:
    """The layer is checked as strictly as the method, in the same words, and no mistake is told twice."""
    for name in ("data", "docs"):
        shutil.copytree(ROOT / name, tmp_path / name)
    lay(tmp_path, text)
    with pytest.raises(DataFout, match=re.escape(_FAULTS[text])) as caught:
        load_edition(tmp_path / "data", tmp_path / "docs")
    assert text in _MORE_THAN_ONE or len(caught.value.meldingen) == 1


def test_an_own_stap_stays_where_another_was_left_out(tmp_path: Path) -> None:
    """It may stand behind a stap that the school leaves out: there it is."""
    for name in ("data", "docs"):
        shutil.copytree(ROOT / name, tmp_path / name)
    text = re.sub("(?<=weglaten: ).*", "[beroepeninformatie-bespreken]", EXAMPLE)
    ids = ids_of(load_edition(lay(tmp_path, text) / "data", tmp_path / "docs"))
    assert "beroepeninformatie-bespreken" not in ids
    assert "brug-bedrijvenlijst" in ids


_SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink">{}</svg>'
_PICTURES = {
    "plain": ("logo.svg", _SVG.format('<defs/><use href="#a"/><image x:href="data:image/png;base64,AA=="/><a/>')),
    "with a type": (
        "logo.svg",
        '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd"><!-- x --><svg/>',
    ),
    "png": ("logo.png", "\x89PNG\r\n"),
    "jpg": ("logo.jpg", "\xff\xd8\xff"),
}
_NO_PICTURES = {
    "a script": ("logo.svg", _SVG.format("<script/>")),
    "a handler": ("logo.svg", _SVG.format('<rect onload="x"/>')),
    "a link that runs": ("logo.svg", _SVG.format('<a x:href=" javascript:x"/>')),
    "a picture that runs": ("logo.svg", _SVG.format('<image href="data:image/svg+xml,x"/>')),
    "a file": ("logo.svg", _SVG.format('<image href="file:///etc/passwd"/>')),
    "a page": ("logo.svg", _SVG.format('<foreignObject><p xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>')),
    "a change": ("logo.svg", _SVG.format('<a href="#a"><animate attributeName="href" to="javascript:x"/></a>')),
    "a style sheet": ("logo.svg", f'<?xml-stylesheet href="x.xsl"?>{_SVG.format("")}'),
    "an entity": ("logo.svg", f'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>{_SVG.format("&a;")}'),
    "no svg": ("logo.svg", "<svg"),
    "no png": ("logo.png", "root:x:0:0"),
    "no jpg": ("logo.jpg", "\x89PNG\r\n"),
    "too large": ("logo.svg", _SVG.format(" " * 500_000)),
}


@pytest.mark.parametrize("name", [*_PICTURES, *_NO_PICTURES])
def test_a_logo_is_a_picture_and_nothing_more(tmp_path: Path, name: str) -> None:
    """What runs something, gets something from elsewhere, or is something else than its name says, is no logo."""
    file, content = {**_PICTURES, **_NO_PICTURES}[name]
    (tmp_path / file).write_bytes(content.encode("latin-1"))
    assert (faulty_logo(tmp_path / file) is None) == (name in _PICTURES)


def test_a_new_logo_makes_new_files(tmp_path: Path) -> None:
    """A logo that changes under the same name is in every file that is made from then on."""
    project, styles = lay(copy_project(tmp_path)), ROOT / "docs" / "assets" / "css"
    book = load_edition(project / "data", project / "docs")
    before = Workshop(book, read_imprint(book.handboek), styles).made_from
    (project / "school" / "logo.svg").write_text(LOGO.replace("60", "90"), encoding="utf-8")
    assert Workshop(book, read_imprint(book.handboek), styles).made_from != before


def test_a_file_that_nothing_reads_is_named(tmp_path: Path) -> None:
    """A slip in the name of the file does not make the layer vanish."""
    for name in ("data", "docs"):
        shutil.copytree(ROOT / name, tmp_path / name)
    lay(tmp_path).joinpath("school", "school.yml").rename(tmp_path / "school" / "shool.yml")
    with pytest.raises(DataFout, match=re.escape("school/shool.yml:1: dit bestand wordt niet gelezen")):
        load_edition(tmp_path / "data", tmp_path / "docs")


def test_own_stappen_are_like_any_other(brug: Edition) -> None:
    """They have a place, a rol page and a row, and know nothing of the layer."""
    stap = brug.by_id["brug-bedrijvenlijst"]
    assert type(stap) is Stap
    assert brug.involves(stap, brug.rollen["docent"])
