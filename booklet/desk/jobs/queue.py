"""The queue of long work: asked for, stopped and gone on at a page, made by the maker of this desk."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from booklet.desk.edition import current
from booklet.desk.jobs.kinds import KINDS
from booklet.desk.jobs.making import QUEUE, Queue, maker
from booklet.desk.models import Work
from booklet.desk.people import name_of
from booklet.desk.revisions import note
from booklet.errors import Finding, OutputError, Where

__all__ = ["QUEUE", "Queue", "find_work", "go_on", "list_works", "start", "stop"]


def start(request: HttpRequest, kind: str, said: str = "", /, **what: Any) -> Work:
    """Let a piece of work be done, after all that waits already, and return it.

    `said` tells in words what it is, beside the title of its kind. What is asked for can be written as JSON. Raises
    `OutputError` if another desk of the same folder makes what is to be made.
    """
    _refuse_other()
    work = Work.objects.create(kind=kind, said=said[:300], who=name_of(request), what=what, queued=timezone.now())
    note(request, "work", " ".join(filter(None, (str(KINDS[kind].title), said))), work=work.pk, kind=kind)
    maker().wake()
    return work


def go_on(request: HttpRequest, work: Work) -> None:
    """Let a piece of work that has stopped or failed go on; raises as `start` does."""
    _refuse_other()
    found = Work.objects.filter(pk=work.pk, state__in=(Work.STOPPED, Work.FAILED))
    if found.update(state=Work.WAITING, queued=timezone.now(), ended=None, tries=0):
        note(request, "work", str(KINDS[work.kind].title), work=work.pk, kind=work.kind, goes_on=True)
    maker().wake()


def stop(request: HttpRequest, work: Work) -> None:
    """Stop a piece of work that waits or is being done."""
    maker().stop(work)
    note(request, "work", str(KINDS[work.kind].title), work=work.pk, kind=work.kind, stopped=True)


def list_works(*kinds: str, most: int = 10) -> list[Work]:
    """Return the newest pieces of work of some kinds, as they are now."""
    maker().hold(current())
    return list(Work.objects.filter(kind__in=kinds)[:most])


def find_work(number: int) -> Work | None:
    """Return a piece of work, None if there is no such."""
    maker().hold(current())
    return Work.objects.filter(pk=number, kind__in=KINDS).first()


def _refuse_other() -> None:
    if not maker().hold(current()):
        message, hint = "another desk of this folder is open", "close it, or make it there"
        raise OutputError(Finding("folder-held", Where(str(current().path)), message, hint))
