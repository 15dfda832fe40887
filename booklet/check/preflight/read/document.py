"""A PDF file, opened and read: catalog, metadata and output intents, then page after page."""

import hashlib
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Object, Pdf, Stream

from booklet.art.transform import Matrix
from booklet.check.preflight.model import Annotation, Document, Intent, Page
from booklet.check.preflight.read.circles import circles_of
from booklet.check.preflight.read.colour import read_space
from booklet.check.preflight.read.content import Player
from booklet.check.preflight.read.library import BROKEN, Library, TooMuchError, decoded, parse
from booklet.check.preflight.read.objects import Oddity, oddities_of
from booklet.check.preflight.read.xmp import read_xmp
from booklet.geometry import Rect

MOST_PAGES = 2_000
NOWHERE = Rect(0, 0, 0, 0)
_INTENT_BYTES = 8_000_000
DEVICE_DEFAULTS = {"/DefaultGray": "grey", "/DefaultRGB": "rgb", "/DefaultCMYK": "cmyk"}


def read_document(source: Path | bytes) -> Document:
    """Return what rules need to know of a file.

    Raises pikepdf's errors where it cannot be opened and `TooMuchError` where nobody should read on. A hostile file may
    still take memory and time before that: `booklet.check.preflight.apart` sets the bounds.
    """
    with pikepdf.open(BytesIO(source) if isinstance(source, bytes) else source) as pdf:
        if len(pdf.pages) > MOST_PAGES:
            raise TooMuchError(f"{len(pdf.pages):,} pages")
        library = Library()
        pages = tuple(_page(page.obj, number, library) for number, page in enumerate(pdf.pages))
        return whole_document(pdf, pages, (*oddities_of(pdf), *circles_of(pdf)))


def whole_document(
    pdf: Pdf,
    pages: tuple[Page, ...],
    oddities: Iterable[Oddity],
    profile_of: Callable[[Stream], bytes] = lambda stream: stream.read_bytes(),
) -> Document:
    """Return an opened file with its pages; `profile_of` decodes the profile of an output intent."""
    root = pdf.Root
    metadata = root.get("/Metadata")
    packet = metadata if isinstance(metadata, Stream) else None
    return Document(
        version=max(pdf.pdf_version, str(root.get("/Version", "/0"))[1:]),
        is_encrypted=pdf.is_encrypted,
        ids=_ids(pdf),
        info=dict(_info(pdf)),
        xmp=None if packet is None else read_xmp(packet.read_bytes()),
        is_xmp_packed=packet is not None and "/Filter" in packet,
        intents=tuple(_intents(root, profile_of)),
        language=str(root.get("/Lang", "")),
        oddities=tuple(dict.fromkeys(oddities)),
        pages=pages,
        warnings=tuple(dict.fromkeys(map(str, pdf.get_warnings()))),
    )


def _ids(pdf: Pdf) -> tuple[int, ...]:
    """Return how long the parts of the file's identifier are."""
    found = pdf.trailer.get("/ID")
    return tuple(len(bytes(part)) for part in found) if isinstance(found, Array) else ()


def _info(pdf: Pdf) -> Iterator[tuple[str, str]]:
    info = pdf.trailer.get("/Info")
    if isinstance(info, Dictionary):
        for key in ("Title", "CreationDate", "ModDate", "Trapped", "GTS_PDFXVersion", "Producer"):
            if f"/{key}" in info:
                yield key, str(info[f"/{key}"]).removeprefix("/")


def _intents(root: Object, profile_of: Callable[[Stream], bytes]) -> Iterator[Intent]:
    for intent in root.get("/OutputIntents", Array()):
        kind, condition = str(intent.get("/S", ""))[1:], str(intent.get("/OutputConditionIdentifier", ""))
        profile = intent.get("/DestOutputProfile")
        if isinstance(profile, Stream):
            yield Intent(kind, condition, profile_of(profile)[:_INTENT_BYTES], int(profile.get("/N", 0)))
        else:
            yield Intent(kind, condition, None, 0)


def _page(page: Object, number: int, library: Library) -> Page:
    unread, resources = page_alone(page, number), resources_of(page)
    player = Player(unread.media, resources, library, origin_of(page))
    for code, what in unread.oddities:
        player.note(code, what)
    _play(page, player)
    return replace(
        unread,
        marks=tuple(player.marks),
        hidden=tuple(player.hidden),
        oddities=tuple(player.oddities),
        fingerprint=_fingerprint(page, resources),
        is_read=True,
    )


def page_alone(page: Object, number: int) -> Page:
    """Return a page without what it paints."""
    sheet, resources = _sheet(page), resources_of(page)
    return Page(
        number=number,
        media=sheet.moved(-sheet.x, -sheet.y),
        crop=box_of(inherited(page, "/CropBox"), sheet),
        bleed=box_of(page.get("/BleedBox"), sheet),
        trim=box_of(page.get("/TrimBox"), sheet),
        art=box_of(page.get("/ArtBox"), sheet),
        rotation=_whole(inherited(page, "/Rotate")),
        unit=float(page.get("/UserUnit", 1)),
        blend=_blend(page, resources),
        annotations=tuple(_annotations(page, sheet)),
        oddities=tuple(_page_oddities(page)),
        defaults=frozenset(_defaults(resources)),
        is_read=False,
    )


def resources_of(page: Object) -> Dictionary:
    """Return the resources of a page, which may have none."""
    resources = inherited(page, "/Resources")
    return resources if isinstance(resources, Dictionary) else Dictionary()


def origin_of(page: Object) -> Matrix:
    """Return the transform that puts the lower left corner of a page's sheet at the origin."""
    sheet = _sheet(page)
    return Matrix(e=-sheet.x, f=-sheet.y)


def _sheet(page: Object) -> Rect:
    return box_of(inherited(page, "/MediaBox")) or Rect(0, 0, 612, 792)


def _play(page: Object, player: Player) -> None:
    try:
        _check_contents(page)
        player.play(parse(pikepdf.Page(page)))
    except BROKEN:
        player.note("content-broken", "the content of the page cannot be read")


def inherited(page: Object, key: str) -> Object | None:
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


def _check_contents(page: Object) -> None:
    contents = page.get("/Contents")
    for stream in contents if isinstance(contents, Array) else [contents]:
        if isinstance(stream, Stream):
            decoded(stream)


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


def _fingerprint(page: Object, resources: Object) -> bytes:
    """Return the same bytes for pages of one file that look the same."""
    digest = hashlib.sha256(resources.unparse(resolved=True))
    contents = page.get("/Contents")
    for stream in contents if isinstance(contents, Array) else [contents]:
        if isinstance(stream, Stream):
            digest.update(stream.read_raw_bytes())
    for key in ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/Rotate"):
        digest.update(str(inherited(page, key)).encode())
    return digest.digest()
