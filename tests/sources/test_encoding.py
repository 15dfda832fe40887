"""A file in another encoding is told with the line and the byte, whatever kind of file it is."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from projects import CONFIRMED, COUNTRY, faults, lay, only

from booklet.errors import Finding, SourceError
from booklet.make.build import open_sources
from booklet.project.confirm import Call, write_call
from booklet.sources.art import ArtFolder
from booklet.sources.folders import open_folders
from booklet.sources.pofile import read_po
from booklet.sources.runfile import read_run
from booklet.sources.specimens import read_own_specimen
from booklet.words.locales import find_language

LATIN = "name: A\nHöhe\n".encode("latin-1")

SVG = b'<svg xmlns="http://www.w3.org/2000/svg">\n<!-- H\xf6he -->\n</svg>'


def read_svg(folder: Path) -> object:
    theme = open_sources(None).theme
    lay(folder, {"layouts/art/logo.svg": SVG})
    return ArtFolder(open_folders(folder), theme)["logo"]


def read_yaml(folder: Path) -> object:
    return open_sources(lay(folder, {"brand.yaml": b"name: A\nH\xf6he: b\n"}))


def read_table(folder: Path) -> object:
    lay(folder, {"run.yaml": "lots: [{name: a, records: a.csv}]\n", "a.csv": b"name\nH\xf6he\n"})
    return read_run(folder / "run.yaml")


def read_text(folder: Path) -> object:
    lay(folder, {"a.txt": b"a\nH\xf6he\n"})
    return read_own_specimen(folder / "a.txt", find_language("de"))


def read_call(folder: Path) -> None:
    lay(folder, {COUNTRY: CONFIRMED.encode()[:9] + b"\nH\xf6he\n"})
    write_call(folder / COUNTRY, Call("friends", "A. Tester", date(2026, 11, 20), ""))


@pytest.mark.parametrize("read", [read_svg, read_yaml, read_table, read_text, read_call])
def test_a_byte_that_is_no_utf8_is_told_with_its_line(read: Callable[[Path], object], tmp_path: Path) -> None:
    with pytest.raises(SourceError) as stopped:
        read(tmp_path)
    told = next(found for found in faults(stopped.value) if found.code == "encoding")
    assert told.where.line == 2
    assert "0xF6, is no UTF-8" in told.message and told.hint.startswith("save ")


def test_a_catalogue_in_another_encoding_is_told_once() -> None:
    findings: list[Finding] = []
    read_po(b'msgid ""\nmsgstr "H\xf6he\xe9"\n', "guide.po", "de", findings)
    told = only(found for found in findings if found.code == "encoding")
    assert (told.where.line, told.message) == (2, "byte 10 of the line, 0xF6, is no UTF-8")


@pytest.mark.parametrize(
    ("data", "kind"),
    [("name: A\n".encode("utf-16"), "UTF-16"), (b"\x89PNG\r\n", "a picture"), (b"PK\x03\x04\x80", "a package")],
)
def test_what_is_no_text_at_all_is_called_by_its_kind(data: bytes, kind: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError) as stopped:
        open_sources(lay(tmp_path, {"brand.yaml": data}))
    assert only(faults(stopped.value)).message == f"the file is {kind}"


def test_a_large_drawing_is_told_before_it_is_read(tmp_path: Path) -> None:
    lay(tmp_path, {"layouts/art/logo.svg": b"<svg>" + "é".encode() * 600_000})
    with pytest.raises(SourceError) as stopped:
        ArtFolder(open_folders(tmp_path), open_sources(None).theme)["logo"]
    assert only(faults(stopped.value)).message == "more than 1 MB of SVG"


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ("name,name", 'the columns 1 and 2 are both called "name"'),
        ("id,name,contact,id", 'the columns 1 and 4 are both called "id"'),
    ],
)
def test_a_column_that_stands_twice_is_told_with_its_places(head: str, message: str, tmp_path: Path) -> None:
    lay(tmp_path, {"run.yaml": "lots: [{name: a, records: a.csv}]\n", "a.csv": f"{head}\na,b,c,d\n"})
    with pytest.raises(SourceError) as stopped:
        read_run(tmp_path / "run.yaml")
    told = next(found for found in faults(stopped.value) if found.code == "missing-column")
    assert (told.message, told.hint) == (message, "give one of them another name, or take it out")
