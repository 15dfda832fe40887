"""The drawn front of a card: a picture that says nothing of the topic, and its words on a white tile."""

from booklet.geometry import Rect, mm
from booklet.look.layout import Slot
from booklet.scenes.crop import halve, widen
from booklet.scenes.model import Panel, Scene
from booklet.scenes.stage import list_heads, list_open
from booklet.typeset import shapes
from booklet.typeset.board import Board
from booklet.typeset.branding import brand_line
from booklet.typeset.brief import Brief
from booklet.typeset.cardband import EDGE
from booklet.typeset.cardwords import BLOCKS, blocks_of, bullets, front_title
from booklet.typeset.drawnpage import NEAR_FACE
from booklet.typeset.eventlines import event_rows
from booklet.typeset.house import House
from booklet.typeset.picture import picture_items
from booklet.typeset.placed import Component, Overset
from booklet.values import replace
from booklet.words.manuscript import Block

RADIUS, OUTLINE = mm(3.4), mm(0.42)
"""The corners of a tile and the weight of its outline."""

SIDE, PAD, BELOW_TITLE, BETWEEN, BETWEEN_ITEMS = mm(2.8), 1.9, 0.5, 0.9, 0.5
"""The space around the words of a tile: at its sides, and in millimetres above and below, and between its parts."""


def drawn_front(brief: Brief, house: House, scene: Scene) -> Component:
    """Set the front: its picture, seen as the card is shaped, and the tile."""
    board = Board(brief.topic.id, house.setting)
    whole = scene.panels[0]
    is_outside = whole.size.width == 2 * brief.trim.width
    panel = halve(whole, is_end=True) if is_outside else widen(whole, brief.trim)
    draw_picture(board, panel, scene, house, brief.bleed)
    words = next(words for words in panel.words if words.kind == "tile")
    measure = min(words.measure, brief.trim.width - 2 * words.at[0])
    tile = _set_tile(brief, house, measure)
    x, top = words.at
    top -= tile.height if words.up else 0.0
    board.place(tile, x, top)
    box = Rect(x, top, tile.width, tile.height)
    if _is_out(box, brief) or _hides_a_face(box, panel):
        board.oversets.append(Overset(brief.topic.id, 1, "the front of the card"))
    return board.finish(brief.trim.width, 0)


def draw_picture(board: Board, panel: Panel, scene: Scene, house: House, bleed: float) -> None:
    """Draw a picture that fills a page, with the label that says what it shows; without one it is decoration."""
    box = Rect(0, -panel.size.height, *panel.size)
    items = picture_items(panel, scene.line, seen=shapes.rectangle(box.grown(bleed)))
    said = house.labels.find(f"picture.{scene.name}.{panel.id}")
    if said:
        board.picture(box, items, said)
    else:
        board.items += items


def _set_tile(brief: Brief, house: House, measure: float) -> Component:
    """Set all words of the front in a white sign as tall as they need."""
    inside = measure - 2 * SIDE
    words, top = _set_words(brief, house, inside)
    pad = house.pad(PAD)
    board = Board(brief.topic.id, house.setting)
    board.sign(0, 0, measure, top + 2 * pad, "white", RADIUS, weight=OUTLINE)
    board.place(words.finish(inside, top), SIDE, pad)
    return board.finish(measure, top + 2 * pad)


def _set_words(brief: Brief, house: House, measure: float) -> tuple[Board, float]:
    """Set title, day, words and whose edition it is below one another, and return where they end."""
    board = Board(brief.topic.id, house.setting)
    top = board.title(front_title(brief), house.list_smaller("tile-title"), 0, 0, measure) + house.pad(BELOW_TITLE)
    day = event_rows(brief, house, measure, "black")
    if day.height:
        top += board.place(day, 0, top) + house.pad(BELOW_TITLE)
    for number, block in enumerate(blocks_of(brief, "front")):
        top += house.pad(BETWEEN) if number else 0.0
        top += board.place(_set_block(block, measure, house), 0, top)
    return board, top + _set_brand(board, brief, house, measure, top)


def _set_block(block: Block, measure: float, house: House) -> Component:
    """Set a block of a front; the items of a list have air between them."""
    style = house.style("tile")
    if block.kind == "list":
        return bullets(block, measure, house, style, gap=house.pad(BETWEEN_ITEMS))
    return BLOCKS[block.kind](block, measure, house, style)


def _set_brand(board: Board, brief: Brief, house: House, measure: float, top: float) -> float:
    """Set whose edition it is below the words, if it has room there, and return how tall it is."""
    slot = brief.slot and Slot(0, top + house.pad(BETWEEN), measure, brief.slot.height)
    before = len(board.items)
    brand_line(board, replace(brief, slot=slot), house, "white")
    return house.pad(BETWEEN) + slot.height if slot and len(board.items) > before else 0.0


def _is_out(box: Rect, brief: Brief) -> bool:
    """Tell whether a tile comes too near to where the card is cut."""
    most = brief.trim.width - EDGE, brief.trim.height - EDGE
    return min(box.x, box.y) < EDGE - 0.1 or box.right > most[0] + 0.1 or box.top > most[1] + 0.1


def _hides_a_face(box: Rect, panel: Panel) -> bool:
    """Tell whether a tile covers a head, or what words must stay off."""
    kept = (*(head.whole for head in list_heads(panel) if head.is_near), *list_open(panel))
    return any(
        min(box.right, one.right) - max(box.x, one.x) > NEAR_FACE
        and min(box.top, one.top) - max(box.y, one.y) > NEAR_FACE
        for one in kept
    )
