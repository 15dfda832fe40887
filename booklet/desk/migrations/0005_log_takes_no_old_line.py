"""The log takes no line in the place of another: SQLite replaces without asking the triggers that close the log."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLES = ("desk_event", "desk_revision")


def close(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Let no new line take the place of an old one."""
    for table in TABLES:
        editor.execute(
            f"CREATE TRIGGER {table}_replace BEFORE INSERT ON {table} WHEN EXISTS "
            f"(SELECT 1 FROM {table} WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'the log only grows'); END"
        )


def open_again(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Let lines be replaced, to take the migration back."""
    for table in TABLES:
        editor.execute(f"DROP TRIGGER {table}_replace")


class Migration(migrations.Migration):
    """Close the log for good."""

    dependencies = (("desk", "0004_signing"),)
    operations = (migrations.RunPython(close, open_again),)
