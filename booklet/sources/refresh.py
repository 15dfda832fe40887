"""A project whose files changed: what still holds of what was read is kept, and all else is read again.

A country's file, a catalogue and reviews are read apart from all else, so that only what was read from them is dropped.
After any other change everything is read as for the first time, but for what depends on nothing that changed: other
countries, printers, scenes, languages of a guide that says the same.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from stat import S_ISDIR
from time import time_ns

from booklet.sources.art import ART
from booklet.sources.catalogues import catalogue_name
from booklet.sources.folders import SOURCE_FOLDERS, country_file, open_folders
from booklet.sources.load import Sources, load_sources
from booklet.sources.reviews import reviews_name
from booklet.sources.unread import FOLDERS
from booklet.words.locales import SOURCE_LOCALE

Stamps = Mapping[str, tuple[int, ...]]
"""Of each file of a project, by name, what changes when it is written: its times, its size, and which file it is."""

WATCHED = tuple(dict.fromkeys((*SOURCE_FOLDERS, *FOLDERS)))
"""The folders of a project in which files are read, or looked for because somebody may believe that they are."""

_APART = re.compile(f"{country_file('(?P<country>[^/]+)')}|{catalogue_name('[^/]+')}|{reviews_name('[^/]+')}")


def stamp_files(project: Path | None) -> Stamps:
    """Return the stamps of all files of a project that can be read, none without a project.

    What lies in a folder that is a link is not looked at: the folder, with a stroke behind its name, changes each time.
    """
    if project is None:
        return {}
    try:
        return {name: stamp for path in _list_watched(project) for name, stamp in _stamp(path, project)}
    except OSError:  # whoever reads the folder tells why it cannot be read
        return {}


def _list_watched(project: Path) -> Iterator[Path]:
    yield from project.glob("*")
    for folder in WATCHED:
        yield from (project / folder).rglob("*")


def _stamp(path: Path, project: Path) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield the name and the stamp of a file or link, nothing for other folders and for what is gone."""
    name = path.relative_to(project).as_posix()
    with suppress(OSError):
        found = path.stat()
        if not S_ISDIR(found.st_mode):
            yield name, (found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino)
        elif path.is_symlink():
            yield f"{name}/", (time_ns(),)


def list_changed(before: Stamps, now: Stamps) -> frozenset[str]:
    """Return the names of files that were written, that are new, and that are gone.

    >>> sorted(list_changed({"a": (1,), "b": (1,), "c": (1,)}, {"a": (1,), "b": (2,), "d": (1,)}))
    ['b', 'c', 'd']
    """
    return frozenset(name for name in {*before, *now} if before.get(name) != now.get(name))


def refresh_sources(before: Sources, changed: Collection[str]) -> Sources:
    """Return a project as its files say it now, of which some changed; what was read before is left as it is.

    Raises `SourceError` with all faults, as if the project was opened for the first time.
    """
    apart = [found for name in changed if (found := _APART.fullmatch(name))]
    codes = {found["country"] for found in apart}
    tags = {name.split("/")[1] for name in changed if name.startswith("translations/") and name.count("/") > 1}
    folders = open_folders(before.folders.project)
    if any(name.endswith("/") for name in changed):
        return load_sources(folders, before.masters)
    folders.digests.update((name, of) for name, of in before.folders.digests.items() if name not in changed)
    if len(apart) == len(changed) and SOURCE_LOCALE not in tags:
        fresh = before.without_what_was_asked_for()
        texts = codes | set(map(catalogue_name, tags))
        _keep(fresh, before, "_layouts", lambda _: True)
        _keep(fresh, before, "_statements", lambda name: name not in texts)
        has_same_look = has_same_guide = True
    else:
        has_same_look = not _any_begins(changed, LOOK, but=f"{ART}/")
        has_same_guide = has_same_look and not _any_begins(changed, GUIDE, but=reviews_name(SOURCE_LOCALE))
        fresh = load_sources(folders, before.masters, before.theme if has_same_look else None)
        if has_same_guide:
            fresh = replace(fresh, guide=before.guide, own=before.own)
    _keep(fresh, before, "_hosts", lambda _: True)
    _keep(fresh, before, "_inserts", lambda code: code not in codes)
    if has_same_look:
        _keep(fresh, before, "_printers", lambda _: True)
        _keep(fresh, before, "_scenes", lambda _: True)
        vars(fresh).update((name, value) for name, value in vars(before).items() if name in {"props", "screen"})
    if has_same_guide:
        for name in ("_standings", "_translated", "_hashes", "_rule_findings"):
            _keep(fresh, before, name, lambda key: key.split()[0] not in tags)
    return fresh


LOOK = ("layouts/", "fonts/")
"""Where theme, scenes and printers are; drawings in `layouts/art` have no part in them."""

GUIDE = ("words.yaml", "pages.yaml", "cards.yaml", "layouts/", f"translations/{SOURCE_LOCALE}/")
"""Where the words of the guide are, and the pictures among them."""


def _any_begins(names: Collection[str], beginnings: tuple[str, ...], *, but: str) -> bool:
    return any(name.startswith(beginnings) and not name.startswith(but) for name in names)


def _keep(fresh: Sources, before: Sources, name: str, holds: Callable[[str], bool]) -> None:
    """Take over what was read from files that say the same; another thread may be reading more."""
    known: dict[str, object] = getattr(before, name).copy()
    getattr(fresh, name).update((key, value) for key, value in known.items() if holds(key))
