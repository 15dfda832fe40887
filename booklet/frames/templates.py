"""Frames and page templates made from a layout, or from a size and a margin, with what stands on every page."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from reportlab.platypus.doctemplate import PageTemplate
from reportlab.platypus.frames import Frame

from booklet.frames.page import PageCanvas
from booklet.geometry import Rect, Size
from booklet.look.layout import Layout
from booklet.typeset.board import Board

Furniture = Callable[[PageCanvas], None]
"""What draws on every page of a template: it gets the page, and may `put` a sheet or `place_form` on it."""

RECTO, VERSO = "recto", "verso"


class OwnTemplate(PageTemplate):  # type: ignore[misc]
    """A page template whose furniture is read after what flows on the page, or before it (`first`)."""

    def __init__(
        self,
        id: str,
        frames: Sequence[Frame],
        size: Size,
        *,
        first: Furniture | None = None,
        last: Furniture | None = None,
        following: str | None = None,
    ) -> None:
        super().__init__(
            id=id,
            frames=list(frames),
            pagesize=tuple(size),
            onPage=_drawing(first),
            onPageEnd=_drawing(last),
            autoNextPageTemplate=following,
        )


def _drawing(furniture: Furniture | None) -> Callable[[PageCanvas, object], None]:
    def draw(canvas: PageCanvas, _document: object) -> None:
        if furniture:
            furniture(canvas)

    return draw


def text_frame(box: Rect, id: str = "text") -> Frame:
    """Return a frame as large as a box: it has no padding, and adds up space as ReportLab does if nobody sets it up."""
    return Frame(*box, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0, id=id, overlapAttachedSpace=1)


def paper_template(
    size: Size, margin: float, *, id: str = "paper", first: Furniture | None = None, last: Furniture | None = None
) -> OwnTemplate:
    """Return the template of a paper with the same margin all around."""
    box = Rect(0, 0, *size).grown(-margin)
    return OwnTemplate(id, [text_frame(box)], size, first=first, last=last)


def text_box(layout: Layout, *, is_recto: bool) -> Rect:
    """Return where text stands on a page of a layout, for a reader from left to right."""
    margins, trim = layout.margins, layout.trim
    start = margins.inner if is_recto else margins.outer
    width = trim.width - margins.inner - margins.outer
    return Rect(start, margins.foot, width, trim.height - margins.top - margins.foot)


def page_templates(
    layout: Layout, *, first: Furniture | None = None, last: Furniture | None = None
) -> tuple[OwnTemplate, OwnTemplate]:
    """Return the right-hand and the left-hand page of a layout, which follow each other."""
    recto, verso = (
        OwnTemplate(
            name, [text_frame(text_box(layout, is_recto=name == RECTO))], layout.trim, first=first, last=last,
            following=other,
        )
        for name, other in ((RECTO, VERSO), (VERSO, RECTO))
    )  # fmt: skip
    return recto, verso


class PageAt(NamedTuple):
    """A page that furniture is drawn on: its number, from 0, and its trim."""

    number: int
    trim: Size


def on_sheet(draw: Callable[[PageAt, Board], None]) -> Furniture:
    """Return furniture that draws on a board as large as the page, from the upper left corner of its trim."""

    def furniture(canvas: PageCanvas) -> None:
        board = Board("furniture", canvas.house.setting)
        draw(PageAt(canvas.number, canvas.trim), board)
        canvas.put(board)

    return furniture
