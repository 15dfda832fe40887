"""A file that a drawing program saved: its elements by id, what each says of itself, and the box it is seen in."""

import re
from collections.abc import Mapping

from booklet.art.css import read_sheets
from booklet.art.faults import ArtError, Faults
from booklet.art.numbers import read_numbers
from booklet.art.tree import SvgElement
from booklet.art.units import read_size, to_user_units
from booklet.geometry import Rect
from booklet.values import Frozen

SIDES = ("width", "height")

SHORTEST, MOST_SLENDER = 1e-3, 1000
"""What a side of a view box is at the least, in units of the file, and how many times as long as the other one."""

REFERENCE = re.compile(r"""url\(\s*["']?#([^"')\s]+)["']?\s*\)(.*)""", re.DOTALL)
"""A reference to an element of the file, and what holds if there is none."""

HREF = ("href", "http://www.w3.org/1999/xlink href")

CROSSWISE = {
    **dict.fromkeys(("x", "width", "cx", "rx", "x1", "x2", "r"), "width"),
    **dict.fromkeys(("y", "height", "cy", "ry", "y1", "y2"), "height"),
}
"""The lengths of shapes, and what a percentage of each is of."""


class SavedFile(Frozen):
    """Elements by id, what each says and stands in (by where it is kept), and the view box."""

    known: Mapping[str, SvgElement]
    attributes: Mapping[int, dict[str, str]]
    parents: Mapping[int, SvgElement]
    view: Rect

    def said(self, element: SvgElement) -> Mapping[str, str]:
        """Return what an element says, by whatever way it says it."""
        return self.attributes[id(element)]

    def list_around(self, element: SvgElement) -> list[SvgElement]:
        """Return the elements that an element stands in, the outermost first."""
        around: list[SvgElement] = []
        while parent := self.parents.get(id(element)):
            around.insert(0, parent)
            element = parent
        return around

    def find_linked(self, said: Mapping[str, str]) -> tuple[str, SvgElement | None]:
        """Return the address in what an element says, and the element of this file that it leads to."""
        address = next((said[key] for key in HREF if key in said), "")
        return address, self.known.get(address[1:]) if address.startswith("#") else None

    def length(self, text: str, name: str = "x") -> float:
        """Return a length in the units of the file; `name` is what it is of."""
        return to_user_units(text, getattr(self.view, CROSSWISE[name]))

    def with_plain_lengths(self, said: Mapping[str, str]) -> dict[str, str]:
        """Return what a shape says with all its lengths in the units of the file."""
        return {**said, **{name: repr(self.length(said[name], name)) for name in CROSSWISE if name in said}}


def open_file(root: SvgElement, faults: Faults) -> SavedFile:
    """Return a file by its root; what its head gets wrong is noted."""
    elements, sheet = (root, *root.descendants()), read_sheets(root, faults)
    known = {name: one for one in reversed(elements) if (name := one.attributes.get("id"))}  # the first has the name
    attributes = {id(one): sheet.attributes_of(one) for one in elements}
    view = faults.attempt(root, _read_view, root, Rect(0.0, 0.0, 1.0, 1.0))
    parents = {id(child): one for one in elements for child in one.children}
    return SavedFile(known, attributes, parents, view)


def _read_view(root: SvgElement) -> Rect:
    """Return the view box of a file, or else its size."""
    said = root.attributes.get("viewBox", "")
    box = read_numbers(said) if said else [0.0, 0.0, *(read_size(root.attributes.get(side, "")) for side in SIDES)]
    if len(box) != 4 or min(box[2:]) <= 0:
        raise ArtError("art-syntax", "there is no view box", 'write viewBox="0 0 width height"')
    if min(box[2:]) < max(SHORTEST, max(box[2:]) / MOST_SLENDER):
        raise ArtError("art-syntax", f"the view box is {box[2]:g} by {box[3]:g}", "fit the page to the drawing")
    return Rect(*box)
