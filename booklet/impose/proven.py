"""Finished sheets, looked at: the ink of each page is compared with its source, both as PDFium renders them.

For each side the pages are rendered a second time, from the file they came from and straight to where they belong. The
way there is worked out anew, from what people see (boxes and rotation as PDFium has them) and not from the matrices
that were written. Both pictures must be alike everywhere, but for a line at the edges of pages and under marks.

It proves that no page is lost, empty, moved by a millimetre, turned, mirrored, scaled by two hundredths, overlaid or in
other colours, and that nothing else stands on the sheets. It does not prove that PDFium shows the file as its maker
meant it, and it sees nothing finer than a few pixels of 1/72 inch; where there are very many sides, or very large ones,
pixels are larger.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil, sqrt
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops, ImageDraw

from booklet.errors import Finding, Where
from booklet.geometry import Rect, Size, add_lengths, intersect
from booklet.impose.pages import SheetError, note, number_list
from booklet.impose.plan import Frame, SheetPlan
from booklet.pdf.marks import TARGET
from booklet.sheets.spots import Line, Side, Spot
from booklet.text.letters import letters_width

DOTS, FEWEST_DOTS = 1.0, 0.2
"""Pixels a point: what is usual, and the fewest."""

MOST_PIXELS = 200_000_000
"""Pixels of all sides together: 2,000 pages of A5 two by two have half as many at 50 dpi."""

MOST_ON_A_SIDE = 4_000_000

BLOCK = 3
"""Pixels that are looked at together, across and down: edges of letters may differ, words may not."""

UNLIKE = 24
"""How far the mean of a block may be apart, of 255, in the colour that differs most, but for edges a pixel away."""

PAPER = 252
"""What is no darker in any colour is paper."""

_GREEN_FIRST = (1, 0, 2)
"""The bands of a picture by how many inks darken them."""

STRIP = 32
"""Rows that are looked at together for ink, which most pages have near their head."""

DARK = 200
"""What is darker, of 255, is a line."""

WHITE = (255, 255, 255, 255)


@dataclass(slots=True)
class Looked:
    """What was seen on sheets: pages that differ from their source, by side, and which pages have ink in the source.

    A page of None stands for something beside all pages.
    """

    unlike: list[tuple[int, int | None]] = field(default_factory=list)
    inked: set[int] = field(default_factory=set)


def prove_sheets(
    source: Path | bytes, frames: Sequence[Frame], sheets: bytes, plan: SheetPlan, name: str
) -> Iterator[Finding]:
    """Yield the pages without ink in their own file; raise `SheetError` if sheets do not show their pages."""
    try:
        looked = look(source, frames, sheets, plan)
    except pypdfium2.PdfiumError as error:
        hint = "export it again from the program that made it"
        message = "its pages cannot be rendered, so nobody can tell whether the sheets show them"
        raise SheetError(Finding("sheet-unseen", Where(name), message, hint)) from error
    if looked.unlike:
        raise SheetError(
            Finding(
                "sheet-lost", Where(name), _describe_unlike(looked), "nothing is written; flatten or export it anew"
            )
        )
    blank = sorted({spot.page for side in plan.sides for spot in side.spots} - looked.inked)
    if blank:
        message = f"there is nothing on page{'s' * (len(blank) > 1)} {number_list(blank)} of the file itself"
        yield note("blank-in-file", name, message, "look whether that is meant to be")


def _describe_unlike(looked: Looked) -> str:
    sides = sorted({number for number, _ in looked.unlike})
    pages = sorted({page for _, page in looked.unlike if page is not None})
    where = f"side{'s' * (len(sides) > 1)} {_list_first(sides)}"
    if not pages:
        return f"{where} of the sheets would show what is on no page"
    return f"page{'s' * (len(pages) > 1)} {_list_first(pages)} would be lost, cut or moved on {where} of the sheets"


def _list_first(numbers: Sequence[int], most: int = 10) -> str:
    return number_list(numbers[:most]) + f" and {len(numbers) - most} more" * (len(numbers) > most)


def look(source: Path | bytes, frames: Sequence[Frame], sheets: bytes, plan: SheetPlan) -> Looked:
    """Look at each side of finished sheets; raises PDFium's errors for files that it cannot render."""
    looked, dots = Looked(), dots_for(plan)
    with pypdfium2.PdfDocument(source) as given, pypdfium2.PdfDocument(sheets) as made:
        view = View(plan.sides[0].size, dots)
        for number, (page, side) in enumerate(zip(made, plan.sides, strict=True)):
            if side.size != view.size:
                view = View(side.size, dots)
            got = view.show_sheet(page)
            wanted = view.show_pages(_pages(given, side, frames, view))
            for spot in side.spots:
                if spot.page not in looked.inked and _is_inked(wanted, view.box(_find_seen_part(spot, side))):
                    looked.inked.add(spot.page)
            looked.unlike += [(number, page) for page in _find_unlike(got, wanted, side, view)]
    return looked


