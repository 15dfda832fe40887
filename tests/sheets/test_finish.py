"""What editions make of pages: sheets that fold into the booklet, lines beside the pages, and nothing lost."""

import io
import re
from datetime import date
from functools import cache
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pytest
from once import sources
from PIL import Image, ImageChops, ImageStat
from reading import words

from booklet.errors import SourceError
from booklet.geometry import mm
from booklet.jobs import PRODUCTS
from booklet.make.build import check
from booklet.make.document import Document
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.make.writing import write
from booklet.pdf.document import Edition, assemble
from booklet.pdf.draw.palette import make_palette
from booklet.pdf.metadata import Metadata
from booklet.sheets.finish import Finished, finish_for_office, finish_for_screen, meet_fronts
from booklet.sheets.sides import office_sides
from booklet.text.fonts import Setting
from booklet.typeset.beside import how_to_line
from booklet.typeset.fit import product_house
from booklet.typeset.placed import Form, texts_of
from booklet.values import replace

MADE = date(2026, 11, 25)
SCALE = 1.0


@cache
def document(product: str, country: str = "001", ink: str = "colour", printer: str = "") -> Document:
    wanted = Wanted(
        (product,), locales=("en",), countries=(country,), editions=("office",), inks=(ink,), printer=printer
    )
    return check(plan_jobs(wanted, sources()), sources(), MADE)[0]


@cache
def office(product: str, country: str = "001", ink: str = "colour", printer: str = "") -> bytes:
    return draw(document(product, country, ink, printer), sources(), MADE)


