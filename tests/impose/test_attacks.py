"""Wishes and files that ask for what nobody can print: one line, quickly, and nothing is written."""

import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from numbered import write_pages
from pikepdf import Array, Dictionary, Name, Pdf
from speed import first

from booklet.apart.bounds import MOST_MEMORY
from booklet.cli import main
from booklet.geometry import Size, mm

A6 = Size(mm(105), mm(148))

CASES: list[tuple[str, int, str]] = [
    ("--scheme tiles --sheet 5000x5000 --scale 400", 0, ""),
    ("--scheme tiles --sheet 20x20 --overlap 8 --scale 400", 3, "too-many"),
    ("--scheme tiles --sheet a4 --overlap 200", 3, "sheet-too-small"),
    ("--scheme tiles --sheet a4 --margin 110", 3, "sheet-too-small"),
    ("--scheme n-up --sheet 5000x5000 --scale 1", 3, "too-many"),
    ("--scheme n-up --sheet 10x10", 3, "sheet-too-small"),
    ("--scheme n-up --sheet a4 --margin 149", 3, "sheet-too-small"),
    ("--scheme n-up-backs --sheet a4 --margin 500", 3, "sheet-too-small"),
    ("--scheme fold-over --sheet 10x5000", 3, "sheet-too-small"),
    ("--scheme saddle --sheet a6", 3, "sheet-too-small"),
    ("--scheme saddle --sheet a5 --margin 80", 3, "sheet-too-small"),
    ("--scheme saddle --caliper 5", 0, ""),
    ("--scheme signatures --grind 50 --signature 6", 3, "signature-size"),
    ("--scheme z-fold", 3, "page-count"),
    ("--scheme saddle --scale 1", 3, "sheet-too-small"),
    ("--scheme zine --sheet 10x10", 3, "page-count"),
    ("--scheme saddle --back-shift -15 -15 --sheet 210x148", 3, "words-cut"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("options", "code", "told"), first(6, CASES), ids=[case[0] for case in CASES])
def test_what_nobody_can_print_is_told_in_a_line(
    options: str, code: int, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_pages(tmp_path / "pages.pdf", [A6] * 4, words=True)
    answer = main(["impose", str(path), *options.split(), "--output", str(tmp_path / "out.pdf")])
    lines = capsys.readouterr().err.splitlines()
    assert answer == code, lines
    assert [line.split(": ")[1] for line in lines] == [told] * bool(told)
    assert (tmp_path / "out.pdf").exists() == (code == 0)


BOXES: dict[str, list[float]] = {
    "a page of 10 km": [0, 0, 3e7, 3e7],
    "a page of 100 km": [0, 0, 3e8, 3e8],
    "a page far from the origin": [1e12, 1e12, 1e12 + 300, 1e12 + 400],
    "a page without a width": [0, 0, 0, 400],
    "a page of a point": [0, 0, 0.5, 0.5],
}


@pytest.mark.parametrize("what", BOXES)
@pytest.mark.parametrize("scheme", first(1, ["saddle", "n-up", "tiles"]))
def test_pages_that_no_paper_has_are_told(
    what: str, scheme: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_pages(tmp_path / "pages.pdf", [A6] * 4)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[1].obj.MediaBox = Array(BOXES[what])
        pdf.save(path)
    out = tmp_path / "out.pdf"
    assert main(["impose", str(path), "--scheme", scheme, "--sheet", "a4", "--output", str(out)]) == 3
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1 and "broken-page: page 2 has no usable size" in lines[0]
    assert not out.exists()


@pytest.mark.slow
def test_two_pages_of_three_metres_make_no_sheet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_pages(tmp_path / "pages.pdf", [Size(mm(3000), mm(1000))] * 4)
    assert main(["impose", str(path), "--scheme", "saddle", "--output", str(tmp_path / "out.pdf")]) == 3
    _, code, told = capsys.readouterr().err.split(": ", 2)
    assert code == "sheet-too-large" and told.startswith("a sheet would be 6.0 m long")
    assert main(["impose", str(path), "--scheme", "saddle", "--scale", "50", "--output", str(tmp_path / "o.pdf")]) == 0


def filled_form(path: Path) -> Path:
    """Write a page whose only words stand in a form field that somebody filled in."""
    with Pdf.new() as pdf:
        for _ in range(4):
            pdf.add_blank_page(page_size=(300, 400))
        look = pdf.make_stream(b"0 g 0 0 100 20 re f")
        look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, 100, 20])
        widget = Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="n", V="116 111", F=4, Rect=[50, 50, 150, 70],
            AP=Dictionary(N=look),
        )  # fmt: skip
        field = pdf.make_indirect(widget)
        pdf.pages[0].obj.Annots = Array([field])
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
        pdf.save(path)
    return path


