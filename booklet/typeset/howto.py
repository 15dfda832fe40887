"""Instructions for whoever prints: a heading with names of files, steps with a picture, a line to measure."""

from collections.abc import Sequence

from booklet.geometry import mm
from booklet.typeset import shapes
from booklet.typeset.board import Board
from booklet.typeset.house import House
from booklet.typeset.pictograms import HEIGHT, WIDTH, pictogram
from booklet.typeset.placed import Component
from booklet.values import Frozen, replace

RULE = mm(100)


class HowtoStep(Frozen):
    """A step: the name of its picture, and words as markup; with `has_rule` a line of 100 mm stands below them."""

    picture: str
    text: str
    has_rule: bool = False


def heading(title: str, files: Sequence[str], measure: float, house: House) -> Component:
    """Set the heading of steps or rows, and below it the names of the files they are about; all markup."""
    board = Board("howto", house.setting)
    name = replace(house.style("small"), tears=True)
    top = board.text(title, house.style("heading", "tide"), 0, 0, measure, board.element("H2"))
    for file in files:
        top += board.paragraph(file, name, 0, top, measure)
    return board.finish(measure, top)


def step(number: int, what: HowtoStep, measure: float, house: House) -> Component:
    """Set a step: its picture, its number and its words beside it."""
    board = Board("howto", house.setting)
    board.place(pictogram(what.picture, house), 0, 0)
    x = WIDTH + mm(5)
    words = Board("howto", house.setting)
    height = words.paragraph(f"*{number}*  {what.text}", house.style("body"), 0, 0, measure - x)
    if what.has_rule:
        words.stroke(shapes.line(0, -height - mm(4), RULE, -height - mm(4)), "black", 0.5)
        for end in (0.0, RULE):
            words.stroke(shapes.line(end, -height - mm(2), end, -height - mm(6)), "black", 0.5)
        height += mm(7)
    board.place(words.finish(measure - x, height), x, max(0.0, (HEIGHT - height) / 2))
    return board.finish(measure, max(HEIGHT, height))
