"""The worker: a process that makes what waits, edition by edition, as the bell calls them."""

import sys
from importlib import import_module
from time import sleep

from django.db import DatabaseError, close_old_connections

from booklet.desk.jobs.making import Queue
from booklet.service.models import Partner

PAUSE = 0.2
"""Seconds between two looks into a queue in a file, which wakes nobody."""


def make(edition: str) -> None:
    """Make all that waits for an edition, unless another worker does, or its partner is no more."""
    partner = Partner.objects.filter(name=edition, closed=None).first()
    if partner is not None:
        Queue(takes_up=True).make_waiting(partner.edition)


def act(does: str) -> None:
    """Do something else that a room of the service wants done by a worker, given as `module:function`."""
    module, _, name = does.partition(":")
    getattr(import_module(module), name)()


def make_what_waits() -> None:
    """Make what waits, until this process ends; it is started anew whenever the database or the queue went away."""
    from booklet.service.work.bell import failures

    gone: tuple[type[Exception], ...] = (DatabaseError, *failures())
    try:
        while True:
            make_next()
    except gone as error:
        sys.exit(f"worker: {type(error).__name__}: the database or the queue is not reached; it is tried again")


def make_next() -> bool:
    """Make what the bell calls for, and tell whether it called within a moment."""
    from booklet.service.work.bell import bell

    close_old_connections()
    queue = bell()
    called = queue.dequeue()
    if called is None:
        sleep(PAUSE)
        return False
    queue.execute(called)
    return True
