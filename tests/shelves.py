"""Shelves for tests: a service in whose edition "amani" posters, cards and a booklet are released."""

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from desks import SECRET  # noqa: F401  # Django is configured there
from django.conf import settings
from django.db import connections
from services import environment_of, open_service
from signing import lay_signed

from booklet.desk.models import Release
from booklet.desk.signing.state import state_of
from booklet.service.environment import Environment

THING = "/c/KE/en/amani/poster-a3/14-17/p1/"
"""The address of a poster."""

CARD = "/c/KE/en/amani/card-85x55/14-17/c1/"

BOOKLET = "/c/KE/en/amani/booklet-a5/14-17/all/"


def release(name: str, *wanted: tuple[str, str], locales: Iterable[str] = ("en",)) -> None:
    """Sign all words of an edition, call all its numbers, and release products, each with a layout ("" = the usual)."""
    from django.utils import timezone

    from booklet.service.models import Partner
    from booklet.service.shelf.offers import at_desk

    edition = Partner.objects.get(name=name).edition
    for locale in locales:
        lay_signed(edition.path, locale)
    with at_desk(edition):
        project = edition.project()
        for contact in project.to_call(edition.country):
            project.record_call(contact, by="A. Tester")
        for locale in locales:
            for product, layout in wanted:
                axes = {"locale": locale, "band": "14-17", "layout": layout}
                state = state_of(edition, product, **axes)
                assert state.may_be_released, state.missing
                Release.objects.create(product=product, of=state.of, by="A. Lead", released=timezone.now(), **axes)


def shown_files(home: Path, beginning: str = "") -> list[str]:
    """Return the keys of all files that a service keeps."""
    folder = home / "files"
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob(f"{beginning}*") if path.is_file())


def body(answer: Any) -> bytes:
    """Return what was sent, and let go of the file that it came from."""
    found = b"".join(answer.streaming_content) if answer.streaming else answer.content
    answer.close()
    return bytes(found)


@pytest.fixture(scope="session")
def shelf_once(home_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which the edition "amani" has posters, cards and a booklet on the shelf: made once."""
    home = tmp_path_factory.mktemp("shelf") / "home"
    shutil.copytree(home_once, home)
    open_service(environment_of(home))
    release("amani", ("poster", ""), ("card", ""), ("booklet", ""))
    connections["default"].close()
    return home


@pytest.fixture
def shelf(shelf_once: Path, tmp_path: Path) -> Iterator[Environment]:
    """A service with a shelf; what is on it is looked at anew for each page."""
    from booklet.service.shelf import lately, making, offers

    home = tmp_path / "home"
    shutil.copytree(shelf_once, home)
    environment = environment_of(home)
    open_service(environment)
    patch = pytest.MonkeyPatch()
    patch.setattr(lately, "MOMENT", 0.0)
    patch.setattr(settings, "SHELF_WAKE", "booklet.service.shelf.making.wake_here")  # there is no worker
    patch.setattr(offers, "PATIENCE", 60.0)
    yield environment
    making.wait()
    offers.wait_for_looks()
    patch.undo()
    connections["default"].close()
