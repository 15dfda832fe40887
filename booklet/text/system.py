"""Fonts of this machine: never used, since a file must not depend on where it is made, but worth a hint."""

import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import uharfbuzz as hb


@cache
def system_font_with(character: str) -> Path | None:
    """Return a TrueType file of this machine that has a glyph for a character, the first by name."""
    return next((path for path in _files() if ord(character) in _characters(path)), None)


@cache
def _characters(path: Path) -> frozenset[int]:
    try:
        face = hb.Face(hb.Blob.from_file_path(str(path)))
    except (OSError, hb.HarfBuzzError):
        return frozenset()
    return frozenset(face.unicodes) if "glyf" in face.table_tags else frozenset()


def _files() -> Iterator[Path]:
    for folder in _folders():
        yield from sorted(folder.rglob("*.ttf"))


def _folders() -> tuple[Path, ...]:
    home = Path.home()
    if sys.platform == "win32":
        return (Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts",)
    if sys.platform == "darwin":
        return (home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts"))
    return (home / ".local/share/fonts", Path("/usr/local/share/fonts"), Path("/usr/share/fonts"))
