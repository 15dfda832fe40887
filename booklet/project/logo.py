"""A partner's logo, laid into its folder from bytes that somebody sent, and taken away again."""

import re
from collections.abc import Iterator
from pathlib import Path

from booklet.errors import Finding, OutputError, Where
from booklet.look.brand import LOGO
from booklet.make.lasting import lock_path, write_lasting
from booklet.sources.art import ART, LARGEST_PICTURE, ArtFolder
from booklet.sources.picturefault import is_logo, make_fault

_KINDS = (
    ("png", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("jpg", re.compile(rb"\xff\xd8\xff")),
    ("pdf", re.compile(rb"[\s\S]{0,1000}%PDF-")),
    ("svg", re.compile(rb"[\s\S]{0,100000}?<(?:[\w.-]+:)?svg[\s>]")),
)
"""How the bytes of each kind of picture begin."""


def lay_logo(folder: Path, data: bytes, art: ArtFolder) -> str:
    """Write a logo into a project in place of the one there is, and return its file; `art` reads pictures.

    What it is tells its content, not its name. Raises `SourceError` for everything that a logo must not have,
    `OutputError` if it cannot be written. Then the logo of before is still there.
    """
    file = f"{ART}/{LOGO}.{_kind_of(data)}"
    art.read(data, file)
    place = folder / ART
    _make_room(place, folder)
    with lock_path(place / LOGO):
        write_lasting(folder / file, data)
        _remove_others(place, folder / file)
    return file


def take_logo(folder: Path) -> None:
    """Take the logo out of a project, if it has one; raise `OutputError` if that cannot be done."""
    place = folder / ART
    if not place.is_dir():
        return
    _make_room(place, folder)
    with lock_path(place / LOGO):
        _remove_others(place, None)


def _kind_of(data: bytes) -> str:
    if len(data) > LARGEST_PICTURE:
        raise make_fault("too-large", LOGO, f"has more than {LARGEST_PICTURE // 1_000_000} MB", "save it smaller")
    kind = next((kind for kind, begins in _KINDS if begins.match(data)), "")
    if not kind:
        hint = "save it as PNG, or ask whoever drew it for SVG, PNG, JPEG or PDF"
        raise make_fault("unreadable", LOGO, "is neither SVG, PNG, JPEG nor PDF, whatever its name", hint)
    return kind


def _make_room(place: Path, folder: Path) -> None:
    """Make the folder of pictures; raise `OutputError` if it lies elsewhere, or cannot be made."""
    try:
        if not place.resolve().is_relative_to(folder.resolve()):
            raise OutputError(
                Finding("link-refused", Where(str(place)), "is a link out of the project", "put a folder there")
            )
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _report_unwritable(place, error) from error


def _remove_others(place: Path, kept: Path | None) -> None:
    """Remove all logos but one; on some computers names in other letters are the same file."""
    try:
        for path in [*_list_logos(place)]:
            if path.is_symlink() or kept is None or not path.samefile(kept):
                path.unlink()
    except OSError as error:
        raise _report_unwritable(place, error) from error


def _list_logos(place: Path) -> Iterator[Path]:
    for path in place.iterdir():
        is_file = path.is_file() or path.is_symlink()
        if is_file and path.name[0] != "." and is_logo(path.name):
            yield path


def _report_unwritable(place: Path, error: OSError) -> OutputError:
    reason = error.strerror or "cannot be written"
    return OutputError(Finding("output-unwritable", Where(str(place)), reason, "look at the rights of the folder"))
