"""A PDF file, opened and read: catalog, metadata and output intents, then page after page."""

import math
from collections.abc import Hashable, Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Object, Pdf, Stream

from booklet.art.transform import Matrix
from booklet.check.preflight.model import Annotation, Intent, Page, PressFile
from booklet.check.preflight.read.circles import circles_of
from booklet.check.preflight.read.colour import read_space
from booklet.check.preflight.read.digests import Digests
from booklet.check.preflight.read.library import BROKEN, Library, Memory, TooMuchError, decode_stream, parse
from booklet.check.preflight.read.objects import oddities_of
from booklet.check.preflight.read.painter import ContentStream, Painter, digest_group
from booklet.check.preflight.read.state import GraphicsState
from booklet.check.preflight.read.xmp import read_xmp
from booklet.geometry import Rect
from booklet.values import replace

MOST_PAGES = 2_000
NOWHERE = Rect(0, 0, 0, 0)
_INTENT_BYTES = 8_000_000
DEVICE_DEFAULTS = {"/DefaultGray": "grey", "/DefaultRGB": "rgb", "/DefaultCMYK": "cmyk"}


def read_document(source: Path | bytes, kept: Memory | None = None) -> PressFile:
    """Return what rules need to know of a file; what is `kept` of others is not played again.

    Raises pikepdf's errors where it cannot be opened and `TooMuchError` where nobody should read on. A hostile file may
    still take memory and time before that: `booklet.check.preflight.apart` sets the bounds.
    """
    with pikepdf.open(BytesIO(source) if isinstance(source, bytes) else source) as pdf:
        if len(pdf.pages) > MOST_PAGES:
            raise TooMuchError(f"{len(pdf.pages):,} pages")
        library = Library(Digests(pdf), kept or Memory())
        has_layers = "/OCProperties" in pdf.Root
        pages = tuple(_page(page.obj, number, library, has_layers=has_layers) for number, page in enumerate(pdf.pages))
        oddities = tuple(dict.fromkeys((*oddities_of(pdf), *circles_of(pdf))))
        root = pdf.Root
        metadata = root.get("/Metadata")
        packet = metadata if isinstance(metadata, Stream) else None
        return PressFile(
            version=max(pdf.pdf_version, str(root.get("/Version", "/0"))[1:]),
            is_encrypted=pdf.is_encrypted,
            ids=_ids(pdf),
            info=dict(_info(pdf)),
            xmp=None if packet is None else read_xmp(packet.read_bytes()),
            is_xmp_packed=packet is not None and "/Filter" in packet,
            intents=tuple(_intents(root, library)),
            language=str(root.get("/Lang", "")),
            oddities=oddities,
            pages=pages,
            warnings=tuple(dict.fromkeys(map(str, pdf.get_warnings()))),
        )


def _ids(pdf: Pdf) -> tuple[int, ...]:
    """Return the lengths of the parts of the file's identifier."""
    found = pdf.trailer.get("/ID")
    return tuple(len(bytes(part)) for part in found) if isinstance(found, Array) else ()


def _info(pdf: Pdf) -> Iterator[tuple[str, str]]:
    info = pdf.trailer.get("/Info")
    if isinstance(info, Dictionary):
        for key in ("Title", "CreationDate", "ModDate", "Trapped", "GTS_PDFXVersion", "Producer"):
            if f"/{key}" in info:
                yield key, str(info[f"/{key}"]).removeprefix("/")


def _intents(root: Object, library: Library) -> Iterator[Intent]:
    for intent in root.get("/OutputIntents", Array()):
        kind, condition = str(intent.get("/S", ""))[1:], str(intent.get("/OutputConditionIdentifier", ""))
        profile = intent.get("/DestOutputProfile")
        if isinstance(profile, Stream):
            yield Intent(kind, condition, _profile(profile, library), int(profile.get("/N", 0)))
        else:
            yield Intent(kind, condition, None, 0)


def _profile(stream: Stream, library: Library) -> bytes:
    """Return a colour profile; they are long, and the same in many files."""
    digest = library.digests.of(stream) if library.digests else None
    known = library.kept.profiles.get(digest) if digest else None
    if known is None:
        known = stream.read_bytes()[:_INTENT_BYTES]
        if digest:
            library.kept.profiles.put(digest, known)
    return known


