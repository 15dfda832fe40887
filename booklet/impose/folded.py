"""Schemes that are folded: booklets, signatures, single folds, leaflets, zines."""

from collections.abc import Iterator, Sequence

from booklet.errors import Finding, SourceError, Where
from booklet.geometry import MM, Rect, Size, add_lengths, intersect, mm
from booklet.impose.marks import corners, fold_ticks, targets
from booklet.impose.pages import (
    blanks,
    check_count,
    check_sheet,
    check_sizes,
    format_size,
    is_same,
    note,
    number_list,
)
from booklet.impose.plan import SHORT_EDGE, SLUG, SheetPlan, SheetWish
from booklet.sheets.imposition import Sheet, roll_fold, saddle, signatures, z_fold, zine
from booklet.sheets.planner import Row, SourcePage, row_spots
from booklet.sheets.spots import Line, Side, Spot
from booklet.values import replace

THICKEST = 64
"""Pages of a stapled booklet of thin paper; thicker ones do not close."""

SHORT = mm(2)
"""How much shorter than the others the flap of a leaflet is at least, so that it lies flat."""


def plan_saddle(pages: Sequence[SourcePage], wish: SheetWish, name: str) -> SheetPlan:
    """Return the sheets of a booklet stapled in its fold; inner sheets are shifted to the spine by their creep.

    Raises `SourceError` where pages differ in size, do not go on the sheet, or would lose words at the spine.
    """
    trim = check_sizes(pages, name)
    notes = list(blanks(len(pages), 4, name))
    if len(pages) > THICKEST:
        message = f"{len(pages)} pages are too thick for staples"
        notes.append(note("too-thick", name, message, "choose --scheme signatures and have it glued"))
    sheets = saddle(len(pages), is_rtl=bool(wish.is_rtl))
    shifts = [number * wish.caliper for number in range(len(sheets))]
    _check_creep(pages, sheets, shifts, trim, wish, name)
    return SheetPlan(tuple(_pairs(pages, sheets, shifts, trim, wish, name)), SHORT_EDGE, tuple(notes))


def plan_signatures(pages: Sequence[SourcePage], wish: SheetWish, name: str) -> SheetPlan:
    """Return the sheets of a glued book, signature after signature, each folded for itself and gathered.

    `wish.grind` is what the binder takes away at the spine; art beyond the trim goes so far, if there is any.
    """
    trim = check_sizes(pages, name)
    if wish.signature < 4 or wish.signature % 4:
        hint = "16 is usual; 8 for thick paper, 32 for thin"
        raise SourceError(
            Finding("signature-size", Where("--signature"), f"{wish.signature} is no multiple of four", hint)
        )
    sides: list[Side] = []
    for sheets in signatures(len(pages), wish.signature, is_rtl=bool(wish.is_rtl)):
        shifts = [number * wish.caliper for number in range(len(sheets))]
        _check_creep(pages, sheets, shifts, trim, wish, name)
        sides += _pairs(pages, sheets, shifts, trim, wish, name)
    return SheetPlan(tuple(sides), SHORT_EDGE, tuple(blanks(len(pages), 4, name)))


def plan_fold(pages: Sequence[SourcePage], wish: SheetWish, name: str) -> SheetPlan:
    """Return the sheet of four pages that is folded once."""
    check_count(pages, 4, "a single fold", name)
    return plan_saddle(pages, wish, name)


def plan_roll(pages: Sequence[SourcePage], wish: SheetWish, name: str) -> SheetPlan:
    """Return the sheet of a leaflet of six panels whose flap is folded in.

    Pages 2, 3 and 4 are the inside from the cover on, 5 the flap and 6 the back. The flap and page 4 on its inside must
    be shorter; `wish.short` cuts pages that are all alike at their outer edge.
    """
    check_count(pages, 6, "a roll fold", name)
    cut = _flap_cut(pages, wish, name)
    notes = []
    if cut:
        message = f"pages 4 and 5 lose {round(cut / MM, 1):g} mm at their outer edge, so that the flap lies flat"
        notes.append(note("flap-cut", name, message, "check that nothing stands there"))
    sheet = roll_fold(is_rtl=bool(wish.is_rtl))
    return SheetPlan(_leaflet(pages, sheet, {3: cut, 4: cut}, wish, name), SHORT_EDGE, tuple(notes))


