"""Ink, measured on Ghostscript's plates; and what is said where nobody can measure."""

import shutil
import subprocess

import pytest
from spoiling import black, image, one_page_more, paints, spoiled

from booklet.errors import Severity
from booklet.geometry import Rect
from booklet.preflight import ink
from booklet.preflight.boxes import holds
from booklet.preflight.check import check_file, examine
from booklet.preflight.hits import Hit
from booklet.preflight.ink import measure_ink
from booklet.preflight.limits import Limits

needs_ghostscript = pytest.mark.skipif(shutil.which("gs") is None, reason="install ghostscript for this check")


def ink_hits(file: bytes, limits: Limits | None = None) -> list[Hit]:
    return list(measure_ink(file, examine(file, Limits()).pages, limits or Limits()))


@pytest.mark.slow
@needs_ghostscript
def test_a_press_file_keeps_the_limit_and_so_does_a_dot_of_all_inks(clean: bytes) -> None:
    assert ink_hits(clean) == []
    assert ink_hits(spoiled(clean, paints("1 1 1 1 k 100 100 3 3 re f"))) == []


@needs_ghostscript
def test_a_field_over_the_limit_is_found_on_its_page_and_place(clean: bytes) -> None:
    (hit,) = ink_hits(spoiled(clean, paints("0.9 0.9 0.8 0.9 k 100 120 60 40 re f")))
    assert (hit.rule.code, hit.severity, hit.page) == ("too-much-ink", Severity.ERROR, 1)
    assert hit.what in {"350 % of ink; 320 % are the most", "351 % of ink; 320 % are the most"}
    assert hit.box is not None and holds(Rect(100, 120, 60, 40).grown(6), hit.box)


@pytest.mark.slow
@needs_ghostscript
def test_inks_that_meet_by_overprint_are_added_up(clean: bytes) -> None:
    operators = "{} gs 0 0 0 1 k 100 100 60 60 re f"
    below = "1 1 0.9 0 k 100 100 60 60 re f "
    (hit,) = ink_hits(spoiled(clean, paints(below + operators.format("/black"), ExtGState=black)))
    assert hit.rule.code == "too-much-ink"
    assert ink_hits(spoiled(clean, paints(below + operators.format("/solid"), ExtGState=black))) == []


@pytest.mark.slow
@needs_ghostscript
def test_the_printer_says_how_much_is_too_much(clean: bytes) -> None:
    dark = spoiled(clean, paints("0.8 0.7 0.6 0.7 k 100 100 60 60 re f"))
    assert ink_hits(dark) == []
    assert [hit.rule.code for hit in ink_hits(dark, Limits(ink_limit=2.4))].count("too-much-ink") >= 1


def test_equal_pages_are_measured_once(clean: bytes) -> None:
    pages = examine(spoiled(clean, one_page_more), Limits()).pages
    assert sorted(page.number for page in pages) == [0, 1, 2, 3]


@pytest.mark.slow
@needs_ghostscript
def test_only_the_pages_asked_for_are_measured(clean: bytes) -> None:
    file = spoiled(clean, paints("1 1 1 1 k 100 100 60 60 re f"))
    assert [hit.page for hit in check_file(file, Limits(), ink_pages=[1]) if hit.rule.code == "too-much-ink"] == [1]
    assert not [hit for hit in check_file(file, Limits(), ink_pages=[0, 2]) if "ink" in hit.rule.code]


def test_without_ghostscript_ink_is_not_checked_and_not_passed(clean: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    (hit,) = ink_hits(clean)
    assert (hit.rule.code, hit.severity, hit.what) == ("ink-unchecked", Severity.UNCHECKED, "install ghostscript")


@needs_ghostscript
def test_a_page_as_large_as_a_house_is_not_measured(clean: bytes) -> None:
    pages = [ink.PlatePage(0, Rect(0, 0, 1e6, 1e6))]
    (hit,) = measure_ink(clean, pages, Limits())
    assert (hit.rule.code, hit.page) == ("ink-unchecked", 0)


@needs_ghostscript
def test_ghostscript_that_takes_too_long_is_ended(clean: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def too_long(command: object, *, timeout: float, **_: object) -> None:
        raise subprocess.TimeoutExpired("gs", timeout)

    monkeypatch.setattr(subprocess, "run", too_long)
    (hit,) = ink_hits(clean)
    assert hit.severity is Severity.UNCHECKED and "120 seconds" in hit.what


@needs_ghostscript
def test_a_picture_counts_with_its_inks(clean: bytes) -> None:
    from pikepdf import Name

    def dark(pdf: object) -> object:
        made = image(40, 40)(pdf)  # type: ignore[arg-type]
        picture = made["/own"]
        picture.ColorSpace = Name.DeviceCMYK  # type: ignore[attr-defined]
        picture.write(b"\xf0" * 6400)  # type: ignore[attr-defined]
        return made

    (hit,) = ink_hits(spoiled(clean, paints("60 0 0 60 100 100 cm /own Do", XObject=dark)))
    assert hit.rule.code == "too-much-ink"
