"""A story of flowables set on pages: placed pages out, and from them a file like any other of ours."""

import re
from collections.abc import Iterable, Iterator, Sequence
from math import ceil

from reportlab.platypus.doctemplate import BaseDocTemplate, LayoutError
from reportlab.platypus.flowables import Flowable
from reportlab.platypus.frames import Frame

from booklet.errors import Finding, Where, merge_repeats, raise_errors
from booklet.frames.canvas import NO_DRAWING
from booklet.frames.operators import is_balanced, is_drawing
from booklet.frames.page import Figure, PageCanvas
from booklet.frames.templates import OwnTemplate
from booklet.geometry import Size
from booklet.typeset.fit import Placed
from booklet.typeset.house import House
from booklet.typeset.mirror import mirror_placed
from booklet.typeset.placed import Item, Overset, drawings_of
from booklet.values import Frozen


class Told(Frozen):
    """A story on its pages, with the figures of others in order, and all its text as markup.

    `shapes` are whatever else is seen that nobody vouches for: lines outside figures by their name, and what components
    that draw themselves are made of.
    """

    placed: Placed
    figures: tuple[Figure, ...]
    said: tuple[str, ...]
    shapes: tuple[str | tuple[Item, ...], ...]


class StoryTemplate(BaseDocTemplate):  # type: ignore[misc]
    """Sets a story on pages of ours; something too tall for every frame stands alone on a page, and is overset."""

    def __init__(self, templates: Sequence[OwnTemplate], house: House, *, bleed: float = 0.0, topic: str = "") -> None:
        self.house, self.bleed, self.topic = house, bleed, topic
        super().__init__("", pageTemplates=list(templates), pagesize=templates[0].pagesize)

    def tell(self, story: Iterable[Flowable]) -> PageCanvas:
        """Return the pages on which a story stands."""
        BaseDocTemplate.build(self, list(story), canvasmaker=self._page_canvas)
        canvas: PageCanvas = self.canv
        return canvas

    def _page_canvas(self, _filename: str, **options: object) -> PageCanvas:
        size = Size(*self.pageTemplates[0].pagesize)
        return PageCanvas(self.house, size, bleed=self.bleed, topic=self.topic)

    def handle_flowable(self, flowables: list[Flowable]) -> None:
        """Set the first flowable; if ReportLab gives up, it starts at the top of a frame and passes its foot."""
        first = flowables[0]
        try:
            super().handle_flowable(flowables)
        except LayoutError:
            self._force(first)

    def _force(self, flowable: Flowable) -> None:
        frame: Frame = self.frame
        _, height = flowable.wrapOn(self.canv, frame._getAvailableWidth(), frame._aH)
        leading = self.house.style("body").leading
        over = height - (frame._y - frame._y1p)
        about = getattr(flowable, "about", type(flowable).__name__)
        self.canv.overset(Overset(self.topic or "story", max(1, ceil(over / leading)), about))
        flowable.drawOn(self.canv, frame._x + frame._leftExtraIndent, frame._y - height)
        frame._y, frame._atTop = frame._y1p, 0
        self._curPageFlowableCount += 1


def tell_story(
    story: Iterable[Flowable], templates: Sequence[OwnTemplate], house: House, *, bleed: float = 0.0, topic: str = ""
) -> Told:
    """Return a story on pages, mirrored if the house reads from right to left.

    The first page has the first of the templates. Raises `SourceError` for drawings that cannot go into a file.
    """
    return told_pages(StoryTemplate(templates, house, bleed=bleed, topic=topic).tell(story))


def told_pages(canvas: PageCanvas) -> Told:
    """Return the pages that a canvas has collected; raise `SourceError` for what cannot go into a file."""
    raise_errors(merge_repeats((*canvas.findings, *_find_unnamed(canvas))))
    raise_errors(_undrawn(canvas))
    placed = Placed(tuple(canvas.pages), tuple(canvas.forms.values()))
    setting = canvas.house.setting
    if setting.direction == "rtl":
        placed = mirror_placed(placed, setting.script)
    return Told(placed, tuple(canvas.figures), tuple(dict.fromkeys(canvas.said)), tuple(canvas.shapes))


ROLES = frozenset(
    ["Box", "Caption", "Figure", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LBody", "LI", "Lbl", "Link", "Note"]
).union(["P", "Sect", "Span", "TD", "TH", "TOC", "TOCI", "TR", "Table"])
"""What elements of a page may be: the roles that PDF has, of which we use some (ISO 32000-2, 14.8.4)."""

_NAME = re.compile(r"[A-Za-z0-9-]+")


def _find_unnamed(canvas: PageCanvas) -> Iterator[Finding]:
    """Yield elements and forms whose names are none: they would be written into the file as they are."""
    stories = [(f"{page.topic or 'document'} page {page.number + 1}", page.elements) for page in canvas.pages]
    stories += [(name, form.component.elements) for name, form in canvas.forms.items()]
    for where, elements in stories:
        for role in dict.fromkeys(element.role for element in elements if element.role not in ROLES):
            hint = f"name one of: {' '.join(sorted(ROLES))}"
            yield Finding("unknown-element", Where(where), f'"{role}" is no element of a page', hint)
    for name in canvas.forms:
        if not _NAME.fullmatch(name):
            hint = "use letters, digits and hyphens"
            yield Finding("form-name", Where(name), f'"{name}" cannot name what stands on many pages', hint)


def _undrawn(canvas: PageCanvas) -> Iterator[Finding]:
    """Yield stories without a page, and drawings that no canvas has noted: nobody has read their operators."""
    if not canvas.pages:
        yield Finding("empty-story", Where(canvas.topic or "document"), "it has no pages", "tell something in it")
    items = (
        *(item for page in canvas.pages for item in page.items),
        *(item for form in canvas.forms.values() for item in form.component.items),
    )
    for drawn in dict.fromkeys(drawings_of(items)):
        if not (is_balanced(drawn.content) and is_drawing(drawn.content)):
            yield Finding("figure-unfit", Where(canvas.topic or "document"), NO_DRAWING, "draw it with a canvas")


def place_story(
    story: Iterable[Flowable], templates: Sequence[OwnTemplate], house: House, *, bleed: float = 0.0, topic: str = ""
) -> Placed:
    """Return the pages of a story, with everything in its place and no PDF yet."""
    return tell_story(story, templates, house, bleed=bleed, topic=topic).placed
