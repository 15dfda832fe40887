"""Who adapted the guide stands in imprint and on the back cover, and nothing stands there where nothing is given."""

from collections.abc import Iterable, Iterator
from datetime import date

import pytest
from projects import book

from booklet.errors import Severity, Where
from booklet.facts.phone import NBSP, keep_together
from booklet.facts.selection import select
from booklet.geometry import Rect, Size, mm
from booklet.look.brand import LOGO, LONGEST_CONTACT, LONGEST_NAME, NOBODY, Brand, is_isbn
from booklet.sources.load import Sources
from booklet.text.markup import plain_text
from booklet.typeset.brief import Colophon
from booklet.typeset.colophon import make_colophon
from booklet.typeset.fit import Placed, check_placed, fit_product
from booklet.typeset.placed import ArtAt, Clipped, FigureAt, Fill, Group, Item, texts_of
from booklet.values import replace
from booklet.words.guide import Guide, Wording
from booklet.words.locales import find_locale
from booklet.words.localise import ManuscriptAxes, localise
from booklet.words.manuscript import Manuscript
from booklet.words.statements import SILENT, Statement, StatementStanding

MADE = date(2026, 11, 25)

LABELS = {
    "imprint.adapted": "Adapted by",
    "imprint.contact": "Contact",
    "imprint.isbn": "ISBN",
    "publisher.adapted": "Adapted by {name}",
}

FULL = Brand("Save the *Example*", "www.example.org/get_help", (("", "978-0-306-40615-7"),))

WIDEST = Brand(
    ("Wohlfahrtsverband für Mädchen und Jungen am Meer e. V. Köln" + "n" * 60)[:LONGEST_NAME],
    ("www.wohlfahrtsverband.example, Postfach 10 20 30, 12345 Musterhausen am Meer, Nord" + "n" * 80)[:LONGEST_CONTACT],
    (("", "978-0-306-40615-7"),),
)


def guide(sources: Sources) -> Guide:
    """Return the guide with the labels of brands."""
    labels = {key: Wording((text,), next(iter(sources.guide.labels.values())).where) for key, text in LABELS.items()}
    return replace(sources.guide, labels={**labels, **sources.guide.labels})


def manuscript(sources: Sources, country: str = "001", band: str = "14-17") -> Manuscript:
    pages = book(sources, band, country).first_pages
    asked = ManuscriptAxes(find_locale("en"), band, "booklet", pages)
    return localise(guide(sources), sources.insert(country), sources.world, asked)[0]


def colophon(
    brand: Brand, sources: Sources, country: str = "001", band: str = "14-17", standing: StatementStanding = SILENT
) -> Colophon:
    printed = select(sources.insert(country), sources.world, band).printed
    words = manuscript(sources, country, band)
    return make_colophon(words, "draft", printed, MADE, MADE, brand=brand, standing=standing)


def placed(brand: Brand, sources: Sources, country: str, band: str) -> Placed:
    layout = book(sources, band, country)
    found = colophon(brand, sources, country, band)
    return fit_product(
        layout, manuscript(sources, country, band), sources.theme, found, sources.printer("offset-coated").bleed
    )


def test_the_imprint_and_the_back_cover_name_who_adapted_the_guide(sources: Sources) -> None:
    found = colophon(FULL, sources)
    imprint = {label: plain_text(text) for label, text in found.imprint}
    assert imprint["Adapted by"] == "Save the *Example* · www.example.org/get_help"
    assert imprint["Edition"].endswith(f" · ISBN{NBSP}{keep_together('978-0-306-40615-7')}")
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


def test_each_band_prints_its_own_isbn(sources: Sources) -> None:
    brand = Brand("A", isbns=(("14-17", "978-0-306-40615-7"), ("10-13", "978-1-86197-876-9")))
    for band, isbn in brand.isbns:
        edition = dict(colophon(brand, sources, band=band).imprint)["Edition"]
        assert edition.endswith(keep_together(isbn))


def test_the_imprint_says_what_is_known_of_a_number_in_the_contact_line(sources: Sources) -> None:
    said = Statement("brand.yaml contact", "“020 7946 0018”", "0" * 8, NOBODY.where)
    standings = (SILENT, StatementStanding((said,)), StatementStanding(calls=(date(2026, 11, 20), date(2026, 11, 21))))
    none, unsure, sure = (
        dict(colophon(Brand("A", "call 020 7946 0018"), sources, standing=standing).imprint)["Numbers"]
        for standing in standings
    )
    assert "It prints no phone number" in none
    assert "proof" in unsure
    assert "Checked by a call on 2026-11-20" in sure


def test_the_licence_line_is_there_whoever_adapted_the_guide(sources: Sources) -> None:
    for brand in (NOBODY, FULL):
        found = colophon(brand, sources)
        assert "CC BY 4.0" in found.publisher
        assert any("CC BY 4.0" in text for _, text in found.imprint)


@pytest.mark.slow
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


# Posters and cards


def item_pages(brand: Brand, sources: Sources, item: str, country: str = "001", band: str = "14-17") -> Placed:
    name = "poster-a3" if item[0] == "p" else "card-85x55"
    layout = sources.layout(name).for_band(band)
    asked = ManuscriptAxes(find_locale("en"), band, layout.product, {})
    words = localise(sources.guide, sources.insert(country), sources.world, asked)[0]
    printed = select(sources.insert(country), sources.world, band).printed
    found = make_colophon(words, "draft", printed, MADE, MADE, brand=brand)
    return fit_product(layout, words, sources.theme, found, sources.printer("offset-coated").bleed, item)


