"""`talk-cards.yaml`: the deck of cards to talk or play with, a question and a thought each, every fault at once."""

from collections.abc import Iterator

from booklet.bands import AGES, BANDS
from booklet.errors import did_you_mean
from booklet.sources.record import Record
from booklet.sources.wordings import read_bands, read_forms, read_wording
from booklet.sources.yamlfile import Sequence
from booklet.words.guide import SEE, SourceBlock, SourceTopic, Wording

TALKS = "talk-cards.yaml"
"""The file of the deck, beside that of the tip cards."""


def read_talks(opened: Record) -> tuple[SourceTopic, ...]:
    """Return the cards of the deck, none if there is no file."""
    with opened as record:
        return tuple(_card(card) for card in record.records("cards", "a card to talk about"))


def _card(record: Record) -> SourceTopic:
    """Return a card: its question is its title, its back is a thought and where more stands."""
    name, bands = record.name("id"), read_bands(record)
    question, thought = read_wording(record, "front"), _read_thought(record)
    words = SourceBlock(f"{name}.back", "paragraph", "lead", "", "", (), {"text": thought}, (), thought.where)
    pages = tuple(_pages(record, name, bands or AGES))
    back = SourceBlock("back", "back", "", "", "", (), {}, (words, *pages), thought.where)
    return SourceTopic(name, {"title": question}, (back,), bands)


def _read_thought(record: Record) -> Wording:
    """Return what a back says: one text, or forms of it of which a country has the first whose facts it knows."""
    return (read_forms if isinstance(record.node("back"), Sequence) else read_wording)(record, "back")


def _pages(record: Record, name: str, bands: tuple[str, ...]) -> Iterator[SourceBlock]:
    """Yield where more stands, in the book of each band of a card."""
    if record.required_node("pages") is None:
        return
    with record.nested_record("pages") as pages:
        for band in bands:
            for topic in pages.texts(band):
                yield SourceBlock(f"{name}.{topic}", SEE, "", "", "", (band,), {}, (), pages.place(band), to=topic)
            if band not in pages:
                pages.fault("no-page", pages.where, f'"{name}" names no page for ages {band}', f"write {band}: [...]")
        for band in BANDS:
            if band in pages and band not in bands:
                hint = did_you_mean(band, bands)
                pages.fault("unknown-band", pages.place(band), f'"{name}" is not for ages {band}', hint)
                pages.node(band)