def dots_for(plan: SheetPlan) -> float:
    """Return how many pixels a point gets if all sides of a plan are to be looked at."""
    area = add_lengths(side.size.width * side.size.height for side in plan.sides)
    return min(DOTS, max(FEWEST_DOTS, sqrt(MOST_PIXELS / max(area, 1.0))))


Matrix = tuple[float, float, float, float, float, float]

PlacedView = tuple[pypdfium2.PdfPage, Matrix, tuple[float, ...]]
"""A page, with the matrix by which it is drawn and the box of it that is seen."""


class View:
    """Sheets of a size as pixels: where boxes lie, and pictures of sheets and of pages in their places on one.

    Rows count from the top. A picture is memory that PDFium draws into, and shows one sheet until the next is shown.
    Its bands are blue, green, red and one that means nothing.
    """

    def __init__(self, size: Size, dots: float) -> None:
        self.size = size
        self.dots = min(dots, sqrt(MOST_ON_A_SIDE / (size.width * size.height)))
        self.pixels = (ceil(size.width * self.dots), ceil(size.height * self.dots))
        self._sheet = pypdfium2.PdfBitmap.new_native(*self.pixels, pdfium.FPDFBitmap_BGRx)
        self._pages = pypdfium2.PdfBitmap.new_native(*self.pixels, pdfium.FPDFBitmap_BGRx)

    def box(self, box: Rect) -> tuple[float, float, float, float]:
        """Return the left, top, right and bottom of a box."""
        dots, height = self.dots, self.size.height
        return box.x * dots, (height - box.top) * dots, box.right * dots, (height - box.y) * dots

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point comes to lie."""
        return x * self.dots, (self.size.height - y) * self.dots

    def show_sheet(self, page: pypdfium2.PdfPage) -> Image.Image:
        """Return a picture of a sheet."""
        whole = (0.0, 0.0, float(self.pixels[0]), float(self.pixels[1]))
        return self._show(self._sheet, [(page, (self.dots, 0, 0, self.dots, 0, 0), whole)])

    def show_pages(self, drawn: Sequence[PlacedView]) -> Image.Image:
        """Return a picture of pages on a sheet."""
        return self._show(self._pages, drawn)

    def _show(self, bitmap: pypdfium2.PdfBitmap, drawn: Sequence[PlacedView]) -> Image.Image:
        bitmap.fill_rect(WHITE, 0, 0, *self.pixels)
        for page, matrix, seen in drawn:
            place, window = pdfium.FS_MATRIX(*matrix), pdfium.FS_RECTF(*seen)
            pdfium.FPDF_RenderPageBitmapWithMatrix(bitmap, page, place, window, 0)
        return Image.frombuffer("RGBX", self.pixels, bitmap.buffer, "raw", "RGBX", bitmap.stride, 1)


def _pages(given: pypdfium2.PdfDocument, side: Side, frames: Sequence[Frame], view: View) -> list[PlacedView]:
    """Return the pages of a side, with the matrices and boxes by which they have to lie there."""
    pages = {number: given[number] for number in sorted({spot.page for spot in side.spots})}
    return [
        (
            pages[spot.page],
            find_seen_matrix(spot, frames[spot.page], pages[spot.page].get_bbox(), view),
            view.box(_find_seen_part(spot, side)),
        )
        for spot in side.spots
    ]


def find_seen_matrix(spot: Spot, frame: Frame, box: tuple[float, float, float, float], view: View) -> Matrix:
    """Return the matrix from a page as PDFium shows it (turned, from its upper left corner) to its place on a sheet.

    `box` is the part of the page that PDFium shows: left, bottom, right, top in the page's own space.
    """
    left, bottom, right, top = box
    x, y, width, height = frame.trim.x - left, top - frame.trim.top, frame.trim.width, frame.trim.height
    across, down = right - left, top - bottom
    for _ in range(frame.rotation // 90):
        x, y, width, height = down - y - height, x, height, width
        across, down = down, across
    low_left, low_top, high_right, high_low = view.box(spot.trim)
    scale = (high_right - low_left) / (height if spot.turn % 180 else width)
    if spot.turn == 90:
        return 0, -scale, scale, 0, low_left - scale * y, high_low + scale * x
    if spot.turn == 180:
        return -scale, 0, 0, -scale, high_right + scale * x, high_low + scale * y
    if spot.turn == 270:
        return 0, scale, -scale, 0, high_right + scale * y, low_top - scale * x
    return scale, 0, 0, scale, low_left - scale * x, low_top - scale * y


def _find_seen_part(spot: Spot, side: Side) -> Rect:
    """Return the part of a page that is seen on its sheet."""
    return intersect(spot.clip, Rect(0, 0, *side.size))


def _is_inked(picture: Image.Image, box: tuple[float, ...]) -> bool:
    """Tell whether a box, a pixel inside its edges, shows anything but paper."""
    left, top, right, low = ceil(box[0]) + 1, ceil(box[1]) + 1, int(box[2]) - 1, int(box[3]) - 1
    if right <= left:
        return False
    return any(
        picture.crop((left, row, right, min(row + STRIP, low))).getchannel(band).getextrema()[0] < PAPER  # type: ignore[operator]
        for band in _GREEN_FIRST
        for row in range(top, low, STRIP)
    )


def _find_unlike(got: Image.Image, wanted: Image.Image, side: Side, view: View) -> Iterator[int | None]:
    """Yield each page of a side with a block that looks different from its source; None for one beside all pages."""
    apart = ImageChops.difference(got, wanted)
    if not apart.getbbox():
        return
    _leave_out(apart, side, view)
    blocks = _blocks(apart)
    if blocks.getextrema()[1] > UNLIKE:  # type: ignore[operator]
        apart = ImageChops.lighter(_measure_strangeness(got, wanted), _measure_strangeness(wanted, got))
        _leave_out(apart, side, view)
        blocks = _blocks(apart)
    if blocks.getextrema()[1] <= UNLIKE:  # type: ignore[operator]
        return
    left = blocks.point(lambda value: 255 * (value > UNLIKE))
    for spot in side.spots:
        near, top, far, low = (round(edge / BLOCK) for edge in view.box(_find_seen_part(spot, side)))
        if left.crop((near, top, far, low)).getbbox():
            left.paste(0, (near, top, far, low))
            yield spot.page
    if left.getbbox():
        yield None


def _blocks(apart: Image.Image) -> Image.Image:
    """Return how much blocks of compared pixels differ, in the colour that differs most."""
    blue, green, red, _ = apart.split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue).reduce(BLOCK)


def _measure_strangeness(one: Image.Image, other: Image.Image) -> Image.Image:
    """Return how far each pixel is darker or lighter than everything the other picture has there and next to it.

    Edges that lie between two pixels may fall to either of them.
    """
    darkest, lightest = _widen_extremes(other, ImageChops.darker), _widen_extremes(other, ImageChops.lighter)
    return ImageChops.lighter(ImageChops.subtract(darkest, one), ImageChops.subtract(one, lightest))


def _widen_extremes(picture: Image.Image, choose: Callable[[Image.Image, Image.Image], Image.Image]) -> Image.Image:
    """Return the darkest or lightest of each pixel and the eight around it."""
    for across, down in ((1, 0), (0, 1)):
        moved = [ImageChops.offset(picture, way * across, way * down) for way in (1, -1)]
        picture = choose(choose(picture, moved[0]), moved[1])
    return picture


def _leave_out(apart: Image.Image, side: Side, view: View) -> None:
    """Draw black, as alike, over what is not compared of a side: the edges of pages, and what lies under marks."""
    drawing = ImageDraw.Draw(apart)
    for spot in side.spots:
        left, top, right, low = view.box(_find_seen_part(spot, side))
        drawing.line([(left, top), (right, top), (right, low), (left, low), (left, top)], fill=0, width=3)
    for x, y, to_x, to_y in (*side.cuts, *side.folds, *side.thin):
        drawing.line([view.point(x, y), view.point(to_x, to_y)], fill=0, width=4)
    for x, y in side.targets:
        drawing.rectangle(view.box(Rect(x, y, 0, 0).grown(TARGET + 4)), fill=0)
    for label in side.labels:
        room = Rect(label.x, label.y, letters_width(label.text, label.height), label.height)
        drawing.rectangle(view.box(room.grown(2 + label.height / 2)), fill=0)


def prove_lines(sheets: bytes, plan: SheetPlan, name: str) -> None:
    """Raise `SheetError` if a sheet without pages lacks one of the lines of its plan."""
    with pypdfium2.PdfDocument(sheets) as made:
        for number, (page, side) in enumerate(zip(made, plan.sides, strict=True), start=1):
            view = View(side.size, DOTS)
            got = view.show_sheet(page).getchannel("G")
            lost = sum(not _is_seen(got, line, view) for line in (*side.cuts, *side.folds))
            if lost:
                message = f"{lost} lines would be lost on side {number} of the sheets"
                raise SheetError(Finding("sheet-lost", Where(name), message, "nothing is written; tell us of it"))


def _is_seen(got: Image.Image, line: Line, view: View) -> bool:
    """Tell whether a line is dark in its middle and a little inside both of its ends."""
    x, y, to_x, to_y = line
    places = [view.point(x + share * (to_x - x), y + share * (to_y - y)) for share in (0.1, 0.5, 0.9)]
    if not all(0 <= across < got.width and 0 <= down < got.height for across, down in places):
        return False
    around = (got.crop((int(across) - 2, int(down) - 2, int(across) + 3, int(down) + 3)) for across, down in places)
    return all(part.getextrema()[0] < DARK for part in around)  # type: ignore[operator]
