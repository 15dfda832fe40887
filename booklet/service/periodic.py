"""What the service does by itself, again and again: a name, how often, and the function that does it.

Each is done by one process of all that serve, whichever machine it runs on: whoever writes first that it is begun does
it. What fails is told in the log and on the page of the service's health, and done again when its time comes.
"""

import sys
import traceback
from datetime import datetime, timedelta
from importlib import import_module
from time import sleep

from django.db import DatabaseError, close_old_connections
from django.db.models import Q
from django.utils import timezone

from booklet.errors import BookletError
from booklet.service.work.models import Turn
from booklet.values import Frozen

BETWEEN = 1.0
"""Seconds between two looks whether something is due."""

LATE = 3
"""How many turns may be missed before it is said that something is not done any more."""


class Periodic(Frozen):
    """Something that is done every so often, by a function without arguments, given as `module:function`."""

    name: str
    every: timedelta
    does: str

    def act(self) -> None:
        """Do it."""
        module, _, name = self.does.partition(":")
        getattr(import_module(module), name)()


PERIODIC: tuple[Periodic, ...] = (
    Periodic("lost-work", timedelta(seconds=15), "booklet.service.work.look:ring_for_lost"),
    Periodic("old-sessions", timedelta(hours=6), "booklet.service.forgetting:forget_sessions"),
    Periodic("old-files", timedelta(hours=1), "booklet.service.forgetting:forget_files"),
    Periodic("visitors", timedelta(hours=1), "booklet.service.shelf.forgetting:forget"),
)
"""All of them. A room that has something to do again and again adds its line here."""


def do_what_is_due() -> None:
    """Do what is due, until this process ends; it is started anew whenever the database went away."""
    try:
        while True:
            close_old_connections()
            do_due()
            sleep(BETWEEN)
    except DatabaseError as error:
        sys.exit(f"clock: {type(error).__name__}: the database is not reached; it is tried again")


def do_due(wanted: tuple[Periodic, ...] | None = None) -> None:
    """Do what is due and nobody else does."""
    for one in PERIODIC if wanted is None else wanted:
        if _take(one, timezone.now()):
            try:
                one.act()
            except (BookletError, OSError, LookupError, ValueError):
                sys.stderr.write(f"clock: {one.name} failed\n{traceback.format_exc()}")
            else:
                Turn.objects.filter(name=one.name).update(ended=timezone.now())


def _take(one: Periodic, now: datetime) -> bool:
    """Tell whether something is due, and that it is done by us."""
    is_due = Q(begun=None) | Q(begun__lte=now - one.every)
    if not Turn.objects.filter(name=one.name).exists():
        Turn.objects.get_or_create(name=one.name)
    return bool(Turn.objects.filter(is_due, name=one.name).update(begun=now))


def list_late() -> list[str]:
    """Return the names of what has not come to its end for several turns, though it was begun."""
    turns = {turn.name: turn for turn in Turn.objects.all()}
    late = []
    for one in PERIODIC:
        turn = turns.get(one.name)
        last = turn and (turn.ended or turn.begun)
        if last and timezone.now() - last > max(LATE * one.every, timedelta(minutes=5)):
            late.append(one.name)
    return late
