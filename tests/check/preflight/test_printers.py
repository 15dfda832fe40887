"""What one printer refuses, another takes: limits are those of the printer that is named."""

from dataclasses import replace

import pytest
from pikepdf import Array, Name, Pdf, String
from spoiling import (
    helvetica,
    image,
    info,
    intent,
    no_page,
    one_page_more,
    other_profile,
    paints,
    shows,
    spoiled,
    spot,
    state,
    type3,
)

from booklet.check.preflight.check import check_file, examine
from booklet.check.preflight.hits import Hit
from booklet.check.preflight.limits import Limits, limits_of
from booklet.errors import Severity
from booklet.geometry import Size, mm
from booklet.look.printer import PageLimits
from booklet.sources.load import Sources

PLAIN = Limits(flavour="plain")


def hits(file: bytes, limits: Limits) -> list[Hit]:
    return [hit for hit in examine(file, limits).hits if hit.severity in {Severity.ERROR, Severity.WARNING}]


def codes(file: bytes, limits: Limits) -> set[str]:
    return {hit.rule.code for hit in hits(file, limits)}


def unchecked(file: bytes) -> set[str]:
    return {hit.rule.code for hit in examine(file, Limits()).hits if hit.severity is Severity.UNCHECKED}


@pytest.mark.slow
def test_a_printer_that_takes_plain_pdf_asks_for_no_identification(clean: bytes) -> None:
    bare = spoiled(clean, lambda pdf: pdf.Root.__delitem__("/OutputIntents"))
    assert codes(bare, PLAIN) == set()
    (hit,) = hits(spoiled(clean, no_page("TrimBox")), PLAIN)
    assert (hit.rule.code, hit.severity) == ("trim-box-missing", Severity.WARNING)


@pytest.mark.slow
def test_a_printer_that_takes_screen_colours_is_given_them(clean: bytes) -> None:
    red = spoiled(clean, paints("1 0 0 rg 100 100 50 50 re f"))
    assert codes(red, replace(PLAIN, colours="any")) == set()
    assert codes(red, Limits(colours="any")) == {"device-colour"}
    own = spoiled(red, lambda pdf: pdf.pages[1].Resources.__setitem__("/ColorSpace", {"/DefaultRGB": Name.DeviceRGB}))
    assert codes(own, Limits(colours="any")) == set()


@pytest.mark.slow
def test_a_printer_with_black_alone_is_told_of_every_colour(clean: bytes) -> None:
    assert codes(clean, Limits(colours="grey")) == {"colour-on-black-only"}
    knocked = "0 0 0 0.3 k 90 90 90 50 re f /solid gs 0 0 0 1 k"
    grey = spoiled(clean, shows("<00010002>", 9, knocked))
    assert "black-text-knocks-out" in codes(grey, Limits())
    assert codes(grey, Limits(colours="grey")) == {"colour-on-black-only"}


@pytest.mark.slow
def test_a_printer_that_does_not_mix_is_told_of_what_is_see_through(clean: bytes) -> None:
    faint = spoiled(clean, paints("/own gs 0 0 0 1 k 100 100 50 50 re f", ExtGState=state(ca=0.5)))
    assert codes(faint, Limits(transparency=False)) == {"transparency"}


def test_a_printer_without_marks_takes_pages_that_end_at_the_bleed(clean: bytes) -> None:
    assert codes(clean, Limits(marks=False)) == {"marks-not-wanted"}


@pytest.mark.slow
def test_a_printer_that_wants_no_bleed_at_the_spine_takes_pages_without(clean: bytes) -> None:
    def cut(pdf: Pdf) -> None:
        for page in pdf.pages:
            trim, bleed = page.obj.TrimBox, page.obj.BleedBox
            page.obj.BleedBox = Array([trim[0], bleed[1], bleed[2], bleed[3]])

    assert codes(spoiled(clean, cut), Limits()) == {"bleed-too-small"}
    assert codes(spoiled(clean, cut), Limits(has_inner_bleed=False)) == set()


@pytest.mark.slow
def test_a_printer_takes_some_sizes_page_counts_spots_and_conditions(clean: bytes) -> None:
    assert codes(clean, Limits(trims=(Size(mm(148), mm(210)),))) == set()
    assert codes(clean, Limits(trims=(Size(mm(105), mm(148)),))) == {"trim-not-taken"}
    assert codes(clean, Limits(pages=PageLimits(24, 48, 2))) == {"page-count"}
    assert codes(spoiled(clean, one_page_more), Limits(pages=PageLimits(1, 48, 1))) == set()
    orange = spoiled(clean, paints("/own cs 1 scn 100 100 50 50 re f", ColorSpace=spot("Orange")))
    assert codes(orange, Limits(spots=1)) == set()
    assert codes(clean, Limits(condition="FOGRA39")) == set()
    assert codes(clean, Limits(condition="FOGRA47")) == {"other-condition"}


@pytest.mark.slow
def test_a_printer_says_how_small_and_thin_things_may_be(clean: bytes) -> None:
    line = spoiled(clean, paints("0 0 0 1 K 0.6 w 100 100 m 200 100 l S"))
    assert codes(line, Limits()) == set()
    assert codes(line, Limits(least_line=0.75)) == {"hairline"}
    text = spoiled(clean, shows("<00010002>", 6.5))
    assert codes(text, Limits()) == set()
    assert codes(text, Limits(least_text=7)) == {"small-text"}


