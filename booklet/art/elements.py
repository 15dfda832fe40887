"""SVG's shapes as outlines, and which attributes an element may carry."""

from collections.abc import Callable

from booklet.art import outline
from booklet.art.faults import ArtError, Faults
from booklet.art.numbers import excerpt, read_extent, read_length, read_numbers
from booklet.art.outline import Outline
from booklet.art.paint import STYLE_ATTRIBUTES
from booklet.art.pathdata import read_path
from booklet.art.tree import SvgElement

_GEOMETRY = {
    "svg": "viewBox width height x y preserveAspectRatio",
    "g": "transform",
    "path": "d transform",
    "rect": "x y width height rx ry transform",
    "circle": "cx cy r transform",
    "ellipse": "cx cy rx ry transform",
    "line": "x1 y1 x2 y2 transform",
    "polyline": "points transform",
    "polygon": "points transform",
}
_PAINTLESS = {"id", "class", "version", "baseProfile", "role", "focusable", "clip-rule", "clip-path"}
_ALLOWED = {tag: frozenset(words.split()) | STYLE_ATTRIBUTES | _PAINTLESS for tag, words in _GEOMETRY.items()} | {
    "clipPath": frozenset({"id", "clipPathUnits"}),
    "defs": frozenset({"id"}),
}
_NEUTRAL = {
    "opacity": ("1", "1.0"),
    "fill-opacity": ("1", "1.0"),
    "stroke-opacity": ("1", "1.0"),
    "stroke-miterlimit": ("4",),
    "stroke-dashoffset": ("0",),
    "clipPathUnits": ("userSpaceOnUse",),
    "mask": ("none",),
    "filter": ("none",),
}
"""Attributes that may be written out only as what they are anyway."""


_REMEDIES = {
    "style": "export with presentation attributes instead of CSS",
    "text": "turn text into paths",
    "use": "turn clones into paths",
    "image": "trace the picture into paths",
}


def remedy(name: str) -> str:
    """Return what to do about an element or attribute that we do not draw."""
    return _REMEDIES.get(name, "export as plain SVG: paths, fills and strokes")


def check_attributes(element: SvgElement, faults: Faults) -> None:
    """Note each attribute that would paint something we cannot draw."""
    for name, text in element.attributes.items():
        if not _is_harmless(element, name, text):
            bare = name.rpartition(" ")[2]
            message = f'{bare}="{excerpt(text)}" of <{element.name}> is not supported'
            faults.unsupported(message, remedy(bare), element)


def _is_harmless(element: SvgElement, name: str, text: str) -> bool:
    if name in _NEUTRAL:
        return text in _NEUTRAL[name]
    if " " in name:
        return not name.endswith(" href")
    return name in _ALLOWED[element.tag] or name.startswith(("data-", "aria-"))


def _length(element: SvgElement, name: str) -> float:
    return read_length(element.attributes.get(name, "0"))


def _extent(element: SvgElement, name: str) -> float:
    return read_extent(element.attributes.get(name, "0"))


def _path(element: SvgElement) -> Outline:
    return read_path(element.attributes.get("d", ""))


def rect(element: SvgElement) -> Outline:
    """Return a rectangle; of its two radii a missing one equals the other."""
    place = _length(element, "x"), _length(element, "y")
    size = _extent(element, "width"), _extent(element, "height")
    if not ("rx" in element.attributes or "ry" in element.attributes):
        return outline.rectangle(*place, *size)
    rx = _extent(element, "rx" if "rx" in element.attributes else "ry")
    ry = _extent(element, "ry" if "ry" in element.attributes else "rx")
    return outline.rounded_rectangle(*place, *size, rx=rx, ry=ry)


def _circle(element: SvgElement) -> Outline:
    radius = _extent(element, "r")
    return outline.ellipse(_length(element, "cx"), _length(element, "cy"), radius, radius)


def _ellipse(element: SvgElement) -> Outline:
    centre = _length(element, "cx"), _length(element, "cy")
    return outline.ellipse(*centre, _extent(element, "rx"), _extent(element, "ry"))


def _line(element: SvgElement) -> Outline:
    return Outline("ml", [_length(element, name) for name in ("x1", "y1", "x2", "y2")])


def _polyline(element: SvgElement) -> Outline:
    return outline.polyline(_points(element), closed=False)


def _polygon(element: SvgElement) -> Outline:
    return outline.polyline(_points(element), closed=True)


def _points(element: SvgElement) -> list[float]:
    points = read_numbers(element.attributes.get("points", ""))
    if len(points) % 2:
        raise ArtError("art-syntax", f"{len(points)} numbers make no points", "write x y for each point")
    return points


OUTLINES: dict[str, Callable[[SvgElement], Outline]] = {
    "path": _path,
    "rect": rect,
    "circle": _circle,
    "ellipse": _ellipse,
    "line": _line,
    "polyline": _polyline,
    "polygon": _polygon,
}
"""What each shape looks like."""
