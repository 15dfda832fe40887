"""Slides as topics: a topic of slides in, what stands on one of them and what is told beside it out."""

import re
from collections.abc import Iterable, Iterator

from booklet.text.markup import letters, parse_markup, plain_text
from booklet.typeset.board import DOT
from booklet.typeset.house import House
from booklet.words.manuscript import Block, Topic
from booklet.words.wordings import split_phrases

SLIDE = "slide"
"""The kind of a block that is a slide; its items are what it shows and its notes."""

SHOWS, NOTES = "shows", "notes"

_SENTENCE = re.compile(r"[^.!?…。！？؟।]+[.!?…。！？؟।]+[”»\"')]*\s*")

_LAST = ",:;.،؛，、：；。।"
"""Marks that end a clause, which words that stand alone do not need."""


def list_slides(topic: Topic) -> tuple[Block, ...]:
    """Return the slides of a topic."""
    return tuple(block for block in topic.blocks if block.kind == SLIDE)


def pick_slide(topic: Topic, number: int) -> Topic:
    """Return a slide as a topic: its title, or that of the first thing that it shows, and what it shows."""
    slides = list_slides(topic)
    if number >= len(slides):
        return Topic(topic.id, "", ())
    shown = list_shown(slides[number])
    title = slides[number].title or next((block.title for block in shown if block.title), "")
    phrases = split_phrases(title)
    return Topic(topic.id, "".join(phrases), shown, phrases=phrases)


def list_shown(slide: Block) -> tuple[Block, ...]:
    """Return what a slide shows below its title."""
    return _list_side(slide, SHOWS)


def _list_side(slide: Block, side: str) -> tuple[Block, ...]:
    return next((item.items for item in slide.items if item.kind == side), ())


def split_sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a title, which begin lines of their own.

    >>> split_sentences("Who helped? Nobody."), split_sentences("Our rules")
    (('Who helped? ', 'Nobody.'), ('Our rules',))
    """
    found = tuple(_SENTENCE.findall(text))
    return found if "".join(found) == text else (text,)


def find_lead(markup: str) -> str:
    """Return the strong words at the beginning of a text, which a slide says alone, or the whole text if it has none.

    >>> find_lead("*Maybe a queue,* above all at night."), find_lead("You end it.")
    ('Maybe a queue', 'You end it.')
    """
    found = parse_markup(markup)
    strong = next((span for span in found.spans if span.strong), None)
    if strong is None or letters(found.text[: strong.start]):
        return found.text
    return found.text[strong.start : strong.end].strip().rstrip(_LAST)


def list_notes(slide: Block, house: House) -> tuple[str, ...]:
    """Return what whoever leads the session reads beside a slide: its notes, then all words that it says in short."""
    told = (line for block in _list_side(slide, NOTES) for line in _say_note(block))
    whole = (line for block in list_shown(slide) for line in _say_whole(block, house))
    return tuple(filter(None, (*told, *whole)))


def _say_note(block: Block) -> Iterator[str]:
    """Yield the paragraphs of a note; the cells of a row are one, with dots between them."""
    parts = [plain_text(text) for text in block.strings()]
    yield from (DOT.join(parts),) if block.kind == "table-row" else parts


def _say_whole(block: Block, house: House) -> Iterator[str]:
    """Yield the words of what a slide shows in short: stops of a road, and what is said in a comic."""
    if block.kind == "flow":
        yield from (f"{number}. {plain_text(stop.text)}" for number, stop in enumerate(block.items, start=1))
    elif block.kind == "panel":
        yield from (plain_text(line) for line in _say_panel(block.items, house))


def _say_panel(lines: Iterable[Block], house: House) -> Iterator[str]:
    for line in lines:
        yield house.let_say(line.label, house.quote(line.text)) if line.label else line.text
