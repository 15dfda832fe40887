"""What the service has given out, by the codes of its prints, so that it can be asked for years later."""

from typing import Any

from django.db import models

from booklet.desk.models import Json, Moment, Text


class GivenOut(models.Model):
    """A print that was given out: whose, its code, and what it covers by its own account. Not to whom."""

    partner: "models.ForeignKey[Any, Any]" = models.ForeignKey("service.Partner", on_delete=models.CASCADE)
    code: Text = models.CharField(max_length=20, db_index=True)
    of: Text = models.CharField(max_length=64)
    """The hash of what it covers."""
    covered: Json = models.JSONField()
    at: Moment = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "service"
        constraints = (models.UniqueConstraint(fields=("partner", "of"), name="given_out_once"),)
