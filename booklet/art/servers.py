"""What a file says of its gradients, by whatever entries they are spread over, as gradients on the page."""

from collections.abc import Mapping

from booklet.art.cells import NOWHERE, Colour
from booklet.art.colours import read_colour, read_share
from booklet.art.faults import UndrawnError
from booklet.art.gradient import Gradient, read_stops
from booklet.art.outline import Outline, draw_with
from booklet.art.savedfile import SavedFile
from booklet.art.transform import Matrix, read_transform
from booklet.art.tree import SvgElement
from booklet.art.units import to_user_units
from booklet.geometry import Rect

GRADIENTS = frozenset({"linearGradient", "radialGradient"})


def read_gradient(server: SvgElement, file: SavedFile, found: Outline, matrix: Matrix) -> Gradient:
    """Return a gradient for a shape; `matrix` places its units on the page. Raise `ArtError` for what is no paint."""
    if server.tag not in GRADIENTS:
        raise UndrawnError(f"paint is <{server.name}>", "pattern" if server.tag == "pattern" else "gradient")
    said, stops = _follow(server, file)
    if said.get("spreadMethod", "pad") != "pad":
        raise UndrawnError("a gradient repeats", "gradient")
    is_box = said.get("gradientUnits", "objectBoundingBox") != "userSpaceOnUse"
    width, height = file.view.width, file.view.height
    if is_box:
        box, width, height = exact_bounds(found), 1.0, 1.0
        if box == NOWHERE:
            raise UndrawnError("a gradient is on a line", "gradient")
        matrix = Matrix(box.width, 0, 0, box.height, box.x, box.y).then(matrix)
    matrix = read_transform(said.get("gradientTransform", "")).then(matrix)

    def across(name: str, otherwise: str) -> float:
        return to_user_units(said.get(name, otherwise), width)

    def down(name: str, otherwise: str) -> float:
        return to_user_units(said.get(name, otherwise), height)

    colours = read_stops(stops, _read_plain_colour, read_share)
    if server.tag == "linearGradient":
        start, end = (across("x1", "0%"), down("y1", "0%")), (across("x2", "100%"), down("y2", "0%"))
        return Gradient(colours, start, end, None, matrix)
    if across("fr", "0"):
        raise UndrawnError("a gradient begins at a circle", "gradient")
    cx, cy = said.get("cx", "50%"), said.get("cy", "50%")
    focus = across("fx", cx), down("fy", cy)
    return Gradient(colours, focus, (across("cx", cx), down("cy", cy)), across("r", "50%"), matrix)


def _follow(server: SvgElement, file: SavedFile) -> tuple[dict[str, str], list[Mapping[str, str]]]:
    """Return what a gradient says, and its stops; what it does not say stands in the one that it refers to."""
    said: dict[str, str] = {}
    stops: list[Mapping[str, str]] = []
    seen: list[SvgElement] = []
    following: SvgElement | None = server
    while following and not any(following is one for one in seen):
        seen.append(following)
        own = file.said(following)
        said = {**own, **said}
        stops = stops or [_read_stop(file.said(child)) for child in following.children if child.tag == "stop"]
        following = file.find_linked(own)[1]
    return said, stops


def _read_stop(said: Mapping[str, str]) -> Mapping[str, str]:
    """Return what a stop says, its colour in one value and how much it covers in another."""
    colour = said.get("stop-color", "black")
    colour = said.get("color", "black") if colour.lower() == "currentcolor" else colour
    share = read_share(said.get("stop-opacity", "1")) * read_colour(colour)[1]
    return {**said, "stop-color": colour, "stop-opacity": repr(share)}


def _read_plain_colour(text: str) -> Colour:
    return read_colour(text)[0]


def exact_bounds(found: Outline) -> Rect:
    """Return the box of an outline itself, without handles that reach out of it; `NOWHERE` if it has no area."""
    from fontTools.pens.boundsPen import BoundsPen

    pen = BoundsPen(None)
    draw_with(found, pen)
    left, bottom, right, top = pen.bounds or (0.0, 0.0, 0.0, 0.0)
    return Rect(left, bottom, right - left, top - bottom) if right > left and top > bottom else NOWHERE
