"""Full-width punctuation of Chinese and Japanese: half of it is blank, and two blanks side by side are too many.

After JIS X 4051 and CLREQ 3.1.6, as `text-spacing-trim` of CSS Text 4 does it.
"""

OPENING = frozenset("（「『【《〈〔〖［｛")
"""Full-width marks whose left half is blank. Curly quotes are none: only some fonts have them as wide."""

_CLOSING = frozenset("）」』】》〉〕〗］｝")

_STOPS = frozenset("、。，．")
"""Half blank as well, but in Traditional Chinese they stand in the middle of their square."""

SQUEEZED = OPENING | _CLOSING | _STOPS
"""Marks behind which room may be taken out."""

WIDE_SCRIPTS = frozenset({"Hani", "Hira", "Kana", "Hans", "Hant", "Jpan"})


def closes(mark: str, script: str) -> bool:
    """Tell whether the right half of a mark is blank in a paragraph of a script."""
    return mark in _CLOSING or (mark in _STOPS and script != "Hant")


def measure_squeeze(before: str, after: str, script: str) -> float:
    """Return how many ems to take out between two characters in a paragraph of a script.

    >>> measure_squeeze("。", "」", "Jpan"), measure_squeeze("、", "「", "Jpan"), measure_squeeze("、", "あ", "Jpan")
    (0.5, 0.5, 0.0)
    >>> measure_squeeze("。", "」", "Hant"), measure_squeeze("」", "「", "Hant")
    (0.0, 0.5)
    """
    if closes(before, script):
        return 0.5 if after in OPENING or closes(after, script) else 0.0
    return 0.5 if before in OPENING and after in OPENING else 0.0