def _page(page: Object, number: int, library: Library, *, has_layers: bool) -> Page:
    sheet, resources = _sheet(page), resources_of(page)
    unread = Page(
        number=number,
        media=sheet.moved(-sheet.x, -sheet.y),
        crop=box_of(find_inherited(page, "/CropBox"), sheet),
        bleed=box_of(page.get("/BleedBox"), sheet),
        trim=box_of(page.get("/TrimBox"), sheet),
        art=box_of(page.get("/ArtBox"), sheet),
        rotation=_whole(find_inherited(page, "/Rotate")),
        unit=float(page.get("/UserUnit", 1)),
        blend=_blend(page, resources),
        annotations=tuple(_annotations(page, sheet)),
        defaults=frozenset(_defaults(resources)),
    )
    painter = Painter(unread.media, library)
    for code, what in _page_oddities(page):
        painter.note(code, what)
    try:
        painter.paint(_content(page, resources, library), GraphicsState(unread.media, Matrix(e=-sheet.x, f=-sheet.y)))
    except BROKEN:
        painter.note("content-broken", "the content of the page cannot be read")
    return replace(
        unread,
        marks=tuple(painter.marks),
        hidden=tuple(painter.hidden),
        oddities=tuple(painter.oddities),
        look=() if has_layers or unread.annotations else tuple(_look(unread, painter)),
        parts=tuple(painter.parts),
    )


def _content(page: Object, resources: Object, library: Library) -> ContentStream:
    def read() -> Sequence[Any]:
        check_contents(page)
        return parse(pikepdf.Page(page))

    digest = library.digests.of_content(page.get("/Contents"), resources) if library.digests else None
    return ContentStream(digest, read, resources, digest_group(page, library))


def _look(page: Page, painter: Painter) -> Iterator[Hashable]:
    """Yield what is equal for pages that look the same where they are printed; nothing of one that nobody can tell."""
    own = [place for place, _ in painter.played[:1]]
    seen = [place for place, played in painter.played[1:] if any(map(page.is_seen, played.marks()))]
    if own and None not in (*own, *seen):
        yield page.media, page.crop, page.bleed, page.trim, page.art, page.rotation, page.unit
        yield from (*own, *seen)


def resources_of(page: Object) -> Dictionary:
    """Return the resources of a page, which may have none."""
    resources = find_inherited(page, "/Resources")
    return resources if isinstance(resources, Dictionary) else Dictionary()


def _sheet(page: Object) -> Rect:
    return box_of(find_inherited(page, "/MediaBox")) or Rect(0, 0, 612, 792)


def find_inherited(page: Object, key: str) -> Object | None:
    """Return an entry of a page or of a node above it (ISO 32000-2, 7.7.3.4)."""
    node: Object | None = page
    for _ in range(32):
        if not isinstance(node, Dictionary):
            return None
        if key in node:
            return node[key]
        node = node.get("/Parent")
    return None


def box_of(values: Iterable[Any] | None, sheet: Rect = NOWHERE) -> Rect | None:
    """Return a rectangle as it lies on a sheet, however its corners are ordered (7.9.5)."""
    try:
        one, two, three, four = map(float, values)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None
    if not all(map(math.isfinite, (one, two, three, four))):
        return None
    return Rect(min(one, three) - sheet.x, min(two, four) - sheet.y, abs(three - one), abs(four - two))


def _whole(value: object) -> int:
    return int(value) if isinstance(value, int) else 0


def check_contents(page: Object) -> None:
    """Raise what a page raises whose content cannot be decoded, or should not be read."""
    contents = page.get("/Contents")
    for stream in contents if isinstance(contents, Array) else [contents]:
        if isinstance(stream, Stream):
            decode_stream(stream)


def _blend(page: Object, resources: Object) -> str:
    group = page.get("/Group")
    if not isinstance(group, Dictionary) or "/CS" not in group:
        return ""
    return read_space(group.CS, resources).family.removeprefix("icc-")


def _defaults(resources: Object) -> Iterator[str]:
    """Yield the device spaces that a page calibrates itself (8.6.5.6)."""
    for key in resources.get("/ColorSpace", Dictionary()).keys():  # noqa: SIM118
        if key in DEVICE_DEFAULTS:
            yield DEVICE_DEFAULTS[key]


def _annotations(page: Object, sheet: Rect) -> Iterator[Annotation]:
    annotations = page.get("/Annots")
    for annotation in annotations if isinstance(annotations, Array) else ():
        if isinstance(annotation, Dictionary):
            yield Annotation(str(annotation.get("/Subtype", "/?"))[1:], box_of(annotation.get("/Rect"), sheet))


def _page_oddities(page: Object) -> Iterator[tuple[str, str]]:
    if "/AA" in page:
        yield "additional-actions", "the page acts when it is opened or closed (AA)"
    if "/SeparationInfo" in page:
        yield "preseparated", "the page is one plate of a page that was separated before"
