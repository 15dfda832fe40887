"""What the shelf keeps: what a visitor typed, for a day; what is being made; how often an address asked."""

from django.db import models

from booklet.desk.models import Bytes, Json, Moment, Text


class ShelfName(models.Model):
    """A name for a poster or card that a visitor typed.

    Of the secret in its address there is a hash, and what was typed can be read with that secret alone.
    """

    token: Text = models.CharField(max_length=64, unique=True)
    sealed: Bytes = models.BinaryField()
    expires: Moment = models.DateTimeField(db_index=True)

    class Meta:
        app_label = "service"


class ShelfLook(models.Model):
    """What was on the shelf of an edition when somebody looked: kept, since looking takes long."""

    edition: Text = models.CharField(max_length=60, unique=True)
    seen: Text = models.CharField(max_length=64)
    """The hash of all that decides it."""
    offers: Json = models.JSONField()

    class Meta:
        app_label = "service"


class ShelfWork(models.Model):
    """A file that takes long to make: it is made once, whoever asks for it and however often."""

    WAITING, WORKING, FAILED, DONE = "waiting", "working", "failed", "done"

    key: Text = models.CharField(max_length=200, unique=True)
    """The key of the file in the store."""
    token: Text = models.CharField(max_length=64, unique=True)
    """What stands in the address of its page."""
    edition: Text = models.CharField(max_length=60)
    what: Json = models.JSONField()
    state: Text = models.CharField(max_length=10, default=WAITING)
    done: "models.IntegerField[int, int]" = models.IntegerField(default=0)
    total: "models.IntegerField[int, int]" = models.IntegerField(default=0)
    asked: Moment = models.DateTimeField()
    seen: Moment = models.DateTimeField()
    """When whoever makes it last said that they do."""

    class Meta:
        app_label = "service"

    @property
    def is_open(self) -> bool:
        """Whether it waits or is being made."""
        return self.state in (self.WAITING, self.WORKING)


class ShelfCount(models.Model):
    """How often somebody asked for something within a while; who, is told by a hash that is another every day."""

    of: Text = models.CharField(max_length=64, unique=True)
    number: "models.IntegerField[int, int]" = models.IntegerField(default=0)
    ends: Moment = models.DateTimeField(db_index=True)

    class Meta:
        app_label = "service"
