"""On which page a message is printed, as layouts plan their pages: nothing is placed for it."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from booklet.jobs import usual_layout
from booklet.sources.load import Sources
from booklet.translators.entries import FIXED
from booklet.translators.status import list_places
from booklet.words.catalogue import is_of, slots
from booklet.words.guide import Guide, SourceBlock
from booklet.words.own_words import LABELS

BACK = "back"
"""The kind of block that stands on the back of a card."""


class PrintedAt(NamedTuple):
    """A page, counted from 1, of a product in a band; `item` is the poster or card, "" for a booklet."""

    product: str
    band: str
    item: str
    page: int


def find_pages(context: str, country: str, tag: str, sources: Sources) -> Iterator[PrintedAt]:
    """Yield the page of a message in each band that prints it; raise `SourceError` with faults of layouts."""
    known = slots(sources.guide)
    slot = known[context]
    kind, _, name = list_places(sources.guide).get(slot.id, LABELS).partition(" ")
    for band in sources.guide.every_band:
        if is_of(slot, frozenset({slot.id}), known, band):
            yield from _find_page(kind, name, slot.id, band, country, tag, sources)


def _find_page(
    kind: str, name: str, id: str, band: str, country: str, tag: str, sources: Sources
) -> Iterator[PrintedAt]:
    topics = {topic.id: topic for topic in sources.guide.every_topic() if topic.is_for(band)}
    if kind in ("poster", "card") and name in topics:
        backs = (top for top in topics[name].blocks if top.kind == BACK)
        is_back = any(id == block.id for top in backs for block in top.walk())
        yield PrintedAt(kind, band, name, 2 if is_back else 1)
    elif kind in ("page", FIXED):
        unmet = sources.unmet_topics(country, tag)
        layout = sources.layout(usual_layout("booklet", country, tag, band))  # not drawn: pictures take long
        layout = layout.for_band(band).without_topics(unmet)
        wanted = {name} if kind == "page" else set(_list_users(name, sources.guide, band))
        number = next((number for number, plan in enumerate(layout.pages, 1) if plan.place in wanted), 0)
        if number:
            yield PrintedAt("booklet", band, "", number)


def _list_users(message: str, guide: Guide, band: str) -> Iterator[str]:
    """Yield the topics that say a fixed message in a band."""
    for topic in guide.topics:
        if topic.is_for(band) and message in _list_used(topic.blocks, band):
            yield topic.id


def _list_used(blocks: Iterable[SourceBlock], band: str) -> set[str]:
    return {block.use for top in blocks for block in top.walk() if block.is_for(band) and block.use}
