"""What draws is on one list: what a project's folder hands out, and what a named person is asked about."""

import os
from pathlib import Path

import pytest
from projects import OWN, lay, only, ours

from booklet.errors import SourceError
from booklet.make.opening import open_sources
from booklet.sources.folders import Folders
from booklet.sources.kinds import GROUPS, KINDS, Kind, kind_of
from booklet.sources.refresh import refresh_sources, stamp_files

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><path d="M0 0H40V30H0Z" fill="#21192E"/></svg>'

DRAWN = {
    "fonts/Own.TTF": "x",
    "layouts/art/Haus.JPG": "x",
    "layouts/art/logo.svg": SVG,
    "layouts/fonts/Own.ttf": "x",
    "layouts/kit/props/phone.svg": SVG,
    "layouts/kit/rooms/cave.SVG": SVG,
    "layouts/scenes/mine.yaml": "bands: [14-17]\n",
    "layouts/scenes/poster-p1.yaml": "bands: [14-17]\n",
}

NOT_DRAWN = {
    "brand.yaml": "name: A\n",
    "layouts/art/CREDITS.md": "x",
    "layouts/art/.evil.png": "x",
    "layouts/art/.old/evil.png": "x",
    "layouts/cast.yaml": "{}",
    "layouts/kit/drafts/phone.svg": SVG,
    "layouts/kit/LICENCE.txt": "x",
    "layouts/mine.yaml": "extends: poster-a3\n",
    "layouts/scenes/.mine.yaml": "x",
    "layouts/theme.yaml": "inks: {}\n",
    "output/picture.png": "x",
    "translations/countries/XX.yaml": "country: XX\n",
}


def code(folders: Folders, name: str) -> str:
    """Return why a file is not handed out."""
    with pytest.raises(SourceError) as stopped:
        folders.find(name)
    return only(stopped.value.findings).code


def test_all_that_draws_is_listed_and_nothing_else(tmp_path: Path) -> None:
    folders = Folders(OWN, lay(tmp_path, {**DRAWN, **NOT_DRAWN}))
    assert list(folders.list_drawn()) == sorted(DRAWN)


def test_what_is_ours_as_it_stands_is_not_listed(tmp_path: Path) -> None:
    names = ("layouts/art/icon-phone.svg", "layouts/kit/props/tree.svg", "layouts/scenes/poster-p1.yaml")
    folders = Folders(OWN, lay(tmp_path, {name: ours(name) for name in names}))
    assert folders.list_drawn() == Folders(OWN).list_drawn() == {}
    lay(tmp_path, {names[1]: ours(names[1]) + "\n"})
    assert list(Folders(OWN, tmp_path).list_drawn()) == [names[1]]


def test_what_stands_behind_a_link_is_listed(tmp_path: Path) -> None:
    """A folder of parts, or a picture, may be a link within the project, even to a hidden folder."""
    lay(tmp_path, {".store/house.png": "x", "parts/phone.svg": SVG, "layouts/kit/LICENCE.txt": "x"})
    lay(tmp_path, {"layouts/art/CREDITS.md": "x"})
    (tmp_path / "layouts/art/house.png").symlink_to("../../.store/house.png")
    (tmp_path / "layouts/kit/props").symlink_to("../../parts")
    folders = Folders(OWN, tmp_path)
    assert list(folders.list_drawn()) == ["layouts/art/house.png", "layouts/kit/props/phone.svg"]
    assert folders.find("layouts/kit/props/phone.svg") and folders.find("layouts/art/house.png")


@pytest.mark.parametrize(
    "name",
    ["layouts/art/.evil.png", "layouts/art/.evil.svg", "layouts/scenes/.mine.yaml", "layouts/.old/mine.yaml"],
)
def test_what_is_hidden_is_not_handed_out(name: str, tmp_path: Path) -> None:
    assert code(Folders(OWN, lay(tmp_path, {name: SVG})), name) == "hidden-name"


def test_a_file_that_opens_by_another_name_than_its_folder_shows_is_not_handed_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = lay(tmp_path, {"layouts/art/HOUSE~1.PNG": SVG})
    monkeypatch.setattr(Path, "iterdir", lambda folder: iter([folder / ".house.png"]))  # as on Windows
    assert code(Folders(OWN, project), "layouts/art/HOUSE~1.PNG") == "other-name"


