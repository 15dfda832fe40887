"""Pictures as SVG: what is staged in the panels of a scene, each part drawn once in a file however often it stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from booklet.art.drawing import Shape
from booklet.art.transform import Matrix
from booklet.geometry import Path
from booklet.look.layout import Ink
from booklet.pdfnumbers import FINE, number, numbers
from booklet.scenes.model import Panel
from booklet.scenes.paint import Painted
from booklet.scenes.stage import stage
from booklet.web.markup import element

SVG = "http://www.w3.org/2000/svg"

DOWN = Matrix(d=-1.0)
"""From points that grow upwards to those of a screen, which grow downwards."""


WIDEST, TALLEST = 600, 400
"""How large a picture is on a large screen, in its pixels; a small one shows it as wide as it is itself."""


def colour(ink: Ink) -> str:
    """Return an ink as a screen says it.

    >>> colour(Ink("sun", (0, 0, 0, 0), (1, 197 / 255, 52 / 255), 0))
    '#ffc534'
    """
    return "#" + "".join(f"{round(part * 255):02x}" for part in ink.srgb)


@dataclass(slots=True)
class Pictures:
    """The pictures of one file; `parts` collects what they are drawn from, each once, under the name that they use.

    For readers from right to left pictures are mirrored, but for parts that keep their sides, such as clocks.
    """

    inks: Mapping[str, Ink]
    is_rtl: bool = False
    parts: dict[str, str] = field(default_factory=dict)

    def draw(self, panel: Panel, line: float, says: str) -> str:
        """Return the picture of a panel with what it shows for those who do not see it; without that it is decoration.

        What it is drawn from must stand somewhere in the file: `list_parts`.
        """
        uses = []
        for painted, place in stage(panel, line):
            self.parts.setdefault(painted.name, self._draw_part(painted))
            to = numbers(self._place(painted, place, panel), FINE - 2)
            uses.append(element("use", href=f"#{painted.name}", transform=f"matrix({to})"))
        width, height = panel.size
        scale = min(WIDEST / width, TALLEST / height)
        wide, tall = (str(round(side * scale)) for side in panel.size)
        told = {"role": "img", "aria_label": says} if says else {"aria_hidden": "true"}
        box = f"0 0 {number(width, 1)} {number(height, 1)}"
        return element("svg", *uses, xmlns=SVG, viewBox=box, width=wide, height=tall, **told)

    def list_parts(self) -> str:
        """Return everything that the pictures so far are drawn from, as an element that shows nothing itself."""
        shown = "".join(self.parts.values())
        return element(
            "svg", element("defs", shown), xmlns=SVG, class_="parts", width="0", height="0", aria_hidden="true"
        )

    def _place(self, painted: Painted, place: Matrix, panel: Panel) -> Matrix:
        if not self.is_rtl:
            return place.then(DOWN)
        if painted.keeps:
            middle = place.apply((painted.size.width / 2, painted.size.height / 2))[0]
            return place._replace(e=place.e + panel.size.width - 2 * middle).then(DOWN)
        return place.then(Matrix(a=-1.0, e=panel.size.width)).then(DOWN)

    def _draw_part(self, painted: Painted) -> str:
        drawn = "".join(_draw_shape(shape, self.inks) for shape in painted.drawing.shapes)
        return element("g", drawn, id=painted.name)


def _draw_shape(shape: Shape, inks: Mapping[str, Ink]) -> str:
    """Return a shape; what SVG takes for granted is not said."""
    said: dict[str, str] = {"fill": colour(inks[shape.fill]) if shape.fill else "none"}
    if shape.even_odd:
        said["fill_rule"] = "evenodd"
    if shape.stroke:
        said |= {"stroke": colour(inks[shape.stroke]), "stroke_width": number(shape.stroke_width, 1)}
        said |= {"stroke_linecap": "round", "stroke_linejoin": "round"} if shape.round else {}
        said |= {"stroke_dasharray": numbers(shape.dash, 1)} if shape.dash else {}
    return element("path", **said, d=draw_path(shape.path))


@lru_cache(maxsize=8192)
def draw_path(path: Path) -> str:
    """Return a path in whole units, each point by its distance from the one before: a unit is a tenth of a point.

    >>> draw_path(Path((("m", 10, 10), ("l", 14.2, 10), ("h",))))
    'm10 10l4 0z'
    """
    return "".join(_segments(path))


def _segments(path: Path) -> Iterator[str]:
    x = y = first_x = first_y = 0
    for verb, *places in path.segments:
        if verb == "h":
            yield "z"
            x, y = first_x, first_y
            continue
        whole = [round(float(place)) for place in places]
        moved = [place - (y if number % 2 else x) for number, place in enumerate(whole)]
        yield f"{verb}{' '.join(map(str, moved))}".replace(" -", "-")
        x, y = whole[-2:]
        if verb == "m":
            first_x, first_y = x, y
