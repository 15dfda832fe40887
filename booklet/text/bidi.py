"""The Unicode Bidirectional Algorithm (UAX #9): the embedding level of each character, and the order on a line.

Classes are the letters of `bidi_classes`; within a sequence the rules W1 to N2 rewrite a string of them, which stands
between the directions before and after the sequence (sos and eos).
"""

import re
from collections.abc import Sequence
from itertools import groupby

from booklet.text.bidi_classes import classes_of
from booklet.text.bidi_explicit import (
    REMOVED,
    RunSequence,
    explicit_levels,
    first_strong,
    matching_isolates,
    run_sequences,
)
from booklet.text.brackets import CLOSING, CLOSING_OF

_NEEDS_BIDI = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefe"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_RIGHTWARD = frozenset("RAmx_o+%,")
"""Classes that make no level in a right-to-left paragraph: letters, and what is neutral where there are no numbers."""

_BRACKETS = CLOSING_OF.keys() | CLOSING.keys()
_MAX_OPEN_BRACKETS = 63
_NEUTRAL = str.maketrans("+%,_|/[]?!", "o" * 10)
_RESET = re.compile(r"[_|/\[\]?!<>{}^x]+")
"""White space, isolates, controls and separators: reset before a separator and at the end of a line (L1)."""

_STRONG = {"L": "L", "R": "R", "E": "R", "N": "R"}
"""The direction of a class where neutrals are resolved: numbers count as right-to-left (N0, N1)."""

_STEPS = ({"L": 0, "R": 1, "E": 2, "N": 2}, {"L": 1, "R": 0, "E": 1, "N": 1})


def needs_bidi(text: str, base: int = 0) -> bool:
    """Tell whether any character of a paragraph may have another level than its base.

    >>> needs_bidi("Tell (an) adult."), needs_bidi("\u05d0"), needs_bidi("\u05d0", base=1)
    (False, True, False)
    """
    if base:
        return not _RIGHTWARD.issuperset(classes_of(text))
    return _NEEDS_BIDI.search(text) is not None


def base_level(text: str) -> int:
    """Return the level of a paragraph, 0 or 1, by its first strong character; 0 without one (P2, P3)."""
    classes = classes_of(text)
    return first_strong(classes, matching_isolates(classes), 0, len(text))


def levels(text: str, base: int) -> tuple[int, ...]:
    """Return the level of each character of a paragraph, as it is before the text is broken into lines (X1 to I2).

    `base` is the level of the paragraph. Controls, which X9 removes, have the level of the character before them.

    >>> levels("a \u05d0 1", 0)
    (0, 0, 1, 1, 2)
    """
    original = classes_of(text)
    explicit, classes = explicit_levels(original, base)
    resolved = list(explicit)
    for sequence in run_sequences(original, explicit, base):
        steps = _STEPS[sequence.level % 2]
        for place, letter in zip(sequence.places, _resolve(sequence, text, original, classes), strict=True):
            resolved[place] = sequence.level + steps[letter]
    return tuple(_level_removed(resolved, original, base))


def _level_removed(resolved: list[int], classes: str, base: int) -> list[int]:
    """Give characters that X9 removes the level of the character before them."""
    level = base
    for place, letter in enumerate(classes):
        if letter in REMOVED:
            resolved[place] = level
        level = resolved[place]
    return resolved


def _resolve(sequence: RunSequence, text: str, original: str, overridden: str) -> str:
    """Return the class of each character of a sequence as L, R, E or N."""
    classes = sequence.sos + _at(overridden, sequence) + sequence.eos
    for rule in (w1, w2, w3, w4, w5, w6, w7):
        classes = rule(classes)
    direction = "LR"[sequence.level % 2]
    if not _BRACKETS.isdisjoint(text):
        classes = n0(classes, _at(text, sequence), _at(original, sequence), direction)
    return n1_n2(classes, direction)[1:-1]


def _at(text: str, sequence: RunSequence) -> str:
    return "".join([text[place] for place in sequence.places])


def w1(classes: str) -> str:
    """Give a non-spacing mark the class of its base; after an isolate it becomes neutral.

    >>> w1("LRmm[mL")
    'LRRR[oL'
    """
    return re.sub("(.)(m+)", lambda found: found[1] + re.sub(r"[\[\]?!]", "o", found[1]) * len(found[2]), classes)


def w2(classes: str) -> str:
    """Make European numbers after an Arabic letter Arabic.

    >>> w2("RA_E_LER")
    'RA_N_LER'
    """
    return re.sub("A[^LR]*", lambda found: found[0].replace("E", "N"), classes)


def w3(classes: str) -> str:
    """Make Arabic letters right-to-left."""
    return classes.replace("A", "R")


def w4(classes: str) -> str:
    """Let a single separator between numbers of one kind join them.

    >>> w4("LE+E,EN,N,EL")
    'LEEEEENNN,EL'
    """
    return re.sub("(?<=N),(?=N)", "N", re.sub("(?<=E)[+,](?=E)", "E", classes))


