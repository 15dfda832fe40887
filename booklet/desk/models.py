"""What the desk keeps in its database: who did what, and each file as it was before.

A database may hold several editions. Each row belongs to one, and whoever asks finds rows of the current edition alone.
"""

from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar, Self, TypeAlias, TypeVar

from django.db import models

from booklet.desk.edition import current

Text: TypeAlias = "models.CharField[str, str]"
Moment: TypeAlias = "models.DateTimeField[datetime, datetime]"
MaybeMoment: TypeAlias = "models.DateTimeField[datetime | None, datetime | None]"
Json: TypeAlias = "models.JSONField[Any, Any]"
Bytes: TypeAlias = "models.BinaryField[bytes, bytes]"
Flag: TypeAlias = "models.BooleanField[bool, bool]"


def edition_name() -> str:
    """Return the name of the current edition, "" where there is one only."""
    return current().name


Row = TypeVar("Row", bound=models.Model)


class OfCurrent(models.Manager[Row]):
    """Finds the rows of the current edition, and no others."""

    def get_queryset(self) -> "models.QuerySet[Row]":
        """Return the rows of the current edition."""
        return super().get_queryset().filter(edition=edition_name())


class OfEdition(models.Model):
    """A row of an edition."""

    edition: Text = models.CharField(max_length=60, default=edition_name, editable=False, db_index=True)

    objects: ClassVar[OfCurrent[Self]] = OfCurrent()
    everywhere: ClassVar[models.Manager[Self]] = models.Manager()
    """For those who answer for all editions, such as a backup; no screen asks it."""

    class Meta:
        abstract = True


class Event(OfEdition):
    """A line of the log, which only grows: the database refuses to change or remove one."""

    at: Moment = models.DateTimeField(auto_now_add=True)
    who: Text = models.CharField(max_length=200)
    action: Text = models.CharField(max_length=40)
    said: Text = models.CharField(max_length=500, blank=True)
    details: Json = models.JSONField(default=dict)

    class Meta:
        ordering = ("-id",)


class Revision(OfEdition):
    """A change of a file of the edition: what was taken out of it and what was put in, from a place on.

    A file that is saved at every pause is kept so without keeping it whole each time. `Found` has it as it was last.
    """

    event: "models.ForeignKey[Event, Event]" = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="revisions"
    )
    file: Text = models.CharField(max_length=400)
    is_new: Flag = models.BooleanField(default=False)
    is_gone: Flag = models.BooleanField(default=False)
    start: "models.IntegerField[int, int]" = models.IntegerField(default=0)
    removed: Bytes = models.BinaryField(default=b"")
    added: Bytes = models.BinaryField(default=b"")

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=("edition", "file", "-id")),)

    @classmethod
    def between(cls, event: Event, file: str, before: bytes | None, after: bytes | None) -> "Revision":
        """Return the change between two versions of a file, None where there is no file."""
        old, new = before or b"", after or b""
        start = _count_common(old, new, min(len(old), len(new)))
        same = _count_common(old[::-1], new[::-1], min(len(old), len(new)) - start)
        return cls(
            event=event,
            file=file,
            is_new=before is None,
            is_gone=after is None,
            start=start,
            removed=old[start : len(old) - same],
            added=new[start : len(new) - same],
        )

    def undo(self, after: bytes | None) -> bytes | None:
        """Return the file before the change, given the file after it."""
        new = after or b""
        if self.is_new:
            return None
        return new[: self.start] + bytes(self.removed) + new[self.start + len(self.added) :]

    @cached_property
    def after(self) -> bytes | None:
        """The file after the change, None if there was none then."""
        now = Found.objects.filter(file=self.file).first()
        version = bytes(now.data) if now else None
        for later in Revision.objects.filter(file=self.file, pk__gt=self.pk):
            version = later.undo(version)
        return version

    @cached_property
    def before(self) -> bytes | None:
        """The file before the change, None if there was none."""
        return self.undo(self.after)


def _count_common(one: bytes, other: bytes, most: int) -> int:
    """Return with how many bytes two texts begin alike, `most` at most.

    >>> _count_common(b"abcd", b"abxd", 4), _count_common(b"abcd", b"abcd", 2)
    (2, 2)
    """
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


class Found(OfEdition):
    """A file of the edition as the desk last saw it."""

    file: Text = models.CharField(max_length=400)
    data: Bytes = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("edition", "file"), name="one_file_of_a_name"),)


class OrderDraft(OfEdition):
    """An order as somebody has filled it in so far; there is one."""

    what: Json = models.JSONField(default=dict)
    who: Text = models.CharField(max_length=200, blank=True)
    at: Moment = models.DateTimeField(auto_now=True)


