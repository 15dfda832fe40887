"""What the shelf keeps no longer than it needs to: names and their files after a day, counts once they are over."""

from datetime import datetime, timedelta
from threading import Lock

from django.utils import timezone

from booklet.service.files import files
from booklet.service.shelf.keys import PERSONAL, SHARED
from booklet.service.shelf.models import ShelfCount, ShelfName, ShelfWork
from booklet.service.shelf.typed import KEPT

WORKS_KEPT = timedelta(days=2)
"""How long it is known what was made for visitors: its key ends with the day."""

FILES_KEPT = timedelta(days=2)
"""How long shared files are kept: each is made anew every day, for it says when it was made."""

EVERY = timedelta(minutes=10)

_LOCK = Lock()
_last: list[datetime] = []


def forget(now: datetime | None = None) -> None:
    """Remove what is too old. It may be done as often as one likes, by several processes at once."""
    now = now or timezone.now()
    ShelfName.objects.filter(expires__lte=now).delete()
    ShelfCount.objects.filter(ends__lte=now).delete()
    ShelfWork.objects.filter(asked__lte=now - WORKS_KEPT).delete()
    files().forget(f"{PERSONAL}/", now - KEPT)
    files().forget(f"{SHARED}/", now - FILES_KEPT)


def forget_sometimes() -> None:
    """Remove what is too old, unless this process did so a while ago."""
    with _LOCK:
        now = timezone.now()
        if _last and now - _last[0] < EVERY:
            return
        _last[:] = [now]
    forget(now)
