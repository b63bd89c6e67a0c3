"""One build of the site, or the many of a server: what is shown while a file holds a mistake, and what is made aside."""

from __future__ import annotations

import atexit
import signal
import subprocess
import sys
import traceback
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from ..edition import Edition
from ..making.current import current_edition, last_good_edition
from ..reading.messages import DataFout
from ..render.fence import fence
from ..render.view import PageView, render_file
from ..words import spoken_to_editors, tell
from . import finish_pages, finish_site

_BODY = "<body>"
_TEMPLATES = Path(__file__).parent / "templates"
_MADE = ".made"  # where what was made is kept: .cache may be emptied by a generator


@dataclass
class Session:
    """The builds of one project in this process; `live` says that a server goes on after a mistake.

    `address` is where the site will stand, or empty.
    """

    project: Path
    docs_dir: Path
    address: str
    live: bool
    _pages: dict[str, str] = field(default_factory=dict)  # what each page said in the last good build
    _mistaken: bool = False
    _mistakes: list[str] = field(default_factory=list)  # of this build, in words
    _finishing: subprocess.Popen[bytes] | None = None

    @property
    def _folders(self) -> tuple[Path, Path]:
        return self.project / "data", self.docs_dir

    def begin(self) -> Edition:
        """The handbook for a build that begins; while a file holds a mistake a server gets the last good one.

        Raises DataFout when there is none.
        """
        self._stop_finishing()
        try:
            edition, self._mistaken, self._mistakes = current_edition(*self._folders), False, []
        except DataFout as error:
            if not self.live or (kept := last_good_edition(*self._folders)) is None:
                raise
            said = tell("The last good version stays.")
            print(f"\n{error}\n\n{said}\n", file=sys.stderr)
            edition, self._mistaken, self._mistakes = kept, True, [*map(str, error.meldingen)]
        return edition

    def make_page(self, page: str) -> bool:
        """Work out the macros of a page, for `page`; whether nothing is left for the generator to do.

        A server keeps what the page said before when a template is broken.
        """
        edition = last_good_edition(*self._folders)
        if edition and page in edition.page_at and not self._mistaken:
            try:
                self._pages[page] = PageView(edition, page, self.address).render_page(fence)
            except Exception as error:
                if page not in self._pages:
                    raise
                traceback.print_exc()
                self._mistakes.append(" ".join(f"{type(error).__name__}: {error}".split()))
        return page in self._pages or self._mistaken

    def page(self, page: str, otherwise: str) -> str:
        """The Markdown of a page that was made, what macros gave fenced off in it; `otherwise` for any other."""
        return self._pages.get(page, otherwise)

    def finish(self, site_dir: Path) -> None:
        """Finish the site that was just built; a server shows it at once, and makes the downloads behind its back."""
        edition, made = last_good_edition(*self._folders), self.project / _MADE
        assert edition is not None
        if not self.live:
            finish_site(site_dir, edition, self.address, made)
            return
        finish_pages(site_dir, edition, self.address, made, live=True)
        if self._mistakes:
            self._say_in_pages(site_dir)
        else:
            self._finish_aside(site_dir)

    def _say_in_pages(self, site_dir: Path) -> None:
        """Put above each page what is wrong; the build after it was mended makes pages without."""
        with spoken_to_editors():
            banner = render_file(_TEMPLATES, "fouten.html", fouten=[*dict.fromkeys(self._mistakes)])
        for page in site_dir.rglob("*.html"):
            html = page.read_text(encoding="utf-8")
            page.write_text(html.replace(_BODY, _BODY + banner, 1), encoding="utf-8")

    def _finish_aside(self, site_dir: Path) -> None:
        """Finish the site in a process of its own that steps aside for the server, and ends when something newer comes."""
        data_dir, docs_dir = self._folders
        options = {"--data": data_dir, "--docs": docs_dir, "--cache": self.project / _MADE, "--address": self.address}
        words = [str(word) for option in options.items() for word in option]
        command = [sys.executable, "-m", "macros", "finish", "--live", "--nice", "19", *words, str(site_dir)]
        if self._finishing is None:
            atexit.register(self._stop_finishing)
            signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # else nothing is tidied up
        self._finishing = subprocess.Popen(command, cwd=self.project, start_new_session=True)

    def _stop_finishing(self) -> None:
        """End what is being made for the site as it was: a new build is about to empty its folder."""
        if self._finishing is not None and self._finishing.poll() is None:
            self._finishing.kill()  # the processes that it began end with it
            self._finishing.wait()


@cache
def session(project: Path, docs_dir: Path, address: str, live: bool) -> Session:
    """The session of a project in this process: the same each time it is asked for."""
    return Session(project, docs_dir, address, live)
