"""Looks for work that waits and whose message was lost, with the worker or with the queue."""

from booklet.desk.models import Work
from booklet.service.work.bell import bell, failures, ring


def ring_for_lost() -> None:
    """Wake a worker for each edition in which something waits, unless the queue still has messages."""
    waiting = Work.everywhere.filter(state__in=Work.OPEN).order_by("edition").values_list("edition", flat=True)
    names = list(waiting.distinct())
    try:
        if not names or bell().pending_count():
            return
    except failures():
        return
    for name in names:
        ring(name)
