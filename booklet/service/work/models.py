"""What the service keeps about what it does by itself: when each thing was last done."""

from django.db import models

from booklet.desk.models import MaybeMoment, Text


class Turn(models.Model):
    """Something that is done again and again: when it was last begun, and when it last came to its end."""

    name: Text = models.CharField(max_length=60, unique=True)
    begun: MaybeMoment = models.DateTimeField(null=True)
    ended: MaybeMoment = models.DateTimeField(null=True)

    class Meta:
        app_label = "service"
