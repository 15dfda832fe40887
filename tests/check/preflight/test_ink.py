"""Ink, measured on Ghostscript's plates; and what is said where nobody can measure."""

import shutil
from collections.abc import Callable

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from programs import needs
from spoiling import black, image, one_page_more, paints, saved, spoiled

from booklet.check.preflight import ink
from booklet.check.preflight.boxes import holds
from booklet.check.preflight.check import check_file, examine
from booklet.check.preflight.hits import Hit
from booklet.check.preflight.ink import measure_ink
from booklet.check.preflight.limits import Limits
from booklet.errors import Severity
from booklet.geometry import Rect

needs_ghostscript = needs("gs")


def ink_hits(file: bytes, limits: Limits | None = None) -> list[Hit]:
    return list(measure_ink(file, examine(file, Limits()).pages, limits or Limits()))


@pytest.mark.slow
@needs_ghostscript
def test_a_press_file_keeps_the_limit_and_so_does_a_dot_of_all_inks(clean: bytes) -> None:
    assert ink_hits(clean) == []
    assert ink_hits(spoiled(clean, paints("1 1 1 1 k 100 100 3 3 re f"))) == []


@pytest.mark.slow
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


@pytest.mark.slow
def test_equal_pages_are_measured_once(clean: bytes) -> None:
    pages = examine(spoiled(clean, one_page_more), Limits()).pages
    assert sorted(page.number for page in pages) == [0, 1, 2, 3]


def mixed_in(page: Dictionary, _: Pdf, content: Stream) -> None:
    """Mix what is seen through in the colours of a screen."""
    page.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)


def knocking_out(page: Dictionary, _: Pdf, content: Stream) -> None:
    """Let what a form paints last stand alone."""
    content.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK, K=True)


def stamped(page: Dictionary, pdf: Pdf, content: Stream) -> None:
    """Lay something on a page that is no part of it."""
    stamp = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=[0, 0, 200, 200], F=4, AP=Dictionary(N=content))
    page.Annots = [pdf.make_indirect(stamp)]


def in_a_layer(page: Dictionary, pdf: Pdf, content: Stream) -> None:
    """Draw a form in a layer that is not shown."""
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="off"))
    pdf.Root.OCProperties = Dictionary(OCGs=[layer], D=Dictionary(OFF=[layer]))
    content.OC = layer


@pytest.mark.parametrize("edit", [mixed_in, knocking_out, stamped, in_a_layer])
def test_pages_of_equal_content_are_measured_alone_if_their_ink_may_differ(
    edit: Callable[[Dictionary, Pdf, Stream], None],
) -> None:
    pdf = Pdf.new()
    for number in range(4):
        page = pdf.add_blank_page(page_size=(200, 200)).obj
        form = pdf.make_stream(b"1 1 1 1 k 0 0 200 200 re f", Subtype=Name.Form, BBox=[0, 0, 200, 200])
        form.Resources = Dictionary()
        page.Contents, page.Resources = pdf.make_stream(b"/F Do"), Dictionary(XObject=Dictionary(F=form))
        if number in {1, 3}:
            edit(page, pdf, form)
    measured = [page.number for page in examine(saved(pdf), Limits()).pages]
    assert measured in ([0, 1], [0, 1, 3], [0, 1, 2, 3])


@pytest.mark.slow
@needs_ghostscript
def test_the_page_that_is_told_is_the_page_that_is_dark_even_if_others_are_equal(clean: bytes) -> None:
    def equal_pages(pdf: Pdf) -> None:
        paints("0.9 0.9 0.8 0.9 k 100 120 60 40 re f")(pdf)
        del pdf.pages[2:]
        pdf.pages.append(pdf.pages[0])

    assert [hit.page for hit in ink_hits(spoiled(clean, equal_pages))] == [1]


@pytest.mark.slow
@needs_ghostscript
@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_field_is_found_in_its_place_on_a_page_that_is_turned(rotation: int, clean: bytes) -> None:
    def turned(pdf: Pdf) -> None:
        paints("0.9 0.9 0.8 0.9 k 100 120 60 40 re f")(pdf)
        pdf.pages[1].obj.Rotate = rotation

    (hit,) = ink_hits(spoiled(clean, turned))
    assert hit.box is not None and holds(Rect(100, 120, 60, 40).grown(6), hit.box)


@pytest.mark.slow
@needs_ghostscript
def test_what_lies_outside_the_trim_is_not_measured_where_there_is_no_bleed_box(clean: bytes) -> None:
    def trimmed(pdf: Pdf) -> None:
        paints("0.9 0.9 0.8 0.9 k 100 120 60 40 re f 210 210 40 40 re f")(pdf)
        del pdf.pages[1].obj.BleedBox
        pdf.pages[1].obj.TrimBox = Array([90, 100, 200, 200])

    (hit,) = ink_hits(spoiled(clean, trimmed))
    assert hit.box is not None and holds(Rect(100, 120, 60, 40).grown(6), hit.box)


@pytest.mark.slow
@needs_ghostscript
@pytest.mark.parametrize("unit", [5, 20])
def test_a_field_is_found_on_a_page_of_large_units_with_fewer_pixels(unit: int) -> None:
    with Pdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(200, 150))
        page.obj.UserUnit = unit
        page.Contents = pdf.make_stream(b"0.9 0.9 0.8 0.9 k 100 50 60 40 re f")
        (hit,) = ink_hits(saved(pdf, min_version="1.6"))
    assert hit.box is not None and holds(Rect(100, 50, 60, 40).grown(2), hit.box) and hit.box.width > 55


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


@pytest.mark.slow
@needs_ghostscript
def test_ghostscript_that_takes_too_long_is_ended(clean: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ink, "INK_SECONDS", 0)
    hits = ink_hits(clean)
    assert [hit.page for hit in hits] == [0, 1, 2, 3]
    assert all(hit.severity is Severity.UNCHECKED and "more than 0 seconds" in hit.what for hit in hits)


@pytest.mark.slow
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
