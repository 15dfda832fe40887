"""Wordings and values in, topics with every string resolved out; equal values make equal topics."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from booklet.words.calling import CALL_PLACEHOLDERS
from booklet.words.guide import PLACEHOLDER, RECORD, SEE, Guide, SourceBlock, SourceTopic, Wording
from booklet.words.manuscript import Block, Topic

INSERT_PLACEHOLDERS = (
    "helpline",
    "number",
    "emergency",
    "crisis",
    "crisis:sms",
    "country",
    "hotline",
    "removal",
    "self",
    "channels",
    *CALL_PLACEHOLDERS,
)
"""Placeholders whose value a country may change; `law:...` besides."""

LABELS = ("label", "place", "alt")
"""The strings of a block that become its label."""

STRINGS = ("title", "text", *LABELS)

Values = tuple[tuple[str, str], ...]
"""Placeholders with their values."""


def is_open(name: str) -> bool:
    """Tell whether the value of a placeholder comes from a country."""
    return name in INSERT_PLACEHOLDERS or name.startswith("law:")


def varies(wording: Wording) -> bool:
    """Tell whether a wording depends on a country or on a table of places."""
    return any(is_open(name) or name.startswith(RECORD) for name in placeholders(wording.forms))


def placeholders(forms: Iterable[str]) -> set[str]:
    """Return the placeholders in some forms."""
    return {name for form in forms for name in PLACEHOLDER.findall(form)}


def resolve_topic(
    guide: Guide, topic: SourceTopic, band: str, values: Mapping[str, str]
) -> tuple[Topic, tuple[Wording, ...]]:
    """Return a topic with the blocks of a band, and those of its wordings of which no form has all its values."""
    names = _names_in(guide, topic, band)
    return _topic(guide, topic, band, tuple((name, values[name]) for name in names if name in values))


def resolve_labels(guide: Guide, band: str, values: Mapping[str, str]) -> Mapping[str, str]:
    """Return the labels of a band by key, with page numbers and names filled in.

    Placeholders of a country's facts stay open until a layout prints them, so that labels are the same in every
    country.
    """
    names = _names_in_labels(guide)
    return _labels(guide, band, tuple((name, values[name]) for name in names if name in values))


@lru_cache(maxsize=1024)
def _names_in(guide: Guide, topic: SourceTopic, band: str) -> tuple[str, ...]:
    """Return the placeholders that a topic reads."""
    words = _WordingResolver(guide, band, {})
    words.topic(topic)
    return tuple(sorted(placeholders(form for wording in words.read for form in wording.forms)))


@lru_cache(maxsize=1024)
def _topic(guide: Guide, topic: SourceTopic, band: str, values: Values) -> tuple[Topic, tuple[Wording, ...]]:
    words = _WordingResolver(guide, band, dict(values))
    return words.topic(topic), tuple(words.faults)


def list_labels(labels: Iterable[str], band: str) -> list[str]:
    """Return the names of the labels that a band has, sorted: those of all bands, and those that it alone has.

    >>> list_labels(["title", "title@easy", "band.easy@easy"], "easy"), list_labels(["title", "foot@easy"], "14-17")
    (['band.easy', 'title'], ['title'])
    """
    return sorted({name for name, _, own in (key.partition("@") for key in labels) if own in ("", band)})


@lru_cache(maxsize=64)
def _names_in_labels(guide: Guide) -> tuple[str, ...]:
    found = placeholders(wording.forms[0] for wording in guide.labels.values())
    return tuple(sorted(name for name in found if not is_open(name)))


@lru_cache(maxsize=256)
def _labels(guide: Guide, band: str, values: Values) -> Mapping[str, str]:
    known = dict(values)

    def filled(found: re.Match[str]) -> str:
        return known.get(found[1], found[0])

    keys = dict.fromkeys(key.partition("@")[0] for key in guide.labels)
    wordings = ((key, guide.labels.get(f"{key}@{band}") or guide.labels.get(key)) for key in keys)
    return {key: PLACEHOLDER.sub(filled, wording.forms[0]) for key, wording in wordings if wording}


_BREAK = re.compile(r"(?<!\s)(\s*)\|(\s*)")


def split_phrases(title: str) -> tuple[str, ...]:
    """Return the phrases of a title, which a writer parts with `|`; a space beside one ends the phrase before it.

    >>> split_phrases("When someone | threatens you"), split_phrases("ถูกขู่|อยู่ไหม")
    (('When someone ', 'threatens you'), ('ถูกขู่', 'อยู่ไหม'))
    """
    marked = _BREAK.sub(lambda found: (" " if found[1] or found[2] else "") + "|", title.strip())
    return tuple(phrase for phrase in marked.split("|") if phrase.strip())


@dataclass
class _WordingResolver:
    """Resolves wordings with values; remembers which it read, and which have no form with all values."""

    guide: Guide
    band: str
    values: Mapping[str, str]
    read: list[Wording] = field(default_factory=list)
    faults: list[Wording] = field(default_factory=list)

    def topic(self, topic: SourceTopic) -> Topic:
        """Return a topic with the blocks of the band."""
        title, front = (self._string(topic.titles, key) for key in ("title", "front-title"))
        phrases = split_phrases(title)
        return Topic(topic.id, "".join(phrases), self._blocks(topic.blocks), "".join(split_phrases(front)), phrases)

    def _blocks(self, blocks: Iterable[SourceBlock]) -> tuple[Block, ...]:
        """Return the blocks that the band has; a line of the law that the country has not is left out."""
        return tuple(
            self._block(block)
            for block in blocks
            if block.is_for(self.band) and (block.kind != "law" or self._has_law(block))
        )

    def _has_law(self, block: SourceBlock) -> bool:
        wording = self._wording(block.strings, "text")
        if wording is None:
            return False
        self.read += block.strings.values()
        return any(self._has_values(form) for form in wording.forms)

    def _block(self, block: SourceBlock) -> Block:
        """Return a block with its strings resolved; one that is used takes the style of the place where it stands."""
        if block.kind == "use":
            used = self.guide.usable.get(block.use)
            return self._resolve_strings(used, block.style) if used else Block(block.use, "note")
        return self._resolve_strings(block, block.style)

    def _resolve_strings(self, block: SourceBlock, style: str) -> Block:
        wordings = [text for key in STRINGS if (text := self._wording(block.strings, key))]
        items = self._blocks(block.items)
        return Block(
            id=block.id,
            kind=block.kind,
            style=style or block.to,
            title=self._title_of(block) if block.kind == SEE else self._string(block.strings, "title"),
            text=self._string(block.strings, "text"),
            label=self._label(block),
            icon=block.icon,
            items=items,
            varies=any(item.varies for item in items) or any(map(varies, wordings)),
            shown=block.shown,
        )

    def _title_of(self, block: SourceBlock) -> str:
        """Return the title of the page that a block leads to, in the book of the band."""
        topics = (topic for topic in self.guide.topics if topic.id == block.to and topic.is_for(self.band))
        titles = (self._string(topic.titles, "title") for topic in topics)
        return "".join(split_phrases(next(titles, "")))

    def _label(self, block: SourceBlock) -> str:
        """Return what stands beside a block: who says it, the page it leads to, its place, what a picture shows."""
        if block.speaker:
            return self._resolve(Wording((f"{{{block.speaker}}}",), block.where))
        if block.to:
            return self._resolve(Wording((f"{{page:{block.to}}}",), block.where))
        return next((text for key in LABELS if (text := self._string(block.strings, key))), "")

    def _string(self, strings: Mapping[str, Wording], key: str) -> str:
        wording = self._wording(strings, key)
        return self._resolve(wording) if wording else ""

    def _wording(self, strings: Mapping[str, Wording], key: str) -> Wording | None:
        """Return the wording of the band, else the one all bands share."""
        return strings.get(f"{key}-{self.band}") or strings.get(key)

    def _resolve(self, wording: Wording) -> str:
        """Return the first form whose placeholders all have values; no line ends before the number of a page."""
        self.read.append(wording)
        for form in wording.forms:
            if self._has_values(form):
                held = form.replace(" {page:", "\u00a0{page:")
                return PLACEHOLDER.sub(lambda match: self.values[match[1]], held)
        self.faults.append(wording)
        return wording.forms[-1] if wording.forms else ""

    def _has_values(self, form: str) -> bool:
        return all(name in self.values for name in PLACEHOLDER.findall(form))
