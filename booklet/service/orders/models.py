"""What is kept of an order: what is printed, where it goes as long as that is needed, and how far it is."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from booklet.desk.models import Flag, Json, MaybeMoment, Moment, Text

LEASE = timedelta(minutes=10)
"""How long somebody may take a step of an order before somebody else does; a provider is never waited for so long."""


class Step(models.TextChoices):
    """How far an order is on our side; how far it is at the provider stands in its `status`."""

    ASKED = "asked"
    """Its files are to be made, and shown to the provider."""
    FAULTY = "faulty"
    """They cannot be made or are not taken; `faults` say why."""
    READY = "ready"
    """The price is known; it waits for somebody who may say yes."""
    WANTED = "wanted"
    """Somebody said yes; the provider is to be told, once."""
    PLACED = "placed"
    """The provider has it."""
    OVER = "over"
    """Nothing more happens, and where it went is forgotten."""


class PrintOrder(models.Model):
    """An order. `reference` tells it to the provider for ever; of the secret in its link only a hash is kept."""

    reference: Text = models.CharField(max_length=40, unique=True)
    token: Text = models.CharField(max_length=64, unique=True)
    partner: "models.ForeignKey[Any, Any]" = models.ForeignKey("service.Partner", on_delete=models.PROTECT)
    chosen: Json = models.JSONField()
    """What is printed: layout, locale, band, item."""
    copies: "models.IntegerField[int, int]" = models.IntegerField()
    provider: Text = models.CharField(max_length=40)
    shipping: Text = models.CharField(max_length=20)
    currency: Text = models.CharField(max_length=3)
    address: Json = models.JSONField(default=dict)
    """Where it goes; empty once it is over."""
    contact: Text = models.CharField(max_length=254, blank=True)
    """Who is asked; "" once it is over."""
    step: Text = models.CharField(max_length=10, choices=Step.choices, default=Step.ASKED)
    files: Json = models.JSONField(default=list)
    """Its files: name, key in the store, MD5 sum, what it is, pages."""
    made_of: Text = models.CharField(max_length=40, blank=True)
    """The state of the edition that they were made of."""
    quote: Json = models.JSONField(default=dict)
    faults: Json = models.JSONField(default=list)
    trouble: Text = models.CharField(max_length=500, blank=True)
    """Why the last step did not come about; it is tried again."""
    tries: "models.IntegerField[int, int]" = models.IntegerField(default=0)
    number: Text = models.CharField(max_length=80, blank=True)
    """The provider's own number for it."""
    status: Json = models.JSONField(default=dict)
    """How far it is at the provider: state, its own word for it, why, parcels, since when."""
    sent: MaybeMoment = models.DateTimeField(null=True)
    wants_cancel: Flag = models.BooleanField(default=False)
    has_arrived: Flag = models.BooleanField(default=False)
    """Whether somebody said that they have it; not every provider does."""
    is_in_ledger: Flag = models.BooleanField(default=False)
    said_yes: Text = models.CharField(max_length=200, blank=True)
    """Who said yes."""
    person: "models.ForeignKey[Any, Any]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    asked: Moment = models.DateTimeField(auto_now_add=True)
    changed: Moment = models.DateTimeField(auto_now=True)
    due: Moment = models.DateTimeField(default=timezone.now)
    """When the next step is to be tried."""
    held: MaybeMoment = models.DateTimeField(null=True)
    """Until when somebody takes a step of it, and nobody else may."""

    class Meta:
        app_label = "service"
        ordering = ("-id",)
        indexes = (models.Index(fields=("step", "due")),)

    @property
    def is_open(self) -> bool:
        """Whether something of it still happens by itself."""
        return self.step in (Step.ASKED, Step.WANTED, Step.PLACED)

    @property
    def can_be_ended(self) -> bool:
        """Whether it can still be cancelled: nothing is printed yet."""
        if self.step == Step.PLACED:
            return self.status.get("state") in ("draft", "unpaid", "accepted")
        return self.step != Step.OVER

    @property
    def can_arrive(self) -> bool:
        """Whether it is on its way, so that somebody may say that they have it."""
        return self.step == Step.PLACED and self.status.get("state") == "sent" and not self.has_arrived

    @property
    def can_cancel(self) -> bool:
        """Whether somebody may ask for its end, who has not yet."""
        return self.can_be_ended and not self.wants_cancel


class Told(models.Model):
    """Something that a provider told by itself, by a key: the same event twice is one."""

    provider: Text = models.CharField(max_length=40)
    key: Text = models.CharField(max_length=120)
    at: Moment = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "service"
        constraints = (models.UniqueConstraint(fields=("provider", "key"), name="each_event_once"),)


class Shop(models.Model):
    """A print shop that gets a mail with a pack, and answers on a page."""

    name: Text = models.CharField(max_length=80, unique=True)
    email: "models.EmailField[str, str]" = models.EmailField()
    country: Text = models.CharField(max_length=3)
    closed: MaybeMoment = models.DateTimeField(null=True)

    class Meta:
        app_label = "service"


class Letter(models.Model):
    """A letter to a print shop, by the reference of its order, and what the shop answered last."""

    shop: Text = models.CharField(max_length=40)
    reference: Text = models.CharField(max_length=40)
    status: Json = models.JSONField()

    class Meta:
        app_label = "service"
        constraints = (models.UniqueConstraint(fields=("shop", "reference"), name="one_letter_an_order"),)


def take_due(now: datetime, most: int = 20) -> list[int]:
    """Return the orders of which a step is due and that nobody holds, longest due first."""
    free = models.Q(held=None) | models.Q(held__lt=now)
    steps = (Step.ASKED, Step.WANTED, Step.PLACED)
    found = PrintOrder.objects.filter(free, step__in=steps, due__lte=now).order_by("due")
    return list(found.values_list("pk", flat=True)[:most])


def hold(number: int, now: datetime) -> PrintOrder | None:
    """Return an order, held for this caller alone, None if somebody else holds it.

    The database decides in one statement, so that two who come at once are not both let in. Whoever dies while they
    hold it is waited for as long as `LEASE`.
    """
    free = models.Q(held=None) | models.Q(held__lt=now)
    if not PrintOrder.objects.filter(free, pk=number).update(held=now + LEASE):
        return None
    return PrintOrder.objects.get(pk=number)
