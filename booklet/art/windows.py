"""Clips and masks of a saved file as what they leave to be seen: the insides of outlines."""

from collections.abc import Mapping

from booklet.art import outline
from booklet.art.cells import OPAQUE, Colour, Cut
from booklet.art.elements import OUTLINES
from booklet.art.faults import UndrawnError
from booklet.art.numbers import excerpt
from booklet.art.outline import Outline
from booklet.art.savedfile import REFERENCE, SIDES
from booklet.art.transform import Matrix
from booklet.art.tree import SvgElement
from booklet.art.units import to_user_units
from booklet.art.walk import HIDDEN, MASKED, SILENT, Place, ReadWindow, Walk


def read_clip(reference: str, walk: Walk, place: Place) -> tuple[Cut, ...]:
    """Return what a clip leaves to be seen, nothing if it leaves nothing; raise `ArtError`."""
    found, place = _find(reference, "clipPath", walk, place)
    said = walk.file.said(found)
    if said.get("clipPathUnits", "userSpaceOnUse") != "userSpaceOnUse":
        raise UndrawnError("a clip is measured by what it clips", "clip")
    place = walk.enter(found, place)
    areas = [area for child in found.children for area in _list_areas(child, walk, place)]
    is_cut = said.get("clip-path", "none") != "none"
    around = read_clip(said["clip-path"], walk, place) if is_cut else ()
    return (*around, _join(areas, "clip")) if areas and (around or not is_cut) else ()


def _find(reference: str, tag: str, walk: Walk, place: Place) -> tuple[SvgElement, Place]:
    """Return the clip or mask that is referred to, and the place it is drawn in."""
    match, menu = REFERENCE.fullmatch(reference.strip()), tag.removesuffix("Path")
    found = walk.file.known.get(match[1]) if match else None
    if match is None or found is None or found.tag != tag:
        raise UndrawnError(f'there is no {menu} "{excerpt(reference)}" in this file', menu)
    return found, walk.inherit_around(found, place.entered(match[1]))


def _list_areas(element: SvgElement, walk: Walk, place: Place) -> list[Cut]:
    """Return the shapes of a clip, whatever their colours."""
    if " " in element.tag or element.tag in SILENT:
        return []
    said, place = walk.file.said(element), walk.enter(element, place)
    if said.get("clip-path", "none") != "none":
        raise UndrawnError("a clip holds what is clipped itself", "clip")
    if said.get("display") == "none" or place.inherited["visibility"] != "visible":
        walk.changes[HIDDEN] += 1
        return []
    if element.tag == "use":
        address, found = walk.file.find_linked(said)
        if found is None:
            raise UndrawnError("a clip is a clone of nothing", "clip")
        return _list_areas(found, walk, place.entered(address, walk.clone_matrix(said, place.matrix)))
    if element.tag not in OUTLINES:
        raise UndrawnError(f"a clip holds <{element.name}>", "text" if element.tag == "text" else "clip")
    area = walk.outline_of(element, said).moved(place.matrix)
    return [Cut(area, place.inherited["clip-rule"] == "evenodd")] if area.verbs else []


def read_mask(reference: str, walk: Walk, place: Place) -> tuple[Cut, ...]:
    """Return a mask as a clip: inside of its shapes it lets everything through, and nothing around them."""
    found, place = _find(reference, "mask", walk, place)
    said = walk.file.said(found)
    if said.get("maskContentUnits", "userSpaceOnUse") != "userSpaceOnUse":
        raise UndrawnError("a mask is measured by what it masks", "mask")
    cells = walk.draw_children(found, walk.inherit(found, place))
    is_alpha = said.get("mask-type") == "alpha"
    if any(cell.alpha < OPAQUE or cell.pen or not (is_alpha or _is_white(cell.colour)) for cell in cells):
        raise UndrawnError("a mask lets things through in part", "mask")
    if any(cell.cuts for cell in cells) and len(cells) > 1:
        raise UndrawnError("a mask is of several parts", "mask")
    walk.changes[MASKED] += 1
    if not cells:
        return ()
    joined = _join([Cut(cell.outline, cell.even_odd) for cell in cells], "mask")
    return (*_list_box(said, walk, place.matrix), *cells[0].cuts, joined)


BOX = ("-10%", "-10%", "120%", "120%")
"""The box of a mask that says none: place and size, in parts of what it masks."""


def _list_box(said: Mapping[str, str], walk: Walk, matrix: Matrix) -> tuple[Cut, ...]:
    """Return the box of a mask, if it is measured in the units of the drawing; a part of what is masked is none."""
    names = ("x", "y", *SIDES)
    if said.get("maskUnits") != "userSpaceOnUse":
        x, y, *sides = (to_user_units(said.get(name, text), 1.0) for name, text in zip(names, BOX, strict=True))
        if max(x, y) > 0 or x + sides[0] < 1 or y + sides[1] < 1:
            raise UndrawnError("a mask hides a part of what it masks", "mask")
        return ()
    if not all(name in said for name in names):
        return ()
    return (Cut(outline.rectangle(*(walk.file.length(said[name], name) for name in names)).moved(matrix)),)


def _is_white(colour: Colour) -> bool:
    return min(colour) > OPAQUE


def _join(areas: list[Cut], menu: str) -> Cut:
    """Return all areas as one: each turns the same way round, so that no two cancel where they meet."""
    if len(areas) == 1:
        return areas[0]
    if any(area.even_odd for area in areas):
        raise UndrawnError("it is cut to several shapes, one of them with holes", menu)
    outlines = [area.outline for area in areas]
    turned = [one if outline.signed_area(one) >= 0 else outline.reverse(one) for one in outlines]
    return Cut(Outline("".join(one.verbs for one in turned), [number for one in turned for number in one.numbers]))


WINDOWS: Mapping[str, ReadWindow] = {"clip-path": read_clip, "mask": read_mask}
"""What lets only a part of an element be seen."""
