"""Plots of runs that grow, drawn by ReportLab from the figures beside them; each line says at its end what it is."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from pathlib import Path
from xml.sax.saxutils import escape

import yaml
from reportlab.graphics.renderSVG import drawToString
from reportlab.graphics.shapes import Circle, Drawing, Line, PolyLine, Rect, String
from reportlab.lib.colors import Color, HexColor
from speedfigures import SPEED, Growth, Measured, name_way, read_figures, short

THEME = SPEED.parent.parent / "layouts/theme.yaml"

WIDTH, HEIGHT = 720, 400
LEFT, RIGHT, BELOW, ABOVE = 64, 500, 60, 326
"""The area of the curves, in pixels from the lower left corner."""

SIZE, LEADING = 13, 18

FONTS = {
    "Helvetica": {"family": "system-ui, sans-serif"},
    "Helvetica-Bold": {"family": "system-ui, sans-serif", "weight": "bold"},
}
"""What a browser takes: type that every computer has. Widths are reckoned by Helvetica, with room to spare."""

DASHES = {1: None, 2: [7, 3], 4: [2, 3]}
"""How the line of so many workers is drawn, so that colour is not all that tells lines apart."""

HEADING = re.compile(r"<!DOCTYPE.*?>\s*", re.DOTALL)

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Curve:
    """A line of a plot: what stands at its end, its ink, its dashes, its points."""

    name: str
    ink: str
    dashes: list[int] | None
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis, by factors of ten or evenly, with the values that are written at it."""

    ticks: tuple[float, ...]
    is_log: bool

    def place(self, value: float, begin: float, end: float) -> float:
        """Return where a value stands between two places."""
        first, last, found = (log10(one) if self.is_log else one for one in (self.ticks[0], self.ticks[-1], value))
        return round(begin + (end - begin) * (found - first) / (last - first), 1)


@dataclass(frozen=True, slots=True)
class Plot:
    """A picture: its file, its title, what its heights are, whether they go by factors of ten, and its curves."""

    file: str
    title: str
    unit: str
    is_log: bool
    curves: tuple[Curve, ...]


def draw_all(folder: Path = SPEED) -> list[Path]:
    """Draw all plots into a folder and return their files."""
    found = draw_pictures(read_figures())
    for name, text in found.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in found]


def draw_pictures(growth: Growth) -> dict[str, str]:
    """Return the plots of figures as SVG, by the names of their files."""
    return {plot.file: write_svg(plot, draw(plot)) for plot in plots(growth)}


def plots(growth: Growth) -> Iterator[Plot]:
    """Yield what is drawn of figures."""
    inks = {"here": "tide", "dask": "night"}

    def every(value: Callable[[Measured], float]) -> tuple[Curve, ...]:
        """Return a curve for each way to make posters."""
        return tuple(
            Curve(name_way(where, workers), ink, DASHES[workers], _points(growth.of(where, workers), value))
            for where, ink in inks.items()
            for workers in DASHES
            if growth.of(where, workers)
        )

    def two(name: str, ink: str, where: str, value: Callable[[Measured], float]) -> Curve:
        return Curve(name, ink, DASHES[1 if where == "here" else 2], _points(growth.of(where, 2), value))

    yield Plot(
        "seconds.svg", "How long a run takes", "seconds by the clock", True, every(lambda row: row.taken.seconds)
    )
    yield Plot(
        "each.svg",
        "What one poster costs",
        "milliseconds of processors, all together",
        True,
        every(lambda row: 1000 * row.cpu / row.documents),
    )
    held = (
        two("a process here", "tide", "here", lambda row: row.taken.worker_mb),
        two("the run itself, here", "coral", "here", lambda row: row.taken.run_mb),
        two("a Dask worker", "tide", "dask", lambda row: row.taken.worker_mb),
        two("the run itself, Dask", "coral", "dask", lambda row: row.taken.run_mb),
        two("the Dask scheduler", "night", "dask", lambda row: row.taken.scheduler_mb),
    )
    yield Plot("memory.svg", "What a process holds at most, of two that work", "MB of memory", False, held)
    sent = (
        two("sent by workers", "tide", "dask", lambda row: row.sent_each("workers")),
        two("sent by the scheduler", "night", "dask", lambda row: row.sent_each("scheduler")),
        two("sent by the run itself", "coral", "dask", lambda row: row.sent_each("run")),
    )
    yield Plot("network.svg", "What goes over the network of a cluster", "KB for each poster", True, sent)


def _points(rows: Sequence[Measured], value: Callable[[Measured], float]) -> tuple[Point, ...]:
    return tuple((row.documents, value(row)) for row in rows)


def describe(plot: Plot) -> str:
    """Return what a plot shows, for those who do not see it: where each line begins and ends."""
    ends = (
        f"{curve.name}: {short(curve.points[0][1])} at {short(curve.points[0][0])}, "
        f"{short(curve.points[-1][1])} at {short(curve.points[-1][0])}"
        for curve in plot.curves
    )
    return f"{plot.unit.capitalize()}, by the number of posters. {'; '.join(ends)}."


def write_svg(plot: Plot, drawing: Drawing) -> str:
    """Return a drawing as SVG that says what it is to those who do not see it, and names nothing outside."""
    attributes = {"role": "img", "aria-labelledby": "title desc"}
    text = HEADING.sub("", drawToString(drawing, fontHacks=FONTS, svgAttrs=attributes))
    for name, words in (("title", plot.title), ("desc", describe(plot))):
        text = text.replace(f"<{name}>...</{name}>", f'<{name} id="{name}">{escape(words)}</{name}>')
    return text


