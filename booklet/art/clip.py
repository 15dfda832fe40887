"""The one clip a drawing may have: a rectangle around all of it."""

import re
from collections.abc import Mapping

from booklet.art.elements import rect
from booklet.art.faults import ArtError
from booklet.art.numbers import excerpt, thousandths
from booklet.art.transform import Matrix, read_transform
from booklet.art.tree import SvgElement
from booklet.geometry import Rect

_REFERENCE = re.compile(r"""url\(\s*["']?#([^"')\s]+)["']?\s*\)""")
_UNSEEN = ("title", "desc", "defs", "clipPath")


def has_clip(element: SvgElement) -> bool:
    """Tell whether an element asks for a clip."""
    return element.attributes.get("clip-path", "none") != "none"


def find_clipped(root: SvgElement) -> SvgElement:
    """Return the outermost element with a clip, the only one that may have one: everything painted lies inside it."""
    holder = root
    while not has_clip(holder):
        painted = [child for child in holder.children if child.tag not in _UNSEEN]
        if len(painted) != 1:
            break
        holder = painted[0]
    return holder


def clips_by_id(root: SvgElement) -> dict[str, SvgElement]:
    """Return the clip paths of a file."""
    found = (element for element in root.descendants() if element.tag == "clipPath")
    return {element.attributes.get("id", ""): element for element in found}


def clip_rectangle(element: SvgElement, clips: Mapping[str, SvgElement], matrix: Matrix) -> Rect:
    """Return the rectangle an element is clipped to, in the units of the drawing."""
    reference = element.attributes["clip-path"]
    match = _REFERENCE.fullmatch(reference.strip())
    if not match or match[1] not in clips:
        hint = "refer to a <clipPath> of this file: url(#id)"
        raise ArtError("art-unsupported", f'no clip path "{excerpt(reference)}"', hint)
    shapes = clips[match[1]].children
    if len(shapes) != 1 or shapes[0].tag != "rect":
        raise ArtError("art-unsupported", "a clip path is no single rectangle", "clip with one <rect>")
    return _place_shape(shapes[0], matrix)


def _place_shape(shape: SvgElement, matrix: Matrix) -> Rect:
    matrix = read_transform(shape.attributes.get("transform", "")).then(matrix)
    if not matrix.is_upright or "rx" in shape.attributes or "ry" in shape.attributes:
        hint = "clip with an upright <rect> with square corners"
        raise ArtError("art-unsupported", "the clip is turned or has round corners", hint)
    numbers = thousandths(matrix.apply(rect(shape).numbers))
    xs, ys = numbers[::2] or [0.0], numbers[1::2] or [0.0]
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def intersect(one: Rect, other: Rect) -> Rect:
    """Return the part of two rectangles that lies in both.

    >>> intersect(Rect(0, 0, 10, 10), Rect(5, -5, 10, 10))
    Rect(x=5, y=0, width=5, height=5)
    """
    x, y = max(one.x, other.x), max(one.y, other.y)
    right, top = min(one.right, other.right), min(one.top, other.top)
    return Rect(x, y, max(0, right - x), max(0, top - y))
