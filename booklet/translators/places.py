"""Where each message stands: a placed document in, boxes of its texts with their contexts out."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby

from booklet.geometry import Rect
from booklet.text.fonts import IGNORABLE
from booklet.text.markup import plain_text
from booklet.typeset.fit import Placed
from booklet.typeset.placed import Clipped, Component, Element, FigureAt, FormAt, Group, Item, PlacedPage, TextAt
from booklet.values import Frozen
from booklet.words.catalogue import MessageSlot, ids_of, is_of
from booklet.words.guide import PLACEHOLDER, Guide
from booklet.words.own_words import strings_by_id
from booklet.words.wordings import split_phrases

SHORTEST = 4
"""Letters below which a text is looked for only as a whole, and not at all if something is filled in."""

INLINE = frozenset({"Link", "Span", "Strong", "Em", "Reference", "Lbl"})
"""Roles of parts of a text."""


class TextPlace(Frozen):
    """A text on a page (from 0), from the lower left corner of its trim, and the messages in it."""

    page: int
    box: Rect
    contexts: tuple[str, ...]


class _MessagePattern(Frozen):
    """A message as a pattern to look for: without spaces, and with anything in place of a placeholder."""

    context: str
    pattern: re.Pattern[str]
    length: int


def places(
    placed: Placed, guide: Guide, known: Mapping[str, MessageSlot], product: str, band: str
) -> Iterator[TextPlace]:
    """Yield the texts of a document that contain messages; `guide` is the one in the document's locale."""
    said = sorted(_list_patterns(guide, known, product, band), key=lambda one: -one.length)
    forms = {form.name: form.component for form in placed.forms}
    for page in placed.pages:
        for text, box in list_texts(page, forms):
            contexts = tuple(_find_messages(text, said))
            if contexts:
                yield TextPlace(page.number, box, contexts)


def _list_patterns(
    guide: Guide, known: Mapping[str, MessageSlot], product: str, band: str
) -> Iterator[_MessagePattern]:
    strings, ids = strings_by_id(guide), ids_of(guide, product, band)
    for slot in known.values():
        wording = strings.get(slot.id, {}).get(slot.string)
        if wording is None or slot.form >= len(wording.forms) or not is_of(slot, ids, known, band):
            continue
        title = "".join(split_phrases(wording.forms[slot.form]))
        text = drop_spaces(plain_text(PLACEHOLDER.sub("\0", title)))
        length = len(text) - text.count("\0")
        if length >= (SHORTEST if "\0" in text else 1):
            yield _MessagePattern(slot.context, _make_pattern(text), length)


@lru_cache(maxsize=8192)
def _make_pattern(text: str) -> re.Pattern[str]:
    """Return what finds a text with anything in place of each NUL; many documents have the same texts."""
    return re.compile(".{1,60}?".join(re.escape(part) for part in text.split("\0")))


def _find_messages(text: str, said: Iterable[_MessagePattern]) -> Iterator[str]:
    """Yield the messages in a text: the one that it is as a whole, else those within it, the longest first."""
    whole = [one for one in said if one.pattern.fullmatch(text)]
    if whole:
        yield from (one.context for one in whole if one.length == whole[0].length)
        return
    for one in said:
        if one.length >= SHORTEST and one.pattern.search(text):
            yield one.context
            text = one.pattern.sub("\1", text)


def drop_spaces(text: str) -> str:
    """Return a text as it is compared: without spaces and signs that are not seen."""
    return "".join(text.translate(IGNORABLE).split())


def list_texts(page: PlacedPage, forms: Mapping[str, Component]) -> Iterator[tuple[str, Rect]]:
    """Yield the texts of a page without spaces, links included, each with the box of its lines in one element."""
    found = _lines(page.items, 0.0, 0.0, 0, page.elements, forms)
    for _, group in groupby(found, key=lambda line: line.element if line.element >= 0 else -id(line)):
        lines = list(group)
        yield drop_spaces("".join(line.line.text for line in lines)), _box(lines)


def _lines(
    items: Iterable[Item],
    dx: float,
    dy: float,
    first: int,
    elements: Sequence[Element],
    forms: Mapping[str, Component],
) -> Iterator[TextAt]:
    """Yield the lines of items in their places on the page, with the element of their text; artifacts have -1."""
    for item in items:
        if isinstance(item, TextAt):
            element = _text_element(first + item.element, elements) if item.element >= 0 else -1
            yield TextAt(item.x + dx, item.y + dy, item.line, element)
        elif isinstance(item, Group):
            yield from _lines(item.items, dx + item.dx, dy + item.dy, first + item.first, elements, forms)
        elif isinstance(item, Clipped | FigureAt):
            yield from _lines(item.items, dx, dy, first, elements, forms)
        elif isinstance(item, FormAt) and item.name in forms:
            form = forms[item.name]
            yield from _lines(form.items, dx + item.x, dy + item.y, 0, form.elements, forms)


def _text_element(element: int, elements: Sequence[Element]) -> int:
    """Return the element that a text belongs to; for a link or part of a sentence, the one around it."""
    while elements[element].role in INLINE and elements[element].parent >= 0:
        element = elements[element].parent
    return element


def _box(lines: Iterable[TextAt]) -> Rect:
    boxes = [box for line in lines for box in _run_boxes(line)]
    left, bottom = min(box.x for box in boxes), min(box.y for box in boxes)
    return Rect(left, bottom, max(box.right for box in boxes) - left, max(box.top for box in boxes) - bottom)


def _run_boxes(line: TextAt) -> Iterator[Rect]:
    for run in line.line.runs:
        yield Rect(line.x + run.x, line.y - run.size * 0.25, run.width, run.size)
