"""Word files, read back: the stappen of the model, fields that have names, and what a school's printer needs."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypandoc
import pytest
from lxml import etree
from openxml_audit import FileFormat, OpenXmlValidator
from PIL import Image

from macros.content.markdown import plain
from macros.content.model import Checklist, Formulier, Groep
from macros.edition import Edition
from macros.edition.catalog import WHOLE, list_downloads
from macros.edition.colours import colour
from macros.edition.imprint import read_imprint
from macros.edition.rows import StapRow, checklist_rows, handboek_rows
from macros.formats import ToolError
from macros.formats import word as docx
from macros.formats.archive import unpack
from macros.formats.document import WordView
from macros.formats.office import Logo
from macros.formats.word import make_docx
from macros.formats.word.letterhead import make_letterhead
from macros.formats.word.pages import number_pages
from macros.making.workshop import Workshop
from tests.conftest import ROOT
from tests.school import NAME

_ADDRESS = "https://handboek.example.nl/boris/"
_LISTS = (
    "checklist-loopbaanorientatie",
    "checklist-maatwerktraject",
    "checklist-arbeidstoeleiding",
    "checklist-plaatsing",
)
_FORM = "model-stageovereenkomst"
_TEXTS = ("loopbaanorientatie", "maatwerktraject", "plaatsing", WHOLE)
_ALL = (*_LISTS, _FORM, *_TEXTS)
_NS = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "p": "http://schemas.openxmlformats.org/package/2006/relationships",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
}
_THEME_COLOURS = ("text1", "background1", "text2", "background2", *(f"accent{n}" for n in range(1, 7)), "link", "past")
_W = f"{{{_NS['w']}}}"
_HEADINGS = {f"Heading{level}": level for level in range(1, 7)} | {"Lijstkop": 2}
_ON_SCREEN = ("Afdrukken", "weglaten", "Naar de stap", "Volgende stap", "tekening met links", "andere site", "#")
_MAKE = """
import hashlib, sys
from pathlib import Path
from macros.edition.load import load_edition
from tests.test_docx import make
edition = load_edition(Path("data"), Path("docs"))
print(*(hashlib.sha256(make(edition, subject)).hexdigest() for subject in sys.argv[1:]))
"""


@dataclass(frozen=True)
class WordFile:
    """A Word file that was made of the thing with this id."""

    subject: str
    data: bytes

    @cached_property
    def parts(self) -> dict[str, bytes]:
        """What is in it."""
        return unpack(self.data)

    def xml(self, name: str) -> Any:
        """The root of one part."""
        return etree.fromstring(self.parts[name])

    @cached_property
    def body(self) -> Any:
        """The document itself."""
        return self.xml("word/document.xml").find("w:body", _NS)

    @cached_property
    def text(self) -> str:
        """All words of the document, each paragraph on a line of its own."""
        return "\n".join(words(paragraph) for paragraph in self.body.iter(f"{_W}p"))


@dataclass(frozen=True)
class Control:
    """A content control: what it is, its name for programs and its title for people."""

    kind: str
    name: str
    title: str


def make(edition: Edition, subject: str, address: str = _ADDRESS) -> bytes:
    """The Word file of a list, a form, a fase or the whole handbook."""
    workshop = Workshop(edition, read_imprint(edition.handboek, address), Path())
    landscape = isinstance(workshop.edition.by_id.get(subject), Checklist)
    return make_docx(workshop.rendered(subject, WordView), workshop.imprint, subject == WHOLE, landscape)


_MADE: dict[tuple[bool, str], WordFile] = {}


def made(edition: Edition, subject: str) -> WordFile:
    """That file, made once for all tests."""
    key = edition.handboek.school is None, subject
    if key not in _MADE:
        _MADE[key] = WordFile(subject, make(edition, subject))
    return _MADE[key]


@pytest.fixture(scope="module")
def edition(either: Edition) -> Edition:
    """A file says what its handbook says, also when a school has laid its own over it."""
    return either


def title_of(edition: Edition, subject: str) -> str:
    """The title of what a file is of."""
    item: Any = edition.by_id.get(subject, edition.handboek.methodiek)
    return plain(item.titel)


@pytest.fixture(scope="module", params=_ALL, ids=lambda subject: subject or "handboek")
def word_file(request: pytest.FixtureRequest, edition: Edition) -> WordFile:
    """Each kind of file in turn."""
    return made(edition, request.param)


@pytest.fixture(scope="module", params=_LISTS)
def checklist(request: pytest.FixtureRequest, edition: Edition) -> WordFile:
    """Some checklists: with a nested stap, with headings of its own, with both kinds of groups."""
    return made(edition, request.param)


@pytest.fixture(scope="module")
def form(edition: Edition) -> WordFile:
    """The formulier."""
    return made(edition, _FORM)


@pytest.fixture(scope="module")
def book(edition: Edition) -> WordFile:
    """The whole handbook."""
    return made(edition, WHOLE)


def words(element: Any) -> str:
    """The words in an element, spaces made single; without what we put behind a link, which has a style of its own."""
    ours = "w:rPr/w:rStyle[@w:val='Bijdelink']"
    within = f"parent::w:hyperlink/preceding-sibling::w:r[1][{ours}]"
    texts = element.xpath(f".//w:r[not({ours}) and not({within})]/w:t/text()", namespaces=_NS)
    return flat("".join(texts))


def style_of(paragraph: Any) -> str:
    """The id of a paragraph's style."""
    found = paragraph.xpath("w:pPr/w:pStyle/@w:val", namespaces=_NS)
    return str(found[0]) if found else ""


