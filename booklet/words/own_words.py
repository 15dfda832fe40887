"""A partner's own words: the guide and replacements for its sentences, titles and labels in, the new guide out."""

from collections.abc import Iterable, Iterator, Mapping
from textwrap import shorten

from booklet.bands import BANDS
from booklet.errors import Finding, Where, did_you_mean
from booklet.facts.fingerprint import fingerprint
from booklet.values import Frozen, replace
from booklet.words.guide import PLACEHOLDER, Guide, SourceBlock, SourceTopic, Wording, columns_in

FIELDS = ("text", "title", "place", "alt", "front-title")

STRINGS = tuple(f"{field}{band}" for field in FIELDS for band in ("", *(f"-{band}" for band in BANDS)))
"""The strings that a partner may replace, each for all bands or for one."""

LABELS = "labels"
"""What the ids of labels begin with: `labels.strip.address` is the label `strip.address`, and its string is `text`."""

LOCKED_LABELS = ("checked.", "danger", "imprint.", "proof", "publisher.", "release.", "strip.motto")
"""How labels begin that say what an edition is, or what a fixed message says."""

STEPS = frozenset({"steps", "step"})

GONE = "take it out, or choose another: ids stand after id: in translations/en, and those of the first edition are gone"
"""What to do about the id of a sentence that is not there."""

LONGEST_SHOWN = 280
"""Letters of ours that a finding shows, so that it still ends with what to do."""


class OwnWords(Frozen, eq=False):
    """Replacements for strings of the block, topic or label `id`, and the fingerprint of the words they replace."""

    id: str
    replaces: str
    strings: Mapping[str, Wording]
    where: Where


def apply_words(guide: Guide, words: Iterable[OwnWords]) -> tuple[Guide, tuple[Finding, ...]]:
    """Return the guide with a partner's words in it, and findings about those that could not be applied."""
    originals = strings_by_id(guide)
    locked = list_locked_ids(guide)
    findings: list[Finding] = []
    taken: dict[str, OwnWords] = {}
    for own in words:
        faults = list(_faults(own, originals.get(own.id), locked, originals))
        findings += faults
        if not faults:
            taken[own.id] = own
    strings = {name: own.strings for name, own in taken.items()}
    return (replace_strings(guide, strings) if taken else guide), tuple(findings)


def strings_by_id(guide: Guide) -> dict[str, Mapping[str, Wording]]:
    """Return the strings of every block and label, and the titles of every topic, by id."""
    found = {topic.id: topic.titles for topic in guide.every_topic()}
    found |= {block.id: block.strings for block in guide.every_block()}
    for key, wording in guide.labels.items():
        name, _, band = key.partition("@")
        found.setdefault(f"{LABELS}.{name}", {})
        found[f"{LABELS}.{name}"] = {**found[f"{LABELS}.{name}"], f"text-{band}" if band else "text": wording}
    return found


def is_locked_label(key: str) -> bool:
    """Tell whether a label may not be reworded.

    >>> is_locked_label("imprint.licence.text"), is_locked_label("strip.address")
    (True, False)
    """
    return key.startswith(LOCKED_LABELS)


def list_locked_ids(guide: Guide) -> frozenset[str]:
    """Return the ids that may not be reworded: fixed messages and the blocks that use them, steps, and some labels."""
    fixed = (block.id for message in guide.messages for block in message.walk())
    used = (block.id for block in guide.every_block() if block.kind == "use" or block.kind in STEPS)
    labels = (f"{LABELS}.{key.partition('@')[0]}" for key in guide.labels if is_locked_label(key))
    return frozenset((*fixed, *used, *labels))


def _faults(
    own: OwnWords, originals: Mapping[str, Wording] | None, locked: frozenset[str], known: Iterable[str]
) -> Iterator[Finding]:
    if originals is None:
        hint = did_you_mean(own.id, known, GONE)
        yield Finding("unknown-id", own.where, f'no sentence has the id "{own.id}"', hint)
    elif own.id in locked:
        message = f'"{own.id}" is fixed: safety, or what the imprint promises, depends on it'
        yield Finding("locked-words", own.where, message, "take it out of words.yaml")
    else:
        strings = {key: (_find_original(originals, key), wording) for key, wording in own.strings.items()}
        pairs = {key: (ours, theirs) for key, (ours, theirs) in strings.items() if ours}
        yield from (_report_unknown(own, originals, key) for key in own.strings if key not in pairs)
        yield from _find_stale(own, [ours for _, (ours, _) in sorted(pairs.items())])
        for ours, theirs in pairs.values():
            yield from _find_losses(own.id, ours, theirs)


