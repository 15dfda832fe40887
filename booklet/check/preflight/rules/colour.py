"""Colour and overprint: what prints differently from how it looks on a screen."""

from collections.abc import Iterator

from booklet.check.preflight.hits import Hit, Rule
from booklet.check.preflight.limits import Limits
from booklet.check.preflight.model import Mark, Page, Paint, PaintedPath, PressFile, Text, paints_of
from booklet.errors import Severity
from booklet.geometry import Rect

X4, DEVICE = "ISO 15930-7", "6.4.3.2"
PDF = "ISO 32000-2"

RGB = Rule(
    "rgb",
    "Presses print in four inks; each converts screen colours in its own way, and black text turns into four inks that "
    "never meet exactly.",
    "Convert colours and pictures to CMYK when you export, with the printer's profile.",
)
DEVICE_COLOUR = Rule(
    "device-colour",
    "These colours are not those of the press the file names: what they look like is chance.",
    "Export with an output intent of the same colour space, or convert the colours.",
    X4,
    DEVICE,
)
NOT_GREY = Rule(
    "colour-on-black-only",
    "This printer has black alone; colours come out as greys that nobody chose, and may become alike.",
    "Export in greyscale and look at it before printing.",
)
SPOT = Rule(
    "spot-colour",
    "Each spot colour needs a plate and an ink of its own: the job gets dearer, or the colour is converted unseen.",
    "Convert spot colours to process colours (CMYK), or agree on them with the printer.",
    PDF,
    "8.6.6.4",
)
REGISTRATION = Rule(
    "registration-colour",
    "It puts 100 % of every ink on one spot: it smears, sets off on the next sheet and does not dry.",
    "Use black; the registration colour is for crop marks outside the page.",
    PDF,
    "8.6.6.4",
)
BLEND = Rule(
    "blend-space",
    "Shadows and see-through parts are mixed in other colours than those of the press: tints shift and edges show.",
    "Set the transparency blend space of the document to CMYK and export again.",
    PDF,
    "11.3.4",
)
TRANSPARENT = Rule(
    "transparency",
    "This printer's machines do not mix see-through parts: boxes and missing parts may appear.",
    "Flatten transparency when you export.",
)
WHITE_OVERPRINTS = Rule(
    "white-overprints",
    "White that overprints leaves what is beneath: it is seen on the screen and vanishes in print.",
    "Switch off overprint for white objects.",
    PDF,
    "8.6.7",
)
ICC_OVERPRINT = Rule(
    "icc-overprint",
    "Colours with a profile of their own overprint differently on each machine.",
    "Use plain CMYK where inks overprint, or switch off overprint mode 1.",
    X4,
)
FAINT = Rule(
    "faint-tint",
    "Dots this small do not hold on the plate: the tint fades away or breaks into spots.",
    "Make it at least as strong as the printer's least tint, or leave the paper white.",
)

_PROCESS = {"Cyan", "Magenta", "Yellow", "Black", "None"}


def check_colour(document: PressFile, limits: Limits) -> Iterator[Hit]:
    """Yield faults of colour in all marks on the printed area; marks beyond it are for the printer."""
    spots = {
        name
        for page in document.pages
        for mark, _ in page.drawn_marks
        for paint in paints_of(mark)
        for name in _spots(paint)
    }
    for page in document.pages:
        for mark, place in page.drawn_marks:
            for paint, what in _paints(mark):
                what += "" if place is mark.box else " inside a pattern"
                yield from _paint(document, page, place, paint, what, limits)
                if len(spots) > limits.spots and (found := _spots(paint)):
                    yield SPOT.hit(f"{what} in {', '.join(found)}", page.number, place)
        yield from _transparency(document, page, limits)


def _paints(mark: Mark) -> Iterator[tuple[Paint, str]]:
    """Yield what a mark is painted with, and what to call it."""
    if isinstance(mark, PaintedPath):
        if mark.fill:
            yield mark.fill, "a shape"
        if mark.stroke:
            yield mark.stroke, "a line"
    else:
        yield mark.paint, f"“{mark.words.strip()}”" if isinstance(mark, Text) else "a picture"
    if isinstance(mark, Text) and mark.stroke:
        yield mark.stroke, f"the outline of “{mark.words.strip()}”"


def _spots(paint: Paint) -> list[str]:
    return [name for name in paint.colour.names if name != "All" and name not in _PROCESS]


def _paint(document: PressFile, page: Page, box: Rect, paint: Paint, what: str, limits: Limits) -> Iterator[Hit]:
    colour, at = paint.colour, page.number
    if limits.colours == "cmyk" and colour.family in {"rgb", "lab"}:
        yield RGB.hit(f"{what} in {colour.space.upper().replace('-', ' ')}", at, box)
    elif limits.flavour == "x-4" and _is_foreign(colour.space, document.press_family, page):
        yield DEVICE_COLOUR.hit(f"{what} in {colour.space.upper()}, the press in {document.press_family}", at, box)
    if limits.colours == "grey" and not _is_grey(paint):
        yield NOT_GREY.hit(f"{what} in colour", at, box)
    if "All" in colour.names:
        yield REGISTRATION.hit(f"{what} in the registration colour", at, box)
    if paint.overprints and colour.is_white:
        yield WHITE_OVERPRINTS.hit(f"{what} is white and overprints", at, box)
    if paint.overprints and paint.mode == 1 and colour.space == "icc-cmyk":
        yield ICC_OVERPRINT.hit(f"{what} has a profile and overprints", at, box)
    if colour.inks and 0.001 < max(colour.inks) < limits.least_tint - 0.001:
        yield FAINT.hit(f"{what} in {100 * max(colour.inks):.0f} %", at, box, severity=Severity.WARNING)


def _is_foreign(space: str, press: str, page: Page) -> bool:
    """Tell whether a device space is neither the press's nor calibrated by the page; grey fits into CMYK."""
    if not press or space in page.defaults or space not in {"grey", "rgb", "cmyk"}:
        return False
    return space != press and not (space == "grey" and press == "cmyk")


def _is_grey(paint: Paint) -> bool:
    colour = paint.colour
    if colour.family == "rgb":
        return bool(colour.values) and max(colour.values) - min(colour.values) < 0.005
    return colour.family == "grey" or (colour.inks is not None and max(colour.inks[:3]) < 0.005)


def _transparency(document: PressFile, page: Page, limits: Limits) -> Iterator[Hit]:
    for mark, box in page.drawn_marks:
        if not any(paint.is_transparent for paint in paints_of(mark)):
            continue
        if not limits.transparency:
            yield TRANSPARENT.hit("a part is see-through", page.number, box)
        elif limits.colours == "cmyk" and page.blend != (document.press_family or "cmyk"):
            what = f"see-through parts are mixed in {page.blend.upper() or 'no named colours'}"
            yield BLEND.hit(what, page.number, box)
