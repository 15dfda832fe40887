"""Every change of the edition's files, with who made it, what it was in words, and the way back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from booklet.desk.edition import Edition, current
from booklet.desk.models import Event, Found, Revision
from booklet.desk.people import account_of, name_of

CHANGED = "changed"
OUTSIDE = "outside"


def note(request: HttpRequest, action: str, said: str = "", *, by: str = "", **details: object) -> Event:
    """Add a line to the log: who did what, in words, with values that JSON can hold.

    `by` names somebody who is not at the desk, such as one who answers a link. Where there are accounts, the log has
    that of the person, since anybody may have any name.
    """
    account = "" if by else account_of(request)
    kept = {**details, "account": account} if account else details
    return Event.objects.create(who=by or name_of(request), action=action, said=said[:500], details=kept)


@contextmanager
def revise(request: HttpRequest, said: str, *, by: str = "") -> Iterator[None]:
    """Keep what a person changes in the edition's files within: one line of the log, one revision a file.

    What was changed outside the desk before is kept first, as a line of its own. If whatever is done within raises,
    what it had changed by then is kept all the same.
    """
    edition = current()
    with edition.writing():
        keep_outside(edition)
        try:
            yield
        finally:
            _keep(edition, by or name_of(request), CHANGED, said, account="" if by else account_of(request))


def keep_outside(edition: Edition) -> None:
    """Keep what was changed in the edition's files since the desk last looked; at first, keep them as they are."""
    _keep(edition, "", OUTSIDE, _("changed outside the desk"))


def _keep(edition: Edition, who: str, action: str, said: str, *, account: str = "") -> None:
    """Keep what is another in the files than in the database, which alone says what they were.

    Each revision begins where the last one of its file ended, whoever made that, in this desk or another one of the
    same folder: otherwise there would be no way back. Only files that were written since the last time are read.
    """
    with edition.writing():
        stamps = edition.look()
        known = edition.kept
        if known == stamps:
            return
        with transaction.atomic():
            names = {*stamps, *(Found.objects.values_list("file", flat=True) if known is None else known)}
            written = sorted(name for name in names if known is None or known.get(name) != stamps.get(name))
            before = {name: bytes(data) for name, data in _found(written)}
            after = dict(_read(edition, written))
            if Found.objects.exists():
                _add(who, action, said, before, after, {"account": account} if account else {})
            else:
                Found.objects.bulk_create(Found(file=name, data=data) for name, data in after.items())
            transaction.on_commit(lambda: setattr(edition, "kept", stamps))


def _found(names: Sequence[str]) -> "QuerySet[Found, tuple[str, bytes]]":
    return Found.objects.filter(file__in=names).values_list("file", "data")


def _read(edition: Edition, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield files with their names; one that is gone, or that nobody may read, is not there."""
    for name in names:
        with suppress(OSError):
            yield name, (edition.path / name).read_bytes()


def _add(
    who: str,
    action: str,
    said: str,
    before: Mapping[str, bytes],
    after: Mapping[str, bytes],
    details: Mapping[str, str],
) -> None:
    names = sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
    if not names:
        return
    event = Event.objects.create(who=who, action=action, said=said[:500], details={"files": names, **details})
    for name in names:
        Revision.between(event, name, before.get(name), after.get(name)).save()
        if name in after:
            Found.objects.update_or_create(file=name, defaults={"data": after[name]})
        else:
            Found.objects.filter(file=name).delete()
