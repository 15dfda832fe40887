"""Files that take long: a row for each, made once by whoever takes it first, in a process of its own.

Whoever has a queue of their own lets `SHELF_WAKE` name a function without arguments that begins `make_waiting` there.
"""

import secrets
from collections.abc import Callable
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock, Thread
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import F, Q
from django.utils import timezone
from django.utils.module_loading import import_string

from booklet.desk.jobs.child import run
from booklet.service.codes.asking import remember
from booklet.service.files import files
from booklet.service.shelf.models import ShelfWork
from booklet.service.shelf.offers import ALL, LookingError, find_offer, wait_for_looks
from booklet.service.shelf.wishes import Wish, edition_of

DOES = "booklet.service.shelf.printing:make_apart"

LOST = timedelta(minutes=2)
"""After this long without a sign whoever makes something is taken to be gone, and another may make it."""

PULSE = 20.0
"""Seconds between two signs."""

TRIES = timedelta(minutes=1)
"""How long something that could not be made is not tried anew, whoever asks."""

_LOCK = Lock()
_threads: list[Thread] = []


def ask(wish: Wish) -> ShelfWork:
    """Return the work of a wish; it is begun unless it waits, is being made or is there already."""
    now = timezone.now()
    work, is_new = ShelfWork.objects.get_or_create(
        key=wish.key,
        defaults={
            "token": secrets.token_urlsafe(16),
            "edition": wish.offer.edition,
            "what": wish.what,
            "asked": now,
            "seen": now,
        },
    )
    gone = Q(state=ShelfWork.FAILED, seen__lt=now - TRIES)
    if work.state == ShelfWork.DONE and not files().exists(work.key):
        gone |= Q(state=ShelfWork.DONE)
    again = ShelfWork.objects.filter(gone, pk=work.pk).update(state=ShelfWork.WAITING, done=0, total=0)
    if is_new or again or work.is_open:
        wake()
    return ShelfWork.objects.get(pk=work.pk)


def find(token: str) -> ShelfWork | None:
    """Return a work by the secret in its address, None if there is none; what was lost is begun again."""
    work = ShelfWork.objects.filter(token=token).first()
    if work and work.is_open:
        wake()
    return work


def wake() -> None:
    """Let somebody make what waits."""
    begin: Callable[[], None] = import_string(getattr(settings, "SHELF_WAKE", f"{__name__}.wake_here"))
    begin()


def wake_here() -> None:
    """Make what waits in a thread of this process, unless there is one."""
    with _LOCK:
        _threads[:] = [thread for thread in _threads if thread.is_alive()]
        if not _threads:
            _threads.append(Thread(target=_make_and_leave, daemon=True))
            _threads[0].start()


def wait(seconds: float = 120) -> None:
    """Wait until this process makes nothing any more."""
    for thread in [*_threads]:
        thread.join(seconds)


def _make_and_leave() -> None:
    try:
        make_waiting()
    finally:
        connection.close()


def make_waiting() -> None:
    """Make all that waits, one after the other; what somebody else makes is left to them."""
    while work := take():
        try:
            _make(work)
        finally:
            left = ShelfWork.objects.filter(pk=work.pk, state=ShelfWork.WORKING)
            left.update(state=ShelfWork.FAILED, seen=timezone.now())


def take() -> ShelfWork | None:
    """Return the next work that waits or was lost, taken by this process alone; None if there is none."""
    now = timezone.now()
    free = Q(state=ShelfWork.WAITING) | Q(state=ShelfWork.WORKING, seen__lt=now - LOST)
    for work in ShelfWork.objects.filter(free).order_by("asked", "pk"):
        taken = ShelfWork.objects.filter(free, pk=work.pk, seen=work.seen)
        if taken.update(state=ShelfWork.WORKING, seen=now, done=0, total=0):
            return work
    return None


def _make(work: ShelfWork) -> None:
    """Make a file in a process of its own and keep it under its key."""
    wish = _wish_of(work)
    if wish is None:
        return  # it is on the shelf no more, or is another one today
    edition = edition_of(wish.offer).edition
    with TemporaryDirectory() as folder:
        context = get_context("spawn")
        receiver, sender = context.Pipe(duplex=False)
        given = (edition.path, Path(folder), work.what, (), edition.stamp)
        process = context.Process(target=run, args=(DOES, given, sender), daemon=True)
        process.start()
        sender.close()
        made: list[str] = []
        with receiver:
            while True:
                if not receiver.poll(PULSE):
                    _note(work, {})
                    continue
                try:
                    name, value = receiver.recv()
                except (EOFError, OSError):
                    break
                made = value if name == "files" else made
                _note(work, _change(name, value))
        process.join()
        if made and edition.stamp == wish.offer.stamp:
            files().keep(work.key, Path(folder) / made[0])
            remember(edition_of(wish.offer), (Path(folder) / made[0]).read_bytes())
            ShelfWork.objects.filter(pk=work.pk).update(state=ShelfWork.DONE, seen=timezone.now())


def _wish_of(work: ShelfWork) -> Wish | None:
    """Return the wish of a work, None unless what is on the shelf now is exactly what was wished."""
    what = work.what
    place = (*(what[name] for name in ("country", "locale", "edition", "layout", "band")), what["item"] or ALL)
    try:
        offer = find_offer(place, now=True)
    except LookingError:
        wait_for_looks()
        offer = find_offer(place, now=True)
    wish = Wish(offer, what["printer"], what["ink"], what["form"]) if offer else None
    return wish if wish and wish.key == work.key else None


def _change(name: str, value: Any) -> dict[str, Any]:
    """Return what a message of the process changes."""
    return {"begin": {"total": value, "done": 0}, "step": {"done": F("done") + 1}}.get(name, {})


def _note(work: ShelfWork, changes: dict[str, Any]) -> None:
    ShelfWork.objects.filter(pk=work.pk).update(seen=timezone.now(), **changes)