def styled(file: WordFile, *styles: str) -> list[str]:
    """The words of each paragraph in one of these styles."""
    return [words(paragraph) for paragraph in file.body.iter(f"{_W}p") if style_of(paragraph) in styles]


def controls(element: Any) -> list[Control]:
    """The content controls in an element; the table of contents is not one that is filled in."""
    found = element.iterfind(".//w:sdt/w:sdtPr", _NS)
    return [control(properties) for properties in found if properties.find("w:docPartObj", _NS) is None]


def control(properties: Any) -> Control:
    """One content control by its properties."""
    kinds = [kind for kind in ("w14:checkbox", "w:date", "w:text") if properties.find(kind, _NS) is not None]
    name, title = (properties.xpath(f"string(w:{field}/@w:val)", namespaces=_NS) for field in ("tag", "alias"))
    return Control(kinds[0] if kinds else "rich text", name, title)


def flat(text: str) -> str:
    """Text with single spaces only."""
    return " ".join(text.split())


def checklist_of(edition: Edition, file: WordFile) -> Checklist:
    """The checklist that a file is of."""
    item = edition.by_id[file.subject]
    assert isinstance(item, Checklist)
    return item


# --- The same words as the model ------------------------------------------------------------------


def stap_rows(file: WordFile) -> list[Any]:
    """The rows of the tables with a stap in them."""
    return [row for row in file.body.iter(f"{_W}tr") if any(c.name.startswith("vink-") for c in controls(row))]


def test_a_checklist_holds_the_stappen_of_the_model(checklist: WordFile, edition: Edition) -> None:
    """Each row is the next stap of the list with all its words: what to do, how, and with whom; *Nu* stands apart."""
    cells = [row.findall(f"{_W}tc")[1] for row in stap_rows(checklist)]
    lines = [[words(paragraph) for paragraph in cell.iter(f"{_W}p")] for cell in cells]
    found = [[line for line in cell if not line.startswith("Nu: ")] for cell in lines]
    expected = checklist_rows(edition, checklist_of(edition, checklist))
    assert [" ".join(paragraphs) for paragraphs in found] == [row_text(row) for row in expected]
    assert [paragraphs[0] for paragraphs in found] == [flat(row.doe) for row in expected]


def row_text(row: StapRow) -> str:
    """All that a row of a checklist should say."""
    return flat(row.text) + (f" Betrokken: {row.rollen}" if row.rollen else "")


def test_a_checklist_has_a_table_for_each_group(checklist: WordFile, edition: Edition) -> None:
    """Under the heading of each group stands one table, which is called after it, with these five heads."""
    groepen = checklist_of(edition, checklist).groepen
    titles = [group_title(edition, groep) for groep in groepen]
    assert styled(checklist, "Heading2") == titles
    tables = list(checklist.body.iter(f"{_W}tbl"))[1:]
    assert [table.xpath("string(w:tblPr/w:tblCaption/@w:val)", namespaces=_NS) for table in tables] == titles
    for table in tables:
        head = [words(cell) for cell in table.find(f"{_W}tr").iter(f"{_W}tc")]
        assert head == ["Klaar", "Stap", "Wie", "Wanneer", "Opmerking"]


