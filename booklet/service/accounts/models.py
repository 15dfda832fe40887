"""What accounts keep in the database: invitations, the log of the service, and what is counted against abuse."""

from django.db import models
from django.utils import timezone

from booklet.desk.models import Json, MaybeMoment, Moment, Text
from booklet.service.models import Partner, Person, Role


class Invitation(models.Model):
    """Somebody is invited to a role. Of the link in the mail only a hash is kept; it holds once, until it `expires`."""

    token: Text = models.CharField(max_length=64, unique=True)
    email: "models.EmailField[str, str]" = models.EmailField()
    name: Text = models.CharField(max_length=80, blank=True)
    language: Text = models.CharField(max_length=10, blank=True)
    role: Text = models.CharField(max_length=20, choices=Role.choices)
    partner: "models.ForeignKey[Partner | None, Partner | None]" = models.ForeignKey(
        Partner, on_delete=models.CASCADE, null=True, related_name="invitations"
    )
    locale: Text = models.CharField(max_length=20, blank=True)
    by: "models.ForeignKey[Person | None, Person | None]" = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="invitations"
    )
    """Who invites; None for the first coordinator, whom the operator invites."""
    at: Moment = models.DateTimeField(auto_now_add=True)
    expires: Moment = models.DateTimeField()
    accepted: MaybeMoment = models.DateTimeField(null=True)
    revoked: MaybeMoment = models.DateTimeField(null=True)

    class Meta:
        app_label = "service"
        ordering = ("-id",)

    @property
    def is_open(self) -> bool:
        """Whether its link still holds."""
        partner_is_open = self.partner is None or self.partner.is_open
        return not self.accepted and not self.revoked and self.expires > timezone.now() and partner_is_open


class LogLine(models.Model):
    """A line of the service's log, which only grows: the database refuses to change or remove one."""

    at: Moment = models.DateTimeField(auto_now_add=True)
    who: Text = models.CharField(max_length=200)
    action: Text = models.CharField(max_length=40)
    said: Text = models.CharField(max_length=500, blank=True)
    details: Json = models.JSONField(default=dict)

    class Meta:
        app_label = "service"
        ordering = ("-id",)


class Counted(models.Model):
    """A value of the cache that all processes share, in the columns that Django's database cache asks for."""

    cache_key: Text = models.CharField(max_length=255, primary_key=True)
    value: "models.TextField[str, str]" = models.TextField()
    expires: Moment = models.DateTimeField(db_index=True)

    class Meta:
        app_label = "service"
        db_table = "service_counted"
