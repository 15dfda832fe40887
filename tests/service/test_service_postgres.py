"""What the database itself promises, on each that a service may have."""

from datetime import datetime

import psycopg
import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from postgres import Server
from services import sign_in

from booklet.desk.edition import use
from booklet.desk.models import Event, Found, OfEdition, Revision, Work
from booklet.service.environment import Environment
from booklet.service.models import Membership, Partner

LOG = ("desk_event", "desk_revision")


def grow(name: str) -> Revision:
    """Let the log of an edition grow by a line and a change."""
    with use(Partner.objects.get(name=name).edition):
        event = Event.objects.create(who="Wanjiku", action="saved", said="\u0648\u0631\u0642 \U0001f600")
        revision = Revision.between(event, "brand.yaml", b"a\0b", b"a\xffb")
        revision.save()
        return revision


def test_migrations_and_models_say_the_same(any_service: Environment) -> None:
    call_command("makemigrations", "desk", "service", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("command", ["UPDATE {} SET id = id + 1", "DELETE FROM {}"])
@pytest.mark.parametrize("table", LOG)
def test_the_log_only_grows(any_service: Environment, command: str, table: str) -> None:
    grow("amani")
    before = Event.everywhere.count(), Revision.everywhere.count()
    with pytest.raises(DatabaseError, match="the log only grows"), connection.cursor() as cursor:
        cursor.execute(command.format(table))
    assert (Event.everywhere.count(), Revision.everywhere.count()) == before


@pytest.mark.parametrize("table", LOG)
def test_postgresql_empties_no_log(on_postgres: Environment, table: str) -> None:
    grow("amani")
    with pytest.raises(DatabaseError, match="the log only grows"), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table} CASCADE")
    with pytest.raises(DatabaseError, match="the log only grows"), connection.cursor() as cursor:
        cursor.execute("INSERT INTO desk_event SELECT * FROM desk_event ON CONFLICT (id) DO UPDATE SET who = 'nobody'")


def test_a_file_is_found_as_it_was_and_no_edition_sees_another(any_service: Environment) -> None:
    change = grow("amani")
    grow("baraka")
    with use(Partner.objects.get(name="amani").edition):
        Found.objects.update_or_create(file="brand.yaml", defaults={"data": b"a\xffb"})
        found = Revision.objects.get(pk=change.pk)
        assert (found.after, found.before, Event.objects.count()) == (b"a\xffb", b"a\0b", 1)
        assert Event.objects.get().said == "\u0648\u0631\u0642 \U0001f600"
    assert Event.everywhere.count() == 2 and issubclass(Found, OfEdition)


def test_a_role_is_given_once(on_postgres: Environment) -> None:
    sign_in("coordinator")
    held = Membership.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(person=held.person, role="coordinator", partner=None, locale="")


@pytest.mark.slow
def test_pages_and_rights_are_the_same(any_service: Environment) -> None:
    client = sign_in("coordinator")
    assert client.get("/e/amani/contacts/").status_code == client.get("/e/amani/history/").status_code == 200
    assert sign_in(email="nobody@example.org").get("/e/amani/contacts/").status_code == 403


def test_moments_are_those_of_the_world(any_service: Environment) -> None:
    at = datetime.fromisoformat("2026-11-28T23:30:00+03:00")
    with use(Partner.objects.get(name="amani").edition):
        work = Work.objects.create(kind="words", what={"tag": "sw", "list": [1, None]}, queued=at)
        found = Work.objects.get(pk=work.pk)
    assert found.queued == at and found.what == {"tag": "sw", "list": [1, None]}


@pytest.mark.slow
def test_a_server_that_was_killed_has_all_that_was_written(on_postgres: Environment, postgres_server: Server) -> None:
    grow("amani")
    postgres_server.run("CHECKPOINT")
    postgres_server.kill()
    with pytest.raises(DatabaseError):
        Event.everywhere.count()
    connection.close()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(on_postgres.database)
    postgres_server.start()
    assert Event.everywhere.count() == 1
