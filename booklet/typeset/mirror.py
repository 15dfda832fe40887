"""Mirroring: what stands where for a reader from left to right in, the same for one from right to left out.

Components are measured from the left and know nothing of direction. Here each thing gets the place its mirror image
has; lines of text and figures (codes, logos) are moved there as they are. Elements, and so the reading order, stay.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from booklet.brand import LOGO
from booklet.geometry import Path, Rect, Segment
from booklet.typeset.fit import Placed
from booklet.typeset.placed import (
    ArtAt,
    Clipped,
    FigureAt,
    Fill,
    Form,
    FormAt,
    Group,
    Item,
    PlacedPage,
    Stroke,
    TextAt,
)

TURNED_ICONS = frozenset(
    f"icon-{name}"
    for name in (
        "arrow-right",
        "book-open-text",
        "chat-circle-dots",
        "chats-circle",
        "eraser",
        "flag",
        "megaphone-simple",
        "question",
        "users",
    )
)
"""Icons that have a direction; the others (a receiver, a disk, a prohibition, a clock) are the same everywhere."""


def mirrored(placed: Placed) -> Placed:
    """Return pages and forms as they stand in a file that is read from right to left.

    A page is mirrored about the middle of its trim, a form about its own middle: its origin stays upper left.
    """
    widths = tuple((form.name, form.component.width) for form in placed.forms)
    return Placed(tuple(_page(page, widths) for page in placed.pages), tuple(map(_form, placed.forms)))


@lru_cache(maxsize=4096)
def _page(page: PlacedPage, widths: tuple[tuple[str, float], ...]) -> PlacedPage:
    return replace(page, items=_items(page.items, page.trim.width, dict(widths)))


@lru_cache(maxsize=512)
def _form(form: Form) -> Form:
    component = form.component
    return replace(form, component=replace(component, items=_items(component.items, component.width, {})))


def _items(items: tuple[Item, ...], edges: float, widths: Mapping[str, float]) -> tuple[Item, ...]:
    """Return items mirrored; `edges` is the sum of left and right edge of what they stand in, `widths` of each form."""
    return tuple(_item(item, edges, widths) for item in items)


def _item(item: Item, edges: float, widths: Mapping[str, float]) -> Item:
    if isinstance(item, Group):
        return Group(edges - item.dx, item.dy, item.first, _items(item.items, 0.0, widths))
    if isinstance(item, Clipped):
        return Clipped(_path(item.path, edges), _items(item.items, edges, widths))
    if isinstance(item, Fill | Stroke):
        return replace(item, path=_path(item.path, edges))
    if isinstance(item, TextAt):
        return replace(item, x=edges - item.x - item.line.width)
    if isinstance(item, FormAt):
        return replace(item, x=edges - item.x - widths[item.name])
    if isinstance(item, ArtAt):
        return replace(item, box=_box(item.box, edges), flip=item.flip != _turns(item.name))
    if isinstance(item, FigureAt):
        return _moved(item, edges)
    return replace(item, box=_box(item.box, edges))


def _box(box: Rect, edges: float) -> Rect:
    return box._replace(x=edges - box.right)


def _path(path: Path, edges: float) -> Path:
    return Path(tuple(_segment(segment, edges) for segment in path.segments))


def _segment(segment: Segment, edges: float) -> Segment:
    operator, *numbers = segment
    return operator, *(edges - float(n) if place % 2 == 0 else n for place, n in enumerate(numbers))


def _moved(figure: FigureAt, edges: float) -> FigureAt:
    """Return a figure at its mirrored place, itself unchanged: not every phone reads a mirrored code."""
    box = _box(figure.box, edges)
    return replace(figure, box=box, items=(Group(box.x - figure.box.x, 0.0, 0, figure.items),))


def _turns(drawing: str) -> bool:
    """Tell whether a drawing is mirrored: people and scenes are, logos are not, icons where they have a direction."""
    return drawing in TURNED_ICONS or not (drawing == LOGO or drawing.startswith("icon-"))
