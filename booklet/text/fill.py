"""Filling lines: widths and spaces of segments in, the segment at which each line begins out."""

from collections.abc import Sequence

LONELY = 0.2
"""A last line narrower than this share of the measure is lonely."""


def fill_greedy(widths: Sequence[float], spaces: Sequence[float], measure: float) -> list[int]:
    """Return the end of each line (exclusive), each line as full as it can be.

    >>> fill_greedy([30, 30, 30], [5, 5, 0], 70)
    [2, 3]
    """
    ends = []
    used = 0.0
    for index, width in enumerate(widths):
        if used and used + width > measure + 0.01:
            ends.append(index)
            used = 0.0
        used += width + spaces[index]
    return [*ends, len(widths)]


def fill_balanced(widths: Sequence[float], spaces: Sequence[float], measure: float) -> list[int]:
    """Return line ends for as few lines as greedy, their lengths as even as they can be.

    Least squares over all lines, the last one too (after Knuth and Plass, Breaking Paragraphs into Lines, 1981).

    >>> fill_balanced([30, 30, 30, 5], [5, 5, 5, 0], 100)
    [2, 4]
    """
    lines = len(fill_greedy(widths, spaces, measure))
    if lines == 1:
        return [len(widths)]
    count = len(widths)
    cost = [[float("inf")] * (count + 1) for _ in range(lines + 1)]
    begin = [[0] * (count + 1) for _ in range(lines + 1)]
    cost[0][0] = 0.0
    for line in range(1, lines + 1):
        for end in range(line, count + 1):
            cost[line][end], begin[line][end] = _best_line(widths, spaces, measure, cost[line - 1], end)
    return _trace(begin, lines, count)


def _best_line(
    widths: Sequence[float], spaces: Sequence[float], measure: float, before: list[float], end: int
) -> tuple[float, int]:
    """Return the least cost of a line that ends at `end`, and where it begins."""
    best = (float("inf"), 0)
    used = -spaces[end - 1]
    for start in range(end - 1, -1, -1):
        used += widths[start] + spaces[start]
        if used > measure + 0.01 and start < end - 1:
            break
        best = min(best, (before[start] + (measure - used) ** 2, start))
    return best


def _trace(begin: list[list[int]], lines: int, count: int) -> list[int]:
    ends = [count]
    for line in range(lines, 1, -1):
        ends.append(begin[line][ends[-1]])
    return ends[::-1]


def fill_ragged(widths: Sequence[float], spaces: Sequence[float], measure: float) -> list[int]:
    """Return greedy line ends, but never a lonely short word on the last line where that can be helped."""
    ends = fill_greedy(widths, spaces, measure)
    if len(ends) < 2:
        return ends
    last = sum(widths[ends[-2] :]) + sum(spaces[ends[-2] : -1])
    if last >= measure * LONELY:
        return ends
    return _carry_down(widths, spaces, measure, ends)


def _carry_down(widths: Sequence[float], spaces: Sequence[float], measure: float, ends: list[int]) -> list[int]:
    """Take one segment of the last line but one down, if that line stays at least half full."""
    start = ends[-3] if len(ends) > 2 else 0
    moved = ends[-2] - 1
    if moved <= start:
        return ends
    before = sum(widths[start:moved]) + sum(spaces[start : moved - 1])
    after = sum(widths[moved:]) + sum(spaces[moved:-1])
    if before < measure / 2 or after > measure:
        return ends
    return [*ends[:-2], moved, ends[-1]]