def w5(classes: str) -> str:
    """Let terminators join the European number beside them.

    >>> w5("L%%E_%L")
    'LEEE_%L'
    """
    return re.sub("[E%]+", lambda found: "E" * len(found[0]) if "E" in found[0] else found[0], classes)


def w6(classes: str) -> str:
    """Make remaining separators and terminators neutral; from here on all neutrals are alike."""
    return classes.translate(_NEUTRAL)


def w7(classes: str) -> str:
    """Make European numbers left-to-right if the last letter before them was.

    >>> w7("RoEoLoEoR")
    'RoEoLoLoR'
    """
    return re.sub("L[^R]*", lambda found: found[0].replace("E", "L"), classes)


def n0(classes: str, text: str, original: str, direction: str) -> str:
    """Give both brackets of a pair one direction, decided by what stands inside them and before them.

    Marks that follow a bracket get its direction. `text` and `original`, the classes before W1, are without sos and
    eos.
    """
    resolved = list(classes)
    passed = 0
    before = ""
    for opening, closing, inside in bracket_pairs(text, classes[1:-1]):
        for letter in resolved[passed : opening + 1]:
            before = _STRONG.get(letter, before)
        passed = opening + 1
        if inside:
            side = direction if direction in inside else before
            for place in (opening, closing):
                marks = _length_of_marks(original, place + 1)
                resolved[place + 1 : place + 2 + marks] = side * (1 + marks)
    return "".join(resolved)


def _length_of_marks(classes: str, start: int) -> int:
    end = start
    while classes.startswith("m", end):
        end += 1
    return end - start


def bracket_pairs(text: str, classes: str) -> list[tuple[int, int, str]]:
    """Return pairs of brackets as their two places and the directions inside, ordered by the opening one (BD16).

    >>> bracket_pairs("a(b[c)d]", "LoLoLoLo")
    [(1, 5, 'L')]
    """
    pairs = []
    opened: list[tuple[str, int]] = []
    last = {"L": -1, "R": -1}
    for place, (character, letter) in enumerate(zip(text, classes, strict=True)):
        if letter != "o":
            last[_STRONG[letter]] = place
        elif character in CLOSING_OF:
            if len(opened) == _MAX_OPEN_BRACKETS:
                break
            opened.append((CLOSING_OF[character], place))
        elif character in CLOSING:
            depth = _depth_of(CLOSING[character], opened)
            if depth is not None:
                opening = opened[depth][1]
                pairs.append((opening, place, "".join(side for side in "LR" if last[side] > opening)))
                del opened[depth:]
    return sorted(pairs)


def _depth_of(closing: str, opened: list[tuple[str, int]]) -> int | None:
    """Return the index of the innermost open bracket that a closing bracket closes, None if there is none."""
    return next((depth for depth in reversed(range(len(opened))) if opened[depth][0] == closing), None)


def n1_n2(classes: str, direction: str) -> str:
    """Give neutrals the direction of both sides where these agree (N1), else that of the embedding (N2).

    >>> n1_n2("LoRoEoL", "L")
    'LLRRELL'
    """

    def resolved(found: re.Match[str]) -> str:
        before, after = classes[found.start() - 1], classes[found.end()]
        agree = _STRONG[before] == _STRONG[after]
        return (_STRONG[before] if agree else direction) * len(found[0])

    return re.sub("o+", resolved, classes)


def line_levels(text: str, levels: Sequence[int], start: int, end: int, base: int) -> tuple[int, ...]:
    """Return the levels of one line of a paragraph: white space at its end and before tabs has the base level (L1)."""
    line = list(levels[start:end])
    classes = classes_of(text[start:end])
    for found in _RESET.finditer(classes):
        at_end = found.end() == len(classes)
        length = len(found[0]) if at_end else 1 + max(found[0].rfind("/"), found[0].rfind("|"))
        line[found.start() : found.start() + length] = [base] * length
    return tuple(line)


def visual_order(levels: Sequence[int]) -> list[int]:
    """Return the indices of characters or runs of a line from left to right, by their levels (L2).

    >>> visual_order([0, 1, 2, 1, 0])
    [0, 3, 2, 1, 4]
    """
    order = list(range(len(levels)))
    # L2 ends at the lowest odd level; the reversals below it come in pairs, of which the second undoes the first.
    for level in range(max(levels, default=0), 0, -1):
        for start, end in _stretches(levels, level):
            order[start:end] = reversed(order[start:end])
    return order


def _stretches(levels: Sequence[int], least: int) -> list[tuple[int, int]]:
    """Return start and end of each stretch whose levels are `least` or higher."""
    found = []
    end = 0
    for deep, stretch in groupby(levels, lambda level: level >= least):
        start, end = end, end + sum(1 for _ in stretch)
        if deep:
            found.append((start, end))
    return found
