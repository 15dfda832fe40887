"""A partner's logo and pictures, laid into its folder from bytes that somebody sent; a logo is taken away again."""

import re
from collections.abc import Iterator
from pathlib import Path

from booklet.errors import Finding, OutputError, Where
from booklet.look.brand import LOGO
from booklet.make.lasting import lock_path, write_lasting
from booklet.sources.art import ART, LARGEST_PICTURE, ArtFolder
from booklet.sources.picturefault import is_logo, make_fault

PICTURE = "picture"
"""What is locked while a picture gets its name."""

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


def lay_picture(folder: Path, data: bytes, name: str, art: ArtFolder) -> str:
    """Write a picture for a page into a project under a name that no other has, and return the name of its file.

    Raises as `lay_logo` does; a PDF is refused, since pages show none.
    """
    kind = _kind_of(data, name)
    if kind == "pdf":
        raise make_fault("unreadable", name, "is a PDF", "save it as SVG, PNG or JPEG")
    art.read(data, f"{ART}/{name}.{kind}")
    place = folder / ART
    _make_room(place, folder)
    with lock_path(place / PICTURE):
        there = {path.name.lower() for path in place.iterdir()}
        names = (f"{stem}.{kind}" for stem in (name, *(f"{name}-{number}" for number in range(2, 1000))))
        file = next(file for file in names if file not in there and not is_logo(file))
        write_lasting(place / file, data)
    return file


def take_logo(folder: Path) -> None:
    """Take the logo out of a project, if it has one; raise `OutputError` if that cannot be done."""
    place = folder / ART
    if not place.is_dir():
        return
    _make_room(place, folder)
    with lock_path(place / LOGO):
        _remove_others(place, None)


def _kind_of(data: bytes, name: str = LOGO) -> str:
    if len(data) > LARGEST_PICTURE:
        raise make_fault("too-large", name, f"has more than {LARGEST_PICTURE // 1_000_000} MB", "save it smaller")
    kind = next((kind for kind, begins in _KINDS if begins.match(data)), "")
    if not kind:
        hint = "save it as PNG, or ask whoever drew it for SVG, PNG, JPEG or PDF"
        raise make_fault("unreadable", name, "is neither SVG, PNG, JPEG nor PDF, whatever its name", hint)
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
