"""Terms: one that is marked in a text links to the page that explains it."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from booklet.values import replace
from booklet.words.manuscript import Block, Topic

MARKED = re.compile(r"(?<![\\A-Za-z0-9À-ɏ])_(?!\s)([^_\[\]]+)_(?![A-Za-z0-9À-ɏ])")
"""A term as the markup of the guide marks it; in Chinese and Thai other words stand close to it."""


def link_terms(topics: Iterable[Topic], pages: Mapping[str, int]) -> tuple[Topic, ...]:
    """Return topics in which a term links to the page that explains it, for files that have links.

    A page explains a term if it has a definition of that title, or is the first to mark it. `pages` are the topics of
    the product by page; if there are none, nothing changes.
    """
    found = tuple(topics)
    homes = _homes(topic for topic in sorted(found, key=lambda topic: pages.get(topic.id, 0)) if topic.id in pages)
    return tuple(_link_topic(topic, homes) for topic in found) if homes else found


def normalise_term(term: str) -> str:
    """Return the form in which a term is looked up: in small letters, without what follows it in brackets.

    >>> normalise_term("Reporting site (hotline)")
    'reporting site'
    """
    return " ".join(re.sub(r"[(（].*?[)）]", " ", term).lower().split())


def _homes(topics: Iterable[Topic]) -> dict[str, str]:
    """Return the topic that explains each term."""
    defined: dict[str, str] = {}
    marked: dict[str, str] = {}
    for topic in topics:
        for terms, into in zip(_terms(topic), (defined, marked), strict=True):
            for term in terms:
                into.setdefault(term, topic.id)
    return marked | defined


@lru_cache(maxsize=512)
def _terms(topic: Topic) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the terms that a topic defines, and those that it marks."""
    defined = (normalise_term(block.title) for block in topic.blocks if block.kind == "definition")
    texts = (text for block in topic.blocks for text in block.strings())
    return tuple(defined), tuple(normalise_term(term) for text in texts for term in MARKED.findall(text))


def _link_topic(topic: Topic, homes: Mapping[str, str]) -> Topic:
    marked = dict.fromkeys(_terms(topic)[1])
    return _add_links(topic, tuple((term, homes.get(term, topic.id)) for term in marked)) if marked else topic


@lru_cache(maxsize=512)
def _add_links(topic: Topic, homes: tuple[tuple[str, str], ...]) -> Topic:
    """Return a topic with links; `homes` holds the topic that explains each of its terms."""
    known = dict(homes)

    def link(found: re.Match[str]) -> str:
        home = known.get(normalise_term(found[1]), topic.id)
        return found[0] if home == topic.id else f"[{found[1]}](#{home})"

    return replace(topic, blocks=tuple(_block(block, link) for block in topic.blocks))


def _block(block: Block, link: Callable[[re.Match[str]], str]) -> Block:
    text, items = MARKED.sub(link, block.text), tuple(_block(item, link) for item in block.items)
    return replace(block, text=text, items=items)
