"""The log only grows: the database itself refuses to change or remove a line of it, or a revision."""

from collections.abc import Iterator

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLES = ("desk_event", "desk_revision")


REFUSAL = "the log only grows"

POSTGRESQL_REFUSES = f"""
CREATE FUNCTION desk_log_only_grows() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$
"""


def close(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Let no line be changed or removed, nor a new one take its place: SQLite replaces without asking the first two."""
    if editor.connection.vendor == "postgresql":
        editor.execute(POSTGRESQL_REFUSES, params=None)
        for table in TABLES:
            editor.execute(
                f"CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
                " EXECUTE FUNCTION desk_log_only_grows()"
            )
        return
    for table in TABLES:
        for name, when in _list_triggers(table):
            editor.execute(f"CREATE TRIGGER {name} BEFORE {when} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END")


def open_again(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Let lines be changed, to take the migration back."""
    if editor.connection.vendor == "postgresql":
        for table in TABLES:
            editor.execute(f"DROP TRIGGER {table}_only_grows ON {table}")
        editor.execute("DROP FUNCTION desk_log_only_grows")
        return
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
