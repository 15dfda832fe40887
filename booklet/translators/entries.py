"""The messages of a locale as a translator meets them: what each says and is worth, where it stands, what it keeps."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from booklet.bands import BANDS, EASY
from booklet.text.markup import plain_text
from booklet.translators.glossary import NOT_USED, Term, TermPlace, place_terms
from booklet.translators.status import list_places, list_titles
from booklet.values import Frozen
from booklet.words.catalogue import TARGET, Catalogue, Message, MessageSlot, TranslationState, slots, state_of
from booklet.words.guide import PLACEHOLDER, Guide
from booklet.words.own_words import LABELS
from booklet.words.review import STATES, UNNAMED, UNREAD, TopicStanding
from booklet.words.terms import MARKED

FIXED = "message"
"""What the place of a fixed message begins with."""

BOLD = re.compile(r"(?<!\\)\*[^*]+\*")


class Said(NamedTuple):
    """What a catalogue says of a message: the English, its translation, and whether somebody is unsure of that."""

    english: str
    text: str = ""
    is_unsure: bool = False


class Entry(Frozen):
    """A message of a locale, what it is worth, and what reviewers have said of the words it stands among.

    `place` is its page, poster, card or fixed message, such as `page threat`, or `labels`. `before` is the English that
    an outdated translation was made for. `review` is the lowest state of its place in the bands it is for, `signed` the
    adults who have signed there. `fixed` are our words for it, where a project may have no others.
    """

    context: str
    place: str
    band: str
    said: Said
    state: TranslationState
    before: str = ""
    remarks: tuple[str, ...] = ()
    review: str = ""
    signed: tuple[str, ...] = ()
    fixed: str = ""


class Place(Frozen):
    """A page, poster, card or fixed message, or all labels: how many messages are in each state, and who signed.

    `title` is English, as readers see it; `band` is the only one that has it, "" if all have.
    """

    place: str
    title: str
    band: str
    states: Mapping[TranslationState, int]
    review: str
    signed: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many messages it has."""
        return sum(self.states.values())


class KeptPart(NamedTuple):
    """What a translation has to keep of the English: a placeholder, a link, words in bold, a term; and how often."""

    kind: str
    text: str
    times: int = 1


class WantedTerm(NamedTuple):
    """A term where it stands in the English (from a letter to the one after its last), and what to call it."""

    start: int
    end: int
    wanted: tuple[str, ...]
    note: str


def list_entries(
    catalogue: Catalogue, guide: Guide, standings: Sequence[TopicStanding], fixed: Mapping[str, str]
) -> tuple[Entry, ...]:
    """Return the messages of a catalogue, the fixed ones first, then page by page; `guide` is the English one.

    `fixed` are the words that may not be changed, by context.
    """
    places = list_places(guide)
    found = [
        _entry(slot, catalogue.messages.get(slot.context), places.get(slot.id, LABELS), standings, fixed)
        for slot in slots(guide).values()
    ]
    return tuple(sorted(found, key=lambda entry: not entry.place.startswith(f"{FIXED} ")))


def _entry(
    slot: MessageSlot,
    message: Message | None,
    place: str,
    standings: Sequence[TopicStanding],
    fixed: Mapping[str, str],
) -> Entry:
    state = state_of(slot, message)
    is_read = place != LABELS or not slot.id.removeprefix(f"{LABELS}.").startswith(UNREAD)
    review, signed = _judge(place, slot.band, standings) if is_read else ("", ())
    return Entry(
        context=slot.context,
        place=place,
        band=slot.band,
        said=say(slot, message),
        state=state,
        before=message.made_for if message and state is TranslationState.STALE else "",
        remarks=message.remarks if message else (),
        review=review,
        signed=signed,
        fixed=fixed.get(slot.context, ""),
    )


def say(slot: MessageSlot, message: Message | None) -> Said:
    """Return what a catalogue says of a message of today."""
    if message is None:
        return Said(slot.text)
    return Said(slot.text, message.text, message.is_fuzzy and not message.previous)


def _judge(place: str, band: str, standings: Iterable[TopicStanding]) -> tuple[str, tuple[str, ...]]:
    """Return the lowest state of a place in a band, or in all if none is named, and the adults who have signed there.

    Nobody is told the names of the young people who have.
    """
    topic = place.rpartition(" ")[2]
    every = [one for one in standings if one.topic == topic and band in ("", one.band)]
    here = [
        one for one in every if band or one.band != EASY
    ] or every  # a word of all ages is not waiting for easy ones
    names = {signature.by for one in here for signature in one.signed if signature.role not in UNNAMED}
    return min((one.state for one in here), key=STATES.index, default=""), tuple(sorted(names))


