"""What a reader should find on a page, in order: the words of the manuscript, and those that programs read back."""

import re
from collections.abc import Iterable, Iterator

from booklet.make.document import Document
from booklet.text.markup import plain_text
from booklet.typeset.placed import PlacedPage
from booklet.values import replace
from booklet.words.manuscript import Block, Topic

_UNSEEN = dict.fromkeys(map(ord, "\u2060\u200b\u00ad"))


def words(text: str) -> list[str]:
    """Return the words of a text; no-break spaces part words, joiners and lines that end in a hyphen do not."""
    text = re.sub(r"(?<=\w)-\n(?=\w)", "-", text)
    return re.findall(r"\S+", text.replace("\u00a0", " ").translate(_UNSEEN))


def page_words(document: Document, page: PlacedPage) -> list[str]:
    """Return the words of a page's topic as it shows them."""
    topic = document.manuscript.topic(page.topic)
    plans = (plan for plan in document.layout.pages if plan.place == page.topic)
    is_drawn = "its picture" not in page.gave and any(map(document.layout.scene_of, plans))
    return topic_words(topic, is_drawn=is_drawn)


def topic_words(topic: Topic, *, is_drawn: bool = False) -> list[str]:
    """Return the words of a topic in order; a picture shows who speaks in a comic, and what the narrator would say."""
    blocks = [_unlabelled(block) if is_drawn and block.kind == "comic" else block for block in topic.blocks]
    strings = [topic.title, *_strings(blocks)]
    if topic.id in {"back-cover", "back-kids"}:
        strings = [*_strings(blocks[:1]), topic.title, *_strings(blocks[1:])]
    return [word for string in strings for word in words(plain_text(string))]


def _unlabelled(block: Block) -> Block:
    return replace(block, kind="text", label="", items=tuple(map(_unlabelled, block.items)))


def _strings(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if block.kind == "steps":
            yield from _steps(block)
        elif block.kind in {"question", "speech-line"} and not block.label:
            yield from _quoted(block)
        elif block.kind == "route":
            yield from (block.text, block.label)
        else:
            yield from (
                text for text in (block.label, block.title if block.kind != "scenario" else "", block.text) if text
            )
            yield from _strings(block.items)


def _quoted(block: Block) -> Iterator[str]:
    yield f"“{block.title or block.text}”"
    yield from _strings(block.items)


def _steps(block: Block) -> Iterator[str]:
    for step in block.items:
        yield step.title
        if block.style == "full":
            yield step.text
        if block.style in {"lines", "bubbles"}:
            yield step.label


def missing_in_order(wanted: list[str], found: list[str]) -> list[str]:
    """Return the wanted words that do not follow one another in what was found (other words may stand between)."""
    position = 0
    missing = []
    for word in wanted:
        try:
            position = found.index(word, position) + 1
        except ValueError:
            missing.append(word)
    return missing
