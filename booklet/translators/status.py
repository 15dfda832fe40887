"""How far a locale is: what is translated, what has changed, who has reviewed it, how easily it reads."""

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from booklet.errors import Finding, Severity
from booklet.text.markup import plain_text
from booklet.translators.merge import lost_finding
from booklet.translators.reading import Readability, measure
from booklet.values import Frozen
from booklet.words.catalogue import Gap, MessageSlot, Translated, TranslationState, gaps_of, ids_of, is_of, slots
from booklet.words.guide import KIT, Guide, SourceTopic
from booklet.words.own_words import LABELS, strings_by_id
from booklet.words.review import REVIEWED, TopicStanding, find_lowest_state
from booklet.words.wordings import split_phrases

CODES = {
    TranslationState.MISSING: "message-missing",
    TranslationState.FUZZY: "message-fuzzy",
    TranslationState.STALE: "message-stale",
}


class ProductStatus(Frozen):
    """A product of a locale in a band: its messages by state, its words, and what reviewers have said of them."""

    product: str
    band: str
    states: Mapping[TranslationState, int]
    words: int
    words_done: int
    review: str
    reviewers: tuple[str, ...]
    reviewed_on: date | None
    """The day of the oldest signature; none while any page is a draft."""


class PageStatus(Frozen):
    """A page, poster, card or fixed message of the guide, or its labels: its English title, its messages by state.

    `open` are the messages that do not hold, in reading order.
    """

    place: str
    title: str
    states: Mapping[TranslationState, int]
    open: tuple[str, ...]


def page_statuses(found: Translated, guide: Guide) -> tuple[PageStatus, ...]:
    """Return how far each page is, in reading order; `guide` is the English one."""
    states = {gap.slot.context: gap.state for gap in found.gaps}
    by_place: dict[str, list[str]] = {}
    places = list_places(guide)
    for slot in slots(guide).values():
        by_place.setdefault(places.get(slot.id, LABELS), []).append(slot.context)
    titles = list_titles(guide)
    return tuple(_page_status(place, titles.get(place, ""), names, states) for place, names in by_place.items())


def list_titles(guide: Guide) -> dict[str, str]:
    """Return the title of each page, poster and card as readers see it, by its place."""
    return {f"{name} {topic.id}": _title(topic) for name, topics in _topics(guide) for topic in topics}


def _title(topic: SourceTopic) -> str:
    return plain_text("".join(split_phrases(topic.titles["title"].forms[0])))


def _page_status(place: str, title: str, names: Sequence[str], states: Mapping[str, TranslationState]) -> PageStatus:
    counted = Counter(states.get(name, TranslationState.TRANSLATED) for name in names)
    ordered = {state: counted[state] for state in TranslationState}
    return PageStatus(place, title, ordered, tuple(name for name in names if name in states))


def list_places(guide: Guide) -> dict[str, str]:
    """Return each id of a page, poster, card or fixed message with that place; all other ids are those of labels."""
    return dict(_places(guide))


def _places(guide: Guide) -> Iterator[tuple[str, str]]:
    """Yield each id with the page, poster, card or fixed message that it belongs to."""
    for name, topics in _topics(guide):
        for topic in topics:
            blocks = (block for top in topic.blocks for block in top.walk())
            yield from ((id, f"{name} {topic.id}") for id in (topic.id, *(block.id for block in blocks)))
    for message in guide.messages:
        yield from ((block.id, f"message {message.id}") for block in message.walk())


def _topics(guide: Guide) -> Iterator[tuple[str, Sequence[SourceTopic]]]:
    cards = (*guide.cards, *guide.talks)
    yield from (("page", guide.topics), ("poster", guide.posters), ("card", cards), (KIT, guide.kit))


def product_status(
    found: Translated, guide: Guide, standings: Sequence[TopicStanding], product: str, band: str
) -> ProductStatus:
    """Return how far a product is; `guide` is the English one."""
    ids, known = ids_of(guide, product, band), slots(guide)
    printed = [slot for slot in known.values() if is_of(slot, ids, known, band)]
    gaps = gaps_of(found, guide, product, band)
    states = Counter(gap.state for gap in gaps)
    states[TranslationState.TRANSLATED] = len(printed) - len(gaps)
    reviewed = [standing for standing in standings if standing.band == band and standing.topic in ids | {LABELS}]
    signed = [one for standing in reviewed for one in standing.signed]
    state = find_lowest_state(reviewed)
    return ProductStatus(
        product=product,
        band=band,
        states={state: states[state] for state in TranslationState},
        words=_words(printed),
        words_done=_words(printed) - _words([gap.slot for gap in gaps]),
        review=state,
        reviewers=tuple(sorted({one.by for one in signed})),
        reviewed_on=min(one.on for one in signed) if signed and state == REVIEWED else None,
    )


def _words(found: Sequence[MessageSlot]) -> int:
    return sum(len(slot.text.split()) for slot in found)


def gap_finding(gap: Gap, text: str) -> Finding:
    """Return a gap as a finding, with the change of an outdated message, or its lost placeholders."""
    name, ours = gap.slot.context, gap.slot.text
    if gap.state is TranslationState.LOST:
        return lost_finding(gap.slot, text, gap.where)
    if gap.state is TranslationState.STALE:
        message = f'"{name}" was made for other English: {changes(gap.before, ours)}'
        hint = f"read the translation again: “{text}”"
    elif gap.state is TranslationState.FUZZY:
        message, hint = f'"{name}" is unsure: “{text}”', f"read it again, then take away fuzzy: “{ours}”"
    else:
        message, hint = f'"{name}" is not translated', f"translate “{ours}”"
    return Finding(CODES[gap.state], gap.where, message, hint, Severity.WARNING)


def changes(before: str, now: str) -> str:
    """Return a text with marks for what was removed and what was added.

    >>> changes("Call them now.", "Call the helpline now.")
    'Call [-them-] {+the helpline+} now.'
    """
    old, new = before.split(), now.split()
    parts = []
    for kind, start, end, first, last in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(" ".join(old[start:end]))
        else:
            parts += [f"[-{' '.join(old[start:end])}-]"] * (end > start)
            parts += [f"{{+{' '.join(new[first:last])}+}}"] * (last > first)
    return " ".join(parts)


def readings(found: Translated, locale: str) -> Iterator[tuple[str, Readability]]:
    """Yield each band with how easily the running text of its booklet reads, for languages with a formula."""
    for band in found.guide.bands:
        reading = measure(_prose(found.guide, band), locale, band)
        if reading:
            yield band, reading


def _prose(guide: Guide, band: str) -> Iterator[str]:
    """Yield the first form of every running text of the booklet."""
    strings, ids = strings_by_id(guide), ids_of(guide, "booklet", band)
    for name in strings:
        wording = strings[name].get(f"text-{band}") or strings[name].get("text")
        if name in ids and wording and not re.match(rf"{LABELS}\.|law-world|directory", name):
            yield next((form for form in wording.forms if any(map(str.isalpha, form))), "")
