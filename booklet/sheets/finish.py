"""Finishing: what an edition makes of placed pages: the sides of its sheets, and what stands beside the pages."""

from collections.abc import Iterable, Mapping, Sequence

from booklet.geometry import Size, mm
from booklet.look.fillings import NONE, Fillings
from booklet.look.layout import Layout, Theme
from booklet.look.printer import OfficeSheet, Printer
from booklet.sheets.flats import corner_lines, flat_side, flats, fold_lines
from booklet.sheets.handling import HANDLINGS, handling_name
from booklet.sheets.sides import (
    HOW_TO,
    count_rows,
    cover_side,
    cut_lines,
    office_sides,
    press_sides,
    screen_sides,
    sheet_name,
    sheet_room,
)
from booklet.sheets.spots import Side, move_backs, whole_side
from booklet.typeset.beside import cut_marks, how_to_line, slug_line
from booklet.typeset.fit import Placed
from booklet.typeset.house import LATIN, House
from booklet.typeset.placed import Form, forms_of
from booklet.typeset.spare import spare_form, spare_page
from booklet.values import Frozen, replace

SLUG_FOOT = mm(0.6)
"""How far the line for the printer stands from the edge of the medium."""


class Finished(Frozen):
    """The pages of an edition, the sides of sheets that they stand on, and how a printer turns the sheets."""

    placed: Placed
    sides: tuple[Side, ...]
    duplex: str = ""


def finish_for_screen(placed: Placed, scale: float = 1.0) -> Finished:
    """Return the pages one by one, cut to the trim."""
    return Finished(placed, tuple(screen_sides(placed.pages, scale)))


def finish_for_press(placed: Placed, printer: Printer, house: House, stamp: str, fold: str = "") -> Finished:
    """Return the pages one by one, or the flat sheets of a folded item, with bleed and slug.

    `stamp` is what the line in the slug says about the file.
    """
    if fold:
        placed, sides = _finish_flat_for_press(placed, printer, house, fold)
    else:
        is_rtl = house.setting.direction == "rtl"
        sides = list(press_sides(placed.pages, printer, house.scale, is_rtl=is_rtl))
    return _add_slug_lines(placed, sides, printer, house, stamp)


def finish_as_cover(placed: Placed, spine: float, printer: Printer, house: House, stamp: str) -> Finished:
    """Return the cover of a booklet in one piece: its first page is the front, its last page the back."""
    pages = (replace(placed.pages[0], number=0), replace(placed.pages[-1], number=1))
    used = {name for page in pages for name in forms_of(page.items)}
    cover = Placed(pages, tuple(form for form in placed.forms if form.name in used))
    side = cover_side(pages[0].trim, spine, printer, house.scale, is_rtl=house.setting.direction == "rtl")
    return _add_slug_lines(cover, [side], printer, house, stamp)


def _add_slug_lines(placed: Placed, sides: list[Side], printer: Printer, house: House, stamp: str) -> Finished:
    """Return sides with a line in the slug, if the printer wants one."""
    if "slug-line" not in printer.marks:
        return Finished(placed, tuple(sides))
    latin = replace(house, setting=LATIN)
    lines = []
    for number, side in enumerate(sides):
        room = side.size.width - side.trim.x - SLUG_FOOT
        line = slug_line(f"slug-{number}", stamp, f"{number + 1}/{len(sides)}", room, latin)
        lines.append(line)
        sides[number] = replace(
            side,
            beside=(
                *side.beside,
                (line.name, side.trim.x, SLUG_FOOT + line.component.height),
            ),
        )
    return Finished(_add_forms(placed, lines), tuple(sides))


def _finish_flat_for_press(placed: Placed, printer: Printer, house: House, fold: str) -> tuple[Placed, list[Side]]:
    """Return the sides of a flat sheet with bleed and slug, and with fold marks if the printer wants marks."""
    is_rtl, around = house.setting.direction == "rtl", printer.slug + printer.bleed
    forms, sides = [], []
    for number, flat in enumerate(flats(fold, placed.pages, house.scale, is_rtl=is_rtl, has_bleed=True)):
        size = Size(flat.size.width + 2 * around, flat.size.height + 2 * around)
        side = flat_side(flat, size, around, around, printer.bleed)
        if printer.marks:
            marks = cut_marks(f"folds-{number}", fold_lines(flat, around, around, printer.bleed), size, house)
            forms.append(marks)
            side = replace(side, beside=((marks.name, 0.0, size.height),))
        sides.append(side)
    return _add_forms(placed, forms), sides


def spare_ink(
    placed: Placed, theme: Theme, blank: frozenset[str], fillings: Fillings = NONE, *, is_low: bool = False
) -> Placed:
    """Return pages and forms that spare ink; `blank` are the inks that are not printed."""
    pages = tuple(spare_page(page, theme, blank, fillings, is_low=is_low) for page in placed.pages)
    return Placed(pages, tuple(spare_form(form, theme, blank, fillings, is_low=is_low) for form in placed.forms))


