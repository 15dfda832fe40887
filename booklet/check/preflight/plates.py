"""Plates of pages, one for each ink, made by Ghostscript; their size is known beforehand, and limited.

Ghostscript writes a file for each page (psdcmyk): header, profile, then plate after plate as they are, a byte a pixel.
Batches keep what lies in the folder at one time under `MOST_WRITTEN`, whatever a page, its unit or its spot colours ask
for; a file that grows beyond what its page may have ends Ghostscript.
"""

import math
import os
import re
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from booklet.apart.bounds import bound
from booklet.apart.walls import Doors, start_nothing
from booklet.geometry import Rect, mm
from booklet.values import Frozen

RESOLUTIONS = (72, 36, 18)
"""Pixels an inch: fewer for pages that would have too many; at 18 a window of 15 mm² is still three pixels wide."""

LARGEST = mm(1600)
"""The longest edge on paper of a page whose plates are made."""

MOST_PIXELS = 4_200_000
"""Pixels of one plate: A1 has fewer at 72 an inch, A0 at 36."""

MOST_IN_ALL = 600_000_000
"""Pixels of one ink on all pages of a file: 1200 pages of A4."""

MOST_SPOTS = 8
"""Spot colours that get plates of their own; Ghostscript adds others to the four inks."""

MOST_WRITTEN = 64_000_000
"""Bytes that lie in the folder at one time."""

_PROFILE = 1_000_000
"""More than a file has beside its plates."""

_HEADER = struct.Struct(">4s2s6xHIIHH")
_ROUNDING = 2

_SYSTEM = (
    *("/usr", "/bin", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/ld.so.preload", "/etc/fonts", "/etc/ghostscript"),
    *("/var/lib/ghostscript", "/var/cache/fontconfig", "/nix/store", "/gnu/store"),
)
"""Where Ghostscript, its libraries and its fonts may be."""


class PlateError(Exception):
    """A plate is missing, or is not the one that was asked for."""


class PlatePage(Frozen):
    """A page to make plates of: its number from 0, the area that is printed, and how Ghostscript draws it.

    Ghostscript draws the `sheet` (bleed box, or media box), in units of so many points, turned to the right.
    """

    number: int
    area: Rect
    sheet: Rect
    unit: float = 1.0
    rotation: int = 0

    def pixels(self, resolution: int) -> tuple[int, int]:
        """Return the width and height of a plate, before it is turned."""
        scale = self.unit * resolution / 72
        return math.ceil(self.sheet.width * scale), math.ceil(self.sheet.height * scale)

    def resolution(self) -> int:
        """Return the resolution of the plates in pixels an inch; 0 if the page is too large or has no size."""
        longest = max(self.sheet.width, self.sheet.height) * self.unit
        if not 0 < longest <= LARGEST or min(self.sheet.width, self.sheet.height) <= 0:
            return 0
        return next(each for each in RESOLUTIONS if math.prod(self.pixels(each)) <= MOST_PIXELS)


class Batch(Frozen):
    """Pages whose plates are made at once, in the order of the file."""

    resolution: int
    pages: tuple[PlatePage, ...]

    @property
    def largest_file(self) -> int:
        """How many bytes the file of one page may have."""
        largest = max(math.prod(page.pixels(self.resolution)) for page in self.pages)
        return largest * (4 + MOST_SPOTS) + _PROFILE


def batches(pages: Sequence[PlatePage]) -> Iterator[Batch]:
    """Yield the pages in batches of one resolution whose files, with Ghostscript's messages, fit into the folder."""
    for resolution in RESOLUTIONS:
        held: tuple[PlatePage, ...] = ()
        for page in sorted((page for page in pages if page.resolution() == resolution), key=lambda page: page.number):
            if held and Batch(resolution, (*held, page)).largest_file * (len(held) + 2) > MOST_WRITTEN:
                yield Batch(resolution, held)
                held = ()
            held = (*held, page)
        if held:
            yield Batch(resolution, held)


def make_plates(program: str, path: Path, batch: Batch, folder: Path, seconds: float) -> str:
    """Write the plates of each page of a batch, `1.psd` and so on; return why some are missing or incomplete.

    Ghostscript reads no file but this one (-dSAFER), starts nothing, and ends with this process.
    """
    numbers = ",".join(str(page.number + 1) for page in batch.pages)
    command = [
        program, "-q", "-dSAFER", "-dNOPAUSE", "-dBATCH", "-dPDFSTOPONERROR", "-dUseBleedBox",
        "-sDEVICE=psdcmyk", f"-dMaxSpots={MOST_SPOTS}", "-sBandListStorage=memory", f"-r{batch.resolution}",
        f"-sPageList={numbers}", f"-sOutputFile={folder / '%d.psd'}", "--", str(path),
    ]  # fmt: skip
    said = folder / "said.txt"
    try:
        with said.open("wb") as output:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**os.environ, "TMPDIR": str(folder), "TEMP": str(folder)},
                preexec_fn=None if sys.platform == "win32" else _prepare_bounds(math.ceil(seconds), batch.largest_file),
            )
            code = _code(process, seconds)
    except OSError as error:
        return f"Ghostscript does not start: {error.strerror}"
    if code is None:
        return "Ghostscript takes too long"
    if code:
        return f"Ghostscript stops: {_excerpt(said)}"
    return f"Ghostscript passes over something: {_excerpt(said)}" if _is_worried(said) else ""


