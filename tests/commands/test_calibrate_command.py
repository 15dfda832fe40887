"""Calibrating: test sheets that measure, and a printer that moves backs by what was read off."""

from pathlib import Path

import pypdfium2
import pytest

from booklet.cli import main
from booklet.errors import ExitCode
from booklet.geometry import Rect, Size, mm
from booklet.impose.calibration import REACH, calibration_plan
from booklet.impose.lines import write_lines
from booklet.impose.pages import SheetError
from booklet.impose.plan import SheetPlan
from booklet.impose.proven import prove_lines
from booklet.make.build import check, open_sources
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.values import replace

A4 = Size(mm(210), mm(297))


def test_the_cross_stands_behind_the_middle_of_the_scales() -> None:
    for edge in ("long", "short"):
        plan = calibration_plan(A4, edge=edge)
        front, back = plan.sides
        assert front.size == back.size
        middle = (front.size.width / 2, front.size.height / 2)
        crossing = [line for line in front.cuts if line[1] == line[3] == middle[1]]
        assert [(line[0] + line[2]) / 2 for line in crossing] == pytest.approx([middle[0]])
        ticks = sorted({round((line[0] - middle[0]) / mm(1), 3) for line in back.cuts if line[0] == line[2]})
        assert ticks == list(range(-REACH, REACH + 1))


