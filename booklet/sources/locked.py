"""What a project may not replace: fixed messages, their places on our pages, labels that say what an edition is.

This holds in every language: if we have a catalogue, the project's own must have the same words for these.
"""

from collections.abc import Iterable, Iterator, Mapping

from booklet.errors import Finding, Where
from booklet.sources.folders import Folders
from booklet.sources.guide import read_guide
from booklet.words.catalogue import Catalogue, TranslationState, slots, state_of
from booklet.words.guide import PLACEHOLDER, Guide, SourceBlock, SourceTopic
from booklet.words.own_words import is_locked_label, list_locked_ids


def find_changed_locks(folders: Folders, folder: str, guide: Guide) -> list[Finding]:
    """Return the changes of a project in a locale's folder that safety, or a true imprint, forbids."""
    if folders.project is None or not (folders.project / folder).is_dir():
        return []
    ours = read_guide(Folders(folders.own), folder, [])
    return [*_messages(folders, f"{folder}/messages.yaml"), *_labels(ours, guide), *_uses(ours, guide)]


def find_changed_words(ours: Catalogue, theirs: Catalogue, guide: Guide) -> Iterator[Finding]:
    """Yield fixed messages and labels that differ from ours in a project's catalogue; ours are printed."""
    locked = list_locked_ids(guide)
    for slot in slots(guide).values():
        mine, other = ours.messages.get(slot.context), theirs.messages.get(slot.context)
        if (
            slot.id not in locked
            or mine is None
            or other is None
            or state_of(slot, mine) is not TranslationState.TRANSLATED
        ):
            continue
        if other.text.strip() and mine.text.strip() and other.text != mine.text:
            message = f'"{slot.context}" is fixed: safety, or what the imprint promises, depends on it'
            yield Finding("locked-words", other.where, message, f"write what ours says: “{mine.text}”")


def _messages(folders: Folders, name: str) -> Iterator[Finding]:
    found = folders.find(name)
    if found is None or not found.samefile(folders.own / name):  # our own folder may be named as a project
        message, hint = "the messages m1 to m6 are fixed, because safety depends on them", "delete the file"
        yield Finding("locked-words", Where(name, 1), message, hint)


def _labels(ours: Guide, guide: Guide) -> Iterator[Finding]:
    for key, wording in ours.labels.items():
        found = guide.labels.get(key)
        if found is None or found.forms == wording.forms:
            continue
        if is_locked_label(key):
            message = f'"{key}" is fixed: safety, or what the imprint promises, depends on it'
            yield Finding("locked-words", found.where, message, f"write what ours says: {' / '.join(wording.forms)}")
        elif list(map(_list_filled, found.forms)) != list(map(_list_filled, wording.forms)):
            message = f'"{key}" has other placeholders than ours: “{" / ".join(found.forms)}”'
            hint = f"say each once, as ours does: {' / '.join(wording.forms)}"
            yield Finding("placeholder-lost", found.where, message, hint)


def _list_filled(form: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(form))


def _uses(ours: Guide, guide: Guide) -> Iterator[Finding]:
    """Report messages that our pages, posters or cards have in a band and that a project's version of them lacks."""
    before: Mapping[str, SourceTopic] = {topic.id: topic for topic in ours.every_topic()}
    for topic in guide.every_topic():
        if topic.id in before and topic.blocks:
            bands = [band for band in guide.every_band if topic.is_for(band)]
            lost = [_list_used(before[topic.id].blocks, band) - _list_used(topic.blocks, band) for band in bands]
            for use in sorted(ours.fixed & frozenset().union(*lost)):
                message = f'"{topic.id}" has lost the fixed message {use}'
                hint = f"add - {{use: {use}}} for all ages, as ours has"
                yield Finding("lost-message", topic.titles["title"].where, message, hint)


def _list_used(blocks: Iterable[SourceBlock], band: str) -> frozenset[str]:
    """Return the messages that blocks use in a band."""
    found: set[str] = set()
    for block in blocks:
        if block.is_for(band):
            found |= {block.use} - {""} | _list_used(block.items, band)
    return frozenset(found)
