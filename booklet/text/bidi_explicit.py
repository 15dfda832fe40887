"""Embeddings, overrides and isolates (UAX #9, X1 to X10): explicit levels, and the sequences to resolve classes in.

Classes are the letters of `bidi_classes`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from booklet.values import Frozen

INITIATORS = "[]?"
"""Classes that open an isolate: LRI, RLI, FSI."""

REMOVED = "<>{}^x"
"""Classes that X9 takes out of the text: embeddings, overrides, their end, boundary neutrals."""

_CONTROLS = set("<>{}^[]?!")
_MAX_DEPTH = 125
_OVERRIDES = {"{": "L", "}": "R"}


def matching_isolates(classes: str) -> dict[int, int]:
    """Return the place of each isolate initiator and of its PDI (BD9), leaving out those without one."""
    matching = {}
    opened = []
    for place, letter in enumerate(classes):
        if letter in INITIATORS:
            opened.append(place)
        elif letter == "!" and opened:
            matching[opened.pop()] = place
    return matching


def first_strong(classes: str, matching: dict[int, int], start: int, end: int) -> int:
    """Return the level, 0 or 1, of the first strong character outside isolates; 0 if there is none (P2, P3)."""
    place = start
    while place < end:
        letter = classes[place]
        if letter in "LRA":
            return int(letter != "L")
        if letter in INITIATORS:
            place = matching.get(place, end)
        place += 1
    return 0


class _Status(Frozen):
    """An entry of the directional status stack; `override` is L, R or nothing."""

    level: int
    override: str = ""
    isolate: bool = False


class _StatusStack:
    """The directional status stack and the three counters of X1; each method is the rule it is named after."""

    def __init__(self, base: int) -> None:
        self.entries = [_Status(base)]
        self.overflow_isolates = self.overflow_embeddings = self.valid_isolates = 0

    @property
    def last(self) -> _Status:
        return self.entries[-1]

    def x2_to_x5_embedding(self, letter: str) -> None:
        """Open an embedding or an override (RLE, LRE, RLO, LRO)."""
        level = self._next_level(rightward=letter in "<{")
        if level is not None:
            self.entries.append(_Status(level, _OVERRIDES.get(letter, "")))
        elif not self.overflow_isolates:
            self.overflow_embeddings += 1

    def x5a_to_x5c_isolate(self, *, rightward: bool) -> None:
        """Open an isolate (RLI, LRI, FSI)."""
        level = self._next_level(rightward=rightward)
        if level is None:
            self.overflow_isolates += 1
        else:
            self.valid_isolates += 1
            self.entries.append(_Status(level, isolate=True))

    def x6a_end_of_isolate(self) -> None:
        """Close an isolate and the embeddings left open in it (PDI)."""
        if self.overflow_isolates:
            self.overflow_isolates -= 1
        elif self.valid_isolates:
            self.overflow_embeddings = 0
            while not self.entries.pop().isolate:
                pass
            self.valid_isolates -= 1

    def x7_end_of_embedding(self) -> None:
        """Close an embedding or override (PDF), unless it is outside the isolate."""
        if self.overflow_isolates:
            return
        if self.overflow_embeddings:
            self.overflow_embeddings -= 1
        elif not self.last.isolate and len(self.entries) > 1:
            self.entries.pop()

    def _next_level(self, *, rightward: bool) -> int | None:
        """Return the next even or odd level, None if nesting is too deep."""
        level = self.last.level + 1
        level += level % 2 if rightward else 1 - level % 2
        fits = level <= _MAX_DEPTH and not self.overflow_isolates and not self.overflow_embeddings
        return level if fits else None


def explicit_levels(classes: str, base: int) -> tuple[list[int], str]:
    """Return the explicit level of each character, and the classes as overrides leave them (X1 to X8)."""
    if _CONTROLS.isdisjoint(classes):
        return [base] * len(classes), classes
    matching = matching_isolates(classes)
    stack = _StatusStack(base)
    levels = []
    overridden = list(classes)
    for place, letter in enumerate(classes):
        if letter == "!":
            stack.x6a_end_of_isolate()
        status = stack.last
        levels.append(base if letter == "/" else status.level)
        if status.override and letter not in REMOVED and letter != "/":
            overridden[place] = status.override
        if letter in "<>{}":
            stack.x2_to_x5_embedding(letter)
        elif letter == "^":
            stack.x7_end_of_embedding()
        elif letter == "?":
            inside = first_strong(classes, matching, place + 1, matching.get(place, len(classes)))
            stack.x5a_to_x5c_isolate(rightward=inside == 0)
        elif letter in INITIATORS:
            stack.x5a_to_x5c_isolate(rightward=letter == "[")
    return levels, "".join(overridden)


@dataclass(slots=True)
class RunSequence:
    """An isolating run sequence (BD13): the places of its characters, their level, the directions before and after."""

    level: int
    sos: str
    eos: str = ""
    places: list[int] = field(default_factory=list)


def run_sequences(classes: str, levels: Sequence[int], base: int) -> list[RunSequence]:
    """Return the isolating run sequences of a paragraph, without the characters that X9 removes (X10).

    `classes` are those before overrides, `levels` the explicit ones.
    """
    kept = [place for place, letter in enumerate(classes) if letter not in REMOVED]
    runs = [list(run) for _, run in groupby(kept, key=levels.__getitem__)]
    depths = [levels[run[0]] for run in runs]
    matching = matching_isolates(classes)
    sequences = []
    resumed: dict[int, RunSequence] = {}
    for run, before, level, after in zip(runs, [base, *depths], depths, [*depths[1:], base], strict=False):
        sequence = resumed.get(run[0])
        if not sequence:
            sequence = RunSequence(level, sos=_direction(max(level, before)))
            sequences.append(sequence)
        sequence.places += run
        # An isolate that is closed resumes its sequence, which then ends elsewhere.
        sequence.eos = _direction(max(level, base if classes[run[-1]] in INITIATORS else after))
        if run[-1] in matching:
            resumed[matching[run[-1]]] = sequence
    return sequences


def _direction(level: int) -> str:
    return "LR"[level % 2]
