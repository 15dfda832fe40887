"""The words that a signature belongs to, line by line, as a person reads them before signing.

They are those of `review.hash_words`, in the same order: what is not shown here does not change a hash, and what
changes a hash is shown here.
"""

from collections.abc import Iterator, Mapping

from booklet.bands import BANDS
from booklet.values import Frozen
from booklet.words.catalogue import context
from booklet.words.guide import Guide, SourceBlock, Wording
from booklet.words.own_words import LABELS as LABEL
from booklet.words.review import LABELS, UNREAD
from booklet.words.wordings import list_labels


class ReadLine(Frozen):
    """One form of a string: its id, as in a catalogue, its markup, and the English ("" if there is none).

    `is_title` if it stands above others. A string has several forms if a country may lack a value for the first.
    """

    id: str
    words: str
    english: str = ""
    is_title: bool = False


def list_read(guide: Guide, band: str, topic: str, english: Guide) -> tuple[ReadLine, ...]:
    """Return the words of a topic, message, poster, card, or of all labels, with the English of each line."""
    ours = {id: text for id, text, _ in _said(english, band, topic)}
    return tuple(ReadLine(id, text, ours.get(id, ""), title) for id, text, title in _said(guide, band, topic))


def title_of(guide: Guide, band: str, topic: str) -> str:
    """Return the title of a topic as markup, "" if it has none of its own: messages and labels."""
    found = next((one.titles for one in guide.every_topic() if one.id == topic), {})
    wording = found.get(f"title-{band}", found.get("title"))
    return wording.forms[0] if wording else ""


_Said = tuple[str, str, bool]


def _said(guide: Guide, band: str, topic: str) -> Iterator[_Said]:
    if topic == LABELS:
        yield from _labels(guide.labels, band)
    for message in guide.messages:
        if message.id == topic:
            yield from _block(message, band, guide)
    for one in guide.every_topic():
        if one.id == topic and one.is_for(band):
            yield from _strings(one.id, one.titles, band)
            for block in one.blocks:
                yield from _block(block, band, guide)


def _block(block: SourceBlock, band: str, guide: Guide) -> Iterator[_Said]:
    """Yield the words of a block, with those of another block that it uses."""
    if not block.is_for(band):
        return
    if used := guide.usable.get(block.use):
        yield from _block(used, band, guide)
    yield from _strings(block.id, block.strings, band)
    for item in block.items:
        yield from _block(item, band, guide)


def _strings(id: str, strings: Mapping[str, Wording], band: str) -> Iterator[_Said]:
    """Yield the forms of strings in a band, as `guide.wordings_in` chooses them."""
    for key, wording in strings.items():
        if key.endswith(band) or (not key.endswith(BANDS) and f"{key}-{band}" not in strings):
            yield from ((context(id, key, form), text, "title" in key) for form, text in enumerate(wording.forms))


def _labels(labels: Mapping[str, Wording], band: str) -> Iterator[_Said]:
    for key in list_labels(labels, band):
        if not key.startswith(UNREAD):
            own = f"{key}@{band}" in labels
            wording = labels[f"{key}@{band}"] if own else labels[key]
            string = f"text-{band}" if own else "text"
            yield from (
                (context(f"{LABEL}.{key}", string, form), text, False) for form, text in enumerate(wording.forms)
            )
