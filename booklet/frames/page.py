"""The canvas that collects pages: components in their places, and below them what others draw beside them."""

from collections.abc import Iterable, Iterator

from booklet.errors import Finding, Where
from booklet.frames.canvas import NO_LINK, Canvas, paints
from booklet.geometry import Rect, Size
from booklet.text.markup import escape_markup, plain_text
from booklet.typeset.board import Board
from booklet.typeset.house import House
from booklet.typeset.placed import (
    ARTIFACT,
    Clipped,
    Component,
    Drawn,
    DrawnAt,
    FigureAt,
    Form,
    FormAt,
    Group,
    Item,
    LinkAt,
    Overset,
    PlacedPage,
    TextAt,
    texts_of,
)
from booklet.values import Frozen, replace

NO_NAME = "it shows text past our paragraphs and in no figure: nothing says what it is"
FORM_TWICE = "it stands in two sizes, and is one and the same thing wherever it stands"
NO_FORM = "something in it stands on many pages, and may stand in no figure"


class Figure(Frozen):
    """Somebody else's drawing, with components of ours in it, and its alternative text."""

    drawn: Drawn
    alt: str
    over: tuple[Item, ...] = ()
    said: tuple[str, ...] = ()
    """What stands in it of ours, as markup; its other words are those of the drawing."""

    @property
    def words(self) -> tuple[str, ...]:
        """All words in it."""
        return (*map(plain_text, self.said), *(line.text for line in self.drawn.lines))


class FigureCanvas(Canvas):
    """The canvas of one figure; components of ours in it become part of its picture."""

    def __init__(self, house: House, size: Size) -> None:
        self.over: list[Item] = []
        self.said: list[str] = []
        super().__init__(house, size)

    def place(self, component: Component, x: float, y: float, says: Iterable[str] | None = None) -> None:
        """Place a component with its upper left corner at a point, in the current coordinates."""
        place = self.straight(x, y)
        self.said += says_of(component) if says is None else says
        self.over.append(Group(*place, 0, tuple(self._untag(component.items))))

    def end(self, alt: str) -> Figure:
        """Return what was drawn."""
        return Figure(self.take_drawing(*self._pagesize), alt, tuple(self.over), tuple(self.said))

    def _untag(self, items: Iterable[Item]) -> Iterator[Item]:
        """Yield items as they stand in a picture, where they belong to no element but the figure."""
        for item in items:
            if isinstance(item, TextAt):
                yield replace(item, element=ARTIFACT)
            elif isinstance(item, Group):
                yield Group(item.dx, item.dy, 0, tuple(self._untag(item.items)))
            elif isinstance(item, FigureAt):
                yield Group(0, 0, 0, tuple(self._untag(item.items)))
            elif isinstance(item, Clipped):
                yield Clipped(item.path, tuple(self._untag(item.items)))
            elif isinstance(item, FormAt | LinkAt):
                self.note_fault(NO_FORM if isinstance(item, FormAt) else NO_LINK)
            else:
                yield item


