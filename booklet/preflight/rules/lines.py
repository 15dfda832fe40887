"""Lines that are too thin to print."""

from collections.abc import Iterator
from dataclasses import replace

from booklet.errors import Severity
from booklet.preflight.hits import Hit, Rule
from booklet.preflight.limits import Limits
from booklet.preflight.model import Document, Shape

HAIRLINE = Rule(
    "hairline",
    "It prints as thin as the machine can, which is seen on an office printer and vanishes on a press.",
    "Make the line as thick as the printer asks for, mostly 0.25 points.",
)
THIN_IN_INKS = Rule(
    "thin-line-in-many-inks",
    "A thin line in several inks looks doubled, since the plates never meet exactly.",
    "Draw it in one ink, or at least 0.5 points thick.",
)

_NOTHING = 0.1
_LEAST_IN_INKS = 0.5
_ROUNDING = 0.005


def check_lines(document: Document, limits: Limits) -> Iterator[Hit]:
    """Yield lines that are too thin, drawn as a line or as a long narrow field."""
    for page in document.pages:
        for mark, place in page.drawn:
            if isinstance(mark, Shape) and (width := _width(mark)) is not None:
                yield from (replace(hit, box=place) for hit in _line(mark, width, page.number, limits))


def _width(shape: Shape) -> float | None:
    """Return how thick a line is; None for what is none, or is not seen."""
    paint = shape.stroke or shape.fill
    if paint is None or paint.colour.is_white:
        return None
    if shape.stroke:
        return shape.width
    thin, long = sorted(shape.box[2:])
    return thin if shape.is_rectangle and long > 20 * thin else None


def _line(shape: Shape, width: float, at: int, limits: Limits) -> Iterator[Hit]:
    paint = shape.stroke or shape.fill
    inks = paint.colour.inks if paint else None
    if width < limits.least_line - _ROUNDING:
        severity = Severity.ERROR if width < _NOTHING else Severity.WARNING
        yield HAIRLINE.hit(f"a line of {width:.2f} points", at, shape.box, severity=severity)
    elif width < _LEAST_IN_INKS - _ROUNDING and sum(ink > 0.05 for ink in inks or ()) >= 2:
        what = f"a line of {width:.2f} points in several inks"
        yield THIN_IN_INKS.hit(what, at, shape.box, severity=Severity.WARNING)
