"""Lines that are too thin to print."""

from collections.abc import Iterator
from itertools import islice

from booklet.check.preflight.boxes import overlap
from booklet.check.preflight.hits import Hit, Rule
from booklet.check.preflight.limits import Limits
from booklet.check.preflight.model import Page, PaintedPath, PressFile, Text
from booklet.check.preflight.rules.appearance import PAPER, Appearance
from booklet.errors import Severity
from booklet.values import replace

HAIRLINE = Rule(
    "hairline",
    "It prints as thin as the machine can, which is seen on an office printer and vanishes on a press; a white one is "
    "closed by the ink around it.",
    "Make the line as thick as the printer asks for, mostly 0.25 points.",
)
THIN_IN_INKS = Rule(
    "thin-line-in-many-inks",
    "A thin line in several inks looks doubled, since the plates never meet exactly.",
    "Draw it in one ink, or at least 0.5 points thick.",
)

OUTLINED = Rule(
    "thin-outlined-text",
    "Letters that are only outlined, and so thinly, break up or vanish on a press.",
    "Fill the letters, or make their outlines as thick as the printer asks for, mostly 0.25 points.",
)

_MOST_WHITE, _MOST_SEGMENTS = 400, 8
"""How many white lines of a page, and of each how many parts, are looked at: what they stand on takes long to find."""

_NOTHING = 0.1
_LEAST_IN_INKS = 0.5
_ROUNDING = 0.005


def check_lines(document: PressFile, limits: Limits) -> Iterator[Hit]:
    """Yield lines that are too thin, drawn as a line or as a long narrow field."""
    appearance = Appearance(document)
    for page in document.pages:
        white = (pair for pair in page.numbered_marks if isinstance(pair[1], PaintedPath) and pair[1].is_white_line)
        for number, mark in islice(white, _MOST_WHITE):
            if isinstance(mark, PaintedPath):
                yield from _white_line(mark, number, page, appearance, limits)
        for mark, place in page.drawn_marks:
            if not overlap(place, page.finished_area):
                continue  # what stays of it by the edge of the sheet is cut away
            if isinstance(mark, PaintedPath) and mark.thickness is not None and not mark.is_white_line:
                yield from (replace(hit, box=place) for hit in _line(mark, mark.thickness, page.number, limits))
            elif isinstance(mark, Text) and mark.outline is not None and mark.outline < limits.least_line - _ROUNDING:
                what = f"“{mark.words.strip()}” in outlines of {mark.outline:.2f} points"
                yield OUTLINED.hit(what, page.number, place, severity=_severity(mark.outline))


def _severity(width: float) -> Severity:
    return Severity.ERROR if width < _NOTHING else Severity.WARNING


def _white_line(line: PaintedPath, number: int, page: Page, appearance: Appearance, limits: Limits) -> Iterator[Hit]:
    """Yield a white line so thin that the ink around it closes, so that nothing of it is seen on paper."""
    width = line.thickness or 0.0
    if width >= limits.least_line - _ROUNDING:
        return
    middles = [(box.x + box.width / 2, box.y + box.height / 2) for box in islice(line.segments(), _MOST_SEGMENTS)]
    if any(appearance.ground(page, number, middle) != PAPER for middle in middles):
        what = f"a white line of {width:.2f} points on colour"
        yield HAIRLINE.hit(what, page.number, line.box, severity=_severity(width))


def _line(shape: PaintedPath, width: float, at: int, limits: Limits) -> Iterator[Hit]:
    paint = shape.stroke or shape.fill
    inks = paint.colour.inks if paint else None
    if width < limits.least_line - _ROUNDING:
        yield HAIRLINE.hit(f"a line of {width:.2f} points", at, shape.box, severity=_severity(width))
    elif width < _LEAST_IN_INKS - _ROUNDING and sum(ink > 0.05 for ink in inks or ()) >= 2:
        what = f"a line of {width:.2f} points in several inks"
        yield THIN_IN_INKS.hit(what, at, shape.box, severity=Severity.WARNING)
