"""The command `check`: lines for people, JSON for programs, 4 for errors, and a copy with every place outlined."""

import json
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from booklet.cli import main

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A page of A6 that another program made, in screen colours."""
    path = tmp_path / "leaflet.pdf"
    with pikepdf.Pdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(298, 420))
        page.Contents = pdf.make_stream(b"1 0 0 rg 20 20 100 50 re f")
        pdf.save(path)
    return path


@pytest.mark.slow
def test_the_report_says_what_is_wrong_where_it_is_and_how_to_cure_it(file: Path, capsys: Capture) -> None:
    assert main(["check", str(file)]) == 4
    captured = capsys.readouterr()
    assert captured.err == ""
    lines = captured.out.splitlines()
    assert lines[0].startswith(f"{file}: errors: ")
    at = lines.index("error rgb")
    assert "four inks" in lines[at + 1] and "Convert" in lines[at + 2]
    assert (
        lines[at + 3] == "    page 1, 35.3 x 17.6 mm at 7.1 mm from the left and 7.1 mm from the foot: a shape in RGB"
    )
    assert any(line.startswith("not checked words-unchecked") for line in lines)


@pytest.mark.slow
def test_json_holds_the_same_with_standard_and_clause(file: Path, capsys: Capture) -> None:
    assert main(["check", str(file), "--json"]) == 4
    (told,) = json.loads(capsys.readouterr().out)
    assert told["file"] == file.as_posix()
    assert told["errors"] == sum(found["severity"] == "error" for found in told["findings"])
    assert set(told["bounded"]) == {"memory", "files", "network"}
    found = next(found for found in told["findings"] if found["code"] == "trim-box-missing")
    assert (found["page"], found["standard"], found["clause"]) == (1, "ISO 15930-7", "6.12")


@pytest.mark.slow
def test_several_files_are_told_one_after_the_other_even_if_one_is_no_pdf(file: Path, capsys: Capture) -> None:
    other = file.with_name("empty.pdf")
    other.write_bytes(b"")
    assert main(["check", str(other), str(file), str(file.with_name("nowhere.pdf")), "--json"]) == 4
    told = json.loads(capsys.readouterr().out)
    assert [found["findings"][0]["code"] for found in told][0::2] == ["empty-file", "unreadable"]


@pytest.mark.slow
def test_a_copy_is_written_with_the_places_outlined(file: Path, capsys: Capture) -> None:
    copy = file.with_name("copy.pdf")
    assert main(["check", str(file), "--annotate", str(copy)]) == 4
    with pikepdf.open(BytesIO(copy.read_bytes())) as pdf:
        assert "error: rgb" in [str(note.T) for note in pdf.pages[0].obj.Annots]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--printer", "offset-cotaed"], "unknown-printer"),
        (["{file}", "--annotate", "copy.pdf"], "one-file"),
        (["--annotate", "{file}"], "same-name"),
    ],
)
def test_what_cannot_be_asked_for_is_refused(
    arguments: list[str], code: str, file: Path, tmp_path: Path, capsys: Capture
) -> None:
    given = [argument.format(file=file) for argument in arguments]
    assert main(["check", str(file), *given]) == 3
    captured = capsys.readouterr()
    assert captured.out == "" and f": {code}: " in captured.err
    assert [path.name for path in tmp_path.iterdir()] == ["leaflet.pdf"]


@pytest.mark.slow
def test_no_copy_is_made_of_what_cannot_be_opened(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "broken.pdf"
    file.write_bytes(b"%PDF-1.6 and no more")
    assert main(["check", str(file), "--annotate", str(tmp_path / "copy.pdf")]) == 5
    captured = capsys.readouterr()
    assert captured.err.split(": ")[1] == "not-annotated" and "Traceback" not in captured.err
    assert [path.name for path in tmp_path.iterdir()] == ["broken.pdf"]


@pytest.mark.slow
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_whoever_reads_the_report_may_stop_when_there_is_enough(file: Path, form: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "booklet", "check", *form, str(file)]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, text=True)
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, "")


@pytest.mark.slow
def test_letters_of_the_file_cannot_steer_the_terminal(file: Path, capsys: Capture) -> None:
    with pikepdf.open(file, allow_overwriting_input=True) as pdf:
        pdf.pages[0].Resources = pikepdf.Dictionary(
            Font=pikepdf.Dictionary(
                f=pikepdf.Dictionary(
                    Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
                )
            )
        )
        pdf.pages[0].Contents = pdf.make_stream(b"BT /f 3 Tf 50 50 Td (\x1b[2J\nevil) Tj ET")
        pdf.save(file)
    assert main(["check", str(file)]) == 4
    out = capsys.readouterr().out
    assert "\x1b" not in out and "evil" in out
