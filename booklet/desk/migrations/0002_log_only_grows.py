"""The log only grows: the database itself refuses to change or remove a line of it, or a revision."""

from collections.abc import Iterator

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLES = ("desk_event", "desk_revision")


def close(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Let no line be changed or removed, nor a new one take its place: SQLite replaces without asking the first two."""
    for table in TABLES:
        for name, when in _list_triggers(table):
            editor.execute(f"CREATE TRIGGER {name} BEFORE {when} BEGIN SELECT RAISE(ABORT, 'the log only grows'); END")


def open_again(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Let lines be changed, to take the migration back."""
    for table in TABLES:
        for name, _ in _list_triggers(table):
            editor.execute(f"DROP TRIGGER {name}")


def _list_triggers(table: str) -> Iterator[tuple[str, str]]:
    """Yield the triggers of a table by name, each with when it acts."""
    yield f"{table}_update", f"UPDATE ON {table}"
    yield f"{table}_delete", f"DELETE ON {table}"
    yield f"{table}_replace", f"INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"


class Migration(migrations.Migration):
    """Close the log."""

    dependencies = (("desk", "0001_initial"),)
    operations = (migrations.RunPython(close, open_again),)
