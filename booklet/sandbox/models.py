"""What the sandbox keeps: orders, their files, webhooks and what was sent to them, and the faults that wait."""

from datetime import datetime
from typing import Any, TypeAlias

from django.db import models

Text: TypeAlias = "models.CharField[str, str]"
Long: TypeAlias = "models.TextField[str, str]"
Number: TypeAlias = "models.IntegerField[int, int]"
MaybeNumber: TypeAlias = "models.IntegerField[int | None, int | None]"
Moment: TypeAlias = "models.DateTimeField[datetime, datetime]"
MaybeMoment: TypeAlias = "models.DateTimeField[datetime | None, datetime | None]"
Json: TypeAlias = "models.JSONField[Any, Any]"
Flag: TypeAlias = "models.BooleanField[bool, bool]"
MaybeFlag: TypeAlias = "models.BooleanField[bool | None, bool | None]"


class Order(models.Model):
    """An order: what was asked for as it came, the state, and when it moves on by itself; None if never."""

    provider: Text = models.CharField(max_length=8)
    ident: Text = models.CharField(max_length=40, unique=True)
    """The provider's own name of it."""
    reference: Text = models.CharField(max_length=200, blank=True)
    """The customer's name of it; two orders may have the same, as with both providers."""
    state: Text = models.CharField(max_length=40)
    message: Text = models.CharField(max_length=1000, blank=True)
    asked: Json = models.JSONField()
    faults: Json = models.JSONField(default=list)
    made: Moment = models.DateTimeField()
    changed: Moment = models.DateTimeField()
    due: MaybeMoment = models.DateTimeField(null=True)

    class Meta:
        app_label = "sandbox"
        ordering = ("-id",)


class File(models.Model):
    """A file to look at, of an order or for its own sake, and what was found; `read` is when, None if not yet.

    `kind` is cover or interior, or the one that Gelato's customer names; `product` is the code of what is ordered,
    `pages` how many pages were said, 0 if none.
    """

    order: "models.ForeignKey[Order | None, Order | None]" = models.ForeignKey(
        Order, on_delete=models.CASCADE, null=True, related_name="files"
    )
    item: Number = models.IntegerField(default=0)
    provider: Text = models.CharField(max_length=8)
    kind: Text = models.CharField(max_length=40)
    url: Text = models.CharField(max_length=2000)
    md5: Text = models.CharField(max_length=32, blank=True)
    product: Text = models.CharField(max_length=250, blank=True)
    pages: Number = models.IntegerField(default=0)
    found: Number = models.IntegerField(default=0)
    """How many pages the file has."""
    errors: Json = models.JSONField(default=list)
    notes: Json = models.JSONField(default=list)
    read: MaybeMoment = models.DateTimeField(null=True)

    class Meta:
        app_label = "sandbox"
        ordering = ("id",)

    @property
    def is_sound(self) -> bool:
        """Whether it was looked at and nothing stood against it."""
        return self.read is not None and not self.errors


def list_files(order: Order) -> list[File]:
    """Return the files of an order, in the order in which they are looked at."""
    return [*File.objects.filter(order=order)]


class Hook(models.Model):
    """A webhook: where changes of orders are told. `name` and `value` are a header that Gelato's customers choose."""

    ident: Text = models.CharField(max_length=40, unique=True)
    provider: Text = models.CharField(max_length=8)
    url: Text = models.CharField(max_length=2000)
    topics: Json = models.JSONField(default=list)
    is_active: Flag = models.BooleanField(default=True)
    failures: Number = models.IntegerField(default=0)
    """How many tellings failed one after another."""
    name: Text = models.CharField(max_length=100, blank=True)
    value: Text = models.CharField(max_length=200, blank=True)

    class Meta:
        app_label = "sandbox"
        ordering = ("id",)


class Telling(models.Model):
    """What is told to a webhook: the bytes to send, from when on, and how it went; None until it is over."""

    hook: "models.ForeignKey[Hook, Hook]" = models.ForeignKey(Hook, on_delete=models.CASCADE, related_name="tellings")
    order: "models.ForeignKey[Order | None, Order | None]" = models.ForeignKey(
        Order, on_delete=models.CASCADE, null=True, related_name="tellings"
    )
    topic: Text = models.CharField(max_length=40)
    body: Long = models.TextField()
    fault: Text = models.CharField(max_length=40, blank=True)
    due: Moment = models.DateTimeField()
    made: Moment = models.DateTimeField()
    changed: Moment = models.DateTimeField()
    attempts: Number = models.IntegerField(default=0)
    is_success: MaybeFlag = models.BooleanField(null=True)
    code: MaybeNumber = models.IntegerField(null=True)
    reason: Text = models.CharField(max_length=500, blank=True)

    class Meta:
        app_label = "sandbox"
        ordering = ("id",)


class Waiting(models.Model):
    """A fault that waits for the next order, put there by a button."""

    fault: Text = models.CharField(max_length=40)

    class Meta:
        app_label = "sandbox"
        ordering = ("id",)
