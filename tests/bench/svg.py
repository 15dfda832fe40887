"""What is drawn on a page as SVG that Typst places: shapes, drawings and painted parts; words are left out."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import TYPE_CHECKING

from booklet.art.drawing import CURRENT, Drawing
from booklet.look.layout import DRAFT_GROUND, PROOF_GROUND, PROOF_WORDS
from booklet.typeset.placed import ArtAt, Clipped, FigureAt, Fill, Group, Item, PaintedAt, Stroke

if TYPE_CHECKING:
    from booklet.art.drawing import Shape
    from booklet.geometry import Path, Size
    from booklet.look.layout import Theme
    from booklet.sources.load import Sources

VERBS = {"m": "M", "l": "L", "c": "C", "h": "Z"}


def write_layer(items: Iterable[Item], dx: float, dy: float, trim: "Size", sources: "Sources") -> str:
    """Return what items draw as an SVG as large as the page, moved by (dx, dy); nothing if they draw nothing."""
    drawn = list(_Pen(sources).draw(items, dx, dy))
    if not drawn:
        return ""
    size = f'width="{trim.width:.3f}" height="{trim.height:.3f}" viewBox="0 0 {trim.width:.3f} {trim.height:.3f}"'
    upright = f'<g transform="matrix(1 0 0 -1 0 {trim.height:.3f})">'
    return "".join((f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{upright}', *drawn, "</g></svg>"))


def name_layer(text: str) -> str:
    """Return the name of the file of an SVG: equal drawings have one."""
    return f"{sha256(text.encode()).hexdigest()[:16]}.svg"


def colours(theme: "Theme") -> dict[str, str]:
    """Return the colour of each ink."""
    marks = {ink.name: ink for ink in (PROOF_GROUND, PROOF_WORDS, DRAFT_GROUND)}
    return {name: _hex(ink.srgb) for name, ink in {**theme.inks, **marks}.items()}


def _hex(srgb: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(255 * part):02x}" for part in srgb)


class _Pen:
    """Writes the items of a layer."""

    def __init__(self, sources: "Sources") -> None:
        self.art, self.inks = sources.art, colours(sources.theme)
        self.clips = 0

    def draw(self, items: Iterable[Item], dx: float, dy: float) -> Iterator[str]:
        """Yield the elements that draw items moved by (dx, dy)."""
        for item in items:
            if isinstance(item, Group):
                yield from self.draw(item.items, dx + item.dx, dy + item.dy)
            elif isinstance(item, FigureAt):
                yield from self.draw(item.items, dx, dy)
            elif isinstance(item, Clipped):
                yield from self._clipped(_outline(item.path, dx, dy), self.draw(item.items, dx, dy))
            elif isinstance(item, Fill):
                yield f'<path d="{_outline(item.path, dx, dy)}" fill="{self.inks[item.ink]}"/>'
            elif isinstance(item, Stroke):
                line = f'fill="none" stroke="{self.inks[item.ink]}" stroke-width="{item.width:.3f}"'
                yield f'<path d="{_outline(item.path, dx, dy)}" {line} stroke-miterlimit="10"/>'
            elif isinstance(item, PaintedAt):
                place = item.place._replace(e=item.place.e + dx, f=item.place.f + dy)
                yield from self._drawing(item.painted.drawing, tuple(place), "")
            elif isinstance(item, ArtAt):
                yield from self._art(item, dx, dy)

    def _clipped(self, path: str, drawn: Iterable[str]) -> Iterator[str]:
        self.clips += 1
        yield f'<clipPath id="c{self.clips}"><path d="{path}"/></clipPath><g clip-path="url(#c{self.clips})">'
        yield from drawn
        yield "</g>"

    def _art(self, item: ArtAt, dx: float, dy: float) -> Iterator[str]:
        box, drawing = item.box.moved(dx, dy), self.art[item.name]
        assert isinstance(drawing, Drawing), "a logo of a partner's is no drawing of ours"
        across, up = box.width / drawing.width, box.height / drawing.height
        place = (-across, 0, 0, up, box.right, box.y) if item.flip else (across, 0, 0, up, box.x, box.y)
        yield from self._drawing(drawing, place, item.ink)

    def _drawing(self, drawing: Drawing, place: tuple[float, ...], ink: str) -> Iterator[str]:
        yield f'<g transform="matrix({" ".join(f"{part:.6g}" for part in place)})">'
        shapes = "".join(self._shape(shape, ink) for shape in drawing.shapes)
        if drawing.clip:
            left, low, width, height = drawing.clip
            yield from self._clipped(f"M{left} {low}h{width}v{height}h{-width}z", (shapes,))
        else:
            yield shapes
        yield "</g>"

    def _shape(self, shape: "Shape", ink: str) -> str:
        fill, stroke = (
            self.inks[ink if name == CURRENT else name] if name else "none" for name in (shape.fill, shape.stroke)
        )
        look = f'fill="{fill}"' + (' fill-rule="evenodd"' if shape.even_odd else "")
        if shape.stroke:
            look += f' stroke="{stroke}" stroke-width="{_short(shape.stroke_width)}"'
            look += ' stroke-linecap="round" stroke-linejoin="round"' if shape.round else ""
            look += f' stroke-dasharray="{" ".join(map(_short, shape.dash))}"' if shape.dash else ""
        return f'<path d="{_outline(shape.path, 0.0, 0.0)}" {look}/>'


def _outline(path: "Path", dx: float, dy: float) -> str:
    """Return a path moved by (dx, dy), to a hundredth of a unit."""
    parts = []
    for verb, *numbers in path.segments:
        places = (float(number) + (dy if place % 2 else dx) for place, number in enumerate(numbers))
        parts.append(VERBS[str(verb)] + " ".join(map(_short, places)))
    return "".join(parts)


def _short(number: float) -> str:
    """Return a number as short as it can be written."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
