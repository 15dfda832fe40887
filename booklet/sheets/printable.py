"""What a printer would refuse of a job, reported before anything is drawn."""

from collections.abc import Iterator
from functools import lru_cache

from booklet.errors import Finding, Where, did_you_mean
from booklet.geometry import MM, Size, add_lengths
from booklet.look.layout import Layout, Theme
from booklet.look.printer import OfficeSheet, Printer
from booklet.machine.bounds import PAGES
from booklet.sheets.handling import HANDLINGS, flat_size, handling_name
from booklet.sheets.sides import sheet_room
from booklet.typeset.fit import Placed
from booklet.typeset.placed import Item, texts_of


def printer_findings(printer: Printer, layout: Layout, placed: Placed, theme: Theme) -> list[Finding]:
    """Return why a printer cannot print a layout: product, page count, inks, text, margins or sheets."""
    return [
        *_products(printer, layout, len(placed.pages)),
        *_inks(printer, theme),
        *_report_small(printer, layout, placed),
        *_gutter(printer, layout, len(placed.pages)),
        *(_find_crowded(printer, layout) if printer.sheet else ()),
        *_find_one_sided(printer, layout),
    ]


def cover_findings(printer: Printer, paper: str) -> Iterator[Finding]:
    """Yield a finding if a printer has no cover of its own on a paper ("" = its usual one)."""
    cover, where = printer.cover, Where("--printer")
    if cover is None:
        hint = "name a printer that binds with a cover of its own, such as lulu or kdp"
        yield Finding("no-cover", where, f'"{printer.name}" says nothing of covers', hint)
    elif cover.is_inside:
        message = f'"{printer.name}" takes no cover of its own: it is the first and the last page of the booklet'
        yield Finding("no-cover", where, message, f"upload what build --printer {printer.name} writes")
    elif paper and paper not in cover.papers:
        hint = did_you_mean(paper, cover.papers)
        yield Finding("unknown-paper", Where("--paper"), f'"{printer.name}" has no paper "{paper}"', hint)


def spine_findings(printer: Printer, pages: int, spine: float) -> Iterator[Finding]:
    """Yield a finding if the art of front and back, which ends at the bleed, does not fill a spine."""
    if spine > 2 * printer.bleed:
        message = f"{pages} pages make a spine of {spine / MM:.1f} mm, and the art of both sides fills"
        hint = "take away pages, or have the cover drawn by hand"
        yield Finding("spine-wide", Where("--printer"), f"{message} {2 * printer.bleed / MM:.1f} mm of it", hint)


def _products(printer: Printer, layout: Layout, pages: int) -> Iterator[Finding]:
    limits = printer.products.get(layout.product)
    if limits is None:
        hint = f"name another printer, or ask only for: {' '.join(printer.products)}"
        yield Finding("printer-product", Where("--printer"), f'"{printer.name}" makes no {layout.product}', hint)
    elif not layout.fold and not limits.allow(pages):
        rule = f"{limits.least} to {limits.most} pages, in multiples of {limits.multiple}"
        hint = "name another printer: list printers says how many pages each takes; or change the pages of the layout"
        yield Finding(
            "page-count", Where(f"layouts/{layout.name}.yaml"), f'"{printer.name}" takes {rule}, not {pages}', hint
        )


def _inks(printer: Printer, theme: Theme) -> Iterator[Finding]:
    if printer.is_rgb:
        return
    for ink in theme.inks.values():
        total = add_lengths(ink.cmyk)
        if total > printer.ink_limit + 0.001:
            limit = f'"{printer.name}" takes {100 * printer.ink_limit:.0f} %'
            message = f'"{ink.name}" lays down {100 * total:.0f} % of ink; {limit}'
            yield Finding("ink-limit", Where("layouts/theme.yaml"), message, "take some of its inks away")


def _report_small(printer: Printer, layout: Layout, placed: Placed) -> Iterator[Finding]:
    share = _share(printer.sheet, layout)
    if share < LEAST_SHARE:
        return  # the sheet is too small for all of it
    pages = [page.items for page in placed.pages]
    forms = [form.component.items for form in placed.forms]
    least = layout.scale * share * min(_least_size(items) for items in (*pages, *forms))
    if least < printer.least_text:
        message = f'text of {least:.3g} pt is too small for "{printer.name}", which prints {printer.least_text:g} pt'
        yield Finding("small-text", Where(f"layouts/{layout.name}.yaml"), message, "set it larger, or name another")