def _prepare_bounds(seconds: int, largest_file: int) -> Callable[[], None]:
    def prepare() -> None:
        bound(seconds, largest_file)
        start_nothing()

    return prepare


def _code(process: "subprocess.Popen[bytes]", seconds: float) -> int | None:
    """Return a program's exit code; None if it had to be stopped."""
    try:
        return process.wait(max(seconds, 0))
    except subprocess.TimeoutExpired:
        return None
    finally:
        process.kill()
        process.wait()


def _excerpt(said: Path) -> str:
    return " ".join(_read_beginning(said).decode("utf-8", "replace").split())[:160] or "it does not say why"


def _is_worried(said: Path) -> bool:
    """Tell whether a program that ended well reported that something is missing from its result."""
    return bool(re.search(rb"(?i)error|warning|missing|failed", _read_beginning(said)))


def _read_beginning(said: Path) -> bytes:
    with said.open("rb") as file:
        return file.read(4096)


def read_plates(file: Path, size: tuple[int, int]) -> Iterator[tuple[tuple[int, int], bytes]]:
    """Yield each plate of a page as its size and pixels, 255 for no ink; raise `PlateError`."""
    with suppress(OSError), file.open("rb") as opened:
        try:
            kind, version, inks, height, width, depth, _ = _HEADER.unpack(opened.read(_HEADER.size))
            for _ in range(3):
                opened.seek(struct.unpack(">I", opened.read(4))[0], os.SEEK_CUR)
            packing = opened.read(2)
        except struct.error as error:
            raise PlateError("the plates are not complete") from error
        if (kind, version, depth, packing) != (b"8BPS", b"\0\1", 8, b"\0\0") or not 4 <= inks <= 4 + MOST_SPOTS:
            raise PlateError("Ghostscript makes plates of another kind")
        if abs(width - size[0]) > _ROUNDING or abs(height - size[1]) > _ROUNDING:
            raise PlateError("Ghostscript takes the page for another size")
        for _ in range(inks):
            plate = opened.read(width * height)
            if len(plate) != width * height:
                raise PlateError("the plates are not complete")
            yield (width, height), plate
        return
    raise PlateError("there are no plates of it")


def doors(program: str, path: Path, folder: Path) -> Doors:
    """Return the doors that Ghostscript needs: itself and its libraries, the file, and a folder to write in."""
    home = Path(program).resolve()
    own = (Path(program), home, home.parent.parent / "lib", home.parent.parent / "share")
    return Doors((path,), (*map(Path, _SYSTEM), *own), (folder, Path(os.devnull)))
