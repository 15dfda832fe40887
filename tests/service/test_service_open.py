"""A process holds few editions open, and none that somebody is at is closed."""

import shutil
import threading
from pathlib import Path

import pytest
from django.conf import settings

from booklet.desk.edition import Edition
from booklet.service.environment import Environment


@pytest.fixture
def several(service: Environment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Edition]:
    monkeypatch.setattr(settings, "DESK_MOST_OPEN", 2, raising=False)
    for name in ("one", "two", "three"):
        shutil.copytree(service.editions / "amani", tmp_path / name)
    return [Edition(tmp_path / name, name) for name in ("one", "two", "three")]


def test_those_that_nobody_asked_for_longest_are_closed(several: list[Edition]) -> None:
    one, two, three = several
    first, second = one.project(), two.project()
    assert one.project() is first
    third = three.project()
    assert one.project() is first and three.project() is third
    assert two.project() is not second and one.project() is not first


def test_an_edition_that_somebody_draws_stays_open(several: list[Edition]) -> None:
    one, two, three = several
    begun, ends = threading.Event(), threading.Event()

    def draw() -> None:
        with one.engine():
            begun.set()
            ends.wait(30)

    first = one.project()
    thread = threading.Thread(target=draw)
    thread.start()
    assert begun.wait(30)
    two.project()
    three.project()
    assert not one.close()
    ends.set()
    thread.join()
    assert one.project() is first
    two.project()
    three.project()
    assert one.project() is not first
