"""The server of the editor: for this machine and for who was given its address, and nothing that it shows may run a script."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hmac import compare_digest
from http.cookies import CookieError, SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock
from typing import cast
from urllib.parse import parse_qs, parse_qsl, unquote, urlsplit

from ..edition.colours import STYLESHEET
from ..words import fill_in, spoken_to_editors
from .book import Project
from .desk import Answer, Desk

HOST = "127.0.0.1"
_LARGEST = 5_000_000  # bytes of a form
_ASSETS = STYLESHEET.parent
_FILES = {
    "/kleuren.css": STYLESHEET,
    "/basis.css": _ASSETS / "basis.css",
    "/handboek.css": _ASSETS / "handboek.css",
    "/bewerken.css": Path(__file__).parent / "templates" / "bewerken.css",
    "/merk.svg": _ASSETS.parent / "img" / "merk.svg",
}
_KINDS = {".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_KEY = "sleutel"  # in the address that is printed, and then in a cookie


@dataclass
class Editor:
    """An editor that listens; `address` is where one opens it."""

    server: ThreadingHTTPServer
    project: Project
    secret: str

    @property
    def origin(self) -> str:
        """Where its pages stand."""
        return f"http://{HOST}:{self.server.server_port}"

    @property
    def address(self) -> str:
        """The address to open it by."""
        return f"{self.origin}/open?{_KEY}={self.secret}"


def listen(project: Project, site: str, port: int) -> Editor:
    """An editor of this project on this machine; it answers from `serve_forever` on. `site` is where the handbook is served."""
    secret = secrets.token_urlsafe(24)
    desk, alone = Desk(project, site, secret), Lock()

    handler = type("Handler", (_Handler,), {"desk": desk, "secret": secret, "alone": alone})
    return Editor(ThreadingHTTPServer((HOST, port), handler), project, secret)


class _Handler(BaseHTTPRequestHandler):
    """Answers one request; nothing at all to one that is meant for another name, or comes from another page."""

    desk: Desk
    secret: str
    alone: Lock

    def do_GET(self) -> None:
        """A page, a style or a file."""
        self._answer(self._get)

    def do_POST(self) -> None:
        """A form that is sent."""
        self._answer(self._post)

    def _answer(self, work: Callable[[str, Mapping[str, str]], Answer]) -> None:
        parts = urlsplit(self.path)
        path, query = unquote(parts.path), dict(parse_qsl(parts.query))
        if self.headers.get("Host") != self._own:
            self._send(Answer(b"", "text/plain", 421))
        elif path == "/open" and compare_digest(query.get(_KEY, "").encode(), self.secret.encode()):
            self._send(Answer(status=303, location="/"), cookie=True)
        elif path in _FILES:
            self._send(Answer(_read(_FILES[path]), _KINDS[_FILES[path].suffix]))
        elif not self._is_known():
            self._send(self.desk.refused())
        else:
            with self.alone, spoken_to_editors():
                self._send(work(path, query))

    def _get(self, path: str, query: Mapping[str, str]) -> Answer:
        _, room, *rest = path.split("/", 2)
        if room == "":
            return self.desk.search(query.get("q", ""))
        if room == "ding":
            return self.desk.form("".join(rest), is_saved="bewaard" in query)
        if room == "nieuw":
            return self.desk.begin(query)
        if room == "weg":
            return self.desk.ask_removal("".join(rest))
        if room == "klaar":
            return self.desk.overview()
        return self.desk.file(query.get("waarom", "")) if room == "wijziging.yml" else self.desk.missing(path)

    def _post(self, path: str, query: Mapping[str, str]) -> Answer:
        length = int(self.headers.get("Content-Length") or 0)
        if self.headers.get("Origin") != f"http://{self._own}" or length > _LARGEST:
            return self.desk.refused()
        posted = parse_qs(self.rfile.read(length).decode("utf-8"), keep_blank_values=True, max_num_fields=100_000)
        if not compare_digest("".join(posted.pop("token", [])).encode(), self.secret.encode()):
            return self.desk.refused()
        _, room, *rest = path.split("/", 2)
        if room == "ding":
            return self.desk.send("".join(rest), posted)
        if room == "nieuw":
            return self.desk.send_new(query, posted)
        if room == "weg":
            return self.desk.send_removal("".join(rest), posted)
        return self.desk.pass_on(posted) if room == "klaar" else self.desk.missing(path)

    @property
    def _port(self) -> int:
        return cast("ThreadingHTTPServer", self.server).server_port

    @property
    def _own(self) -> str:
        return f"{HOST}:{self._port}"

    @property
    def _cookie(self) -> str:
        return f"bewerken-{self._port}"

    def _is_known(self) -> bool:
        cookies = SimpleCookie()
        with suppress(CookieError):
            cookies.load(self.headers.get("Cookie", ""))
        known = cookies.get(self._cookie)
        return known is not None and compare_digest(known.value.encode(), self.secret.encode())

    def _send(self, answer: Answer, cookie: bool = False) -> None:
        self.send_response(answer.status)
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        if answer.location:
            self.send_header("Location", answer.location)
        if answer.name:
            self.send_header("Content-Disposition", f'attachment; filename="{answer.name}"')
        if cookie:
            self.send_header("Set-Cookie", f"{self._cookie}={self.secret}; Path=/; HttpOnly; SameSite=Strict")
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the terminal is for the handbook."""


def _read(path: Path) -> bytes:
    return fill_in(path.read_text(encoding="utf-8")).encode()
