"""Logos of several partners, a funder's sentence and a box for a stamp: where they stand, in what order, how large."""

import io
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple

import numpy as np
import pypdf
import pypdfium2
import pytest
from projects import codes, lay
from rendered import MADE, Pixels

from booklet.errors import Finding, SourceError
from booklet.geometry import Rect, mm
from booklet.make.build import check, open_sources
from booklet.make.document import Document
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.make.proving import prove
from booklet.sources.load import Sources
from booklet.typeset.placed import ArtAt, Clipped, FigureAt, Fill, Group, Item, PlacedPage, texts_of
from booklet.values import replace

INKS = {"donor": ("#c80000", 300, 200), "agency": ("#008c00", 200, 200), "logo": ("#0000c8", 600, 200)}
"""The colour and the proportions of each logo, which has a white bar at its left."""

ORDER = ("donor.svg", "agency.svg", "logo.svg")

THREE = (
    "name: Example House\n"
    "logos:\n"
    "  - {file: donor.svg, name: Donor Fund, least: {width: 20}}\n"
    "  - {file: agency.svg, name: Agency}\n"
    "  - {file: logo.svg, name: Example House}\n"
)

FUNDER = "Funded by the Donor Fund."

WHOLE = f"{THREE}funder: {FUNDER}\ndisclaimer: The Donor Fund has not read it.\nstamp: {{width: 44, height: 24}}\n"

PLACES = [("booklet", ""), ("poster", ""), ("poster", "poster-a4"), ("insert", "")]


def draw_logo(ink: str, width: int, height: int) -> str:
    bar = f'<rect x="20" y="40" width="40" height="{height - 80}" fill="#ffffff"/>'
    box = f'<rect width="{width}" height="{height}" fill="{ink}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{box}{bar}</svg>'


LOGOS = {f"layouts/art/{name}.svg": draw_logo(*ink) for name, ink in INKS.items()}


@cache
def open_project(brand: str) -> Sources:
    return open_sources(lay(Path(mkdtemp()), {"brand.yaml": brand} | LOGOS))


def placed(brand: str, product: str, layout: str = "", locale: str = "en", band: str = "14-17") -> Document:
    """Return a product of a project with its findings, without the bands that mark a proof and a draft."""
    wanted = Wanted((product,), bands=(band,), editions=("screen",), countries=("KE" if locale != "ar" else "EG",))
    wanted = replace(
        wanted, locales=(locale,), items=("p1",) if product == "poster" else ("c1",) if product == "card" else ()
    )
    if layout:
        wanted = replace(wanted, layouts=(layout,))
    sources = open_project(brand)
    return replace(check(plan_jobs(wanted, sources), sources, MADE)[0], proof=None, draft=None)


class Box(NamedTuple):
    """Something in its place on a page, from its lower left corner."""

    name: str
    box: Rect
    flip: bool = False


def boxes(items: tuple[Item, ...], dx: float = 0.0, dy: float = 0.0) -> Iterator[Box]:
    """Yield the drawings, and the white areas, of a page."""
    for item in items:
        if isinstance(item, ArtAt):
            yield Box(item.name, item.box.moved(dx, dy), item.flip)
        elif isinstance(item, Fill) and item.ink == "white":
            yield Box("white", item.path.bounds.moved(dx, dy))
        elif isinstance(item, Group):
            yield from boxes(item.items, dx + item.dx, dy + item.dy)
        elif isinstance(item, Clipped | FigureAt):
            yield from boxes(item.items, dx, dy)


def page_of(document: Document) -> PlacedPage:
    """Return the page that prints all logos: the last of a booklet, the first of all else."""
    return document.placed.pages[-1 if document.job.product == "booklet" else 0]


def logos(document: Document) -> dict[str, Box]:
    return {one.name: one for one in boxes(page_of(document).items) if one.name in ORDER}


def texts(document: Document) -> str:
    return " ".join(text.line.text for text in texts_of(page_of(document).items))


