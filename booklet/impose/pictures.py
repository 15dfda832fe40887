"""Pictures of sheets for people: where each page stands, its number, where to fold and where to cut."""

from collections.abc import Iterator
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from booklet.impose.plan import SheetPlan
from booklet.sheets.spots import Line, Side

DOTS = 1.0
"""Pixels a point."""

CUT, FOLD, NUMBER = (200, 30, 60), (20, 90, 200), (20, 20, 20)

PALE = 0.45
"""How much of the pages is seen below what is said of them."""

DASH = 8


def sheet_pictures(data: bytes, plan: SheetPlan) -> Iterator[bytes]:
    """Yield a PNG of each side of imposed sheets, with page numbers, folds in blue and cuts in red."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        for page, side in zip(document, plan.sides, strict=True):
            picture = page.render(scale=DOTS, may_draw_forms=False).to_pil().convert("RGB")
            yield _png(explain(picture, side))


def explain(picture: Image.Image, side: Side) -> Image.Image:
    """Return a pale picture of a side, with its folds and cuts in colour and the numbers of its pages."""
    white = Image.new("RGB", picture.size, "white")
    picture = Image.blend(white, picture, PALE)
    drawing = ImageDraw.Draw(picture)
    height = side.size.height
    for line in side.cuts:
        _draw(drawing, line, height, CUT, is_dashed=False)
    for line in side.folds:
        _draw(drawing, line, height, FOLD, is_dashed=True)
    for spot in side.spots:
        box = spot.clip
        number = Image.new("RGBA", picture.size)
        size = max(12, int(min(box.width, box.height) * DOTS / 4))
        middle = ((box.x + box.width / 2) * DOTS, (height - box.y - box.height / 2) * DOTS)
        _number(number, str(spot.page + 1), middle, size, spot.turn)
        picture.paste(number, mask=number)
    return picture


def _draw(
    drawing: ImageDraw.ImageDraw, line: Line, height: float, colour: tuple[int, int, int], *, is_dashed: bool
) -> None:
    x, y, to_x, to_y = line[0] * DOTS, (height - line[1]) * DOTS, line[2] * DOTS, (height - line[3]) * DOTS
    length = max(abs(to_x - x), abs(to_y - y))
    steps = max(1, int(length // DASH)) if is_dashed else 1
    for step in range(steps):
        start, end = step / steps, (step + (0.6 if is_dashed else 1)) / steps
        ends = [(x + (to_x - x) * at, y + (to_y - y) * at) for at in (start, end)]
        drawing.line(ends, fill=colour, width=2)


def _number(layer: Image.Image, text: str, middle: tuple[float, float], size: int, turn: int) -> None:
    """Draw a number about a middle, turned as its page is."""
    font = ImageFont.load_default(size)
    left, top, right, low = font.getbbox(text)
    tile = Image.new("RGBA", (int(right - left) + 8, int(low - top) + 8))
    ImageDraw.Draw(tile).text((4 - left, 4 - top), text, font=font, fill=(*NUMBER, 255))
    tile = tile.rotate(turn, expand=True)
    layer.paste(tile, (int(middle[0] - tile.width / 2), int(middle[1] - tile.height / 2)))


def _png(picture: Image.Image) -> bytes:
    written = BytesIO()
    picture.save(written, "PNG", optimize=False)
    return written.getvalue()
