"""What stands in a component and where: its lines of text, areas and outlines, in painting order."""

from collections.abc import Iterator
from typing import NamedTuple

from booklet.geometry import Rect
from booklet.typeset.placed import Clipped, Component, FigureAt, Fill, Group, Item, Stroke, TextAt


class Laid(NamedTuple):
    """Something painted, and what its origin is moved by."""

    item: Item
    dx: float
    dy: float


def lay(items: tuple[Item, ...], dx: float = 0.0, dy: float = 0.0) -> Iterator[Laid]:
    """Yield what is painted, in order, also what figures and clips hold."""
    for item in items:
        if isinstance(item, Group):
            yield from lay(item.items, dx + item.dx, dy + item.dy)
        elif isinstance(item, Clipped | FigureAt):
            yield Laid(item, dx, dy)
            yield from lay(item.items, dx, dy)
        else:
            yield Laid(item, dx, dy)


class Word(NamedTuple):
    """A line of text: its words, its box, its size and the ink of its first run."""

    text: str
    box: Rect
    size: float
    ink: str
    weight: int


def lines_in(component: Component) -> list[Word]:
    """Return the lines of text of a component."""
    found = []
    for item, dx, dy in lay(component.items):
        if isinstance(item, TextAt) and item.line.runs:
            run = item.line.runs[0]
            box = Rect(item.x + dx, item.y + dy, item.line.width, run.size * 0.7)
            found.append(Word(item.line.text.strip(), box, run.size, run.ink, run.font.weight))
    return found


def words_of(component: Component) -> str:
    """Return all words of a component in painting order."""
    return " ".join(" ".join(line.text for line in lines_in(component)).split())


def areas_in(component: Component) -> list[tuple[Rect, str]]:
    """Return the box and the ink of each area."""
    laid = lay(component.items)
    return [(item.path.bounds.moved(dx, dy), item.ink) for item, dx, dy in laid if isinstance(item, Fill)]


def outlines_in(component: Component) -> list[Rect]:
    """Return the box of each outline and rule."""
    laid = lay(component.items)
    return [item.path.bounds.moved(dx, dy) for item, dx, dy in laid if isinstance(item, Stroke)]


def holds(outer: Rect, inner: Rect, by: float = 0.0) -> bool:
    """Tell whether a box lies in another, at least so far from its edges."""
    return (
        outer.x + by <= inner.x + 0.1
        and outer.y + by <= inner.y + 0.1
        and inner.right <= outer.right - by + 0.1
        and inner.top <= outer.top - by + 0.1
    )


def overlap(one: Rect, other: Rect) -> bool:
    """Tell whether two boxes have a part in common."""
    wide = min(one.right, other.right) - max(one.x, other.x)
    tall = min(one.top, other.top) - max(one.y, other.y)
    return wide > 0.1 and tall > 0.1


def find_ground(component: Component, line: Word, page: str = "white") -> str:
    """Return the ink of the topmost area below the beginning of a line."""
    x, y = line.box.x + 0.5, line.box.y + 2
    below = [ink for box, ink in areas_in(component) if box.x <= x <= box.right and box.y <= y <= box.top]
    return below[-1] if below else page
