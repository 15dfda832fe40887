"""What is heard of a part of a page, as PDFium reads it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import pypdfium2

from booklet.check.proof.claims import DIGITS, HOST
from booklet.check.proof.operators import AS_IT_IS, Matrix, box_of, meet
from booklet.check.proof.pages import is_right_to_left, page_links, plain, squeeze, text_boxes
from booklet.check.proof.parts import Lines, Part
from booklet.geometry import Rect
from booklet.text.markup import letters

_WORD = re.compile(r"\w+")

_NEAR = 0.3
"""What stands nearer than this share of its height might be read as one."""


@dataclass(frozen=True, eq=False)
class Heard:
    """What a part says; what `is_by_place` may be read in another order than that of its text.

    `squeezed` is its text without any space, `letters` its letters and digits alone; `around` is the box around its
    `boxes`, with what is near them.
    """

    digest: bytes
    text: str
    squeezed: str
    letters: str
    digits: tuple[str, ...]
    hosts: frozenset[str]
    words: frozenset[str]
    boxes: tuple[Rect, ...]
    around: Rect
    links: tuple[str, ...]
    is_by_place: bool


def read_part(
    document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, part: Part | Lines, *, is_right_to_left_file: bool
) -> Heard:
    """Return what a part says, or lines, from the page that shows it alone."""
    textpage = page.get_textpage()
    found: str = textpage.get_text_range()
    text, boxes = plain(found), text_boxes(textpage)
    return Heard(
        digest=part.digest,
        text=text,
        squeezed=squeeze(text),
        letters=letters(text),
        digits=tuple(DIGITS.findall(text)),
        hosts=frozenset(host for line in text.splitlines() if _ENDING.search(line) for host in HOST.findall(line)),
        words=frozenset(_WORD.findall(text)),
        boxes=boxes,
        around=_around(boxes),
        links=tuple(page_links(document, page)) if isinstance(part, Part) and "Annots" in part.entries else (),
        is_by_place=is_right_to_left_file or is_right_to_left(found),
    )


_ENDING = re.compile(r"\.[A-Za-z]{2}")
"""What every host has; without looking for it first, long words are slow to be found none."""


def are_in_place(lines: Lines, said: Heard) -> bool:
    """Tell whether the text of lines stands in the box of each."""
    left, low, width, height = lines.box
    for box in said.boxes:
        moved = lines.pitch * round((low + height / 2 - box.y - box.height / 2) / lines.pitch)
        if not (
            left <= box.x and box.right <= left + width and low <= box.y + moved and box.top + moved <= low + height
        ):
            return False
    return True


def are_apart(placed: Sequence[tuple[Heard, Matrix]], lines: Sequence[Rect]) -> bool:
    """Tell whether the texts of parts and lines on a page stand so far apart that none is read as one with another."""
    if not all(are_elsewhere(placed, box) for box in lines) or any(meet(*pair) for pair in combinations(lines, 2)):
        return False
    areas = [(said, matrix, _placed(said.around, matrix)) for said, matrix in placed if said.boxes]
    for number, (one, here, area) in enumerate(areas):
        for other, there, beside in areas[:number]:
            if meet(area, beside) and _touch(one, here, area, other, there, beside):
                return False
    return True


def _touch(one: Heard, here: Matrix, area: Rect, other: Heard, there: Matrix, beside: Rect) -> bool:
    """Tell whether some text of two parts stands so near that it might be read as one."""
    near = [box for box in (_placed(_wide(box), here) for box in one.boxes) if meet(box, beside)]
    return any(
        meet(box, wide) for wide in (_placed(box, there) for box in other.boxes) if meet(wide, area) for box in near
    )


def reaches(said: Heard, matrix: Matrix, place: Rect) -> bool:
    """Tell whether a part has text in a place of its page, or near it."""
    return bool(said.boxes) and meet(place, _placed(said.around, matrix))


def are_elsewhere(placed: Sequence[tuple[Heard, Matrix]], place: Rect) -> bool:
    """Tell whether no text of parts on a page stands in a place."""
    return not any(
        meet(place, _placed(box, matrix))
        for said, matrix in placed
        if meet(place, _placed(said.around, matrix))
        for box in said.boxes
    )


def _placed(box: Rect, matrix: Matrix) -> Rect:
    """Return a box where its space stands on a page."""
    if matrix == AS_IT_IS:
        return box
    if matrix[:4] == AS_IT_IS[:4]:
        return Rect(box.x + matrix[4], box.y + matrix[5], box.width, box.height)
    return box_of(box, matrix)


def _around(boxes: Sequence[Rect]) -> Rect:
    wide = [_wide(box) for box in boxes] or [Rect(0, 0, 0, 0)]
    left, low = min(box.x for box in wide), min(box.y for box in wide)
    return Rect(left, low, max(box.right for box in wide) - left, max(box.top for box in wide) - low)


def _wide(box: Rect) -> Rect:
    """Return a box with what is near its sides."""
    near = _NEAR * box.height
    return Rect(box.x - near, box.y, box.width + 2 * near, box.height)