def group_title(edition: Edition, groep: Groep) -> str:
    """What the heading of a group says."""
    return groep.titel or title_of(edition, groep.onderdeel or "")


def test_every_checklist_can_be_made(edition: Edition) -> None:
    """Every list of the handbook gives a file with a row for each of its stappen."""
    for item in edition.handboek.checklists.checklists:
        file = made(edition, item.id)
        assert len(stap_rows(file)) == len(checklist_rows(edition, item))


@pytest.mark.parametrize("subject", _TEXTS, ids=lambda subject: subject or "handboek")
def test_a_text_holds_the_stappen_of_the_model(subject: str, edition: Edition) -> None:
    """A fase and the whole handbook hold each stap with its words, in the order of the model."""
    file = made(edition, subject)
    rows = [row for row in handboek_rows(edition) if subject in (WHOLE, edition.fasen[row.stap.id].id)]
    assert styled(file, "Stap") == [flat(row.doe) for row in rows]
    text, position = flat(file.text), 0
    for row in rows:
        for part in row.text.split("\n"):
            position = text.index(flat(part), position) + len(flat(part))


def test_a_text_holds_the_tips_of_the_model(book: WordFile, edition: Edition) -> None:
    """No tip is left out."""
    text = flat(book.text)
    tips = [tip for fase in edition.handboek.fasen for tip in fase.all_tips()]
    assert tips
    assert not [tip.id for tip in tips for line in plain(tip.tekst).split("\n") if flat(line) not in text]


def test_the_form_holds_the_fields_of_the_model(form: WordFile, edition: Edition) -> None:
    """Each field of the form is there under its own name, as what it should be, beside its label."""
    kinds = {"datum": "w:date", "vakje": "w14:checkbox", "handtekening": "rich text"}
    item = edition.by_id[_FORM]
    assert isinstance(item, Formulier)
    velden = [veld for groep in item.groepen for veld in groep.velden]
    assert [(c.kind, c.name) for c in controls(form.body)] == [(kinds.get(v.soort, "w:text"), v.id) for v in velden]
    assert styled(form, "Veldnaam") == [plain(veld.label) for veld in velden]


def test_nothing_of_the_screen_is_left(word_file: WordFile) -> None:
    """Buttons, choices and links to the place itself belong to the site."""
    assert not [word for word in _ON_SCREEN if word in word_file.text]
    assert not [name for name in word_file.parts if name.startswith("word/media")]


def test_drawings_are_numbered_boxes(book: WordFile, edition: Edition) -> None:
    """A stroomschema is a list of boxes with its words, that one can change in Word."""
    schemas = [edition.handboek.methodiek.stroomschema, *(fase.verloop.stroomschema for fase in edition.handboek.fasen)]
    rows = [rij for schema in schemas if schema for rij in schema.rijen]
    boxes = [p for p in book.body.iter(f"{_W}p") if style_of(p) == "Schemavak"]
    assert all(box.find("w:pPr/w:numPr", _NS) is not None for box in boxes)
    missing = [rij for rij in rows if not any(all(k.tekst in words(box) for k in rij.vakken) for box in boxes)]
    assert not missing
    assert len(boxes) >= len(rows)


# --- To be ticked and filled in -------------------------------------------------------------------


def test_every_field_has_a_name(word_file: WordFile) -> None:
    """Each box and field has a title that is read out, and a name of its own; Word allows 64 letters."""
    found = controls(word_file.body)
    assert all(c.title and c.name and max(len(c.title), len(c.name)) <= 64 for c in found)
    assert len({c.name for c in found}) == len(found)
    numbers = word_file.body.xpath(".//w:sdtPr/w:id/@w:val", namespaces=_NS)
    assert len(set(numbers)) == len(numbers)
    assert bool(found) == (word_file.subject not in _TEXTS)


