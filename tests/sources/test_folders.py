"""Two trees, one over the other: what a project may replace, and what it may not reach."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from projects import OWN, faults, lay, only

import booklet
from booklet.errors import SourceError
from booklet.look.layout import Fonts, Theme
from booklet.sources.art import ArtFolder
from booklet.sources.folders import Folders, open_folders


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Path]:
    """Return a project that nobody may enter; root gives up its rights for a while, since it may do anything."""
    if not hasattr(os, "geteuid"):
        pytest.skip("folders of this system have no such rights")
    project = lay(tmp_path / "project", {"layouts/theme.yaml": ""})
    project.chmod(0)
    user = os.geteuid()
    os.seteuid(user or 65534)
    yield project
    os.seteuid(user)
    project.chmod(0o700)


@pytest.fixture
def both(tmp_path: Path) -> Folders:
    lay(tmp_path / "own", {"layouts/one.yaml": "ours", "layouts/two.yaml": "ours"})
    lay(tmp_path / "project", {"layouts/two.yaml": "theirs", "layouts/three.yaml": "theirs"})
    return Folders(tmp_path / "own", tmp_path / "project")


def test_sources_are_written_into_a_project_or_a_checkout_and_never_into_a_package(tmp_path: Path) -> None:
    package = Path(booklet.__file__).parent
    assert Folders(package, tmp_path).written == tmp_path
    assert Folders(package.parent).written == package.parent
    with pytest.raises(SourceError) as caught:
        _ = Folders(package).written
    assert only(faults(caught.value)).hint == "name your folder: --project FOLDER"


def test_a_file_of_the_project_lies_over_ours(both: Folders) -> None:
    found = {name: both.find(f"layouts/{name}.yaml") for name in ("one", "two", "three", "four")}
    assert {name: path.read_text() for name, path in found.items() if path} == {
        "one": "ours", "two": "theirs", "three": "theirs",
    }  # fmt: skip
    assert found["four"] is None


def test_without_a_project_only_ours_is_there(both: Folders) -> None:
    own = Folders(both.own)
    assert own.names("layouts", ".yaml") == ("one", "two")
    assert own.find("layouts/three.yaml") is None


def test_names_are_those_of_both_trees_sorted_and_once(both: Folders) -> None:
    assert both.names("layouts", ".yaml") == ("one", "three", "two")
    assert both.names("b", ".yaml") == ()


def test_what_is_no_file_of_ours_has_no_name(tmp_path: Path) -> None:
    lay(
        tmp_path, {"a/one.yaml": "", "a/.hidden.yaml": "", "a/._one.yaml": "", "a/other.txt": "", "a/folder.yaml/x": ""}
    )
    (tmp_path / "a/lost.yaml").symlink_to("nowhere")
    assert Folders(tmp_path).names("a", ".yaml") == ("one",)


def test_a_file_where_a_folder_should_be_is_no_crash(tmp_path: Path) -> None:
    lay(tmp_path, {"layouts": "a file"})
    folders = Folders(OWN, tmp_path)
    assert folders.find("layouts/theme.yaml") == OWN / "layouts/theme.yaml"
    assert "booklet-a5" in folders.names("layouts", ".yaml")


@pytest.mark.parametrize("link", ["file", "folder", "chain", "relative"])
def test_a_link_out_of_a_project_is_refused(link: str, tmp_path: Path) -> None:
    lay(tmp_path / "outside", {"secret.yaml": "a secret"})
    project = lay(tmp_path / "project", {"countries/KE.yaml": ""})
    countries = project / "countries"
    if link == "file":
        (countries / "XX.yaml").symlink_to(tmp_path / "outside/secret.yaml")
    elif link == "relative":
        (countries / "XX.yaml").symlink_to("../../outside/secret.yaml")
    elif link == "chain":
        (project / "inner").symlink_to(tmp_path / "outside")
        (countries / "XX.yaml").symlink_to("../inner/secret.yaml")
    else:
        (countries / "KE.yaml").unlink()
        countries.rmdir()
        (tmp_path / "outside/secret.yaml").rename(tmp_path / "outside/XX.yaml")
        countries.symlink_to(tmp_path / "outside")
    with pytest.raises(SourceError) as stopped:
        Folders(OWN, project).find("countries/XX.yaml")
    found = only(stopped.value.findings)
    assert (found.code, str(found.where)) == ("outside-project", "countries/XX.yaml")
    assert "secret" not in str(found)


def test_links_inside_a_project_and_to_a_project_are_fine(tmp_path: Path) -> None:
    project = lay(tmp_path / "project", {"layouts/one.yaml": "theirs"})
    (project / "layouts/two.yaml").symlink_to("one.yaml")
    (tmp_path / "link").symlink_to(project)
    folders = open_folders(tmp_path / "link")
    assert folders.find("layouts/two.yaml") == tmp_path / "link/layouts/two.yaml"
    assert Folders(tmp_path / "link").names("layouts", ".yaml") == ("one", "two")


def test_a_name_that_climbs_out_of_a_project_is_refused(both: Folders, tmp_path: Path) -> None:
    lay(tmp_path, {"secret.yaml": "a secret"})
    with pytest.raises(SourceError) as stopped:
        both.find("layouts/../../secret.yaml")
    assert only(stopped.value.findings).code == "outside-project"


@pytest.mark.parametrize("project", ["missing", "file.yaml", "x" * 300])
def test_a_project_is_a_folder_that_exists(project: str, tmp_path: Path) -> None:
    lay(tmp_path, {"file.yaml": ""})
    with pytest.raises(SourceError) as stopped:
        open_folders(tmp_path / project)
    found = only(stopped.value.findings)
    assert (found.code, found.where.file) == ("unreadable", str(tmp_path / project))


def test_our_own_folders_hold_layouts_and_words() -> None:
    own = open_folders()
    assert own.project is None
    assert own.find("layouts/theme.yaml")
    assert own.find("translations/en/messages.yaml")


def test_a_project_nobody_may_read_is_told(closed: Path) -> None:
    with pytest.raises(SourceError) as stopped:
        open_folders(closed)
    found = only(stopped.value.findings)
    assert (found.code, found.where.file, found.message) == ("unreadable", str(closed), "Permission denied")


def test_a_folder_of_a_project_that_nobody_may_enter_is_told(closed: Path) -> None:
    folders = Folders(OWN, closed)
    for ask in (lambda: folders.find("layouts/theme.yaml"), lambda: folders.names("layouts", ".yaml")):
        with pytest.raises(SourceError) as stopped:
            ask()
        found = only(stopped.value.findings)
        assert (found.code, found.message) == ("unreadable", "Permission denied")


def test_art_is_found_by_name_and_read_once(both: Folders) -> None:
    lay(both.own, {"layouts/art/sun.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 5"/>'})
    art = ArtFolder(both, Theme({}, {}, Fonts({}, {}, ()), {}, {}, {}))
    assert list(art) == ["sun"]
    assert len(art) == 1
    assert (art["sun"].width, art["sun"].height) == (9, 5)
    assert art["sun"] is art["sun"]


@pytest.mark.parametrize("name", ["moon", "../../secret", "sun/../sun", "", "x" * 300])
def test_art_that_is_not_there_is_missing(name: str, both: Folders) -> None:
    lay(both.own, {"layouts/art/sun.svg": ""})
    with pytest.raises(SourceError) as stopped:
        ArtFolder(both, Theme({}, {}, Fonts({}, {}, ()), {}, {}, {}))[name]
    assert only(stopped.value.findings).code == ("unreadable" if len(name) > 250 else "missing-art")


@pytest.mark.parametrize(
    ("svg", "code"),
    [
        (b"\xff\xfe", "encoding"),
        (b"<svg", "art-syntax"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]><svg viewBox="0 0 1 1"/>', "art-unsupported"),
        (
            b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1" fill="#123456"/></svg>',
            "art-ink",
        ),
        (b"<svg>" + b" " * 3_000_000, "art-unsupported"),
    ],
)
def test_art_that_is_not_ours_to_draw_is_refused(svg: bytes, code: str, both: Folders) -> None:
    assert both.project is not None
    lay(both.project, {"layouts/art/sun.svg": svg})
    with pytest.raises(SourceError) as stopped:
        ArtFolder(both, Theme({}, {}, Fonts({}, {}, ()), {}, {}, {}))["sun"]
    assert {finding.code for finding in stopped.value.findings} == {code}
    assert {finding.where.file for finding in stopped.value.findings} == {"layouts/art/sun.svg"}
