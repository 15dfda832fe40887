"""A finished file as PDFium reads it, part by part; what other files of a process had before is not read again."""

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from hashlib import sha256
from typing import NamedTuple, TypeVar

import pypdfium2
from PIL import Image

from booklet.check.proof.copies import open_copy
from booklet.check.proof.heard import Heard, are_apart, are_elsewhere, are_in_place, reaches, read_part
from booklet.check.proof.layers import Layer, layer_of
from booklet.check.proof.operators import Matrix, meet
from booklet.check.proof.pages import ByPlace, by_place, page_crop, plain
from booklet.check.proof.parts import LINES, FileParts, Lines, PageParts, Part
from booklet.check.proof.seen import Place, Seen, see
from booklet.geometry import Rect
from booklet.pdf.written import NotPlainError, taken_apart

T = TypeVar("T")

MOST = 1024
"""How many parts are remembered in a process; those of one file come to a hundred at most."""


class Glance(NamedTuple):
    """A place on a page: the text in it, and whether its picture shows what was looked for."""

    text: str
    is_shown: bool


CLOSE = 40
"""How many pixels tall the picture of a place is."""


class Kept(OrderedDict[bytes, T]):
    """What was found in this process, by digest: what was asked for longest ago makes way."""

    def find(self, digest: bytes) -> T | None:
        """Return what is known, which is then known for longer."""
        if digest in self:
            self.move_to_end(digest)
        return self.get(digest)

    def keep(self, digest: bytes, found: T) -> T:
        """Remember what was found."""
        self[digest] = found
        if len(self) > MOST:
            self.popitem(last=False)
        return found


_SAID: Kept[Heard] = Kept()

_ORDERS: Kept[ByPlace] = Kept()

_SEEN: Kept[Seen] = Kept()

_GLANCES: Kept[Glance] = Kept()


