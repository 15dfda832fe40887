"""Keys: a hash of everything a file is made from, so that the same key means the same file.

What a campaign changes from week to week, countries and catalogues, counts for their own files alone. All else that
lies in the folders, the fonts, the engines and our code count for every file: rarely changed, and a dependency that
somebody forgot here would keep a wrong number in print.

The day of making is no part of a key. It changes every file each morning and nothing a reader is told, but where calls
expire: that has a day of its own (`booklet.make.runs.kept`).
"""

import hashlib
import json
import sys
import zlib
from collections.abc import Iterable
from functools import cached_property
from importlib import metadata
from pathlib import Path

from booklet import __version__
from booklet.facts.insert import INTERNATIONAL
from booklet.linear.louis import find_version
from booklet.make.runs.plan import RunItem
from booklet.sources.folders import SOURCE_FOLDERS, Folders
from booklet.sources.load import Sources
from booklet.text.fonts import find_font
from booklet.words.locales import SOURCE_LOCALE, languages_of

FORMAT = "1"
"""Changes when keys are made in another way."""

SOURCE_FILES = ("brand.yaml", "words.yaml", "pages.yaml", "cards.yaml", "confirmed.yaml")

COUNTRIES = "translations/countries/"

ENGINES = (
    "babel",
    "icu4py",
    "phonenumbers",
    "pikepdf",
    "pillow",
    "pypdfium2",
    "pyphen",
    "PyYAML",
    "reportlab",
    "segno",
    "uharfbuzz",
)
"""Packages that words, lines, codes, files and checks come from."""

Facts = tuple[tuple[str, str], ...]
"""What files are made with, by name."""

PACKAGE = Path(__file__).resolve().parents[2]


class Keys:
    """The keys of a run's files, given the sources of today."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources

    def key(self, item: RunItem) -> str:
        """Return the key of a file."""
        job = item.job
        parts = (
            FORMAT,
            self.common,
            self._part(job.country),
            *map(self._part, languages_of(job.locale)),
            *job.axes,
            _list_recipient(item),
            _day(item),
        )
        return _digest(json.dumps(parts).encode())

    def _part(self, name: str) -> str:
        """Return the hash of the files that belong to one country or locale alone."""
        return self._parts.get(name, "")

    @cached_property
    def common(self) -> str:
        """The hash of everything that any file reads, apart from its country and its locale."""
        names = self._sources.names_elsewhere("")
        facts = (self._parts[""], self.fonts, list_machinery(), names)
        return _digest(json.dumps(facts).encode())

    @cached_property
    def _parts(self) -> dict[str, str]:
        """The hashes of the files of each country and locale; under no name, that of the files all have in common."""
        hashes: dict[str, list[tuple[str, str]]] = {"": []}
        for name, path in sorted(list_source_files(self._sources.folders).items()):
            hashes.setdefault(part_of(name), []).append((name, _digest(path.read_bytes())))
        return {part: _digest(json.dumps(files).encode()) for part, files in hashes.items()}

    @cached_property
    def fonts(self) -> Facts:
        """The hashes of all font files."""
        typefaces = self._sources.theme.fonts.typefaces.values()
        files = sorted({file for typeface in typefaces for _, _, file in typeface.files})
        found = ((file, find_font(file)) for file in files)
        return tuple((Path(file).name, _digest(path.read_bytes())) for file, path in found if path)


def _day(item: RunItem) -> tuple[str, ...]:
    """Return the day a file names, whether it was announced, and its theme."""
    if item.event is None:
        return ()
    themes = tuple(text for theme in item.event.themes for text in (theme.locale, theme.text))
    return (f"{item.event.day} {item.event.is_confirmed}", *themes)


def _list_recipient(item: RunItem) -> tuple[str, ...]:
    """Return what a file uses of its recipient; the line of the table is no part of it."""
    who = item.recipient
    if who is None:
        return ()
    cells = tuple(text for column in who.columns for text in column)
    return (who.id, who.name, who.contact, who.web, *cells)


def part_of(name: str) -> str:
    """Return the only country or locale that a source file is for, "" if others read it too.

    >>> part_of("translations/countries/KE.yaml"), part_of("translations/th/guide.po"), part_of("layouts/theme.yaml")
    ('KE', 'th', '')
    >>> part_of("translations/countries/001.yaml"), part_of("translations/en/labels.yaml")
    ('', '')
    """
    parts = name.split("/")
    if name.startswith(COUNTRIES):
        part = parts[-1].removesuffix(".yaml")
        return "" if part == INTERNATIONAL else part
    own = parts[1] if parts[0] == "translations" and len(parts) > 2 else ""
    return "" if own in {SOURCE_LOCALE, "schemas", "specimens"} else own


def list_source_files(folders: Folders) -> dict[str, Path]:
    """Return the files that sources are read from, by name; those of a project replace ours."""
    return list_own_files(folders.own) | (list_project_files(folders.project) if folders.project else {})


def list_own_files(root: Path) -> dict[str, Path]:
    """Return our source files by name, without hidden ones."""
    return _drop_hidden(root, [path for folder in SOURCE_FOLDERS for path in (root / folder).rglob("*")])


def list_project_files(root: Path) -> dict[str, Path]:
    """Return the source files of a project by name, without hidden ones."""
    return list_own_files(root) | _drop_hidden(root, [root / name for name in SOURCE_FILES])


def _drop_hidden(root: Path, paths: Iterable[Path]) -> dict[str, Path]:
    named = ((path.relative_to(root).as_posix(), path) for path in paths if path.is_file())
    return {
        name: path for name, path in named if not any(part.startswith((".", "__pycache__")) for part in name.split("/"))
    }


def list_machinery() -> Facts:
    """Return everything but sources and fonts on which the bytes of a file depend, each with its version."""
    return (
        ("booklet", f"{__version__}, code {_code()}"),
        ("Python", " ".join(sys.version.split())),
        ("zlib", zlib.ZLIB_RUNTIME_VERSION),
        *((name, _version(name)) for name in ENGINES),
        ("liblouis", find_version()),
    )


def _version(name: str) -> str:
    """Return the version of a package, "" if it is not installed: then some checks were not made, and files differ."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _code() -> str:
    """Return the hash of all our modules."""
    files = sorted(PACKAGE.rglob("*.py"))
    return _digest(
        json.dumps([(str(path.relative_to(PACKAGE)), _digest(path.read_bytes())) for path in files]).encode()
    )


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
