"""Our components as flowables: paragraphs in any script, blocks of the guide, and whatever else sets itself."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from reportlab.platypus.flowables import Flowable

from booklet.text.compose import Line, compose
from booklet.text.fill import LEAST_LINES, lines_that_stay
from booklet.text.fonts import Setting
from booklet.text.itemise import TextStyle
from booklet.text.markup import escape_markup, parse_markup
from booklet.typeset.board import Board
from booklet.typeset.flow import BOXES, box, groups, space
from booklet.typeset.house import House
from booklet.typeset.placed import Component
from booklet.values import replace
from booklet.words.manuscript import Block, Topic

ROUNDING = 0.01
"""Points that rounding may lack of a line."""


class OwnFlowable(Flowable):  # type: ignore[misc]
    """Anything of ours that flows: a subclass says which component it is at a width.

    ReportLab's `spaceBefore`, `spaceAfter` and `keepWithNext` apply as to any flowable.
    """

    spaceBefore = 0.0
    spaceAfter = 0.0
    keepWithNext = 0

    def __init__(self) -> None:
        super().__init__()
        self._set: tuple[float, Component] | None = None

    def component(self, width: float) -> Component:
        """Return its component at a width."""
        raise NotImplementedError

    def set_at(self, width: float) -> Component:
        """Return its component at a width, made once for each width."""
        if self._set is None or self._set[0] != width:
            self._set = width, self.component(width)
        return self._set[1]

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """Return the size that it takes at a width."""
        found = self.set_at(availWidth)
        self.width, self.height = availWidth, found.height
        return self.width, self.height

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:
        """Return its parts, the first no taller than a height; none if it cannot be split."""
        return []

    def draw(self) -> None:
        """Hand it to the page, or to the figure, that is being collected."""
        self.canv.place(self.set_at(self.width), 0, self.height, self.says() if _is_ours(self) else None)

    def says(self) -> tuple[str, ...] | None:
        """Return all its text, as markup; None if that has to be read from its component."""
        return None

    def with_space(self, before: float, after: float, *, keep: bool = False) -> "OwnFlowable":
        """Set the space before and after it, and whether it stays with what follows; return itself."""
        self.spaceBefore, self.spaceAfter, self.keepWithNext = before, after, int(keep)
        return self


def _is_ours(flowable: OwnFlowable) -> bool:
    """Tell whether a flowable is of a class of ours, as it is: others may say less than they show."""
    package = __name__.partition(".")[0]
    return type(flowable).__module__.partition(".")[0] == package and "says" not in vars(flowable)


class Set(OwnFlowable):
    """A component that a function sets at a measure; it is never split."""

    def __init__(self, make: Callable[[float], Component]) -> None:
        super().__init__()
        self._make = make

    def component(self, width: float) -> Component:
        """Return what the function sets."""
        return self._make(width)


class Words(OwnFlowable):
    """A text in the guide's markup, in a style; it is split between lines, with at least two on either side.

    `role` is that of its element: `P`, `H1`, `H2`, or "" for an artifact.
    """

    def __init__(self, markup: str, style: TextStyle, setting: Setting, role: str = "P") -> None:
        super().__init__()
        self.markup, self.style, self.setting, self.role = markup, style, setting, role
        self._rest: tuple[float, tuple[Line, ...]] | None = None

    def lines(self, width: float) -> Sequence[Line]:
        """Return its lines; after a split, those of the whole text."""
        return self._rest[1] if self._rest else compose(self.markup, self.style, width, self.setting)

    def says(self) -> tuple[str, ...]:
        """Return the text."""
        return (self.markup,)

    def component(self, width: float) -> Component:
        """Return its lines at a width."""
        board = Board(self.markup[:40], self.setting)
        element = board.element(self.role) if self.role else -1
        return board.finish(width, board.lines(self.lines(width), self.style, 0, 0, width, element))

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:
        """Return the part that stays on a page and the part that goes to the next."""
        lines = tuple(self.lines(availWidth))
        room = int((availHeight + ROUNDING) / self.style.leading)
        frame = getattr(self, "_frame", None)
        stay = lines_that_stay(len(lines), room) or (room if frame and frame._atTop else 0)
        if not 0 < stay < len(lines):
            return []
        first, last = self._part(availWidth, lines[:stay]), self._part(availWidth, lines[stay:])
        first.spaceBefore, last.spaceAfter, last.keepWithNext = self.spaceBefore, self.spaceAfter, self.keepWithNext
        return [first, last]

    def _part(self, width: float, lines: tuple[Line, ...]) -> "Words":
        part = Words(self.markup, self.style, self.setting, self.role)
        part._rest = width, lines
        return part


class Paragraph(Words):
    """A text in the type of one of the house's roles: `body`, `small`, `lead`, `heading`, `title` and others."""

    def __init__(
        self, markup: str, house: House, role: str = "body", *, element: str = "P", ink: str = "", align: str = "start"
    ) -> None:
        super().__init__(markup, house.style(role, ink, align), house.setting, element)


