"""Notes for translators on each message: its kind and place, what to keep, and its terms."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType

from booklet.bands import BANDS, EASY
from booklet.text.markup import plain_text
from booklet.translators.glossary import Term, find_terms
from booklet.words.catalogue import TARGET, MessageSlot
from booklet.words.guide import KIT, PLACEHOLDER, TALK, Guide, SourceBlock, SourceTopic
from booklet.words.own_words import LABELS
from booklet.words.terms import MARKED

KINDS = {
    "action": "what a reader can do, in few words",
    "banner": "line on a colour",
    "code": "words beside a code",
    "closing": "end of a story",
    "definition": "term and what it means",
    "heading": "heading",
    "item": "item of a list",
    "law": "line on the law",
    "note": "note in a box",
    "paragraph": "paragraph",
    "picture": "what a picture shows, for those who do not see it, and the words below it",
    "question": "question of a reader",
    "question-line": "question after a story",
    "scenario": "story",
    "sentence": "one sentence in easy words, eight words at most in English; the picture beside it shows what it says",
    "speech-line": "what somebody in a story says",
    "step": "step",
    "story": "paragraph of a story",
    "table-cell": "cell of a table",
    "taking-action": "what others did: place, title, text",
    "tip": "tip",
}
"""What a translator calls the kinds of block."""

FIELDS = {"title": "title", "place": "place", "label": "short form, for tight places"}

PLACES = {
    "booklet": "booklet, page {id}",
    "poster": "poster {id}, seen from 3 m",
    "card": "tip card {id}, smaller than a hand",
    TALK: "card {id} to talk or play with, smaller than a hand",
    KIT: "{id} of the kit, for adults who use the guide with young people",
}

NOTHING: Mapping[str, Mapping[str, int]] = MappingProxyType({})

FIXED = "fixed message {id}: the same words wherever it stands; safety depends on them"

MARKS = (
    (re.compile(r"(?<!\\)\*[^*]+\*"), "*bold*"),
    (MARKED, "_term_"),
)


def make_notes(
    guide: Guide,
    known: Collection[MessageSlot],
    room: Mapping[str, Mapping[str, int]] = NOTHING,
    terms: Iterable[Term] = (),
) -> dict[str, tuple[str, ...]]:
    """Return the notes of each message by its context: its place, what to keep, its room, and its terms."""
    places = dict(_places(guide))
    forms = _forms(known)
    named = tuple(terms)
    return {
        slot.context: (
            *_notes(slot, places, forms[slot.id, slot.string]),
            *_room_note(room.get(slot.context, {})),
            *_term_notes(slot, named),
        )
        for slot in known
    }


def _room_note(letters: Mapping[str, int]) -> Iterator[str]:
    if letters:
        said = ", ".join(f"{count} {script}" for script, count in letters.items())
        yield f"room: letters at most, by script: {said}"


def _term_notes(slot: MessageSlot, terms: tuple[Term, ...]) -> Iterator[str]:
    for term in find_terms(plain_text(PLACEHOLDER.sub("", slot.text)), slot.band, terms):
        yield ": ".join(filter(None, ("term", term.english[slot.band or BANDS[0]], term.note)))


def _forms(known: Iterable[MessageSlot]) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for slot in known:
        found[slot.id, slot.string] = max(found.get((slot.id, slot.string), 0), slot.form + 1)
    return found


def _places(guide: Guide) -> Iterator[tuple[str, str]]:
    """Yield each id with its place and kind."""
    products = {"booklet": guide.topics, "poster": guide.posters, "card": guide.cards}
    products |= {TALK: guide.talks, KIT: guide.kit}
    for product, topics in products.items():
        for topic in topics:
            yield topic.id, f"{PLACES[product].format(id=topic.id)}: headline"
            yield from _kinds(topic, PLACES[product].format(id=topic.id))
    for message in guide.messages:
        for block in message.walk():
            yield block.id, f"{FIXED.format(id=message.id)}: {_kind(block)}"


def _kinds(topic: SourceTopic, place: str) -> Iterator[tuple[str, str]]:
    for top in topic.blocks:
        side = f", {top.id}" if top.kind in ("front", "back") else ""
        yield from ((block.id, f"{place}{side}: {_kind(block)}") for block in top.walk())


def _kind(block: SourceBlock) -> str:
    return KINDS.get(block.kind, block.kind)


def _notes(slot: MessageSlot, places: Mapping[str, str], forms: int) -> Iterator[str]:
    string = slot.string.removesuffix(f"-{slot.band}")
    place = places.get(slot.id) or f"label: {slot.id.removeprefix(f'{LABELS}.')}"
    yield ", ".join((place, FIELDS[string])) if string in FIELDS and not place.endswith("headline") else place
    if slot.band:
        yield "for easy words" if slot.band == EASY else f"for ages {slot.band}: simpler words"
    if forms > 1:
        yield f"form {slot.form + 1} of {forms}: printed if all that it names is known"
    kept = [f"{{{name}}}" for name in PLACEHOLDER.findall(slot.text)]
    kept += [mark for pattern, mark in MARKS if pattern.search(slot.text)]
    kept += [f"({target})" for target in TARGET.findall(slot.text)]
    if kept:
        yield f"keep: {' '.join(dict.fromkeys(kept))}"
