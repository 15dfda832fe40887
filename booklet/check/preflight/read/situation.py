"""The graphics state before a passage in groups, so that a passage may depend on those alone that it draws with."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from booklet.check.preflight.read.state import State

FILL, STROKE, OVER, WIDTH, FONT = 1, 2, 4, 8, 16
"""Groups of the state, as bits: both colours, overprint, the width of lines, the font with its size."""

EVERY = FILL | STROKE | OVER | WIDTH | FONT

_KEPT = [[bool(bits >> place & 1) for place in range(EVERY.bit_length())] for bits in range(EVERY + 1)]

_FILLS, _STROKES = FILL | OVER, STROKE | OVER | WIDTH
DRAWS_WITH = {
    **dict.fromkeys(("f", "F", "f*", "sh"), _FILLS),
    **dict.fromkeys(("S", "s"), _STROKES),
    **dict.fromkeys(("B", "B*", "b", "b*"), _FILLS | _STROKES),
    **dict.fromkeys(("Tj", "TJ"), _FILLS | FONT),
    **dict.fromkeys(("sc", "scn"), FILL),  # the space
    **dict.fromkeys(("SC", "SCN"), STROKE),
}
"""What operators need of the state beside place, clipping and transparency."""

SETS = {
    **dict.fromkeys(("g", "rg", "k", "cs", "sc", "scn"), FILL),
    **dict.fromkeys(("G", "RG", "K", "CS", "SC", "SCN"), STROKE),
    "w": WIDTH,
    "Tf": FONT,
}
"""What operators set, whatever it was."""

Values = tuple[Any, ...]
Numbering = Callable[[Values], int]
"""Gives equal values equal numbers, and no others."""


@dataclass(frozen=True, slots=True, eq=False)
class Situation:
    """The states before or after a passage, the current one last, in which `groups` hold; the others by number."""

    states: tuple[State, ...]
    groups: Values
    numbers: tuple[int, ...]
    rest: int

    def only(self, needed: int) -> tuple[int, ...]:
        """Return the numbers of the groups that are needed."""
        return tuple(number for place, number in enumerate(self.numbers) if needed >> place & 1)

    def then(self, after: "Situation", untouched: int) -> "Situation":
        """Return the situation after a passage, which left some groups as they were."""
        if not untouched:
            return after
        if untouched == EVERY and after.rest == self.rest:
            return self
        kept = _KEPT[untouched]
        groups = tuple([a if keep else b for keep, a, b in zip(kept, self.groups, after.groups, strict=True)])
        numbers = tuple([a if keep else b for keep, a, b in zip(kept, self.numbers, after.numbers, strict=True)])
        return Situation(after.states, groups, numbers, after.rest)

    def fresh(self) -> tuple[State, ...]:
        """Return states to play on in, of which no group has been touched."""
        *saved, state = (state.copied() for state in self.states)
        for below in saved:
            below.untouched = 0
        fill, stroke, over, state.width, font = self.groups
        state.fill.space, state.fill.colour = fill
        state.stroke.space, state.stroke.colour = stroke
        state.fill.overprints, state.stroke.overprints, state.overprint_mode = over
        state.text.font, state.text.size = font
        state.untouched = EVERY
        return *saved, state


def situation_of(states: tuple[State, ...], number_of: Numbering) -> Situation:
    """Return states as a situation."""
    groups = _groups(states[-1])
    label = states[-1].text.font.label if states[-1].text.font else None
    told = *groups[:-1], (label, states[-1].text.size)
    numbers = [number_of((place, value)) for place, value in enumerate(told)]
    rest = number_of((*(_all(state) for state in states[:-1]), rest_of(states[-1])))
    return Situation(states, groups, tuple(numbers), rest)


def _groups(state: State) -> Values:
    fill, stroke, text = state.fill, state.stroke, state.text
    return (
        (fill.space, fill.colour),
        (stroke.space, stroke.colour),
        (fill.overprints, stroke.overprints, state.overprint_mode),
        state.width,
        (text.font, text.size),
    )


def rest_of(state: State) -> Values:
    """Return all of a state but its groups."""
    text = state.text
    return (
        *(state.clip, state.has_gaps, state.matrix, state.blend, state.is_masked, state.fill.alpha, state.stroke.alpha),
        *(text.tracking, text.word_space, text.stretch, text.leading, text.rise, text.mode),
    )


def _all(state: State) -> Values:
    *groups, (font, size) = _groups(state)
    return *rest_of(state), *groups, font.label if font else None, size
