"""A copy of a file in which every hit is outlined and labelled, for the person who mends it."""

from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from logging import CRITICAL, getLogger

from pypdf import PageObject, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    PdfObject,
    RectangleObject,
    TextStringObject,
)

from booklet.check.preflight.boxes import overlap
from booklet.check.preflight.hits import Hit
from booklet.errors import Severity
from booklet.geometry import Rect
from booklet.pdfnumbers import number, numbers

_COLOURS = {Severity.ERROR: (0.85, 0.0, 0.1), Severity.WARNING: (0.8, 0.4, 0.0)}
_OTHER = (0.2, 0.35, 0.6)
_SIZE = 7.0
_LABEL_HEIGHT = 10.0
_STEP, _STEPS = 11.0, 80
_LETTER = 0.56
"""How wide a letter of Helvetica is at most in a code, in ems."""


getLogger("pypdf").setLevel(CRITICAL)  # what is wrong with a file is told as a finding

Said = Callable[[Hit], str]
"""What the label of a hit says, in ASCII."""


def _kind(hit: Hit) -> str:
    return f"{hit.severity.value}: {hit.rule.code}"


def annotate(source: bytes, hits: Sequence[Hit], label: Said = _kind) -> bytes:
    """Return a copy of a file with a labelled square around each hit; hits without a place go to the top of their page.

    The file itself stays as it is, byte for byte: what is noted is added at its end (ISO 32000-2, 7.5.6). Raises
    pypdf's errors for a file that is damaged or locked.
    """
    pdf = PdfWriter(BytesIO(source), incremental=True)
    for page_number, page in enumerate(pdf.pages):
        found = [hit for hit in hits if (hit.page or 0) == page_number]
        if found:
            _mark(pdf, page, found, label)
    return _write(pdf)


def _write(pdf: PdfWriter) -> bytes:
    written = BytesIO()
    pdf.write(written)
    return written.getvalue()


def _mark(pdf: PdfWriter, page: PageObject, hits: Sequence[Hit], said: Said) -> None:
    """Lay an annotation on a page for each hit; labels keep clear of one another."""
    sheet, trim = _rect(page.mediabox), _rect(page.trimbox)
    before = page.annotations
    annotations = ArrayObject(before if isinstance(before, ArrayObject) else ())
    labels: list[Rect] = []
    for hit in sorted(hits, key=lambda hit: hit.box is not None):
        box = hit.box.moved(sheet.x, sheet.y) if hit.box else None
        labels.append(_find_free_place(box or Rect(trim.x + 4, trim.top, 0, 0), _width(said(hit)), trim, labels))
        annotations.append(pdf._add_object(_annotation(pdf, hit, box, labels[-1], said(hit))))
    page[NameObject("/Annots")] = annotations


def _rect(corners: RectangleObject) -> Rect:
    left, bottom, right, top = map(float, corners)
    return Rect(min(left, right), min(bottom, top), abs(right - left), abs(top - bottom))


def _find_free_place(box: Rect, width: float, page: Rect, taken: Sequence[Rect]) -> Rect:
    """Return the place of a label: on top of a box, or as near to it as the page has room."""
    x = max(page.x, min(box.x, page.right - width))
    start = min(max(box.top, page.y), page.top - _LABEL_HEIGHT)
    for step in range(_STEPS):
        for y in (start + step * _STEP, start - step * _STEP):
            label = Rect(x, y, width, _LABEL_HEIGHT)
            if page.y <= y <= page.top - _LABEL_HEIGHT and not any(overlap(label, other) for other in taken):
                return label
    return Rect(x, start, width, _LABEL_HEIGHT)


def _width(text: str) -> float:
    return len(text) * _SIZE * _LETTER + 6


def _annotation(pdf: PdfWriter, hit: Hit, box: Rect | None, label: Rect, text: str) -> DictionaryObject:
    """Return a square annotation with its appearance (ISO 32000-2, 12.5.6.8)."""
    corners = _row(*_corners(label if box is None else _enclose_both(label, box.grown(1.5))))
    look = DecodedStreamObject()
    look.set_data(_operators(hit, box, label, text).encode("ascii"))
    font = _entries(Type=NameObject("/Font"), Subtype=NameObject("/Type1"), BaseFont=NameObject("/Helvetica"))
    resources = _entries(Font=_entries(H=font))
    kind = _entries(Type=NameObject("/XObject"), Subtype=NameObject("/Form"))
    look.update(kind | _entries(BBox=corners, Resources=resources))
    return _entries(
        Type=NameObject("/Annot"),
        Subtype=NameObject("/Square"),
        Rect=corners,
        F=NumberObject(4),
        T=TextStringObject(text),
        Contents=TextStringObject(f"{hit.what}\n{hit.rule.means}\n{hit.rule.cure}"),
        C=_row(*_COLOURS.get(hit.severity, _OTHER)),
        AP=_entries(N=pdf._add_object(look)),
    )


def _entries(**values: PdfObject) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{key}"): value for key, value in values.items()})


def _row(*values: float) -> ArrayObject:
    return ArrayObject(map(FloatObject, values))


def _corners(box: Rect) -> tuple[float, float, float, float]:
    return box.x, box.y, box.right, box.top


def _enclose_both(one: Rect, other: Rect) -> Rect:
    left, bottom = min(one.x, other.x), min(one.y, other.y)
    return Rect(left, bottom, max(one.right, other.right) - left, max(one.top, other.top) - bottom)


def _operators(hit: Hit, box: Rect | None, label: Rect, text: str) -> str:
    colour = numbers(_COLOURS.get(hit.severity, _OTHER))
    outline = "" if box is None else f"{colour} RG 1 w {numbers(box.grown(1))} re S "
    return (
        f"q {outline}{colour} rg {numbers(label)} re f "
        f"BT 1 g /H {number(_SIZE)} Tf {numbers((label.x + 3, label.y + 2.8))} Td ({text}) Tj ET Q"
    )


def join_files(files: Iterable[bytes]) -> bytes:
    """Return the pages of several files as one file, in order, with their annotations."""
    whole = PdfWriter()
    for data in files:
        whole.append(BytesIO(data))
    return _write(whole)