def _flap_cut(pages: Sequence[SourcePage], wish: SheetWish, name: str) -> float:
    """Return how much is cut off the flap; raise `SourceError` if it would not lie flat or panels would not meet."""
    widths = [page.trim.width for page in pages]
    usual, flap = pages[0].trim, Size(widths[4], pages[4].trim.height)
    broad = [page for page in pages if page.number not in {3, 4}]
    wrong = [page.number for page in broad if not is_same(page.trim, usual)]
    wrong += [page.number for page in (pages[3],) if not is_same(page.trim, flap)]
    if wrong or abs(flap.height - usual.height) > 1:
        message = f"pages {number_list(wrong or [3, 4])} have another size than the panels they meet"
        hint = "pages 1, 2, 3 and 6 are alike; 4 and 5, the flap, are 2 to 3 mm narrower"
        raise SourceError(Finding("mixed-sizes", Where(name), message, hint))
    if usual.width - flap.width + wish.short < SHORT - 0.1:
        message = f"the flap (pages 4 and 5) is {format_size(flap)}, as wide as the other panels, and would buckle"
        hint = "make both pages 2 to 3 mm narrower, or have their outer edge cut with --short 3"
        raise SourceError(Finding("flap-too-wide", Where(name), message, hint))
    return wish.short


def plan_z(pages: Sequence[SourcePage], wish: SheetWish, name: str) -> SheetPlan:
    """Return the sheet of a leaflet of six panels that is folded to and fro."""
    check_count(pages, 6, "a Z-fold", name)
    check_sizes(pages, name)
    return SheetPlan(_leaflet(pages, z_fold(is_rtl=bool(wish.is_rtl)), {}, wish, name), SHORT_EDGE)


def plan_zine(pages: Sequence[SourcePage], wish: SheetWish, name: str) -> SheetPlan:
    """Return the one side that becomes a booklet of eight pages by a cut and five folds."""
    check_count(pages, 8, "a zine", name)
    trim = check_sizes(pages, name).scaled(wish.scale)
    front = zine(is_rtl=bool(wish.is_rtl)).front
    block = Size(4 * trim.width, 2 * trim.height)
    size, box = _sheet(block, pages, wish, name)
    lower = Row(front[4:], (trim.width,) * 4, has_above=True)
    upper = Row(front[:4], (trim.width,) * 4, turn=180, has_below=True)
    spots = (*_spots(pages, lower, Rect(*box[:3], trim.height), wish),)
    spots += (*_spots(pages, upper, Rect(box.x, box.y + trim.height, block.width, trim.height), wish),)
    middle = box.y + trim.height
    folds = [line for column in (1, 2, 3) for line in fold_ticks(box.x + column * trim.width, box, 0, mm(4))]
    folds += [(box.x - mm(5), middle, box.x - mm(1), middle), (box.right + mm(1), middle, box.right + mm(5), middle)]
    cut = (box.x + trim.width, middle, box.x + 3 * trim.width, middle)
    marks = corners(box, _find_widest_bleed(pages, wish)) if wish.has_marks else ()
    side = _add_marks(size, box, pages, spots, (), wish)
    return SheetPlan((replace(side, cuts=(cut, *marks), folds=tuple(folds)),))


def _pairs(
    pages: Sequence[SourcePage],
    sheets: Sequence[Sheet],
    shifts: Sequence[float],
    trim: Size,
    wish: SheetWish,
    name: str,
) -> Iterator[Side]:
    """Yield both sides of sheets with two pages beside each other."""
    trim = trim.scaled(wish.scale)
    block = Size(2 * (trim.width + wish.grind), trim.height)
    size, box = _sheet(block, pages, wish, name)
    for sheet, shift in zip(sheets, shifts, strict=True):
        for panels in sheet:
            row = Row(panels, (trim.width + wish.grind,) * 2, shift)
            yield _add_marks(size, box, pages, _spots(pages, row, box, wish), (box.x + box.width / 2,), wish)


