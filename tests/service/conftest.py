"""Fixtures of the shelf's tests."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from services import environment_of, open_service
from shelves import release

from booklet.service.environment import Environment


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
    offers._SEEN.clear()
    yield environment
    making.wait()
    offers.wait_for_looks()
    patch.undo()
    offers._SEEN.clear()
    connections["default"].close()
