"""What the desk keeps in its database: who did what, and each file as it was before."""

from datetime import datetime
from typing import Any, TypeAlias

from django.db import models

Text: TypeAlias = "models.CharField[str, str]"
Moment: TypeAlias = "models.DateTimeField[datetime, datetime]"
Json: TypeAlias = "models.JSONField[Any, Any]"
Bytes: TypeAlias = "models.BinaryField[bytes | None, bytes | None]"


class Event(models.Model):
    """A line of the log, which only grows: the database refuses to change or remove one."""

    at: Moment = models.DateTimeField(auto_now_add=True)
    who: Text = models.CharField(max_length=200)
    action: Text = models.CharField(max_length=40)
    said: Text = models.CharField(max_length=500, blank=True)
    details: Json = models.JSONField(default=dict)

    class Meta:
        ordering = ("-id",)


class Revision(models.Model):
    """A file of the edition before and after somebody changed it; None where there was no file."""

    event: "models.ForeignKey[Event, Event]" = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="revisions"
    )
    file: Text = models.CharField(max_length=400)
    before: Bytes = models.BinaryField(null=True)
    after: Bytes = models.BinaryField(null=True)

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=("file", "-id")),)
