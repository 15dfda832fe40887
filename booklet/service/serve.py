"""The service's processes: those that answer share one port; whichever dies is started anew."""

import logging
import signal
import socket
import sys
from collections.abc import Callable, Mapping, Sequence
from multiprocessing import get_context
from multiprocessing.connection import wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from booklet.api.working import end_with_parent, refuse_store
from booklet.desk.serve import LARGEST_UPLOAD, THREADS, listen
from booklet.service.counts import Counts, Shared, share, use_counts
from booklet.service.environment import Environment, read_environment
from booklet.service.settings import configure
from booklet.service.work.bell import check_queue

QUICK = 5.0
"""Seconds: a process that lived for less waits as long before it is started anew."""

Task = tuple[Callable[..., None], Sequence[object]]


def serve(variables: Mapping[str, str], port: int, *, is_open: bool) -> None:
    """Serve editions of many until the process is told to end.

    It is reached from this machine only, unless it is open to others: a server that speaks TLS stands before it. Raises
    `SourceError` with all that is wrong in the variables, `OutputError` if the port is taken.
    """
    environment = read_environment(variables)
    prepare(environment)
    listener = listen("0.0.0.0" if is_open else "127.0.0.1", port)
    shared = share(environment.processes)
    tasks: list[Task] = [(answer, (environment, listener, shared, place)) for place in range(environment.processes)]
    tasks += [(work, (environment,))] * environment.workers
    tasks += [(keep_time, (environment,)), (mind_orders, (environment,))]
    tell(f"The service answers at {environment.address} (port {listener.getsockname()[1]} of this machine).")
    watch(tasks)


def back_up(variables: Mapping[str, str], to: Path) -> str:
    """Write a backup of a service, which may run, and return what to say; raise as `read_environment` and `back_up`."""
    environment = read_environment(variables)
    prepare(environment)
    from booklet.service.keeping.backup import back_up

    path, about = back_up(environment, to)
    return f"{path} holds {len(about.editions)} editions as they were at {about.at}."


def restore(variables: Mapping[str, str], file: Path) -> str:
    """Restore a backup into an empty home, and return what to say; raise as `read_environment` and `restore`."""
    environment = read_environment(variables)
    configure(environment)
    from booklet.service.keeping.restore import restore

    restored = restore(environment, file)
    lines = [
        f"Restored {len(restored.about.editions)} editions as they were at {restored.about.at}.",
        "What was done after that is lost. The last line of each log:",
        *(f"  {name}: {last}" for name, last in sorted(restored.about.log.items())),
        f"{restored.missing} files of the store are not there; each is made anew when it is asked for.",
    ]
    return "\n".join(lines)


def tell(said: str) -> None:
    """Say something to the operator."""
    sys.stdout.write(f"{said}\n")
    sys.stdout.flush()


def prepare(environment: Environment) -> None:
    """Make the home, bring the database up to date, and invite the first coordinator."""
    environment.editions.mkdir(parents=True, exist_ok=True)
    check_queue(environment)
    (environment.home / "mails").mkdir(mode=0o700, exist_ok=True)
    configure(environment)
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    from booklet.service.accounts.inviting import invite_first

    invite_first(environment.coordinator)


def answer(environment: Environment, listener: socket.socket, shared: Shared, place: int) -> None:
    """Answer requests in this process, and count them at its place."""
    begin(environment)
    use_counts(Counts(shared, place))
    _log_requests()
    from django.core.wsgi import get_wsgi_application
    from waitress.server import create_server

    behind_proxy: dict[str, Any] = {
        "trusted_proxy": environment.proxy,
        "trusted_proxy_headers": ["x-forwarded-for", "x-forwarded-proto"],
    }
    create_server(
        get_wsgi_application(),
        sockets=[listener],
        threads=THREADS,
        max_request_body_size=LARGEST_UPLOAD,
        ident=None,
        clear_untrusted_proxy_headers=True,
        **(behind_proxy if environment.is_secure else {}),
    ).run()


def _log_requests() -> None:
    """Write a line of JSON about each request to where this process writes to, and of faults where they are.

    Django's own lines name addresses, and an address may hold the secret of a link.
    """
    for name, formatter in (("booklet.requests", logging.Formatter()), ("django", Faults())):
        log = logging.getLogger(name)
        handler = logging.StreamHandler(sys.stdout)
        handler.setFormatter(formatter)
        log.addHandler(handler)
        log.setLevel(logging.INFO if name.startswith("booklet") else logging.ERROR)
        log.propagate = False
    logging.getLogger("waitress").setLevel(logging.ERROR)  # it tells each time that somebody waits


class Faults(logging.Formatter):
    """Writes where a fault is in the program, and nothing of what was asked for."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the lines of a fault."""
        return self.formatException(record.exc_info) if record.exc_info else f"{record.name}: {record.levelname}"


def work(environment: Environment) -> None:
    """Make what waits, in this process."""
    begin(environment)
    from booklet.service.work.worker import make_what_waits

    make_what_waits()


def keep_time(environment: Environment) -> None:
    """Do in this process what the service does by itself."""
    begin(environment)
    from booklet.service.periodic import do_what_is_due

    do_what_is_due()


def mind_orders(environment: Environment) -> None:
    """Take the steps of orders in this process."""
    begin(environment)
    from booklet.service.orders.minding import mind_orders

    mind_orders()


def begin(environment: Environment) -> None:
    """Make this process one of the service, which ends together with the one that started it.

    It keeps nothing on the disk for the next process: what partners typed and took back would lie there, that of all of
    them in one file, which forgets nothing when their editions do.
    """
    end_with_parent()
    refuse_store()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    configure(environment)


def watch(tasks: Sequence[Task]) -> None:
    """Start a process for each task, and anew whenever one dies; end them all when this process is told to end."""
    context = get_context("spawn")
    running: dict[SpawnProcess, tuple[Task, float]] = {}

    def start(task: Task) -> None:
        process = context.Process(target=task[0], args=tuple(task[1]))
        process.start()
        running[process] = task, monotonic()

    def end(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, end)
    try:
        for task in tasks:
            start(task)
        while True:
            wait([process.sentinel for process in running])
            for process in [process for process in running if not process.is_alive()]:
                task, began = running.pop(process)
                if monotonic() - began < QUICK:
                    sleep(QUICK)
                start(task)
    except KeyboardInterrupt:
        for process in running:
            process.terminate()
        for process in running:
            process.join()
