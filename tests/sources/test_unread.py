"""Files of a project that nothing reads are named, with what to do; what is read, or made from it, is not."""

from pathlib import Path

import pytest
from projects import OWN, lay

from booklet.sources.folders import Folders
from booklet.sources.unread import find_unread


def told(folder: Path, files: dict[str, bytes | str]) -> dict[str, str]:
    """Return what to do about each file that is named."""
    return {finding.where.file: finding.hint for finding in find_unread(Folders(OWN, lay(folder, files)))}


@pytest.mark.parametrize(
    ("file", "hint"),
    [
        ("logo.png", "move it to layouts/art/"),
        ("layouts/Logo.JPG", "move it to layouts/art/"),
        ("pictures/house.jpg", "move it to layouts/art/, and name it in pages.yaml"),
        ("layouts/art/logo.webp", "save it as SVG, PNG or JPEG in layouts/art/"),
        ("layouts/art/Logo.ai", "save it as SVG, PNG or JPEG in layouts/art/"),
        ("layouts/art/house.jpg", "name it in pages.yaml (file: house.jpg), or call it logo.jpg if it is your logo"),
        ("brand.yml", "call it brand.yaml"),
        ("Page.yaml", "call it pages.yaml"),
    ],
)
def test_a_file_that_nothing_reads_is_named_with_what_to_do(file: str, hint: str, tmp_path: Path) -> None:
    assert told(tmp_path, {file: ""}) == {file: hint}


def test_what_is_read_or_made_or_no_picture_is_not_named(tmp_path: Path) -> None:
    files: dict[str, bytes | str] = {
        "layouts/art/Logo.PNG": "",
        "layouts/art/sun.svg": "",
        "layouts/art/house.jpg": "",
        "layouts/art/badge.svg": "",
        "pages.yaml": "pages: [{blocks: [{kind: picture, file: house.jpg}]}]",
        "layouts/mine.yaml": "icons: [badge]",
        "run.yaml": "lots: []",
        "schools.csv": "",
        "README.md": "",
        "letter.pdf": "",
        "output/manifest.json": "",
        "output/preview.png": "",
        ".git/logo.png": "",
    }
    assert told(tmp_path, files) == {}
    assert list(find_unread(Folders(OWN))) == []


def test_a_file_that_cannot_be_read_or_is_too_large_is_left_to_those_who_need_it(tmp_path: Path) -> None:
    project = lay(tmp_path, {"layouts/art/house.jpg": "", "large.yaml": b"# house.jpg\n" * 200_000})
    (project / "gone.yaml").symlink_to(project / "nowhere.yaml")
    assert [finding.where.file for finding in find_unread(Folders(OWN, project))] == ["layouts/art/house.jpg"]


def test_links_out_of_a_project_are_not_followed(tmp_path: Path) -> None:
    outside, project = tmp_path / "outside", tmp_path / "project"
    lay(outside, {"secret.png": ""})
    project.mkdir()
    for place in ("photos", "house.png"):
        (project / place).symlink_to(outside / ("secret.png" if "." in place else ""))
    assert told(project, {}) == {}