def test_a_stap_has_a_box_and_three_fields(checklist: WordFile, edition: Edition) -> None:
    """Each stap can be ticked, and one can fill in who, when (a date) and a remark."""
    expected = [("w14:checkbox", "vink"), ("w:text", "wie"), ("w:date", "wanneer"), ("w:text", "opmerking")]
    stappen = [row.stap for row in checklist_rows(edition, checklist_of(edition, checklist))]
    for row, stap in zip(stap_rows(checklist), stappen, strict=True):
        found = controls(row)
        assert [(c.kind, c.name) for c in found] == [(kind, f"{name}-{stap.id}"[:64]) for kind, name in expected]
        assert all(": " in c.title and c.title.split(": ")[1][:20] in plain(stap.doe) for c in found)


def test_a_checklist_asks_whose_it_is(checklist: WordFile, edition: Edition) -> None:
    """Above the stappen stand the fields for school, pupil (unless the list is about the school), date and who fills it in."""
    onderwerp = edition.onderwerp_of(checklist_of(edition, checklist))
    table = checklist.body.find(f"{_W}tbl")
    assert [(c.kind, c.title) for c in controls(table)] == [
        ("w:text", "School"),
        ("w:date", "Datum"),
        *([("w:text", onderwerp)] if onderwerp else []),
        ("w:text", "Ingevuld door"),
    ]


def test_boxes_are_empty_and_large(checklist: WordFile) -> None:
    """A box can be clicked, is not ticked yet and is large enough for a pen: 4 mm or more."""
    boxes = checklist.body.xpath(".//w:sdt[w:sdtPr/w14:checkbox]", namespaces=_NS)
    assert {words(box) for box in boxes} == {"☐"}
    assert {box.xpath("string(.//w14:checked/@w14:val)", namespaces=_NS) for box in boxes} == {"0"}
    styles = checklist.xml("word/styles.xml")
    half_points = styles.xpath("string(//w:style[@w:styleId='Vinkje']//w:sz/@w:val)", namespaces=_NS)
    assert int(half_points) / 2 * 0.8 * 25.4 / 72 >= 4


# --- On paper -------------------------------------------------------------------------------------


def test_rows_stay_whole_and_heads_repeat(word_file: WordFile) -> None:
    """No row breaks over two pages, and a table with heads shows them again on the next page."""
    for table in word_file.body.iter(f"{_W}tbl"):
        rows = table.findall(f"{_W}tr")
        assert all(row.find("w:trPr/w:cantSplit", _NS) is not None for row in rows)
        heads = [row.find("w:trPr/w:tblHeader", _NS) is not None for row in rows]
        has_heads = bool(table.xpath("w:tblPr/w:tblLook[@w:firstRow='1']", namespaces=_NS))
        assert heads == [has_heads] + [False] * (len(rows) - 1)
        assert has_heads or table.xpath("w:tblPr/w:tblLook[@w:firstColumn='1']", namespaces=_NS)


def test_columns_fill_the_page(word_file: WordFile, edition: Edition) -> None:
    """Every table is as wide as the text on an A4; that of a checklist lies on its side, with 45 mm for a note."""
    page = word_file.body.find("w:sectPr", _NS)
    width, left, right = (
        int(page.xpath(f"string(w:{key})", namespaces=_NS)) for key in ("pgSz/@w:w", "pgMar/@w:left", "pgMar/@w:right")
    )
    is_list = isinstance(edition.by_id.get(word_file.subject), Checklist)
    assert width == (16838 if is_list else 11906)
    for table in word_file.body.iter(f"{_W}tbl"):
        columns = table.xpath("w:tblGrid/w:gridCol/@w:w", namespaces=_NS)
        assert abs(sum(map(int, columns)) - (width - left - right)) <= len(columns)
        assert not is_list or len(columns) != 5 or int(columns[-1]) > 45 * 56.7


def test_the_foot_says_what_this_is(word_file: WordFile, edition: Edition) -> None:
    """Each page has the handbook, the title, the version, the date and its number at its foot."""
    foot = word_file.xml("word/footer1.xml")
    imprint = read_imprint(edition.handboek)
    for part in (imprint.title, title_of(edition, word_file.subject), imprint.version_line.lower().replace(",", " ·")):
        assert part in words(foot)
    assert words(foot).count(imprint.title) == 1
    assert "".join(text.text for text in foot.iter(f"{_W}instrText")).split() == ["PAGE", "NUMPAGES"]


# --- For who listens, and for Word ----------------------------------------------------------------


