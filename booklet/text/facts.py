"""Which parts of a text are facts, by their form alone: digits of any script with the signs of numbers, and addresses.

**Facts are set in our own type.** A project's typeface may draw 1 as 7, and nobody would notice it from the text
beneath. So it never draws a digit of any script, a sign of a number among or beside its digits, a number with letters
to dial by, or an address from its first letter to its last; spaces are no part of them.
"""

import re

LETTERED = r"\d(?:[\u00a0\u2011-]?[0-9A-Z])*[A-Z](?:[\u00a0\u2011-]?[0-9A-Z])*"
"""A number with letters to dial by: `1-800-4-A-CHILD`."""

_DIGIT = (
    r"[\d\u00b2\u00b3\u00b9\u2070-\u2079\u2080-\u2089\u2460-\u249b\u24ea-\u24ff\u2776-\u2793"
    r"\U0001f100-\U0001f10c]"
)
"""A digit of any script, also raised, lowered, in a circle or with a mark."""

_SIGN = r"[\u00a0\u2007\u2009\u202f\u2060\u2010-\u2015\u2212\u066b\u066c+().,/:*#-]"

_LABEL = r"[\w\u2060-]+"

_ADDRESS = rf"(?:https?://)?(?:[\w.+-]+@)?(?:{_LABEL}\.)+\u2060?[A-Za-z\u2060]{{2,}}(?:[\w/#?=&%.:\u2060-]*[\w/])?"

_FACT = re.compile(f"{LETTERED}|{_ADDRESS}|{_SIGN}*{_DIGIT}(?:{_DIGIT}|{_SIGN})*")


def spans_of_facts(text: str) -> tuple[tuple[int, int], ...]:
    """Return where facts stand in a text.

    >>> [text[a:b] for text in ["Call (116) 12.", "ask a.example.org/x, then"] for a, b in spans_of_facts(text)]
    ['(116)', '12.', 'a.example.org/x']
    """
    return tuple(match.span() for match in _FACT.finditer(text))
