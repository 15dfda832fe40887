"""Names of files and folders may hold any bytes: what cannot be written down as UTF-8 is told, in one line."""

import os
from pathlib import Path

import pytest
from projects import CONFIRMED, COUNTRY, codes, faults, lay

from booklet.api.imposing import read_source
from booklet.cli import main
from booklet.errors import SourceError
from booklet.make.build import open_sources

BAD = os.fsdecode(b"na\xefve")

Capture = pytest.CaptureFixture[str]

COMMANDS = (
    ("build", "card", "--output", BAD),
    ("build", "--project", BAD),
    ("build", "--locale", BAD),
    ("build", "--country", BAD, "--country", "KE"),
    ("run", BAD),
    ("run", "run.yaml", "--events", BAD),
    ("validate", "--project", BAD),
    ("new", BAD, "--country", "KE"),
    ("new", "here", "--country", "KE", "--name", BAD),
    ("pack", "office", "--output", BAD),
    ("preview", "--output", BAD),
    ("list", "layouts", "--project", BAD),
    ("confirm", "KE", "--by", BAD),
    ("diff", "KE", "ours", BAD),
    ("ledger", "add", "a.pdf", "--quantity", "1", "--where", BAD, "--project", "."),
    ("ledger", "add", BAD, "--quantity", "1", "--where", "here", "--project", "."),
    ("review", "friend", "--by", BAD),
    ("export-text", "--output", BAD),
    ("specimen", "--text", BAD),
    ("fonts", "--project", BAD),
    ("words", "init", BAD),
    ("words", "import", "fr", BAD),
    ("calibrate", "--name", BAD),
)


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda words: " ".join(words[:-1]))
def test_an_option_of_other_bytes_than_utf8_is_refused_in_one_line(
    arguments: tuple[str, ...], capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 3
    captured = capsys.readouterr()
    (line,) = captured.err.splitlines()
    assert captured.out == "" and ": encoding: the bytes of " in line
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="there names of files are UTF-16")
def test_a_pdf_may_have_any_name_when_it_is_only_read(capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / BAD
    path.write_bytes(b"no PDF")
    assert main(["check", str(path)]) == 4
    captured = capsys.readouterr()
    assert captured.err == "" and "na\\udcefve" in captured.out
    assert main(["impose", str(path), "--scheme", "zine"]) == 3
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.skipif(os.name != "posix", reason="there names of files are UTF-16")
@pytest.mark.parametrize(
    "name",
    [
        f"layouts/{BAD}.yaml",
        f"layouts/art/{BAD}.svg",
        f"layouts/printers/{BAD}.yaml",
        f"translations/countries/{BAD}.yaml",
        f"translations/{BAD}/guide.po",
        f"fonts/{BAD}.ttf",
    ],
)
def test_a_source_of_such_a_name_is_told(name: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError) as stopped:
        open_sources(lay(tmp_path, {COUNTRY: CONFIRMED, name: "a: b\n"}))
    assert set(codes(faults(stopped.value))) == {"encoding"}
    assert all(BAD in found.where.file for found in faults(stopped.value))


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no endless device here")
@pytest.mark.parametrize(
    "arguments",
    [
        ("run", "/dev/zero"),
        ("specimen", "--locale", "en", "--text", "/dev/zero"),
        ("words", "import", "fr", "/dev/zero"),
        ("ledger", "add", "/dev/zero", "--quantity", "1", "--where", "here", "--project", "."),
    ],
    ids=lambda words: words[0],
)
def test_a_device_without_end_is_too_large(
    arguments: tuple[str, ...], capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 3
    (line,) = capsys.readouterr().err.splitlines()
    assert "too large" in line or "too-large" in line


def test_a_file_that_is_too_large_to_be_imposed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = lay(tmp_path, {"a.pdf": "x" * 101}) / "a.pdf"
    monkeypatch.setattr("booklet.api.imposing.MOST_BYTES", 101)
    assert read_source(file) == b"x" * 101
    monkeypatch.setattr("booklet.api.imposing.MOST_BYTES", 100)
    with pytest.raises(SourceError) as stopped:
        read_source(file)
    assert codes(faults(stopped.value)) == ["too-large"]
