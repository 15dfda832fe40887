"""A partner's own sentences: the guide and what replaces its sentences in, the guide in the partner's words out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from textwrap import shorten

from booklet.errors import Finding, Where, did_you_mean
from booklet.guide import BANDS, PLACEHOLDER, Guide, SourceBlock, SourceTopic, Wording

FIELDS = ("text", "title", "place")

STRINGS = tuple(f"{field}{band}" for field in FIELDS for band in ("", *(f"-{band}" for band in BANDS)))
"""The strings that a partner may replace, each for all bands or for one."""

STEPS = frozenset({"steps", "step"})

LONGEST_SHOWN = 280
"""Letters of ours that a finding shows, so that it still ends with what to do."""


@dataclass(frozen=True, eq=False)
class OwnWords:
    """What replaces strings of the block `id`, and the fingerprint of the sentences that it was written for."""

    id: str
    replaces: str
    strings: Mapping[str, Wording]
    where: Where


def fingerprint(sentences: Iterable[str]) -> str:
    """Return eight digits that are others as soon as a letter of the sentences is.

    >>> fingerprint(["You are not alone."])
    '4dcf9ef1'
    """
    return sha256("\n".join(sentences).encode()).hexdigest()[:8]


def apply_words(guide: Guide, words: Iterable[OwnWords]) -> tuple[Guide, tuple[Finding, ...]]:
    """Return the guide with a partner's words in it, and why some of them could not be taken."""
    blocks = {block.id: block for block in guide.every_block()}
    locked = _locked(guide)
    findings: list[Finding] = []
    taken: dict[str, OwnWords] = {}
    for own in words:
        faults = list(_faults(own, blocks.get(own.id), locked, blocks))
        findings += faults
        if not faults:
            taken[own.id] = own
    return (_reworded(guide, taken) if taken else guide), tuple(findings)


def _locked(guide: Guide) -> frozenset[str]:
    """Return the ids nobody may reword: the fixed messages, where they are used, and steps."""
    fixed = (block.id for message in guide.messages for block in message.walk())
    used = (block.id for block in guide.every_block() if block.kind == "use" or block.kind in STEPS)
    return frozenset((*fixed, *used))


def _faults(
    own: OwnWords, block: SourceBlock | None, locked: frozenset[str], known: Iterable[str]
) -> Iterator[Finding]:
    if block is None:
        hint = did_you_mean(own.id, known, "ids stand after id: in the files of translations/en")
        yield Finding("unknown-id", own.where, f'no sentence has the id "{own.id}"', hint)
    elif own.id in locked:
        message = f'"{own.id}" is a fixed message or a step, which safety depends on'
        yield Finding("locked-words", own.where, message, "take it out of words.yaml")
    else:
        strings = {key: (_original(block, key), wording) for key, wording in own.strings.items()}
        pairs = {key: (ours, theirs) for key, (ours, theirs) in strings.items() if ours}
        yield from (_unknown(own, block, key) for key in own.strings if key not in pairs)
        yield from _stale(own, [ours for _, (ours, _) in sorted(pairs.items())])
        for ours, theirs in pairs.values():
            yield from _lost(own.id, ours, theirs)


def _original(block: SourceBlock, key: str) -> Wording | None:
    """Return the wording that a string stands for: the band's own, or the one all bands share."""
    return block.strings.get(key) or block.strings.get(key.partition("-")[0])


def _unknown(own: OwnWords, block: SourceBlock, key: str) -> Finding:
    hint = f"it has {', '.join(block.strings)}" if block.strings else "name one of the sentences in it"
    return Finding("unknown-string", own.strings[key].where, f'"{own.id}" has no {key}', hint)


def _stale(own: OwnWords, ours: list[Wording]) -> Iterator[Finding]:
    sentences = tuple(dict.fromkeys(form for wording in ours for form in wording.forms))
    now = fingerprint(sentences)
    if not sentences or own.replaces == now:
        return
    shown = shorten(" / ".join(f"“{sentence}”" for sentence in sentences), LONGEST_SHOWN, placeholder=" …")
    if own.replaces:
        message = f'"{own.id}" replaces {own.replaces}, but ours is now {now}: {shown}'
        yield Finding("stale-words", own.where, message, f"read yours again, then write replaces: {now}")
    else:
        message = f'"{own.id}" does not say what it replaces: {shown}'
        yield Finding("missing-hash", own.where, message, f"write replaces: {now}")


def _lost(name: str, ours: Wording, theirs: Wording) -> Iterator[Finding]:
    """Yield what a wording lost: a form, or the placeholders of a form."""
    if len(theirs.forms) != len(ours.forms):
        message = f'"{name}" has {len(theirs.forms)} forms, ours has {len(ours.forms)}'
        yield Finding("wrong-forms", theirs.where, message, "write forms: with as many, in the same order")
        return
    for old, new in zip(ours.forms, theirs.forms, strict=True):
        for placeholder in sorted(placeholders(old) - placeholders(new)):
            message = f'"{name}" has lost {{{placeholder}}}: “{new}”'
            yield Finding("placeholder-lost", theirs.where, message, f"say {{{placeholder}}} in it, as ours does")


def placeholders(text: str) -> frozenset[str]:
    """Return the names of the placeholders of a text.

    >>> sorted(placeholders("Call {number}, page {page:directory}."))
    ['number', 'page:directory']
    """
    return frozenset(PLACEHOLDER.findall(text))


def _reworded(guide: Guide, words: Mapping[str, OwnWords]) -> Guide:
    return replace(
        guide,
        topics=_topics(guide.topics, words),
        posters=_topics(guide.posters, words),
        cards=_topics(guide.cards, words),
    )


def _topics(topics: tuple[SourceTopic, ...], words: Mapping[str, OwnWords]) -> tuple[SourceTopic, ...]:
    return tuple(replace(topic, blocks=_blocks(topic.blocks, words)) for topic in topics)


def _blocks(blocks: tuple[SourceBlock, ...], words: Mapping[str, OwnWords]) -> tuple[SourceBlock, ...]:
    return tuple(_block(block, words.get(block.id), words) for block in blocks)


def _block(block: SourceBlock, own: OwnWords | None, words: Mapping[str, OwnWords]) -> SourceBlock:
    strings = {**block.strings, **own.strings} if own else block.strings
    return replace(block, strings=strings, items=_blocks(block.items, words))
