"""A scene on a page of another shape: about as wide as its own, and taller or a little less tall.

The title stays at the top, and the foot at the foot. Between them all heights grow by one share, and each picture
shows more above. A picture with seams is pulled apart at them instead: what is below a seam moves down, and shapes that
reach over it become longer. One that fills its page is always pulled apart, and the words of the page move with it.
"""

import dataclasses
from collections.abc import Callable
from functools import lru_cache

from booklet.art.transform import Matrix
from booklet.geometry import Path, Rect, Segment, Size, mm
from booklet.scenes.figure import place_box
from booklet.scenes.model import NEARLY, Flat, Layer, Panel, Scene, Words
from booklet.values import replace

AS_WIDE = 0.02
"""The share of its width by which a page may be wider or narrower than its scene, which is drawn so much larger."""

TALLER, SHORTER = 0.12, 0.01
"""The shares of its height by which a page may be taller than its scene, and shorter: that loses some sky."""

SMALL = 0.9
"""Below this scale lines would be too light."""

FOOT = mm(24)
"""What a page keeps for its foot, which does not grow."""

LOW = 0.4
"""From this share of a panel's height on, words belong to what is drawn beside them, and move with it."""

Down = Callable[[float], float]
"""How much farther down something stands that was so far below the top of the page."""


@lru_cache(maxsize=512)
def reshape(scene: Scene, trim: Size, scale: float = 1.0) -> Scene | None:
    """Return a scene for a page that is printed so much larger, None if the page is not of about its shape.

    Where it is printed small, outlines are as heavy on paper as the scene says: a press does not hold lighter ones.
    """
    scene = replace(scene, line=scene.line / scale) if scale < SMALL else scene
    if scene.trim == trim:
        return scene
    share = trim.width / scene.trim.width
    taller = trim.height - scene.trim.height * share
    if abs(share - 1) > AS_WIDE or not -SHORTER * trim.height <= taller <= TALLER * trim.height:
        return None
    scene = _scale(_find_seams(scene), share)
    down = _make_down(scene, taller)
    panels = tuple(_fill(_move_panel(panel, down), trim) for panel in scene.panels)
    return replace(scene, trim=trim, panels=panels, words=tuple(_move_words(words, down) for words in scene.words))


def stretch(panel: Panel, taller: float) -> Panel:
    """Return a panel that shows more above what it shows, or less."""
    if not taller:
        return panel
    units, window = taller / panel.scale, panel.window
    return dataclasses.replace(
        panel,
        size=panel.size._replace(height=panel.size.height + taller),
        window=Rect(window.x, window.y - units, window.width, window.height + units),
        words=tuple(_follow(words, panel.size.height, taller) for words in panel.words),
    )


def _follow(words: Words, height: float, taller: float) -> Words:
    """Return words that stand beside something in the picture where that is now."""
    x, y = words.at
    to = (words.to[0], words.to[1] + taller) if words.to else None
    return dataclasses.replace(words, at=(x, y + taller if words.up or y > LOW * height else y), to=to)


def _scale(scene: Scene, share: float) -> Scene:
    """Return a scene that is larger or smaller as a whole; outlines keep their weight."""
    panels = tuple(
        dataclasses.replace(
            panel,
            at=(panel.at[0] * share, panel.at[1] * share),
            size=Size(panel.size.width * share, panel.size.height * share),
            least=panel.least * share,
            seams=tuple(seam * share for seam in panel.seams),
            words=tuple(_scale_words(words, share) for words in panel.words),
        )
        for panel in scene.panels
    )
    return replace(
        scene,
        trim=Size(scene.trim.width * share, scene.trim.height * share),
        panels=panels,
        words=tuple(_scale_words(words, share) for words in scene.words),
    )


def _scale_words(words: Words, share: float) -> Words:
    to = (words.to[0] * share, words.to[1] * share) if words.to else None
    at = words.at[0] * share, words.at[1] * share
    return dataclasses.replace(words, at=at, to=to, measure=words.measure * share, room=words.room * share)


