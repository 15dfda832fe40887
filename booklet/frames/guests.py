"""Guests: somebody else's flowable, table or drawing on a page of ours, as a figure with alternative text."""

from typing import Any
from unicodedata import category

from reportlab.platypus.flowables import Flowable

from booklet.errors import Finding, SourceError, Where
from booklet.frames.page import FigureCanvas
from booklet.geometry import Size
from booklet.typeset.house import House


class Guest(Flowable):  # type: ignore[misc]
    """Anything that flows and is not ours; readers who do not see it hear its alternative text.

    What it draws is recorded in inks, greys and lines of our typefaces: `ink` and `use_font` name them for charts.
    """

    def __init__(self, flowable: Any, alt: str, house: House) -> None:
        super().__init__()
        self.flowable, self.alt, self.house = flowable, alt, house
        for name in ("hAlign", "vAlign"):
            setattr(self, name, getattr(flowable, name, getattr(self, name)))

    def getSpaceBefore(self) -> float:
        """Return the space that the flowable wants before it."""
        return float(self.flowable.getSpaceBefore())

    def getSpaceAfter(self) -> float:
        """Return the space that the flowable wants after it."""
        return float(self.flowable.getSpaceAfter())

    def getKeepWithNext(self) -> int:
        """Tell whether the flowable stays with what follows it."""
        return int(self.flowable.getKeepWithNext())

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """Return the size of the flowable."""
        width, height = self.flowable.wrapOn(self._canvas(Size(availWidth, availHeight)), availWidth, availHeight)
        self.width, self.height = float(width), float(height)
        if not (0 <= self.width < HUGE and 0 <= self.height < HUGE):
            message = f'the figure "{self.alt}" is {self.width:g} by {self.height:g} points large'
            raise SourceError(Finding("figure-unfit", Where("story"), message, "give it a size that a page has"))
        return self.width, self.height

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:
        """Return the parts of the flowable, each a figure with the same alternative text."""
        canvas = self._canvas(Size(availWidth, availHeight))
        return [Guest(part, self.alt, self.house) for part in self.flowable.splitOn(canvas, availWidth, availHeight)]

    def draw(self) -> None:
        """Draw it on a canvas of its own, and place the figure on the page."""
        canvas = self._canvas(Size(self.width, self.height))
        self.flowable.drawOn(canvas, 0, 0)
        figure = canvas.end(self.alt)
        what = f'the figure "{self.alt}"'
        self.canv.tell(canvas.faults, what)
        if not self.alt.strip():
            self.canv.tell([NO_ALT], "a figure")
        elif any(category(letter) in UNSAID for letter in self.alt):
            self.canv.tell([UNFIT_ALT], "a figure")
        self.canv.place_figure(figure, 0, 0)

    def _canvas(self, size: Size) -> FigureCanvas:
        return FigureCanvas(self.house, size)


HUGE = 1e6
"""Points that nothing is as large as."""

UNSAID = frozenset({"Cc", "Cn", "Cs"})
"""Kinds of characters that nobody can say, and some no file can hold."""

NO_ALT = "it has no alternative text"
UNFIT_ALT = "its alternative text has characters that nobody can read out"
