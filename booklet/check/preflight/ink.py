"""Total ink, measured on plates made by Ghostscript: it alone knows the sum of overprint and transparency.

The mean of all inks in a moving window of 15 mm² counts, as press shops measure it: a single dot does not set off, a
field does. Plates end at the bleed, since registration marks hold every ink.
"""

import math
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path

from booklet.apart.bounds import INK_SECONDS
from booklet.check.preflight.boxes import intersect
from booklet.check.preflight.hits import Hit, Rule
from booklet.check.preflight.limits import Limits
from booklet.check.preflight.model import Page, PressFile
from booklet.check.preflight.plates import MOST_IN_ALL, PlateError, PlatePage, batches, make_plates, read_plates
from booklet.errors import Severity
from booklet.geometry import Rect, mm

TOO_MUCH = Rule(
    "too-much-ink",
    "Wet ink sets off on the next sheet, sheets stick together, and dark pictures drown.",
    "Make dark colours lighter, or convert pictures with a profile that keeps the printer's ink limit.",
)
UNMEASURED = Rule(
    "ink-unchecked",
    "Whether too much ink meets on one spot was not measured.",
    "Install Ghostscript (ghostscript.com) and check again.",
)

WINDOW = mm(math.sqrt(15))

_ROUNDING = 0.02


def pages_to_measure(document: PressFile) -> tuple[PlatePage, ...]:
    """Return each distinct page once, in order."""
    distinct = {page.look or page.number: page for page in reversed(document.pages)}
    return tuple(plate_page(page) for page in sorted(distinct.values(), key=lambda page: page.number))


def plate_page(page: Page) -> PlatePage:
    """Return how the plates of a page are made: of its bleed box, or its media box if it has no other."""
    sheet = (intersect(page.bleed, page.media) if page.bleed else None) or page.media
    return PlatePage(page.number, intersect(page.printed_area, sheet) or sheet, sheet, page.unit, page.rotation % 360)


def measure_ink(source: Path | bytes, pages: Sequence[PlatePage], limits: Limits) -> Iterator[Hit]:
    """Yield the places with more ink than the printer takes, and what could not be measured."""
    program, fitting, hits = prepare_plates(pages)
    yield from hits
    if program and fitting:
        with tempfile.TemporaryDirectory() as folder:
            path = source
            if isinstance(path, bytes):
                path = Path(folder, "file.pdf")
                path.write_bytes(source)  # type: ignore[arg-type]
            yield from measure_plates(program, path, fitting, Path(folder), limits)


def prepare_plates(pages: Sequence[PlatePage]) -> tuple[str, list[PlatePage], list[Hit]]:
    """Return the program that makes plates ("" if there is none), the pages to give it, and hits about the others."""
    program = shutil.which("gs") or shutil.which("gswin64c") or shutil.which("gswin32c") or ""
    if not program:
        return "", [], [_report_unmeasured("install ghostscript")]
    hits = [
        _report_unmeasured("the page is too large to make plates of", page) for page in pages if not page.resolution()
    ]
    fitting = [page for page in pages if page.resolution()]
    sums = accumulate(math.prod(page.pixels(page.resolution())) for page in fitting)
    count = sum(pixels <= MOST_IN_ALL for pixels in sums)
    hits += [_report_unmeasured("the file has more pages than plates are made of", page) for page in fitting[count:]]
    return program, fitting[:count], hits


def measure_plates(program: str, path: Path, pages: Sequence[PlatePage], folder: Path, limits: Limits) -> Iterator[Hit]:
    """Yield the pages with too much ink, and those not measured; Ghostscript gets 120 seconds in all."""
    until = time.monotonic() + INK_SECONDS
    for batch in batches(pages):
        left = until - time.monotonic()
        fault = make_plates(program, path, batch, folder, left) if left > 0 else ""
        late = f"Ghostscript takes more than {INK_SECONDS} seconds" if time.monotonic() >= until else ""
        is_told = False
        for number, page in enumerate(batch.pages, start=1):
            plates = folder / f"{number}.psd"
            try:
                yield from _find_over_limit(plates, page, batch.resolution, limits)
            except PlateError as error:
                yield _report_unmeasured(late or fault or str(error), page)
                is_told = True
            plates.unlink(missing_ok=True)
        if fault and not is_told:
            yield _report_unmeasured(fault)


def _report_unmeasured(why: str, page: PlatePage | None = None) -> Hit:
    return UNMEASURED.hit(why, page.number if page else None, severity=Severity.UNCHECKED)


def _find_over_limit(file: Path, page: PlatePage, resolution: int, limits: Limits) -> Iterator[Hit]:
    """Yield the places on a page with too much ink; raise `PlateError` if its plates are missing or incomplete."""
    from PIL import Image, ImageFilter, ImageMath, ImageOps

    is_turned = page.rotation in {90, 270}
    width, height = page.pixels(resolution)
    back = {90: Image.Transpose.ROTATE_90, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_270}
    radius = int(WINDOW * resolution / 72 / 2)
    total = None
    for size, plate in read_plates(file, (height, width) if is_turned else (width, height)):
        image = Image.frombytes("L", size, plate)
        if page.rotation in back:
            image = image.transpose(back[page.rotation])
        mean = ImageOps.invert(image.crop(_find_printed_area(page, resolution))).filter(ImageFilter.BoxBlur(radius))
        if total is None:
            total = mean.convert("I")
        else:
            total = ImageMath.lambda_eval(lambda given: given["total"] + given["mean"], total=total, mean=mean)
    if total is None or min(total.size) <= 2 * radius:
        return
    inside = total.crop((radius, radius, total.width - radius, total.height - radius))
    _, most = inside.getextrema()
    highest = most / 255 if isinstance(most, int | float) else 0.0
    if highest <= limits.ink_limit + _ROUNDING:
        return
    over = inside.point(lambda value: value * 1.0 - 255 * (limits.ink_limit + _ROUNDING)).convert("L")
    box = over.getbbox() or (0, 0, *inside.size)
    what = f"{100 * highest:.0f} % of ink; {100 * limits.ink_limit:.0f} % are the most"
    yield TOO_MUCH.hit(what, page.number, _place(box, page, resolution, inside.height, radius))


def _find_printed_area(page: PlatePage, resolution: int) -> tuple[int, int, int, int]:
    """Return the area that is printed, in pixels of a plate: left, top, right, bottom."""
    scale = page.unit * resolution / 72
    sheet, area = page.sheet, page.area
    edges = (area.x - sheet.x, sheet.top - area.top, area.right - sheet.x, sheet.top - area.y)
    left, top, right, bottom = (edge * scale for edge in edges)
    return round(left), round(top), math.ceil(right - 0.01), math.ceil(bottom - 0.01)


def _place(box: tuple[int, int, int, int], page: PlatePage, resolution: int, height: int, radius: int) -> Rect:
    """Return the middles of windows as a box on the page, where y grows upwards."""
    left, top, right, bottom = box
    scale = 72 / resolution / page.unit
    x, y = page.area.x + (left + radius) * scale, page.area.y + (height - bottom + radius) * scale
    return Rect(x, y, (right - left) * scale, (bottom - top) * scale)
