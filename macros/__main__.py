"""Commands of the handbook: ``python -m macros --help`` lists them."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from .reading.messages import DataFout, quote
from .words import DEFAULT, languages, speak, tell

_FASEN = range(1, 21)  # how many a method may have
_ADDRESS = re.compile(r"https?://[^\s/]+(/\S*)?")


def check(arguments: argparse.Namespace) -> int:
    """Check data/ and the pages' macros; print every mistake, and what nobody has looked at for a year."""
    from .content.languages import LANGUAGES
    from .edition.load import load_edition
    from .reading.load import list_stale

    edition = load_edition(arguments.data, arguments.docs)
    if (language := edition.handboek.methodiek.taal) not in LANGUAGES:
        print(
            tell(
                "note: the search has no rules for the language {language} and finds whole words only",
                language=quote(language),
            )
        )
    for melding in list_stale(arguments.data, arguments.today):
        print(tell("note: {message}", message=melding))
    fasen = edition.handboek.fasen
    stappen = sum(1 for fase in fasen for _ in fase.all_stappen())
    counts = {"phases": len(fasen), "steps": stappen, "places": len(edition.places)}
    print(tell("All is well: {phases} phases, {steps} steps, {places} places to refer to.", **counts))
    return 0


def schema(arguments: argparse.Namespace) -> int:
    """Write the JSON Schemas that editors use."""
    from .content.schema import write_schemas
    from .reading.files import language_in

    speak(language_in(arguments.data))
    for path in write_schemas(arguments.data / "_schema"):
        print(path)
    return 0


def links(arguments: argparse.Namespace) -> int:
    """Ask for every address in data/, write how it is doing where it stands, and say what changed."""
    from .upkeep.links import check_links

    for line in check_links(arguments.data, arguments.today):
        print(line)
    return 0


def publish(arguments: argparse.Namespace) -> int:
    """Build with the command that follows and put the result in the place of the old site in one step."""
    from .making.publish import publish as publish_site
    from .making.publish import read_version

    address, before = os.environ.get("SITE_URL"), read_version(arguments.site).get("adres")
    if address and not _ADDRESS.fullmatch(address):
        raise OSError(f"SITE_URL is a whole address, such as https://handboek.example.nl/, and not {address!r}")
    if before and address is None:
        raise OSError(f"the site that is published stands at SITE_URL={before}; say so again, or SITE_URL= for none")
    return publish_site(arguments.build, arguments.site)


def terug(arguments: argparse.Namespace) -> int:
    """Put the site that was published before in the place of the one that stands there now; once more: come back."""
    from .making.publish import go_back

    print(tell("Online now is version {version}.", version=go_back(arguments.site)))
    return 0


def finish(arguments: argparse.Namespace) -> int:
    """Do what must happen to a built site."""
    from .making.current import current_edition
    from .site import finish_site

    if arguments.nice and hasattr(os, "nice"):  # Windows has none
        os.nice(arguments.nice)
    edition = current_edition(arguments.data, arguments.docs)
    finish_site(arguments.site, edition, arguments.address, arguments.cache, live=arguments.live)
    return 0


def vastleggen(arguments: argparse.Namespace) -> int:
    """Keep where everything stands in this version, so that the next one can say what vanished."""
    from .edition.load import load_edition
    from .edition.published import write_published

    print(write_published(load_edition(arguments.data, arguments.docs), arguments.data))
    return 0


def nieuw(arguments: argparse.Namespace) -> int:
    """Make a small handbook in a new folder, to write another method in; ask what is not said, of who types this."""
    from .upkeep.skeleton import make_skeleton

    title = arguments.titel or _ask("Titel / title", arguments.folder.resolve().name)
    language = arguments.taal or _ask("Taal / language", DEFAULT, languages())
    fasen = arguments.fasen or int(_ask("Fasen / phases", "3", [str(number) for number in _FASEN]))
    make_skeleton(arguments.folder, title, language, fasen)
    print(tell("In {folder} is a small handbook. Go there and type: make serve", folder=arguments.folder))
    return 0


