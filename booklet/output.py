"""Writing: a file appears whole or not at all."""

import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from booklet.errors import Finding, OutputError, Where
from booklet.jobs import ARCHIVE, OUTDATED, PROOF

BEGUN = ".part"
"""What the name of a file ends with while it is written."""


def check_folder(folder: Path) -> None:
    """Make the folder if need be; raise `OutputError` if nothing can be written there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise OutputError(unwritable(folder, error)) from error


def write_whole(path: Path, data: bytes) -> None:
    """Write a file beside its place and move it there; raise `OutputError` if that fails."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}{BEGUN}")
    try:
        temporary.write_bytes(data)
        temporary.replace(path)
    except OSError as error:
        raise OutputError(unwritable(path, error)) from error
    finally:
        with suppress(OSError):
            temporary.unlink()


def set_aside(path: Path) -> Path | None:
    """Rename the finished file that falls back to the proof at a path, and return its new path if there is one.

    It must not be taken for one that can be printed, and not be lost: copies of it may be out. Raises `OutputError`
    if it stays.
    """
    other = path.with_stem(path.stem.removesuffix(PROOF).removesuffix(ARCHIVE))
    if other == path or not other.exists():
        return None
    aside = other.with_stem(f"{other.stem}{OUTDATED}")
    try:
        other.replace(aside)
    except OSError as error:
        raise OutputError(unwritable(other, error)) from error
    return aside


def remove_other(path: Path) -> None:
    """Remove the proof that a finished file replaces, or the file that has fallen back to a proof.

    Otherwise somebody prints the older one, whose numbers hold no more. Raises `OutputError` if it stays.
    """
    stem = path.stem.removesuffix(PROOF) if path.stem.endswith(PROOF) else f"{path.stem}{PROOF}"
    other = path.with_stem(stem)
    try:
        other.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(unwritable(other, error)) from error


def checksums(files: Iterable[tuple[str, str]]) -> str:
    """Return hashes with their paths, as `sha256sum --check` reads them."""
    return "".join(f"{digest}  {path}\n" for path, digest in files)


def unwritable(path: Path, error: OSError) -> Finding:
    """Return that a path cannot be written, and why."""
    reason = error.strerror or "cannot be written"
    return Finding(
        "output-unwritable", Where(str(path)), reason, "choose another folder with --output, or free this one"
    )
