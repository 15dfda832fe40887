"""The head of a white page: its section, its title, its edge tab."""

from booklet.geometry import mm
from booklet.typeset.board import Board
from booklet.typeset.brief import Brief
from booklet.typeset.house import House
from booklet.typeset.tab import edge_tab


def head(board: Board, brief: Brief, house: House) -> float:
    """Draw label, title and edge tab of a white page, and return where its text begins."""
    size = mm(4.5)
    label = house.style("label")
    board.bubble(brief.start, mm(18) - size / 2, size, size, house.section.ink, size / 2)
    words = house.labels[f"section.{house.section.name}"]
    if brief.place_name:
        words = house.labels["section.directory.country"].replace("{country}", brief.place_name)
    board.line(words, label, brief.start + size + mm(2.5), mm(15), brief.measure - mm(7), board.element("P"))
    title = house.style("title")
    height = board.text(brief.topic.title, title, brief.start, mm(24), brief.measure, board.element("H1"))
    edge_tab(board, brief, house.section)
    return mm(24) + height + max(min(mm(6), house.gap), house.pad(4.5))
