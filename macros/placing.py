"""From the pages in ``docs/`` to the place of everything: which macros they call, and what is wrong in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, TemplateSyntaxError, nodes

from .loader import YAML_LOADER
from .messages import Melding, quote, suggestion
from .model import Begrip, Named, Rol, Veld
from .pages import ROL, VIEWS, Call, Edition, Page, Place, key_of
from .text import BRACES, NO_BRACES

_HEAD = re.compile(r"\A---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*\n", re.DOTALL)  # as the generators read it
_braces = Environment(keep_trailing_newline=True)
_BAD_HEAD = "de regels tussen de twee strepen bovenaan kloppen niet; schrijf bijvoorbeeld 'title: Over dit handboek'"


def read_pages(docs_dir: Path) -> list[Page]:
    """Every page below `docs_dir` with the macros that it calls; a page with broken braces carries a melding."""
    return [_read_page(path, docs_dir) for path in sorted(docs_dir.rglob("*.md"))]


def _read_page(path: Path, docs_dir: Path) -> Page:
    name = path.relative_to(docs_dir).as_posix()

    def faulty(line: int, message: str) -> Page:
        return Page(name, melding=Melding(f"{docs_dir.name}/{name}", line, message))

    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return faulty(1, "dit bestand gaat niet open; bewaar het met de codering UTF-8")
    head = _HEAD.match(text)
    about = _read_head(head[1]) if head else {}
    if about is None:
        return faulty(1, _BAD_HEAD)
    if head and BRACES.search(head[1]):
        return faulty(1, NO_BRACES)
    try:
        template = _braces.parse(_without(head, text))
    except TemplateSyntaxError as error:
        return faulty(error.lineno, "de accolades kloppen niet; schrijf bijvoorbeeld {{ fase('…') }}")
    for strange in _strangers(template):
        return faulty(strange.lineno, "tussen accolades hoort op een pagina alleen een macro, zoals {{ fase('…') }}")
    shown = (node for block in template.body if isinstance(block, nodes.Output) for node in block.nodes)
    return Page(name, tuple(map(_piece, shown)), about=about)


def _without(head: re.Match[str] | None, text: str) -> str:
    """`text` with nothing where its head was, each line in its place."""
    return "\n" * head[0].count("\n") + text[head.end() :] if head else text


def _read_head(head: str) -> dict[str, Any] | None:
    """What a page says about itself in the lines above it; None when that is not clear."""
    try:
        about = yaml.load(head, YAML_LOADER) or {}
    except (yaml.YAMLError, RecursionError):
        return None
    is_clear = isinstance(about, dict) and all(isinstance(about.get(key, ""), str) for key in ("title", "description"))
    return about if is_clear else None


def _strangers(template: nodes.Template) -> Iterator[nodes.Node]:
    """What stands between braces and is not a macro with at most one argument."""
    for block in template.body:
        for shown in block.nodes if isinstance(block, nodes.Output) else (block,):
            if not isinstance(shown, (nodes.TemplateData, nodes.Name)) and not _is_macro(shown):
                yield shown


def _is_macro(shown: nodes.Node) -> bool:
    if not isinstance(shown, nodes.Call) or not isinstance(shown.node, nodes.Name):
        return False
    return not any((*shown.args[1:], *shown.kwargs, shown.dyn_args, shown.dyn_kwargs))


def _piece(shown: Any) -> str | Call:
    """Text as it is, or the macro that is called: its brackets may be missing, or hold what is no id."""
    if isinstance(shown, nodes.TemplateData):
        return shown.data
    if isinstance(shown, nodes.Name):
        return Call(shown.name, None, shown.lineno, bare=True)
    arguments = [str(arg.value) if isinstance(arg, nodes.Const) else "" for arg in shown.args]
    return Call(shown.node.name, arguments[0] if arguments else None, shown.lineno)


def faulty_pages(
    pages: Sequence[Page], nouns: Mapping[str, str] | None = None, docs_name: str = "docs"
) -> Iterator[Melding]:
    """What is wrong in the pages themselves; with `nouns`, the noun of each id, also the ids that they name."""
    if not pages:
        yield Melding(f"{docs_name}/", 1, "in deze map horen de pagina's te staan")
    for page in pages:
        if page.melding:
            yield page.melding
        for call in page.calls:
            if problem := _faulty_call(call, nouns):
                yield Melding(f"{docs_name}/{page.path}", call.line, problem)


def place_all(edition: Edition, docs_name: str = "docs") -> tuple[Edition, list[Melding]]:
    """Give everything its place on the pages of `edition`; return that with what is wrong in them."""
    nouns = {item_id: item.noun() for item_id, item in edition.by_id.items()}
    meldingen = list(faulty_pages(edition.pages, nouns, docs_name))
    for page in edition.pages:
        if page.calls and not page.has_title:
            edition.leads[page.path] = page.calls[0]
        for call in page.calls:
            if not _faulty_call(call, nouns) and (problem := _place(edition, page, call)):
                meldingen.append(Melding(f"{docs_name}/{page.path}", call.line, problem))
    homes = edition.layer.left_out.items()
    edition.places.update({old: edition.places[home] for old, home in homes if home in edition.places})
    return edition, meldingen


def _faulty_call(call: Call, nouns: Mapping[str, str] | None) -> str | None:
    view = VIEWS.get(call.macro)
    if view is None:
        return f"{quote(call.macro)} is geen bekende macro" + suggestion(call.macro, VIEWS)
    if call.bare:
        return f"achter '{call.macro}' ontbreken de haakjes: {call.macro}()"
    if view.noun is None:
        return None if call.argument is None else f"'{call.macro}' krijgt niets tussen haakjes"
    if not call.argument:
        return f"zet tussen de haakjes van '{call.macro}' een id, zoals {call.macro}('…')"
    if nouns is None or nouns.get(view.key(call.argument)) == view.noun:
        return None
    known = (item_id.removeprefix(ROL) for item_id, noun in nouns.items() if noun == view.noun)
    return f"er is geen {view.noun} {quote(call.argument)}" + suggestion(call.argument, known)


def _place(edition: Edition, page: Page, call: Call) -> str | None:
    view = VIEWS[call.macro]
    subject = view.pick(edition.handboek, edition.by_id.get(view.key(call.argument)))
    if subject is None and call.argument is None:
        return f"er is niets te tonen: data/{call.macro}.yml ontbreekt"
    if subject is None:
        return f"'{call.argument}' heeft geen {call.macro}"
    for part in view.places(subject):
        if not isinstance(part, Named) or isinstance(part, Veld):
            continue
        if (key := key_of(part)) in edition.places:
            return f"'{part.id}' staat al op de pagina {edition.places[key].page}"
        is_page = part is subject and edition.leads.get(page.path) is call
        edition.places[key] = Place(page.path, "" if is_page else part.id)
    return None


def unplaced(edition: Edition) -> list[str]:
    """The ids of all that no page shows."""
    ids = (item_id for item_id, part in edition.by_id.items() if not isinstance(part, (Begrip, Rol, Veld)))
    return [item_id for item_id in ids if item_id not in edition.places]
