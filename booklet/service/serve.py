"""The service's processes: those that answer share one port; whichever dies is started anew."""

import signal
import socket
import sys
from collections.abc import Callable, Mapping, Sequence
from multiprocessing import get_context
from multiprocessing.connection import wait
from multiprocessing.context import SpawnProcess
from time import monotonic, sleep
from typing import Any

from booklet.api.working import end_with_parent
from booklet.desk.serve import LARGEST_UPLOAD, THREADS, listen
from booklet.service.environment import Environment, read_environment
from booklet.service.settings import configure

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
    tasks: list[Task] = [(answer, (environment, listener))] * environment.processes
    tell(f"The service answers at {environment.address} (port {listener.getsockname()[1]} of this machine).")
    watch(tasks)


def tell(said: str) -> None:
    """Say something to the operator."""
    sys.stdout.write(f"{said}\n")
    sys.stdout.flush()


def prepare(environment: Environment) -> None:
    """Make the home, bring the database up to date, and invite the first coordinator."""
    environment.editions.mkdir(parents=True, exist_ok=True)
    (environment.home / "mails").mkdir(mode=0o700, exist_ok=True)
    configure(environment)
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    from booklet.service.accounts.inviting import invite_first

    invite_first(environment.coordinator)


def answer(environment: Environment, listener: socket.socket) -> None:
    """Answer requests in this process."""
    begin(environment)
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


def begin(environment: Environment) -> None:
    """Make this process one of the service, which ends together with the one that started it."""
    end_with_parent()
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
