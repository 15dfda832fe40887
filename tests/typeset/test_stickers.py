"""Sheets of stickers: what a country changes in printed copies, again in the size it has there."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from once import sources
from projects import CONFIRMED, COUNTRY, lay

from booklet.errors import SourceError
from booklet.geometry import mm
from booklet.make.build import open_sources
from booklet.make.document import Document
from booklet.make.drawing import draw
from booklet.make.placing import place
from booklet.make.planning import Wanted, plan_jobs
from booklet.make.proving import press_check, prove
from booklet.sheets.sides import office_sides
from booklet.typeset.patches import COVERED
from booklet.typeset.placed import FormAt, Group, Item, PlacedPage, Stroke, TextAt, texts_of

MADE = date(2026, 11, 25)


@cache
def documents(
    product: str, country: str, locale: str = "en", band: str = "14-17", edition: str = "screen"
) -> tuple[Document, ...]:
    wanted = Wanted((product,), (locale,), (country,), (band,), (edition,))
    return tuple(place(job, sources(), MADE) for job in plan_jobs(wanted, sources()))


def texts(document: Document) -> Iterator[TextAt]:
    """Yield the lines of text of a file, forms where they stand."""
    forms = {form.name: form.component.items for form in document.placed.forms}
    for page in document.placed.pages:
        yield from texts_of(page.items)
        yield from (text for name in used(page.items) for text in texts_of(forms[name]))


def used(items: Iterable[Item]) -> Iterator[str]:
    for item in items:
        if isinstance(item, Group):
            yield from used(item.items)
        elif isinstance(item, FormAt):
            yield item.name


def sizes(document: Document, number: str) -> set[tuple[float, str]]:
    """Return the sizes and inks in which a number stands by itself."""
    lines = (text.line for text in texts(document) if text.line.text.strip() == number)
    return {(run.size, run.ink) for line in lines for run in line.runs}


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en", "ar-XB"])
@pytest.mark.parametrize("band", ["14-17", "10-13"])
@pytest.mark.parametrize(("country", "number"), [("KE", "116"), ("TH", "1387"), ("EG", "16000")])
def test_a_number_has_every_size_in_which_it_was_printed(country: str, number: str, band: str, locale: str) -> None:
    (sticker,) = documents("sticker", country, locale, band)
    for product in ("booklet", "poster", "card"):
        for printed in documents(product, country, locale, band):
            assert sizes(printed, number)
            assert sizes(printed, number) <= sizes(sticker, number)


@pytest.mark.parametrize("country", ["001", "KE", "TH"])
def test_every_page_on_which_a_number_stands_has_a_patch(country: str) -> None:
    (booklet,) = documents("booklet", country)
    (sticker,) = documents("sticker", country)
    forms = {form.name for form in booklet.placed.forms}
    lead = booklet.manuscript.help.lead
    says = lead.number.printed if lead.number else lead.address
    wanted = {
        page.number
        for page in booklet.placed.pages
        if forms & set(used(page.items)) or any(says in text.line.text for text in texts_of(page.items))
    }
    assert len(wanted) > 13
    told = {text.line.text.strip() for text in texts(sticker)}
    assert {f"Booklet, page {number + 1}" for number in wanted} <= told
    assert {"Poster P1, P2, P3, P4", *(f"Tip card C{number}, back" for number in range(1, 9))} <= told


def test_the_forms_are_those_of_the_booklet() -> None:
    (booklet,), (sticker,) = documents("booklet", "KE"), documents("sticker", "KE")
    assert sticker.placed.forms == booklet.placed.forms


@pytest.mark.slow
@pytest.mark.parametrize("country", ["KE", "US"])
def test_every_mark_lies_where_an_office_prints(country: str) -> None:
    (sticker,) = documents("sticker", country)
    edge = mm(6.35 if country == "US" else 5)
    assert sticker.layout.name == ("sticker-letter" if country == "US" else "sticker-a4")
    for page in sticker.placed.pages:
        for mark in marks(page):
            for _, x, y in mark.path.segments:
                assert edge <= float(x) <= page.trim.width - edge
                assert edge <= float(y) + page.trim.height <= page.trim.height - edge


def marks(page: PlacedPage) -> list[Stroke]:
    """Return the marks of a sheet: what is stroked beside its patches."""
    (whole,) = page.items
    assert isinstance(whole, Group)
    return [item for item in whole.items if isinstance(item, Stroke)]


def patches(document: Document) -> int:
    """Return how many patches a file has: each stands between eight marks."""
    return sum(len(marks(page)) for page in document.placed.pages) // 8


@pytest.mark.slow
def test_each_patch_of_a_proof_says_so_and_no_other_one_does(tmp_path: Path) -> None:
    project = lay(tmp_path, {COUNTRY: CONFIRMED})
    found = {}
    for day in (MADE, date(2027, 8, 1)):
        opened = open_sources(project)
        (job,) = plan_jobs(Wanted(("sticker",), countries=("XX",), editions=("screen",)), opened)
        document = place(job, opened, day, day)
        said = [text for text in texts(document) if "PROOF" in text.line.text]
        found[document.proof is not None] = (patches(document), len(said))
        assert prove(document, draw(document, opened, day), opened, day).numbers
    assert found[False] == (found[True][0], 0)
    assert found[True][1] == found[True][0] > 20


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["press", "office", "screen"])
def test_each_edition_is_read_back(edition: str) -> None:
    (sticker,) = documents("sticker", "GB", edition=edition)
    record = prove(sticker, draw(sticker, sources(), MADE), sources(), MADE)
    assert record.codes == 4
    assert record.numbers >= 11


@pytest.mark.slow
@pytest.mark.parametrize("name", ["", "Example Friends of a Rather Long Name"])
@pytest.mark.parametrize("layout", ["sticker-a4", "sticker-letter"])
def test_stickers_of_confirmed_numbers_pass_preflight(layout: str, name: str, tmp_path: Path) -> None:
    found = open_sources(lay(tmp_path, {COUNTRY: CONFIRMED, "brand.yaml": f"name: '{name}'\n"}))
    wanted = Wanted(("sticker",), ("en",), ("XX",), editions=("press",), layouts=(layout,))
    document = place(plan_jobs(wanted, found)[0], found, MADE, MADE)
    assert document.proof is None
    data = draw(document, found, MADE)
    assert prove(document, data, found, MADE) and press_check(document, data, found) == ()


@pytest.mark.slow
@pytest.mark.parametrize(("contact", "pages"), [("gbv-helpline", {"Booklet, page 27"}), ("childline", None)])
def test_a_changed_number_is_covered_where_it_stands_and_nowhere_else(contact: str, pages: set[str] | None) -> None:
    (whole,) = documents("sticker", "KE")
    (job,) = plan_jobs(Wanted(("sticker",), ("en",), ("KE",), editions=("press",), items=(contact,)), sources())
    found = place(job, sources(), MADE, MADE)
    places = {text.line.text.strip() for text in texts(whole)}
    said = {text.line.text.strip() for text in texts(found)} & {
        name for name in places if name.startswith(("Booklet, ", "Poster ", "Tip card"))
    }
    number = next(one for one in sources().insert("KE").contacts if one.id == contact).numbers[0].printed
    assert any(number in text.line.text for text in texts(found))
    assert patches(found) == len(pages) if pages else len(said) > 20 and patches(found) < patches(whole)
    assert pages is None or said == pages
    data = draw(found, sources(), MADE)
    assert prove(found, data, sources(), MADE).numbers and press_check(found, data, sources()) == ()


def test_a_contact_that_is_not_printed_has_no_stickers() -> None:
    (job,) = plan_jobs(Wanted(("sticker",), ("en",), ("KE",), editions=("screen",), items=("finder",)), sources())
    with pytest.raises(SourceError) as stopped:
        place(job, sources(), MADE)
    assert [finding.code for finding in stopped.value.findings] == ["no-patch"]


def test_masters_that_print_help_are_covered() -> None:
    masters = {
        plan.master for name in ("booklet-a5", "poster-a3", "card-85x55") for plan in sources().layout(name).pages
    }
    assert masters - COVERED == {"cover", "card-front"}


@pytest.mark.slow
def test_an_office_prints_them_as_large_as_what_they_cover() -> None:
    (sticker,) = documents("sticker", "KE", edition="office")
    sheet = sources().printer("office-colour").sheet
    assert sheet is not None
    sides = office_sides("sticker", sticker.placed.pages, sheet)
    assert [(spot.scale, spot.x, spot.y) for side in sides for spot in side.spots] == [(1.0, 0.0, 0.0)] * 6