def said(placed_: Placed) -> str:
    lines = (text.line.text for page in placed_.pages for text in texts_of(page.items))
    return " ".join(" ".join(lines).split())


ITEMS = ["p1", "p2", "p3", "p4", "c2", "c3", "c4", "c5", "c6", "c7", "c8"]


@pytest.mark.parametrize("item", ITEMS)
def test_name_and_logo_stand_inside_the_slot_of_the_layout(item: str, sources: Sources) -> None:
    found = item_pages(Brand("Save the Example", logo=Size(300, 100)), sources, item)
    layout = sources.layout("poster-a3" if item[0] == "p" else "card-85x55")
    slot = layout.slot
    assert slot
    assert not [overset for page in found.pages for overset in page.oversets]
    (box,) = [box for page in found.pages for box in logos(page.items)]
    assert box.width <= slot.width and box.height <= slot.height
    plain = item_pages(Brand("Save the Example"), sources, item)
    assert "Adapted by Save the Example" in said(plain)
    assert not list(logos(plain.pages[0].items))


@pytest.mark.parametrize("country", ["001", "GB", "TH"])
def test_a_poster_has_room_for_the_longest_name_beside_the_widest_logo(country: str, sources: Sources) -> None:
    name = ("Wohlfahrtsverband für Mädchen und Jungen am Meer e. V. Köln " + "n" * 60)[:LONGEST_NAME]
    found = item_pages(Brand(name, logo=Size(300, 100)), sources, "p1", country)
    assert f"Adapted by {name.strip()}" in said(found)
    assert list(logos(found.pages[0].items)) and not found.pages[0].oversets


@pytest.mark.parametrize("country", ["001", "GB", "KE"])
@pytest.mark.parametrize("item", ["p1", "c5"])
def test_a_name_that_does_not_fit_is_left_out_and_told_with_its_line(item: str, country: str, sources: Sources) -> None:
    where = Where("brand.yaml", 7)
    brand = Brand("N" * LONGEST_NAME, where=where)
    found = item_pages(brand, sources, item, country)
    layout = sources.layout("poster-a3" if item[0] == "p" else "card-85x55")
    (told,) = [
        finding
        for finding in check_placed(found, layout, "en", sources.theme.fonts)
        if finding.code == "brand-left-out"
    ]
    assert (told.where, told.severity) == (where, Severity.WARNING)
    assert "NNN" not in said(found)
    without = item_pages(NOBODY, sources, item, country)
    gave = [page.gave for page in found.pages]
    assert gave == [page.gave for page in without.pages], "nothing of ours gives way for a line that is left out"
    short = item_pages(replace(brand, short="Example"), sources, item, country)
    assert "Example" in said(short)
    assert not [overset for page in short.pages for overset in page.oversets]


@pytest.mark.parametrize("item", [f"c{number}" for number in range(1, 9)])
def test_every_front_of_a_card_has_a_line_on_its_tile(item: str, sources: Sources) -> None:
    found = item_pages(Brand("Example"), sources, item)
    assert "Adapted by Example" in said(found)
    assert not found.pages[0].oversets


# The accent


def contrast(first: tuple[float, float, float], second: tuple[float, float, float]) -> float:
    """Return the contrast of two sRGB colours (WCAG 2.2, 1.4.3)."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: tuple[float, float, float]) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_contrast_is_reckoned_as_the_art_direction_does(sources: Sources) -> None:
    inks = sources.theme.inks
    assert round(contrast(inks["black"].srgb, inks["white"].srgb), 1) == 16.5
    assert round(contrast(inks["night"].srgb, inks["coral"].srgb), 1) == 4.9


@pytest.mark.parametrize("accent", ["tide", "coral", "lilac", "mint"])
def test_words_on_every_accent_can_be_read(accent: str, sources: Sources) -> None:
    theme = sources.theme
    ground = theme.grounds[accent]
    for ink in (ground.text, ground.title):
        assert contrast(theme.inks[ink].srgb, theme.inks[accent].srgb) >= 4.5


def test_the_accents_are_these_and_sun_is_kept_for_help(sources: Sources) -> None:
    assert sources.theme.accents == ("tide", "coral", "lilac", "mint")


@pytest.mark.parametrize("band", ["14-17", "10-13"])
def test_the_foot_of_the_cover_has_the_accent_and_its_ink_for_words(band: str, sources: Sources) -> None:
    cover = placed(replace(FULL, accent="lilac"), sources, "KE", band).pages[0]
    words = [text for text in texts_of(cover.items) if "English" in text.line.text]
    assert {run.ink for text in words for run in text.line.runs} == {"black"}
    assert "lilac" in [item.ink for item in flat(cover.items) if isinstance(item, Fill) and lowest(item) < -mm(210)]


def flat(items: Iterable[Item]) -> Iterator[Item]:
    for item in items:
        if isinstance(item, Group):
            yield from flat(item.items)
        else:
            yield item


def lowest(item: Fill) -> float:
    return min(float(segment[-1]) for segment in item.path.segments if len(segment) > 1)


def test_an_edition_that_nobody_adapted_is_the_same_as_before(sources: Sources) -> None:
    plain = fit_product(
        book(sources),
        manuscript(sources),
        sources.theme,
        make_colophon(manuscript(sources), "draft", sources.world.contacts, MADE),
        sources.printer("offset-coated").bleed,
    )
    assert placed(NOBODY, sources, "001", "14-17").pages == plain.pages


@pytest.mark.parametrize("digit", range(10))
def test_only_one_check_digit_is_right(digit: int) -> None:
    assert is_isbn(f"978-0-306-40615-{digit}") == (digit == 7)
