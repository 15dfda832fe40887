"""Pages of a finished PDF, ours or anyone's, as people see them: trim, bleed, words, turned as the page says."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf

from booklet.errors import Finding, Severity, SourceError, Where
from booklet.geometry import Rect, Size, intersect, mm
from booklet.impose.plan import Frame
from booklet.jobs import DRAFT, PROOF, mark_path
from booklet.sheets.planner import SourcePage

MOST_PAGES = 2_000

LONGEST = mm(5000)
"""The longest side of a page or sheet, nearly what PDF allows (14 400 pt; ISO 32000-2, annex C)."""

FARTHEST = 1e6
"""How far from the origin a page may lie, in its own units."""

AROUND = mm(500)
"""How far art goes beyond the trim that anybody could want."""

UNSEEN = frozenset({"/Link", "/Popup", "/PrinterMark", "/TrapNet"})
"""Kinds of annotation that add nothing to paper."""


def open_pdf(source: Path | bytes, name: str) -> pikepdf.Pdf:
    """Return an opened PDF; raise `SourceError` if the file is no PDF, or needs a password."""
    try:
        return pikepdf.open(BytesIO(source) if isinstance(source, bytes) else source, suppress_warnings=True)
    except pikepdf.PasswordError as error:
        hint = "save a copy without a password"
        raise SourceError(Finding("encrypted", Where(name), "it is locked with a password", hint)) from error
    except pikepdf.PdfError as error:
        hint = "export it again from the program that made it"
        raise SourceError(Finding("broken-pdf", Where(name), "it is no PDF, or a broken one", hint)) from error


def is_read_from_right(pdf: pikepdf.Pdf) -> bool:
    """Tell whether a file says that it is read from right to left (ISO 32000-2, table 147, Direction)."""
    preferences = pdf.Root.get("/ViewerPreferences")
    return isinstance(preferences, pikepdf.Dictionary) and preferences.get("/Direction") == pikepdf.Name.R2L


_COVERAGE = re.compile(rb"<dc:coverage>[^<]{1,20000}</dc:coverage>")

_STATE = re.compile(rb"state(?:\"|&quot;|&#34;): ?(?:\"|&quot;|&#34;)(proof|draft)")


def read_coverage_text(pdf: pikepdf.Pdf) -> bytes:
    """Return the coverage in the metadata of a file of ours, as it stands there; b"" for any other file."""
    try:
        metadata = pdf.Root.get("/Metadata")
        found = _COVERAGE.search(metadata.read_bytes()) if isinstance(metadata, pikepdf.Stream) else None
    except pikepdf.PdfError:
        return b""
    return found[0] if found else b""


def find_stem(pdf: pikepdf.Pdf, path: Path) -> str:
    """Return the name of a file without ending, with its mark if title or metadata say so, whatever its name is."""
    marks = []
    try:
        state = _STATE.search(read_coverage_text(pdf))
        marks += [{b"proof": PROOF, b"draft": DRAFT}[state[1]]] if state else []
        marks += [PROOF] * ("PROOF" in str(pdf.docinfo.get("/Title", "")))
    except (TypeError, ValueError, pikepdf.PdfError):
        pass
    return mark_path(Path(f"{path.stem}.pdf"), *marks).stem


def read_stem(source: bytes, name: str) -> str:
    """Return the name of a file given by its bytes, as `stem_in` does; raise `SourceError` if it is no PDF."""
    with open_pdf(source, name) as pdf:
        return find_stem(pdf, Path(name))


def read_frames(pdf: pikepdf.Pdf, name: str) -> list[Frame]:
    """Return where each page lies; raise `SourceError` with all pages whose boxes make no sense."""
    if not 0 < len(pdf.pages) <= MOST_PAGES:
        message = f"it has {len(pdf.pages):,} pages"
        raise SourceError(Finding("page-count", Where(name), message, f"take a file of 1 to {MOST_PAGES:,} pages"))
    frames, findings = [], []
    for number, page in enumerate(pdf.pages, start=1):
        try:
            frames.append(_frame(page))
        except (ValueError, TypeError, AttributeError, ArithmeticError, pikepdf.PdfError):
            message = f"page {number} has no usable size; the longest side that a page may have is 5 m"
            findings.append(Finding("broken-page", Where(name), message, "export the file again"))
    if findings:
        raise SourceError(*findings)
    return frames


def _frame(page: pikepdf.Page) -> Frame:
    media = _rect(page.mediabox)
    crop = intersect(_rect(page.cropbox), media)
    trim = intersect(_rect(page.trimbox), media)
    unit = float(page.obj.get("/UserUnit", 1))
    rotation = int(page.obj.get("/Rotate", 0) if "/Rotate" in page.obj else _find_rotation(page.obj)) % 360
    if min(trim.width, trim.height) < 1 or not 0 < unit <= FARTHEST or rotation % 90:
        raise ValueError(trim)
    if (
        max(trim.width, trim.height) * unit > LONGEST
        or max(map(abs, (trim.x, trim.y, trim.right, trim.top))) > FARTHEST
    ):
        raise ValueError(trim)
    art = crop if "/CropBox" in page.obj and _holds(crop, trim) else media
    return Frame(trim, intersect(art, trim.grown(AROUND)), rotation, unit)


def _find_rotation(page: pikepdf.Object) -> int:
    node = page.get("/Parent")
    for _ in range(32):
        if node is None:
            return 0
        if "/Rotate" in node:
            return int(node["/Rotate"])
        node = node.get("/Parent")
    return 0


def _rect(corners: pikepdf.Object) -> Rect:
    left, low, right, top = map(float, corners)
    return Rect(min(left, right), min(low, top), abs(right - left), abs(top - low))


def _holds(outer: Rect, inner: Rect) -> bool:
    return intersect(outer, inner) == inner


def source_pages(frames: list[Frame], words: list[Rect | None] | None = None) -> list[SourcePage]:
    """Return the pages as people see them: turned, and in points whatever their unit.

    `words` holds boxes in the page's own space.
    """
    found = words or [None] * len(frames)
    return [
        SourcePage(number, *_measure_seen(frame), words=_turn_box(box, frame) if box else None)
        for number, (frame, box) in enumerate(zip(frames, found, strict=True))
    ]


def _measure_seen(frame: Frame) -> tuple[Size, tuple[float, float, float, float]]:
    """Return the size of a trim and the bleed around it (left, low, right, top), as they are seen."""
    trim, art = frame.trim, frame.art
    bleed = (trim.x - art.x, trim.y - art.y, art.right - trim.right, art.top - trim.top)
    left, low, right, top = (max(0.0, edge * frame.unit) for edge in bleed)
    size = Size(trim.width * frame.unit, trim.height * frame.unit)
    for _ in range(frame.rotation // 90):
        left, low, right, top = low, right, top, left
        size = Size(size.height, size.width)
    return size, (left, low, right, top)


def _turn_box(box: Rect, frame: Frame) -> Rect:
    """Return a box of the page's own space as people see it, from the lower left corner of the trim."""
    trim = frame.trim
    x, y, right, top = box.x - trim.x, box.y - trim.y, box.right - trim.x, box.top - trim.y
    width, height = trim.width, trim.height
    for _ in range(frame.rotation // 90):
        x, y, right, top = y, width - right, top, width - x
        width, height = height, width
    unit = frame.unit
    return Rect(x * unit, y * unit, (right - x) * unit, (top - y) * unit)


def word_boxes(source: Path | bytes, frames: list[Frame]) -> list[Rect | None]:
    """Return the box of all text inside each page's trim, in the page's own space; None if there is no text."""
    import pypdfium2

    found: list[Rect | None] = []
    with pypdfium2.PdfDocument(source) as document:
        for page, frame in zip(document, frames, strict=True):
            text = page.get_textpage()
            edges = (text.get_rect(number) for number in range(text.count_rects()))
            boxes = [Rect(left, low, right - left, top - low) for left, low, right, top in edges]
            found.append(_enclose_boxes([box for box in boxes if _is_inside(box, frame.trim)]))
    return found


def _is_inside(box: Rect, trim: Rect) -> bool:
    shared = intersect(box, trim)
    return shared.width > 0 and shared.height > 0


def _enclose_boxes(boxes: list[Rect]) -> Rect | None:
    if not boxes:
        return None
    left, low = min(box.x for box in boxes), min(box.y for box in boxes)
    return Rect(left, low, max(box.right for box in boxes) - left, max(box.top for box in boxes) - low)


def list_unseen(pdf: pikepdf.Pdf, name: str) -> Iterator[Finding]:
    """Yield notes on what is not taken over from a file: comments, stamps and the like."""
    pages = [number for number, page in enumerate(pdf.pages, start=1) if _has_annotations(page)]
    if pages:
        told = ", ".join(map(str, pages[:10]))
        hint = "flatten them in the program that made them if they should print"
        yield Finding(
            "annotations",
            Where(name),
            f"comments, stamps or filled fields on pages {told} are left out",
            hint,
            Severity.NOTE,
        )


def _has_annotations(page: pikepdf.Page) -> bool:
    annotations = page.obj.get("/Annots")
    if not isinstance(annotations, pikepdf.Array):
        return False
    kinds = (str(one.get("/Subtype", "")) for one in annotations if isinstance(one, pikepdf.Dictionary))
    return any(kind not in UNSEEN for kind in kinds)
