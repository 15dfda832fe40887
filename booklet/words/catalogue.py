"""Messages and translations: a guide in, its messages out; with a catalogue, the translated guide and its gaps."""

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import lru_cache

from booklet.bands import BANDS
from booklet.errors import Where
from booklet.text.blank import shows
from booklet.values import Frozen, field
from booklet.words.guide import PLACEHOLDER, Guide, SourceBlock, SourceTopic, Wording
from booklet.words.own_words import LABELS, replace_strings, strings_by_id
from booklet.words.review import is_person

FUZZY = "fuzzy"

TARGET = re.compile(r"\]\(([^)\s\]]*)\)")
"""What a link leads to."""

SPECIAL_LABELS = frozenset({"labels.proof.pseudo", "labels.proof.words", "labels.language"})
"""Labels that stand in no finished edition of a locale, or that are known without a translator."""


class MessageSlot(Frozen):
    """The place of a message: one form of one string under an id; `text` is the English."""

    context: str
    id: str
    string: str
    form: int
    text: str
    where: Where

    @property
    def band(self) -> str:
        """The band whose own wording it is, "" if it is that of all bands."""
        return find_band(self.string)


class Message(Frozen):
    """An entry of a catalogue: the English it translates and the translation; `previous` is an older English."""

    context: str
    source: str
    text: str
    where: Where
    flags: tuple[str, ...] = ()
    previous: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def is_fuzzy(self) -> bool:
        """Whether somebody must look at the translation before it counts."""
        return FUZZY in self.flags

    @property
    def made_for(self) -> str:
        """The English that the translation was made for."""
        return (self.is_fuzzy and self.previous) or self.source


class Catalogue(Frozen, eq=False):
    """The messages of a locale by context, the header, the remarks at its head, and entries no longer in use."""

    locale: str
    messages: Mapping[str, Message] = field(default_factory=dict)
    header: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    obsolete: tuple[str, ...] = ()


TRANSLATOR = "Last-Translator"
"""Who has worked on a catalogue last, in its header."""

UNNAMED = frozenset({"full name", "none", "unnamed", "automatically generated"})
"""What programs write for a translator they do not know."""


def translator_of(catalogue: Catalogue | None) -> str:
    """Return the translator named in a catalogue's header, "" if nobody is named.

    >>> translator_of(Catalogue("fr", header={"Last-Translator": "A. Tester <a@example.org>"}))
    'A. Tester'
    """
    name = " ".join((catalogue.header if catalogue else {}).get(TRANSLATOR, "").partition("<")[0].split())
    return name if is_person(name) and name.lower() not in UNNAMED else ""


class TranslationState(StrEnum):
    """What a translation is worth; in every state but the first, the English is printed instead."""

    TRANSLATED = "translated"
    FUZZY = "fuzzy"
    STALE = "stale"
    LOST = "placeholder lost"
    MISSING = "missing"


class Gap(Frozen):
    """A message printed in English; `before` is the English that an outdated translation was made for."""

    slot: MessageSlot
    state: TranslationState
    where: Where
    before: str = ""


class Translated(Frozen, eq=False):
    """A guide in another locale, and what of it is still English."""

    guide: Guide
    gaps: tuple[Gap, ...] = ()
    catalogue: Catalogue | None = None


def find_band(string: str) -> str:
    """Return the band that a string is for by its name, "" if it is for all.

    >>> find_band("text-10-13"), find_band("front-title")
    ('10-13', '')
    """
    return next((band for band in BANDS if string.endswith(f"-{band}")), "")


def context(id: str, string: str, form: int) -> str:
    """Return the key of a message: its id, its string, the number of the form from the second on, and its band.

    >>> context("m5", "text", 0), context("m5", "text-10-13", 1), context("threat", "title", 0)
    ('m5', 'm5#2@10-13', 'threat.title')
    """
    band = find_band(string)
    name = string.removesuffix(f"-{band}")
    number = f"#{form + 1}" if form else ""
    return (id if name == "text" else f"{id}.{name}") + number + (f"@{band}" if band else "")


@lru_cache(maxsize=4)
def slots(guide: Guide) -> Mapping[str, MessageSlot]:
    """Return every message of the guide by its context, in reading order: products, messages, labels.

    A string that is empty in English is no message.
    """
    strings = strings_by_id(guide)
    found = (slot for id in _reading_order(guide) for slot in _slots(id, strings[id]))
    return {slot.context: slot for slot in found}


def _reading_order(guide: Guide) -> dict[str, None]:
    pages = [id for topic in guide.every_topic() for id in (topic.id, *_ids(topic.blocks))]
    labels = (f"{LABELS}.{key.partition('@')[0]}" for key in guide.labels)
    return dict.fromkeys((*pages, *_ids(guide.messages), *labels))


