"""The log only grows: the database itself refuses to change or remove a line of it, or a revision."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLES = ("desk_event", "desk_revision")


def close(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Let no line be changed or removed."""
    for table in TABLES:
        for action in ("UPDATE", "DELETE"):
            editor.execute(
                f"CREATE TRIGGER {table}_{action.lower()} BEFORE {action} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'the log only grows'); END"
            )


def open_again(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Let lines be changed, to take the migration back."""
    for table in TABLES:
        for action in ("update", "delete"):
            editor.execute(f"DROP TRIGGER {table}_{action}")


class Migration(migrations.Migration):
    """Close the log."""

    dependencies = (("desk", "0001_initial"),)
    operations = (migrations.RunPython(close, open_again),)