def draw(plot: Plot) -> Drawing:
    """Return a plot as a drawing of ReportLab's."""
    points = [point for curve in plot.curves for point in curve.points]
    across = Axis(_powers([x for x, _ in points]), is_log=True)
    heights = [y for _, y in points]
    up = Axis(_powers(heights) if plot.is_log else _steps(max(heights)), plot.is_log)
    drawing = Drawing(WIDTH, HEIGHT)
    drawing.add(Rect(0, 0, WIDTH, HEIGHT, fillColor=ink("white"), strokeColor=None))
    drawing.add(_text(16, HEIGHT - 26, plot.title, size=17, font="Helvetica-Bold", color="night"))
    drawing.add(_text(16, HEIGHT - 47, plot.unit))
    _draw_axes(drawing, across, up)
    _draw_curves(drawing, plot.curves, across, up)
    return drawing


def ink(name: str) -> Color:
    """Return an ink of our theme as screens show it."""
    return HexColor(f"#{_inks()[name]['srgb']}")


def _inks() -> dict[str, dict[str, str]]:
    read: dict[str, dict[str, str]] = yaml.safe_load(THEME.read_text(encoding="utf-8"))["inks"]
    return read


def _powers(values: Sequence[float]) -> tuple[float, ...]:
    """Return the powers of ten around values.

    >>> _powers([0.5, 20])
    (0.1, 1, 10, 100)
    """
    first, last = floor(log10(min(values))), ceil(log10(max(values)))
    return tuple(10**power for power in range(first, max(last, first + 1) + 1))


def _steps(most: float) -> tuple[float, ...]:
    """Return even steps from nothing to more than a value.

    >>> _steps(140)
    (0, 50, 100, 150)
    """
    size = 10 ** floor(log10(most))
    step = next(size * part for part in (0.2, 0.5, 1, 2) if most / (size * part) <= 5)
    return tuple(round(step * number) for number in range(ceil(most / step) + 1))


def _draw_axes(drawing: Drawing, across: Axis, up: Axis) -> None:
    for tick in up.ticks:
        y = up.place(tick, BELOW, ABOVE)
        drawing.add(Line(LEFT, y, RIGHT, y, strokeColor=ink("silver"), strokeWidth=1))
        drawing.add(_text(LEFT - 8, y - 4, short(tick), anchor="end"))
    for tick in across.ticks:
        x = across.place(tick, LEFT, RIGHT)
        drawing.add(Line(x, BELOW, x, BELOW - 5, strokeColor=ink("black"), strokeWidth=1))
        drawing.add(_text(x, BELOW - 20, short(tick), anchor="middle"))
    drawing.add(Line(LEFT, BELOW, RIGHT, BELOW, strokeColor=ink("black"), strokeWidth=1))
    drawing.add(_text((LEFT + RIGHT) / 2, BELOW - 42, "posters", anchor="middle"))


def _draw_curves(drawing: Drawing, curves: Sequence[Curve], across: Axis, up: Axis) -> None:
    placed = [[(across.place(x, LEFT, RIGHT), up.place(y, BELOW, ABOVE)) for x, y in curve.points] for curve in curves]
    names = spread([points[-1][1] for points in placed])
    for curve, points, name in zip(curves, placed, names, strict=True):
        color = ink(curve.ink)
        line = PolyLine([part for point in points for part in point], strokeColor=color, strokeWidth=2.5)
        line.strokeDashArray = curve.dashes
        drawing.add(line)
        for x, y in points:
            drawing.add(Circle(x, y, 3.5, fillColor=color, strokeColor=ink("white"), strokeWidth=1))
        x, y = points[-1]
        drawing.add(Line(x + 6, y, RIGHT + 16, name, strokeColor=color, strokeWidth=1, strokeDashArray=[1, 2]))
        drawing.add(_text(RIGHT + 20, name - 4, curve.name))


def spread(heights: Sequence[float]) -> list[float]:
    """Return where names stand beside heights: each as near as it can, a line of type from the next.

    >>> spread([100, 104, 300])
    [93.0, 111.0, 300.0]
    """
    order = sorted(range(len(heights)), key=lambda number: heights[number])
    groups: list[list[int]] = []
    for number in order:
        groups.append([number])
        while len(groups) > 1 and _foot(groups[-1], heights) < _foot(groups[-2], heights) + LEADING * len(groups[-2]):
            groups[-2:] = [groups[-2] + groups[-1]]
    found = {number: _foot(group, heights) + LEADING * place for group in groups for place, number in enumerate(group)}
    return [float(found[number]) for number in range(len(heights))]


def _foot(group: Sequence[int], heights: Sequence[float]) -> float:
    """Return where the lowest name of a group stands that lies around the middle of its heights."""
    middle = sum(heights[number] for number in group) / len(group)
    return round(max(middle - LEADING * (len(group) - 1) / 2, BELOW), 1)


def _text(
    x: float,
    y: float,
    words: str,
    *,
    size: int = SIZE,
    font: str = "Helvetica",
    color: str = "black",
    anchor: str = "start",
) -> String:
    return String(x, y, words, fontSize=size, fontName=font, fillColor=ink(color), textAnchor=anchor)