def _gutter(printer: Printer, layout: Layout, pages: int) -> Iterator[Finding]:
    least = printer.cover.gutter(pages) if printer.cover else 0.0
    inner = layout.margins.inner * layout.scale
    if layout.product == "booklet" and inner < least:
        message = f'"{printer.name}" wants {least / MM:.1f} mm at the spine of {pages} pages, and there are'
        hint = f"write margins: {{inner: {least / MM / layout.scale:.1f}}} or more"
        yield Finding("gutter", Where(f"layouts/{layout.name}.yaml"), f"{message} {inner / MM:.1f}", hint)


LEAST_SHARE = 0.5
"""What a poster may shrink to on the sheet of an office printer; of a smaller one little can be read."""


def _find_crowded(printer: Printer, layout: Layout) -> Iterator[Finding]:
    """Yield a finding if a sheet has no room for a layout: whole for cards and stickers, else at the least scale."""
    sheet, where = printer.sheet, Where(f"layouts/{layout.name}.yaml")
    assert sheet is not None
    if layout.product in WHOLE and not layout.fold:
        if not _goes_whole(layout, sheet):
            message = f'the sheet of "{printer.name}" has no room for a {layout.product}'
            hint = "write a larger sheet: in its file, or name another printer or layout"
            yield Finding("sheet-small", where, message, hint)
        return
    share = _share(sheet, layout)
    if share < LEAST_SHARE:
        message = f'the sheet of "{printer.name}" has room for {100 * max(share, 0.0):.0f} % of the {layout.product}'
        hint = (
            "name a layout for smaller paper such as poster-a4-mono, a printer with larger sheets, or the press edition"
        )
        yield Finding("sheet-small", where, message, hint)


WHOLE = frozenset({"card", "sticker"})
"""What is never printed smaller than it is, unless it is folded."""


def _goes_whole(layout: Layout, sheet: OfficeSheet) -> bool:
    """Tell whether a card fits inside the margins of a sheet, or a sheet of stickers on the paper."""
    width, height = layout.size
    if layout.product == "sticker":
        margins, scale = layout.margins, layout.scale
        width -= scale * (margins.outer + margins.inner)
        height -= scale * (margins.top + margins.foot)
        return width <= sheet.size.width - 2 * sheet.margin and height <= sheet.size.height - 2 * sheet.margin
    room = sheet_room(sheet.size, sheet)
    return width <= room.width and height <= room.height


def _share(sheet: OfficeSheet | None, layout: Layout) -> float:
    """Return the scale of a layout on an office's sheets: 1 at a press, and 1 if it fits as a whole."""
    if sheet is None or (layout.product in WHOLE and not layout.fold):
        return 1.0
    is_upright = layout.product == "poster" or layout.fold == "single"
    size, whole = sheet.size, flat_size(layout)
    if layout.product == "booklet" and handling_name(layout, sheet) in {"pages", "leaves"}:
        is_upright, whole = True, layout.size
    room = sheet_room(size if is_upright else Size(size.height, size.width), sheet)
    return min(room.width / whole.width, room.height / whole.height, 1.0)


def _find_one_sided(printer: Printer, layout: Layout) -> Iterator[Finding]:
    """Yield what cannot be printed on one side: a sheet folded from both, or a card too wide to lie beside its back."""
    sheet = printer.sheet
    if sheet is None or not sheet.is_one_sided:
        return
    where, hint = Where(f"layouts/{layout.name}.yaml"), "name a printer that prints both sides, or another layout"
    if HANDLINGS[handling_name(layout, sheet)].flip:
        yield Finding("both-sides", where, f'"{printer.name}" prints one side alone', hint)
    elif layout.product == "card" and not layout.fold and 2 * layout.size.width > sheet_room(sheet.size, sheet).width:
        message = f'the sheet of "{printer.name}" has no room for a card beside its back'
        yield Finding("both-sides", where, message, hint)


@lru_cache(maxsize=PAGES)
def _least_size(items: tuple[Item, ...]) -> float:
    """Return the size of the smallest text among items."""
    return min((run.size for text in texts_of(items) for run in text.line.runs), default=float("inf"))
