"""Sheets of patches: above each where it goes, around it marks to cut by, and its ground beyond them."""

from collections.abc import Iterator

from booklet.geometry import add_lengths, mm
from booklet.look.layout import PROOF_GROUND
from booklet.text.compose import compose
from booklet.typeset import shapes
from booklet.typeset.board import Board
from booklet.typeset.brief import Brief
from booklet.typeset.house import House
from booklet.typeset.patch import Patch
from booklet.typeset.placed import Component
from booklet.typeset.proofmark import STICKER_BAND, sticker_band

BEYOND = mm(2)
"""How far the ground of a patch goes on beyond its cut."""

MARK_GAP, MARK = mm(2.5), mm(2)
MARK_WEIGHT = 0.5

BESIDE = mm(10)
"""What is left between patches that stand beside one another."""

GAP = mm(4)
"""What is left between a patch and the next below it, which its own words stand above."""

CLEAR = mm(2.5)
"""What is left between a patch and the words above it."""


def stickers(brief: Brief, house: House) -> Component:
    """Set a sheet: its title, how to use it, and its patches from the top, as many side by side as fit."""
    board = Board(brief.topic.id, house.setting)
    top = _head(board, brief, house)
    for row in _rows(brief.patches, _measure(brief)):
        top += GAP
        _row(board, row, top, brief, house)
        top += _row_height(row, brief, house)
    return board.finish(brief.trim.width, top)


def sheets(brief: Brief, house: House) -> Iterator[tuple[Patch, ...]]:
    """Yield the patches of a brief sheet by sheet, as many as one holds, in order."""
    first = top = _head(Board(brief.topic.id, house.setting), brief, house)
    found: list[Patch] = []
    for row in _rows(brief.patches, _measure(brief)):
        height = GAP + _row_height(row, brief, house)
        if found and top + height > brief.trim.height - brief.margins.foot:
            yield tuple(found)
            found, top = [], first
        found += row
        top += height
    if found:
        yield tuple(found)


def _measure(brief: Brief) -> float:
    return brief.trim.width - 2 * brief.margins.outer


def _head(board: Board, brief: Brief, house: House) -> float:
    """Set what stands at the head of a sheet, and return where it ends."""
    x, top = brief.margins.outer, brief.margins.top
    title = house.labels["sticker.title"].replace("{place}", brief.place_name)
    top += board.text(title, house.style("heading"), x, top, _measure(brief), board.element("H1"))
    return top + board.paragraph(house.labels["sticker.how"], house.style("publisher"), x, top, _measure(brief))


def _rows(patches: tuple[Patch, ...], measure: float) -> Iterator[list[Patch]]:
    """Yield patches that stand beside one another."""
    row: list[Patch] = []
    for patch in patches:
        if row and add_lengths(other.width + BESIDE for other in row) + patch.width > measure:
            yield row
            row = []
        row.append(patch)
    if row:
        yield row


def _row(board: Board, row: list[Patch], top: float, brief: Brief, house: House) -> None:
    """Set patches side by side, each under the words that name its place."""
    style, words = house.style("publisher"), _words_height(row, house)
    x = brief.margins.outer
    for patch in row:
        board.paragraph(patch.where, style, x + mm(1), top, patch.width - mm(2))
        _patch(board, patch, x, top + words + CLEAR, brief, house)
        x += patch.width + BESIDE


def _words_height(row: list[Patch], house: House) -> float:
    style = house.style("publisher")
    lines = max(len(compose(patch.where, style, patch.width - mm(2), house.setting)) for patch in row)
    return lines * style.leading


def _row_height(row: list[Patch], brief: Brief, house: House) -> float:
    proof = STICKER_BAND / house.scale if brief.mark else 0.0
    return _words_height(row, house) + CLEAR + max(patch.height for patch in row) + proof


def _patch(board: Board, patch: Patch, x: float, top: float, brief: Brief, house: House) -> None:
    """Set a patch; one that must not go to readers ends in a band that says so, inside its cut."""
    if patch.ground != "white":
        board.area(x - BEYOND, top - BEYOND, patch.width + 2 * BEYOND, patch.height + 2 * BEYOND, patch.ground)
    board.place(patch.component, x - patch.x, top - patch.top)
    height = patch.height
    if brief.mark:
        band = sticker_band(brief.mark, patch.width)
        board.area(x, top + height, patch.width, band.height + BEYOND, PROOF_GROUND.name)
        height += board.place(band, x, top + height)
    for edge, outward in ((x, -1), (x + patch.width, 1)):
        for level, upward in ((top, -1), (top + height, 1)):
            _corner(board, edge, level, outward, upward)


def _corner(board: Board, x: float, top: float, outward: int, upward: int) -> None:
    """Draw the two marks at a corner of a patch."""
    near, far = MARK_GAP, MARK_GAP + MARK
    board.stroke(shapes.line(x + outward * near, -top, x + outward * far, -top), "black", MARK_WEIGHT)
    board.stroke(shapes.line(x, -top - upward * near, x, -top - upward * far), "black", MARK_WEIGHT)
