"""Pages of a finished file as PDFium sees them: their text, their links, and pictures of parts of them."""

import ctypes
import re
import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from math import pi
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from booklet.geometry import Rect
from booklet.machine.bounds import TEXTS
from booklet.values import Frozen

DPI = 150

UNSEEN = dict.fromkeys(map(ord, "\u2060\u200b\u00ad\ufeff\u2066\u2067\u2068\u2069\u200e\u200f"))
ALIKE = {ord("\u00a0"): " ", ord("\u202f"): " ", ord("\u2011"): "-", ord("\u2010"): "-", ord("\u2044"): "/"}


def normalise_text(text: str) -> str:
    """Return a text with one kind of space and hyphen, without what is not seen; lines end with a line feed."""
    lines = text.translate(UNSEEN).translate(ALIKE).replace("\ufffe", "-").splitlines()
    return "\n".join(" ".join(line.split()) for line in lines)


@lru_cache(maxsize=4096)
def number_pattern(number: str) -> re.Pattern[str]:
    """Return the pattern of a number, in the form of `plain`, that is not a part of a longer one."""
    return re.compile(rf"(?<![\d+-]){re.escape(number)}(?![\d-])")


def squeeze(text: str) -> str:
    """Return a text without spaces, since names and addresses may continue in the next line."""
    return "".join(text.split())


def drop_slashes(text: str) -> str:
    """Return a text without any space or slash: one at the end of a line from right to left stands at its other side.

    >>> drop_slashes("/example.org/a b") == drop_slashes("example.org/a/b")
    True
    """
    return squeeze(text).replace("/", "")


def page_texts(page: pypdfium2.PdfPage) -> tuple[str, ...]:
    """Return the text of a page; if it reads from right to left, also with the lines of each column together.

    The lines of a column have one edge in common, at its start or at its end.
    """
    textpage = page.get_textpage()
    found: str = textpage.get_text_range()
    return by_place(textpage).texts if is_right_to_left(found) else (normalise_text(found),)


def is_right_to_left(text: str) -> bool:
    """Tell whether any letter of a text is read from right to left."""
    return not _RIGHT_TO_LEFT.isdisjoint(map(unicodedata.bidirectional, set(text)))


class ByPlace(NamedTuple):
    """A page by the places of its letters: its text, also with the lines of each column together, and its rows.

    A row is everything on one line, as seen from the left.
    """

    texts: tuple[str, ...]
    rows: tuple[str, ...]


def by_place(textpage: pypdfium2.PdfTextPage) -> ByPlace:
    """Return the text of a page by the places of its letters.

    In a right-to-left line PDFium gives words of the other direction in turned order: `111 0800`.
    """
    rows = [_read_row(row) for row in _rows(textpage)]
    parts = [part for row in rows for part in row.parts]
    texts = tuple(
        normalise_text("\n".join(part.text for part in order))
        for order in (parts, *(sorted(parts, key=key) for key in (_by_start, _by_end)))
    )
    return ByPlace(texts, tuple(row.seen for row in rows))


@lru_cache(maxsize=4096)
def reduce_to_seen(text: str) -> str:
    """Return what stands in one place as rows are compared: without spaces and marks, one for all brackets and quotes.

    In lines from right to left PDFium gives mirror images of those, and what letters, dots and fractions are made of;
    of letters beyond the first plane it gives halves, which are left out.
    """
    parts = unicodedata.normalize("NFKC", text)
    turned = parts[::-1] if _is_right_to_left(text) else parts
    return "".join(
        "(" if unicodedata.mirrored(letter) or unicodedata.category(letter) in _PAIRED else letter
        for letter in turned.translate(ALIKE)
        if unicodedata.category(letter) not in _NOT_COMPARED and _STRETCH != letter < _BEYOND
    )


_STRETCH, _BEYOND = "\u0640", "\U00010000"
"""What only makes an Arabic word longer, and the first letter beyond the first plane."""

_RIGHT_TO_LEFT = frozenset({"R", "AL"})

_LEFT_TO_RIGHT = frozenset({"L", "EN", "AN"})

_OPENING = {"+", "("}
"""What a number begins with before its first digit."""