def list_of_places(entries: Iterable[Entry], guide: Guide, standings: Sequence[TopicStanding]) -> tuple[Place, ...]:
    """Return the places of entries, in their order; `guide` is the English one."""
    titles, by_place = list_titles(guide), dict[str, list[Entry]]()
    bands = {topic.id: [band for band in guide.every_band if topic.is_for(band)] for topic in guide.every_topic()}
    for entry in entries:
        by_place.setdefault(entry.place, []).append(entry)
    return tuple(
        Place(
            place,
            titles.get(place) or ("" if place == LABELS else plain_text(found[0].said.english)),
            _only(bands.get(place.rpartition(" ")[2], [])) if place in titles else "",
            {state: sum(entry.state is state for entry in found) for state in TranslationState},
            *_judge(place, "", standings),
        )
        for place, found in by_place.items()
    )


def list_kept(english: str) -> tuple[KeptPart, ...]:
    """Return what a translation has to keep, in the order of the English.

    >>> [part.text for part in list_kept("*Call* {number}, or see [page {page:law}](#law).")]
    ['*…*', '{number}', '[…](#law)', '{page:law}']
    """
    found = [*_parts("placeholder", PLACEHOLDER, "{{{}}}", english), *_parts("link", TARGET, "[…]({})", english)]
    found += [(match.start(), "bold", "*…*") for match in BOLD.finditer(english)]
    found += [(match.start(), "term", "_…_") for match in MARKED.finditer(english)]
    texts = [(kind, text) for _, kind, text in sorted(found)]
    return tuple(KeptPart(kind, text, texts.count((kind, text))) for kind, text in dict.fromkeys(texts))


def _parts(kind: str, pattern: re.Pattern[str], shape: str, english: str) -> Iterator[tuple[int, str, str]]:
    for match in pattern.finditer(english):
        start = english.rfind("[", 0, match.start()) if kind == "link" else match.start()
        yield start, kind, shape.format(match[1])


def list_missing(english: str, text: str) -> tuple[KeptPart, ...]:
    """Return what a text lacks of what it has to keep.

    >>> [part.text for part in list_missing("Call {number} or {web}.", "Piga {number}.")]
    ['{web}']
    """
    said = {(part.kind, part.text): part.times for part in list_kept(text)}
    return tuple(
        part
        for part in list_kept(english)
        if said.get((part.kind, part.text), 0) < (1 if part.kind == "placeholder" else part.times)
    )


def _only(bands: Sequence[str]) -> str:
    return bands[0] if len(bands) == 1 else ""


class EnglishPart(NamedTuple):
    """A part of an English text: words, a term of the glossary, or what is kept as it is."""

    kind: str
    text: str


def split_english(english: str, wanted: Iterable[WantedTerm]) -> tuple[EnglishPart, ...]:
    """Return the parts of an English text, in order; together they are the text.

    >>> [(part.kind, part.text) for part in split_english("Call {number}.", ())]
    [('words', 'Call '), ('kept', '{number}'), ('words', '.')]
    """
    spans = [(one.start, one.end, "term") for one in wanted]
    spans += [(*found.span(), "kept") for pattern in (PLACEHOLDER, TARGET) for found in pattern.finditer(english)]
    parts, at = [], 0
    for start, end, kind in sorted(spans):
        parts += [EnglishPart("words", english[at:start]), EnglishPart(kind, english[start:end])]
        at = end
    return tuple(part for part in (*parts, EnglishPart("words", english[at:])) if part.text)


def list_wanted(english: str, band: str, terms: Iterable[Term]) -> tuple[WantedTerm, ...]:
    """Return the terms of an English text that have a name in the language, where they stand."""
    return tuple(
        WantedTerm(one.start, one.end, wanted, one.term.note)
        for one in place_terms(_hide_fixed(english), band, terms)
        if (wanted := _names(one, band))
    )


def _hide_fixed(english: str) -> str:
    """Return a text in which no term is found in a placeholder or the target of a link; each letter stays in place."""
    for pattern in (PLACEHOLDER, TARGET):
        english = pattern.sub(lambda found: "\1" * len(found[0]), english)
    return english


def _names(found: TermPlace, band: str) -> tuple[str, ...]:
    local = found.term.local
    said = [local.get(band, "")] if band else [local.get(each, "") for each in BANDS]
    return tuple(dict.fromkeys(name for name in said if name and name != NOT_USED))
