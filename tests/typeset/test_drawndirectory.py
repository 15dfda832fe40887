"""The picture at the head of the directory: rows first; it gets smaller, and goes where there are many."""

from datetime import date
from functools import cache

import pytest
from laid import lay
from once import sources as shipped

from booklet.errors import Severity
from booklet.geometry import Rect, intersect, mm
from booklet.make.document import Document
from booklet.make.placing import place
from booklet.make.planning import Wanted, plan_jobs
from booklet.scenes.stage import list_heads
from booklet.typeset.placed import FigureAt, Fill, FormAt, PaintedAt, PlacedPage, Stroke, TextAt
from booklet.typeset.proofmark import mark_pages

MADE = date(2026, 11, 25)


@cache
def document_of(locale: str, country: str, band: str) -> Document:
    wanted = Wanted(products=("booklet",), editions=("screen",), locales=(locale,), bands=(band,), countries=(country,))
    return place(plan_jobs(wanted, shipped())[0], shipped(), MADE, MADE)


def page_of(document: Document) -> PlacedPage:
    number = next(number for number, plan in enumerate(document.layout.pages) if plan.master == "directory")
    return document.placed.pages[number]


def is_drawn(page: PlacedPage) -> bool:
    return any(isinstance(item, PaintedAt) for item, _, _ in lay(page.items))


def boxes_of(page: PlacedPage) -> list[Rect]:
    """Return where lines of text stand; y upwards."""
    return [
        Rect(item.x + dx, item.y + dy, item.line.width, 0.7 * item.line.runs[0].size)
        for item, dx, dy in lay(page.items)
        if isinstance(item, TextAt) and item.line.runs
    ]


def picture_of(page: PlacedPage) -> Rect:
    (found,) = (item.box.moved(dx, dy) for item, dx, dy in lay(page.items) if isinstance(item, FigureAt))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en", "ar", "hi", "th", "zh-Hans", "en-XA"])
@pytest.mark.parametrize("band", ["14-17", "10-13"])
def test_the_title_stands_on_the_sky_and_every_row_below_the_picture(locale: str, band: str) -> None:
    document = document_of(locale, "001", band)
    page = page_of(document)
    assert page.oversets == () and is_drawn(page)
    (figure,) = (element for element in page.elements if element.role == "Figure")
    name = {"14-17": "directory", "10-13": "helpers"}[band]
    assert figure.alt == document.manuscript.labels[f"picture.{name}.signpost"]
    box = picture_of(page)
    assert box.height == pytest.approx(mm(58)) and box.top == pytest.approx(mm(210))
    (card,) = (item.y + dy for item, _, dy in lay(page.items) if isinstance(item, FormAt))
    assert card <= box.y - mm(3)
    above = [line for line in boxes_of(page) if line.y > box.y]
    horizon = box.y + box.height * (1 - 1470 / 1740)
    assert above and all(line.y > horizon for line in above)
    faces = [head.whole for head in list_heads(shipped().scene(name).panels[0])]
    assert len(faces) == 2
    for face in faces:
        x = mm(148) - face.right if locale == "ar" else face.x
        kept = Rect(x, mm(210) - face.top, face.width, face.height)
        assert not [line for line in above if intersect(line, kept).width > 0 < intersect(line, kept).height]


@pytest.mark.slow
def test_a_country_is_named_above_the_title() -> None:
    page = page_of(document_of("en", "KE", "10-13"))
    said = [item.line.text.strip() for item, _, _ in lay(page.items) if isinstance(item, TextAt)]
    assert said[0] == "Help: Kenya" and "Where to" in said[1]


def test_the_picture_gets_smaller_as_a_whole_where_rows_need_the_room() -> None:
    few, more = (page_of(document_of("en", country, "14-17")) for country in ("001", "KE"))
    assert is_drawn(few) and is_drawn(more)
    assert "opener" in more.gave and mm(41) <= picture_of(more).height < picture_of(few).height
    (whole, smaller) = (sorted(parts_of(page)) for page in (few, more))
    assert len(whole) == len(smaller)
    shares = {round(one / other, 2) for one, other in zip(smaller, whole, strict=True)}
    assert shares == {round(picture_of(more).height / picture_of(few).height, 2)}