@pytest.mark.parametrize(
    "name",
    [
        *("layouts/art/sub/house.png", "layouts/art/../house.png", "layouts/art/house.gif", "art/house.png"),
        *("translations/../layouts/scenes/mine.yaml", "layouts/kit/drafts/x.svg", "sounds/one.mp3", "house.png"),
    ],
)
def test_what_nobody_would_be_asked_about_is_not_handed_out(name: str, tmp_path: Path) -> None:
    lay(tmp_path, {"layouts/art/house.svg": SVG, "translations/x.yaml": ""})
    assert code(Folders(OWN, lay(tmp_path, {name: SVG})), name) == "unknown-file"


def test_each_file_that_is_handed_out_stands_in_a_row(tmp_path: Path) -> None:
    named = [name.replace("**", "en/guide").replace("*", "en") for name, _ in KINDS]
    folders = Folders(tmp_path / "own", lay(tmp_path / "project", dict.fromkeys(named, "x")))
    assert all(folders.find(name) for name in named)
    assert list(folders.list_drawn()) == sorted(name for name in named if kind_of(name) is Kind.DRAWS)


def test_the_table_for_partners_has_each_row() -> None:
    told = (OWN / "docs/truth.md").read_text(encoding="utf-8").partition("## What a file of yours is")[2]
    named = {name if "/kit/" not in name else "layouts/kit/*/*.svg" for name, _ in KINDS}
    assert {name for name in named if f"`{name}`" not in told} == set()
    assert all(group in told for group in GROUPS)


def test_a_part_may_lie_in_each_group(tmp_path: Path) -> None:
    assert {kind_of(f"layouts/kit/{group}/x.svg") for group in GROUPS} == {Kind.DRAWS}
    assert {path.name for path in (OWN / "layouts/kit").iterdir() if path.is_dir()} == set(GROUPS)


@pytest.mark.parametrize("is_read_first", [True, False])
def test_what_is_asked_for_and_what_is_drawn_are_the_same_bytes(tmp_path: Path, is_read_first: bool) -> None:
    """A picture was read, changed, and confirmed as it stood then; or listed, confirmed, changed, and read."""
    name = "layouts/art/house.svg"
    folders = Folders(OWN, lay(tmp_path, {name: SVG}))
    both = [lambda: folders.read(name, 1000), folders.list_drawn]
    both[not is_read_first]()
    lay(tmp_path, {name: SVG.replace("H40", "H41")})
    with pytest.raises(SourceError) as stopped:
        both[is_read_first]()
    assert (found := only(stopped.value.findings)).code == "changed-meanwhile" and found.where.file == name


def test_a_project_that_is_opened_again_asks_for_the_bytes_of_now(tmp_path: Path) -> None:
    name = "layouts/art/house.svg"
    before = open_sources(lay(tmp_path, {"brand.yaml": "name: A\n", name: SVG}))
    first = before.folders.list_drawn()
    lay(tmp_path, {name: SVG.replace("H40", "H41"), "brand.yaml": "name: B\n"})
    assert refresh_sources(before, [name, "brand.yaml"]).folders.list_drawn() != first
    with pytest.raises(SourceError):  # nobody told that the picture has changed
        refresh_sources(before, ["brand.yaml"]).folders.list_drawn()


def test_what_changes_in_a_folder_that_is_a_link_is_asked_for_as_it_is_now(tmp_path: Path) -> None:
    lay(tmp_path, {"brand.yaml": "name: A\n", "parts/phone.svg": SVG, "layouts/kit/LICENCE.txt": "x"})
    (tmp_path / "layouts/kit/props").symlink_to("../../parts")
    before = open_sources(tmp_path)
    first = before.folders.list_drawn()
    lay(tmp_path, {"parts/phone.svg": SVG.replace("H40", "H41")})
    changed = [name for name in stamp_files(tmp_path) if name.endswith("/")]
    assert changed and refresh_sources(before, changed).folders.list_drawn() != first


def test_a_name_whose_letters_only_look_alike_is_another_file(tmp_path: Path) -> None:
    lay(
        tmp_path,
        {"layouts/art/house.\u0440ng": "x", "layouts/art/house.png\u200b": "x", "layouts/art/ho\u0443se.png": "x"},
    )
    folders = Folders(OWN, tmp_path)
    assert list(folders.list_drawn()) == ["layouts/art/ho\u0443se.png"]
    assert code(folders, "layouts/art/house.\u0440ng") == code(folders, "layouts/art/house.png\u200b") == "unknown-file"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")
def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    lay(tmp_path, {"layouts/art/CREDITS.md": "x"})
    os.mkfifo(tmp_path / "layouts/art/house.png")
    assert Folders(OWN, tmp_path).list_drawn() == {}
