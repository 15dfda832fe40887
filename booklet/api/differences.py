"""Two pictures of a page, of before and of now: where they differ, and the newer one with that marked."""

from collections.abc import Iterator
from io import BytesIO

from PIL import Image, ImageChops, ImageDraw

from booklet.api.pictures import WIDEST
from booklet.errors import Finding, SourceError, Where

SEEN = 40
"""How far a pixel differs, of 255, for somebody to see it."""

CELL = 8
"""Pixels of the side of the squares that are compared."""

MARK = (200, 0, 110)

Box = tuple[int, int, int, int]
"""Left, top, right and bottom in pixels of the newer picture."""


def find_differences(before: bytes, now: bytes) -> tuple[Box, ...]:
    """Return the parts of a PNG that differ from what another PNG shows there, none if nobody would see a difference.

    Of another size, the older one is scaled to the newer. Raises `SourceError` if one of them is no PNG, or is larger
    than a picture of a page.
    """
    return tuple(_find_boxes(_open(before), _open(now)))


def mark_differences(before: bytes, now: bytes) -> bytes:
    """Return the newer of two PNGs with a frame around each part that differs; raises as `find_differences` does."""
    picture = _open(now)
    draw = ImageDraw.Draw(picture, "RGBA")
    for left, top, right, bottom in _find_boxes(_open(before), picture.copy()):
        draw.rectangle((left - 4, top - 4, right + 3, bottom + 3), fill=(*MARK, 36), outline=(*MARK, 255), width=3)
    data = BytesIO()
    picture.save(data, "PNG", compress_level=3)
    return data.getvalue()


def _open(data: bytes) -> Image.Image:
    try:
        picture = Image.open(BytesIO(data), formats=["PNG"])
        if max(picture.size) <= 2 * WIDEST:
            return picture.convert("RGB")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        pass
    raise SourceError(Finding("wrong-picture", Where("picture"), "is no picture of a page", "sign the page again"))


def _find_boxes(before: Image.Image, now: Image.Image) -> Iterator[Box]:
    """Yield the boxes around squares that differ and touch one another, corners too."""
    if before.size != now.size:
        before = before.resize(now.size)
    seen = ImageChops.difference(before, now).convert("L").point(lambda value: 255 if value > SEEN else 0)
    columns, rows = -(-now.width // CELL), -(-now.height // CELL)
    padded = Image.new("L", (columns * CELL, rows * CELL))
    padded.paste(seen)
    cells = padded.reduce(CELL).point(lambda value: 255 if value else 0).tobytes()
    waiting = {(index % columns, index // columns) for index, value in enumerate(cells) if value}
    while waiting:
        group = [waiting.pop()]
        for x, y in group:
            near = {(x + dx, y + dy) for dx in (-2, -1, 0, 1, 2) for dy in (-2, -1, 0, 1, 2)} & waiting
            waiting -= near
            group += near
        across, down = [x for x, _ in group], [y for _, y in group]
        right, bottom = min(now.width, (max(across) + 1) * CELL), min(now.height, (max(down) + 1) * CELL)
        yield min(across) * CELL, min(down) * CELL, right, bottom
