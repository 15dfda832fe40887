"""Babel's method for the files of the guide, for `pybabel extract -F babel.cfg -o messages.pot .` in a folder."""

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import IO

from booklet.make.opening import open_sources
from booklet.sources.folders import open_folders
from booklet.sources.load import Sources
from booklet.translators.glossary import read_terms
from booklet.translators.notes import make_notes
from booklet.translators.room import read_room
from booklet.words.catalogue import MessageSlot, slots

Found = tuple[int, str, tuple[str, str], list[str]]
"""Line, function, its arguments (context and message), comments: what Babel wants of a method."""


def extract(file: IO[bytes], keywords: object, comment_tags: object, options: Mapping[str, object]) -> Iterator[Found]:
    """Yield the messages of a file of translations/en, as calls of pgettext; other files have none."""
    path = Path(file.name).resolve()
    for folder in path.parents:
        if folder.name == "translations":
            known, notes = _messages(folder.parent)
            name = path.relative_to(folder.parent).as_posix()
            for slot in known:
                if slot.where.file == name:
                    yield slot.where.line, "pgettext", (slot.context, slot.text), list(notes[slot.context])


@cache
def _messages(root: Path) -> tuple[tuple[MessageSlot, ...], dict[str, tuple[str, ...]]]:
    """Return all messages of our sources, or of a project laid over them, with their notes."""
    sources = open_sources(None if root == open_folders().own else root)
    known = tuple(slots(sources.guide).values())
    return known, all_notes(sources, known)


def all_notes(sources: Sources, known: Collection[MessageSlot]) -> dict[str, tuple[str, ...]]:
    """Return the notes on messages, with the room and the terms that files state."""
    return make_notes(sources.guide, known, read_room(sources.folders), read_terms(sources.folders))
