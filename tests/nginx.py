"""Finds nginx, or installs it: ``python tests/nginx.py``. Serves a site with the files of ``deploy/``."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_ROOT = Path(__file__).parent.parent
_DEPLOY = _ROOT / "deploy"
_MODULES = Path("/usr/lib/nginx/modules")
_PATIENCE = 30  # seconds before we give up: only a server that does not start takes that long
WRITTEN = ("client_body", "fastcgi", "proxy", "scgi", "uwsgi")  # what nginx makes room for when it starts
_PACKAGES = ("nginx", "libnginx-mod-http-brotli-static")


def find_nginx() -> str | None:
    """The path of nginx, which for other users than root is often not on theirs; None when there is none."""
    return shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin:/opt/homebrew/bin")


def has_brotli() -> bool:
    """Whether nginx has the module that sends what was compressed with Brotli."""
    return (_MODULES / "ngx_http_brotli_static_module.so").exists()


@contextmanager
def serve(site: Path, folder: Path, brotli: bool = False, place: str = "", beside: str = "") -> Iterator[str]:
    """Serve `site` as the container does, on a port of its own; yields the address.

    `folder` is where nginx may write. The files of ``deploy/`` are used as they are, but for the two that belong to
    the place: where the site is and on which port, and where nginx writes. `place` is more that is said of the place, and
    `beside` is another server on the same port, whose files name 8080.
    Raises RuntimeError with what nginx said when it does not start.
    """
    nginx = find_nginx()
    assert nginx, "no nginx: python tests/nginx.py installs one"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    conf = folder / "conf.d"
    conf.mkdir(parents=True)
    for name in ("nginx.conf", *(["brotli.conf"] if brotli else [])):
        shutil.copy(_DEPLOY / name, conf)
    where = f'listen 127.0.0.1:{port};\nroot "{site.resolve()}";\n{place}\n'
    (folder / "handboek-place.conf").write_text(where, encoding="utf-8")
    (conf / "other.conf").write_text(beside.replace("8080", str(port)), encoding="utf-8")
    written = "".join(f'{kind}_temp_path "{folder}/{kind}";\n' for kind in WRITTEN)
    (conf / "tmp.conf").write_text(written, encoding="utf-8")
    shutil.copy(_DEPLOY / "container.conf", folder / "nginx.conf")
    user = "user root; " if os.geteuid() == 0 else ""  # who else may read a folder of root's
    command = [nginx, "-e", "stderr", "-c", str(folder / "nginx.conf"), "-g", f'{user}pid "{folder}/pid";']
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        _wait(process, port, folder / "log")
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait()


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    start = time.monotonic()
    while process.poll() is None and time.monotonic() < start + _PATIENCE:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.01)
    raise RuntimeError(log.read_text(encoding="utf-8"))


if __name__ == "__main__":
    if not find_nginx() or (shutil.which("apt-get") and not has_brotli()):
        subprocess.run(["sh", _ROOT / ".ci" / "install.sh", *_PACKAGES])
    if not find_nginx():
        sys.exit("The tests need nginx.")
    print(f"The tests use {find_nginx()}, {'with' if has_brotli() else 'without'} Brotli")
