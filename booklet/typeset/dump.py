"""A readable list of everything on placed pages, for people who review a change."""

from collections.abc import Iterator

from booklet.geometry import MM, Rect
from booklet.typeset.fit import Placed
from booklet.typeset.placed import (
    ArtAt,
    Clipped,
    DrawnAt,
    Element,
    FigureAt,
    Fill,
    FormAt,
    Group,
    Item,
    LinkAt,
    PaintedAt,
    PlacedPage,
    Stroke,
    TextAt,
)


def dump(placed: Placed) -> str:
    """Return pages and forms as lines of text; positions are millimetres from the lower left corner of the trim."""
    lines = []
    for page in placed.pages:
        lines += [_page_title(page), *_items(page.items, page.elements, 0.0, 0.0, 0)]
    for form in placed.forms:
        component = form.component
        lines += [f"form {form.name}", *_items(component.items, component.elements, 0.0, 0.0, 0)]
    return "\n".join(lines) + "\n"


def _page_title(page: PlacedPage) -> str:
    facts = [f"page {page.number + 1} {page.topic}", f"room {_mm(page.room)}"]
    facts += [f"gave {page.gave}"] * bool(page.gave) + ["varies"] * page.varies
    return ", ".join(facts)


def _mm(points: float) -> str:
    return f"{points / MM:.1f}"


def _items(items: tuple[Item, ...], elements: tuple[Element, ...], dx: float, dy: float, first: int) -> Iterator[str]:
    for item in items:
        if isinstance(item, Group):
            yield from _items(item.items, elements, dx + item.dx, dy + item.dy, first + item.first)
        elif isinstance(item, Clipped | FigureAt):
            yield from _items(item.items, elements, dx, dy, first)
        else:
            yield f"  {_item(item, elements, dx, dy, first)}"
            if isinstance(item, TextAt) and item.link:
                yield f"  {_item(item.link, elements, dx, dy, first)}"


def _item(item: Item, elements: tuple[Element, ...], dx: float, dy: float, first: int) -> str:
    if isinstance(item, TextAt):
        return _text(item, elements, dx, dy, first)
    if isinstance(item, ArtAt):
        return f"art {_box(item.box.moved(dx, dy))} {item.name} {item.ink}{' flipped' * item.flip}"
    if isinstance(item, PaintedAt):
        return f"painted {_mm(item.place.e + dx)} {_mm(item.place.f + dy)} {item.painted.name}"
    if isinstance(item, FormAt):
        return f"form {_mm(item.x + dx)} {_mm(item.y + dy)} {item.name}"
    if isinstance(item, LinkAt):
        return f"link {_box(item.box.moved(dx, dy))} {item.target}"
    if isinstance(item, DrawnAt):
        box = Rect(item.x + dx, item.y + dy, item.drawn.width, item.drawn.height)
        return f"drawn {_box(box)}{' flipped' * item.flip}"
    assert isinstance(item, Fill | Stroke)
    return f"{type(item).__name__.lower()} {_box(item.path.bounds.moved(dx, dy))} {item.ink}"


def _text(item: TextAt, elements: tuple[Element, ...], dx: float, dy: float, first: int) -> str:
    role = elements[item.element + first].role if item.element >= 0 else "artifact"
    start = item.line.runs[0] if item.line.runs else None
    style = f"{start.font.name} {start.size:g} {start.ink}" if start else ""
    x = item.x + dx + (start.x if start else 0.0)
    return f'text {_mm(x)} {_mm(item.y + dy)} {role} {style} "{item.line.text}"'


def _box(box: Rect) -> str:
    return f"{_mm(box.x)} {_mm(box.y)} {_mm(box.width)}x{_mm(box.height)}"
