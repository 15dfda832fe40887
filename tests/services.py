"""Services for tests: a home with editions of two partners, people with roles, clients who have signed in."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from desks import SECRET, become
from django.db import connections
from django.test import Client

from booklet.desk.edition import use
from booklet.service.environment import Environment, read_environment
from booklet.service.settings import service_settings

ADDRESS = "http://testserver"


def environment_of(home: Path, **more: str) -> Environment:
    """Return what an operator of a service in a home would say."""
    said = {"HOME": str(home), "SECRET": SECRET * 3, "ADDRESS": ADDRESS, **more}
    return read_environment({f"BOOKLET_{name}": value for name, value in said.items()})


def open_service(environment: Environment) -> None:
    """Let this process be a service."""
    become(service_settings(environment))


@pytest.fixture(scope="session")
def home_once(made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with two partners, "amani" (Kenya) and "baraka" (Tanzania's neighbour, the same folder): made once."""
    from django.core.management import call_command

    from booklet.desk.revisions import keep_outside
    from booklet.service.models import Partner

    home = tmp_path_factory.mktemp("service") / "home"
    environment = environment_of(home)
    for name in ("amani", "baraka"):
        shutil.copytree(made_once, environment.editions / name)
    open_service(environment)
    call_command("migrate", verbosity=0, interactive=False)
    for name in ("amani", "baraka"):
        partner = Partner.objects.create(name=name, title=f"{name.title()} House", country="KE")
        with use(partner.edition):
            keep_outside(partner.edition)
    connections["default"].close()
    return home


@pytest.fixture
def service(home_once: Path, tmp_path: Path) -> Iterator[Environment]:
    """A service in this process, with the editions "amani" and "baraka"."""
    home = tmp_path / "home"
    shutil.copytree(home_once, home)
    environment = environment_of(home)
    open_service(environment)
    yield environment
    connections["default"].close()


def sign_in(role: str = "", partner: str = "", locale: str = "", email: str = "wanjiku@example.org") -> Client:
    """Return a client who has signed in, with a role for a partner, or for all; with none if there is no role."""
    from booklet.service.models import Membership, Partner, Person

    person = Person.objects.filter(email=email).first() or Person.objects.create_user(email, "Wanjiku")
    if role:
        whose = Partner.objects.get(name=partner) if partner else None
        Membership.objects.create(person=person, role=role, partner=whose, locale=locale)
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def mailoutbox(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The mails that were sent, instead of sending them."""
    from django.conf import settings
    from django.core import mail

    monkeypatch.setattr(settings, "EMAIL_BACKEND", "django.core.mail.backends.locmem.EmailBackend")
    monkeypatch.setattr(mail, "outbox", [], raising=False)
    return mail.outbox
