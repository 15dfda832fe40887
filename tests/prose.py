"""The sentences of a guide as readers meet them: what stands on a page, and what of it is prose."""

import re
from collections.abc import Iterator, Mapping

from booklet.text.markup import plain_text
from booklet.words.guide import SourceBlock, SourceTopic, Wording

GRADED_FROM = 40
"""Words of prose; formulas say nothing about less."""

VALUES = {"emergency": "112", "number": "112", "crisis": "112", "finder": "112", "law": "this", "self": "This service"}


def words_of(text: str) -> list[str]:
    return re.findall(r"[^\W\d_][\w’'-]*|\d[\d.,]*", text)


def bare(text: str) -> str:
    """Return what a reader sees of a text, with something in the place of what a country fills in."""

    def value(found: re.Match[str]) -> str:
        name = found[1].partition(":")[0]
        return "5" if name == "page" else VALUES.get(name, name.capitalize())

    return re.sub(r"\b[\w.]+\.(org|com|net)\b", "the site", plain_text(re.sub(r"\{([^{}]+)\}", value, text)))


def own(strings: Mapping[str, Wording], key: str, band: str) -> str:
    """Return the last form of a string, which all editions can print."""
    found = strings.get(f"{key}-{band}") or strings.get(key)
    return found.forms[-1] if found else ""


def texts(block: SourceBlock, band: str) -> Iterator[tuple[str, str]]:
    """Yield the texts of a block with their kinds, in reading order: no titles of boxes, nothing for screen readers."""
    if block.bands and band not in block.bands:
        return
    if block.kind == "myth-line":
        yield own(block.strings, "title", band), block.kind
    if text := own(block.strings, "text", band):
        yield text, block.kind
    for item in block.items:
        yield from texts(item, band)


def said(topic: SourceTopic, band: str) -> list[tuple[str, str]]:
    return [found for block in topic.blocks for found in texts(block, band)]


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, without quotation marks round them.

    >>> sentences("*Any name will do,* even yours. “Can I try you?” No.")
    ['Any name will do, even yours', 'Can I try you', 'No']
    """
    parts = re.split(r"(?<=[.!?])[”’\"]?\s+|:\s+(?=“)", bare(text))
    cleaned = (re.sub(r"^[“‘\"]+|[”’\".!?:]+$", "", part.strip()) for part in parts)
    return [part for part in cleaned if part]


def prose(text: str) -> list[str]:
    """Return the sentences that are prose: no bold label at the beginning, no quoted phrase, nothing of a few words.

    >>> prose("*Police:* may record what you say in a quiet room. Bring somebody.")
    ['may record what you say in a quiet room', 'Bring somebody']
    >>> prose("“If you loved me, you would.”")
    []
    """
    text = re.sub(r"^\*[^*]+\*\s*", "", text)
    if re.fullmatch(r"“[^”]*”\.?", text.strip()) or len(words_of(bare(text))) < 5:
        return []
    return sentences(text)
