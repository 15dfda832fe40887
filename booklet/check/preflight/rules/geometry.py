"""Sizes: boxes, bleed, the safe area, page counts, and the printer's marks."""

from collections.abc import Iterator

from booklet.check.preflight.boxes import holds, intersect, overlap
from booklet.check.preflight.hits import Hit, Rule
from booklet.check.preflight.limits import TOLERANCE, Limits
from booklet.check.preflight.model import Page, PaintedPath, Picture, PressFile, Text
from booklet.errors import Severity
from booklet.geometry import MM, Rect, Size, mm

X4, BOXES = "ISO 15930-7", "6.12"

NO_TRIM = Rule(
    "trim-box-missing",
    "The print shop does not know where to cut.",
    "Set the page size in your program to the finished size and export with bleed; that writes a TrimBox.",
    X4,
    BOXES,
)
TRIM_AND_ART = Rule(
    "trim-and-art-box", "Two boxes say where the page ends.", "Delete the ArtBox; the TrimBox is enough.", X4, BOXES
)
NESTING = Rule(
    "boxes-not-nested",
    "The sheet would be cut where nothing was printed.",
    "Export again: the finished page must lie in the bleed, and the bleed in the sheet.",
    X4,
    BOXES,
)
CROPPED = Rule(
    "crop-box-cuts",
    "Programs that look at the CropBox alone cut a part of your page away.",
    "Do not crop the PDF in a viewer; export again.",
    X4,
    BOXES,
)
BLEED = Rule(
    "bleed-too-small",
    "Paper moves while it is cut: without colour beyond the edge, white slits appear along it.",
    "Export with the bleed that the printer asks for, and let colour and pictures run into it.",
)
BLEED_NOT_REACHED = Rule(
    "bleed-not-reached",
    "It ends where the knife goes or just beyond; a cut half a millimetre off leaves a white slit.",
    "Pull the edge of the colour or picture out to the edge of the bleed.",
)
EDGES = Rule(
    "edges-unchecked",
    "Without a TrimBox nobody can tell whether colour runs into the bleed and text keeps away from the edge.",
    "Set a TrimBox and check again.",
)
UNSAFE = Rule(
    "outside-safe-area",
    "Cutting is not exact: letters so near the edge may be cut into, or look as if.",
    "Move the text further inside, or make it smaller.",
)
SIZES = Rule(
    "trim-differs",
    "Pages of different size cannot be bound together.",
    "Give all pages one size, or send them as files of their own.",
)
SIZE_NOT_TAKEN = Rule(
    "trim-not-taken", "This printer does not make this size.", "Choose one of its sizes, or another printer."
)
ROTATED = Rule(
    "page-rotated",
    "Some programs turn the page and others do not: it may land upside down on the sheet.",
    "Export the page upright instead of turning it in a viewer.",
    "ISO 32000-2",
    "7.7.3.3",
)
UNIT = Rule(
    "user-unit",
    "Many press programs do not know this unit and print the page in another size.",
    "Export at full size; a UserUnit is for plans larger than 5 metres.",
    "ISO 32000-2",
    "7.7.3.3",
)
MULTIPLE = Rule(
    "page-count-multiple",
    "A stitched booklet is folded from sheets of four pages; blank pages would be added where you do not want them.",
    "Add or remove pages, with blank ones before the back cover.",
)
COUNT = Rule(
    "page-count", "The printer cannot bind so few or so many pages.", "Change the number of pages or the binding."
)
MARKS = Rule(
    "marks-not-wanted",
    "This printer places pages by their outer edge; marks or margins around the bleed shift everything.",
    "Export without crop marks, with the page ending at the bleed.",
)
BLANK = Rule(
    "blank-page",
    "Nothing is printed here. A blank last page or inside of a cover is common and may be meant; other blank pages "
    "mostly mean that something got lost.",
    "Look whether the pages are meant to be blank; if not, export them again.",
)
SIZE = Rule(
    "page-size",
    "No press has paper of this size: programs for it refuse the page, shrink it, or print a corner of it.",
    "Set the page to its finished size in your program and export again; ask a printer of banners about large ones.",
    "ISO 32000-2",
    "Annex C",
)

