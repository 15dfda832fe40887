"""Day and theme of an event over a poster's headline: in type as large as can be, every line inside its measure."""

import pytest

from booklet.facts.event import EventLines
from booklet.geometry import mm
from booklet.sources.load import Sources
from booklet.typeset.board import Board
from booklet.typeset.brief import Brief
from booklet.typeset.eventlines import ROOM, event_head
from booklet.typeset.house import House
from booklet.typeset.placed import TextAt
from booklet.values import replace
from booklet.words.manuscript import NO_TOPIC

DAY = "Safer Internet Day · 9 February 2027"


@pytest.fixture
def brief(sources: Sources) -> Brief:
    """Return the brief of a poster."""
    layout = sources.layout("poster-a3")
    return Brief(layout.pages[0], 0, NO_TOPIC, layout.trim, layout.margins, mm(3), layout.give)


def head(theme: str, brief: Brief, house: House) -> Board:
    board = Board("event", house.setting)
    event_head(board, replace(brief, event=EventLines(DAY, theme)), replace(house, product="poster"))
    return board


@pytest.mark.parametrize("letters", [0, 20, 60, 90, 120, 150, 180, 400])
def test_every_line_fits_its_measure_and_all_of_them_their_room(letters: int, brief: Brief, house: House) -> None:
    theme = ("together for a better internet " * 20)[:letters].strip()
    board, measure = head(theme, brief, house), brief.trim.width - 2 * brief.margins.outer
    lines = [item.line for item in board.items if isinstance(item, TextAt)]
    if board.oversets:
        assert letters >= 150 and not lines
        return
    assert 1 <= len(lines) <= 2 and all(line.width <= measure for line in lines)
    assert len(lines) * max(run.size for line in lines for run in line.runs) <= ROOM