_NOT_COMPARED = frozenset({"Cc", "Cf", "Cs", "Mn", "Me", "Zs"})

_PAIRED = frozenset({"Ps", "Pe", "Pi", "Pf"})

_BETWEEN = "\u00b7"
"""What stands between texts on one line, each of which is in a direction of its own."""

_GAP = 0.3
"""A gap wider than this share of the height of the type parts two texts on one line."""


class _Letter(NamedTuple):
    """A character: its place, how far it reaches, and its size."""

    text: str
    x: float
    y: float
    right: float
    size: float


class _Part(Frozen):
    """A line of a text, in reading order, and where it stands."""

    text: str
    left: float
    right: float
    y: float


def _by_start(part: _Part) -> tuple[float, float]:
    return -round(part.right), -part.y


def _by_end(part: _Part) -> tuple[float, float]:
    return round(part.left), -part.y


def _rows(textpage: pypdfium2.PdfTextPage) -> list[list[_Letter]]:
    """Return the letters of each line of a page from the left; those in one place are put together."""
    lines: dict[float, dict[float, _Letter]] = defaultdict(dict)
    for letter in _letters(textpage):
        line, at = lines[round(letter.y, 1)], round(letter.x, 2)
        line[at] = _merge(line[at], letter) if at in line else letter
    return [[line[x] for x in sorted(line)] for line in lines.values()]


class _Row(NamedTuple):
    """A line of a page: the texts that stand beside one another on it, and the whole line as seen from the left."""

    parts: tuple[_Part, ...]
    seen: str


def _read_row(letters: Sequence[_Letter]) -> _Row:
    """Return a line, given its letters."""
    places = array("d", chain.from_iterable(letter[1:] for letter in letters))
    return _row(tuple(letter.text for letter in letters), places.tobytes())


@lru_cache(maxsize=TEXTS)
def _row(texts: tuple[str, ...], places: bytes) -> _Row:
    """Return a line, given its characters and all their places; most lines of a guide are the same in every country."""
    numbers = zip(*[iter(memoryview(places).cast("d").tolist())] * 4, strict=True)
    letters = [_Letter(text, *place) for text, place in zip(texts, numbers, strict=True)]
    return _Row(tuple(_parts(letters)), "".join(map(reduce_to_seen, texts)))


def _letters(textpage: pypdfium2.PdfTextPage) -> Iterator[_Letter]:
    """Yield the letters that a page shows, without spaces and line ends that PDFium adds.

    Text that stands on its head, as some pages of a folded sheet do, gets the place where it is read.
    """
    raw = textpage.raw
    x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
    at_x, at_y, at_box = ctypes.byref(x), ctypes.byref(y), ctypes.byref(box)
    for index, letter in enumerate(_list_characters(textpage)):
        if not letter.isalnum():
            if pdfium.FPDFText_IsGenerated(raw, index) == 1:
                continue
            if pdfium.FPDFText_IsHyphen(raw, index) == 1:
                letter = "-"
        pdfium.FPDFText_GetCharOrigin(raw, index, at_x, at_y)
        pdfium.FPDFText_GetLooseCharBox(raw, index, at_box)
        size = abs(box.top - box.bottom)
        if abs(pdfium.FPDFText_GetCharAngle(raw, index) - pi) >= _UPRIGHT:
            yield _Letter(letter, x.value, y.value, box.right, size)
        elif box.left < box.right or not letter.isspace():  # PDFium adds spaces there without telling so
            yield _Letter(letter, -x.value, -y.value, -box.left, size)


def _list_characters(textpage: pypdfium2.PdfTextPage) -> Sequence[str]:
    """Return the characters of a page by number: in one piece where each is one unit of UTF-16, or else one by one."""
    count = textpage.count_chars()
    units = (ctypes.c_ushort * (count + 1))()
    if pdfium.FPDFText_GetText(textpage.raw, 0, count, units) == count + 1:
        found = bytes(units)[:-2].decode("utf-16-le", "replace")
        if len(found) == count and "\ufffd" not in found:
            return found
    return [chr(pdfium.FPDFText_GetUnicode(textpage.raw, index)) for index in range(count)]


_UPRIGHT = 0.1
"""Radians that a letter on its head may differ from half a turn."""


