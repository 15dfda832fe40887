"""The words of a panel: captions, bubbles, messages and signs as boxes that hug their lines, with tails to mouths."""

from collections.abc import Iterator
from math import hypot
from typing import NamedTuple

from booklet.geometry import Path, Rect, Size, mm
from booklet.scenes.model import Words
from booklet.scenes.stage import StagedHead
from booklet.text.compose import Line, compose
from booklet.text.fonts import Setting
from booklet.text.itemise import TextStyle
from booklet.typeset import shapes
from booklet.typeset.board import OUTLINE, Board
from booklet.typeset.house import House
from booklet.typeset.picture import CORNER
from booklet.typeset.placed import ArtAt, Fill, Item, Stroke
from booklet.words.manuscript import Block

BUBBLE_RADIUS, BAR_RADIUS = mm(3.4), mm(1.4)

AVATAR, AVATAR_GAP, AVATAR_EDGE = mm(6), mm(1.8), mm(0.4)
"""The square beside a message: its side, its distance from the words, and its outline."""

HAND, HAND_GAP = mm(4.2), mm(1)
"""The hand that tells that words are signed."""

RIM = mm(1.2)
"""How far the outer outline of signed words lies around the inner one."""

TAIL, TAIL_GAP, TAIL_CORNER = mm(3.2), mm(2.6), mm(4)
"""How wide a tail is, how far before a mouth it ends, and how far from corners it begins."""

STEEP = 0.5
"""From this slope on a tail leaves the upper or lower edge of a bubble, else its side."""

BEFORE_HAIR, SHORTEST_TAIL = mm(0.5), mm(0.8)

THOUGHTS = ((0.35, mm(1.1)), (0.75, mm(0.85)))
"""The discs that lead from a thought to who thinks: how far along the way, and how large."""

AT_FRAME = mm(0.1)
"""Captions that come so close to a frame stand on it."""

SLACK = 0.05
"""Points that keep a box made to the width of its words from breaking them again."""

ROLES = {"caption": "panel-caption", "message": "panel-chat"}
"""The roles of words; others are those of bubbles."""


class Pads(NamedTuple):
    """The space around the lines of a box."""

    start: float
    end: float
    across: float

    @property
    def width(self) -> float:
        """What the pads take of the width."""
        return self.start + self.end


PADS = {
    "caption": Pads(mm(2), mm(2), mm(0.8)),
    "bubble": Pads(mm(2.3), mm(2.3), mm(1.1)),
    "thought": Pads(mm(2.3), mm(2.3), mm(1.1)),
    "signed": Pads(mm(2.3) + RIM + HAND + HAND_GAP, mm(2.3) + RIM, mm(1.1) + RIM),
    "message": Pads(mm(1.4) + AVATAR + AVATAR_GAP, mm(2), mm(1.2)),
}


class SetWords(NamedTuple):
    """Words in lines, and the size of the box around them."""

    words: Words
    block: Block
    style: TextStyle
    lines: tuple[Line, ...]
    width: float
    height: float

    @property
    def has_wide_word(self) -> bool:
        """Whether a word is wider than the box."""
        room = self.width - PADS[self.words.kind].width
        return any(line.width > room + 0.1 for line in self.lines)


def style_of(kind: str, house: House, ink: str = "") -> TextStyle:
    """Return the style of words of a kind, in white on the helpline's bubbles."""
    return house.style(ROLES.get(kind, "panel-words"), "white" if ink == "tide" else "")


def set_words(words: Words, block: Block, style: TextStyle, measure: float, setting: Setting) -> SetWords:
    """Return words set in a measure; their box hugs them unless its width is fixed."""
    pads = PADS[words.kind]
    lines = compose(block.text, style, measure - pads.width, setting)
    widest = max((line.width for line in lines), default=0.0) + pads.width + SLACK
    tall = max(len(lines) * style.leading, AVATAR if words.kind == "message" else 0.0) + 2 * pads.across
    return SetWords(words, block, style, lines, max(measure, 0.0) if words.is_fixed else widest, tall)


class Inside(NamedTuple):
    """The panel that words stand in: its size and its element."""

    size: Size
    element: int


def draw_words(board: Board, found: SetWords, box: Rect, tail: "Tail | None", house: House, inside: Inside) -> None:
    """Draw words in their box, whose y is its distance from the top; who speaks is read before them, as text."""
    words, block = found.words, found.block
    paragraph = board.element("P", inside.element)
    outline = tuple(_outline(found, box, tail, inside.size))
    area = Rect(box.x, -box.top, box.width, box.height)
    name = block.label
    if words.kind == "signed":
        name = f"{name}, {house.labels['signed']}"
    if name:
        board.stand_for(area, outline, house.let_say(name, ""), paragraph)
    else:
        board.items += outline
    pads = PADS[words.kind]
    top = box.y + (box.height - len(found.lines) * found.style.leading) / 2
    if words.kind == "message":
        top = box.y + pads.across + max(0.0, (AVATAR - len(found.lines) * found.style.leading) / 2)
    board.lines(found.lines, found.style, box.x + pads.start, top, box.width - pads.width + SLACK, paragraph)
    if words.is_gone:
        for number, line in enumerate(found.lines):
            board.rule(box.x + pads.start, top + (number + 0.54) * found.style.leading, line.width, "black", mm(0.35))


