"""Pages of a file as people see them: their boxes, turned by themselves or by what is above them, in any unit."""

from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf
from projects import codes

from booklet.errors import Severity, SourceError
from booklet.geometry import Rect, Size, mm
from booklet.impose.plan import Frame
from booklet.impose.source import (
    AROUND,
    FARTHEST,
    LONGEST,
    MOST_PAGES,
    find_stem,
    is_read_from_right,
    list_unseen,
    read_frames,
    source_pages,
)

A6 = (0, 0, 297, 419)


def pdf_with(*pages: dict[str, Any], above: dict[str, Any] | None = None) -> Pdf:
    """Return a file of pages with keys of their own, below a node that may have keys, too."""
    pdf = pikepdf.new()
    for keys in pages:
        pdf.add_blank_page(page_size=(297, 419))
        for key, value in keys.items():
            pdf.pages[-1].obj[key] = Array(value) if isinstance(value, tuple) else value
    for key, value in (above or {}).items():
        pdf.Root.Pages[key] = value
    return pdf


def frame_of(above: dict[str, Any] | None = None, **keys: Any) -> Frame:
    (found,) = read_frames(pdf_with({f"/{key}": value for key, value in keys.items()}, above=above), "a.pdf")
    return found


def test_a_page_without_boxes_of_its_own_is_its_media_box() -> None:
    whole = Rect(0, 0, 297, 419)
    assert frame_of() == Frame(whole, whole, 0, 1.0)
    assert frame_of(MediaBox=(297, 419, 0, 0)) == Frame(whole, whole, 0, 1.0), "corners in another order"
    moved = Rect(-10, 20, 297, 419)
    assert frame_of(MediaBox=(-10, 20, 287, 439)) == Frame(moved, moved, 0, 1.0)


def test_what_is_seen_is_the_crop_box_if_that_holds_the_trim_and_not_far_beyond_it() -> None:
    trim = (20, 30, 277, 389)
    shown = Rect(20, 30, 257, 359)
    assert frame_of(TrimBox=trim) == Frame(shown, Rect(0, 0, 297, 419), 0, 1.0)
    assert frame_of(TrimBox=trim, CropBox=(10, 12, 287, 409)).art == Rect(10, 12, 277, 397)
    assert frame_of(TrimBox=trim, CropBox=(40, 50, 200, 300)).art == Rect(0, 0, 297, 419)
    assert frame_of(TrimBox=(-5, -5, 302, 424)).trim == Rect(0, 0, 297, 419), "no more than there is of the page"
    far = frame_of(MediaBox=(-2000, -2000, 2297, 2419), TrimBox=A6)
    assert far.art == Rect(0, 0, 297, 419).grown(AROUND)


@pytest.mark.parametrize(("turn", "told"), [(0, 0), (90, 90), (180, 180), (270, 270), (360, 0), (-90, 270), (450, 90)])
def test_a_page_is_turned_by_itself_or_by_what_is_above_it(turn: int, told: int) -> None:
    assert frame_of(Rotate=turn).rotation == told
    assert frame_of(above={"/Rotate": turn}).rotation == told
    assert frame_of(above={"/Rotate": turn}, Rotate=0).rotation == 0, "its own comes first"


@pytest.mark.parametrize(
    ("keys", "is_sound"),
    [
        ({"TrimBox": (0, 0, 1, 1)}, True),
        ({"TrimBox": (0, 0, 0.5, 400)}, False),
        ({"TrimBox": (0, 0, 290, 0.5)}, False),
        ({"MediaBox": (0, 0, LONGEST, 100)}, True),
        ({"MediaBox": (0, 0, LONGEST + 1, 100)}, False),
        ({"MediaBox": (0, 0, 100, LONGEST + 1)}, False),
        ({"MediaBox": (0, 0, LONGEST / 2, 100), "UserUnit": 2}, True),
        ({"MediaBox": (0, 0, LONGEST / 2 + 1, 100), "UserUnit": 2}, False),
        ({"MediaBox": (0, 0, LONGEST + 1, 100), "UserUnit": 0.5}, True),
        ({"UserUnit": 0}, False),
        ({"UserUnit": -1}, False),
        ({"Rotate": 45}, False),
        ({"MediaBox": (FARTHEST - 300, 0, FARTHEST, 419)}, True),
        ({"MediaBox": (FARTHEST - 290, 0, FARTHEST + 10, 419)}, False),
        ({"MediaBox": (0, -FARTHEST - 10, 297, -FARTHEST + 409)}, False),
        ({"MediaBox": Name.Nothing}, False),
    ],
)
def test_a_page_that_nobody_can_hold_or_find_is_told(keys: dict[str, Any], is_sound: bool) -> None:
    if is_sound:
        assert frame_of(**keys)
        return
    with pytest.raises(SourceError) as caught:
        read_frames(pdf_with({}, {f"/{key}": value for key, value in keys.items()}), "a.pdf")
    assert [(one.code, one.message.split(" has ")[0]) for one in caught.value.findings] == [("broken-page", "page 2")]