_MOST_UNITS, _FEWEST_UNITS, _LARGEST = 14_400, 3, mm(1600)
"""The sides that a page may have in any PDF, and the longest side of a press sheet."""

_SAME = mm(0.35)
_FOLDED_ONCE = 4
_SLACK = 0.5
_LONG_EDGE = mm(5)
_KEEP = mm(2.5)
"""What no text may come nearer than: 3 mm by trade, less what a line of text is lower than its box."""


def check_geometry(document: PressFile, limits: Limits) -> Iterator[Hit]:
    """Yield faults of sizes and places."""
    for page in document.pages:
        yield from _boxes(page, limits)
        if _is_placed(page):
            if limits.bleed:
                yield from _bleed(page, limits)
            yield from _safe(page, limits)
        elif not page.trim and not page.art:
            yield EDGES.hit("no box says where the page is cut", page.number, severity=Severity.UNCHECKED)
        if not limits.marks and not _is_same_box(page.media, page.printed_area):
            yield MARKS.hit("the sheet is larger than the bleed", page.number)
    yield from _sizes(document, limits)
    yield from _counts(document, limits)
    yield from _blanks(document)


def _is_placed(page: Page) -> bool:
    """Tell whether the page states a trim box that can be right."""
    return (
        bool(page.trim or page.art)
        and holds(page.printed_area, page.finished_area)
        and holds(page.media, page.printed_area)
    )


def _boxes(page: Page, limits: Limits) -> Iterator[Hit]:
    at = page.number
    if page.trim is None and page.art is None:
        severity = Severity.ERROR if limits.flavour == "x-4" else Severity.WARNING
        yield NO_TRIM.hit("the page has no TrimBox", at, severity=severity)
    elif page.trim and page.art:
        yield TRIM_AND_ART.hit("the page has a TrimBox and an ArtBox", at)
    elif not _is_placed(page):
        yield NESTING.hit("TrimBox, BleedBox and MediaBox do not lie in one another", at)
    if page.crop and page.trim and not holds(page.crop, page.trim):
        yield CROPPED.hit("the CropBox is smaller than the finished page", at)
    if page.rotation % 360:
        yield ROTATED.hit(f"the page is turned by {page.rotation} degrees", at)
    yield from _sides(page)
    if page.unit != 1:
        yield UNIT.hit(f"a unit of the page is {page.unit:g} points", at)


def _sides(page: Page) -> Iterator[Hit]:
    short, long = sorted(page.media[2:])
    if long > _MOST_UNITS or short < _FEWEST_UNITS:
        yield SIZE.hit(f"the page is {short:.5g} x {long:.5g} units; {_MOST_UNITS:,} are the most", page.number)
    elif long * page.unit > _LARGEST:
        what = f"the page is {_millimetres(Size(short * page.unit, long * page.unit))}"
        yield SIZE.hit(what, page.number, severity=Severity.WARNING)


def _bleed(page: Page, limits: Limits) -> Iterator[Hit]:
    trim, bleed = page.finished_area, page.printed_area
    sides = trim.x - bleed.x, bleed.right - trim.right
    across = min(sides) if limits.has_inner_bleed else max(sides)
    given = min(across, trim.y - bleed.y, bleed.top - trim.top)
    areas = [
        mark for mark in page.marks if isinstance(mark, Picture) or (isinstance(mark, PaintedPath) and _is_area(mark))
    ]
    if given < limits.bleed - TOLERANCE:
        needed = any(not holds(trim.grown(-_SLACK), mark.box) and intersect(mark.box, trim) for mark in areas)
        what = f"{max(given, 0) / MM:.1f} mm of bleed, and {limits.bleed / MM:.3g} mm are asked for"
        if not needed:
            what += " (nothing on this page reaches the edge)"
        yield BLEED.hit(what, page.number, severity=Severity.ERROR if needed else Severity.WARNING)
    for mark in areas:
        for side in _find_short_sides(mark.box, trim, bleed):
            yield BLEED_NOT_REACHED.hit(f"it stops before the end of the bleed, {side}", page.number, mark.box)