def test_test_sheets_are_written_for_both_edges(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calibrate", "--sheet", "letter", "--output", str(tmp_path)]) == 0
    told = capsys.readouterr().out
    for name, edge in (("calibrate-cards.pdf", "long"), ("calibrate-booklet.pdf", "short")):
        with pypdfium2.PdfDocument(tmp_path / name) as document:
            assert len(document) == 2
            width, height = document[0].get_size()
            assert (width > height) == (edge == "short")
            assert document[1].render(scale=0.5).to_pil().convert("L").getextrema() == (0, 255)
        assert f"{name}: print at 100 %, on both sides, flip on the {edge} edge" in told


@pytest.mark.parametrize("size", ["10x10", "99.9x300"])
def test_a_sheet_too_small_for_a_cross_is_told(size: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calibrate", "--sheet", size, "--output", str(tmp_path)]) == ExitCode.SOURCES
    assert len(lines := capsys.readouterr().err.splitlines()) == 1 and "--sheet: sheet-too-small" in lines[0]
    assert not list(tmp_path.iterdir())


def test_a_test_sheet_that_lacks_a_line_is_found() -> None:
    plan = calibration_plan(A4, edge="long")
    sheets = write_lines(plan, "sheets")
    prove_lines(sheets, plan, "sheets")
    front, back = plan.sides
    fewer = SheetPlan((front, replace(back, cuts=back.cuts[:-1])), plan.duplex)
    moved = SheetPlan((replace(front, cuts=tuple((x + 9, y, to_x + 9, to_y) for x, y, to_x, to_y in front.cuts)), back))
    for spoiled in (fewer, moved):
        with pytest.raises(SheetError) as caught:
            prove_lines(write_lines(spoiled, "sheets"), plan, "sheets")
        assert [finding.code for finding in caught.value.findings] == ["sheet-lost"]


@pytest.mark.slow
def test_a_printer_made_from_a_test_sheet_moves_backs_and_nothing_else(tmp_path: Path) -> None:
    project = tmp_path / "ours"
    assert main(["new", str(project), "--country", "KE"]) == 0
    named = ["--project", str(project), "--name", "second-floor", "--cards", "1.5", "-0.5", "--booklet", "-2", "0"]
    assert main(["calibrate", *named]) == 0
    sources = open_sources(project)
    printer = sources.printer("second-floor")
    assert printer.back_shifts == {"long": (mm(1.5), mm(-0.5)), "short": (mm(-2), 0)}
    for product, shift in (("card", (1.5, -0.5)), ("booklet", (-2, 0))):
        plain, moved = (_ink_boxes(product, name, project) for name in ("office-colour", "second-floor"))
        assert moved[0] == pytest.approx(plain[0], abs=0.5)
        expected = plain[1].moved(mm(shift[0]), mm(shift[1]))
        assert moved[1] == pytest.approx(expected, abs=0.8)
        assert moved[1] != pytest.approx(plain[1], abs=0.8)


@pytest.mark.slow
def test_a_printer_that_prints_one_side_for_good_lays_cards_beside_their_backs(tmp_path: Path) -> None:
    project = tmp_path / "ours"
    assert main(["new", str(project), "--country", "KE"]) == 0
    assert main(["calibrate", "--project", str(project), "--name", "third-floor", "--sides", "one"]) == 0
    command = ["build", "card", "--project", str(project), "--locale", "en", "--edition", "office", "--band", "14-17"]
    assert main([*command, "--printer", "third-floor", "--output", str(tmp_path)]) == 0
    cards = sorted(tmp_path.glob("guide_card-*third-floor_*.pdf"))
    assert [len(pypdfium2.PdfDocument(card)) for card in cards] == [1] * 8


def _ink_boxes(product: str, printer: str, project: Path) -> list[Rect]:
    """Return the box of everything drawn on the first front and the first back."""
    from datetime import date

    sources = open_sources(project)
    asked = Wanted(products=(product,), countries=("KE",), editions=("office",), bands=("14-17",), printer=printer)
    job = plan_jobs(asked, sources)[0]
    data = draw(check([job], sources, date(2026, 11, 25))[0], sources, date(2026, 11, 25))
    boxes = []
    with pypdfium2.PdfDocument(data) as document:
        for page in (document[0], document[1]):
            picture = page.render(scale=4).to_pil().convert("L").point(lambda value: 255 * (value < 250))
            left, top, right, low = (length / 4 for length in picture.getbbox() or (0, 0, 0, 0))
            height = page.get_height()
            boxes.append(Rect(left, height - low, right - left, low - top))
    return boxes


def test_what_cannot_be_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = tmp_path / "ours"
    assert main(["new", str(project), "--country", "KE"]) == 0
    named = ["calibrate", "--project", str(project), "--name"]
    assert main(["calibrate", "--sheet", "nix", "--output", str(tmp_path)]) == ExitCode.SOURCES
    assert main(["calibrate", "--name", "x"]) == ExitCode.SOURCES
    assert main([*named, "../x"]) == ExitCode.SOURCES
    assert main([*named, "x", "--printer", "nix"]) == ExitCode.SOURCES
    assert main([*named, "x", "--cards", "40", "0"]) == ExitCode.SOURCES
    codes = [line.split(": ")[1] for line in capsys.readouterr().err.splitlines()]
    assert codes == ["unknown-sheet", "no-project", "wrong-name", "unknown-printer", "wrong-shift"]
    assert main([*named, "x", "--cards", "1", "0"]) == 0
    assert main([*named, "x", "--cards", "2", "0"]) == ExitCode.OUTPUT
    assert "printer-exists" in capsys.readouterr().err
    assert main([*named, "x", "--cards", "2", "0", "--force"]) == 0
    assert open_sources(project).printer("x").back_shifts["long"] == (mm(2), 0)


@pytest.mark.slow
def test_a_shift_that_is_none_is_a_fault_of_the_file(tmp_path: Path) -> None:
    project = tmp_path / "ours"
    assert main(["new", str(project), "--country", "KE"]) == 0
    assert main(["calibrate", "--project", str(project), "--name", "x", "--cards", "1", "0"]) == 0
    path = project / "layouts/printers/x.yaml"
    path.write_text(path.read_text().replace("back-shift-long: 1 0", "back-shift-long: 1e9 0"))
    with pytest.raises(Exception, match="wrong-shift"):
        open_sources(project).printer("x")


def test_plans_without_backs_stay_as_they_are() -> None:
    from booklet.impose.plan import shift_backs

    plan = calibration_plan(A4, edge="long")
    assert shift_backs(SheetPlan(plan.sides), 1, 1).sides == plan.sides
    moved = shift_backs(plan, mm(1), 0)
    assert moved.sides[0] == plan.sides[0]
    assert moved.sides[1].cuts[0][0] == pytest.approx(plan.sides[1].cuts[0][0] + mm(1))
