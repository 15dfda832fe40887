"""Where a line may end: ICU's line-break segments as Python offsets."""

from functools import cache

from icu4py.breakers import LineBreaker

SPACES = " \n\t\u200b\u3000"


@cache
def segments(text: str, language: str) -> tuple[tuple[int, int, int], ...]:
    """Return (start, end of the word, end of its trailing space) of each unbreakable segment.

    >>> segments("Tell someone.", "en")
    ((0, 4, 5), (5, 13, 13))
    """
    found = []
    start = 0
    for end in _ends(text, language):
        found.append((start, start + len(text[start:end].rstrip(SPACES)), end))
        start = end
    return tuple(found)


def _ends(text: str, language: str) -> list[int]:
    """Return the ends of the segments; ICU counts UTF-16 units, Python code points."""
    ends = [end for _, end in LineBreaker(text, language).segments()]
    if text.isascii() or max(map(ord, text), default=0) < 0x10000:
        return ends
    offsets = {}
    unit = 0
    for index, character in enumerate(text):
        offsets[unit] = index
        unit += 2 if ord(character) > 0xFFFF else 1
    offsets[unit] = len(text)
    return [offsets[end] for end in ends]
