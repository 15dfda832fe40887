"""What a reader takes for one character: a letter with its marks, or an emoji of several parts (UAX #29)."""

import re
from itertools import accumulate, pairwise

from icu4py.breakers import CharacterBreaker

from booklet.text.ranges import Ranges

ALONE = Ranges(
    " ~", "\u00a1\u00a8", "\u00aa\u00ac", "\u00af\u02ff", "\u3001\u3029", "\u3041\u3096", "\u30a0\u30ff",
    "\u3400\u4dbf", "\u4e00\u9fff", "\uac00\ud7a3", "\uff01\uff9d",
)  # fmt: skip
"""Characters of which none joins another of them: Latin, kana, Chinese characters, Korean syllables."""

LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def graphemes(text: str) -> list[str]:
    """Return the grapheme clusters of a text; a lone surrogate, which ICU refuses, is a cluster of its own.

    >>> graphemes("n\u0323 \u0e01\u0e33")
    ['ṇ', ' ', 'กำ']
    """
    if ALONE.hold(text):
        return list(text)
    if not LONE_SURROGATE.search(text):
        return list(CharacterBreaker(text, "en"))
    lengths = map(len, CharacterBreaker(LONE_SURROGATE.sub("\0", text), "en"))
    return [text[start:end] for start, end in pairwise(accumulate(lengths, initial=0))]
