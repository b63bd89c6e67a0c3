"""House rules: what a reviewer would otherwise have to look for."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from macros.content.model import Handboek, Model, file_kinds
from macros.content.schema import render_schemas
from macros.edition.colours import STYLESHEET, colour
from macros.edition.macros import VIEWS
from macros.edition.statuses import STATUSES
from macros.reading.school import SCHOOL
from macros.words import gettext
from tests.conftest import ROOT

_MACROS = ROOT / "macros"
_DOOR = _MACROS / "__init__.py"
_MODULES = sorted(_MACROS.rglob("*.py"))
_TEMPLATES = _MACROS / "render" / "templates"
# From the ground up: each room may ask what stands before it; those that stand beside each other are one step.
_ROOMS = (
    {"words"},
    {"content"},
    {"reading"},
    {"edition"},
    {"render"},
    {"formats", "search"},
    {"making"},
    {"site"},
    {"CONFIG"},  # the door: what the generator's file is called
    {"upkeep"},
    {"editor"},
)
_TAGS = (
    "a|abbr|article|aside|b|br|button|caption|code|dd|del|details|div|dl|dt|em|fieldset|figcaption|figure|footer|form|h[1-6]"
    "|head|header|hr|html|i|img|input|ins|label|legend|li|link|main|mark|meta|nav|ol|option|p|pre|script|section|select|small"
    "|span|strong|style|sub|summary|sup|svg|table|tbody|td|textarea|tfoot|th|thead|title|tr|u|ul"
)
_HTML = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_PIN = re.compile(r"^[\w.\[\]-]+==[\w.]+(?: ; .+)? \\$")
_HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")

Documented = ast.Module | ast.ClassDef | ast.FunctionDef


def name_of(path: Path) -> str:
    """The path below the project, for the name of a test."""
    return path.relative_to(ROOT).as_posix()


def parse(module: Path) -> ast.Module:
    """The syntax of a module."""
    return ast.parse(module.read_text(encoding="utf-8"), str(module))


def documented(tree: ast.Module) -> Iterator[Documented]:
    """The module itself, its classes and its functions."""
    return (node for node in ast.walk(tree) if isinstance(node, Documented))


def strings(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield (line, text) of every string that is not a docstring."""
    docstrings = {id(node.body[0].value) for node in documented(tree) if ast.get_docstring(node)}  # type: ignore[attr-defined]
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value


def imports(tree: ast.Module) -> Iterator[str]:
    """The name of every module that is imported."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def nouns(kind: type[Model]) -> set[str]:
    """The noun of this class and of all that are made in the same way."""
    return {kind.noun()}.union(*(nouns(other) for other in kind.__subclasses__()))


# --- Data -----------------------------------------------------------------------------------------


def test_schemas_are_fresh() -> None:
    """What editors use follows from the model."""
    written = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "data" / "_schema").iterdir()}
    assert written == render_schemas(), "The model has changed; run: make schema"


def test_editors_know_every_schema() -> None:
    """Visual Studio Code checks each file of data/ against its own schema."""
    mapped = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    expected = {f"data/_schema/{name}.json": f"data/{name}.yml" for name in file_kinds()}
    del expected["data/_schema/fasen.json"]
    folders = {"data/_schema/fase.json": "data/fasen/*.yml", "data/_schema/school.json": "school/school.yml"}
    assert mapped == {**expected, **folders}


# --- Python ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("module", _MODULES, ids=name_of)
def test_only_the_door_knows_the_site_generator(module: Path) -> None:
    """No module imports MkDocs or its plugins, and none but the door names them."""
    tree = parse(module)
    assert not [name for name in imports(tree) if re.match(r"mkdocs|material|zensical", name)]
    if module != _DOOR:
        assert not re.search(r"mkdocs|zensical", module.read_text(encoding="utf-8"), re.IGNORECASE)


@pytest.mark.parametrize("module", [path for path in _MODULES if path.parent != _MACROS], ids=name_of)
def test_imports_run_one_way(module: Path) -> None:
    """A room imports only from rooms below it, and never from the door but for the name of its file."""
    room = module.relative_to(_MACROS).parts[0]
    level = next(level for level, rooms in enumerate(_ROOMS) if room in rooms)
    allowed = {room}.union(*_ROOMS[:level])
    assert not [name for name in own_imports(module) if name.partition(".")[0] not in allowed]


def own_imports(module: Path) -> Iterator[str]:
    """What a module imports of this project, as seen from macros/."""
    here = module.relative_to(_MACROS).parts[:-1]
    for node in ast.walk(parse(module)):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = here[: len(here) - node.level + 1]
            yield ".".join((*base, *(node.module or node.names[0].name).split(".")))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "macros":
            yield str(node.module).partition(".")[2]


@pytest.mark.parametrize("module", [path for path in _MODULES if path.parent.name != "site"], ids=name_of)
def test_python_holds_no_html(module: Path) -> None:
    """HTML comes from templates; only what is done to a finished page may look for a tag in it."""
    assert not [(line, text) for line, text in strings(parse(module)) if _HTML.search(text)]


@pytest.mark.parametrize("module", _MODULES, ids=name_of)
def test_what_is_public_is_documented(module: Path) -> None:
    """Every module, and every class and function that others may use, says what it is for."""
    assert not [getattr(node, "name", module.name) for node in public(parse(module)) if not ast.get_docstring(node)]


def public(node: Documented) -> Iterator[Documented]:
    """The module or class itself, and what it offers to others."""
    yield node
    for part in node.body if not isinstance(node, ast.FunctionDef) else ():
        if isinstance(part, Documented) and not part.name.startswith("_"):
            yield from public(part)


# --- Templates ------------------------------------------------------------------------------------


def test_every_template_stands_for_something() -> None:
    """A template is named after a noun of the model or a macro; a part of others begins with a low line."""
    known = nouns(Model) | set(VIEWS)
    assert not [path.name for path in _TEMPLATES.iterdir() if not path.stem.startswith("_") and path.stem not in known]


# What has another shape in a format than on a page, and shares nothing but its words.
_OWN_SHAPE = {
    "formulier": "in Word without the wrapper of the page, and with a sheet that says where each part comes from",
    "kenniscentrum": "a row of a table, a point of a list or a row that nobody sorts",
    "stroomschema": "in Word a list of boxes, as it has no drawing",
    "veld": "in Word a row of a table",
    "veldgroep": "in Word a table",
}


def test_a_format_extends_what_a_noun_shows() -> None:
    """Where a format shows a noun in another way, its template changes blocks of the noun's own, and copies nothing."""
    common = {path.name for path in _TEMPLATES.iterdir() if not path.name.startswith("_")}
    others = [path for path in (_MACROS / "formats").rglob("*.j2") if path.name in common]
    copies = {
        path.stem for path in others if not path.read_text("utf-8").startswith(f'{{% extends "common/{path.name}"')
    }
    assert copies == set(_OWN_SHAPE)


