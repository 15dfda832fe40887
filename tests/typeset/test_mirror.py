"""Mirrored pages: where each kind of thing goes, what is never mirrored, and that nothing gets lost."""

import io
from collections.abc import Iterator
from datetime import date
from functools import cache

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from once import sources

from booklet.geometry import Path, Rect, Size
from booklet.look.brand import LOGO
from booklet.make.build import check
from booklet.make.document import Document
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.text.fonts import Font, Setting
from booklet.text.itemise import TextStyle
from booklet.typeset.board import Board
from booklet.typeset.fit import Placed
from booklet.typeset.mirror import mirror_placed
from booklet.typeset.placed import (
    ARTIFACT,
    ArtAt,
    Clipped,
    Component,
    DrawnAt,
    FigureAt,
    Fill,
    Form,
    FormAt,
    Group,
    Item,
    LinkAt,
    PaintedAt,
    PlacedPage,
    Stroke,
    TextAt,
)
from booklet.typeset.shapes import bubble, line, rectangle
from booklet.values import replace

MADE = date(2026, 11, 25)
LATIN = Setting("ltr", "Latn", "en")
NUNITO = "fontpkg_nunito/files/Nunito[wght].ttf"
BODY = TextStyle((Font(NUNITO, 500),), (Font(NUNITO, 800),), size=12, leading=17, ink="black")
BOX = Rect(10, 5, 20, 8)
TURNED = Rect(70, 5, 20, 8)
"""Where the box stands on a page 100 wide, and in its mirror image."""

STRIP = Form("strip", Component(40, 10, (Fill(rectangle(Rect(0, -10, 5, 10)), "sun"),)))


def page(*items: Item) -> PlacedPage:
    return PlacedPage(0, "topic", Size(100, 50), 3, items, (), varies=False)


def turned(*items: Item, script: str = "Arab") -> tuple[Item, ...]:
    return mirror_placed(Placed((page(*items),), (STRIP,)), script).pages[0].items


def points(path: Path) -> list[float]:
    return [float(number) for segment in path.segments for number in segment[1:]]


def corners(path: Path) -> set[tuple[float, float]]:
    numbers = [round(number, 6) for number in points(path)]
    return set(zip(numbers[::2], numbers[1::2], strict=True))


def text(markup: str) -> TextAt:
    board = Board("block", LATIN)
    board.text(markup, BODY, 0, 0, 300, board.element("P"))
    return next(item for item in board.items if isinstance(item, TextAt) and (item.link or "[" not in markup))


def test_a_shape_stands_where_its_mirror_image_stands() -> None:
    area, stroke = turned(Fill(rectangle(BOX), "sun"), Stroke(line(10, 5, 30, 9), "night", 1))
    assert isinstance(area, Fill)
    assert isinstance(stroke, Stroke)
    assert sorted(set(points(area.path)[::2])) == [70, 90]
    assert points(stroke.path) == [90, 5, 70, 9]


def test_the_tail_of_a_bubble_changes_sides() -> None:
    (start,) = turned(Fill(bubble(BOX, 3, "bottom-start"), "sun"))
    assert isinstance(start, Fill)
    assert corners(start.path) == corners(bubble(TURNED, 3, "bottom-end"))


def test_a_line_of_text_is_moved_as_it_is() -> None:
    item = replace(text("Tell someone"), x=10)
    (found,) = turned(item)
    assert found == replace(item, x=100 - 10 - item.line.width)


def test_a_link_in_a_text_stays_over_its_words() -> None:
    item = replace(text("You can read [page 3](#help-now) now"), x=10)
    (found,) = turned(item)
    assert isinstance(found, TextAt)
    assert found.link is not None
    assert item.link is not None
    assert found.link.box.x - found.x == pytest.approx(item.link.box.x - item.x)
    assert found.link.box.width == item.link.box.width


def test_a_link_over_an_area_is_mirrored_with_it() -> None:
    assert turned(LinkAt(BOX, "#about", ARTIFACT)) == (LinkAt(TURNED, "#about", ARTIFACT),)


