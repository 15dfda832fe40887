"""The bidirectional class of a character (UAX #9, table 4) as one letter, so that a text becomes a string of classes.

L  left-to-right (L)     E  European number (EN)       m  non-spacing mark (NSM)     <  LRE    [  LRI
R  right-to-left (R)     N  Arabic number (AN)         x  boundary neutral (BN)      >  RLE    ]  RLI
A  Arabic letter (AL)    +  European separator (ES)    _  white space (WS)           {  LRO    ?  FSI
                         %  European terminator (ET)   |  segment separator (S)      }  RLO    !  PDI
                         ,  common separator (CS)      /  paragraph separator (B)    ^  PDF
                                                       o  other neutral (ON)
"""

import re
from unicodedata import bidirectional

_LETTERS = {
    "L": "L", "R": "R", "AL": "A", "EN": "E", "AN": "N", "ES": "+", "ET": "%", "CS": ",",
    "NSM": "m", "BN": "x", "WS": "_", "S": "|", "B": "/", "ON": "o",
    "LRE": "<", "RLE": ">", "LRO": "{", "RLO": "}", "PDF": "^", "LRI": "[", "RLI": "]", "FSI": "?", "PDI": "!",
}  # fmt: skip

_DEFAULTS = {
    "A": "\u0600-\u07bf\u0860-\u08ff\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufeff\U00010d00-\U00010d3f\U00010ec0-\U00010eff"
    "\U00010f30-\U00010f6f\U0001ec70-\U0001ecbf\U0001ed00-\U0001ed4f\U0001ee00-\U0001eeff",
    "R": "\u0590-\u05ff\u07c0-\u085f\ufb1d-\ufb4f\U00010800-\U00010fff\U0001e800-\U0001efff",
    "%": "\u20a0-\u20cf",
    "x": "\u2065\ufdd0-\ufdef\ufff0-\ufff8\U000e0000-\U000e0fff",
}
"""Class -> blocks kept for it (DerivedBidiClass.txt, @missing), for what Unicode added after this Python was made."""


class _Classes(dict[int, str]):
    """Code point -> letter of its class, found at first use: a table for `str.translate`."""

    def __missing__(self, point: int) -> str:
        known = bidirectional(chr(point))
        letter = self[point] = _LETTERS[known] if known else _default(chr(point))
        return letter


def _default(character: str) -> str:
    """Return the class of a character that this Python's Unicode does not know."""
    if ord(character) & 0xFFFE == 0xFFFE:
        return "x"
    return next((letter for letter, blocks in _DEFAULTS.items() if re.match(f"[{blocks}]", character)), "L")


_CLASSES = _Classes()


def classes_of(text: str) -> str:
    """Return the letter of the class of each character.

    >>> classes_of("a 1\u05d0\u2067")
    'L_ER]'
    """
    return text.translate(_CLASSES)
