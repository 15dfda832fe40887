"""The rows of a database as they were at one moment: to lines of JSON, and back."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.apps import apps
from django.core import serializers
from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, connections, models, transaction
from django.db.migrations.loader import MigrationLoader

from booklet.desk.settings import sqlite

SNAPSHOT = "snapshot"
"""The name by which the database is asked as it was."""

FORGOTTEN = frozenset({"auth", "contenttypes", "sessions", "usersessions"})
"""What is not kept: who was signed in, from where; and what migrations write by themselves."""

LEFT_OUT = frozenset({"service.turn", "account.emailconfirmation"})


def list_models() -> Sequence[type[models.Model]]:
    """Return the models whose rows are kept."""
    found = (model for model in apps.get_models() if model._meta.app_label not in FORGOTTEN)
    return [model for model in found if model._meta.label_lower not in LEFT_OUT and not model._meta.proxy]


def list_migrations() -> list[str]:
    """Return the migrations that the database has seen, of the apps whose rows are kept."""
    seen = MigrationLoader(connection).applied_migrations
    return sorted(f"{app}.{name}" for app, name in seen if app not in FORGOTTEN)


def list_known_migrations() -> set[str]:
    """Return the migrations that this program has."""
    return {f"{app}.{name}" for app, name in MigrationLoader(connection).disk_migrations}


@contextmanager
def snapshot() -> Iterator[str]:
    """Give the name of the database as it is now: what is written within is not seen, and nobody has to wait."""
    with ExitStack() as stack:
        if connection.vendor == "sqlite":
            copy = Path(stack.enter_context(TemporaryDirectory())) / "copy.sqlite3"
            configured = connections.configure_settings({"default": {}, SNAPSHOT: sqlite(copy)})
            connections.settings[SNAPSHOT] = configured[SNAPSHOT]
            stack.callback(_forget)
            with connection.cursor(), connections[SNAPSHOT].cursor():
                connection.connection.backup(connections[SNAPSHOT].connection)
        else:
            connections.settings[SNAPSHOT] = dict(connections.settings["default"])
            stack.callback(_forget)
            stack.enter_context(transaction.atomic(using=SNAPSHOT))
            with connections[SNAPSHOT].cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                cursor.execute("SELECT 1 FROM service_partner LIMIT 1")  # from now on it sees this moment
        yield SNAPSHOT


def _forget() -> None:
    connections[SNAPSHOT].close()
    del connections[SNAPSHOT]
    del connections.settings[SNAPSHOT]


class Exact(DjangoJSONEncoder):
    """Writes moments whole; Django's own cuts them to milliseconds."""

    def default(self, o: object) -> object:
        """Return how JSON says a value."""
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


def dump(using: str) -> Iterator[str]:
    """Yield each row as a line of JSON."""
    for model in list_models():
        rows = model._base_manager.using(using).order_by("pk").iterator(chunk_size=500)
        for row in rows:
            yield serializers.serialize("jsonl", [row], cls=Exact)


def load(lines: Iterable[str]) -> int:
    """Write rows into a database that is empty, all or none, and return how many."""
    count = 0
    with transaction.atomic():
        for row in serializers.deserialize("jsonl", lines):
            row.object.save_base(raw=True, force_insert=True)  # `save` asks first whether it is there, and logs refuse
            count += 1
        connection.check_constraints()
        with connection.cursor() as cursor:
            for command in connection.ops.sequence_reset_sql(no_style(), [*list_models()]):
                cursor.execute(command)
    return count


def is_empty() -> bool:
    """Tell whether nobody has used the database."""
    return not any(model._base_manager.exists() for model in list_models())
