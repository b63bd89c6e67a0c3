"""Content-Security-Policy: what a page may load and run, said in the page itself, so that it holds on every host.

What only a header can say (``frame-ancestors``) is in ``deploy/nginx.conf``.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256

import lxml.html

_RULES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
_HEAD = re.compile(r"<head\b[^>]*>", re.IGNORECASE)
_EARLIER = re.compile(r'\n<meta http-equiv="Content-Security-Policy" content="[^"]*">')


def add_policy(html: str, live: bool = False) -> str:
    """The page with its policy as the first thing in its head, instead of an earlier one.

    Only the inline scripts that are in the page now may run; with `live` any may, for a server that adds one to each
    page that it sends.
    Raises ValueError when the page has no head.
    """
    page = _EARLIER.sub("", html)
    inline = ["'unsafe-inline'"] if live else list(_hashes(page))
    rules = {**_RULES, "script-src": " ".join([_RULES["script-src"], *inline])}
    policy = "; ".join(f"{name} {sources}" for name, sources in rules.items())
    head = _HEAD.search(page)
    if not head:
        raise ValueError("a page without <head> cannot have a Content-Security-Policy")
    return f'{page[: head.end()]}\n<meta http-equiv="Content-Security-Policy" content="{policy}">{page[head.end() :]}'


def _hashes(html: str) -> Iterator[str]:
    """Yield what stands for each inline script; JSON is data, which no browser runs."""
    for script in lxml.html.document_fromstring(html).iter("script"):
        if "src" not in script.attrib and not script.get("type", "").endswith("json"):
            yield f"'sha256-{b64encode(sha256((script.text or '').encode()).digest()).decode()}'"
