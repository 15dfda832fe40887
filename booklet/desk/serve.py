"""The server: a folder and a port in, a desk in a browser until somebody stops it."""

import os
import socket
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from threading import Thread
from time import sleep

from booklet.api.working import save_store
from booklet.desk.door import entry_of, read_secret
from booklet.desk.settings import LOCAL_HOSTS, configure
from booklet.errors import BookletError, Finding, OutputError, SourceError, Where

THREADS = 8
"""Requests that are answered at once."""

SAVES = 2.0
"""Seconds between two moments at which what was made is written: a desk that is killed has lost few pages."""

LARGEST_UPLOAD = 60_000_000
"""Bytes of a request at most: a drawn page of a partner as a picture."""


def serve(
    folder: Path, *, port: int, is_shared: bool, opens_browser: bool, tell: Callable[[str, Iterator[str]], None]
) -> None:
    """Serve the desk of a folder until it is interrupted; `tell` is called with the first link, and those for phones.

    It is reached from this machine only, unless it is shared with the network. Raises `SourceError` if the folder is a
    file, or has other things in it than an edition; `OutputError` if the port is taken.
    """
    from waitress.server import create_server

    refuse_other_folders(folder)
    addresses = [*_list_addresses()] if is_shared else []
    secret = read_secret()
    configure(folder.resolve(), secret, (*LOCAL_HOSTS, *addresses))
    from django.core.wsgi import get_wsgi_application

    from booklet.desk.edition import current, prepare
    from booklet.desk.revisions import keep_outside

    prepare(folder.resolve())
    if current().exists:
        keep_outside(current())
    listener = listen("0.0.0.0" if is_shared else "127.0.0.1", port)
    number = listener.getsockname()[1]
    server = create_server(
        get_wsgi_application(),
        sockets=[listener],
        threads=THREADS,
        max_request_body_size=LARGEST_UPLOAD,
        ident=None,
    )
    link = f"http://127.0.0.1:{number}/enter/{entry_of(secret)}/"
    tell(link, (f"http://{address}:{number}/enter/{entry_of(secret)}/" for address in addresses))
    if opens_browser:
        webbrowser.open(link)
    Thread(target=_save_again_and_again, daemon=True).start()
    read_ahead()
    server.run()


def read_ahead() -> None:
    """Read what the first page needs, while the browser starts; what is wrong in the files, a page tells."""
    from django.conf import settings

    from booklet.desk.edition import current

    import_module(settings.ROOT_URLCONF)
    if current().exists:
        with suppress(BookletError, OSError):
            current().project()


def _save_again_and_again() -> None:
    """Write what was made, where no request waits for it, as long as this process lives."""
    while True:
        sleep(SAVES)
        save_store()


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens; raise `OutputError` if the port is taken."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name != "nt":  # there it would take the port of another program
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(100)
    except OSError as error:
        listener.close()
        hint = "close the desk that is open already, or name another with --port"
        raise OutputError(Finding("port-taken", Where(f"--port {port}"), "the port is in use", hint)) from error
    return listener


def refuse_other_folders(folder: Path) -> None:
    """Raise `SourceError` unless a folder is an edition, empty, or not there yet."""
    try:
        names = {path.name for path in folder.iterdir() if path.name[0] != "."} if folder.exists() else set()
    except OSError as error:
        reason, hint = error.strerror or "cannot be read", "name a folder: desk FOLDER"
        raise SourceError(Finding("unreadable", Where(str(folder)), reason, hint)) from error
    if names and "brand.yaml" not in names:
        message, hint = "holds other things than an edition", "name an empty folder, a new one, or that of your edition"
        raise SourceError(Finding("not-an-edition", Where(str(folder)), message, hint))


def _list_addresses() -> Iterator[str]:
    """Yield the addresses of this machine in its network; nothing is sent to find them."""
    found = set()
    for probe in ("192.0.2.1", "198.51.100.1"):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
            try:
                sock.connect((probe, 9))
            except OSError:
                continue
            found.add(sock.getsockname()[0])
    yield from sorted(found)
