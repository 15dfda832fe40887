"""What the service keeps in its database: people, partners, and who may do what for whom."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from booklet.desk.edition import Edition, edition_of
from booklet.desk.models import MaybeMoment, Moment, Text


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
    is_active: "models.BooleanField[bool, bool]" = models.BooleanField(default=True)
    since: Moment = models.DateTimeField(auto_now_add=True)

    objects = People()

    USERNAME_FIELD = "email"

    @property
    def shown_name(self) -> str:
        """Their name, or what stands before the sign in their address."""
        return self.name or self.email.partition("@")[0]


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


from booklet.service.shelf.models import ShelfCount, ShelfLook, ShelfName, ShelfWork  # noqa: E402, F401  # rows of rooms
