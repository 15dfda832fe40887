"""The guide as its files state it: blocks with a wording per band and form, before a country's facts are filled in."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from booklet.bands import AGES, BANDS, EASY
from booklet.errors import Where
from booklet.values import Frozen

SEVERAL = frozenset({"poster", "card"})
"""Products of several items, each a file of its own."""

TALK = "talk"
"""The deck of cards to talk or play with: printed as cards are, and made where they are asked for by name."""

KIT = "kit"
"""The product for adults who use the guide with young people; its items have a layout and a file of words each."""

STORIES = ("session", "day", "choose", "quiz-sheet", "plan-sheet")
"""The items of the kit that are stories, set page after page; the others have a plan of pages."""

KIT_ITEMS = ("session", "slides", "day", "choose", "quiz-sheet", "plan-sheet", "leaflet")
"""The items of the kit, in the order in which they are made and listed; each is a file of `translations/en/kit`."""

ITEMISED = SEVERAL | {"social", TALK, KIT}
"""Products whose files are of one item each; the pictures for a feed say what posters and the fronts of cards say."""

DIRECTORY = "directory"
"""The kind of the block that says where to get help."""

SEE = "see"
"""The kind of a block that says where more stands: the title of a page, which is nowhere written twice."""

UNNAMED = frozenset({"use", "front", "back", "shows", "notes"})
"""Kinds of block that have no id of their own: uses of other blocks, the sides of a card, the two parts of a slide."""

HOLDERS = {"help-now": "helpline-card", "directory": DIRECTORY}
"""Names that a page has in all books, whatever its topic is called: it holds a block of this kind."""

RECORD = "record:"
"""What the name of a placeholder begins with that stands for a column of a table of places."""

PLACEHOLDER = re.compile(rf"\{{([a-z0-9:.-]+|{RECORD}[^{{}}\n]+)\}}")
"""What an insert, a layout or a table fills in, by name; columns have the names that their table gives them."""


def columns_in(text: str) -> frozenset[str]:
    """Return the columns of a table that a text prints.

    >>> sorted(columns_in("{record:head teacher}, {record:room}, page {page:directory}"))
    ['head teacher', 'room']
    """
    names = PLACEHOLDER.findall(text)
    return frozenset(name.removeprefix(RECORD) for name in names if name.startswith(RECORD))


class Wording(Frozen):
    """The forms of one string, most specific first; the first form is printed whose placeholders all have values."""

    forms: tuple[str, ...]
    where: Where


def wordings_in(strings: Mapping[str, Wording], band: str) -> Iterator[Wording]:
    """Yield the wording of each string in a band: the band's own, or that which all bands share."""
    for key, wording in strings.items():
        is_shared = not key.endswith(BANDS)
        if key.endswith(band) or (is_shared and f"{key}-{band}" not in strings):
            yield wording


def forms_in(strings: Mapping[str, Wording], band: str) -> Iterator[str]:
    """Yield all forms of each string in a band."""
    for wording in wordings_in(strings, band):
        yield from wording.forms


class Exhibit(NamedTuple):
    """What a block shows beside its words: a picture by its file, or a code by the address that it leads to.

    A picture is `ratio` times as high as it is wide, and `share` of its column.
    """

    file: str = ""
    web: str = ""
    ratio: float = 1.0
    share: float = 1.0


class SourceBlock(Frozen, eq=False):
    """A block as written. `strings` maps a field ("title", "text-10-13") to its wording.

    `use` names a message, or another block, that stands here; `to` the topic to whose page it leads; `speaker` who says
    it in a comic, whose name is the label `name.` and that. `shown` is a picture or a code.
    """

    id: str
    kind: str
    style: str
    use: str
    icon: str
    bands: tuple[str, ...]
    strings: Mapping[str, Wording]
    items: tuple["SourceBlock", ...]
    where: Where
    to: str = ""
    speaker: str = ""
    shown: Exhibit | None = None

    def is_for(self, band: str) -> bool:
        """Tell whether a band has the block."""
        return not self.bands or band in self.bands

    def walk(self) -> Iterator["SourceBlock"]:
        """Yield the block and all below it, in reading order."""
        yield self
        for item in self.items:
            yield from item.walk()