def _find_original(originals: Mapping[str, Wording], key: str) -> Wording | None:
    """Return the wording that a string replaces: the band's own, else the one all bands share."""
    band = next((band for band in BANDS if key.endswith(f"-{band}")), "")
    return originals.get(key) or originals.get(key.removesuffix(f"-{band}"))


def _report_unknown(own: OwnWords, originals: Mapping[str, Wording], key: str) -> Finding:
    hint = f"it has {', '.join(originals)}" if originals else "name one of the sentences in it"
    return Finding("unknown-string", own.strings[key].where, f'"{own.id}" has no {key}', hint)


def fingerprint_replaced(originals: Mapping[str, Wording], keys: Iterable[str]) -> str:
    """Return the fingerprint of those of our wordings that some strings of a partner replace."""
    return fingerprint(_list_sentences([ours for key in sorted(keys) if (ours := _find_original(originals, key))]))


def _list_sentences(ours: Iterable[Wording]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(form for wording in ours for form in wording.forms))


def _find_stale(own: OwnWords, ours: list[Wording]) -> Iterator[Finding]:
    sentences = _list_sentences(ours)
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


def _find_losses(name: str, ours: Wording, theirs: Wording) -> Iterator[Finding]:
    """Yield what a wording has lost compared to ours: a form, or the placeholders of a form."""
    pairs = _pairs(ours.forms, theirs.forms)
    if not pairs:
        message = f'"{name}" has {len(theirs.forms)} forms, ours has {len(ours.forms)}'
        yield Finding("wrong-forms", theirs.where, message, "write forms: with as many, in the same order")
        return
    for old, new in pairs:
        for placeholder in sorted(placeholders(old) - placeholders(new)):
            message = f'"{name}" has lost {{{placeholder}}}: “{new}”'
            yield Finding("placeholder-lost", theirs.where, message, f"say {{{placeholder}}} in it, as ours does")
        is_more = len(PLACEHOLDER.findall(new)) > len(placeholders(old))
        if name.startswith(LABELS) and is_more and not columns_in(new):
            message = f'"{name}" has placeholders that ours has not, or one twice: “{new}”'
            yield Finding("placeholder-added", theirs.where, message, f"say no others than ours: “{old}”")


def _pairs(ours: tuple[str, ...], theirs: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return pairs of our forms and theirs; a partner may add forms with a column before the one without.

    >>> _pairs(("{number}", "none"), ("{record:room} {number}", "{number}!", "none!"))
    [('{number}', '{record:room} {number}'), ('{number}', '{number}!'), ('none', 'none!')]
    """
    if len(theirs) == len(ours):
        return list(zip(ours, theirs, strict=True))
    ends = [number for number, form in enumerate(theirs) if not columns_in(form)]
    if len(ends) != len(ours) or ends[-1] != len(theirs) - 1:
        return []
    return [(ours[sum(end < number for end in ends)], form) for number, form in enumerate(theirs)]


def placeholders(text: str) -> frozenset[str]:
    """Return the names of the placeholders of a text.

    >>> sorted(placeholders("Call {number}, page {page:directory}."))
    ['number', 'page:directory']
    """
    return frozenset(PLACEHOLDER.findall(text))


def replace_strings(guide: Guide, strings: Mapping[str, Mapping[str, Wording]]) -> Guide:
    """Return the guide with some of its strings replaced, by id as `strings_by_id` has them."""
    return replace(
        guide,
        topics=_topics(guide.topics, strings),
        messages=_blocks(guide.messages, strings),
        posters=_topics(guide.posters, strings),
        cards=_topics(guide.cards, strings),
        talks=_topics(guide.talks, strings),
        kit=_topics(guide.kit, strings),
        labels={**guide.labels, **dict(_labels(strings))},
    )


def _labels(strings: Mapping[str, Mapping[str, Wording]]) -> Iterator[tuple[str, Wording]]:
    for name, wordings in strings.items():
        kind, _, key = name.partition(".")
        for string, wording in wordings.items() if kind == LABELS else ():
            _, _, band = string.partition("-")
            yield (f"{key}@{band}" if band else key), wording


def _topics(topics: tuple[SourceTopic, ...], strings: Mapping[str, Mapping[str, Wording]]) -> tuple[SourceTopic, ...]:
    return tuple(
        replace(topic, titles={**topic.titles, **strings.get(topic.id, {})}, blocks=_blocks(topic.blocks, strings))
        for topic in topics
    )


def _blocks(blocks: tuple[SourceBlock, ...], strings: Mapping[str, Mapping[str, Wording]]) -> tuple[SourceBlock, ...]:
    return tuple(
        replace(block, strings={**block.strings, **strings.get(block.id, {})}, items=_blocks(block.items, strings))
        for block in blocks
    )
