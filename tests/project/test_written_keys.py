"""A program changes keys of a brand: every other letter stays, and faults stand at their keys."""

import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from projects import OWN

from booklet.errors import BookletError
from booklet.look.layout import Fonts
from booklet.project.edit import FieldError
from booklet.project.keys import edit_keys, read_keys
from booklet.project.new import make_project
from booklet.sources.art import ArtFolder
from booklet.sources.brand import find_brand_faults
from booklet.sources.folders import Folders
from booklet.sources.layouts import read_theme

THEME = read_theme(OWN / "layouts/theme.yaml", "layouts/theme.yaml", Fonts({}, {}, ()), [])


@pytest.fixture
def brand(tmp_path: Path) -> Path:
    make_project(tmp_path / "own", "KE", "Amani House", Folders(OWN))
    return tmp_path / "own/brand.yaml"


def edit(path: Path, changes: Mapping[str, Any], seen: Mapping[str, Any] | None = None) -> tuple[str, ...]:
    folders = Folders(OWN, path.parent)
    art = ArtFolder(folders, THEME)
    return edit_keys(
        path,
        changes,
        seen,
        lambda text: find_brand_faults(text, folders, art, THEME.accents),
    )


def lines(before: str, path: Path) -> list[str]:
    """Return the lines that came and went."""
    found = difflib.unified_diff(before.splitlines(), path.read_text("utf-8").splitlines(), n=0, lineterm="")
    return [line for line in found if not line.startswith(("---", "+++", "@@"))]


def refused(path: Path, changes: Mapping[str, Any], seen: Mapping[str, Any] | None = None) -> list[tuple[str, str]]:
    """Return code and place of the faults of a change, which leaves the file as it was."""
    before = path.read_bytes()
    with pytest.raises(BookletError) as stopped:
        edit(path, changes, seen)
    assert path.read_bytes() == before and [file.name for file in path.parent.glob(".*")] == []
    assert all(one.message and one.hint for one in stopped.value.findings)
    if not isinstance(stopped.value, FieldError):
        return [(one.code, "") for one in stopped.value.findings]
    return [(fault.finding.code, fault.field) for fault in stopped.value.faults]


def test_what_a_new_project_says_is_changed_key_by_key(brand: Path) -> None:
    before = brand.read_text("utf-8")
    cover = {"tiles": ["zuri kind", "linh kind", "elias kind", "noor kind"]}
    wanted = {"name": "Amani House: Nairobi", "accent": "mint", "contact": "P.O. Box 1, Nairobi", "cover": cover}
    assert edit(brand, {**wanted, "short": "", "isbn": None}) == tuple(wanted)
    assert lines(before, brand) == [
        "-name: 'Amani House'",
        "+name: 'Amani House: Nairobi'",
        "-accent: ''",
        "+accent: mint",
        "-contact: ''",
        "+contact: 'P.O. Box 1, Nairobi'",
        "+cover: {tiles: [zuri kind, linh kind, elias kind, noor kind]}",
    ]
    assert read_keys(brand) == {**wanted, "short": "", "isbn": ""}
    edit(brand, {"cover": None, "contact": "", "accent": "", "name": "Amani House"})
    assert lines(before, brand) == ["-name: 'Amani House'", "+name: Amani House"]


def test_faults_stand_at_their_keys_and_nothing_is_written(brand: Path) -> None:
    wanted = {
        "name": "A" * 61,
        "short": "Reviewed by us",
        "accent": "red",
        "isbn": "123",
        "contact": "see bit.ly/amani",
    }
    assert sorted(refused(brand, wanted)) == [
        ("says-reviewed", "short"),
        ("short-address", "contact"),
        ("unknown-accent", "accent"),
        ("wrong-brand", "name"),
        ("wrong-isbn", "isbn"),
    ]
    assert refused(brand, {"nonsense": "1"}) == [("unknown-key", "nonsense")]
    assert refused(brand, {"cover": {"tiles": ["zuri kind"]}}) == [("wrong-cover", "cover")]
    assert refused(brand, {"cover": {"picture": "../../x.png", "alt": "x"}})[0][1] == "cover"


@pytest.mark.parametrize(
    "name", ["\0", "\ud800", "two\nlines", "\u202eevil", "\u200b", "{x: y}'\"# \\", "- a", "&a", "*b"]
)
def test_hostile_names_are_written_as_they_are_or_not_at_all(brand: Path, name: str) -> None:
    try:
        edit(brand, {"name": name})
    except BookletError:
        assert read_keys(brand)["name"] == "Amani House"
    else:
        assert read_keys(brand)["name"] == name


def test_faults_that_were_there_do_not_stand_in_the_way(brand: Path) -> None:
    brand.write_text(brand.read_text("utf-8") + "colour: red\n", "utf-8")
    edit(brand, {"short": "Amani"})
    assert read_keys(brand)["short"] == "Amani"


def test_of_two_who_change_a_key_the_second_is_told(brand: Path) -> None:
    seen = {**read_keys(brand)}
    edit(brand, {"short": "Amani", "accent": "mint"}, seen)
    assert refused(brand, {"short": "The House", "contact": "x"}, seen) == [("edited-meanwhile", "short")]
    assert edit(brand, {"accent": "mint", "contact": "P.O. Box 1"}, seen) == ("contact",)


@pytest.mark.parametrize("text", [None, "", "# a remark\n", "\n# a remark"])
def test_a_file_without_keys_is_begun(brand: Path, text: str | None) -> None:
    brand.unlink()
    if text is not None:
        brand.write_text(text, "utf-8")
    assert read_keys(brand) == {}
    edit(brand, {"name": "Amani House", "short": ""})
    head = f"{text.rstrip()}\n" if text else ""
    assert brand.read_text("utf-8") == f"{head}name: Amani House\n"


def test_the_first_line_can_be_taken_out_and_lines_end_as_they_did(brand: Path) -> None:
    brand.write_bytes(b"name: A\r\n# of B\r\nshort: B\r\n")
    edit(brand, {"name": None, "contact": "C"})
    assert brand.read_bytes() == b"# of B\r\nshort: B\r\ncontact: C\r\n"


@pytest.mark.parametrize(
    "text", ["{name: A}\n", "- name\n", "name: [\n", "name: A\nname: B\n", "name: A\r\nshort: B\n"]
)
def test_a_file_in_another_form_is_left_to_hands(brand: Path, text: str) -> None:
    brand.write_bytes(text.encode())
    assert refused(brand, {"name": "C"})


def test_a_link_is_not_followed(brand: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    brand.rename(other)
    brand.symlink_to(other)
    before = other.read_bytes()
    with pytest.raises(BookletError):
        edit(brand, {"name": "C"})
    assert other.read_bytes() == before and brand.is_symlink()
