"""Who adapted the guide stands in imprint and on the back cover, and nothing stands there where nothing is given."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

import pytest

from booklet.brand import LOGO, LONGEST_CONTACT, LONGEST_NAME, NOBODY, Brand, is_isbn
from booklet.colophon import make_colophon
from booklet.geometry import Rect, Size, mm
from booklet.guide import Guide, Wording
from booklet.locales import find_locale
from booklet.localise import NBSP, Asked, localise, unbroken
from booklet.manuscript import Manuscript
from booklet.sources.load import Sources
from booklet.text.markup import plain_text
from booklet.typeset.brief import Colophon
from booklet.typeset.fit import Placed, fit_product
from booklet.typeset.placed import ArtAt, Clipped, FigureAt, Group, Item

MADE = date(2026, 11, 25)

LABELS = {
    "imprint.adapted": "Adapted by",
    "imprint.contact": "Contact",
    "imprint.isbn": "ISBN",
    "publisher.adapted": "Adapted by {name}",
}

FULL = Brand("Save the *Example*", "www.example.org/get_help", "978-0-306-40615-7")

WIDEST = Brand(
    ("Wohlfahrtsverband für Mädchen und Jungen am Meer e. V. Köln" + "n" * 60)[:LONGEST_NAME],
    ("www.wohlfahrtsverband.example, Postfach 10 20 30, 12345 Musterhausen am Meer, Nord" + "n" * 80)[:LONGEST_CONTACT],
    "978-0-306-40615-7",
)


def guide(sources: Sources) -> Guide:
    """Return the guide with the labels of brands."""
    labels = {key: Wording((text,), next(iter(sources.guide.labels.values())).where) for key, text in LABELS.items()}
    return replace(sources.guide, labels={**labels, **sources.guide.labels})


def manuscript(sources: Sources, country: str = "001", band: str = "14-17") -> Manuscript:
    pages = {plan.place: number for number, plan in enumerate(sources.layout("booklet-a5").pages) if plan.place}
    asked = Asked(find_locale("en"), band, "booklet", pages)
    return localise(guide(sources), sources.insert(country), sources.world, asked)[0]


def colophon(brand: Brand, sources: Sources, country: str = "001", band: str = "14-17") -> Colophon:
    return make_colophon(manuscript(sources, country, band), "draft", sources.insert(country), MADE, brand=brand)


def placed(brand: Brand, sources: Sources, country: str, band: str) -> Placed:
    layout = sources.layout("booklet-a5").for_band(band)
    found = colophon(brand, sources, country, band)
    return fit_product(
        layout, manuscript(sources, country, band), sources.theme, found, sources.printer("generic").bleed
    )


def test_the_imprint_and_the_back_cover_name_who_adapted_the_guide(sources: Sources) -> None:
    found = colophon(FULL, sources)
    imprint = {label: plain_text(text) for label, text in found.imprint}
    assert imprint["Adapted by"] == "Save the *Example* · www.example.org/get_help"
    assert imprint["Edition"].endswith(f" · ISBN{NBSP}{unbroken('978-0-306-40615-7')}")
    assert plain_text(found.adapted) == "Adapted by Save the *Example* · www.example.org/get_help"


def test_nothing_stands_where_nothing_is_given(sources: Sources) -> None:
    found, ours = colophon(NOBODY, sources), colophon(FULL, sources)
    assert found.adapted == ""
    assert [label for label, _ in ours.imprint if label != "Adapted by"] == [label for label, _ in found.imprint]
    assert not any("ISBN" in text for _, text in found.imprint)
    only_contact = colophon(Brand(contact="www.example.org"), sources)
    assert only_contact.adapted == "www.example.org"
    assert dict(only_contact.imprint)["Contact"] == "www.example.org"
    assert "Adapted by" not in dict(only_contact.imprint)


def test_the_licence_line_is_there_whoever_adapted_the_guide(sources: Sources) -> None:
    for brand in (NOBODY, FULL):
        found = colophon(brand, sources)
        assert "CC BY 4.0" in found.publisher
        assert any("CC BY 4.0" in text for _, text in found.imprint)


@pytest.mark.parametrize("band", ["14-17", "10-13"])
@pytest.mark.parametrize("country", ["001", "KE", "GB"])
def test_the_longest_brand_fits_imprint_and_back_cover(country: str, band: str, sources: Sources) -> None:
    pages = placed(WIDEST, sources, country, band).pages
    assert {page.topic: page.oversets for page in pages if page.oversets} == {}


SHAPES = [Size(400, 100), Size(10, 10), Size(1, 900), Size(900, 1)]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("country", ["001", "GB"])
def test_a_logo_of_any_shape_stands_on_both_covers_in_its_room(country: str, shape: Size, sources: Sources) -> None:
    pages = placed(replace(WIDEST, logo=shape), sources, country, "14-17").pages
    assert {page.topic: page.oversets for page in pages if page.oversets} == {}
    boxes = {page.topic: [box for box in logos(page.items)] for page in pages}
    assert {topic: len(found) for topic, found in boxes.items() if found} == {"cover": 1, "back-cover": 1}
    for box in (box for found in boxes.values() for box in found):
        assert box.width <= mm(30) + 0.01 and box.height <= mm(10.5) + 0.01
        assert box.width / box.height == pytest.approx(shape.width / shape.height)


def test_a_logo_says_whose_it_is(sources: Sources) -> None:
    cover = placed(replace(FULL, logo=Size(4, 1)), sources, "001", "14-17").pages[0]
    assert [element.alt for element in cover.elements if element.role == "Figure"] == [FULL.name]


def test_without_a_logo_covers_have_no_plate(sources: Sources) -> None:
    pages = placed(FULL, sources, "001", "14-17").pages
    assert not [box for page in pages for box in logos(page.items)]
    assert pages[0] == placed(NOBODY, sources, "001", "14-17").pages[0]


def logos(items: Iterable[Item]) -> Iterator[Rect]:
    for item in items:
        if isinstance(item, ArtAt) and item.name == LOGO:
            yield item.box
        elif isinstance(item, Group | Clipped | FigureAt):
            yield from logos(item.items)


def test_an_edition_that_nobody_adapted_is_the_same_as_before(sources: Sources) -> None:
    plain = fit_product(
        sources.layout("booklet-a5"),
        manuscript(sources),
        sources.theme,
        make_colophon(manuscript(sources), "draft", sources.world, MADE),
        sources.printer("generic").bleed,
    )
    assert placed(NOBODY, sources, "001", "14-17").pages == plain.pages


@pytest.mark.parametrize("digit", range(10))
def test_only_one_check_digit_is_right(digit: int) -> None:
    assert is_isbn(f"978-0-306-40615-{digit}") == (digit == 7)