def _is_area(shape: PaintedPath) -> bool:
    """Tell whether a shape is a field of colour with straight edges."""
    return shape.fill is not None and shape.is_rectangle and not shape.fill.colour.is_white


def _find_short_sides(box: Rect, trim: Rect, bleed: Rect) -> Iterator[str]:
    """Yield the sides on which a field reaches the trim but not the end of the bleed."""
    if not overlap(box, trim):
        return
    if box.height >= _LONG_EDGE:
        if bleed.x + _SLACK < box.x < trim.x + _SLACK:
            yield "on the left"
        if trim.right - _SLACK < box.right < bleed.right - _SLACK:
            yield "on the right"
    if box.width >= _LONG_EDGE:
        if bleed.y + _SLACK < box.y < trim.y + _SLACK:
            yield "at the foot"
        if trim.top - _SLACK < box.top < bleed.top - _SLACK:
            yield "at the top"


def _safe(page: Page, limits: Limits) -> Iterator[Hit]:
    trim = page.finished_area
    for mark in page.seen_marks:
        if not isinstance(mark, Text) or not overlap(mark.box, trim):
            continue
        box = mark.box
        distance = min(box.x - trim.x, box.y - trim.y, trim.right - box.right, trim.top - box.top)
        if distance < limits.safe - TOLERANCE:
            severity = Severity.ERROR if distance < min(limits.safe, _KEEP) - TOLERANCE else Severity.WARNING
            what = f"“{mark.words.strip()}” stands {max(distance, 0) / MM:.1f} mm from the edge"
            yield UNSAFE.hit(what, page.number, box, severity=severity)


def _is_same_box(one: Rect, other: Rect) -> bool:
    return holds(one, other, TOLERANCE) and holds(other, one, TOLERANCE)


def _sizes(document: PressFile, limits: Limits) -> Iterator[Hit]:
    pages = [page for page in document.pages if _is_placed(page)]
    sizes = [Size(page.finished_area.width, page.finished_area.height) for page in pages]
    for page, size in zip(pages, sizes, strict=True):
        if not _is_same_size(size, sizes[0]):
            yield SIZES.hit(
                f"{_millimetres(size)} here, {_millimetres(sizes[0])} on page {pages[0].number + 1}", page.number
            )
    if sizes and limits.trims and not any(_is_same_size(sizes[0], trim) for trim in limits.trims):
        yield SIZE_NOT_TAKEN.hit(f"the finished size is {_millimetres(sizes[0])}")


def _is_same_size(one: Size, other: Size) -> bool:
    return abs(one.width - other.width) <= _SAME and abs(one.height - other.height) <= _SAME


def _millimetres(size: Size) -> str:
    return f"{size.width / MM:.4g} x {size.height / MM:.4g} mm"


def _counts(document: PressFile, limits: Limits) -> Iterator[Hit]:
    """Check the page count of what is bound: one or two pages are a poster or a card, four a leaflet folded once."""
    count, takes = len(document.pages), limits.pages
    if count <= 2 or count == takes.multiple == _FOLDED_ONCE:
        return
    if count % takes.multiple:
        yield MULTIPLE.hit(f"{count} pages, which is no multiple of {takes.multiple}")
    if not takes.least <= count <= takes.most:
        yield COUNT.hit(f"{count} pages; {limits.name} takes {takes.least} to {takes.most}")


def _blanks(document: PressFile) -> Iterator[Hit]:
    blank = [page.number for page in document.pages if not any(map(page.prints, page.marks))]
    is_all = len(blank) == len(document.pages)
    what = "the page is blank, and so is the whole file" if is_all else "the page is blank"
    for number in blank:
        yield BLANK.hit(what, number, severity=Severity.ERROR if is_all else Severity.WARNING)