def test_headings_are_headings(word_file: WordFile, edition: Edition) -> None:
    """The file begins with its title as a heading, and no level is skipped."""
    levels = [_HEADINGS[style_of(p)] for p in word_file.body.iter(f"{_W}p") if style_of(p) in _HEADINGS]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    if word_file.subject != WHOLE:
        assert styled(word_file, "Heading1") == [title_of(edition, word_file.subject)]


def test_the_language_is_dutch(word_file: WordFile) -> None:
    """Word checks the spelling in Dutch, and a screen reader speaks it."""
    styles = word_file.xml("word/styles.xml")
    assert styles.xpath("//w:docDefaults//w:lang/@w:val", namespaces=_NS) == ["nl-NL"]
    assert not word_file.body.xpath(".//w:lang", namespaces=_NS)
    assert word_file.xml("docProps/core.xml").findtext("dc:language", namespaces=_NS) == "nl-NL"


def test_styles_are_ours(word_file: WordFile) -> None:
    """Every style in use exists, and those that Word does not know itself have Dutch names."""
    styles = word_file.xml("word/styles.xml")
    known = set(styles.xpath("//w:style/@w:styleId", namespaces=_NS))
    used = word_file.body.xpath(".//w:pStyle/@w:val | .//w:rStyle/@w:val | .//w:tblStyle/@w:val", namespaces=_NS)
    assert set(used) <= known
    own = styles.xpath("//w:style[@w:customStyle]/w:name/@w:val", namespaces=_NS)
    assert not [name for name in own if name.endswith("Tok") or name in ("First Paragraph", "Source Code", "Table")]


def test_what_is_ours_looks_so(checklist: WordFile) -> None:
    """A note that we added has a style of its own."""
    assert any(note.startswith("Samengesteld:") for note in styled(checklist, "Toevoeging"))


def test_links_lead_somewhere(word_file: WordFile) -> None:
    """A link within the file finds its bookmark; every other one is an address on the web, or a number to call."""
    bookmarks = set(word_file.body.xpath(".//w:bookmarkStart/@w:name", namespaces=_NS))
    anchors = word_file.body.xpath(".//w:hyperlink/@w:anchor", namespaces=_NS)
    assert set(anchors) <= bookmarks
    relations = word_file.xml("word/_rels/document.xml.rels").findall("p:Relationship", _NS)
    targets = {relation.get("Id"): relation for relation in relations}
    for key in word_file.body.xpath(".//w:hyperlink/@r:id", namespaces=_NS):
        assert targets[key].get("Target").startswith(("http://", "https://", "tel:", "mailto:"))
        assert targets[key].get("TargetMode") == "External"


def test_without_an_address_nothing_leads_to_the_site(edition: Edition) -> None:
    """When it is not known where the site stands, its pages are named but not linked to."""
    file = WordFile(_LISTS[0], make(edition, _LISTS[0], address=""))
    targets = file.xml("word/_rels/document.xml.rels").xpath("//p:Relationship[@TargetMode]/@Target", namespaces=_NS)
    assert not [target for target in targets if "boris" in target or target.startswith(".")]
    assert "Op het scherm" not in file.text
    assert "Op het scherm" in made(edition, _LISTS[0]).text


def test_the_book_has_a_table_of_contents(book: WordFile, edition: Edition) -> None:
    """The contents are filled in, lead to their headings, and are a field that Word can renew."""
    lines = [words(p).rstrip("0123456789") for p in book.body.iter(f"{_W}p") if style_of(p) in ("TOC1", "TOC2")]
    assert lines == styled(book, "Heading1", "Heading2")
    begrippen = {begrip.term for begrip in edition.handboek.begrippen.begrippen}
    assert begrippen <= set(styled(book, "Lijstkop"))
    instructions = book.body.xpath(".//w:sdt[w:sdtPr/w:docPartObj]//w:instrText/text()", namespaces=_NS)
    assert instructions[0].split() == ["TOC", "\\o", '"1-2"', "\\h", "\\z"]
    assert len(instructions) == len(lines) + 1
    assert book.xml("word/settings.xml").find("w:updateFields", _NS) is not None
    assert styled(book, "Title") == [edition.handboek.methodiek.titel]


