"""Easy words: a page of sentences, each beside a picture that shows what it says.

The pictures say nothing that their sentences do not say, so they are decoration for who listens (ISO 14289-1, 7.3).
"""

from itertools import pairwise

from booklet.geometry import Rect, Size, add_lengths, mm
from booklet.scenes.crop import cut_out
from booklet.scenes.model import Scene
from booklet.typeset import shapes
from booklet.typeset.bigtitle import below_title, set_title, text_end, title_top
from booklet.typeset.board import Board
from booklet.typeset.brief import HELPLINE, Brief
from booklet.typeset.flow import CARD_HEIGHT, Column, fill_column, space
from booklet.typeset.foot import foot
from booklet.typeset.house import House
from booklet.typeset.picture import CORNER, picture_items
from booklet.typeset.pill import pill
from booklet.typeset.placed import Component
from booklet.words.manuscript import Block

CARD = "card-easy"
"""The form with the helpline on a page of easy words; no list stands below it."""

WIDE, TALLEST, LOWEST = mm(38), mm(29), mm(16)
"""How wide a picture is, how tall where its page has room, and how tall at least."""

BESIDE, APART, MOST_APART = mm(6), mm(3.5), mm(9)
"""The distance of a sentence from its picture, and of rows: at least, and where a page has room."""

ICON = 0.62
"""How tall an icon is, as a share of its tile."""


def easy(brief: Brief, house: House) -> Component:
    """Set a white page: its title, then rows of a picture and a sentence that fill it, and whom to call at its foot."""
    board = Board(brief.topic.id, house.setting)
    top = title_top(house)
    top += set_title(board, brief, house, brief.start, top, brief.measure) + below_title(house)
    parts = {block.id: _set_whole(block, brief, house) for block in brief.topic.blocks if block.kind != "sentences"}
    spaces = [space((one.kind, one.style), (two.kind, two.style), house) for one, two in pairwise(brief.topic.blocks)]
    taken = add_lengths([*(part.height for part in parts.values()), *spaces])
    rows = _Rows(brief, house, text_end(brief) - top - taken)
    for block, after in zip(brief.topic.blocks, [*spaces, 0.0], strict=True):
        part = parts.get(block.id) or rows.set_block(block)
        top += board.place(part, brief.start, top) + after
    foot(board, brief, house)
    return board.finish(brief.trim.width, top)


def _set_whole(block: Block, brief: Brief, house: House) -> Component:
    """Return a block that is no sentences, as tall as its words need."""
    if block.kind == HELPLINE and brief.help:
        board = Board(block.id, house.setting)
        board.form(CARD, 0, 0, "Sect")
        top = CARD_HEIGHT + house.gap
        return board.finish(brief.measure, top + board.place(pill(brief.help, brief.measure, house), 0, top))
    return fill_column((block,), Column(brief, brief.measure, "white"), house, 0.0)


class _Rows:
    """The rows of a page: the room that they share, and how tall their pictures are in it."""

    def __init__(self, brief: Brief, house: House, room: float) -> None:
        self.scene, self.house, self.measure = brief.pictures, house, brief.measure
        sentences = [item for block in brief.topic.blocks if block.kind == "sentences" for item in block.items]
        self.words = {item.id: self._set_words(item) for item in sentences}
        count = max(1, len(self.words))
        share = (room - APART * (count - 1)) / count
        self.tall = max(LOWEST, min(TALLEST, share))
        while self.tall > LOWEST and self._measure() + APART * (count - 1) > room:
            self.tall = max(LOWEST, self.tall - mm(1))
        spare = (room - self._measure()) / max(1, count - 1)
        self.apart = max(APART, min(MOST_APART, spare)) if brief.is_filled else APART

    def _measure(self) -> float:
        return add_lengths([max(self.tall, words.height) for words in self.words.values()])

    def _set_words(self, item: Block) -> Component:
        board, room = Board(item.id, self.house.setting), self.measure - WIDE - BESIDE
        return board.finish(room, board.paragraph(item.text, self.house.style("lead"), 0, 0, room))

    def set_block(self, block: Block) -> Component:
        """Return the rows of a block: the picture at the start, the sentence in the middle of its height beside it."""
        board, top = Board(block.id, self.house.setting), 0.0
        for number, item in enumerate(block.items):
            words = self.words[item.id]
            tall = max(self.tall, words.height)
            top += self.apart if number else 0.0
            board.place(self._draw(item), 0, top + (tall - self.tall) / 2)
            board.place(words, WIDE + BESIDE, top + (tall - words.height) / 2)
            top += tall
        return board.finish(self.measure, top)

    def _draw(self, item: Block) -> Component:
        """Return the picture of a sentence: its icon on a tile, else the panel of its name."""
        board, size = Board(item.id, self.house.setting), Size(WIDE, self.tall)
        if item.icon:
            _draw_icon(board, item.icon, size, self.house)
        elif self.scene:
            _draw_panel(board, item.style, size, self.scene)
        return board.finish(*size)


def _draw_icon(board: Board, icon: str, size: Size, house: House) -> None:
    side, ground = ICON * size.height, house.section.ink
    board.fill(shapes.bubble(Rect(0, -size.height, *size), CORNER, "none"), ground)
    x, top = (size.width - side) / 2, (size.height - side) / 2
    board.art(f"icon-{icon}", x, top, side, side, house.on(ground).title)


def _draw_panel(board: Board, name: str, size: Size, scene: Scene) -> None:
    """Draw the panel of a scene with a name; that there is one, the sources have said."""
    panel = next(panel for panel in scene.panels if panel.id == name)
    board.items += picture_items(cut_out(panel, size), scene.line)