def texts(data: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def preferences(data: bytes) -> dict[str, str]:
    """Return what a file asks of the program that prints it."""
    with pikepdf.open(io.BytesIO(data)) as opened:
        return {key: str(value) for key, value in opened.Root.ViewerPreferences.items()}


# Saddle-stitched sheets


def finished(*, is_rtl: bool) -> tuple[Finished, Edition]:
    found = document("booklet")
    house = product_house(found.layout, found.manuscript, sources().theme)
    if is_rtl:
        house = replace(house, setting=Setting("rtl", "Latn", "en"))
    palette = make_palette(sources().theme, "office")
    printer = sources().printer("office-colour")
    assert printer.sheet is not None
    edition = Edition("office", palette, printer.condition, printer)
    sheets = finish_for_office(found.layout, found.placed, printer.sheet, house, palette.blank, palette.fillings)
    return sheets, edition


def pictures(found: Finished, edition: Edition) -> list[Image.Image]:
    data = assemble(found, sources().art, edition, Metadata("Title", "en", MADE, ()))
    return [page.render(scale=SCALE).to_pil().convert("L") for page in pypdfium2.PdfDocument(data)]


def leafed(found: Finished, sides: list[Image.Image], *, is_rtl: bool) -> list[Image.Image]:
    """Return the pages as a reader meets them: sheets folded in the middle, the first outside, leafed through."""
    halves = []
    spot = found.sides[0].spots[0]
    width, height = (side * spot.scale * SCALE for side in found.placed.pages[0].trim)
    for side in sides:
        top = side.height - spot.y * SCALE - height
        left = (side.width / 2 - width, top, side.width / 2, top + height)
        right = (side.width / 2, top, side.width / 2 + width, top + height)
        pair = [side.crop(box) for box in (left, right)]
        halves.append(pair[::-1] if is_rtl else pair)
    fronts, backs = halves[0::2], halves[1::2]
    ahead = [page for front, back in zip(fronts, backs, strict=True) for page in (front[1], back[0])]
    behind = [page for front, back in zip(fronts, backs, strict=True) for page in (front[0], back[1])]
    return [*ahead, *reversed(behind)]


def difference(first: Image.Image, second: Image.Image) -> float:
    """Return how far two pictures are apart, as a mean of 255."""
    return float(ImageStat.Stat(ImageChops.difference(first, second.resize(first.size))).mean[0])


@pytest.mark.slow
@pytest.mark.parametrize("is_rtl", [False, True])
def test_the_folded_sheets_show_the_pages_in_order(is_rtl: bool) -> None:
    found, edition = finished(is_rtl=is_rtl)
    read = leafed(found, pictures(found, edition), is_rtl=is_rtl)
    singles = pictures(finish_for_screen(found.placed), edition)
    assert len(read) == len(singles) == 28
    for number, page in enumerate(read):
        apart = [difference(single, page) for single in singles]
        assert apart.index(min(apart)) == number, number
        assert min(apart) < 20  # a sheet for an office has lines for large areas


@pytest.mark.slow
def test_a_booklet_of_28_pages_is_7_sheets_turned_on_the_short_edge() -> None:
    reader = pypdf.PdfReader(io.BytesIO(office("booklet")))
    assert len(reader.pages) == 14
    assert all(page.mediabox.width > page.mediabox.height for page in reader.pages)
    assert preferences(office("booklet"))["/Duplex"] == "/DuplexFlipShortEdge"
    assert preferences(office("booklet"))["/PrintScaling"] == "/None"
    for number, said in enumerate(texts(office("booklet"))):
        assert f"flip on the short edge. Sheet {number // 2 + 1} of 7" in said


def test_the_foot_of_each_side_says_which_sheet_it_is_of_how_many() -> None:
    found, _ = finished(is_rtl=False)
    lines = {form.name: plain_words(form) for form in found.placed.forms if form.name.startswith("how-to")}
    feet = [lines[name] for side in found.sides for name, *_ in side.beside if name in lines]
    assert [re.findall(r"Sheet\s+(\d+)\s+of\s+(\d+)", foot) for foot in feet] == [
        [(str(number // 2 + 1), "7")] for number in range(14)
    ]


def plain_words(form: Form) -> str:
    return " ".join(
        segment.text for item in texts_of(form.component.items) for run in item.line.runs for segment in run.segments
    )


@pytest.mark.parametrize(("product", "edge", "other"), [("card", "long", "short"), ("booklet", "short", "long")])
def test_backs_are_moved_with_all_that_stands_beside_their_pages_and_fronts_stay(
    product: str, edge: str, other: str
) -> None:
    found, printer = document(product), sources().printer("office-colour")
    assert printer.sheet
    house = product_house(found.layout, found.manuscript, sources().theme)
    before = finish_for_office(
        found.layout, found.placed, printer.sheet, house, make_palette(sources().theme, "office").blank
    )
    assert meet_fronts(before, {other: (3.0, -2.0)}) == before
    after = meet_fronts(before, {edge: (3.0, -2.0), other: (9.0, 9.0)})
    assert (after.placed, after.duplex, after.sides[::2]) == (before.placed, before.duplex, before.sides[::2])
    for plain, moved in zip(before.sides[1::2], after.sides[1::2], strict=True):
        assert [(spot.x, spot.y) for spot in moved.spots] == [(spot.x + 3, spot.y - 2) for spot in plain.spots]
        assert plain.beside and list(moved.beside) == [(name, x + 3, y - 2) for name, x, y in plain.beside]


def test_cards_are_turned_on_the_long_edge_and_a_poster_is_not_turned() -> None:
    assert preferences(office("card"))["/Duplex"] == "/DuplexFlipLongEdge"
    assert all("flip on the long edge" in said for said in texts(office("card")))
    assert "/Duplex" not in preferences(office("poster"))


@pytest.mark.parametrize(("country", "size"), [("001", (297, 210)), ("PH", (279.4, 215.9))])
def test_a_country_has_its_own_paper(country: str, size: tuple[float, float]) -> None:
    page = pypdf.PdfReader(io.BytesIO(office("booklet", country))).pages[0]
    assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(list(map(mm, size)), abs=0.01)


@pytest.mark.slow
@pytest.mark.parametrize("product", PRODUCTS)
@pytest.mark.parametrize("ink", ["colour", "grey"])
def test_an_office_prints_every_word_that_the_press_prints(product: str, ink: str) -> None:
    press = check(plan_jobs(Wanted((product,), countries=("GB",), editions=("press",)), sources()), sources(), MADE)[0]
    wanted = set(words(" ".join(texts(draw(press, sources(), MADE)))))
    slug = {word for word in wanted if word.startswith("guide_") or re.fullmatch("[0-9]+/[0-9]+", word)}
    printed = set(words(" ".join(texts(office(product, "GB", ink)))))
    assert wanted - slug - {"·", "FOGRA39", MADE.isoformat()} <= printed


@pytest.mark.parametrize("product", PRODUCTS)
def test_an_office_file_holds_no_link_and_no_bookmark(product: str) -> None:
    reader = pypdf.PdfReader(io.BytesIO(office(product)))
    assert not any("/Annots" in page for page in reader.pages)
    assert "/Outlines" not in reader.root_object


@pytest.mark.parametrize("product", PRODUCTS)
def test_grey_is_grey_in_every_form_of_a_file(product: str) -> None:
    used = set()
    with pikepdf.open(io.BytesIO(office(product, "GB", "grey"))) as opened:
        forms = [
            item for item in opened.objects if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Form"
        ]
        for content in (*opened.pages, *forms):
            used |= {str(instruction.operator) for instruction in pikepdf.parse_content_stream(content)}
    assert {"g", "G"} & used and not {"rg", "RG", "k", "K", "scn", "SCN"} & used


@pytest.mark.parametrize("product", PRODUCTS)
@pytest.mark.parametrize("country", ["001", "PH"])
def test_nothing_is_printed_where_an_office_printer_cannot(product: str, country: str) -> None:
    printer = sources().printer("office-colour-letter" if country == "PH" else "office-colour")
    assert printer.sheet is not None
    for page in pypdfium2.PdfDocument(office(product, country)):
        picture = page.render(scale=1).to_pil().convert("L")
        margin = int(printer.sheet.margin) - 1
        inside = (margin, margin, picture.width - margin, picture.height - margin)
        picture.paste(255, inside)
        assert picture.getextrema()[0] > 200


@pytest.mark.slow
def test_a_proof_says_so_on_every_page_of_a_sheet() -> None:
    assert [said.count("PROOF") for said in texts(office("booklet", "KE"))] == [2] * 14
    assert [said.count("PROOF") for said in texts(office("card", "KE"))] == [10] * 2


def test_the_band_of_a_proof_stays_on_its_card() -> None:
    proof = document("card", "KE")
    sheet = sources().printer(proof.job.printer).sheet
    assert sheet
    (front, _) = office_sides("card", proof.placed.pages, sheet)
    with_band, without = (
        pypdfium2.PdfDocument(draw(found, sources(), MADE))[0].render(scale=2).to_pil().convert("L")
        for found in (proof, replace(proof, proof=None))
    )
    changed = ImageChops.difference(with_band, without)
    assert changed.getbbox()
    for spot in front.spots:
        foot = with_band.height - 2 * spot.y
        strip = changed.crop(
            (round(2 * spot.x), round(foot - 2 * mm(40)), round(2 * (spot.x + mm(85))), round(foot) - 1)
        )
        assert strip.getbbox() is None


@pytest.mark.parametrize(("country", "name", "size"), [("KE", "a4", (210, 297)), ("PH", "letter", (215.9, 279.4))])
def test_an_office_poster_is_called_what_it_is(
    tmp_path: Path, country: str, name: str, size: tuple[float, float]
) -> None:
    poster = document("poster", country)
    written = write(poster, sources(), MADE, tmp_path)
    assert written.path.name == f"guide_poster-p1_14-17_en_{country}_{name}_office_v01_PROOF.pdf"
    assert written.trim == size


# The line in the slug


def press(product: str, locale: str = "en") -> tuple[Document, bytes]:
    job = plan_jobs(Wanted((product,), locales=(locale,), editions=("press",)), sources())[0]
    (found,) = check([job], sources(), MADE)
    return found, draw(found, sources(), MADE)


SLUGS = [*((product, "en") for product in PRODUCTS), ("card", "ar-XB")]


@pytest.mark.slow
@pytest.mark.parametrize(("product", "locale"), SLUGS)
def test_a_press_page_says_in_its_slug_what_it_is(product: str, locale: str) -> None:
    found, data = press(product, locale)
    said = texts(data)
    for number, text in enumerate(said, start=1):
        assert f"{found.name.removesuffix('.pdf')} · 2026-11-25 · FOGRA39 · {number}/{len(said)}" in text


@pytest.mark.parametrize("product", PRODUCTS)
def test_the_line_in_the_slug_stands_outside_the_bleed(product: str) -> None:
    _, data = press(product)
    for page in pypdfium2.PdfDocument(data):
        text = page.get_textpage()
        found_at = text.search("FOGRA39").get_next()
        assert found_at is not None
        _, _, _, top = text.get_charbox(found_at[0])
        assert top < page.get_bleedbox()[1]


LONGEST_NAME = "green-hill-secondary-school-na_"
"""An id of a table can have no more letters."""


def in_slug(page: pypdfium2.PdfPage, name: str) -> tuple[str, float]:
    """Return the line in the slug, and where it ends on the sheet."""
    text = page.get_textpage()
    found_at = text.search(name).get_next()
    assert found_at is not None
    line = text.get_text_range(found_at[0])
    return line, text.get_charbox(found_at[0] + len(line) - 1)[2]


@pytest.mark.parametrize("product", PRODUCTS)
def test_the_line_in_the_slug_is_whole_however_long_the_name_is(product: str) -> None:
    found, _ = press(product)
    named = replace(found, prefix=LONGEST_NAME)
    pages = list(pypdfium2.PdfDocument(draw(named, sources(), MADE)))
    for number, page in enumerate(pages, start=1):
        line, end = in_slug(page, LONGEST_NAME)
        assert line == f"{named.name.removesuffix('.pdf')} · 2026-11-25 · FOGRA39 · {number}/{len(pages)}"
        assert end < page.get_width()


def test_a_line_in_the_slug_that_is_longer_than_the_sheet_stops_the_build() -> None:
    found, _ = press("card")
    with pytest.raises(
        SourceError, match=r"slug-0: line-full: .* is longer than the sheet; say it in fewer words"
    ) as caught:
        draw(replace(found, prefix=5 * LONGEST_NAME), sources(), MADE)
    assert [finding.code for finding in caught.value.findings] == ["line-full"]


def test_a_line_on_how_to_print_is_set_whole_or_not_at_all() -> None:
    card = document("card")
    house = product_house(card.layout, card.manuscript, sources().theme)
    sizes = {how_to_line("how-to", words, 300, house).component.height for words in ("Fold it.", 7 * "Fold it now. ")}
    assert len(sizes) == 2, "more words are set smaller"
    with pytest.raises(SourceError, match=r'how-to: line-full: "Fold it\. .* is longer than the sheet'):
        how_to_line("how-to", 40 * "Fold it. ", 300, house)


@pytest.mark.slow
def test_a_printer_that_wants_no_marks_gets_none() -> None:
    job = plan_jobs(Wanted(("booklet",), editions=("press",), printer="lulu"), sources())[0]
    (found,) = check([job], sources(), MADE)
    data = draw(found, sources(), MADE)
    assert not any(re.search("TR 006|FOGRA", said) for said in texts(data))
    for page in pypdf.PdfReader(io.BytesIO(data)).pages:
        assert page.mediabox == page.bleedbox
    with pikepdf.open(io.BytesIO(data)) as opened:
        assert not any("/ColorSpace" in page.obj.Resources for page in opened.pages)