def faults(brand: str, product: str, layout: str = "", locale: str = "en") -> tuple[Finding, ...]:
    """Return why a product cannot be made, nothing if it can."""
    try:
        placed(brand, product, layout, locale)
    except SourceError as error:
        return error.findings
    return ()


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en", "ar"])
@pytest.mark.parametrize(("product", "layout"), PLACES)
def test_logos_stand_in_the_order_of_reading_all_of_one_height(product: str, layout: str, locale: str) -> None:
    document = placed(THREE, product, layout, locale)
    found = logos(document)
    start = sorted(ORDER, key=lambda name: found[name].box.x)
    assert tuple(start if locale == "en" else reversed(start)) == ORDER
    heights = {round(one.box.height, 3) for one in found.values()}
    assert len(heights) == 1 and not any(one.flip for one in found.values())
    clear = 0.49 * heights.pop()
    row = sorted((one.box for one in found.values()), key=lambda box: box.x)
    assert all(after.x - before.right > clear for before, after in pairwise(row))
    assert len({round(box.y, 3) for box in row}) == 1
    trim = page_of(document).trim
    assert all(mm(3) < box.x and box.right < trim.width - mm(3) and box.y > mm(3) for box in row)


def mask(picture: Pixels, name: str) -> np.ndarray:
    """Return where a picture has the colour of a logo."""
    place = {"donor.svg": 0, "agency.svg": 1, "logo.svg": 2}[name]
    others = [picture[:, :, other].astype(int) for other in range(3) if other != place]
    return (picture[:, :, place] > 90) & (others[0] < 70) & (others[1] < 70)


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en", "ar"])
def test_the_order_is_seen_on_paper_and_no_logo_is_mirrored(locale: str) -> None:
    document = placed(THREE, "poster", "poster-a4", locale)
    pdf = pypdfium2.PdfDocument(io.BytesIO(draw(document, open_project(THREE), MADE)))
    picture = np.asarray(pdf[0].render(scale=2).to_pil().convert("RGB"))
    spans = []
    for name in ORDER:
        rows, columns = np.nonzero(mask(picture, name)[-120:])
        spans.append((columns.min(), columns.max()))
        left, wide, tall = columns.min(), np.ptp(columns), np.ptp(rows)
        seen = mask(picture, name)[-120:][rows.min() : rows.max(), left : columns.max()]
        middle = seen[tall // 2]
        ratio = INKS[name.removesuffix(".svg")][1] / 200
        assert wide / tall == pytest.approx(ratio, rel=0.08)
        assert middle[wide // 2 :].all() and not middle[: wide // 2].all()
    assert spans == sorted(spans, reverse=locale == "ar")


@pytest.mark.parametrize(
    ("product", "layout"),
    [*PLACES, ("poster", "poster-a1"), ("booklet", "leaflet-trifold-a4"), ("poster", "poster-a5")],
)
def test_no_logo_is_smaller_than_its_owner_allows(product: str, layout: str) -> None:
    document = placed(THREE, product, layout)
    assert logos(document)["donor.svg"].box.width * document.layout.scale >= mm(20) - 0.01


def test_a_row_that_is_too_wide_becomes_two_and_keeps_the_order() -> None:
    found = logos(placed(THREE, "booklet", "leaflet-trifold-a4"))
    first, second, third = (found[name].box for name in ORDER)
    assert first.x == third.x and first.y == second.y and third.top < first.y
    assert len({round(one.box.height, 3) for one in found.values()}) == 1


def test_an_owner_may_ask_for_a_height_of_its_own() -> None:
    brand = THREE.replace("name: Agency}", "name: Agency, height: 18}")
    found = logos(placed(brand, "poster"))
    donor, agency = found["donor.svg"].box, found["agency.svg"].box
    assert agency.height == pytest.approx(mm(18)) and donor.height < mm(18)
    assert donor.y + donor.height / 2 == pytest.approx(agency.y + agency.height / 2)


@pytest.mark.parametrize(("product", "layout"), PLACES)
def test_what_does_not_fit_stops_and_says_by_how_much(product: str, layout: str) -> None:
    most, less = (faults(THREE.replace("width: 20", f"width: {wide}"), product, layout) for wide in (160, 150))
    assert {one.code for one in most} <= {"partners-no-room", "logo-too-large", "overset"}
    told = [next(one for one in found if one.code == "partners-no-room") for found in (most, less)]
    needed = [int(one.message.partition(" needs ")[2].split()[0]) for one in told]
    assert needed[0] > needed[1] > 0 and "mm more than there is on" in told[0].message
    if product != "insert":
        assert str(told[0].where) == "brand.yaml:3"


@pytest.mark.slow
def test_no_logo_stands_higher_than_the_number_of_the_helpline() -> None:
    brand = "name: A\nlogos:\n  - {file: agency.svg, name: Agency, least: {height: 24}}\n"
    found = faults(brand, "booklet", "leaflet-trifold-a4")
    assert codes(found) == ["logo-too-large"] and str(found[0].where) == "brand.yaml:3"
    assert faults(brand.replace("24", "9"), "booklet", "leaflet-trifold-a4") == ()


def spoken(document: Document, brand: str) -> str:
    """Return the words of the page with all logos as a reader that is not ours copies them."""
    data = draw(document, open_project(brand), MADE)
    page = pypdf.PdfReader(io.BytesIO(data)).pages[page_of(document).number]
    return " ".join(page.extract_text().split())


@pytest.mark.slow
@pytest.mark.parametrize(("product", "layout"), PLACES)
def test_a_funders_sentence_is_printed_as_written(product: str, layout: str) -> None:
    said = spoken(placed(WHOLE, product, layout), WHOLE)
    assert FUNDER in said and "The Donor Fund has not read it." in said


@pytest.mark.slow
def test_a_funder_may_have_a_sentence_for_each_language_and_none_is_left_out() -> None:
    brand = "funder: {en: Funded by the Fund., ar: بتمويل من الصندوق.}\n"
    assert "Funded by the Fund." in spoken(placed(brand, "poster"), brand)
    assert "بتمويل من الصندوق." in texts(placed(brand, "poster", locale="ar"))
    lacking = faults(brand, "poster", locale="sw")
    assert codes(lacking) == ["funder-unsaid"] and str(lacking[0].where) == "brand.yaml:1"
    assert faults(brand, "card", locale="sw") == ()


STAMP_WORDS = {"en": "Stamp or sticker", "ar": "ختم أو ملصق لاصق"}


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en", "ar"])
@pytest.mark.parametrize(("product", "layout"), PLACES[:3])
def test_the_box_for_a_stamp_is_empty_and_as_large_as_asked(product: str, layout: str, locale: str) -> None:
    document = placed(WHOLE, product, layout, locale)
    found = [one.box for one in boxes(page_of(document).items) if one.name == "white"]
    box = next(box for box in found if (round(box.width / mm(1), 2), round(box.height / mm(1), 2)) == (44, 24))
    data = draw(document, open_project(WHOLE), MADE)
    page = pypdfium2.PdfDocument(io.BytesIO(data))[page_of(document).number]
    picture, scale = np.asarray(page.render(scale=2).to_pil().convert("L")), 2
    high = picture.shape[0]
    top, foot = high - int((box.top - mm(1)) * scale), high - int((box.y + 0.45 * box.height) * scale)
    inside = picture[top:foot, int((box.x + mm(1)) * scale) : int((box.right - mm(1)) * scale)]
    assert inside.size > 5000 and inside.min() > 250
    assert STAMP_WORDS[locale] in texts(document)


@pytest.mark.slow
def test_a_list_without_room_goes_without_the_box_and_says_so() -> None:
    document = placed(WHOLE.replace("height: 24", "height: 60"), "insert")
    assert [one.code for one in document.findings if one.code == "stamp-left-out"] == ["stamp-left-out"]
    assert "Stamp or sticker" not in texts(document) and set(logos(document)) == set(ORDER)
    plain = placed("name: Example House\n", "insert")
    rows = [text.line.text for text in texts_of(plain.placed.pages[0].items)]
    assert rows and [text for text in rows if text not in texts(document)] == []


@pytest.mark.slow
@pytest.mark.parametrize(("product", "band"), [("booklet", "14-17"), ("booklet", "10-13"), ("poster", "14-17")])
def test_a_file_with_all_of_it_is_sound(product: str, band: str) -> None:
    document = check_all(WHOLE, product, band)
    sources = open_project(WHOLE)
    assert prove(document, draw(document, sources, MADE), sources, MADE)


def check_all(brand: str, product: str, band: str) -> Document:
    """Return a product with the marks of a proof."""
    wanted = Wanted((product,), countries=("KE",), locales=("en",), bands=(band,), editions=("press",))
    sources = open_project(brand)
    return check(plan_jobs(wanted, sources), sources, MADE)[0]


@pytest.mark.slow
def test_cards_and_front_covers_print_the_one_logo_alone() -> None:
    for brand in (WHOLE, "name: Example House\n"):
        card = placed(brand, "card")
        assert {one.name for one in boxes(card.placed.pages[0].items)} & {"logo", *ORDER} == {"logo"}
        front = placed(brand, "booklet").placed.pages[0]
        assert {one.name for one in boxes(front.items)} & {"logo", *ORDER} == {"logo"}
    assert "logo" not in {one.name for one in boxes(page_of(placed(WHOLE, "booklet")).items)}


def test_a_note_says_which_logos_print_where() -> None:
    told = [str(note) for note in open_project(WHOLE).notes if note.code == "logos-printed"]
    assert len(told) == 1 and "Donor Fund, Agency, Example House, in this order" in told[0]
    assert "front covers, cards and pictures for a feed print layouts/art/logo alone" in told[0]
    assert not any(note.code == "logos-printed" for note in open_project("name: Example House\n").notes)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("brand", "code", "line"),
    [
        ("logos:\n  - {file: nobody.svg, name: A}\n", "missing-art", 2),
        ("logos:\n  - {file: ../donor.svg, name: A}\n", "wrong-logo", 2),
        ("logos:\n  - {file: donor.gif, name: A}\n", "wrong-logo", 2),
        ("logos:\n  - {file: donor.svg}\n", "missing-key", 2),
        ("logos:\n  - {file: donor.svg, name: A}\n  - {file: donor.svg, name: B}\n", "logo-twice", 3),
        ("logos:\n  - {file: donor.svg, name: A, least: {width: 900}}\n", "wrong-logo", 2),
        ("logos:\n  - {file: donor.svg, name: A, least: {width: 30}, height: 5}\n", "wrong-logo", 2),
        ("logos:\n" + "  - {file: donor.svg, name: A}\n" * 13, "too-many-logos", 1),
        ("stamp: {width: 5, height: 5}\n", "wrong-stamp", 1),
        ("stamp: {width: -44, height: 24}\n", "wrong-type", 1),
        (f"funder: {'a' * 301}\n", "wrong-funder", 1),
        ("funder: Reviewed by the Fund.\n", "says-reviewed", 1),
        ("funder: Hope Shelter, 12 Garden Street\n", "shelter-address", 1),
        ("funder: {english: Funded by the Fund.}\n", "wrong-language", 1),
        ("disclaimer: {en: Ours., EN: Ours.}\n", "wrong-language", 1),
        ("logos:\n  - {file: donor.svg, name: 'Hope Shelter, 12 Garden Street'}\n", "shelter-address", 2),
        ("logos:\n  - {file: donor.svg, name: Reviewed by the Fund}\n", "says-reviewed", 2),
        ("short: Hope Shelter, 12 Garden Street\n", "shelter-address", 1),
    ],
)
def test_what_cannot_be_printed_is_told_with_its_line(brand: str, code: str, line: int, tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        open_sources(lay(tmp_path, {"brand.yaml": brand} | LOGOS))
    found = [one for one in caught.value.findings if one.code == code]
    assert found and str(found[0].where) == f"brand.yaml:{line}"


@pytest.mark.slow
def test_a_stamp_whose_size_is_no_number_is_told_once(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        open_sources(lay(tmp_path, {"brand.yaml": "stamp: {width: wide, height: 24}\n"}))
    assert [one.code for one in caught.value.findings] == ["wrong-type"]
