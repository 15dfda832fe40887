"""What a reader takes for one character: a letter with its marks, an emoji of several parts (UAX #29)."""

import re
from itertools import accumulate, pairwise

from icu4py.breakers import CharacterBreaker

LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def graphemes(text: str) -> list[str]:
    """Return the grapheme clusters of a text; a lone surrogate, which ICU does not take, is one by itself.

    >>> graphemes("n\u0323 \u0e01\u0e33")
    ['ṇ', ' ', 'กำ']
    """
    if not LONE_SURROGATE.search(text):
        return list(CharacterBreaker(text, "en"))
    lengths = map(len, CharacterBreaker(LONE_SURROGATE.sub("\0", text), "en"))
    return [text[start:end] for start, end in pairwise(accumulate(lengths, initial=0))]
