"""Orders, print shops, and what providers told."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Add orders."""

    dependencies = [
        ("service", "0004_shelf"),
    ]

    operations = [
        migrations.CreateModel(
            name="Shop",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, unique=True)),
                ("email", models.EmailField(max_length=254)),
                ("country", models.CharField(max_length=3)),
                ("closed", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("shop", models.CharField(max_length=40)),
                ("reference", models.CharField(max_length=40)),
                ("status", models.JSONField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("shop", "reference"), name="one_letter_an_order")],
            },
        ),
        migrations.CreateModel(
            name="Told",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("provider", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=120)),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("provider", "key"), name="each_event_once")],
            },
        ),
        migrations.CreateModel(
            name="PrintOrder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=40, unique=True)),
                ("token", models.CharField(max_length=64, unique=True)),
                ("chosen", models.JSONField()),
                ("copies", models.IntegerField()),
                ("provider", models.CharField(max_length=40)),
                ("shipping", models.CharField(max_length=20)),
                ("currency", models.CharField(max_length=3)),
                ("address", models.JSONField(default=dict)),
                ("contact", models.CharField(blank=True, max_length=254)),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("asked", "Asked"),
                            ("faulty", "Faulty"),
                            ("ready", "Ready"),
                            ("wanted", "Wanted"),
                            ("placed", "Placed"),
                            ("over", "Over"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                ("files", models.JSONField(default=list)),
                ("made_of", models.CharField(blank=True, max_length=40)),
                ("quote", models.JSONField(default=dict)),
                ("faults", models.JSONField(default=list)),
                ("trouble", models.CharField(blank=True, max_length=500)),
                ("tries", models.IntegerField(default=0)),
                ("number", models.CharField(blank=True, max_length=80)),
                ("status", models.JSONField(default=dict)),
                ("sent", models.DateTimeField(null=True)),
                ("wants_cancel", models.BooleanField(default=False)),
                ("has_arrived", models.BooleanField(default=False)),
                ("is_in_ledger", models.BooleanField(default=False)),
                ("said_yes", models.CharField(blank=True, max_length=200)),
                ("asked", models.DateTimeField(auto_now_add=True)),
                ("changed", models.DateTimeField(auto_now=True)),
                ("due", models.DateTimeField(default=django.utils.timezone.now)),
                ("held", models.DateTimeField(null=True)),
                ("partner", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="service.partner")),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-id",),
                "indexes": [models.Index(fields=["step", "due"], name="service_pri_step_4e5b4d_idx")],
            },
        ),
    ]