def test_every_template_is_used() -> None:
    """A noun's or macro's template is used by its name; every other one is named by a template or by Python."""
    templates = [path for path in _MACROS.rglob("*.j2") if "skeleton" not in path.parts]  # all of that is written
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (*templates, *_MODULES))
    names = {path.stem for path in templates}
    assert set(VIEWS) <= names
    named = set(re.findall(r'"(?:common/)?([\w.-]+?)(?:\.j2)?"', sources))
    assert not names - nouns(Model) - set(VIEWS) - named


# --- Requirements and commands --------------------------------------------------------------------


_PINNED = sorted(path.name for path in ROOT.glob("requirements*.txt"))


@pytest.mark.parametrize("name", [*_PINNED, "tests/requirements.txt"])
def test_every_pin_has_a_hash_and_no_address(name: str) -> None:
    """What is installed is what was chosen, wherever it is fetched from."""
    text = (ROOT / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    assert not [line for line in lines if not _PIN.match(line) and not _HASH.match(line)]
    assert all(_HASH.match(after) for line, after in pairwise(lines) if _PIN.match(line))
    assert "://" not in text


def test_the_lock_of_typescript_has_digests_and_no_address() -> None:
    """What checks the scripts is what was chosen too, wherever it is fetched from."""
    text = (ROOT / "tests" / "scripts" / "package-lock.json").read_text(encoding="utf-8")
    packages = {name: package for name, package in json.loads(text)["packages"].items() if name}
    assert packages
    assert all(package["integrity"].startswith("sha512-") for package in packages.values())
    assert "://" not in text


@pytest.mark.parametrize("name", _PINNED)
def test_tests_use_the_versions_of_the_site(name: str) -> None:
    """A package has the same version wherever it is pinned."""
    assert pins_of(ROOT / name).items() <= pins_of(ROOT / "tests" / "requirements.txt").items()


def pins_of(path: Path) -> dict[str, str]:
    """The version of each package."""
    return dict(re.findall(r"^([\w.-]+)==(\S+)", path.read_text(encoding="utf-8"), re.MULTILINE))


def test_every_command_is_listed_by_help() -> None:
    """Each target of the Makefile that is no file says what it does, and each target that a text names exists."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert targets
    listed = set(re.findall(r"^([a-z]+):.*## \S", makefile, re.MULTILINE))
    assert set(targets[1].split()) == listed
    for name in ("README.md", "CONTRIBUTING.md", "data/README.md", "deploy/README.md"):
        if (ROOT / name).exists():
            named = re.findall(r"(?:`|    )make ([a-z]+)", (ROOT / name).read_text(encoding="utf-8"))
            assert set(named) <= listed, name


def test_the_statuses_are_the_same_everywhere() -> None:
    """What scripts keep and call a status are the statuses of the files too."""
    scripts = ROOT / "docs" / "assets" / "js"
    kept = re.search(r"const STATUSES = (\[.*?\]);", (scripts / "samenvoegen.js").read_text("utf-8"))
    named = re.findall(r'(\w+): gettext\("([^"]+)"\)', (scripts / "stand.js").read_text("utf-8"))
    assert kept
    assert json.loads(kept[1]) == [status.id for status in STATUSES]
    assert [(name, gettext(word)) for name, word in named] == [(status.id, status.word) for status in STATUSES]


def test_the_model_names_its_files() -> None:
    """Each file of data/ is a field of the handbook, and the other way round; a fase and a school have their folders."""
    files = {path.stem for path in (ROOT / "data").glob("*.yml")} | {"fasen", SCHOOL}
    assert files == set(Handboek.model_fields)


_COLOUR = re.compile(
    r"(?<![&\w])#(?:[0-9a-fA-F]{3,4}){1,2}\b(?!-)|\b(?:rgb|hsl)a?\("
    r"|(?:(?<=olor|fill| val)|(?<= ))= ?\"[0-9a-fA-F]{6}\""
)


@pytest.mark.parametrize("folder", ["docs/assets/css", "docs/assets/js", "overrides", "macros"])
def test_a_colour_stands_in_one_file(folder: str) -> None:
    """No stylesheet, script, template or module holds a colour of its own, for the site or for a file: each has its name."""
    kinds = (".css", ".html", ".j2", ".js", ".py")
    files = [path for path in (ROOT / folder).rglob("*") if path.suffix in kinds and path.name != "kleuren.css"]
    assert files
    assert [
        (path.name, _COLOUR.findall(text)) for path in files if _COLOUR.search(text := path.read_text("utf-8"))
    ] == []


def test_every_colour_is_used() -> None:
    """Each colour has a name of its own, and something is drawn in it."""
    css = ROOT / "docs" / "assets" / "css"
    names = re.findall(r"^ +--([\w-]+):", (css / "kleuren.css").read_text("utf-8"), re.MULTILINE)
    styles = "".join(path.read_text("utf-8") for path in css.glob("*.css"))
    others = "".join(path.read_text("utf-8") for path in (*_MODULES, *_MACROS.rglob("*.j2")))
    assert [name for name in names if f"var(--{name})" not in styles and f'colour("{name}")' not in others] == []


def test_the_mark_wears_the_colours_of_the_handbook() -> None:
    """A picture can't ask for a colour: the mark has two of those in the stylesheet."""
    used = _COLOUR.findall((ROOT / "docs" / "assets" / "img" / "merk.svg").read_text("utf-8"))
    assert used
    assert set(used) <= set(_COLOUR.findall(STYLESHEET.read_text("utf-8")))


def test_a_file_has_the_colours_of_the_screen() -> None:
    """What asks for a colour gets the light one, in six digits; a name that the stylesheet does not have is a mistake."""
    assert colour("merk") in STYLESHEET.read_text("utf-8")
    assert [colour("merk-tekst"), colour("inkt")] == ["#ffffff", "#22282b"]
    with pytest.raises(KeyError):
        colour("no-such-colour")


# Names that a generator or Markdown gives, or that a template puts together.
_MADE_CLASSES = {
    "headerlink",
    "wie-veld",
    "wanneer-veld",
    "opmerking-veld",
    *(f"fase-{number}" for number in range(1, 7)),
}


def test_a_style_dresses_something() -> None:
    """Each class in a stylesheet stands in a template, a script, the frame or a module that makes what is shown."""
    kinds = ("macros/**/*.j2", "macros/**/*.py", "overrides/**/*.html", "docs/assets/js/*.js")
    sources = "\n".join(path.read_text("utf-8") for kind in kinds for path in ROOT.glob(kind))
    names = set(re.findall(r"(?<![\w-])[a-z][\w-]*", sources)) | _MADE_CLASSES
    sheets = [*(ROOT / "docs" / "assets" / "css").glob("*.css"), *_MACROS.rglob("*.css")]
    used = {name for path in sheets for name in re.findall(r"\.([a-z][\w-]*)", heads(path.read_text("utf-8")))}
    assert len(used) > 100
    assert used - names == set()


def heads(style: str) -> str:
    """The selectors of a stylesheet, without its remarks and its declarations."""
    return re.sub(r"/\*.*?\*/|[\w-]+:[^;{}]*;|\"[^\"]*\"", "", style, flags=re.DOTALL)


@pytest.mark.parametrize("script", sorted((ROOT / "docs" / "assets" / "js").glob("*.js")), ids=lambda path: path.stem)
def test_scripts_ask_for_no_lookbehind(script: Path) -> None:
    """A regular expression that looks back is a syntax error in browsers of five years ago: the whole script would stop."""
    assert not re.search(r"\(\?<[=!]", script.read_text("utf-8"))


@pytest.mark.parametrize("module", sorted((ROOT / "tests").glob("test_*.py")), ids=lambda path: path.stem)
def test_waiting_asks_by_a_function(module: Path) -> None:
    """Playwright evaluates a bare expression anew at each look, which the policy of our pages forbids: it would fail by chance."""
    assert not re.search(r'wait_for_function\("(?!\S* ?=>)', module.read_text("utf-8"))