@pytest.mark.parametrize(
    ("name", "turns"),
    [
        ("cast-maya-kind", True),
        ("path-to-sun", True),
        ("tile-typing", True),
        ("howto-edge", True),
        ("icon-question", True),
        ("icon-chats-circle", True),
        ("icon-phone-fill", False),
        ("icon-phone-call", False),
        ("icon-floppy-disk", False),
        ("icon-prohibit", False),
        ("icon-check-circle", False),
        (LOGO, False),
    ],
)
def test_people_and_what_has_a_direction_turn_round_and_the_rest_does_not(name: str, turns: bool) -> None:
    assert turned(ArtAt(name, BOX)) == (ArtAt(name, TURNED, flip=turns),)
    assert turned(ArtAt(name, BOX, flip=True)) == (ArtAt(name, TURNED, flip=not turns),)


def test_a_question_mark_turns_round_only_where_the_letters_do() -> None:
    question = ArtAt("icon-question", BOX)
    assert turned(question, script="Arab") == (ArtAt("icon-question", TURNED, flip=True),)
    assert turned(question, script="Hebr") == (ArtAt("icon-question", TURNED),)


def test_a_form_stands_at_its_upper_left_corner_again() -> None:
    assert turned(FormAt("strip", 10, 20, 0)) == (FormAt("strip", 100 - 10 - 40, 20, 0),)
    (form,) = mirror_placed(Placed((), (STRIP,)), "Arab").forms
    (area,) = form.component.items
    assert isinstance(area, Fill)
    assert sorted(set(points(area.path)[::2])) == [35, 40]


def test_a_figure_is_moved_and_what_it_shows_is_not_mirrored() -> None:
    code = Fill(rectangle(Rect(10, 5, 3, 3)), "black")
    assert turned(FigureAt(BOX, (code,), 0)) == (FigureAt(TURNED, (Group(60, 0, 0, (code,)),), 0),)


def test_what_is_one_copys_own_is_mirrored_as_a_form_is() -> None:
    area = Fill(rectangle(Rect(0, 0, 5, 5)), "sun")
    (group,) = turned(Group(10, 5, 2, (area,), Size(20, 7)))
    assert isinstance(group, Group)
    assert (group.dx, group.own) == (70, Size(20, 7))
    (inside,) = group.items
    assert isinstance(inside, Fill)
    assert set(points(inside.path)[::2]) == {15, 20}


def test_groups_and_clips_are_mirrored_with_what_they_hold() -> None:
    area = Fill(rectangle(Rect(0, 0, 5, 5)), "sun")
    (group,) = turned(Group(10, 5, 2, (area,)))
    assert isinstance(group, Group)
    assert (group.dx, group.dy, group.first) == (90, 5, 2)
    (clip,) = turned(Clipped(rectangle(BOX), (ArtAt("cast-maya-kind", BOX),)))
    assert isinstance(clip, Clipped)
    assert min(points(clip.path)[::2]) == 70
    assert clip.items == (ArtAt("cast-maya-kind", TURNED, flip=True),)


# Whole products


@cache
def documents() -> tuple[Document, ...]:
    wanted = Wanted(countries=("001", "TH"), bands=sources().guide.bands, editions=("screen",))
    return tuple(check(plan_jobs(wanted, sources()), sources(), MADE))


def flat(items: tuple[Item, ...], dx: float = 0.0) -> Iterator[tuple[str, list[float]]]:
    """Yield what is drawn, in order: what it is, and its x positions on the page."""
    for item in items:
        if isinstance(item, Group):
            yield from flat(item.items, dx + item.dx)
        elif isinstance(item, FigureAt):
            yield from flat(item.items, dx)
        elif isinstance(item, Clipped):
            yield "clip", [x + dx for x in points(item.path)[::2]]
            yield from flat(item.items, dx)
        elif isinstance(item, Fill | Stroke):
            yield item.ink, [x + dx for x in points(item.path)[::2]]
        elif isinstance(item, ArtAt):
            yield f"{item.name} {item.flip}", [item.box.x + dx, item.box.right + dx]
        elif isinstance(item, LinkAt):
            yield item.target, [item.box.x + dx, item.box.right + dx]
        elif isinstance(item, FormAt):
            yield item.name, [item.x + dx]
        elif isinstance(item, DrawnAt):
            yield "drawn", [item.x + dx, item.x + dx + item.drawn.width]
        elif isinstance(item, PaintedAt):
            yield item.painted.name, [round(number, 6) for number in (*item.place[:4], item.place[4] + dx)]
        else:
            yield f"text {item.line.text}", [item.x + dx, item.x + dx + item.line.width]


