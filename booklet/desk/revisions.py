"""Every change of the edition's files, with who made it, what it was in words, and the way back."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from booklet.desk.edition import Edition, current
from booklet.desk.models import Event, Found, Revision
from booklet.desk.people import name_of

CHANGED = "changed"
OUTSIDE = "outside"


def note(request: HttpRequest, action: str, said: str = "", *, by: str = "", **details: object) -> Event:
    """Add a line to the log: who did what, in words, with values that JSON can hold.

    `by` names somebody who is not at the desk, such as one who answers a link.
    """
    return Event.objects.create(who=by or name_of(request), action=action, said=said[:500], details=details)


@contextmanager
def revise(request: HttpRequest, said: str, *, by: str = "") -> Iterator[None]:
    """Keep what a person changes in the edition's files within: one line of the log, one revision a file.

    What was changed outside the desk before is kept first, as a line of its own. If whatever is done within raises,
    what it had changed by then is kept all the same.
    """
    edition = current()
    with edition.lock:
        before = keep_outside(edition)
        try:
            yield
        finally:
            after = _read_all(edition)
            _keep(by or name_of(request), CHANGED, said, before, after)


def keep_outside(edition: Edition) -> Mapping[str, bytes]:
    """Return the edition's files, and keep what was changed in them since the desk last looked."""
    found = _read_all(edition)
    known = _read_known(found)
    _keep("", OUTSIDE, _("changed outside the desk"), known, found)
    return found


def _read_all(edition: Edition) -> dict[str, bytes]:
    return {name: (edition.path / name).read_bytes() for name in edition.files()}


def _read_known(found: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files as the desk last saw them; when it looks for the first time, it keeps them as they are."""
    if not Found.objects.exists():
        Found.objects.bulk_create(Found(file=name, data=data) for name, data in found.items())
    return {file: bytes(data) for file, data in Found.objects.values_list("file", "data")}


def _keep(who: str, action: str, said: str, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> None:
    names = sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
    if not names:
        return
    with transaction.atomic():
        event = Event.objects.create(who=who, action=action, said=said[:500], details={"files": names})
        for name in names:
            Revision.between(event, name, before.get(name), after.get(name)).save()
            if name in after:
                Found.objects.update_or_create(file=name, defaults={"data": after[name]})
            else:
                Found.objects.filter(file=name).delete()