def _ids(blocks: Iterable[SourceBlock]) -> list[str]:
    return [block.id for top in blocks for block in top.walk()]


def _slots(id: str, strings: Mapping[str, Wording]) -> Iterator[MessageSlot]:
    for string, wording in strings.items():
        for number, form in enumerate(wording.forms):
            if form.strip():
                yield MessageSlot(context(id, string, number), id, string, number, form, wording.where)


def ids_of(guide: Guide, product: str, band: str, unmet: frozenset[str] = frozenset()) -> frozenset[str]:
    """Return the ids of all that a product prints in a band, of what is used there, and of all labels.

    Topics whose needs are `unmet` are not printed.
    """
    topics = [topic for topic in guide.topics_of(product, band) if topic.id not in unmet]
    found = frozenset().union(*(printed_ids(topic, guide, band) for topic in topics))
    return found | {f"{LABELS}.{key.partition('@')[0]}" for key in guide.labels}


def printed_ids(topic: SourceTopic, guide: Guide, band: str) -> frozenset[str]:
    """Return the ids of all that a topic prints in a band, and of what it uses there."""
    used = {block.use for top in topic.blocks for block in top.walk()}
    shared = _band_ids((guide.usable[use] for use in sorted(used) if use in guide.usable), band)
    return frozenset((*_topic_ids(topic, band), *shared))


def _topic_ids(topic: SourceTopic, band: str) -> set[str]:
    return {topic.id, *_band_ids(topic.blocks, band)}


def _band_ids(blocks: Iterable[SourceBlock], band: str) -> Iterator[str]:
    for block in blocks:
        if block.is_for(band):
            yield block.id
            yield from _band_ids(block.items, band)


def is_of(slot: MessageSlot, ids: frozenset[str], known: Mapping[str, MessageSlot], band: str) -> bool:
    """Tell whether a message of some ids is printed in a band: the band's own wording hides the common one."""
    if slot.id not in ids:
        return False
    return slot.band == band if slot.band else context(slot.id, f"{slot.string}-{band}", 0) not in known


def has_words(text: str) -> bool:
    """Tell whether a text has anything to translate beside its placeholders.

    >>> has_words("{number} ({service})"), has_words("page {page:where}")
    (False, True)
    """
    return any(map(str.isalpha, PLACEHOLDER.sub("", text)))


def find_fixed_parts(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what a translation must repeat from its source: placeholders, and each link's target as often as there."""
    return tuple(sorted(set(PLACEHOLDER.findall(text)))), tuple(sorted(TARGET.findall(text)))


def state_of(slot: MessageSlot, message: Message | None) -> TranslationState:
    """Return what a message is worth for the English of today.

    A translation holds for the English it was made for: if that comes back, so does the translation.
    """
    if message is None or not shows(message.text):
        return TranslationState.MISSING if has_words(slot.text) else TranslationState.TRANSLATED
    if slot.text != message.made_for:
        return TranslationState.STALE
    if message.is_fuzzy and not message.previous:
        return TranslationState.FUZZY
    return (
        TranslationState.TRANSLATED
        if find_fixed_parts(message.text) == find_fixed_parts(slot.text)
        else TranslationState.LOST
    )


def translate(guide: Guide, catalogue: Catalogue, where: Where) -> Translated:
    """Return the guide in the words of a catalogue. Where no translation holds, the English stays and is a gap."""
    strings: dict[str, dict[str, Wording]] = {}
    gaps = []
    originals = strings_by_id(guide)
    for slot in slots(guide).values():
        message = catalogue.messages.get(slot.context)
        state = state_of(slot, message)
        if state is not TranslationState.TRANSLATED and slot.context not in SPECIAL_LABELS:
            before = message.made_for if message and state is TranslationState.STALE else ""
            gaps.append(Gap(slot, state, message.where if message else where, before))
        elif state is TranslationState.TRANSLATED and message and shows(message.text):
            ours = strings.setdefault(slot.id, {}).setdefault(slot.string, originals[slot.id][slot.string])
            strings[slot.id][slot.string] = _replace_form(ours, slot.form, message)
    return Translated(replace_strings(guide, strings), tuple(gaps), catalogue)


def _replace_form(wording: Wording, form: int, message: Message) -> Wording:
    """Return a wording with one of its forms translated; it is placed where its first translated form is."""
    forms = (*wording.forms[:form], message.text, *wording.forms[form + 1 :])
    return Wording(forms, message.where if form == 0 else wording.where)


def gaps_of(
    found: Translated, guide: Guide, product: str, band: str, unmet: frozenset[str] = frozenset()
) -> tuple[Gap, ...]:
    """Return the gaps that a product would print in a band; `guide` is the English one."""
    if not found.gaps:
        return ()
    ids, known = ids_of(guide, product, band, unmet), slots(guide)
    return tuple(gap for gap in found.gaps if is_of(gap.slot, ids, known, band))
