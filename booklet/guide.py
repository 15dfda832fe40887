"""The guide as its files state it: blocks with a wording per band and form, before any country has a say."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from booklet.errors import Where

BANDS = ("14-17", "10-13")

PLACEHOLDER = re.compile(r"\{([a-z0-9:.-]+)\}")
"""What an insert or a layout fills in, by name."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The forms of one string, most specific first; the first whose placeholders all have values is printed."""

    forms: tuple[str, ...]
    where: Where


@dataclass(frozen=True, eq=False)
class SourceBlock:
    """A block as written. `strings` maps a field ("title", "text-10-13") to its wording; `use` names a message."""

    id: str
    kind: str
    style: str
    use: str
    icon: str
    bands: tuple[str, ...]
    strings: Mapping[str, Wording]
    items: tuple["SourceBlock", ...]
    where: Where

    def walk(self) -> Iterator["SourceBlock"]:
        """Yield the block and all below it, in reading order."""
        yield self
        for item in self.items:
            yield from item.walk()


@dataclass(frozen=True, eq=False)
class SourceTopic:
    """A page's worth of blocks as written; `titles` holds "title" and the titles of bands that have their own."""

    id: str
    titles: Mapping[str, Wording]
    blocks: tuple[SourceBlock, ...]
    bands: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Guide:
    """All words of the source locale."""

    topics: tuple[SourceTopic, ...]
    messages: tuple[SourceBlock, ...]
    posters: tuple[SourceTopic, ...]
    cards: tuple[SourceTopic, ...]
    labels: Mapping[str, Wording]
    bands: tuple[str, ...]

    def items(self, product: str, band: str) -> tuple[SourceTopic, ...]:
        """Return the items that a product of several (poster, card) has in a band."""
        items = {"poster": self.posters, "card": self.cards}.get(product, ())
        return tuple(item for item in items if not item.bands or band in item.bands)

    def topics_of(self, product: str, band: str) -> tuple[SourceTopic, ...]:
        """Return the topics a product is made from."""
        return self.items(product, band) or self.topics

    def every_block(self) -> Iterator[SourceBlock]:
        """Yield every block of the guide."""
        for topic in (*self.topics, *self.posters, *self.cards):
            for block in topic.blocks:
                yield from block.walk()
        for message in self.messages:
            yield from message.walk()
