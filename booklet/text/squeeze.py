"""Full-width punctuation of Chinese and Japanese: half of it is blank, and two blanks side by side are one too many.

After JIS X 4051 and CLREQ 3.1.6, as `text-spacing-trim` of CSS Text 4 does it.
"""

OPENING = frozenset("（「『【《〈〔〖［｛")
"""Full-width marks whose left half is blank. Curly quotes are none: only some fonts have them as wide."""

CLOSING = frozenset("）」』】》〉〕〗］｝、。，．")
"""Full-width marks whose right half is blank."""

WIDE_SCRIPTS = frozenset({"Hani", "Hira", "Kana", "Hans", "Hant", "Jpan"})


def squeezed(before: str, after: str) -> float:
    """Return the ems to take out between two characters of Chinese or Japanese text.

    >>> squeezed("。", "」"), squeezed("、", "「"), squeezed("、", "あ")
    (0.5, 0.5, 0.0)
    """
    follows_blank = before in CLOSING and (after in OPENING or after in CLOSING)
    return 0.5 if follows_blank or (before in OPENING and after in OPENING) else 0.0