def parts_of(page: PlacedPage) -> list[float]:
    """Return the scales of the parts of people: across and down they are one."""
    places = [item.place for item, _, _ in lay(page.items) if isinstance(item, PaintedAt)]
    for place_of_part in places:
        assert abs(place_of_part.a) == pytest.approx(abs(place_of_part.d))
    return [abs(one.a) for one in places]


@pytest.mark.slow
@pytest.mark.parametrize(("country", "locale"), [("US", "en"), ("GB", "en"), ("US", "es"), ("GB", "th")])
@pytest.mark.parametrize("band", ["14-17", "10-13"])
def test_where_rows_are_many_the_picture_goes_before_type_and_a_note_tells(
    country: str, locale: str, band: str
) -> None:
    document = document_of(locale, country, band)
    page = page_of(document)
    assert page.oversets == () and not is_drawn(page) and page.gave.startswith("its picture")
    (told,) = (one for one in document.findings if one.code == "gave-way" and page.topic in str(one.where))
    assert told.severity is Severity.NOTE and "its picture" in told.message


@pytest.mark.slow
def test_a_picture_is_kept_only_by_pages_whose_rows_are_as_large_as_ever() -> None:
    drawn = [page_of(document_of("en", country, band)) for country in ("KE", "IN", "FR") for band in ("14-17", "10-13")]
    assert [page for page in drawn if is_drawn(page)]
    for page in (page for page in drawn if is_drawn(page)):
        gave = {part.split()[0] for part in page.gave.split(", ") if part}
        assert gave <= {"title", "opener", "gap"}


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en", "ar", "hi"])
def test_the_band_of_a_proof_covers_no_face(locale: str) -> None:
    document = document_of(locale, "KE", "14-17")
    assert document.proof
    page = page_of(document)
    marked = mark_pages(document.placed.pages, document.placed.forms, document.proof)[page.number]
    band = next(item.path.bounds.moved(dx, dy) for item, dx, dy in lay(marked.items[-1:]) if isinstance(item, Fill))
    panel = shipped().scene("directory").panels[0]
    share = picture_of(page).height / panel.size.height
    for head in list_heads(panel):
        assert mm(210) - head.face.y * share < band.y + 0.1


@pytest.mark.slow
def test_a_sticker_covers_the_list_wherever_it_began() -> None:
    """A copy with more rows had no picture, and its list began higher."""
    wanted = Wanted(products=("sticker",), locales=("en",), countries=("KE",), bands=("14-17",), editions=("screen",))
    document = place(plan_jobs(wanted, shipped())[0], shipped(), MADE, MADE)
    pages = zip(document.layout.pages, document.placed.pages, strict=True)
    sheets = [page for plan, page in pages if plan.master == "sticker-directory"]
    assert sheets and not any(is_drawn(page) for page in sheets)
    items = (found for page in sheets for found in lay(page.items))
    marks = [item.path.bounds.moved(dx, dy).y for item, dx, dy in items if isinstance(item, Stroke)]
    assert max(marks) - min(marks) > mm(210 - 42 - 18 + 6)


def test_the_card_has_a_line_around_it_on_the_white_page_alone() -> None:
    forms = {form.name: form.component for form in document_of("en", "KE", "14-17").placed.forms}
    lines = {name: [item for item in form.items if isinstance(item, Stroke)] for name, form in forms.items()}
    (line,) = lines["card"]
    assert line.ink == "night" and line.width == pytest.approx(mm(0.6)) and lines["card-back"] == []
    assert line.path.bounds == pytest.approx(Rect(0, -forms["card"].height, forms["card"].width, forms["card"].height))
