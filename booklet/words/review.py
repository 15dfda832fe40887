"""Who has reviewed which words: a review holds for the words that were read, and for no others."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from booklet.words.guide import BANDS, Guide, SourceBlock, SourceTopic, Wording
from booklet.words.spelt import find_spelt

DRAFT = "draft"

STATES = (DRAFT, "language-reviewed", "child-protection-reviewed")
"""What words may be, from the lowest state to the highest."""

LABELS = "labels"
"""The topic of all labels, which no other topic holds."""

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


@dataclass(frozen=True, slots=True)
class Review:
    """A person's verdict on the words of a topic in a band; `words` is the hash of the words they read."""

    topic: str
    band: str
    state: str
    by: str
    on: date
    words: str


@dataclass(frozen=True, slots=True)
class TopicStanding:
    """The state of a topic in a band, the review it rests on, and a higher one whose words have changed since."""

    topic: str
    band: str
    state: str
    review: Review | None
    stale: Review | None


def is_person(name: str) -> bool:
    r"""Tell whether a text can be a person's name: two letters, no number, nothing hidden, no machine's name.

    >>> [is_person(name) for name in ("A. Tester", "李明", "X", "?", "A\x1bB", "Tester 2", "Robot", "Call one nine")]
    [True, True, False, False, False, False, False, False]
    """
    is_shown = all(letter.isprintable() or letter in JOINERS for letter in name)
    has_digit = any(unicodedata.category(letter)[0] == "N" for letter in name)
    if not is_shown or has_digit or NO_NAME_HOLDS & set(name) or _MACHINE.search(name) or find_spelt(name):
        return False
    return sum(map(str.isalpha, name)) > 1 and not NOBODY.fullmatch(name.strip(" .!?-'\"").casefold())


def hash_words(guide: Guide, band: str) -> dict[str, str]:
    """Return a short hash of the words of each topic in a band: topics, messages, posters, cards, labels."""
    found = {topic.id: _topic_words(topic, band, guide) for topic in guide.topics if _has(topic, band)}
    found |= {message.id: _block_words(message, band, guide) for message in guide.messages if _has(message, band)}
    items = (*guide.posters, *guide.cards)
    found |= {item.id: _topic_words(item, band, guide) for item in items if _has(item, band)}
    found[LABELS] = _label_words(guide.labels, band)
    return {name: _hash(words) for name, words in found.items()}


def _hash(words: Iterable[str]) -> str:
    return hashlib.sha256(json.dumps(list(words)).encode()).hexdigest()[:12]


def _has(written: SourceTopic | SourceBlock, band: str) -> bool:
    return not written.bands or band in written.bands


def _topic_words(topic: SourceTopic, band: str, guide: Guide) -> Iterator[str]:
    yield from _band_words(topic.titles, band)
    for block in topic.blocks:
        yield from _block_words(block, band, guide)


def _block_words(block: SourceBlock, band: str, guide: Guide) -> Iterator[str]:
    """Yield the words of a block; of a fixed message only its name, since it is reviewed as its own topic.

    A line of a comic has a speaker, a route the topic it leads to: they are read with it.
    """
    if not _has(block, band):
        return
    if block.use:
        yield block.use
        used = guide.usable.get(block.use)
        if used and used.id not in guide.fixed:
            yield from _block_words(used, band, guide)
    if block.speaker or block.to:
        yield block.speaker or block.to
    yield from _band_words(block.strings, band)
    for item in block.items:
        yield from _block_words(item, band, guide)


def _band_words(strings: Mapping[str, Wording], band: str) -> Iterator[str]:
    """Yield all forms of each string: the band's own forms, or those that all bands share."""
    for key, wording in strings.items():
        is_shared = not key.endswith(BANDS)
        if key.endswith(band) or (is_shared and f"{key}-{band}" not in strings):
            yield from wording.forms


def _label_words(labels: Mapping[str, Wording], band: str) -> Iterator[str]:
    for key in sorted(labels):
        if "@" not in key:
            yield from labels.get(f"{key}@{band}", labels[key]).forms


def standings(guide: Guide, reviews: Sequence[Review]) -> tuple[TopicStanding, ...]:
    """Return the state of every topic in every band."""
    return tuple(
        _standing(topic, band, words, [review for review in reviews if (review.topic, review.band) == (topic, band)])
        for band in guide.bands
        for topic, words in hash_words(guide, band).items()
    )


def _standing(topic: str, band: str, words: str, reviews: Sequence[Review]) -> TopicStanding:
    review = _find_highest(review for review in reviews if review.words == words)
    state = review.state if review else DRAFT
    stale = _find_highest(other for other in reviews if other.words != words and _rank(other.state) > _rank(state))
    return TopicStanding(topic, band, state, review, stale)


def _find_highest(reviews: Iterable[Review]) -> Review | None:
    return max(reviews, key=lambda review: _rank(review.state), default=None)


def _rank(state: str) -> int:
    return STATES.index(state)


def find_lowest_state(found: Iterable[TopicStanding], band: str = "") -> str:
    """Return the state of a locale, or of a band of it, which is that of its lowest topic."""
    states = [standing.state for standing in found if band in ("", standing.band)]
    return min(states, key=_rank, default=DRAFT)


def reviewers(found: Iterable[TopicStanding], band: str) -> tuple[str, ...]:
    """Return who has reviewed all words of a band for child protection; nobody while one of its topics is a draft."""
    standings = [standing for standing in found if standing.band == band]
    if find_lowest_state(standings) != STATES[-1]:
        return ()
    return tuple(sorted({standing.review.by for standing in standings if standing.review}))


def sign(reviews: Iterable[Review], new: Review) -> tuple[Review, ...]:
    """Return the reviews with a new one, which replaces that of its state; a draft takes back all of its topic."""
    return (*(review for review in reviews if not _replaces(new, review)), new)


def _replaces(new: Review, review: Review) -> bool:
    is_same = (new.topic, new.band) == (review.topic, review.band)
    return is_same and (new.state == review.state or DRAFT in (new.state, review.state))
