"""What the service keeps in its database: people, partners, and who may do what for whom."""

from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone

from booklet.desk.edition import Edition, edition_of
from booklet.desk.models import MaybeMoment, Moment, Text

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class People(BaseUserManager["Person"]):
    """Makes and finds people by their address."""

    def create_user(self, email: str, name: str = "") -> "Person":
        """Return a new person, who signs in by a code or a passkey and has no password."""
        person = self.model(email=self.normalize_email(email).lower(), name=name)
        person.set_unusable_password()
        person.save()
        return person


class Person(AbstractBaseUser):
    """Somebody with an account. They are told apart by the address of their mail."""

    email: "models.EmailField[str, str]" = models.EmailField(unique=True)
    name: Text = models.CharField(max_length=80, blank=True)
    language: Text = models.CharField(max_length=10, blank=True)
    """In which mails are written to them; "" if they have chosen none."""
    is_active: "models.BooleanField[bool, bool]" = models.BooleanField(default=True)
    since: Moment = models.DateTimeField(auto_now_add=True)

    objects = People()
    if TYPE_CHECKING:
        memberships: RelatedManager["Membership"]

    USERNAME_FIELD = "email"

    @property
    def shown_name(self) -> str:
        """Their name, or what stands before the sign in their address."""
        return self.name or self.email.partition("@")[0]

    @cached_property
    def held(self) -> "list[Membership]":
        """The roles that they hold now, as they were first asked for: once a request."""
        return list(self.memberships.select_related("partner").exclude(until__lt=timezone.now()))


class Partner(models.Model):
    """An organisation and its edition."""

    name: Text = models.SlugField(max_length=60, unique=True)
    """What stands in the address of its desk, and the name of its folder."""
    title: Text = models.CharField(max_length=120)
    country: Text = models.CharField(max_length=3)
    since: Moment = models.DateTimeField(auto_now_add=True)
    closed: MaybeMoment = models.DateTimeField(null=True)

    @property
    def edition(self) -> Edition:
        """The partner's edition."""
        return edition_of(Path(settings.SERVICE.editions) / self.name, self.name)

    @property
    def is_open(self) -> bool:
        """Whether people may work on it."""
        return self.closed is None


class Role(models.TextChoices):
    """What somebody is trusted with."""

    TRANSLATOR = "translator"
    PARTNER = "partner"
    CALLER = "caller"
    LEAD = "lead"
    """The safeguarding lead, who releases."""
    COORDINATOR = "coordinator"
    PRINTER = "printer"


class Membership(models.Model):
    """Somebody has a role: for a partner, or for all of them; a translator for one locale or for all."""

    person: "models.ForeignKey[Person, Person]" = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="memberships"
    )
    role: Text = models.CharField(max_length=20, choices=Role.choices)
    partner: "models.ForeignKey[Partner | None, Partner | None]" = models.ForeignKey(
        Partner, on_delete=models.CASCADE, null=True, related_name="memberships"
    )
    """Whose; None for all."""
    locale: Text = models.CharField(max_length=20, blank=True)
    """Of a translator: which; "" for all."""
    since: Moment = models.DateTimeField(auto_now_add=True)
    until: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person", "role", "partner", "locale"), name="one_membership_of_a_kind", nulls_distinct=False
            ),
        )


# the tables of rooms stand in their rooms
from booklet.service.accounts.models import Counted, Invitation, LogLine  # noqa: E402, F401
from booklet.service.codes.models import GivenOut  # noqa: E402, F401
from booklet.service.orders.models import Letter, PrintOrder, Shop, Told  # noqa: E402, F401
from booklet.service.shelf.models import ShelfCount, ShelfLook, ShelfName, ShelfWork  # noqa: E402, F401
from booklet.service.work.models import Turn  # noqa: E402, F401
