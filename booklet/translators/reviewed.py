"""What reviewers say of words, read from the file they send back: remarks on messages; no words are changed by it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from booklet.text.fonts import IGNORABLE
from booklet.text.markup import plain_text
from booklet.values import replace
from booklet.words.catalogue import Catalogue, MessageSlot
from booklet.words.guide import PLACEHOLDER
from booklet.words.wordings import split_phrases

REVIEWER = "Reviewer:"
"""Begins a remark on a message."""


class Remark(NamedTuple):
    """What is said of words by their id: the message that has them ("" if none has), and the remark."""

    id: str
    context: str
    says: str


def find_remarks(
    rows: Iterable[tuple[str, str, str]], known: Mapping[str, MessageSlot], theirs: Mapping[str, str]
) -> Iterator[Remark]:
    """Yield what is said of rows (id, words, comment), and words that differ from what they are now.

    `theirs` are the words of the language by message. What a country or a layout fills in may be anything.
    """
    by_id: dict[str, list[MessageSlot]] = {}
    for slot in known.values():
        for id in {slot.id, f"{slot.id}.{slot.string.removesuffix(f'-{slot.band}')}"}:
            by_id.setdefault(id, []).append(slot)
    for id, words, comment in dict.fromkeys(rows):
        slots = by_id.get(id, [])
        context = slots[0].context if slots else ""
        if slots and words and not any(_is_said(words, theirs[slot.context]) for slot in slots):
            yield Remark(id, context, f"{REVIEWER} write “{words}”")
        if comment:
            yield Remark(id, context, f"{REVIEWER} {comment}")


def _is_said(words: str, text: str) -> bool:
    """Tell whether words are those of a message, with something in place of its placeholders.

    >>> _is_said("Call 116 now.", "Call *{number}* now."), _is_said("Call them.", "Call *{number}* now.")
    (True, False)
    """
    plain = _drop_spaces(plain_text(PLACEHOLDER.sub("\0", "".join(split_phrases(text)))))
    return re.fullmatch(".*".join(map(re.escape, plain.split("\0"))), _drop_spaces(words)) is not None


def _drop_spaces(text: str) -> str:
    return "".join(text.translate(IGNORABLE).split())


def add_remarks(catalogue: Catalogue, remarks: Iterable[Remark]) -> Catalogue:
    """Return a catalogue with remarks on its messages, each once."""
    messages = dict(catalogue.messages)
    for remark in remarks:
        message = messages.get(remark.context)
        lines = tuple(" ".join(line.split()) for line in remark.says.splitlines())
        if message and not set(lines) <= set(message.remarks):
            messages[remark.context] = replace(message, remarks=(*message.remarks, *lines))
    return replace(catalogue, messages=messages)
