"""Handling: what hands do with the sheets of a file: on which edge they are turned, how they are folded and fastened.

The line at the foot of office sheets, the page in a pack, job tickets and counts of sheets all use it.
"""

from collections.abc import Mapping

from booklet.geometry import Size, add_lengths
from booklet.look.layout import Layout
from booklet.look.printer import OfficeSheet
from booklet.sheets.flats import flat_sides
from booklet.sheets.sides import count_cards, count_rows, goes_in_pairs
from booklet.values import Frozen
from booklet.words.guide import KIT


class Handling(Frozen):
    """How many pages of a copy a sheet bears, on which edge it is turned, and what is done afterwards.

    `flip` is "short", "long", or "" if sheets are printed on one side. `steps` are the endings of labels and the names
    of pictures; `line` names the labels at the foot of a sheet. `blanks` is how many pages are left free before the
    first.
    """

    pages_a_sheet: int
    flip: str = ""
    steps: tuple[str, ...] = ()
    line: tuple[str, ...] = ()
    blanks: int = 0

    def sheets(self, pages: int, copies: int = 1, a_sheet: int = 1) -> int:
        """Return how many sheets copies of so many pages take; `a_sheet` is how many copies share a sheet.

        >>> [HANDLINGS[name].sheets(28) for name in ("booklet", "pages", "spreads", "leaves")]
        [7, 14, 15, 28]
        >>> HANDLINGS["card"].sheets(2, 500, 10), HANDLINGS["card"].sheets(2, 501, 10)
        (50, 51)
        """
        return -(-copies // a_sheet) * -(-(pages + self.blanks) // self.pages_a_sheet)


HANDLINGS: Mapping[str, Handling] = {
    "booklet": Handling(4, "short", ("fold", "staple"), ("print.booklet",)),
    "pages": Handling(2, "long", ("edge",), ("print.pages",)),
    "spreads": Handling(2, "", ("edge",), ("print.one-side",), blanks=1),
    "leaves": Handling(1, "", ("edge",), ("print.one-side",)),
    "poster": Handling(1, line=("print.poster",)),
    "social": Handling(1),
    "sticker": Handling(1, line=("print.sticker",)),
    "card": Handling(2, "long", ("cut",), ("print.card",)),
    "fold-over": Handling(2, "", ("cut", "once"), ("print.fold-over",)),
    "insert": Handling(2, "long"),
    KIT: Handling(1, line=("print.poster",)),
    "roll": Handling(6, "short", ("roll",), ("print.poster", "howto.short-edge")),
    "single": Handling(4, "long", ("cut", "once"), ("print.card",)),
    "zine": Handling(8, "", ("slit", "zine"), ("print.poster", "howto.cut")),
}
"""What is done with products, with what is not folded or turned as usual, and with what is folded from one sheet."""


def handling_name(layout: Layout, sheet: OfficeSheet | None) -> str:
    """Return the name of a layout's handling, on the sheets of an office printer or, without one, at a press."""
    if layout.fold or sheet is None:
        return layout.fold or layout.product
    if layout.product == "booklet":
        names = ("spreads", "leaves") if sheet.is_one_sided else ("booklet", "pages")
        return names[not goes_in_pairs(layout.trim, sheet, layout.scale)]
    if layout.product == KIT and len(layout.pages) > 1:
        return "leaves" if sheet.is_one_sided else "pages"
    return "fold-over" if layout.product == "card" and sheet.is_one_sided else layout.product


def handling_of(layout: Layout, sheet: OfficeSheet | None) -> Handling:
    """Return what hands do with a layout."""
    return HANDLINGS[handling_name(layout, sheet)]


def copies_a_sheet(layout: Layout, sheet: OfficeSheet | None) -> int:
    """Return how many copies of a layout share an office's sheet; a press is told no sheets."""
    if sheet is None:
        return 1
    name = handling_name(layout, sheet)
    if name == "single":
        return count_rows(flat_size(layout), sheet)
    if layout.product == "card" and not layout.fold:
        return count_cards(layout.size, sheet, is_folded=name == "fold-over")
    return 1


def flat_size(layout: Layout) -> Size:
    """Return the size of what is printed before it is folded, in points."""
    width, height = layout.size
    if not layout.fold:
        return Size(2 * width if layout.product == "booklet" else width, height)
    rows = flat_sides(layout.fold)[0]
    panels = [layout.pages[number].width or layout.trim.width for number in rows[0]]
    return Size(add_lengths(panels) * layout.scale, len(rows) * height)