class Reading:
    """A file as it is read: pages that can be taken apart by their parts, others as a whole."""

    def __init__(self, data: bytes, codes: Sequence[Place]) -> None:
        self._data = data
        self.file: FileParts | None = None
        self.pages: dict[int, PageParts] = {}
        """Pages that can be taken apart."""
        self.placed: dict[int, list[tuple[Heard, Matrix]]] = {}
        """What their parts say, in the same order."""
        self._whole: pypdfium2.PdfDocument | None = None
        self._opened: dict[int, pypdfium2.PdfPage] = {}
        self._copy: pypdfium2.PdfDocument | None = None
        self._known: dict[bytes, Part | Lines | Layer] = {}
        self._shown: list[bytes] = []
        self._said: dict[int, tuple[Heard, ...]] = {}
        self._layers: dict[Place, Layer] = {}
        self.lines: tuple[Heard, ...] = ()
        """What the lines beside pages say, which are read together."""
        with suppress(NotPlainError):
            self.file = FileParts(taken_apart(data))
            self._read(self.file, codes)

    def parts(self, number: int) -> tuple[Heard, ...] | None:
        """Return what the parts of a page say, or nothing where it has to be read as a whole."""
        return self._said.get(number)

    def by_place(self, said: Heard) -> tuple[str, ...]:
        """Return the text of a part by the places of its letters, in the orders that its lines may be read in."""
        return self._by_place(said).texts

    def rows(self, number: int) -> tuple[str, ...]:
        """Return the rows of a page, as they are seen from the left."""
        parts = self.parts(number)
        if parts is None:
            return by_place(self.whole(number)[1].get_textpage()).rows
        return tuple(row for part in parts for row in self._by_place(part).rows)

    def _by_place(self, said: Heard) -> ByPlace:
        part = self._known[said.digest]
        if isinstance(part, Lines):
            return by_place(self._page(said.digest).get_textpage())
        assert isinstance(part, Part)
        known = _ORDERS.find(part.digest + part.boxes)
        if known is None:
            found = by_place(self._page(said.digest).get_textpage())
            known = _ORDERS.keep(part.digest + part.boxes, found)
        return known

    def whole(self, number: int) -> tuple[pypdfium2.PdfDocument, pypdfium2.PdfPage]:
        """Return the file as it is, and a page of it."""
        document = self._read_whole()
        if number not in self._opened:
            self._opened[number] = document[number]
        return document, self._opened[number]

    def seen(self, place: Place) -> Seen:
        """Return what a camera reads in a place."""
        layer = self._layers.get(place)
        if layer is None:
            return see(page_crop(self.whole(place.page)[1], place.box), is_bars=place.is_bars)
        known = _SEEN.find(_key(layer, place))
        if known is None:
            found = see(page_crop(self._page(layer.digest), place.box), is_bars=place.is_bars)
            known = _SEEN.keep(_key(layer, place), found)
        return known

    def texts(self, page: int) -> Iterator[str]:
        """Yield the texts of a page: those of its parts, or its own where it has to be read as a whole."""
        said = self.parts(page)
        yield from (part.text for part in said or ())
        if said is None:
            yield plain(self.whole(page)[1].get_textpage().get_text_range())

    @property
    def title(self) -> str:
        """The title of the file."""
        found: str = self._read_whole().get_metadata_value("Title")
        return found

    def glance(self, page: int, box: Rect, shows: Callable[[Image.Image], bool], *, is_turned: bool) -> Glance:
        """Return what is seen in a box of a page, which may stand on its head there; `shows` is always the same."""
        key = self._look(page, box)
        known = _GLANCES.find(key) if key else None
        if known is None:
            shown = self.whole(page)[1]
            text: str = shown.get_textpage().get_text_bounded(box.x, box.y, box.right, box.top)
            width, height = shown.get_size()
            is_there = min(box.x, box.y) >= 0 and box.right <= width and box.top <= height
            picture = page_crop(shown, box, CLOSE * 72 / box.height) if is_there else Image.new("L", (1, 1))
            known = Glance(text, shows(picture.rotate(180) if is_turned else picture))
            if key:
                _GLANCES.keep(key, known)
        return known

    def _look(self, page: int, box: Rect) -> bytes:
        """Return a digest of all that is painted and said in a box of a page, nothing where that cannot be told."""
        if self.file is None or page not in self.placed:
            return b""
        with suppress(NotPlainError):
            painted = layer_of(self.file, self.pages[page], box.grown(1)).digest
            said = (part.digest + repr(at).encode() for part, at in self.placed[page] if reaches(part, at, box))
            return sha256(b"".join((painted, *said, repr(box).encode()))).digest()
        return b""

    def _read_whole(self) -> pypdfium2.PdfDocument:
        if self._whole is None:
            self._whole = pypdfium2.PdfDocument(self._data)
        return self._whole

    def _read(self, file: FileParts, codes: Sequence[Place]) -> None:
        """Read what no file had before, and keep what can be told of pages without reading them as a whole."""
        pages = self.pages = dict(_taken_apart(file))
        layers = dict(_layers(file, pages, codes))
        parts = {part.digest: part for page in pages.values() for part, _ in page.placed}
        known = {digest: _SAID.find(digest) for digest in parts}
        self._known = {**parts, **{layer.digest: layer for layer in layers.values()}}
        self._shown = [digest for digest, said in known.items() if said is None]
        self._shown += [layer.digest for place, layer in layers.items() if _key(layer, place) not in _SEEN]
        if file.lines:
            self._known[LINES] = file.lines
            self._shown.append(LINES)
            self.lines = (self._said_by(file, file.lines),)
            if not are_in_place(file.lines, self.lines[0]):
                return
        read = {
            digest: said or _SAID.keep(digest, self._said_by(file, parts[digest])) for digest, said in known.items()
        }
        placed = self.placed = {
            number: [(read[part.digest], at) for part, at in page.placed] for number, page in pages.items()
        }
        for number, page in pages.items():
            if are_apart(placed[number], page.lines):
                self._said[number] = tuple(said for said, _ in placed[number])
        for place, layer in layers.items():
            around = place.box.grown(1)
            lines = pages[place.page].lines
            if are_elsewhere(placed[place.page], around) and not any(meet(around, line) for line in lines):
                self._layers[place] = layer

    def _said_by(self, file: FileParts, part: Part | Lines) -> Heard:
        """Read a part, or lines."""
        page = self._page(part.digest)
        assert self._copy is not None
        return read_part(self._copy, page, part, is_right_to_left_file=file.is_right_to_left)

    def _page(self, digest: bytes) -> pypdfium2.PdfPage:
        """Return a page that shows a part, lines or a layer."""
        if self._copy is None or digest not in self._shown:
            assert self.file is not None
            self._shown = [*dict.fromkeys((*self._shown, digest))]
            self._copy = open_copy(self.file, [self._known[shown] for shown in self._shown])
        return self._copy[self._shown.index(digest)]


def _key(layer: Layer, place: Place) -> bytes:
    return layer.digest + repr(place[1:]).encode()


def _taken_apart(file: FileParts) -> Iterator[tuple[int, PageParts]]:
    """Yield the pages of a file that can be taken apart, with their numbers."""
    for number in range(len(file)):
        with suppress(NotPlainError):
            yield number, file.page(number)


def _layers(file: FileParts, pages: dict[int, PageParts], codes: Sequence[Place]) -> Iterator[tuple[Place, Layer]]:
    """Yield places of codes with what paints them."""
    for place in codes:
        if place.page in pages:
            with suppress(NotPlainError):
                yield place, layer_of(file, pages[place.page], place.box.grown(1))
