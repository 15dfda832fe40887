"""Invitations, what is counted, and the log of the service, which only grows: the database itself refuses the rest."""

from collections.abc import Iterator

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLE = "service_logline"

REFUSAL = "the log only grows"

POSTGRESQL_REFUSES = f"""
CREATE FUNCTION service_log_only_grows() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$
"""


def close(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Let no line be changed or removed, nor a new one take its place: SQLite replaces without asking the first two."""
    if editor.connection.vendor == "postgresql":
        editor.execute(POSTGRESQL_REFUSES, params=None)
        editor.execute(
            f"CREATE TRIGGER {TABLE}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {TABLE}"
            " EXECUTE FUNCTION service_log_only_grows()"
        )
        return
    for name, when in _list_triggers():
        editor.execute(f"CREATE TRIGGER {name} BEFORE {when} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END")


def open_again(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Let lines be changed, to take the migration back."""
    if editor.connection.vendor == "postgresql":
        editor.execute(f"DROP TRIGGER {TABLE}_only_grows ON {TABLE}")
        editor.execute("DROP FUNCTION service_log_only_grows")
        return
    for name, _ in _list_triggers():
        editor.execute(f"DROP TRIGGER {name}")


def _list_triggers() -> Iterator[tuple[str, str]]:
    """Yield the triggers by name, each with when it acts."""
    yield f"{TABLE}_update", f"UPDATE ON {TABLE}"
    yield f"{TABLE}_delete", f"DELETE ON {TABLE}"
    yield f"{TABLE}_replace", f"INSERT ON {TABLE} WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id)"


class Migration(migrations.Migration):
    """Make the tables, and close the log."""

    dependencies = (("service", "0001_initial"),)

    operations = (
        migrations.CreateModel(
            name="Counted",
            fields=[
                ("cache_key", models.CharField(max_length=255, primary_key=True, serialize=False)),
                ("value", models.TextField()),
                ("expires", models.DateTimeField(db_index=True)),
            ],
            options={
                "db_table": "service_counted",
            },
        ),
        migrations.CreateModel(
            name="LogLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("who", models.CharField(max_length=200)),
                ("action", models.CharField(max_length=40)),
                ("said", models.CharField(blank=True, max_length=500)),
                ("details", models.JSONField(default=dict)),
            ],
            options={
                "ordering": ("-id",),
            },
        ),
        migrations.AddField(
            model_name="person",
            name="language",
            field=models.CharField(blank=True, max_length=10),
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.CharField(max_length=64, unique=True)),
                ("email", models.EmailField(max_length=254)),
                ("name", models.CharField(blank=True, max_length=80)),
                ("language", models.CharField(blank=True, max_length=10)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("translator", "Translator"),
                            ("partner", "Partner"),
                            ("caller", "Caller"),
                            ("lead", "Lead"),
                            ("coordinator", "Coordinator"),
                            ("printer", "Printer"),
                        ],
                        max_length=20,
                    ),
                ),
                ("locale", models.CharField(blank=True, max_length=20)),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("expires", models.DateTimeField()),
                ("accepted", models.DateTimeField(null=True)),
                ("revoked", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="invitations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="service.partner",
                    ),
                ),
            ],
            options={
                "ordering": ("-id",),
            },
        ),
        migrations.RunPython(close, open_again),
    )