def test_the_contents_say_on_which_page(book: WordFile) -> None:
    """Each line ends with a page, until Word counts itself: in order, and a chapter after what ends the one before."""
    lines = book.body.xpath(".//w:sdt[w:sdtPr/w:docPartObj]//w:p[.//w:hyperlink]", namespaces=_NS)
    pages = [int(line.xpath(".//w:t/text()", namespaces=_NS)[-1]) for line in lines]
    assert pages[0] == 3  # after the cover and the contents
    for (before, page), line in zip(pairwise(pages), lines[1:], strict=True):
        assert page > before if style_of(line) == "TOC1" else page >= before
    assert 40 < pages[-1] < 70


def test_a_longer_text_takes_more_pages(book: WordFile) -> None:
    """The page of a heading follows from how much stands before it, also in a table."""
    styles = book.parts["word/styles.xml"]
    root = book.xml("word/document.xml")
    last = list(number_pages(root, styles, 9638).values())[-1]
    texts = [next(row.iter(f"{_W}t")) for row in root.iter(f"{_W}tr")] + list(root.iter(f"{_W}t"))[:1]
    for text in texts:
        text.text = "woorden " * 1000
    assert list(number_pages(root, styles, 9638).values())[-1] > last + len(texts) - 2


def test_colours_are_those_of_the_theme(word_file: WordFile) -> None:
    """Whoever chooses other colours for a file has them everywhere; until then they are the handbook's."""
    theme = word_file.xml("word/theme/theme1.xml")
    colours = dict(zip(_THEME_COLOURS, theme.xpath("//a:clrScheme/*/a:srgbClr/@val", namespaces=_NS), strict=True))
    assert colours["text2"] == colour("merk")[1:]
    styles = word_file.xml("word/styles.xml")
    painted = styles.xpath("//w:color | //w:pBdr/* | //w:tblBorders/* | //w:shd", namespaces=_NS)
    assert len(painted) > 20
    for element in painted:
        ink, name = ("fill", "themeFill") if element.tag == f"{_W}shd" else ("color", "themeColor")
        value = element.get(f"{_W}{ink}") or element.get(f"{_W}val")
        tint = element.get(f"{_W}themeTint")
        assert tinted(colours[element.get(f"{_W}{name}")], tint) == pytest.approx(lightness(value), abs=0.01)


def lightness(value: str) -> float:
    """How light a colour is: 0 is black and 1 is white."""
    parts = bytes.fromhex(value)
    return (max(parts) + min(parts)) / 2 / 255


def tinted(value: str, tint: str | None) -> float:
    """How light Word makes a colour with so much of it left (ISO 29500-1, 17.3.2.6)."""
    share = int(tint, 16) / 255 if tint else 1
    return lightness(value) * share + 1 - share


def test_the_file_says_whose_it_is(word_file: WordFile, edition: Edition) -> None:
    """Title, author, version, licence and date are among the properties, and nothing of the moment of making."""
    core = word_file.xml("docProps/core.xml")
    uitgave = edition.handboek.methodiek.uitgave
    assert core.findtext("dc:title", namespaces=_NS) == title_of(edition, word_file.subject)
    assert core.findtext("dc:creator", namespaces=_NS) == uitgave.auteur
    assert core.findtext("cp:version", namespaces=_NS) == uitgave.versie
    assert {core.findtext(f"dcterms:{name}", namespaces=_NS) for name in ("created", "modified")} == {
        f"{uitgave.datum}T12:00:00Z"
    }
    custom = {entry.get("name"): "".join(entry.itertext()) for entry in word_file.xml("docProps/custom.xml")}
    assert custom == {"Versie": uitgave.versie, "Licentie": uitgave.licentie, "Bron": _ADDRESS}


def test_word_can_open_it(word_file: WordFile, tmp_path: Path) -> None:
    """The file keeps to the schemas of Office, so Word has nothing to repair."""
    path = tmp_path / "bestand.docx"
    path.write_bytes(word_file.data)
    result = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365, max_errors=0).validate(str(path))
    assert not [str(error) for error in result.errors]


def test_a_paragraph_wears_the_style_of_a_paragraph(word_file: WordFile) -> None:
    """And a run that of a run: another program takes a table apart where that is not so."""
    styles = word_file.xml("word/styles.xml")
    kinds = {style.get(f"{_W}styleId"): style.get(f"{_W}type") for style in styles.iter(f"{_W}style")}
    assert wrong_styles(word_file.body, kinds) == []


