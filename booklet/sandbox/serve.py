"""The server: a folder and a port in, a sandbox at an address of this machine until somebody stops it."""

import _thread
import signal
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

from booklet.errors import Finding, OutputError, SourceError, Where
from booklet.sandbox.settings import LARGEST_REQUEST, Setup, configure
from booklet.values import replace

THREADS = 8
"""Requests that are answered at once."""

PAUSE = 0.05
"""Seconds that a worker rests when there is nothing to do."""

Tell = Callable[[str, Setup], None]


def serve(setup: Setup, *, folder: Path | None, port: int, tell: Tell) -> None:
    """Serve a sandbox until it is interrupted; `tell` is called with its address.

    It listens on this machine alone. Without a folder what it keeps is gone when it ends. Raises `SourceError` if the
    folder cannot be used, `OutputError` if the port is taken, and what a worker raised: without it a sandbox would go
    on taking orders of which nobody hears again.
    """
    signal.signal(signal.SIGTERM, _leave)
    with _choose_folder(folder) as chosen:
        setup = replace(setup, folder=chosen)
        configure(setup)
        from django.core.management import call_command
        from django.core.wsgi import get_wsgi_application
        from django.db import DatabaseError
        from waitress.server import create_server

        try:
            call_command("migrate", verbosity=0)
        except DatabaseError as error:
            hint = "name an empty folder with --folder, or none"
            raise SourceError(
                Finding("sandbox-folder", Where(str(chosen)), f"cannot be used: {error}", hint)
            ) from error
        listener = _listen(port)
        base = f"http://127.0.0.1:{listener.getsockname()[1]}"
        server = create_server(
            get_wsgi_application(),
            sockets=[listener],
            threads=THREADS,
            max_request_body_size=LARGEST_REQUEST,
            ident=None,
        )
        with _working(base):
            tell(base, setup)
            server.run()


def _listen(port: int) -> socket.socket:
    """Return a socket that listens on this machine; raise `OutputError` if the port is taken."""
    try:
        return socket.create_server(("127.0.0.1", port), backlog=100)
    except OSError as error:
        hint = "close the sandbox that is open already, or name another with --port"
        raise OutputError(Finding("port-taken", Where(f"--port {port}"), "the port is in use", hint)) from error


def _leave(signum: int, frame: object) -> None:
    """End as by Ctrl-C, so that nothing is left lying about."""
    raise SystemExit(0)


@contextmanager
def _choose_folder(folder: Path | None) -> Iterator[Path]:
    """Give the folder that was named, made if need be, or one that is removed afterwards."""
    if folder is None:
        with tempfile.TemporaryDirectory(prefix="sandbox-", ignore_cleanup_errors=True) as name:
            yield Path(name)
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason, hint = error.strerror or "cannot be made", "name another folder"
        raise SourceError(Finding("sandbox-folder", Where(str(folder)), reason, hint)) from error
    yield folder.resolve()


@contextmanager
def _working(base: str) -> Iterator[None]:
    """Let workers work beside the answers: files are looked at, orders move on, webhooks are told.

    One that fails ends the server, and what it raised is raised at the end.
    """
    from booklet.sandbox.hooks import send_next
    from booklet.sandbox.orders import push_next, read_next

    stop, failures, workers = Event(), list[Exception](), list[Thread]()
    try:
        for name, step in (
            ("files", lambda: read_next(base)),
            ("orders", lambda: push_next(base)),
            ("hooks", send_next),
        ):
            worker = Thread(target=_work, args=(step, stop, failures), name=name, daemon=True)
            worker.start()
            workers.append(worker)
        yield
    finally:
        stop.set()
        for worker in workers:
            worker.join(1.0)
        if failures:
            raise failures[0]


def _work(step: Callable[[], bool], stop: Event, failures: list[Exception]) -> None:
    """Take step after step until it is time to stop; rest where there was nothing to do or the database was held.

    What a step raises is added to `failures`; the first one ends the server.
    """
    from django.db import OperationalError, connection

    while not stop.is_set():
        try:
            did_work = step()
        except OperationalError:
            did_work = False
        except Exception as error:
            failures.append(error)
            if error is failures[0]:  # another signal would cut short the wait for the workers
                _thread.interrupt_main(signal.SIGTERM)  # heard by `_leave`
            break
        if not did_work:
            stop.wait(PAUSE)
    connection.close()
