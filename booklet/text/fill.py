"""Filling lines: words as boxes with a width in, the box before which each line ends out.

All widths are in points. The last number of a result is the number of boxes.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from booklet.geometry import add_lengths

SLACK = 0.01
"""What rounding may add to a full line."""

LONELY = 0.25
"""A last line narrower than this share of the measure is lonely."""

SHRINK = 0.25
"""The share of its width by which a space of a justified line may shrink."""


class Box(NamedTuple):
    """A word as a line breaker sees it.

    `space` follows it unless the line ends there, and `tail` (a hyphen) only if it does; `stretch` is how readily the
    space after it grows, `penalty` the cost of ending a line there.
    """

    width: float
    space: float
    tail: float = 0.0
    stretch: float = 0.0
    penalty: float = 0.0


LEAST_LINES = 2
"""Lines of a paragraph that stay together where it is broken over two pages: no widow, no orphan."""

Filler = Callable[[Sequence[Box], float], list[int]]


def fill_greedy(boxes: Sequence[Box], measure: float) -> list[int]:
    """Return the end of each line (exclusive), each line as full as it can be.

    >>> fill_greedy([Box(30, 5), Box(30, 5), Box(30, 0)], 70)
    [2, 3]
    """
    ends: list[int] = []
    while not ends or ends[-1] < len(boxes):
        ends.append(_reach(boxes, ends[-1] if ends else 0, measure))
    return ends


def _reach(boxes: Sequence[Box], start: int, measure: float) -> int:
    """Return where the fullest line from `start` ends; a box wider than the measure stands alone."""
    best = start + 1
    used = 0.0
    most = measure + SLACK
    for index in range(start, len(boxes)):
        width, space, tail, _, _ = boxes[index]
        used += width
        if used > most:
            break
        if used + tail <= most:
            best = index + 1
        used += space
    return best


def fill_ragged(boxes: Sequence[Box], measure: float) -> list[int]:
    """Return greedy line ends, but avoid a lonely short word on the last line where possible."""
    ends = fill_greedy(boxes, measure)
    if len(ends) < 2 or line_width(boxes, ends[-2], ends[-1]) >= measure * LONELY:
        return ends
    return _carry_down(boxes, measure, ends)


def _carry_down(boxes: Sequence[Box], measure: float, ends: list[int]) -> list[int]:
    """Move boxes from the last line but one to the last until it is not lonely, while the former stays half full."""
    start = ends[-3] if len(ends) > 2 else 0
    best = ends[-2]
    for moved in range(ends[-2] - 1, start, -1):
        carried = line_width(boxes, moved, len(boxes))
        if line_width(boxes, start, moved) < measure / 2 or carried > measure:
            break
        best = moved
        if carried >= measure * LONELY:
            break
    return [*ends[:-2], best, ends[-1]]


def line_width(boxes: Sequence[Box], start: int, end: int) -> float:
    """Return the width of a line with boxes `start` to `end`, including its hyphen but not its last space.

    >>> line_width([Box(30, 5), Box(30, 5, tail=3)], 0, 2)
    68.0
    """
    inner = add_lengths(box.width + box.space for box in boxes[start : end - 1])
    return inner + boxes[end - 1].width + boxes[end - 1].tail


def fill_balanced(boxes: Sequence[Box], measure: float) -> list[int]:
    """Return the ends of as few lines as greedy needs, with lengths as even as possible.

    Least squares over all lines, the last one too (after Knuth and Plass, Breaking Paragraphs into Lines, 1981).

    >>> fill_balanced([Box(30, 5), Box(30, 5), Box(30, 5), Box(5, 0)], 100)
    [2, 4]
    """
    lines = len(fill_greedy(boxes, measure))
    if lines == 1:
        return [len(boxes)]
    count = len(boxes)
    cost = [[float("inf")] * (count + 1) for _ in range(lines + 1)]
    begin = [[0] * (count + 1) for _ in range(lines + 1)]
    cost[0][0] = 0.0
    for line in range(1, lines + 1):
        for end in range(line, count + 1):
            cost[line][end], begin[line][end] = _best_line(boxes, measure, cost[line - 1], end)
    return _trace([begin[line] for line in range(lines, 0, -1)], count)


def _best_line(boxes: Sequence[Box], measure: float, before: list[float], end: int) -> tuple[float, int]:
    """Return the least cost of a line that ends at `end`, and where it begins."""
    best = (float("inf"), 0)
    used = boxes[end - 1].tail - boxes[end - 1].space
    for start in range(end - 1, -1, -1):
        used += boxes[start].width + boxes[start].space
        if used > measure + SLACK and start < end - 1:
            break
        best = min(best, (before[start] + (measure - used) ** 2 + boxes[end - 1].penalty, start))
    return best


def _trace(begins: Sequence[Sequence[int]], count: int) -> list[int]:
    """Return line ends, given for each end where its line begins, from the last line back."""
    ends = [count]
    for begin in begins[:-1]:
        ends.append(begin[ends[-1]])
    return ends[::-1]


def fill_justified(boxes: Sequence[Box], measure: float) -> list[int]:
    """Return the line ends for which the spaces are as even as possible (Knuth and Plass, 1981).

    >>> fill_justified([Box(40, 5, stretch=5)] * 5, 90)
    [2, 4, 5]
    """
    count = len(boxes)
    cost = [0.0] + [float("inf")] * count
    begin = [0] * (count + 1)
    for end in range(1, count + 1):
        cost[end], begin[end] = _best_even(boxes, measure, cost, end)
    ends = [count]
    while begin[ends[-1]]:
        ends.append(begin[ends[-1]])
    return ends[::-1]


def _best_even(boxes: Sequence[Box], measure: float, cost: list[float], end: int) -> tuple[float, int]:
    """Return the least cost of all lines up to `end`, and where the last of them begins."""
    last = boxes[end - 1]
    best = (float("inf"), end - 1)
    width = last.tail - last.space
    stretch = -last.stretch
    spaces = -last.space
    for start in range(end - 1, -1, -1):
        box = boxes[start]
        width += box.width + box.space
        stretch += box.stretch
        spaces += box.space
        if width - SHRINK * spaces > measure + SLACK and start < end - 1:
            break
        badness = _badness(measure - width, stretch, spaces, measure, is_last=end == len(boxes))
        best = min(best, (cost[start] + (1 + badness + last.penalty) ** 2, start))
    return best


def _badness(slack: float, stretch: float, spaces: float, measure: float, *, is_last: bool) -> float:
    """Return how far a line is from its natural spaces: 100 at the most that looks well, more beyond it."""
    if slack >= 0:
        if is_last:
            return 50.0 if slack > measure * (1 - LONELY) else 0.0
        return min(1e6, 100 * (slack / max(stretch, 0.01)) ** 3)
    return min(1e6, 100 * (-slack / max(SHRINK * spaces, 0.01)) ** 3)


def lines_that_stay(count: int, room: int) -> int:
    """Return how many of a paragraph's lines stay in a room: at least two on either side, or none.

    >>> [lines_that_stay(5, room) for room in (5, 4, 3, 1)]
    [5, 3, 3, 0]
    """
    if room >= count:
        return count
    stay = min(room, count - LEAST_LINES)
    return stay if stay >= LEAST_LINES else 0
