"""Sheets are counted as they are imposed: of every layout, on every office's printer, for any quantity."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from once import sources
from rendered import documents

from booklet.geometry import Size, mm
from booklet.look.layout import Layout
from booklet.look.printer import OfficeSheet, Printer
from booklet.make.document import Document
from booklet.sheets.finish import finish_for_office
from booklet.sheets.handling import HANDLINGS, copies_a_sheet, handling_name
from booklet.sheets.printable import printer_findings
from booklet.typeset.fit import Placed, product_house
from booklet.typeset.house import House
from booklet.typeset.placed import PlacedPage
from booklet.values import replace

PRINTERS = tuple(printer for name in sources().printers() if (printer := sources().printer(name)).sheet)
UNFIT = {"both-sides", "sheet-small"}


@cache
def card() -> Document:
    return documents("001", "colour", products=("card",))[0]


@cache
def house() -> House:
    return product_house(card().layout, card().manuscript, sources().theme)


def pages_of(layout: Layout) -> tuple[PlacedPage, ...]:
    """Return pages on which nothing stands; those that flow are filled up to whole sheets."""
    trims = [Size(plan.width or layout.trim.width, layout.trim.height) for plan in layout.pages]
    trims += trims[:1] * (-len(trims) % (layout.flows or 1))
    return tuple(PlacedPage(n, "topic", trim, mm(3), (), (), varies=False) for n, trim in enumerate(trims))


def check_counts(layout: Layout, sheet: OfficeSheet, quantities: tuple[int, ...]) -> None:
    """Compare what is told with what stands on the sheets: how often must they be printed?"""
    name, pages = handling_name(layout, sheet), pages_of(layout)
    dressed = replace(house(), scale=layout.scale)
    sides = finish_for_office(layout, Placed(pages, ()), sheet, dressed, frozenset()).sides
    copies = sum(spot.page == 0 for side in sides for spot in side.spots)
    sheets = -(-len(sides) // (2 if HANDLINGS[name].flip else 1))
    for quantity in quantities:
        runs = next(number for number in range(1, quantity + 1) if number * copies >= quantity)
        told = HANDLINGS[name].sheets(len(pages), quantity, copies_a_sheet(layout, sheet))
        assert told == runs * sheets, (layout.name, name, quantity)


@pytest.mark.parametrize("layout", [name for name in sources().layouts() if not name.startswith(("insert", "social"))])
def test_sheets_are_those_of_the_imposed_file(layout: str) -> None:
    found, looked_at = sources().layout(layout).for_band("14-17"), 0
    for printer in PRINTERS:
        faults = {finding.code for finding in printer_findings(printer, found, card().placed, sources().theme)}
        if printer.sheet and not UNFIT & faults:
            check_counts(found, printer.sheet, (1, 9, 10, 11, 500))
            looked_at += 1
    assert looked_at or found.product == "poster"


LENGTHS = st.integers(40, 90).map(mm)


@given(LENGTHS, LENGTHS, st.integers(1, 2000), st.sampled_from(PRINTERS))
def test_cards_of_any_size_are_counted_as_they_stand_on_their_sheet(
    width: float, height: float, quantity: int, printer: Printer
) -> None:
    assert printer.sheet is not None
    check_counts(replace(sources().layout("card-85x55"), trim=Size(width, height)), printer.sheet, (quantity,))


def test_500_cards_ten_on_a_sheet_are_50_sheets() -> None:
    sheet, layout = sources().printer("office-mono").sheet, sources().layout("card-85x55")
    a_sheet = copies_a_sheet(layout, sheet)
    assert a_sheet == 10 and HANDLINGS[handling_name(layout, sheet)].sheets(2, 500, a_sheet) == 50