def test_a_field_that_somebody_filled_in_is_not_left_out_without_a_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = filled_form(tmp_path / "form.pdf")
    assert main(["impose", str(path), "--scheme", "saddle", "--output", str(tmp_path / "out.pdf")]) == 0
    told = capsys.readouterr().out
    assert "annotations: comments, stamps or filled fields on pages 1 are left out" in told
    assert "blank-in-file" in told


def bomb(path: Path) -> Path:
    """Write a file of a few kB whose page is a picture of 900 MB."""
    with Pdf.new() as pdf:
        pdf.add_blank_page(page_size=(300, 400))
        page = pdf.pages[-1]
        picture = pdf.make_stream(zlib.compress(bytes(30_000 * 30_000), 9))
        picture.Type, picture.Subtype, picture.Filter = Name.XObject, Name.Image, Name.FlateDecode
        picture.Width = picture.Height = 30_000
        picture.ColorSpace, picture.BitsPerComponent = Name.DeviceGray, 8
        page.obj.Resources = Dictionary(XObject=Dictionary(I=picture))
        page.obj.Contents = pdf.make_stream(b"q 200 0 0 200 50 50 cm /I Do Q")
        for _ in range(3):
            pdf.pages.append(page)
        pdf.save(path)
    return path


def endless(path: Path) -> Path:
    """Write a file of a few kB whose page draws ten to the power of nine squares, form within form."""
    with Pdf.new() as pdf:
        form = pdf.make_stream(b"0 0 9 9 re f " * 10)
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 300, 400])
        for _ in range(9):
            outer = pdf.make_stream(b"/F Do " * 10)
            outer.Type, outer.Subtype, outer.BBox = Name.XObject, Name.Form, Array([0, 0, 300, 400])
            outer.Resources = Dictionary(XObject=Dictionary(F=pdf.make_indirect(form)))
            form = outer
        for _ in range(4):
            pdf.add_blank_page(page_size=(300, 400))
            pdf.pages[-1].obj.Resources = Dictionary(XObject=Dictionary(F=form))
            pdf.pages[-1].obj.Contents = pdf.make_stream(b"/F Do")
        pdf.save(path)
    return path


IMPOSE_AND_MEASURE = """
import resource, sys
from booklet.cli import main
answer = main(sys.argv[1:])
print("kilobytes", resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(answer)
"""


@pytest.mark.slow
@pytest.mark.parametrize("make", [bomb, endless])
def test_a_small_file_that_asks_for_all_of_the_machine_is_stopped(make: Callable[[Path], Path], tmp_path: Path) -> None:
    path, out = make(tmp_path / "pages.pdf"), tmp_path / "out.pdf"
    wishes = ["impose", str(path), "--scheme", "saddle", "--output", str(out)]
    run = subprocess.run([sys.executable, "-c", IMPOSE_AND_MEASURE, *wishes], capture_output=True, text=True)
    kilobytes = int(run.stdout.rpartition("kilobytes ")[2])
    lines = run.stderr.splitlines()
    assert 10_000 < kilobytes < 1.1 * MOST_MEMORY / 1024
    assert run.returncode in {0, 3, 4} and len(lines) == bool(run.returncode), lines
    assert out.exists() == (run.returncode == 0)
    if make is endless:
        assert "too-much-work" in lines[0]