def _find_seams(scene: Scene) -> Scene:
    """Return a scene whose picture has a seam if it fills its page: below the title, if it names none."""
    words = (*scene.words, *(words for panel in scene.panels for words in panel.words))
    seam = next((one.at[1] + one.room for one in words if one.kind == "title"), 0.0)
    panels = (
        dataclasses.replace(panel, seams=(seam,)) if _is_filling(panel, scene) and not panel.seams else panel
        for panel in scene.panels
    )
    return replace(scene, panels=tuple(panels))


def _is_filling(panel: Panel, scene: Scene) -> bool:
    return panel.size.height == scene.trim.height


def _make_down(scene: Scene, taller: float) -> Down:
    """Return how much farther down things stand on a page that is so much taller."""
    filling = next((panel for panel in scene.panels if _is_filling(panel, scene)), None)
    if filling:
        return _pull(filling.seams, taller)
    first, foot = _find_first(scene), scene.trim.height - FOOT
    return lambda y: taller * min(1.0, max(0.0, (y - first) / (foot - first)))


def _pull(seams: tuple[float, ...], taller: float) -> Down:
    return lambda y: taller * sum(seam < y for seam in seams) / len(seams)


def _find_first(scene: Scene) -> float:
    """Return where begins what stands below the title."""
    words = (one.at[1] for one in scene.words if one.kind != "title")
    return max(0.0, min((*words, *(panel.at[1] for panel in scene.panels))))


def _move_words(words: Words, down: Down) -> Words:
    """Return words of a page where they stand now; a card to tick is taller too, the title stays at the top."""
    if words.kind == "title":
        return words
    x, y = words.at
    to = (words.to[0], words.to[1] + down(words.to[1])) if words.to else None
    room = words.room + down(y + words.room) - down(y) if words.kind == "tick" else words.room
    return dataclasses.replace(words, at=(x, y + down(y)), to=to, room=room)


def _move_panel(panel: Panel, down: Down) -> Panel:
    """Return a picture where it stands now: pulled apart at its seams, or with more to be seen above."""
    x, top = panel.at
    moved, taller = down(top), down(top + panel.size.height) - down(top)
    lowered = dataclasses.replace(panel, at=(x, top + moved))
    if not panel.seams:
        return stretch(lowered, taller)
    window, scale, inside = panel.window, panel.scale, _pull(panel.seams, taller)

    def units(y: float) -> float:
        return inside((y - window.y) * scale) / scale

    return dataclasses.replace(
        lowered,
        size=panel.size._replace(height=panel.size.height + taller),
        window=Rect(window.x, window.y, window.width, window.height + taller / scale),
        back=tuple(_move_layer(layer, units) for layer in panel.back),
        figures=tuple(_move_layer(layer, units) for layer in panel.figures),
        over=tuple(_move_layer(layer, units) for layer in panel.over),
        words=tuple(_move_words(words, inside) for words in panel.words),
    )


def _move_layer(layer: Layer, down: Down) -> Layer:
    """Return somebody or something that moves with its foot, or a shape whose points move each by itself."""
    if isinstance(layer, Flat):
        return replace(layer, path=Path(tuple(_move_segment(segment, down) for segment in layer.path.segments)))
    foot = max(place_box(piece.part.box, piece.place.then(layer.place)).top for piece in layer.pieces)
    return replace(layer, place=layer.place.then(Matrix(f=down(foot))))


def _move_segment(segment: Segment, down: Down) -> Segment:
    verb, *numbers = segment
    return verb, *(float(n) + (down(float(n)) if place % 2 else 0.0) for place, n in enumerate(numbers))


def _fill(panel: Panel, trim: Size) -> Panel:
    """Return a picture exactly as large as its page, if it is about so."""
    is_whole = all(abs(one - other) < NEARLY for one, other in zip(panel.size, trim, strict=True))
    return dataclasses.replace(panel, size=trim) if is_whole else panel