class PageCanvas(Canvas):
    """Collects the pages of a document: our flowables call `place`, guests `place_figure`; all else is ground.

    `forms` are the components on many pages, `said` all texts as markup, `shapes` whatever else is seen outside figures
    that nobody vouches for. `findings` are faults that keep it out of a file.
    """

    def __init__(self, house: House, size: Size, *, bleed: float = 0.0, topic: str = "") -> None:
        self.bleed, self.topic = bleed, topic
        self.pages: list[PlacedPage] = []
        self.forms: dict[str, Form] = {}
        self.figures: list[Figure] = []
        self.said: list[str] = []
        self.shapes: list[str | tuple[Item, ...]] = []
        self.findings: list[Finding] = []
        self._open = Board(topic, house.setting)
        super().__init__(house, size)

    @property
    def trim(self) -> Size:
        """The size of the page that is open."""
        return Size(*map(float, self._pagesize))

    @property
    def number(self) -> int:
        """The number of the page that is open, from 0."""
        return len(self.pages)

    def place(self, component: Component, x: float, y: float, says: Iterable[str] | None = None) -> None:
        """Place a component with its upper left corner at a point, in the current coordinates.

        Its text is what it `says`, as markup, or what its letters show if it does not say.
        """
        left, top = self.straight(x, y)
        self.said += says_of(component) if says is None else says
        if says is None and any(map(_is_shape, component.items)):
            self.shapes.append(component.items)
        self._open.place(component, left, self.trim.height - top)

    def put(self, board: Board, says: Iterable[str] | None = None) -> None:
        """Place the contents of a board as large as the page, from the upper left corner of the trim."""
        self.place(board.finish(*self.trim), 0, self.trim.height, says)

    def place_form(self, form: Form, role: str, x: float, y: float) -> None:
        """Place a component that stands on many pages and is proven alone, by its upper left corner."""
        if self.forms.setdefault(form.name, form) != form:
            self.tell([FORM_TWICE], f'"{form.name}"')
        board = Board(form.name, self.house.setting)
        board.form(form.name, 0, 0, role)
        self.place(board.finish(form.component.width, form.component.height), x, y, ())

    def place_figure(self, figure: Figure, x: float, y: float) -> None:
        """Put a figure with its lower left corner at a point."""
        left, low = self.straight(x, y)
        self.figures.append(figure)
        box = Rect(left, low - self.trim.height, figure.drawn.width, figure.drawn.height)
        drawing: tuple[Item, ...] = (DrawnAt(figure.drawn, box.x, box.y),)
        over = (Group(box.x, box.y, 0, figure.over),) if figure.over else ()
        self._open.figure(box, drawing + over, figure.alt)

    def overset(self, overset: Overset) -> None:
        """Note that something does not fit on the page."""
        self._open.oversets.append(overset)

    def tell(self, faults: Iterable[str], what: str) -> None:
        """Note faults of something drawn on the page."""
        where = Where(f"{self.topic or 'document'} page {self.number + 1}")
        for fault in faults:
            self.findings.append(
                Finding("figure-unfit", where, f"{what} cannot be printed: {fault}", HINTS.get(fault, ""))
            )

    def drawText(self, aTextObject: object) -> None:
        """Note text outside of figures."""
        self.note_fault(NO_NAME)

    def showPage(self) -> None:
        """End a page: what others drew outside our flowables lies below them, and covers none of them."""
        drawn = self.take_drawing(*self.trim)
        self.tell(self.faults, "what stands on the page past its figures")
        if paints(drawn):
            self.shapes.append(drawn.name)
        component = self._open.finish(*self.trim)
        self.pages.append(
            PlacedPage(
                number=self.number,
                topic=self.topic,
                trim=self.trim,
                bleed=self.bleed,
                items=(
                    *((DrawnAt(drawn, 0.0, 0.0),) if paints(drawn) else ()),
                    Group(0, self.trim.height, 0, component.items),
                ),
                elements=component.elements,
                varies=True,
                gave=", ".join(component.gave),
                oversets=component.oversets,
            )
        )
        self._open = Board(self.topic, self.house.setting)
        self.faults = []
        self._noted = []
        self._startPage()


def _is_shape(item: Item) -> bool:
    """Tell whether an item shows anything but text."""
    return any(map(_is_shape, item.items)) if isinstance(item, Group) else not isinstance(item, TextAt)


def says_of(component: Component) -> tuple[str, ...]:
    """Return the paragraphs of a component, as markup."""
    cuts = (text.line.cut.text if text.line.cut else text.line.text for text in texts_of(component.items))
    return tuple(dict.fromkeys(map(escape_markup, cuts)))


HINTS = {
    NO_NAME: "set it as a Paragraph of ours, or in a Guest with its alternative text",
    NO_LINK: "write the address in a paragraph: [words](address)",
}
