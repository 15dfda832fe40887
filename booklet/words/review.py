"""Who has read which words: a signature holds for the words that were read, and for no others.

Words of a language and an age band are `machine` until a second person has translated the fixed messages back,
`draft` until all who must read a page have signed it, and then `reviewed`. Where a partner takes responsibility for
words in draft (`booklet.words.responsible`), they are `responsible`.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from booklet.bands import EASY
from booklet.values import Frozen, replace
from booklet.words.guide import Guide, SourceBlock, SourceTopic, Wording, forms_in
from booklet.words.spelt import find_spelt
from booklet.words.wordings import list_labels

MACHINE, DRAFT, RESPONSIBLE, REVIEWED = STATES = ("machine", "draft", "responsible", "reviewed")
"""What words may be, from the lowest state to the highest."""

CHILD_PROTECTION = "child-protection-worker"

NATIVE = "native-reader"

BACK = "back-translator"
"""Has translated the fixed messages back into English, without seeing it."""

YOUNG = ("young-reader-1", "young-reader-2")
"""Two young people of the band; no file prints their names."""

EASY_READERS = ("easy-reader-1", "easy-reader-2")
"""Two people with learning disabilities, who read easy words in the place of young people of a band."""

UNNAMED = frozenset((*YOUNG, *EASY_READERS))
"""Roles whose names no file prints."""

ADVISERS = (CHILD_PROTECTION, "survivor-adviser")

READERS = (*ADVISERS, *YOUNG)
"""Who signs each page of an age."""

ROLES = (*READERS, *EASY_READERS, NATIVE, BACK)

OWN = "own"
"""The state of a page of a partner's: its words are theirs, and nobody signs them for us."""

LABELS = "labels"
"""The topic of all labels that readers see, which no other topic holds."""

UNREAD = ("print.", "howto.", "ticket.", "sticker.", "review.", "month.", "day.", "proof")
"""Labels that nobody has to sign begin so: for printers and reviewers, of dates, and of our own marks."""

JOINERS = "\u200c\u200d"
"""Letters that do not print and still belong to names, in Persian and Sinhala among others."""


NO_NAME_HOLDS = frozenset("@#$%*+=/\\|<>[]{}^_~")
"""Signs that stand in addresses, paths and names of programs, and in no person's name."""

NOBODY = re.compile(
    "(a |full |my |the |your )?(name( of the caller)?|person|caller|team|staff|office|volunteer|user|assistant)"
    "|me|myself|no ?-?one|none|somebody|someone|unknown|unnamed|admin|administrator|root"
    "|bot|server|program|programme|automatic|automated"
)
"""What stands in the place of a name and is none."""

_MACHINE = re.compile(
    r"\b(robot|chatbot|script|software|automation|computer|machine|system|nobody|anonymous)\b", re.IGNORECASE
)
"""A word that says so wherever it stands."""


class Signature(Frozen):
    """A person's yes to the words of a topic in a band, in a role; `words` is the hash of the words they read."""

    topic: str
    band: str
    role: str
    by: str
    on: date
    words: str


class TopicStanding(Frozen):
    """The state of a topic in a band, who signed its words, which roles are missing, who signed words of before."""

    topic: str
    band: str
    state: str
    signed: tuple[Signature, ...] = ()
    missing: tuple[str, ...] = ()
    stale: tuple[Signature, ...] = ()


LONGEST_NAME = 200
"""Letters of a name at most."""


def is_person(name: str) -> bool:
    r"""Tell whether a text can be a person's name: two letters, no number, nothing hidden, no machine's name.

    >>> [is_person(name) for name in ("A. Tester", "李明", "X", "?", "A\x1bB", "Tester 2", "Robot", "Call one nine")]
    [True, True, False, False, False, False, False, False]
    """
    if len(name) > LONGEST_NAME:
        return False
    is_shown = all(letter.isprintable() or letter in JOINERS for letter in name)
    has_digit = any(unicodedata.category(letter)[0] == "N" for letter in name)
    if not is_shown or has_digit or NO_NAME_HOLDS & set(name) or _MACHINE.search(name) or find_spelt(name):
        return False
    return sum(map(str.isalpha, name)) > 1 and not NOBODY.fullmatch(name.strip(" .!?-'\"").casefold())


def hash_words(guide: Guide, band: str) -> dict[str, str]:
    """Return a short hash of the words of each topic in a band: topics, messages, posters, cards, labels."""
    return {name: _hash(words) for name, words in list_hashed(guide, band).items()}


def list_hashed(guide: Guide, band: str) -> dict[str, Iterator[str]]:
    """Return the words that a signature of each topic in a band belongs to, in their order."""
    found = {topic.id: _topic_words(topic, band, guide) for topic in guide.every_topic() if topic.is_for(band)}
    found |= {message.id: _block_words(message, band, guide) for message in guide.messages if message.is_for(band)}
    found[LABELS] = _label_words(guide.labels, band)
    return found


def join_hashes(hashes: Mapping[str, str]) -> str:
    """Return one short hash of topics with the hashes of their words."""
    return _hash(f"{topic} {words}" for topic, words in sorted(hashes.items()))


def _hash(words: Iterable[str]) -> str:
    return hashlib.sha256(json.dumps(list(words)).encode()).hexdigest()[:12]