def wrong_styles(body: Any, kinds: dict[str, str]) -> list[str]:
    """The styles that something in a document wears and that are of another kind, or do not exist."""
    worn = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}
    return [
        style.get(f"{_W}val")
        for name, kind in worn.items()
        for style in body.iter(f"{_W}{name}")
        if kinds.get(style.get(f"{_W}val")) != kind
    ]


# --- Letterhead -----------------------------------------------------------------------------------


def a_logo(width: int, height: int) -> Logo:
    """A picture of this size."""
    output = BytesIO()
    Image.new("RGB", (width, height), "white").save(output, "PNG")
    return Logo(output.getvalue(), ".png")


@pytest.mark.parametrize("logo", [None, a_logo(60, 40), a_logo(600, 40)], ids=["name", "logo", "broad logo"])
def test_letterhead_has_the_name_and_the_logo(brug: Edition, logo: Logo | None, tmp_path: Path) -> None:
    """A template of Word has the school at its head and nothing of the handbook; the logo keeps its shape and its place."""
    file = WordFile("", make_letterhead(NAME, logo, read_imprint(brug.handboek)))
    path = tmp_path / "briefpapier.dotx"
    path.write_bytes(file.data)
    result = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365, max_errors=0).validate(str(path))
    assert not [str(error) for error in result.errors]
    assert b"template.main+xml" in file.parts["[Content_Types].xml"]
    assert words(file.xml("word/header1.xml")) == NAME
    assert brug.handboek.methodiek.titel.encode() not in b"".join(
        content for name, content in file.parts.items() if name != "word/theme/theme1.xml"
    )
    assert [control.name for control in controls(file.body)] == ["aan", "datum", "onderwerp"]
    styles = file.xml("word/styles.xml")
    kinds = {style.get(f"{_W}styleId"): style.get(f"{_W}type") for style in styles.iter(f"{_W}style")}
    assert wrong_styles(file.body, kinds) == []
    sizes = file.xml("word/header1.xml").xpath("//wp:extent", namespaces=_NS)
    assert len(sizes) == bool(logo) == any(name.startswith("word/media") for name in file.parts)
    for size in sizes:
        assert logo
        width, height = int(size.get("cx")), int(size.get("cy"))
        assert width / height == pytest.approx(logo.width(1000) / 1000, rel=0.01)
        assert width <= 80 * 36000
        assert height <= 18 * 36000


def test_only_a_school_has_letterhead(edition: Edition) -> None:
    """The method itself writes no letters."""
    names = [download.name for download in list_downloads(edition)]
    assert ("briefpapier.dotx" in names) == bool(edition.handboek.school)


# --- Made the same, or not at all -----------------------------------------------------------------


def test_the_same_bytes_every_time(edition: Edition, word_file: WordFile) -> None:
    """Making a file twice gives the same file."""
    assert make(edition, word_file.subject) == word_file.data


def test_the_same_bytes_in_every_process() -> None:
    """What Python shuffles differently in each process does not show."""
    outputs = {make_elsewhere(str(seed)) for seed in (1, 2)}
    assert len(outputs) == 1


def make_elsewhere(seed: str) -> str:
    """The digests of some files that another process made."""
    command = [sys.executable, "-c", _MAKE, *_ALL[2:5]]
    environment = {"PYTHONHASHSEED": seed, "PATH": "/usr/bin:/bin"}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout


def test_without_pandoc_there_is_one_clear_line(edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    """When pandoc is missing, the message says how to install it."""

    def missing() -> str:
        raise OSError("No pandoc was found:\n- long story")

    docx._find_pandoc.cache_clear()
    docx._default_reference.cache_clear()
    monkeypatch.setattr(pypandoc, "get_pandoc_path", missing)
    with pytest.raises(ToolError, match=r"^pandoc, .* pip install pypandoc_binary$"):
        make(edition, _FORM)
    docx._find_pandoc.cache_clear()


def test_when_pandoc_fails_it_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pandoc's own words come through, on one line."""
    with pytest.raises(ToolError, match=r"^pandoc failed \(\d+\): .*onzin.*$"):
        docx._pandoc("--onzin")