def round_at_frame(box: Rect, size: Size) -> tuple[float, float, float, float]:
    """Return the radii of a caption's corners, from the upper left on: those that lie on the frame's are as round."""
    is_left, is_right = box.x < AT_FRAME, box.right > size.width - AT_FRAME
    is_high, is_low = box.y < AT_FRAME, box.top > size.height - AT_FRAME
    corners = (is_left and is_high, is_right and is_high, is_right and is_low, is_left and is_low)
    top_left, top_right, low_right, low_left = (CORNER if is_on else 0.0 for is_on in corners)
    return top_left, top_right, low_right, low_left


def _outline(found: SetWords, box: Rect, tail: "Tail | None", size: Size) -> Iterator[Item]:
    """Yield the box of words: its ground, its outline, its tail, and what stands in it beside the words."""
    words = found.words
    area = Rect(box.x, -box.top, box.width, box.height)
    if words.kind == "caption":
        yield from _filled(shapes.rounded_rectangle(area, round_at_frame(box, size)), "oat")
    elif words.kind == "message":
        yield from _filled(shapes.bubble(area, BAR_RADIUS, "none"), "white" if words.is_gone else "silver")
        yield from _avatar(box.x + mm(1.4), -box.y - mm(1.2), words.ink)
    else:
        radius = BUBBLE_RADIUS + (RIM if words.kind == "signed" else 0.0)
        yield from _filled(shapes.bubble(area, radius, "none"), words.ink)
        if tail:
            yield from tail.draw(words.ink, is_thought=words.kind == "thought")
        if words.kind == "signed":
            inner = area.grown(-RIM)
            yield from _filled(shapes.bubble(inner, BUBBLE_RADIUS, "none"), words.ink)
            middle = -box.y - PADS["signed"].across - found.style.leading / 2
            yield ArtAt("icon-hand-palm", Rect(box.x + RIM + mm(2), middle - HAND / 2, HAND, HAND))


def _filled(path: Path, ink: str) -> Iterator[Item]:
    yield Fill(path, ink)
    yield Stroke(path, "night", OUTLINE)


def _avatar(x: float, top: float, ink: str) -> Iterator[Item]:
    """Yield a square of two inks where a screen shows a face: nobody knows who writes."""
    square = Rect(x, top - AVATAR, AVATAR, AVATAR)
    yield Fill(shapes.rectangle(square), ink)
    low, right = square.y, square.right
    slope = (("m", x, low), ("l", x, low + 0.3 * AVATAR), ("l", right, low + 0.7 * AVATAR), ("l", right, low), ("h",))
    yield Fill(Path(slope), "night")
    yield Stroke(shapes.rectangle(square), "night", AVATAR_EDGE)


class Tail(NamedTuple):
    """A tail: the two ends of its base, and its tip; points, y downwards."""

    one: tuple[float, float]
    other: tuple[float, float]
    tip: tuple[float, float]

    def draw(self, ink: str, *, is_thought: bool) -> Iterator[Item]:
        """Yield the tail, open where it meets its bubble, or the discs of a thought."""
        (x1, y1), (x2, y2), (x, y) = self.one, self.other, self.tip
        if is_thought:
            for along, radius in THOUGHTS:
                middle = (x1 + x2) / 2, (y1 + y2) / 2
                centre = middle[0] + (x - middle[0]) * along, middle[1] + (y - middle[1]) * along
                yield from _filled(shapes.disc(centre[0], -centre[1], radius), ink)
            return
        yield Fill(Path((("m", x1, -y1), ("l", x, -y), ("l", x2, -y2), ("h",))), ink)
        yield Stroke(Path((("m", x1, -y1), ("l", x, -y), ("l", x2, -y2))), "night", OUTLINE)


def make_tail(words: Words, box: Rect, head: StagedHead | None) -> Tail | None:
    """Return the tail of a bubble to the mouth of who speaks, or to a point; it ends before hair and face."""
    target = words.to or (head.mouth if head else None)
    if target is None or words.kind in {"caption", "message"} or _holds(box, target):
        return None
    one, other = _base(box, target)
    start = (one[0] + other[0]) / 2, (one[1] + other[1]) / 2
    way = target[0] - start[0], target[1] - start[1]
    length = hypot(*way) or 1.0
    share = max(0.0, 1 - (TAIL_GAP if words.gap is None else words.gap) / length)
    if head and words.to is None:
        share = min(share, max(_meet(start, way, head.whole) - BEFORE_HAIR / length, SHORTEST_TAIL / length))
    return Tail(one, other, (start[0] + way[0] * share, start[1] + way[1] * share))


def _base(box: Rect, target: tuple[float, float]) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the ends of the base of a tail, on the edge that faces its target, a little inside the outline."""
    x, y = target
    half, inside = TAIL / 2, OUTLINE / 2
    aside, away = max(box.x - x, x - box.right), max(box.y - y, y - box.top)
    if away > 0 and away >= STEEP * aside:
        middle = box.x + box.width / 2
        at = x + (middle - x) * 0.35
        at = max(box.x + TAIL_CORNER, min(box.right - TAIL_CORNER, at))
        edge = box.top - inside if y > box.top else box.y + inside
        return (at - half, edge), (at + half, edge)
    at = max(box.y + mm(3), min(box.top - mm(3), y))
    edge = box.right - inside if x > box.right else box.x + inside
    return (edge, at - half), (edge, at + half)


def _holds(box: Rect, point: tuple[float, float]) -> bool:
    return box.x <= point[0] <= box.right and box.y <= point[1] <= box.top


def _meet(start: tuple[float, float], way: tuple[float, float], box: Rect) -> float:
    """Return the share of a way after which it enters a box, 1 if it never does."""
    for step in range(101):
        x, y = start[0] + way[0] * step / 100, start[1] + way[1] * step / 100
        if box.x < x < box.right and box.y < y < box.top:
            return step / 100
    return 1.0
