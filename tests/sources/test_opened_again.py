"""Sources that a program opens again: what has not changed is the same, what has changed is read."""

import shutil
from pathlib import Path

import pytest
from projects import OWN, lay

from booklet.sources.folders import Folders
from booklet.sources.load import Sources, load_sources
from booklet.typeset.masters import MASTERS

CARD = "card-c2"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A copy of our own sources that a test may change."""
    for name in ("layouts", "translations"):
        shutil.copytree(OWN / name, tmp_path / "own" / name)
    return tmp_path / "own"


def opened(own: Path, project: Path | None = None) -> Sources:
    return load_sources(Folders(own, project), MASTERS)


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_what_has_not_changed_is_the_same_object(own: Path, tmp_path: Path) -> None:
    first = opened(own)
    for again in (opened(own), opened(own, lay(tmp_path / "project", {"brand.yaml": "name: Us\n"}))):
        assert again.theme is first.theme and again.props is first.props
        assert again.scene(CARD) is first.scene(CARD)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("layouts/kit/props/tree.svg", 'd="M', 'd="M1 1L2 2M'),
        ("layouts/kit/props/tree.svg", 'viewBox="-570', 'viewBox="-571'),
        ("layouts/scenes/card-c2.yaml", "wide: 16", "wide: 17"),
    ],
)
def test_a_picture_is_drawn_anew_when_one_of_its_files_changes(file: str, old: str, new: str, own: Path) -> None:
    first = opened(own).scene(CARD)
    rewrite(own / file, old, new)
    assert opened(own).scene(CARD) != first


def test_the_inks_and_the_cast_are_read_anew_when_they_change(own: Path) -> None:
    first = opened(own)
    rewrite(own / "layouts/theme.yaml", "srgb: FEC534", "srgb: FEC535")
    assert opened(own).theme.inks["sun"].srgb != first.theme.inks["sun"].srgb
    before = opened(own).props.cast
    rewrite(own / "layouts/cast.yaml", "build: teen", "build: adult")
    assert opened(own).props.cast != before


@pytest.mark.slow
def test_a_project_with_a_cast_or_a_part_or_a_theme_has_its_own(own: Path, tmp_path: Path) -> None:
    first = opened(own)
    for number, name in enumerate(("layouts/kit/props/tree.svg", "layouts/cast.yaml", "layouts/theme.yaml")):
        project = lay(tmp_path / str(number), {name: (own / name).read_bytes()})
        assert opened(own, project).props is not first.props
        assert (opened(own, project).theme is first.theme) == (name != "layouts/theme.yaml")
        assert opened(own, project).scene(CARD) == first.scene(CARD)
