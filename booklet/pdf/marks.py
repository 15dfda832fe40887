"""Marks around a page, on every plate and outside the bleed: where to cut, and whether the plates register."""

from collections.abc import Iterable
from functools import lru_cache

from booklet.geometry import Rect
from booklet.look.printer import Printer
from booklet.pdf.objects import Name, PdfFile, Value
from booklet.pdfnumbers import number, numbers
from booklet.sheets.spots import Line

HAIRLINE = 0.25

TARGET = 5.0
"""Radius of the circle of a registration mark."""


def registration(pdf: PdfFile) -> Value:
    """Return the colour space of marks that print on every plate (ISO 32000-2, 8.6.6.4)."""
    tint: Value = {"FunctionType": 2, "Domain": [0, 1], "C0": [0, 0, 0, 0], "C1": [1, 1, 1, 1], "N": 1}
    return [Name("Separation"), Name("All"), Name("DeviceCMYK"), pdf.add(tint)]


@lru_cache(maxsize=64)
def draw_marks(trim: Rect, printer: Printer) -> str:
    """Return the operators of the marks a printer wants around a trim; they use the colour space /registration."""
    paths = []
    if "crop" in printer.marks:
        paths.append(crop_marks(trim, printer))
    if "registration" in printer.marks:
        paths.append(registration_marks(trim, printer))
    if not paths:
        return ""
    return f"/Artifact BMC q /registration CS 1 SCN {number(HAIRLINE)} w {' '.join(paths)} S Q EMC"


def crop_marks(trim: Rect, printer: Printer) -> str:
    """Return the path of eight lines that point at the corners of a trim."""
    return lines_path(corner_lines(trim, max(printer.mark_offset, printer.bleed), printer.mark_length))


def corner_lines(trim: Rect, near: float, length: float) -> list[Line]:
    """Return the eight lines that point at the corners of a trim, so far away and so long."""
    far = near + length
    lines = []
    for x in (trim.x, trim.right):
        lines += [(x, trim.y - near, x, trim.y - far), (x, trim.top + near, x, trim.top + far)]
    for y in (trim.y, trim.top):
        lines += [(trim.x - near, y, trim.x - far, y), (trim.right + near, y, trim.right + far, y)]
    return lines


def registration_marks(trim: Rect, printer: Printer) -> str:
    """Return the path of four crosses in circles, at the middle of each side, in the slug."""
    away = printer.bleed + printer.slug / 2
    middle_x, middle_y = trim.x + trim.width / 2, trim.y + trim.height / 2
    places = [(middle_x, trim.y - away), (middle_x, trim.top + away)]
    places += [(trim.x - away, middle_y), (trim.right + away, middle_y)]
    return " ".join(target_path(x, y, min(TARGET, printer.slug / 2 - 2)) for x, y in places)


def target_path(x: float, y: float, radius: float = TARGET) -> str:
    """Return the path of a cross in a circle, by which plates are aligned."""
    handle = radius * 0.5523
    reach = radius + 2
    curves = [
        (x + radius, y + handle, x + handle, y + radius, x, y + radius),
        (x - handle, y + radius, x - radius, y + handle, x - radius, y),
        (x - radius, y - handle, x - handle, y - radius, x, y - radius),
        (x + handle, y - radius, x + radius, y - handle, x + radius, y),
    ]
    circle = " ".join(f"{numbers(curve)} c" for curve in curves)
    cross = lines_path([(x - reach, y, x + reach, y), (x, y - reach, x, y + reach)])
    return f"{number(x + radius)} {number(y)} m {circle} h {cross}"


def lines_path(lines: Iterable[Line]) -> str:
    """Return the path of lines, each given by its two ends."""
    return " ".join(f"{numbers(line[:2])} m {numbers(line[2:])} l" for line in lines)
