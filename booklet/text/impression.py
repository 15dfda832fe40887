"""Words as they should look on paper, drawn from the outlines of a font file and not from a PDF.

HarfBuzz shapes and draws them afresh, so that nothing that was remembered, numbered, subset or written for a file takes
part.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

import uharfbuzz as hb
from PIL import Image

from booklet.geometry import Rect
from booklet.machine.bounds import FACTS
from booklet.text.compose import Run
from booklet.text.fonts import FEATURES, Font, Segment, Setting, Shaped, open_face


class WordAt(NamedTuple):
    """A piece of a run in its place: the left end of its baseline; `size` is negative if it stands on its head."""

    font: Font
    setting: Setting
    segment: Segment
    tracking: int
    size: float
    x: float
    y: float

    def move_to(self, x: float, y: float, scale: float) -> "WordAt":
        """Return the word as it stands when the origin of its space is put at (x, y), scaled, to 1/10000 of a point."""
        size, left, base = self.size * scale, x + self.x * scale, y + self.y * scale
        return self._replace(size=round(size, 4), x=round(left, 4), y=round(base, 4))


class PixelArea(NamedTuple):
    """A part of a page in pixels: how many lie left of it and below it, its size, and how many make a point."""

    left: int
    low: int
    width: int
    height: int
    across: float
    up: float


def words_at(run: Run, x: float, y: float) -> Iterator[WordAt]:
    """Yield the segments of a run whose line begins at a point, in reading order."""
    is_rtl = run.setting.direction == "rtl"
    pen = x + run.x
    found = []
    for segment, shaped in run.list_shaped():
        pen += segment.gap if is_rtl else 0.0
        found.append(WordAt(run.font, run.setting, segment, run.tracking, run.size, pen, y))
        pen += _width(run, shaped) + (0.0 if is_rtl else segment.gap)
    yield from reversed(found) if is_rtl else found


def enclose_boxes(boxes: Iterable[Rect]) -> Rect:
    """Return the box around boxes."""
    lefts, lows, rights, tops = zip(*((box.x, box.y, box.right, box.top) for box in boxes), strict=True)
    return Rect(min(lefts), min(lows), max(rights) - min(lefts), max(tops) - min(lows))


def _width(run: Run, shaped: Shaped) -> float:
    return (shaped.width / open_face(run.font).upem + run.tracking * len(shaped.glyphs) / 1000) * run.size


@lru_cache(maxsize=FACTS)
def find_ink_box(word: WordAt) -> Rect:
    """Return the box of the ink of a word, of no size if it has no ink."""
    boxes = [Rect(*box) for box in _boxes(word._replace(x=0.0, y=0.0, size=abs(word.size)))]
    if not boxes:
        return Rect(word.x, word.y, 0, 0)
    box = enclose_boxes(boxes)
    return (box if word.size > 0 else box.scaled(-1)).moved(word.x, word.y)


@lru_cache(maxsize=FACTS)
def _boxes(word: WordAt) -> tuple[tuple[float, ...], ...]:
    font, upem = open_face(word.font).font, open_face(word.font).upem
    boxes = []
    for glyph, x, y in _glyphs(word._replace(size=1.0)):
        found = font.get_glyph_extents(glyph)
        if found and found.width:
            box = (x + found.x_bearing, y + found.y_bearing + found.height, found.width, -found.height)
            boxes.append(tuple(length * word.size / upem for length in box))
    return tuple(boxes)


def impression(words: Iterable[WordAt], pixels: PixelArea) -> Image.Image:
    """Return the ink of words in a part of a page: 255 where a pixel is wholly covered."""
    raster = hb.RasterDraw()
    raster.extents = hb.RasterExtents(0, 0, pixels.width, pixels.height)
    for word in words:
        face = open_face(word.font)
        across, up = pixels.across * word.size / face.upem, pixels.up * word.size / face.upem
        x, y = word.x * pixels.across - pixels.left, word.y * pixels.up - pixels.low
        for glyph, dx, dy in _glyphs(word._replace(x=0.0, y=0.0, size=1.0)):
            raster.transform = (across, 0.0, 0.0, up, x + dx * across, y + dy * up)
            raster.draw_glyph(face.font, glyph)
    drawn = raster.render()
    size = (pixels.width, pixels.height)
    if drawn is None:
        return Image.new("L", size)
    return Image.frombytes("L", size, bytes(drawn.buffer), "raw", "L", drawn.extents.stride, -1)


@lru_cache(maxsize=FACTS)
def _glyphs(word: WordAt) -> tuple[tuple[int, float, float], ...]:
    """Return the glyphs of a word with their places in font units; the letter before a space is spaced after it."""
    face = open_face(word.font)
    text, before, after = word.segment[:3]
    buffer = hb.Buffer()
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_GRAPHEMES
    buffer.flags |= hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    buffer.add_codepoints([ord(letter) for letter in before + text + after], len(before), len(text))
    buffer.direction, buffer.script, buffer.language = word.segment.set_in(word.setting)
    hb.shape(face.font, buffer, FEATURES)
    found = []
    pen, cluster = 0.0, -1
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        if cluster not in (-1, info.cluster):
            pen += word.tracking * face.upem / 1000
        found.append((info.codepoint, pen + position.x_offset, float(position.y_offset)))
        pen += position.x_advance
        cluster = info.cluster
    return tuple(found)
