"""Sheets as a PDF: each page that is used becomes one form, which is placed, turned and cut off."""

import math
from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from booklet.geometry import Rect, intersect
from booklet.impose.marks import draw_side
from booklet.impose.plan import Frame, SheetPlan
from booklet.impose.source import read_coverage_text
from booklet.pdfnumbers import FINE, number, numbers
from booklet.sheets.spots import Side, Spot


def write_sheets(source: Pdf, frames: Sequence[Frame], plan: SheetPlan, title: str) -> bytes:
    """Return a PDF of the sides of a plan.

    The pages' content is taken over as it is, with its layers and the file's output intents. The tree of a tagged file
    is not: sheets are for paper.
    """
    with Pdf.new() as target:
        _take_root(source, target)
        forms: dict[int, pikepdf.Object] = {}
        registration = target.make_indirect(_registration(target))
        for side in plan.sides:
            for spot in side.spots:
                if spot.page not in forms:
                    forms[spot.page] = _form(source, target, spot.page, frames[spot.page])
            _add_side(target, side, frames, forms, registration)
        if plan.duplex:
            target.Root.ViewerPreferences = Dictionary(Duplex=Name(f"/{plan.duplex}"), PrintScaling=Name("/None"))
        else:
            target.Root.ViewerPreferences = Dictionary(PrintScaling=Name("/None"))
        target.docinfo["/Title"] = title
        written = BytesIO()
        target.save(
            written,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
    return written.getvalue()


def _take_root(source: Pdf, target: Pdf) -> None:
    """Take over what the look of pages depends on (layers, output intents), and what the file says it covers."""
    for key in ("/OCProperties", "/OutputIntents"):
        if key in source.Root:
            entry = source.Root[key]
            entry = entry if entry.is_indirect else source.make_indirect(entry)
            target.Root[key] = target.copy_foreign(entry)
    if covered := read_coverage_text(source):
        packet = _PACKET % covered
        target.Root.Metadata = target.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)


_PACKET = b"""<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">%s</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
"""Says what the pages of sheets cover, so that sheets are found when a number holds no more."""


def _form(source: Pdf, target: Pdf, page_number: int, frame: Frame) -> pikepdf.Object:
    """Return a page as a form in its own space (ISO 32000-2, 8.10), cut to the part that is seen."""
    page = source.pages[page_number]
    form = page.as_form_xobject(handle_transformations=False)
    form.BBox = _corners(frame.art)
    form.Matrix = Array([1, 0, 0, 1, 0, 0])
    for key in ("/StructParents", "/StructParent"):
        if key in form:
            del form[key]
    return target.copy_foreign(form)


def _registration(pdf: Pdf) -> pikepdf.Object:
    """Return the colour of marks, which is on every plate (8.6.6.4)."""
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
    return Array([Name.Separation, Name.All, Name.DeviceCMYK, pdf.make_indirect(tint)])


def _add_side(
    pdf: Pdf, side: Side, frames: Sequence[Frame], forms: dict[int, pikepdf.Object], registration: pikepdf.Object
) -> None:
    used = sorted({spot.page for spot in side.spots})
    parts = [place(spot, frames[spot.page]) for spot in side.spots]
    parts.append(draw_side(side))
    pdf.add_blank_page(page_size=side.size)
    page = pdf.pages[-1]
    page.obj.Contents = pdf.make_stream("\n".join(filter(None, parts)).encode("ascii"))
    page.obj.Resources = Dictionary(
        XObject=Dictionary({f"/P{number}": forms[number] for number in used}),
        ColorSpace=Dictionary(All=registration),
    )
    page.obj.TrimBox = _corners(side.trim)
    page.obj.BleedBox = _corners(intersect(side.bleed, Rect(0, 0, *side.size)))


def _corners(box: Rect) -> Array:
    return Array([Decimal(number(value, 4)) for value in (box.x, box.y, box.right, box.top)])


def place(spot: Spot, frame: Frame) -> str:
    """Return the operators that draw a page in its place, cut off and turned by its own rotation and by its spot's.

    The form `/P0` is the first page, and so on.
    """
    return f"q {numbers(spot.clip)} re W n {numbers(matrix_of(spot, frame), FINE)} cm /P{spot.page} Do Q"


def matrix_of(spot: Spot, frame: Frame) -> tuple[float, float, float, float, float, float]:
    """Return the matrix from a page's own space to its spot: the corner of the turned trim becomes that of the spot."""
    trim, angle = frame.trim, (spot.turn - frame.rotation) % 360
    across = trim.width if angle in {0, 180} else trim.height
    scale = spot.trim.width / across
    cos, sin = round(math.cos(math.radians(angle))), round(math.sin(math.radians(angle)))
    a, b, c, d = scale * cos, scale * sin, -scale * sin, scale * cos
    corners = [(a * x + c * y, b * x + d * y) for x in (trim.x, trim.right) for y in (trim.y, trim.top)]
    left, low = min(x for x, _ in corners), min(y for _, y in corners)
    return a, b, c, d, spot.trim.x - left, spot.trim.y - low
