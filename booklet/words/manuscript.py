"""The manuscript: every sentence of one locale, country and band, resolved and in order but not placed yet."""

from collections.abc import Iterator
from functools import lru_cache

from booklet.machine.store import stamp, told_by_stamp
from booklet.values import Frozen
from booklet.words.guide import Exhibit
from booklet.words.locales import Locale


class Block(Frozen, cache_hash=True):
    """A piece of a page; its kind decides which strings it has and which component sets it.

    Strings hold the markup of `booklet.text.markup`. If it `varies`, a country may have changed it. Its items are
    numbered behind those that stand `before` them on another page. It keeps its hash: pages are looked up by the blocks
    they are set from.
    """

    id: str
    kind: str
    style: str = ""
    title: str = ""
    text: str = ""
    label: str = ""
    icon: str = ""
    items: tuple["Block", ...] = ()
    varies: bool = False
    before: int = 0
    shown: Exhibit | None = None

    def walk(self) -> Iterator["Block"]:
        """Yield the block and all below it, in reading order."""
        yield self
        for item in self.items:
            yield from item.walk()

    def strings(self) -> Iterator[str]:
        """Yield the strings of the block and of its items, in reading order."""
        yield from (text for text in (self.label, self.title, self.text) if text)
        for item in self.items:
            yield from item.strings()


class Topic(Frozen):
    """A page's worth of blocks under a title; the front of a card may have another.

    The title is that of its phrases one after the other; there is one where nobody has marked any.
    """

    id: str
    title: str
    blocks: tuple[Block, ...]
    front_title: str = ""
    phrases: tuple[str, ...] = ()

    def has_kind(self, kind: str) -> bool:
        """Tell whether one of its blocks is of a kind."""
        return any(block.kind == kind for block in self.blocks)

    @property
    def varies(self) -> bool:
        """Whether a country may have changed one of its blocks."""
        return any(block.varies for block in self.blocks)


NO_TOPIC = Topic("", "", ())
"""What a page for notes holds."""


class Number(Frozen):
    """A phone number as printed (with unbreakable spaces), as `tel:` needs it, and the service it reaches.

    `letters` is how the place itself writes a number with letters, which not every keypad shows. `local` is the number
    in the digits of the locale, if those are not Latin.
    """

    printed: str
    dial: str
    service: str = ""
    letters: str = ""
    local: str = ""


class Contact(Frozen):
    """A place to get help, as printed; a fact that is not known is empty and prints as nothing.

    `chat` names the ways to reach it at its address, `direct` those with numbers of their own. `checked` says in which
    month somebody called it.
    """

    kind: str
    name: str
    line: str
    numbers: tuple[Number, ...]
    address: str
    link: str
    facts: tuple[str, ...]
    chat: str
    direct: str = ""
    checked: str = ""
    region: str = ""
    """Where in the country it helps, if not everywhere."""

    @property
    def number(self) -> Number | None:
        """The number to print first."""
        return self.numbers[0] if self.numbers else None


class Help(Frozen):
    """Where readers are sent: the lead contact, the emergency numbers, and the rows of the directory."""

    lead: Contact
    emergency: Contact | None
    rows: tuple[Contact, ...]


@told_by_stamp
class Labels:
    """The words that layouts need: section names, "Help: page {page}", names of services.

    Made by `make_labels`, so that equal words are one object: every page of a product carries them.
    """

    __slots__ = ("__weakref__", "_entries")

    def __init__(self, entries: tuple[tuple[str, str], ...]) -> None:
        self._entries = dict(entries)

    def __getitem__(self, key: str) -> str:
        return self._entries[key]

    def find(self, key: str) -> str:
        """Return a label that a guide need not have, empty if it has none."""
        return self._entries.get(key, "")

    def __repr__(self) -> str:
        return f"Labels({self._entries})"


@lru_cache(maxsize=256)
def make_labels(entries: tuple[tuple[str, str], ...]) -> Labels:
    """Return the labels of these entries."""
    return stamp(Labels(entries), entries)


class Manuscript(Frozen):
    """All that one product says in one locale, country and band."""

    locale: Locale
    country: str
    country_name: str
    band: str
    title: str
    topics: tuple[Topic, ...]
    labels: Labels
    help: Help

    def topic(self, name: str) -> Topic:
        """Return a topic by its id."""
        return next(topic for topic in self.topics if topic.id == name)