def test_a_file_has_a_page_and_not_too_many() -> None:
    with pytest.raises(SourceError) as caught:
        read_frames(pdf_with(), "a.pdf")
    assert codes(caught.value.findings) == ["page-count"] and str(MOST_PAGES)[0] in caught.value.findings[0].hint


FRAME = Frame(Rect(20, 30, 100, 200), Rect(16, 28, 105, 209), 0, 1.0)
"""A trim with 4 points of art at its left, 2 below, 1 at its right and 7 above."""


@pytest.mark.parametrize(
    ("rotation", "unit", "size", "bleed", "words"),
    [
        (0, 1.0, (100, 200), (4, 2, 1, 7), (10, 20, 30, 40)),
        (90, 1.0, (200, 100), (2, 1, 7, 4), (20, 60, 40, 30)),
        (180, 1.0, (100, 200), (1, 7, 4, 2), (60, 140, 30, 40)),
        (270, 1.0, (200, 100), (7, 4, 2, 1), (140, 10, 40, 30)),
        (0, 2.0, (200, 400), (8, 4, 2, 14), (20, 40, 60, 80)),
        (90, 2.0, (400, 200), (4, 2, 14, 8), (40, 120, 80, 60)),
    ],
)
def test_a_page_is_as_people_see_it(
    rotation: int, unit: float, size: tuple[float, ...], bleed: tuple[float, ...], words: tuple[float, ...]
) -> None:
    frame = Frame(FRAME.trim, FRAME.art, rotation, unit)
    (page,) = source_pages([frame], [Rect(30, 50, 30, 40)])
    assert (page.number, page.trim, page.bleed, page.words) == (0, Size(*size), bleed, Rect(*words))
    assert source_pages([frame, frame])[1].words is None


def test_a_trim_beyond_what_is_seen_has_no_bleed() -> None:
    (page,) = source_pages([Frame(Rect(0, 0, 100, 200), Rect(10, 10, 80, 180), 0, 1.0)])
    assert page.bleed == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("direction", "is_from_right"), [(Name.R2L, True), (Name.L2R, False), (None, False), ("no dictionary", False)]
)
def test_a_file_says_from_where_it_is_read(direction: Any, is_from_right: bool) -> None:
    pdf = pdf_with({})
    if direction is not None:
        pdf.Root.ViewerPreferences = Dictionary(Direction=direction) if direction != "no dictionary" else Array([])
    assert is_read_from_right(pdf) is is_from_right


@pytest.mark.parametrize(
    ("kinds", "is_told"),
    [((), False), (("Link",), False), (("Text",), True), (("Link", "Stamp"), True), (("Widget",), True)],
)
def test_what_is_not_taken_over_is_told(kinds: tuple[str, ...], is_told: bool) -> None:
    notes = Array([Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}")) for kind in kinds])
    found = list(list_unseen(pdf_with({}, {"/Annots": notes}), "a.pdf"))
    assert codes(found) == ["annotations"] * is_told
    assert all(one.severity is Severity.NOTE and "on pages 2 are" in one.message for one in found)
    assert list(list_unseen(pdf_with({"/Annots": Dictionary()}), "a.pdf")) == []


def packet(state: str) -> bytes:
    return f'<x><dc:coverage>{{"state": "{state}"}}</dc:coverage></x>'.encode()


@pytest.mark.parametrize(
    ("title", "metadata", "stem"),
    [
        ("Safe", b"", "sheets"),
        ("PROOF Safe", b"", "sheets_PROOF"),
        ("Safe", packet("proof"), "sheets_PROOF"),
        ("PROOF Safe", packet("proof"), "sheets_PROOF"),
        ("Safe", packet("draft"), "sheets-draft"),
        ("Safe", packet("final"), "sheets"),
        ("Safe", b"<x/>", "sheets"),
    ],
)
def test_sheets_of_a_proof_are_named_so_whatever_the_file_is_called(title: str, metadata: bytes, stem: str) -> None:
    pdf = pdf_with({})
    pdf.docinfo["/Title"] = title
    if metadata:
        pdf.Root.Metadata = pdf.make_stream(metadata, Type=Name.Metadata, Subtype=Name.XML)
    assert find_stem(pdf, Path("sheets.pdf")) == stem


def test_lengths_are_bounded_as_paper_is() -> None:
    assert pytest.approx(mm(5000)) == LONGEST
