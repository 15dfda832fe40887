"""What a page says to who listens: its texts and the words for its pictures, in the order in which they are read."""

from collections.abc import Iterable, Iterator, Sequence

from booklet.typeset.placed import Clipped, Element, FigureAt, Group, Item, PlacedPage, TextAt
from booklet.values import Frozen

INLINE = frozenset({"Link", "Span"})
"""Roles of elements whose words are a part of what they stand in."""


class Said(Frozen):
    """Words of a page; if it `is_picture`, they say what a picture shows."""

    words: str
    is_picture: bool = False


def say_page(page: PlacedPage) -> tuple[Said, ...]:
    """Return what a page says, what is heard first before all else; artifacts are silent."""
    texts: dict[int, list[str]] = {}
    for element, words in _list_texts(page.items, 0):
        texts.setdefault(_find_whole(element, page.elements), []).append(words)
    order = sorted(range(len(page.elements)), key=lambda place: not page.elements[place].is_first)
    return tuple(filter(None, (_say(page.elements[place], texts.get(place, ())) for place in order)))


def say_heading(page: PlacedPage) -> str:
    """Return the words of the first heading of a page, "" if it has none."""
    texts = ((page.elements[element].role, words) for element, words in _list_texts(page.items, 0))
    return " ".join("".join(words for role, words in texts if role == "H1").split())


def _say(element: Element, words: Sequence[str]) -> Said | None:
    if element.role == "Figure":
        return Said(element.alt, is_picture=True) if element.alt else None
    said = " ".join("".join(words).split())
    return Said(said) if said else None


def _find_whole(element: int, elements: Sequence[Element]) -> int:
    """Return the element that an inline one is a part of."""
    while elements[element].role in INLINE and elements[element].parent >= 0:
        element = elements[element].parent
    return element


def _list_texts(items: Iterable[Item], first: int) -> Iterator[tuple[int, str]]:
    """Yield the lines of a page with their elements; those of a group are counted from its first."""
    for item in items:
        if isinstance(item, TextAt) and item.element >= 0:
            yield item.element + first, item.line.text
        elif isinstance(item, Group):
            yield from _list_texts(item.items, first + item.first)
        elif isinstance(item, Clipped | FigureAt):
            yield from _list_texts(item.items, first)