class SourceTopic(Frozen, eq=False):
    """A page's worth of blocks as written; `titles` holds "title" and the titles of bands that have their own.

    A card may have a "front-title", too. The topic exists only where a country has as many signed lines of its law as
    it `needs`.
    """

    id: str
    titles: Mapping[str, Wording]
    blocks: tuple[SourceBlock, ...]
    bands: tuple[str, ...]
    needs: int = 0

    def is_for(self, band: str) -> bool:
        """Tell whether a band has the topic; one that names none is for all ages, and easy words are named."""
        return band in (self.bands or AGES)

    def has_kind(self, kind: str) -> bool:
        """Tell whether one of its blocks is of a kind."""
        return any(block.kind == kind for block in self.blocks)


class Guide(Frozen, eq=False, dict=True):
    """All words of the source locale; `bands` are those that are made unless one is named."""

    topics: tuple[SourceTopic, ...]
    messages: tuple[SourceBlock, ...]
    posters: tuple[SourceTopic, ...]
    cards: tuple[SourceTopic, ...]
    labels: Mapping[str, Wording]
    bands: tuple[str, ...]
    talks: tuple[SourceTopic, ...] = ()
    kit: tuple[SourceTopic, ...] = ()

    def set_of(self, product: str, item: str) -> str:
        """Return the set that the words of a file are of: those of its product, or the deck that its card is in."""
        return TALK if product == "card" and any(topic.id == item for topic in self.talks) else product

    @property
    def every_band(self) -> tuple[str, ...]:
        """The bands that have words, the easy ones last."""
        is_easy = any(EASY in topic.bands for topic in self.topics)
        return (*self.bands, EASY) if is_easy and EASY not in self.bands else self.bands

    def topics_of(self, product: str, band: str) -> tuple[SourceTopic, ...]:
        """Return the topics that a product is made from in a band; an insert says whom to call, and the law."""
        return tuple(topic for topic in self._list_topics(product) if topic.is_for(band))

    def _list_topics(self, product: str) -> Iterable[SourceTopic]:
        if product == "insert":
            return (topic for topic in self.topics if topic.needs or topic.has_kind(DIRECTORY))
        if product == "sticker":
            return (*self.topics, *self.posters, *self.cards)
        if product == "social":
            return (*self.posters, *self.cards)
        own = {"poster": self.posters, "card": self.cards, TALK: self.talks, KIT: self.kit}
        return own.get(product, self.topics)

    def items(self, product: str, band: str) -> tuple[str, ...]:
        """Return the ids that become one file each in a band: of posters and cards, or the booklet as a whole ("")."""
        return tuple(topic.id for topic in self.topics_of(product, band)) if product in ITEMISED else ("",)

    def every_topic(self) -> Iterator[SourceTopic]:
        """Yield every topic: pages, posters, cards, the deck and the items of the kit."""
        yield from (*self.topics, *self.posters, *self.cards, *self.talks, *self.kit)

    def every_id(self) -> Iterator[tuple[str, Where]]:
        """Yield the id of every topic and block, with its place; a block that uses another has no id of its own."""
        for topic in self.every_topic():
            yield topic.id, topic.titles["title"].where
        for block in self.every_block():
            if block.kind not in UNNAMED:
                yield block.id, block.where

    def every_block(self) -> Iterator[SourceBlock]:
        """Yield every block of the guide."""
        for topic in self.every_topic():
            for block in topic.blocks:
                yield from block.walk()
        for message in self.messages:
            yield from message.walk()

    @cached_property
    def usable(self) -> Mapping[str, SourceBlock]:
        """What a block may `use`, by id: fixed messages, and all blocks that have an id of their own."""
        return {block.id: block for block in self.every_block() if block.kind not in UNNAMED}

    @cached_property
    def fixed(self) -> frozenset[str]:
        """The ids of the fixed messages."""
        return frozenset(message.id for message in self.messages)