def finish_for_office(
    layout: Layout,
    placed: Placed,
    sheet: OfficeSheet,
    house: House,
    blank: frozenset[str],
    fillings: Fillings = NONE,
) -> Finished:
    """Return sheets for an office printer, with a line on how to print; `blank` are the inks that are not printed."""
    placed = spare_ink(placed, house.theme, blank, fillings)
    name = handling_name(layout, sheet)
    if layout.fold:
        return _finish_flat_for_office(placed, sheet, house, layout.fold)
    sides = office_sides(name, placed.pages, sheet, house.scale, is_rtl=house.setting.direction == "rtl")
    beside: list[Form] = []
    if layout.product == "card":
        lines = cut_lines(sides[0].spots, is_folded=name == "fold-over")
        beside.append(cut_marks("cut-marks", lines, sides[0].size, house))
    finished = []
    for number, side in enumerate(sides):
        line = _how_to_form(name, number, sides, sheet, house)
        if line not in beside:
            beside.append(line)
        around = [(form.name, 0.0, side.size.height) for form in beside if form.name == "cut-marks"]
        around.append((line.name, sheet.margin, sheet.margin + HOW_TO - mm(0.5)))
        finished.append(replace(side, beside=tuple(around)))
    return Finished(_add_forms(placed, beside), tuple(finished), DUPLEX[HANDLINGS[name].flip])


def _finish_flat_for_office(placed: Placed, sheet: OfficeSheet, house: House, fold: str) -> Finished:
    """Return a flat sheet as large as the paper allows, or as many small ones as fit below one another."""
    is_rtl, is_small = house.setting.direction == "rtl", fold == "single"
    size = sheet.size if is_small else sheet.size.turned
    room = sheet_room(size, sheet)
    whole = flats(fold, placed.pages, house.scale, is_rtl=is_rtl, has_bleed=False)[0].size
    share = min(room.width / whole.width, room.height / whole.height, 1.0)
    aside = sheet.margin + mm(12)
    line = how_to_line("how-to", _line_words(fold, sheet, house), size.width - 2 * aside, house)
    forms, sides = [line], []
    for number, flat in enumerate(flats(fold, placed.pages, house.scale * share, is_rtl=is_rtl, has_bleed=False)):
        rows = count_rows(whole, sheet) if is_small else 1
        x = (size.width - flat.size.width) / 2
        low = room.y + (room.height - rows * flat.size.height) / 2
        spots = tuple(
            replace(spot, is_copy=row > 0)
            for row in range(rows)
            for spot in flat.moved(x, low + (rows - 1 - row) * flat.size.height)
        )
        block = replace(flat, size=Size(flat.size.width, rows * flat.size.height))
        lines = [*fold_lines(block, x, low, 0.0), *corner_lines(block, x, low, rows)]
        marks = cut_marks(f"folds-{number}", lines, size, house)
        forms.append(marks)
        beside = ((marks.name, 0.0, size.height), (line.name, aside, sheet.margin + HOW_TO - mm(0.5)))
        sides.append(replace(whole_side(size, spots), beside=beside))
    return Finished(_add_forms(placed, forms), tuple(sides), DUPLEX[HANDLINGS[fold].flip])


def meet_fronts(finished: Finished, shifts: Mapping[str, tuple[float, float]]) -> Finished:
    """Return sheets whose backs are moved to meet their fronts; `shifts` holds the move by the edge that is flipped."""
    dx, dy = shifts.get(EDGES[finished.duplex], (0.0, 0.0))
    if not (dx or dy):
        return finished
    return replace(finished, sides=move_backs(finished.sides, dx, dy))


DUPLEX = {"short": "DuplexFlipShortEdge", "long": "DuplexFlipLongEdge", "": ""}
"""How a file tells a printer the edge that sheets are turned on (ISO 32000-2, 12.2)."""

EDGES = {duplex: edge for edge, duplex in DUPLEX.items()}


def _how_to_form(name: str, number: int, sides: Sequence[Side], sheet: OfficeSheet, house: House) -> Form:
    """Return the line that tells how to print a side: which sheet it is, and of how many."""
    a_sheet = 2 if HANDLINGS[name].flip else 1
    words = _line_words(name, sheet, house).replace("{sheets}", str(-(-len(sides) // a_sheet)))
    words = words.replace("{sheet}", str(number // a_sheet + 1))
    return how_to_line(f"how-to-{number // a_sheet}", words, sides[0].size.width - 2 * sheet.margin, house)


def _line_words(name: str, sheet: OfficeSheet, house: House) -> str:
    """Return the line for the foot of each sheet, with a placeholder for the number of the sheet."""
    words = " ".join(house.labels[label] for label in HANDLINGS[name].line)
    return words.replace("{paper}", sheet_name(sheet.size))


def _add_forms(placed: Placed, forms: Iterable[Form]) -> Placed:
    return Placed(placed.pages, (*placed.forms, *forms))
