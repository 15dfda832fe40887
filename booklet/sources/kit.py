"""The kit of pictures: SVG files of bodies, heads, props and rooms become parts, each read when it is first needed."""

import os
from functools import cached_property, lru_cache
from pathlib import Path

from booklet.art.part import Part
from booklet.errors import Finding, SourceError, Where
from booklet.look.layout import Theme
from booklet.sources.art import ink_names, read_art_file
from booklet.sources.encoding import decode_text
from booklet.sources.folders import Folders
from booklet.sources.kinds import GROUPS

KIT = "layouts/kit"


def stamp_kit(own: Path) -> tuple[tuple[str, int, int], ...]:
    """Return what tells whether a file of our kit has changed: its name, its size and when it was written."""
    files = (file for group in GROUPS if (own / KIT / group).is_dir() for file in os.scandir(own / KIT / group))
    return tuple(sorted((file.path, file.stat().st_size, file.stat().st_mtime_ns) for file in files))


class Kit:
    """The parts in `layouts/kit`, by group and name; a project's lie over ours."""

    def __init__(self, folders: Folders, theme: Theme) -> None:
        self._folders = folders
        self._theme = theme
        self._read: dict[str, Part] = {}
        self._names: dict[str, tuple[str, ...]] = {}

    @cached_property
    def _inks(self) -> tuple[tuple[str, str], ...]:
        return tuple(ink_names(self._theme).items())

    def names(self, group: str) -> tuple[str, ...]:
        """Return the names of the parts of a group."""
        if group not in self._names:
            self._names[group] = self._folders.names(f"{KIT}/{group}", ".svg")
        return self._names[group]

    def part(self, group: str, name: str) -> Part:
        """Return a part; raise `SourceError` with all faults of its file."""
        file = f"{KIT}/{group}/{name}.svg"
        if file not in self._read:
            if self._folders.find(file) is None:
                hint = "add the file or name another"
                raise SourceError(Finding("missing-art", Where(file), "there is no such drawing", hint))
            self._read[file] = _read_once(decode_text(read_art_file(self._folders, file), file), file, self._inks)
        return self._read[file]


@lru_cache(512)
def _read_once(text: str, file: str, inks: tuple[tuple[str, str], ...]) -> Part:
    """Return the part that a text is: whoever opens sources again finds most files as they were."""
    from booklet.art.svg import read_part

    return read_part(text, file, dict(inks))
