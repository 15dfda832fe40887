"""Total ink, measured on plates that Ghostscript makes: it alone knows what overprint and transparency add up to.

The mean of all inks in a moving window of 15 mm² counts, as press shops measure it: a single dot does not set off, a
field does. Plates end at the bleed, since registration marks hold every ink.
"""

import math
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from booklet.apart.bounds import INK_SECONDS, bound_memory
from booklet.errors import Severity
from booklet.geometry import Rect, mm
from booklet.preflight.hits import Hit, Rule
from booklet.preflight.limits import Limits
from booklet.preflight.model import Document

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
RESOLUTION = 72
LARGEST = mm(1600)
"""The longest edge of a page whose plates are made: plates grow with the area."""

_ROUNDING = 0.02


@dataclass(frozen=True, slots=True)
class PlatePage:
    """A page to make plates of: its number from 0, and the area that is printed."""

    number: int
    area: Rect


def pages_to_measure(document: Document) -> tuple[PlatePage, ...]:
    """Return each distinct page once, of those that were read."""
    distinct = {page.fingerprint: page for page in reversed(document.pages) if page.is_read}
    return tuple(PlatePage(page.number, page.printed) for page in reversed(distinct.values()))


def measure_ink(source: Path | bytes, pages: Sequence[PlatePage], limits: Limits) -> Iterator[Hit]:
    """Yield where more ink meets than the printer takes, and what was not measured.

    Ghostscript is given 120 seconds and 1 GB; it reads no other file (-dSAFER).
    """
    program = shutil.which("gs") or shutil.which("gswin64c") or shutil.which("gswin32c")
    if program is None:
        yield UNMEASURED.hit("install ghostscript", severity=Severity.UNCHECKED)
        return
    for page in pages:
        if max(page.area.width, page.area.height) > LARGEST:
            yield UNMEASURED.hit("the page is too large to make plates of", page.number, severity=Severity.UNCHECKED)
    fitting = [page for page in pages if max(page.area.width, page.area.height) <= LARGEST]
    if fitting:
        with tempfile.TemporaryDirectory() as folder:
            yield from _measured(program, source, fitting, Path(folder), limits)


def _measured(
    program: str, source: Path | bytes, pages: Sequence[PlatePage], folder: Path, limits: Limits
) -> Iterator[Hit]:
    path = source
    if isinstance(path, bytes):
        path = folder / "file.pdf"
        path.write_bytes(source)  # type: ignore[arg-type]
    fault = _make_plates(program, path, pages, folder)
    if fault:
        yield UNMEASURED.hit(fault, severity=Severity.UNCHECKED)
    for place, page in enumerate(pages, start=1):
        plates = sorted(folder.glob(f"{place}(*).tif"))
        if plates:
            yield from _over_limit(plates, page, limits)


def _make_plates(program: str, path: Path, pages: Sequence[PlatePage], folder: Path) -> str:
    """Write a plate for each page and ink, and return why not, if not."""
    numbers = ",".join(str(page.number + 1) for page in sorted(pages, key=lambda page: page.number))
    command = [
        program, "-q", "-dSAFER", "-dNOPAUSE", "-dBATCH", "-dPDFSTOPONERROR", "-dUseBleedBox",
        "-sDEVICE=tiffsep", f"-r{RESOLUTION}", "-sCompression=none", f"-sPageList={numbers}",
        f"-sOutputFile={folder / '%d.tif'}", "--", str(path),
    ]  # fmt: skip
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            timeout=INK_SECONDS,
            stdin=subprocess.DEVNULL,
            preexec_fn=None if os.name == "nt" else bound_memory,
        )
    except subprocess.TimeoutExpired:
        return f"Ghostscript takes more than {INK_SECONDS} seconds"
    except OSError as error:
        return f"Ghostscript does not start: {error.strerror}"
    return f"Ghostscript stops: {_excerpt(done.stdout + done.stderr)}" if done.returncode else ""


def _excerpt(said: bytes) -> str:
    return " ".join(said.decode("utf-8", "replace").split())[:160] or "it does not say why"


def _over_limit(plates: Sequence[Path], page: PlatePage, limits: Limits) -> Iterator[Hit]:
    from PIL import Image, ImageFilter, ImageMath, ImageOps

    radius = int(WINDOW * RESOLUTION / 72 / 2)
    total = None
    for plate in plates:
        with Image.open(plate) as image:
            mean = ImageOps.invert(image.convert("L")).filter(ImageFilter.BoxBlur(radius))
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
    yield TOO_MUCH.hit(what, page.number, _place(box, page.area, inside.height, radius))


def _place(box: tuple[int, int, int, int], area: Rect, height: int, radius: int) -> Rect:
    """Return the middle of windows as a box on the page, whose y grows upwards."""
    left, top, right, bottom = box
    scale = 72 / RESOLUTION
    x, y = area.x + (left + radius) * scale, area.y + (height - bottom + radius) * scale
    return Rect(x, y, (right - left) * scale, (bottom - top) * scale)
