"""The bell: the queue that wakes workers, kept by huey in a file of SQLite, in PostgreSQL, or in Redis."""

import sqlite3
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from typing import Any

import psycopg
from django.conf import settings
from huey import PostgresHuey, RedisHuey, SqliteHuey
from huey.serializer import SignedSerializer

from booklet.errors import Finding, SourceError, Where
from booklet.service.environment import Environment

NAME = "booklet"

FAILURES = (sqlite3.Error, psycopg.Error, OSError)
"""What is raised when the queue cannot be reached; Redis's faults are added where it is used."""


def bell() -> Any:
    """Return the queue of this service; raise one of `failures` if it cannot be reached."""
    return _open(settings.SERVICE)


@cache
def _open(environment: Environment) -> Any:
    """Open a queue, whose messages are signed: nobody who writes into its database gives orders to our workers."""
    from booklet.service.work.worker import act, make

    common: Mapping[str, Any] = {
        "name": NAME,
        "results": False,
        "serializer": SignedSerializer(environment.secret, salt="service.bell"),
    }
    if environment.queue.startswith("redis"):
        huey = RedisHuey(url=environment.queue, **common)
    elif environment.queue:
        huey = PostgresHuey(dsn=environment.queue, **common)
    else:
        huey = SqliteHuey(filename=str(environment.home / "queue.sqlite3"), **common)
    huey.make = huey.task(name="make")(make)
    huey.act = huey.task(name="act")(act)
    return huey


def failures() -> tuple[type[Exception], ...]:
    """Return what is raised when the queue cannot be reached."""
    if not settings.SERVICE.queue.startswith("redis"):
        return FAILURES
    from redis.exceptions import RedisError

    return (*FAILURES, RedisError)


def ring(edition: str) -> bool:
    """Wake a worker for an edition, and tell whether the queue took it; if not, what waits is found a little later."""
    try:
        bell().make(edition)
    except failures():
        return False
    return True


def ask(does: str) -> bool:
    """Let a worker do something, given as `module:function` without arguments, and tell whether the queue took it.

    It may be lost with a worker, or done twice: what is to be done stands in rows that the function reads.
    """
    try:
        bell().act(does)
    except failures():
        return False
    return True


def wake_shelf() -> None:
    """Let a worker make what visitors of the shelf wait for; what is lost is asked for again by whoever waits."""
    ask("booklet.service.shelf.making:make_waiting")


def check_queue(environment: Environment) -> None:
    """Raise `SourceError` if a program is missing that the queue needs."""
    if environment.queue.startswith("redis") and find_spec("redis") is None:
        message, hint = "asks for Redis, and its Python package is not installed", "pip install redis"
        raise SourceError(Finding("bad-environment", Where("BOOKLET_QUEUE"), message, hint))