def _merge(one: _Letter, other: _Letter) -> _Letter:
    """Return characters of one place, such as those that a glyph stands for."""
    return one._replace(text=one.text + other.text, x=min(one.x, other.x), right=max(one.right, other.right))


def _parts(places: Sequence[_Letter]) -> Iterator[_Part]:
    """Yield the texts that stand beside one another on a line, given by the places of their letters."""
    part: list[_Letter] = []
    for letter in places:
        if part and letter.x - part[-1].right > _GAP * letter.size:
            yield _part(part)
            part = []
        part.append(letter)
    yield _part(part)


def _part(places: Sequence[_Letter]) -> _Part:
    seen = [letter for letter in places if not letter.text.isspace()] or places[:1]
    text = _order_logically([letter.text for letter in places])
    return _Part(text, min(letter.x for letter in seen), max(letter.right for letter in seen), places[0].y)


def _order_logically(places: Sequence[str]) -> str:
    """Return a line with letters that are read from right to left, given from left to right; others stay as they are.

    What stands on both sides of a middle dot are texts of their own.

    >>> _order_logically(["1", "1", "6", " ", "1", " ", "\u05d1", "\u05d0"]) == "\u05d0\u05d1 116 1"
    True
    >>> _order_logically(["1\u05d0", "2"]) == "21\u05d0"
    True
    >>> _order_logically([*"eco \u00b7 hot ", "\u05d1", "\u05d0"]) == "\u05d0\u05d1 hot \u00b7 eco"
    True
    """
    if not any(map(_is_right_to_left, places)):
        return "".join(places)
    others = [text == _BETWEEN or _is_right_to_left(text) for text in places]
    kinds = [not is_other and _is_left_to_right(text) for is_other, text in zip(others, places, strict=True)]
    read: list[str] = []
    place = len(places) - 1
    while place >= 0:
        first = place
        if kinds[place]:
            first = next((at for at in range(place, -1, -1) if others[at]), -1) + 1
            first = next(at for at in range(first, place + 1) if kinds[at])
            while first and places[first - 1] in _OPENING:
                first -= 1
        read += places[first : place + 1]
        place = first - 1
    return "".join(read)


@lru_cache(maxsize=4096)
def _is_right_to_left(text: str) -> bool:
    return not _RIGHT_TO_LEFT.isdisjoint(map(unicodedata.bidirectional, text))


@lru_cache(maxsize=4096)
def _is_left_to_right(text: str) -> bool:
    return not _LEFT_TO_RIGHT.isdisjoint(map(unicodedata.bidirectional, text))


def page_links(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> Iterator[str]:
    """Yield the addresses that the links of a page lead to."""
    position, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    while pdfium.FPDFLink_Enumerate(page, position, link):
        action = pdfium.FPDFLink_GetAction(link)
        if action:
            size = pdfium.FPDFAction_GetURIPath(document, action, None, 0)
            buffer = ctypes.create_string_buffer(size)
            pdfium.FPDFAction_GetURIPath(document, action, buffer, size)
            if size > 1:
                yield buffer.value.decode("ascii", "replace")


def is_upright(page: pypdfium2.PdfPage) -> bool:
    """Tell whether places on a page are where its picture shows them: it is not turned, and begins at the origin."""
    corners = {page.get_cropbox()[:2], page.get_mediabox()[:2]}
    return page.get_rotation() == 0 and corners == {(0, 0)}


OUTSIDE = (10, 10)
"""Pixels of the white that is seen where a box lies outside its page."""


def page_crop(page: pypdfium2.PdfPage, box: Rect, dpi: float = DPI, *, is_grey: bool = False) -> Image.Image:
    """Return a picture of a part of a page, given from the lower left corner of its media box."""
    width, height = page.get_size()
    crop = (max(0.0, box.x), max(0.0, box.y), max(0.0, width - box.right), max(0.0, height - box.top))
    if width - crop[0] - crop[2] < 1 or height - crop[1] - crop[3] < 1:
        return Image.new("L" if is_grey else "RGB", OUTSIDE, "white")
    picture: Image.Image = page.render(scale=dpi / 72, crop=crop, grayscale=is_grey).to_pil()
    return picture