def _ask(question: str, default: str, choices: Sequence[str] = ()) -> str:
    """What somebody answers who sits at a terminal, one of `choices` if there are any; elsewhere the default."""
    answer = ""
    while sys.stdin.isatty() and (not answer or answer not in (choices or [answer])):
        hint = f" ({', '.join(choices)})" if choices else ""
        answer = input(f"{question}{hint} [{default}]: ").strip() or default
    return answer or default


def voorbereiden(arguments: argparse.Namespace) -> int:
    """Lay what comes from the generator where the engines look for it: styles, scripts, the frame of a page, settings."""
    from .upkeep.prepare import prepare

    prepare(arguments.docs.parent)
    return 0


def bijwerken(arguments: argparse.Namespace) -> int:
    """Bring data/ up to the version of the generator that is installed, and say what changed."""
    from .upkeep.upgrade import upgrade
    from .upkeep.version import VERSION

    for line in upgrade(arguments.data):
        print(line)
    print(tell("The data are up to date with version {version}. Now type: make check", version=VERSION))
    return 0


def bewerk(arguments: argparse.Namespace) -> int:
    """Serve with the command that follows, and beside it an editor on this machine only."""
    from .editor.beside import run

    return run(arguments.data, arguments.docs, arguments.site, arguments.port, arguments.serve)


def neem_over(arguments: argparse.Namespace) -> int:
    """Make the changes in a file that an editor sent, and say what no longer fits."""
    from .editor.handover import read_changes, take_over

    said = take_over(arguments.data, arguments.docs, read_changes(arguments.file))
    for line in said:
        print(line)
    return 1 if said else 0


def main(words: list[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m macros", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")
    for command in (
        check,
        schema,
        links,
        vastleggen,
        publish,
        terug,
        finish,
        nieuw,
        voorbereiden,
        bijwerken,
        bewerk,
        neem_over,
    ):
        sub = commands.add_parser(command.__name__.replace("_", "-"), help=command.__doc__)
        sub.set_defaults(run=command)
        sub.add_argument("--data", type=Path, default=Path("data"))
        sub.add_argument("--docs", type=Path, default=Path("docs"))
        if command in (check, links):
            sub.add_argument("--today", type=date.fromisoformat, default=date.today(), help="the day to count from")
        if command in (publish, terug, finish):
            sub.add_argument("site", type=Path)
        if command is finish:
            sub.add_argument("--cache", type=Path, default=Path(".made"), help="where what was made is kept")
            sub.add_argument("--nice", type=int, default=0, help="how far to step aside for other programs: 0 to 19")
            sub.add_argument(
                "--live", action="store_true", help="for a server that adds a script of its own to each page"
            )
            sub.add_argument("--address", default=os.environ.get("SITE_URL", ""), help="where the site will stand")
        if command is nieuw:
            sub.add_argument("folder", type=Path, metavar="MAP", help="where to make it")
            sub.add_argument("--titel", help="what the handbook is called")
            sub.add_argument("--taal", choices=languages(), help="its language")
            sub.add_argument("--fasen", type=int, choices=_FASEN, help="how many it has")
        if command is bewerk:
            sub.add_argument("--site", default="http://127.0.0.1:8000/", help="where the command serves the handbook")
            sub.add_argument("--port", type=int, default=8001, help="where the editor listens; 0 for any port")
            sub.add_argument("serve", nargs="+", help="the command")
        if command is neem_over:
            sub.add_argument("file", type=Path, metavar="BESTAND", help="the changes, as the editor wrote them")
        if command is publish:
            sub.add_argument("build", nargs="+", help="the command, which gets the folder to build into at its end")
    arguments = parser.parse_args(words)
    try:
        return int(arguments.run(arguments))
    except (DataFout, OSError) as error:  # what is wrong in the data, or what cannot be read, written or found
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