class Work(OfEdition):
    """A piece of long work: what is asked for, how far it is, and what came of it."""

    WAITING, WORKING, STOPPED, FAILED, DONE = "waiting", "working", "stopped", "failed", "done"
    OPEN = (WAITING, WORKING)

    kind: Text = models.CharField(max_length=40)
    said: Text = models.CharField(max_length=300, blank=True)
    who: Text = models.CharField(max_length=200, blank=True)
    what: Json = models.JSONField(default=dict)
    state: Text = models.CharField(max_length=10, default=WAITING)
    queued: Moment = models.DateTimeField()
    began: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(null=True)
    ended: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(null=True)
    done: "models.IntegerField[int, int]" = models.IntegerField(default=0)
    total: "models.IntegerField[int, int]" = models.IntegerField(default=0)
    files: Json = models.JSONField(default=list)
    """What was made, as paths below the output."""
    faults: Json = models.JSONField(default=list)
    notes: Json = models.JSONField(default=list)
    kept: Json = models.JSONField(default=list)
    """What need not be done again when it goes on."""
    tries: "models.IntegerField[int, int]" = models.IntegerField(default=0)
    """How often it was begun since a person asked for it."""

    class Meta:
        ordering = ("-id",)

    @property
    def is_open(self) -> bool:
        """Whether it waits or is being done."""
        return self.state in self.OPEN

    @property
    def is_done(self) -> bool:
        """Whether it was done to its end."""
        return self.state == self.DONE

    @property
    def title(self) -> str:
        """What it is called."""
        from booklet.desk.jobs.kinds import KINDS

        return str(KINDS[self.kind].title)

    @property
    def after(self) -> str:
        """The name of the page where its result is seen, "" if there is none."""
        from booklet.desk.jobs.kinds import KINDS

        return KINDS[self.kind].after

    @property
    def far(self) -> str:
        """How far it is, in words."""
        from booklet.desk.jobs.kinds import KINDS

        return str(KINDS[self.kind].says) % {"number": min(self.done + 1, self.total), "total": self.total}

    @property
    def refreshes(self) -> bool:
        """Whether a page shows more of its result than its files."""
        from booklet.desk.jobs.kinds import KINDS

        return KINDS[self.kind].refreshes and not self.is_open

    @property
    def shown_faults(self) -> list[dict[str, object]]:
        """Its faults as pages show them."""
        shown = []
        for one in self.faults:
            is_fault = one["severity"] == "error"
            shown.append({"message": one["message"], "hint": one["hint"], "file": one["where"], "is_fault": is_fault})
        return shown

    @property
    def shown_files(self) -> list[dict[str, object]]:
        """Its files as pages show them."""
        return [{"name": name.rpartition("/")[2], "is_pack": name.endswith(".zip")} for name in self.files]


class Ask(OfEdition):
    """A question to somebody without an account: do you say yes to exactly this? Its link holds until it `expires`.

    Of the link only a hash is kept. `subject` names what is asked about, `shown` holds it as it was, with the
    fingerprint `of`.
    """

    token: Text = models.CharField(max_length=64, unique=True)
    kind: Text = models.CharField(max_length=8)
    subject: Json = models.JSONField()
    of: Text = models.CharField(max_length=64)
    shown: Json = models.JSONField()
    person: Text = models.CharField(max_length=80)
    role: Text = models.CharField(max_length=80)
    message: Text = models.CharField(max_length=1000, blank=True)
    by: Text = models.CharField(max_length=80)
    at: Moment = models.DateTimeField(auto_now_add=True)
    expires: Moment = models.DateTimeField()
    revoked: MaybeMoment = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)


class Answer(OfEdition):
    """What somebody said to a question, once: yes, or what should change."""

    ask: "models.OneToOneField[Ask, Ask]" = models.OneToOneField(Ask, on_delete=models.PROTECT)
    said: Text = models.CharField(max_length=8)
    by: Text = models.CharField(max_length=80)
    at: Moment = models.DateTimeField(auto_now_add=True)
    back: Json = models.JSONField(default=dict)
    """What fixed messages say in English, by line, as one says who translates them back."""

    class Meta:
        ordering = ("-id",)


class Remark(OfEdition):
    """One thing that should change, with its place: a line of words, or a page with a spot on it in per cent."""

    answer: "models.ForeignKey[Answer, Answer]" = models.ForeignKey(
        Answer, on_delete=models.PROTECT, related_name="remarks"
    )
    reason: Text = models.CharField(max_length=2000)
    place: Json = models.JSONField(default=dict)
    done: MaybeMoment = models.DateTimeField(null=True)
    done_by: Text = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ("id",)


class Release(OfEdition):
    """Exactly these pages were released by one person or two, until somebody recalls them.

    `product`, `layout` ("" for the usual one), `locale`, `band` and `item` say which edition it is, `of` is the
    fingerprint of its pages.
    """

    product: Text = models.CharField(max_length=80)
    layout: Text = models.CharField(max_length=80, blank=True)
    locale: Text = models.CharField(max_length=80)
    band: Text = models.CharField(max_length=20)
    item: Text = models.CharField(max_length=80, blank=True)
    of: Text = models.CharField(max_length=64)
    by: Text = models.CharField(max_length=80)
    at: Moment = models.DateTimeField(auto_now_add=True)
    second: Text = models.CharField(max_length=80, blank=True)
    released: MaybeMoment = models.DateTimeField(null=True)
    """When the last person who had to agree did."""
    recalled: MaybeMoment = models.DateTimeField(null=True)
    recalled_by: Text = models.CharField(max_length=80, blank=True)
    reason: Text = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ("-id",)