class Blocks(OwnFlowable):
    """A block of the guide as its pages set it: a list, a box, a bubble, a story, the six steps, or tips side by side.

    Lists and tips are split between items, boxes between the lines of their text; the others stay whole.
    """

    def __init__(self, *blocks: Block, house: House, ground: str = "white", cast: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.blocks, self.house, self.ground, self.cast = blocks, house, ground, cast
        self.kind = blocks[0].kind
        self._whole = blocks
        self.keepWithNext = int(self.kind == "heading")

    def component(self, width: float) -> Component:
        """Return the block at a measure."""
        return box(self.kind, self.blocks, width, self.house, self.ground, self.cast)

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:
        """Return it in two parts, split as late as the height allows."""
        cuts = self._cuts(availWidth)
        fitting = bisect_left(
            range(len(cuts)), True, key=lambda place: self._height(cuts[place][0], availWidth) > availHeight + ROUNDING
        )
        if not fitting:
            return []
        first, last = map(self._with, cuts[fitting - 1])
        first.spaceBefore, last.spaceAfter, first.keepWithNext = self.spaceBefore, self.spaceAfter, 0
        return [first, last]

    def _height(self, blocks: tuple[Block, ...], width: float) -> float:
        return self._with(blocks).component(width).height

    def _with(self, blocks: tuple[Block, ...]) -> "Blocks":
        part = Blocks(*blocks, house=self.house, ground=self.ground, cast=self.cast)
        part._whole = self._whole
        return part

    def says(self) -> tuple[str, ...]:
        """Return the strings of the whole blocks, even if it is only a part of them."""
        return tuple(text for block in self._whole for text in block.strings())

    def _cuts(self, width: float) -> list[tuple[tuple[Block, ...], tuple[Block, ...]]]:
        """Return it in two parts, in every way in which it may be split, the earliest first."""
        if self.kind == "tip":
            return [(self.blocks[:place], self.blocks[place:]) for place in range(2, len(self.blocks), 2)]
        block = self.blocks[0]
        if self.kind == "list":
            items = block.items
            return [
                ((replace(block, items=items[:place]),), (replace(block, items=items[place:]),))
                for place in range(1, len(items))
            ]
        if self.kind not in TEXT_BOXES:
            return []
        style, setting = self.house.style("body"), self.house.setting
        return [
            ((replace(block, text=first),), (replace(block, title="", label="", text=last),))
            for first, last in cuts_between_words(block.text)
            if min(len(compose(part, style, width, setting)) for part in (first, last)) >= LEAST_LINES
        ]


TEXT_BOXES = frozenset({"action", "definition", "law", "note", "taking-action"})
"""Boxes with one text, that may go on on another page."""


def cuts_between_words(markup: str) -> list[tuple[str, str]]:
    """Return a text in two parts, split at each of its spaces, the earliest first."""
    return [cut_markup(markup, match.end()) for match in re.finditer(" +", parse_markup(markup).text)]


def cut_markup(markup: str, place: int) -> tuple[str, str]:
    """Return markup in two parts, split before a place in its text.

    >>> cut_markup("a *b c* d", 4)
    ('a *b *', '*c* d')
    """
    rich = parse_markup(markup)
    parts = ["", ""]
    for span in rich.spans:
        for number, (start, end) in enumerate(((0, place), (place, len(rich.text)))):
            if text := escape_markup(rich.text[max(start, span.start) : min(end, span.end)]):
                strong = f"*{text}*" if span.strong else text
                parts[number] += f"[{text}]({span.target})" if span.target else strong
    return parts[0], parts[1]


def topic_story(topic: Topic, house: House, *, title: str = "title", cast: tuple[str, ...] = ()) -> list[Flowable]:
    """Return a topic as flowables: its title, and its blocks with the space that their kinds ask for.

    Blocks that only a whole page sets, such as the contents, are left out: `BOXES` of `booklet.typeset.flow` has those
    that stay.
    """
    heading = Paragraph(topic.title, house, title, element="H1").with_space(2 * house.gap, house.gap, keep=True)
    story: list[Flowable] = [heading]
    before: tuple[str, str] | None = None
    for kind, group in groups(topic.blocks):
        if kind not in FLOWING:
            continue
        now = (kind, group[0].style)
        flowable = _flowable(kind, group, house, cast)
        flowable.spaceBefore = space(before, now, house) if before else 0.0
        story.append(flowable)
        before = now
    return story


FLOWING = frozenset({*BOXES, "tip", "scenario"}) - {"lines"}
"""Kinds of blocks that flow."""


def _flowable(kind: str, group: tuple[Block, ...], house: House, cast: tuple[str, ...]) -> OwnFlowable:
    if kind == "paragraph":
        block = group[0]
        role = "lead" if block.style == "lead" else "body"
        return Paragraph(block.text, house, role, ink=house.on("white").text)
    return Blocks(*group, house=house, cast=cast)
