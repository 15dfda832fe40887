"""Pages of a finished file as PDFium sees them: their text, their links, and pictures of parts of them."""

import ctypes
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from booklet.geometry import Rect

DPI = 150

_UNSEEN = dict.fromkeys(map(ord, "\u2060\u200b\u00ad\ufeff\u2066\u2067\u2068\u2069\u200e\u200f"))
_ALIKE = {ord("\u00a0"): " ", ord("\u202f"): " ", ord("\u2011"): "-", ord("\u2010"): "-"}


def plain(text: str) -> str:
    """Return a text with one kind of space and hyphen, without what is not seen; lines end with a line feed."""
    lines = text.translate(_UNSEEN).translate(_ALIKE).replace("\ufffe", "-").splitlines()
    return "\n".join(" ".join(line.split()) for line in lines)


def page_texts(page: pypdfium2.PdfPage) -> tuple[str, ...]:
    """Return the text of a page; if it is read from right to left, also with the lines of each column together.

    The lines of a column have one edge in common, at its start or at its end.
    """
    textpage = page.get_textpage()
    found: str = textpage.get_text_range()
    if not _RIGHT_TO_LEFT & set(map(unicodedata.bidirectional, found)):
        return (plain(found),)
    parts = _parts_by_place(textpage)
    return tuple(
        plain("\n".join(part.text for part in order))
        for order in (parts, *(sorted(parts, key=key) for key in (_by_start, _by_end)))
    )


_RIGHT_TO_LEFT = {"R", "AL"}

_LEFT_TO_RIGHT = {"L", "EN", "AN"}

_OPENING = {"+", "("}
"""What a number begins with before its first digit."""

_GAP = 0.3
"""A gap wider than this share of the height of the type parts two texts on one line."""


@dataclass(frozen=True, slots=True)
class _Letter:
    """A character: where it stands, how far it reaches, how large it is."""

    text: str
    x: float
    y: float
    right: float
    size: float


@dataclass(frozen=True, slots=True)
class _Part:
    """A line of a text, in reading order, and where it stands."""

    text: str
    left: float
    right: float
    y: float


def _by_start(part: _Part) -> tuple[float, float]:
    return -round(part.right), -part.y


def _by_end(part: _Part) -> tuple[float, float]:
    return round(part.left), -part.y


def _parts_by_place(textpage: pypdfium2.PdfTextPage) -> list[_Part]:
    """Return the lines of a page from the places of their letters.

    In a line from right to left PDFium gives the words of another direction in turned order: `111 0800`.
    """
    lines: dict[float, dict[float, list[_Letter]]] = defaultdict(lambda: defaultdict(list))
    for letter in _letters(textpage):
        lines[round(letter.y, 1)][round(letter.x, 2)].append(letter)
    return [part for line in lines.values() for part in _parts([line[x] for x in sorted(line)])]


def _letters(textpage: pypdfium2.PdfTextPage) -> Iterator[_Letter]:
    x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
    for index in range(textpage.count_chars()):
        if pdfium.FPDFText_IsGenerated(textpage, index) != 1:
            pdfium.FPDFText_GetCharOrigin(textpage, index, x, y)
            pdfium.FPDFText_GetLooseCharBox(textpage, index, box)
            is_hyphen = pdfium.FPDFText_IsHyphen(textpage, index) == 1
            letter = "-" if is_hyphen else chr(pdfium.FPDFText_GetUnicode(textpage, index))
            yield _Letter(letter, x.value, y.value, box.right, abs(box.top - box.bottom))


def _parts(places: Sequence[list[_Letter]]) -> Iterator[_Part]:
    """Yield the texts that stand beside one another on a line, given by the places of their letters."""
    part: list[list[_Letter]] = []
    for letters in places:
        if part and letters[0].x - max(letter.right for letter in part[-1]) > _GAP * letters[0].size:
            yield _part(part)
            part = []
        part.append(letters)
    yield _part(part)


def _part(places: Sequence[list[_Letter]]) -> _Part:
    seen = [letter for letters in places for letter in letters if not letter.text.isspace()] or places[0]
    text = _logical(["".join(letter.text for letter in letters) for letters in places])
    left, right = min(letter.x for letter in seen), max(letter.right for letter in seen)
    return _Part(text, left, right, places[0][0].y)


def _logical(places: Sequence[str]) -> str:
    """Return a line with letters that are read from right to left, given from left to right; others stay as they are.

    >>> _logical(["1", "1", "6", " ", "1", " ", "\u05d1", "\u05d0"]) == "\u05d0\u05d1 116 1"
    True
    """
    kinds = [_LEFT_TO_RIGHT & set(map(unicodedata.bidirectional, text)) for text in places]
    others = [_RIGHT_TO_LEFT & set(map(unicodedata.bidirectional, text)) for text in places]
    if not any(others):
        return "".join(places)
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


def page_crop(page: pypdfium2.PdfPage, box: Rect) -> Image.Image:
    """Return a picture of a part of a page, given from the lower left corner of its medium."""
    width, height = page.get_size()
    crop = (max(0.0, box.x), max(0.0, box.y), max(0.0, width - box.right), max(0.0, height - box.top))
    picture: Image.Image = page.render(scale=DPI / 72, crop=crop).to_pil()
    return picture
