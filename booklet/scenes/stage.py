"""Staging: the layers of a panel as painted parts in their places, and where its faces are."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from booklet.art.transform import Matrix
from booklet.geometry import Rect, intersect
from booklet.scenes.figure import place_box, place_point
from booklet.scenes.model import FAR, Flat, Head, Layer, Panel, Thing
from booklet.scenes.outlines import box_outline
from booklet.scenes.paint import Painted, around, choose_weight, paint_flats, paint_part, place_painted
from booklet.values import replace

Staged = tuple[Painted, Matrix]
"""A painted part, and its place in a panel: points, y upwards from the upper left corner."""


@lru_cache(maxsize=512)
def stage(panel: Panel, line: float, lowered: float = 0.0) -> tuple[Staged, ...]:
    """Return a panel's picture from back to front; its people may stand lower by some points."""
    down = Matrix(f=lowered / panel.scale)
    ground = (Flat(box_outline(around(panel.window)), panel.ground),) if panel.ground else ()
    people = tuple(_lower(layer, down) for layer in panel.figures)
    return tuple(_stage_layers((*ground, *panel.back, *people, *panel.over), panel, line))


def _lower(layer: Layer, down: Matrix) -> Layer:
    if isinstance(layer, Flat):
        return layer
    return replace(layer, place=layer.place.then(down))


def _stage_layers(layers: Iterable[Layer], panel: Panel, line: float) -> Iterator[Staged]:
    view = view_of(panel)
    for is_flat, run in groupby(layers, key=lambda layer: isinstance(layer, Flat)):
        if is_flat:
            painted = paint_flats(
                tuple(flat for flat in run if isinstance(flat, Flat)), panel.window, line / panel.scale
            )
            yield painted, place_painted(painted, view)
            continue
        for thing in run:
            if isinstance(thing, Thing):
                yield from _stage_thing(thing, view, panel, line)


def _stage_thing(thing: Thing, view: Matrix, panel: Panel, line: float) -> Iterator[Staged]:
    for piece in thing.pieces:
        scale = panel.scale * thing.place.scale * piece.place.scale
        painted = paint_part(piece.part, piece.inks, choose_weight(line * thing.weight, scale))
        yield painted, place_painted(painted, piece.place.then(thing.place).then(view))


def view_of(panel: Panel) -> Matrix:
    """Return how units of a panel's window become points of the panel, y upwards from its upper left corner."""
    scale, window = panel.scale, panel.window
    return Matrix(scale, 0.0, 0.0, -scale, -window.x * scale, window.y * scale)


class StagedHead(NamedTuple):
    """A head in a panel: its name, its face and, above it, its hair, its mouth; points, y downwards."""

    name: str
    face: Rect
    mouth: tuple[float, float]
    has_face: bool
    is_near: bool

    @property
    def whole(self) -> Rect:
        """The face with the hair above it, which no tail may cross."""
        hair = 0.38 * self.face.height if self.has_face else 0.0
        return Rect(self.face.x, self.face.y - hair, self.face.width, self.face.height + hair)


@lru_cache(maxsize=512)
def list_heads(panel: Panel, lowered: float = 0.0) -> tuple[StagedHead, ...]:
    """Return the heads of a panel, from all its layers."""
    scale, window = panel.scale, panel.window
    view = Matrix(scale, 0.0, 0.0, scale, -window.x * scale, -window.y * scale)
    heads = []
    for layers, down in ((panel.figures, lowered), (panel.over, 0.0), (panel.back, 0.0)):
        for layer in layers:
            if isinstance(layer, Thing) and layer.head:
                heads.append(_stage_head(layer, layer.head, view.then(Matrix(f=down))))
    return tuple(heads)


@lru_cache(maxsize=512)
def may_stand_lower(panel: Panel, lowered: float) -> bool:
    """Tell whether the people of a panel may stand lower: no face goes behind what is before it, or out of sight."""
    covers = tuple(_list_covers(panel))
    before = {head.name: head for head in list_heads(panel)}
    for head in list_heads(panel, lowered):
        face, was = head.face, before[head.name].face
        if face == was or not head.has_face:
            continue
        hidden, known = (max((_hidden(box, cover) for cover in covers), default=0.0) for box in (face, was))
        if hidden > known + MOST_HIDDEN or face.top > max(panel.size.height, was.top):
            return False
    return True


MOST_HIDDEN = 0.04
"""The share of a face that more may be hidden when people stand lower."""


def _hidden(face: Rect, cover: Rect) -> float:
    both = intersect(face, cover)
    return max(0.0, both.width) * max(0.0, both.height) / (face.width * face.height)


def _list_covers(panel: Panel) -> Iterator[Rect]:
    """Yield the boxes of what is drawn before the people of a panel, in points, y downwards."""
    for layer in panel.over:
        yield from _boxes_of(layer, panel)


@lru_cache(maxsize=512)
def list_open(panel: Panel) -> tuple[Rect, ...]:
    """Return the boxes of what words stay off if they can, in points, y downwards."""
    layers = (layer for layer in (*panel.back, *panel.figures, *panel.over) if layer.is_open)
    return tuple(box for layer in layers for box in _boxes_of(layer, panel))


def _boxes_of(layer: Layer, panel: Panel) -> Iterator[Rect]:
    scale, window = panel.scale, panel.window
    view = Matrix(scale, 0.0, 0.0, scale, -window.x * scale, -window.y * scale)
    if isinstance(layer, Flat):
        yield place_box(layer.path.bounds, view)
    else:
        yield from (place_box(piece.part.box, piece.place.then(layer.place).then(view)) for piece in layer.pieces)


def _stage_head(thing: Thing, head: Head, view: Matrix) -> StagedHead:
    place = thing.place.then(view)
    mouth = place_point(head.mouth, place)
    return StagedHead(thing.name, place_box(head.face, place), mouth, head.has_face, thing.weight > FAR)