@pytest.mark.parametrize(
    ("pixels", "severity"), [(449, Severity.WARNING), (301, Severity.WARNING), (299, Severity.ERROR), (450, None)]
)
def test_two_thirds_of_the_resolution_are_the_least(pixels: int, severity: Severity | None, clean: bytes) -> None:
    picture = spoiled(clean, paints("144 0 0 144 90 90 cm /own Do", XObject=image(pixels, pixels)))
    assert [hit.severity for hit in hits(picture, Limits())] == ([severity] if severity else [])


@pytest.mark.slow
def test_a_file_of_strangers_is_never_passed_where_nobody_looked(clean: bytes) -> None:
    assert unchecked(clean) == {"pdfx-4-unchecked"}
    assert unchecked(spoiled(clean, info("Producer", "Another program"))) == {"pdfx-4-unchecked", "words-unchecked"}
    over = "80 0 0 80 90 90 cm /own Do Q q BT /letters 12 Tf 100 100 Td 0 0 0 1 k (aa) Tj ET"
    letters = spoiled(clean, paints(over, XObject=image(), Font=lambda pdf: {"/letters": type3(pdf)["/own"]}))
    assert "contrast-unchecked" in unchecked(letters)
    helped = spoiled(clean, paints("BT /own 12 Tf 100 100 Td (a) Tj ET", Font=helvetica))
    assert "glyphs-unchecked" in unchecked(helped)
    untrimmed = spoiled(clean, no_page("TrimBox"))
    assert "edges-unchecked" in unchecked(untrimmed)


@pytest.mark.slow
def test_many_places_of_one_rule_are_told_as_a_few_and_a_number(clean: bytes) -> None:
    many = "".join(f"0 0 1 rg 100 {100 + place} 5 1 re f " for place in range(30))
    found = hits(spoiled(clean, paints(many)), Limits())
    assert len(found) == 9
    assert found[-1].what == "22 more like these"
    assert [hit for hit in check_file(spoiled(clean, paints(many)), Limits(), ink_pages=[0]) if hit in found] == found


@pytest.mark.parametrize("name", ["offset-coated", "offset-uncoated", "us-coated", "lulu", "kdp", "gelato"])
def test_a_press_becomes_limits_with_its_own_numbers(name: str, sources: Sources) -> None:
    printer = sources.printer(name)
    limits = limits_of(printer)
    assert (limits.name, limits.bleed, limits.ink_limit) == (name, printer.bleed, printer.ink_limit)
    seen = ("any", "") if printer.is_rgb else ("cmyk", printer.condition.identifier)
    assert (limits.colours, limits.condition) == seen
    assert limits.pages == printer.products["booklet"]
    assert limits.transparency == (limits.flavour == "x-4")


def test_an_office_printer_takes_any_colour_or_none_and_no_bleed(sources: Sources) -> None:
    colour, mono = limits_of(sources.printer("office-colour")), limits_of(sources.printer("office-mono"))
    assert (colour.colours, mono.colours) == ("any", "grey")
    assert colour.bleed == mono.bleed == 0


def test_a_hit_says_where_it_is_in_millimetres(clean: bytes) -> None:
    (hit,) = hits(spoiled(clean, paints("1 0 0 rg 144 72 36 72 re f")), Limits())
    entry = hit.entry()
    assert (entry["page"], entry["box_mm"]) == (2, (50.8, 25.4, 12.7, 25.4))
    assert entry["severity"] == "error"


@pytest.mark.slow
def test_strings_of_the_file_are_quoted_in_what_is_told(clean: bytes) -> None:
    small = spoiled(clean, lambda pdf: pdf.trailer.Info.__setitem__("/Title", String("Another")))
    assert [hit.what for hit in hits(small, Limits())] == ["Title is not dc:title"]


@pytest.mark.slow
def test_a_leaflet_of_four_pages_is_no_booklet_with_too_few(clean: bytes, sources: Sources) -> None:
    for name in ("offset-coated", "gelato", "us-coated"):
        assert {"page-count", "page-count-multiple"}.isdisjoint(codes(clean, limits_of(sources.printer(name)))), name
    assert "page-count" in codes(clean, limits_of(sources.printer("kdp"))), "it binds with glue"
    six = spoiled(clean, lambda pdf: pdf.pages.extend([pdf.pages[0], pdf.pages[1]]))
    assert codes(six, Limits()) == {"page-count-multiple"}


@pytest.mark.slow
@pytest.mark.parametrize("said", ["Custom", "Coated FOGRA39 (ISO 12647-2:2004)", "FOGRA39L"])
def test_a_condition_by_another_name_is_known_by_its_profile_or_by_a_part_of_its_name(
    said: str, clean: bytes, sources: Sources
) -> None:
    limits = limits_of(sources.printer("offset-coated"))
    named = spoiled(clean, intent(lambda found: found.__setitem__("/OutputConditionIdentifier", String(said))))
    assert "other-condition" not in codes(named, limits)
    other = spoiled(named, other_profile(lambda old: old + bytes(4)))
    assert ("other-condition" in codes(other, limits)) == (said == "Custom")
    assert "other-condition" in codes(named, limits_of(sources.printer("offset-uncoated")))
