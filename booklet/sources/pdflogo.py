"""A logo as PDF: its first page, taken over as shapes in grey or CMYK; what else is in the file is refused, never run.

The file is opened by qpdf under limits. What comes out is written anew, operator by operator, so nothing of the file
itself gets into ours. Whoever has RGB, spot colours, pictures or anything transparent has a PNG or an SVG of it too.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from logging import CRITICAL, getLogger
from pathlib import Path
from warnings import catch_warnings, simplefilter

import pikepdf

from booklet.art.imported import LOOKS, Imported
from booklet.errors import Finding, SourceError, Where
from booklet.sources.pdfshapes import Shapes

getLogger("pikepdf").setLevel(CRITICAL)  # what is wrong with a file is told as a finding

MEMORY = 64_000_000
"""Bytes that a stream of the file may unpack to."""

LARGEST_SIDE = 14_400
"""The longest side of a page that PDF allows (ISO 32000-2, annex C)."""

CATALOG = frozenset(
    {"/Type", "/Pages", "/Version", "/Metadata", "/MarkInfo", "/StructTreeRoot", "/Lang", "/ViewerPreferences"}
    | {"/PageLayout", "/PageMode", "/OutputIntents", "/OCProperties", "/PageLabels", "/Extensions", "/Outlines"}
    | {"/Dests", "/PieceInfo"}
)
"""Keys of a catalogue that do nothing; an action, a form, a script or a file inside has another."""

PAGE = frozenset(
    {"/Type", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox", "/Contents"}
    | {
        "/Rotate",
        "/Group",
        "/LastModified",
        "/PieceInfo",
        "/Metadata",
        "/Thumb",
        "/StructParents",
        "/Tabs",
        "/Trans",
        "/Dur",
    }
)
"""Keys of a page that are read, or change nothing on it; links and notes have another."""

DAMAGE = (
    *(pikepdf.PdfError, pikepdf.PasswordError, UserWarning),
    *(ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError),
)
"""What qpdf and the values of a file say when there is something else where a number, a name or a stream should be."""

EXPORT = "export the logo again, or use SVG or PNG"

INSTEAD = "give SVG or PNG instead: a PDF logo is shapes in grey or CMYK, text as outlines, and nothing else"

MOST_TOLD = 5


def read_pdf(data: bytes, file: str, profile: Path) -> Imported:
    """Return the first page of a PDF; raise `SourceError` for everything a logo must not have."""
    with _limits(), _open_pdf(data, file) as pdf:
        page = pdf.pages[0]
        box = _box(page, file)
        shapes = Shapes(profile, hides_layers=_hides_layers(pdf))
        shapes.clip(box)
        shapes.page(page)
        found = [*_find_strange(pdf.Root, CATALOG), *_find_strange(page.obj, PAGE), *shapes.unfit]
    if found:
        message = f"the logo holds {', '.join(found[:MOST_TOLD])}{' and more' * (len(found) > MOST_TOLD)}"
        raise SourceError(Finding("logo-unsupported", Where(file), message, INSTEAD))
    if not shapes.has_ink:
        raise SourceError(Finding("logo-unreadable", Where(file), "there is nothing on the first page", EXPORT))
    left, bottom, right, top = box
    return Imported(right - left, top - bottom, {look: shapes.content(look) for look in LOOKS})


@contextmanager
def _limits() -> Iterator[None]:
    """Keep qpdf from unpacking more than a logo can hold."""
    before = pikepdf.settings.set_qpdf_limits(
        flate_max_memory=MEMORY, png_max_memory=MEMORY, dct_max_memory=MEMORY, run_length_max_memory=MEMORY
    )
    try:
        with catch_warnings():
            simplefilter("error")
            yield
    finally:
        pikepdf.settings.set_qpdf_limits(**before)  # type: ignore[arg-type]


@contextmanager
def _open_pdf(data: bytes, file: str) -> Iterator[pikepdf.Pdf]:
    try:
        with pikepdf.open(BytesIO(data), suppress_warnings=True) as pdf:
            if not len(pdf.pages):
                raise SourceError(Finding("logo-unreadable", Where(file), "the PDF has no page", EXPORT))
            yield pdf
    except DAMAGE as error:
        raise SourceError(Finding("logo-unreadable", Where(file), "the logo is locked or damaged", EXPORT)) from error


def _find_strange(entries: pikepdf.Object, known: frozenset[str]) -> Iterator[str]:
    """Yield what a file or a page has by which it could act, link or hold files."""
    for key in sorted(set(entries.keys()) - known):
        is_place = key == "/OpenAction" and isinstance(entries[key], pikepdf.Array)
        is_index = key == "/Names" and set(entries[key].keys()) <= {"/Dests"}
        if not is_place and not is_index:
            yield f"{key}, by which a file acts, links or holds others"


def _hides_layers(pdf: pikepdf.Pdf) -> bool:
    usual = pdf.Root.get("/OCProperties", pikepdf.Dictionary()).get("/D", pikepdf.Dictionary())
    return bool(len(usual.get("/OFF", pikepdf.Array()))) or usual.get("/BaseState", "/ON") != "/ON"


def _box(page: pikepdf.Page, file: str) -> tuple[float, float, float, float]:
    """Return the part of a page that a viewer shows: left, bottom, right, top."""
    ends = [float(end) for end in page.cropbox.as_list()]
    left, right = sorted((ends[0], ends[2]))
    bottom, top = sorted((ends[1], ends[3]))
    rotation = int(page.obj.get("/Rotate", 0))
    if not (0 < right - left <= LARGEST_SIDE and 0 < top - bottom <= LARGEST_SIDE) or rotation % 360:
        message = "the page is turned, or has no size"
        raise SourceError(Finding("logo-unsupported", Where(file), message, EXPORT))
    return left, bottom, right, top