def everything(placed: Placed) -> list[tuple[str, list[float]]]:
    all_items = [*(page.items for page in placed.pages), *(form.component.items for form in placed.forms)]
    return [found for items in all_items for found in flat(items)]


def lines(page: PlacedPage) -> list[tuple[str, list[float]]]:
    return [(words, ends) for words, ends in flat(page.items) if words.startswith("text ")]


@pytest.mark.slow
def test_mirrored_twice_is_the_same() -> None:
    for document in documents():
        ours, again = (
            everything(document.placed),
            everything(mirror_placed(mirror_placed(document.placed, "Arab"), "Arab")),
        )
        assert [name for name, _ in again] == [name for name, _ in ours]
        assert [x for _, xs in again for x in xs] == pytest.approx([x for _, xs in ours for x in xs], abs=1e-6)


@pytest.mark.slow
def test_reading_order_and_elements_stay() -> None:
    for document in documents():
        for ours, theirs in zip(document.placed.pages, mirror_placed(document.placed, "Arab").pages, strict=True):
            assert theirs.elements == ours.elements
            assert [words for words, _ in lines(theirs)] == [words for words, _ in lines(ours)]


@cache
def arabic() -> tuple[Document, ...]:
    """Return every product as it is built with letters that run from right to left."""
    wanted = Wanted(locales=("ar-XB",), countries=("TH",), bands=sources().guide.bands, editions=("screen",))
    return tuple(check(plan_jobs(wanted, sources()), sources(), MADE))


@pytest.mark.slow
def test_every_line_stands_inside_the_trim() -> None:
    for placed in (
        *(mirror_placed(document.placed, "Arab") for document in documents()),
        *(one.placed for one in arabic()),
    ):
        for page in placed.pages:
            found = [ends for _, ends in lines(page)]
            assert found
            assert all(0 < left <= right < page.trim.width for left, right in found)


@pytest.mark.slow
def test_lines_of_arabic_begin_at_the_margin() -> None:
    document = next(one for one in arabic() if one.job.product == "booklet")
    margins = document.layout.margins
    texts = {"rights", "abuse", "love", "threat", "fakes", "exploitation", "feelings", "telling", "friend"}
    pages = [page for page in document.placed.pages if page.topic in texts]
    assert len(pages) == len(texts)
    for page in pages:
        edge = page.trim.width - (margins.outer if page.number % 2 else margins.inner)
        ends = [right for _, (_, right) in lines(page)]
        assert max(end for end in ends if end < edge + 1) == pytest.approx(edge, abs=0.5)


@cache
def drawn(product: str) -> bytes:
    return draw(next(one for one in arabic() if one.job.product == product), sources(), MADE)


@pytest.mark.slow
def test_codes_are_read_on_mirrored_pages() -> None:
    for product, numbers in (("booklet", (2, 26, 27)), ("poster", (0,))):
        pages = pypdfium2.PdfDocument(io.BytesIO(drawn(product)))
        scale = (300 if product == "booklet" else 100) / 72
        for number in numbers:
            picture = pages[number].render(scale=scale).to_pil().convert("L")
            (code,) = zxingcpp.read_barcodes(picture)
            assert code.text == "http://childlinethailand.org/"


@pytest.mark.slow
def test_a_viewer_turns_pages_from_right_to_left() -> None:
    with pikepdf.open(io.BytesIO(drawn("booklet"))) as pdf:
        assert pdf.Root.ViewerPreferences.Direction == "/R2L"
    with pikepdf.open(io.BytesIO(draw(documents()[0], sources(), MADE))) as pdf:
        assert "/Direction" not in pdf.Root.ViewerPreferences


@pytest.mark.slow
def test_the_folio_stands_at_the_outer_side() -> None:
    """Page 1 is a left-hand page, so page 2 is a right-hand one."""
    document = next(one for one in documents() if one.job.product == "booklet")
    page = mirror_placed(document.placed, "Arab").pages[1]
    folio = dict(lines(page))["text 2"]
    assert folio[1] == pytest.approx(page.trim.width - document.layout.margins.outer, abs=0.1)
