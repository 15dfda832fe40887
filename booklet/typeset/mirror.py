"""Mirroring: the places for a reader from left to right in, those for a reader from right to left out.

Components are measured from the left and know nothing of direction. Here each thing gets the place its mirror image
has; lines of text and figures (codes, logos) are moved there as they are. Elements, and so the reading order, stay.
"""

from functools import lru_cache
from typing import NamedTuple

from booklet.art.transform import Matrix
from booklet.geometry import Path, Rect, Segment
from booklet.look.brand import LOGO
from booklet.machine.bounds import PAGES
from booklet.typeset.fit import Placed
from booklet.typeset.placed import (
    ArtAt,
    Clipped,
    DrawnAt,
    FigureAt,
    Fill,
    Form,
    FormAt,
    Group,
    Item,
    PaintedAt,
    PlacedPage,
    Stroke,
    TextAt,
)
from booklet.values import replace

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
        "users",
    )
)
"""Icons that have a direction; the others (a receiver, a disk, a prohibition, a clock) are the same everywhere."""

TURNED_IN = {"Arab": frozenset({"icon-question"})}
"""Icons of marks that only the letters of a script turn round."""


class _MirroredFile(NamedTuple):
    """What mirroring must know about a file: the width of each form, and the icons that are mirrored."""

    widths: tuple[tuple[str, float], ...]
    icons: frozenset[str]


def mirror_placed(placed: Placed, script: str) -> Placed:
    """Return pages and forms as they stand in a file read from right to left, in a script (ISO 15924).

    A page is mirrored about the middle of its trim, a form about its own middle: its origin stays upper left.
    """
    widths = tuple((form.name, form.component.width) for form in placed.forms)
    file = _MirroredFile(widths, TURNED_ICONS | TURNED_IN.get(script, frozenset()))
    return Placed(tuple(_page(page, file) for page in placed.pages), tuple(_form(form, file) for form in placed.forms))


@lru_cache(maxsize=PAGES)
def _page(page: PlacedPage, file: _MirroredFile) -> PlacedPage:
    return replace(page, items=_items(page.items, page.trim.width, file))


@lru_cache(maxsize=PAGES)
def _form(form: Form, file: _MirroredFile) -> Form:
    component = form.component
    return replace(form, component=replace(component, items=_items(component.items, component.width, file)))


def _items(items: tuple[Item, ...], edges: float, file: _MirroredFile) -> tuple[Item, ...]:
    """Return items mirrored; `edges` is the sum of the left and right edges of their page or form."""
    return tuple(_item(item, edges, file) for item in items)


def _item(item: Item, edges: float, file: _MirroredFile) -> Item:
    if isinstance(item, Group):
        width = item.own.width if item.own else 0.0
        return replace(item, dx=edges - item.dx - width, items=_items(item.items, width, file))
    if isinstance(item, Clipped):
        return Clipped(_path(item.path, edges), _items(item.items, edges, file))
    if isinstance(item, Fill | Stroke):
        return replace(item, path=_path(item.path, edges))
    if isinstance(item, TextAt):
        return replace(item, x=edges - item.x - item.line.width)
    if isinstance(item, FormAt):
        return replace(item, x=edges - item.x - dict(file.widths)[item.name])
    if isinstance(item, ArtAt):
        return replace(item, box=_box(item.box, edges), flip=item.flip != _turns(item.name, file.icons))
    if isinstance(item, DrawnAt):
        return replace(item, x=edges - item.x - item.drawn.width, flip=not item.flip)
    if isinstance(item, PaintedAt):
        return _turn_painted(item, edges)
    if isinstance(item, FigureAt):
        return _turn_figure(item, edges, file) if item.turns else _move_figure(item, edges)
    return replace(item, box=_box(item.box, edges))


def _box(box: Rect, edges: float) -> Rect:
    return box._replace(x=edges - box.right)


def _path(path: Path, edges: float) -> Path:
    return Path(tuple(_segment(segment, edges) for segment in path.segments))


def _segment(segment: Segment, edges: float) -> Segment:
    operator, *numbers = segment
    return operator, *(edges - float(n) if place % 2 == 0 else n for place, n in enumerate(numbers))


def _move_figure(figure: FigureAt, edges: float) -> FigureAt:
    """Return a figure in its mirrored place, itself unchanged, since not every phone reads a mirrored code."""
    box = _box(figure.box, edges)
    return replace(figure, box=box, items=(Group(box.x - figure.box.x, 0.0, 0, figure.items),))


def _turn_figure(figure: FigureAt, edges: float, file: _MirroredFile) -> FigureAt:
    return replace(figure, box=_box(figure.box, edges), items=_items(figure.items, edges, file))


def _turn_painted(item: PaintedAt, edges: float) -> PaintedAt:
    """Return a part of a picture mirrored; one that keeps its sides only moves to where its mirror image would be."""
    place, size = item.place, item.painted.size
    if item.painted.keeps:
        middle = place.apply((size.width / 2, size.height / 2))[0]
        return replace(item, place=place._replace(e=place.e + edges - 2 * middle))
    return replace(item, place=place.then(Matrix(a=-1.0, e=edges)))


def _turns(drawing: str, icons: frozenset[str]) -> bool:
    """Tell whether a drawing is mirrored: people and scenes are, logos are not, icons if they point somewhere."""
    return drawing in icons or not (drawing == LOGO or drawing.startswith("icon-"))