def _topic_words(topic: SourceTopic, band: str, guide: Guide) -> Iterator[str]:
    yield from forms_in(topic.titles, band)
    for block in topic.blocks:
        yield from _block_words(block, band, guide)


def _block_words(block: SourceBlock, band: str, guide: Guide) -> Iterator[str]:
    """Yield the words of a block, with those of another block that it uses: they are read on its page.

    A line of a comic has a speaker, a route the topic it leads to: they are read with it.
    """
    if not block.is_for(band):
        return
    if block.use:
        yield block.use
        if used := guide.usable.get(block.use):
            yield from _block_words(used, band, guide)
    if block.speaker or block.to:
        yield block.speaker or block.to
    yield from forms_in(block.strings, band)
    for item in block.items:
        yield from _block_words(item, band, guide)


def _label_words(labels: Mapping[str, Wording], band: str) -> Iterator[str]:
    for key in list_labels(labels, band):
        if not key.startswith(UNREAD):
            yield from (labels.get(f"{key}@{band}") or labels[key]).forms


def readers_of(band: str) -> tuple[str, ...]:
    """Return who signs each page of a band: two advisers, and two people for whom it is written."""
    return (*ADVISERS, *EASY_READERS) if band == EASY else READERS


def roles_of(band: str) -> tuple[str, ...]:
    """Return in which roles words of a band may be signed."""
    return (*readers_of(band), NATIVE, BACK)


def standings(guide: Guide, signatures: Sequence[Signature], *, is_source: bool) -> tuple[TopicStanding, ...]:
    """Return the state of every topic in every band; `is_source` tells that nobody translated these words.

    Of a translation, the fixed messages come first: no page of it is more than `machine` before a person has
    translated all of them back.
    """
    found: list[TopicStanding] = []
    for band in guide.every_band:
        words = hash_words(guide, band)
        fixed = [message.id for message in guide.messages if message.id in words]
        first = [] if is_source else [_standing(topic, band, words[topic], signatures, (BACK,)) for topic in fixed]
        is_machine = any(standing.missing for standing in first)
        found += (_of_message(standing) for standing in first)
        needed = readers_of(band) if is_source else (*readers_of(band), NATIVE)
        pages = (_standing(name, band, of, signatures, needed) for name, of in words.items() if name not in fixed)
        found += (_of_page(standing, is_machine=is_machine) for standing in pages)
    return tuple(found)


def _standing(
    topic: str, band: str, words: str, signatures: Iterable[Signature], needed: tuple[str, ...]
) -> TopicStanding:
    """Return who has signed a topic, without its state."""
    ours = [one for one in signatures if (one.topic, one.band) == (topic, band) and one.role in needed]
    signed = tuple(one for one in ours if one.words == words)
    roles = {one.role for one in signed}
    missing = tuple(role for role in needed if role not in roles)
    return TopicStanding(
        topic=topic,
        band=band,
        state="",
        signed=signed,
        missing=missing,
        stale=tuple(one for one in ours if one.words != words and one.role in missing),
    )


def _of_message(standing: TopicStanding) -> TopicStanding:
    return replace(standing, state=MACHINE if standing.missing else DRAFT)


def _of_page(standing: TopicStanding, *, is_machine: bool) -> TopicStanding:
    return replace(standing, state=MACHINE if is_machine else DRAFT if standing.missing else REVIEWED)


def find_lowest_state(found: Iterable[TopicStanding], band: str = "") -> str:
    """Return the state of a locale, or of a band of it, which is that of its lowest page.

    The ages of a locale do not wait for its easy words, which are made only where they are named.
    """
    found = tuple(found)
    ages = [one for one in found if one.band != EASY] or found
    known = [one for one in found if one.band == band] if band else ages
    states = [standing.state for standing in known if not is_fixed(standing)]
    return min(states, key=STATES.index, default=DRAFT)


def is_fixed(standing: TopicStanding) -> bool:
    """Tell whether a standing is that of a fixed message, which is signed with the pages that print it."""
    return BACK in standing.missing or any(one.role == BACK for one in standing.signed)


def reviewers(found: Iterable[TopicStanding]) -> tuple[str, ...]:
    """Return the adults who have signed some pages, by name; nobody while one of them is a draft."""
    found = tuple(found)
    if find_lowest_state(found) != REVIEWED:
        return ()
    return tuple(sorted({one.by for standing in found for one in standing.signed if one.role not in UNNAMED}))


def find_other_roles(signatures: Iterable[Signature], new: Signature) -> tuple[str, ...]:
    """Return the roles in which the same person has signed the same topic, where nobody may be both.

    A child-protection worker may also be the native reader.
    """
    both = {CHILD_PROTECTION, NATIVE}
    same = (one for one in signatures if (one.topic, one.band, one.words) == (new.topic, new.band, new.words))
    roles = (one.role for one in same if one.by.casefold() == new.by.casefold() and one.role != new.role)
    return tuple(role for role in roles if {role, new.role} != both)


def sign(signatures: Iterable[Signature], new: Signature) -> tuple[Signature, ...]:
    """Return the signatures with a new one, which replaces the one before of its topic in its role."""
    place = (new.topic, new.band, new.role)
    return (*(one for one in signatures if (one.topic, one.band, one.role) != place), new)
