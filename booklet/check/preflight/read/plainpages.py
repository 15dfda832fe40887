"""The pages of a file that is written as plainly as ours, by their bytes: boxes, content, what names stand for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from booklet.art.transform import Matrix
from booklet.check.preflight.model import Page
from booklet.check.preflight.read.document import DEVICE_DEFAULTS, box_of
from booklet.check.preflight.read.plain import UnfitError
from booklet.pdf.written import Written

_ROOT = re.compile(rb"<</Type/Catalog/Pages ([0-9]+) 0 R/")
_TREE = re.compile(rb"<</Type/Pages/Kids\[((?: ?[0-9]+ 0 R)*)\]/Count ([0-9]+)>>")
_PAGE = re.compile(
    rb"<</Type/Page/Parent (?P<parent>[0-9]+) 0 R/Tabs/S(?P<boxes>(?:/(?:Media|Trim|Bleed)Box\[[-0-9. ]+\])+)"
    rb"/Contents\[(?P<contents>(?: ?[0-9]+ 0 R)+)\](?:/Resources<<(?P<resources>.*?)>>)?(?:/StructParents [0-9]+)?>>"
)
_BOX = re.compile(rb"/([A-Z][a-z]+)Box\[([-0-9. ]+)\]")
_NUMBER = re.compile(rb"([0-9]+) 0 R")
_ENTRY = rb"/[^\s/<>\[\]()]+ [0-9]+ 0 R"
_SPACE = rb"/[^\s/<>\[\]()]+\[[^\[\]<>()]*\]"
_RESOURCES = re.compile(rb"(?:/(?:Font|XObject|ExtGState)<<(?:%b)*>>|/ColorSpace<<(?:%b)*>>)*" % (_ENTRY, _SPACE))
_KIND = re.compile(rb"/([A-Za-z]+)<<(.*?)>>")
_NAMED = re.compile(rb"/([^\s/<>\[\]()]+)( [0-9]+ 0 R|\[[^\]]*\])")


@dataclass(frozen=True, slots=True)
class PlainPage:
    """A page by its own bytes: what it is without its marks, its content streams, and its names with their values."""

    page: Page
    origin: Matrix
    contents: tuple[int, ...]
    named: tuple[tuple[bytes, bytes, int | bytes], ...]
    """Kind, name, and the number or the bytes of a value."""


def pages_of(file: Written) -> list[tuple[int, PlainPage]]:
    """Return the pages of a file with their numbers; raise `UnfitError` if any is not written as ours are."""
    catalog = _ROOT.match(file.head(file.root))
    tree = _TREE.fullmatch(file.head(int(catalog[1]))) if catalog else None
    if catalog is None or tree is None:
        raise UnfitError("pages that are not written as ours")
    numbers = list(map(int, _NUMBER.findall(tree[1])))
    if len(set(numbers)) != int(tree[2]):
        raise UnfitError("pages that stand twice")
    return [(number, _page(file.head(number), place, catalog[1])) for place, number in enumerate(numbers)]


@lru_cache(maxsize=1024)
def _page(head: bytes, place: int, tree: bytes) -> PlainPage:
    found = _PAGE.fullmatch(head)
    resources = (found["resources"] or b"") if found else b""
    if found is None or found["parent"] != tree or not _RESOURCES.fullmatch(resources):
        raise UnfitError("a page that is not written as ours")
    boxes = {name.decode(): values.split() for name, values in _BOX.findall(found["boxes"])}
    if len(boxes) != len(_BOX.findall(found["boxes"])) or "Media" not in boxes:
        raise UnfitError("a box that stands twice")
    sheet = box_of(boxes["Media"])
    if sheet is None:
        raise UnfitError("a sheet without a size")
    named = tuple(_named(resources))
    defaults = [DEVICE_DEFAULTS.get(f"/{name.decode('latin-1')}") for _, name, _ in named]
    page = Page(
        number=place,
        media=sheet.moved(-sheet.x, -sheet.y),
        bleed=box_of(boxes.get("Bleed"), sheet),
        trim=box_of(boxes.get("Trim"), sheet),
        defaults=frozenset(space for space in defaults if space),
        is_read=False,
    )
    return PlainPage(page, Matrix(e=-sheet.x, f=-sheet.y), tuple(map(int, _NUMBER.findall(found["contents"]))), named)


def _named(resources: bytes) -> Iterator[tuple[bytes, bytes, int | bytes]]:
    for kind, entries in _KIND.findall(resources):
        for name, value in _NAMED.findall(entries):
            yield kind, name, value if value.startswith(b"[") else int(value.split()[0])
