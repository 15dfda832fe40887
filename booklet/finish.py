"""Finishing: what an edition makes of placed pages: the sides of its sheets, and what stands beside the pages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import count

from booklet.geometry import mm
from booklet.layout import Theme
from booklet.printer import Printer, Sheet
from booklet.sheets import HOW_TO, Side, cover_side, cut_lines, office_sides, press_sides, screen_sides
from booklet.typeset.beside import cut_marks, how_to_line, slug_line
from booklet.typeset.fit import Placed
from booklet.typeset.house import LATIN, House
from booklet.typeset.placed import Form, forms_of
from booklet.typeset.spare import spare_form, spare_page

SLUG_FOOT = mm(0.6)
"""How far the line for the printer stands from the edge of the medium."""


@dataclass(frozen=True, slots=True)
class Finished:
    """Pages as an edition has them, the sides they stand on, and how a printer should turn the sheets."""

    placed: Placed
    sides: tuple[Side, ...]
    duplex: str = ""


def on_screen(placed: Placed, scale: float = 1.0) -> Finished:
    """Return the pages one by one, cut to the trim."""
    return Finished(placed, tuple(screen_sides(placed.pages, scale)))


def at_press(placed: Placed, printer: Printer, house: House, stamp: str) -> Finished:
    """Return the pages one by one, with bleed and slug; `stamp` is what the line in the slug says of the file."""
    sides = press_sides(placed.pages, printer, house.scale, is_rtl=house.setting.direction == "rtl")
    return _stamped(placed, list(sides), printer, house, stamp)


def as_cover(placed: Placed, spine: float, printer: Printer, house: House, stamp: str) -> Finished:
    """Return the cover of a booklet in one piece: its first page is the front, its last the back, read after it."""
    pages = (replace(placed.pages[0], number=0), replace(placed.pages[-1], number=1))
    used = {name for page in pages for name in forms_of(page.items)}
    cover = Placed(pages, tuple(form for form in placed.forms if form.name in used))
    side = cover_side(pages[0].trim, spine, printer, house.scale, is_rtl=house.setting.direction == "rtl")
    return _stamped(cover, [side], printer, house, stamp)


def _stamped(placed: Placed, sides: list[Side], printer: Printer, house: House, stamp: str) -> Finished:
    """Return sides with the line in their slug, where a printer wants one."""
    if "slug-line" not in printer.marks:
        return Finished(placed, tuple(sides))
    latin = replace(house, setting=LATIN)
    lines = []
    for number, side in enumerate(sides):
        words = f"{stamp} · {number + 1}/{len(sides)}"
        line = slug_line(f"slug-{number}", words, side.trim.width, latin)
        lines.append(line)
        sides[number] = replace(side, beside=((line.name, side.trim.x, SLUG_FOOT + line.component.height),))
    return Finished(_with(placed, lines), tuple(sides))


def spared(placed: Placed, theme: Theme, blank: frozenset[str], *, is_low: bool = False) -> Placed:
    """Return pages and forms that spare ink; `blank` are inks that print as nothing."""
    pages = tuple(spare_page(page, theme, blank, is_low=is_low) for page in placed.pages)
    return Placed(pages, tuple(spare_form(form, theme, blank, is_low=is_low) for form in placed.forms))


def in_office(product: str, placed: Placed, sheet: Sheet, house: House, blank: frozenset[str]) -> Finished:
    """Return sheets for an office printer, with a line on how to print; `blank` are inks that print as nothing."""
    placed = spared(placed, house.theme, blank)
    sides = office_sides(product, placed.pages, sheet, house.scale, is_rtl=house.setting.direction == "rtl")
    beside: list[Form] = []
    if product == "card":
        lines = cut_lines(placed.pages[0].trim, sides[0].spots)
        beside.append(cut_marks("cut-marks", lines, sides[0].size, house))
    finished = []
    for number, side in enumerate(sides):
        line = _how_to(product, number, sides, sheet, house)
        if line not in beside:
            beside.append(line)
        around = [(form.name, 0.0, side.size.height) for form in beside if form.name == "cut-marks"]
        around.append((line.name, sheet.margin, sheet.margin + HOW_TO - mm(0.5)))
        finished.append(replace(side, beside=tuple(around)))
    return Finished(_with(placed, beside), tuple(finished), DUPLEX.get(_kind(product, sides), ""))


def meet_fronts(finished: Finished, shifts: Mapping[str, tuple[float, float]]) -> Finished:
    """Return sheets whose backs are moved to meet their fronts; `shifts` are by the edge a sheet is flipped on."""
    dx, dy = shifts.get(EDGES.get(finished.duplex, ""), (0.0, 0.0))
    if not (dx or dy):
        return finished
    return replace(finished, sides=tuple(map(partial(_moved, dx, dy), finished.sides, count())))


def _moved(dx: float, dy: float, side: Side, number: int) -> Side:
    if number % 2 == 0:
        return side
    spots = tuple(replace(spot, x=spot.x + dx, y=spot.y + dy) for spot in side.spots)
    return replace(side, spots=spots, beside=tuple((name, x + dx, y + dy) for name, x, y in side.beside))


EDGES = {"DuplexFlipShortEdge": "short", "DuplexFlipLongEdge": "long"}

DUPLEX = {"booklet": "DuplexFlipShortEdge", "pages": "DuplexFlipLongEdge", "card": "DuplexFlipLongEdge"}
"""How sheets are turned that have a back."""


def _kind(product: str, sides: Sequence[Side]) -> str:
    """Return what is printed: a product, or pages of a booklet that is not folded."""
    return "pages" if product == "booklet" and len(sides[0].spots) == 1 else product


def _how_to(product: str, number: int, sides: Sequence[Side], sheet: Sheet, house: House) -> Form:
    """Return the line on how to print a side: which sheet it is, and of how many."""
    kind = _kind(product, sides)
    a_sheet = 2 if kind in DUPLEX else 1
    words = house.labels[f"print.{kind}"].replace("{sheets}", str(-(-len(sides) // a_sheet)))
    words = words.replace("{sheet}", str(number // a_sheet + 1))
    return how_to_line(f"how-to-{number // a_sheet}", words, sides[0].size.width - 2 * sheet.margin, house)


def _with(placed: Placed, forms: Iterable[Form]) -> Placed:
    return Placed(placed.pages, (*placed.forms, *forms))