def _leaflet(
    pages: Sequence[SourcePage], sheet: Sheet, cut: dict[int, float], wish: SheetWish, name: str
) -> tuple[Side, ...]:
    """Return both sides of a leaflet; `cut` is how much each page loses at its outer edge."""
    widths = {page.number: page.trim.width * wish.scale - cut.get(page.number, 0.0) for page in pages}
    front = tuple(widths[page] for page in sheet.front if page is not None)
    back = tuple(widths[page] for page in sheet.back if page is not None)
    block = Size(add_lengths(front), pages[0].trim.height * wish.scale)
    size, box = _sheet(block, pages, wish, name)
    sides = []
    for panels, row_widths in ((sheet.front, front), (sheet.back, back)):
        spots = _spots(pages, Row(panels, row_widths), box, wish)
        edges = [box.x + add_lengths(row_widths[:number]) for number in range(1, len(row_widths))]
        sides.append(_add_marks(size, box, pages, spots, tuple(edges), wish))
    return tuple(sides)


def _spots(pages: Sequence[SourcePage], row: Row, box: Rect, wish: SheetWish) -> tuple[Spot, ...]:
    return tuple(row_spots(pages, row, box, wish.scale, wish.bleed))


def _add_marks(
    size: Size, box: Rect, pages: Sequence[SourcePage], spots: tuple[Spot, ...], folds: Sequence[float], wish: SheetWish
) -> Side:
    """Return a side with the marks of its sheet."""
    away = _find_widest_bleed(pages, wish)
    lines: list[Line] = [line for x in folds for line in fold_ticks(x, box, away)]
    cuts = corners(box, away) if wish.has_marks else ()
    marks = targets(box, away + SLUG / 2) if wish.has_marks else ()
    spots = tuple(replace(spot, clip=intersect(spot.clip, Rect(0, 0, *size))) for spot in spots)
    return Side(size, box, box.grown(away), spots, cuts, tuple(lines), (), marks)


def _check_creep(
    pages: Sequence[SourcePage],
    sheets: Sequence[Sheet],
    shifts: Sequence[float],
    trim: Size,
    wish: SheetWish,
    name: str,
) -> None:
    """Raise `SourceError` if creep would push words over the spine."""
    lost = []
    for sheet, shift in zip(sheets, shifts, strict=True):
        for panels in sheet:
            for number, page_number in enumerate(panels):
                words = pages[page_number].words if page_number is not None else None
                if words and shift:
                    room = trim.width - words.right if number == 0 else words.x
                    if room * wish.scale < shift:
                        lost.append((page_number or 0, shift, room))
    if lost:
        told = number_list(sorted({page for page, _, _ in lost}))
        worst = max(shift for _, shift, _ in lost) / MM
        message = f"words of pages {told} stand nearer to the spine than the {worst:.1f} mm their sheets are shifted"
        hint = "give the pages a wider inner margin, take thinner paper (--caliper), or bind in signatures"
        raise SourceError(Finding("creep-over-margin", Where(name), message, hint))


def _find_widest_bleed(pages: Sequence[SourcePage], wish: SheetWish) -> float:
    """Return the widest bleed that pages keep."""
    return min(wish.bleed, max((max(page.bleed) for page in pages), default=0.0) * wish.scale)


def _sheet(block: Size, pages: Sequence[SourcePage], wish: SheetWish, name: str) -> tuple[Size, Rect]:
    """Return the sheet and the block in its middle; the sheet may lie on its side.

    Without a wish the sheet is as large as the block with bleed and marks.
    """
    size = wish.sheet
    if size is None:
        around = _find_widest_bleed(pages, wish) + SLUG * wish.has_marks
        size = Size(block.width + 2 * around, block.height + 2 * around)
    elif (block.width > block.height) != (size.width > size.height):
        size = size.turned
    check_sheet(size, block, wish.margin, name)
    return size, block.inside(Rect(0, 0, *size))
