"""Writing: a file appears whole or not at all, and what somebody left half written is removed."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from booklet.errors import Finding, OutputError, Severity, Where
from booklet.jobs import OUTDATED, PROOF, PROOFS, list_marked, strip_marks
from booklet.machine.living import is_alive, machine
from booklet.values import replace

BEGUN = ".part"
"""What the name of a file or folder ends with while it is written."""

_BEGUN = re.compile(rf"\..+\.([0-9a-f]{{4}})-(\d+){re.escape(BEGUN)}")
"""Which machine and which process write it."""

LONGEST_WRITING = 24 * 60 * 60
"""Seconds after which nobody writes any more: other machines do not tell who runs, and a number is given again."""


def choose_draft_path(path: Path) -> Path:
    """Return the path at which this process first writes a file that will be moved to its own path."""
    return path.with_name(f".{path.name}.{machine()}-{os.getpid()}{BEGUN}")


def sweep(folder: Path) -> None:
    """Remove files in a folder that processes of the past left half written; those of running ones are left alone."""
    with suppress(OSError):
        for path in [path for path in folder.iterdir() if path.name.endswith(BEGUN)]:
            named = _BEGUN.fullmatch(path.name)
            if named and (_is_gone(named[1], int(named[2])) or _is_old(path)):
                remove(path)


def _is_gone(where: str, number: int) -> bool:
    return where == machine() and not is_alive(number)


def _is_old(path: Path) -> bool:
    """Tell whether a file was last written long ago, by the clock of its own folder."""
    with tempfile.TemporaryFile(dir=path.parent) as now:
        return os.fstat(now.fileno()).st_mtime - path.stat().st_mtime > LONGEST_WRITING


def remove(path: Path) -> None:
    """Remove a file or folder of ours, if it exists and can be removed."""
    with suppress(OSError):
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


def remove_empty(folder: Path) -> None:
    """Remove a folder in which nothing is left."""
    with suppress(OSError):
        folder.rmdir()


def check_folder(folder: Path) -> None:
    """Make the folder if it is missing and sweep it; raise `OutputError` if nothing can be written there."""
    make_folder(folder)
    sweep(folder)
    sweep(folder / PROOFS)


def make_folder(folder: Path) -> None:
    """Make the folder if need be; raise `OutputError` if nothing can be written there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise OutputError(report_unwritable(folder, error)) from error


def write_whole(path: Path, data: bytes) -> None:
    """Write a file beside its place and move it there; raise `OutputError` if that fails."""
    temporary = choose_draft_path(path)
    try:
        temporary.write_bytes(data)
        temporary.replace(path)
    except OSError as error:
        raise OutputError(report_unwritable(path, error)) from error
    finally:
        remove(temporary)


def set_aside(path: Path) -> Path | None:
    """Rename the finished file that a lower one at a path replaces, and return its new path, None if there was none.

    A proof replaces drafts and finals, a draft of words replaces finals. It must not be mistaken for one that may be
    printed, and must not be lost, since copies of it may be in use. Raises `OutputError` if it cannot be renamed.
    """
    final, draft, *_ = list_marked(strip_marks(path.stem))
    if path.stem == final:
        return None
    higher = (final,) if path.stem == draft else (final, draft)
    asides = [outdate(other) for other in map(path.with_stem, higher) if other.exists()]
    return asides[0] if asides else None


def outdate(path: Path) -> Path:
    """Rename a finished file or folder that no longer holds, beside earlier ones, and return its new path.

    Raises `OutputError` if it cannot be renamed.
    """
    names = (f"{path.stem}{OUTDATED}{number}" for number in ("", *(f"-{count}" for count in range(2, 10_000))))
    try:
        aside = next(aside for aside in map(path.with_stem, names) if not os.path.lexists(aside))
        path.replace(aside)
    except OSError as error:
        raise OutputError(report_unwritable(path, error)) from error
    return aside


REPLACED = "its numbers do not hold, and a PROOF takes its place"
"""Why a finished file is set aside whose proof is written."""

UNSIGNED = "nobody has signed its words as they are today, and a DRAFT takes its place"
"""Why a finished file is set aside in whose place one comes whose words are a draft."""


def why_replaced(name: str) -> str:
    """Return why a finished file is set aside, by the name of what takes its place."""
    return REPLACED if PROOF in name else UNSIGNED


NO_MORE = "is no file for readers any more"

MOST_NAMED = 3
"""Files beside the first that are named where many were set aside for one reason."""

_COUNTRY = re.compile(r".*?_([A-Z]{2}|[0-9]{3})_")


def report_fallback(aside: Path, reason: str) -> Finding:
    """Return that a finished file was set aside."""
    hint = "do not print it; call the numbers again and build it again, or mend printed copies: ledger affected"
    return Finding("fallen-back", Where(str(aside)), f"{NO_MORE}: {reason}", hint, Severity.WARNING)


def merge_set_aside(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings in order; files of one country that were set aside for one reason are told in one line."""
    groups: dict[object, list[Finding]] = {}
    for finding in dict.fromkeys(findings):
        groups.setdefault(_group(finding), []).append(finding)
    return [_as_one(*group) for group in groups.values()]


def _group(finding: Finding) -> object:
    country = _COUNTRY.match(Path(finding.where.file).name)
    return (country and country[1], finding.message) if finding.code == "fallen-back" else finding


def _as_one(first: Finding, *others: Finding) -> Finding:
    if not others:
        return first
    names = ", ".join(Path(other.where.file).name for other in others[:MOST_NAMED])
    more = f" and {len(others) - MOST_NAMED} more" if len(others) > MOST_NAMED else ""
    many = f"nor are {len(others)} others" if len(others) > 1 else "nor is one other"
    return replace(first, message=first.message.replace(NO_MORE, f"{NO_MORE}, {many} ({names}{more})", 1))


def remove_other(path: Path, *folders: Path) -> None:
    """Remove the same file with another mark: the proof that a finished one replaces, the final that a proof replaces.

    Otherwise somebody prints the older one, whose numbers no longer hold. A copy of what once could go to readers stays
    beside both. It may lie in several folders. Raises `OutputError` if it cannot be removed.
    """
    final, draft, proof, archive = list_marked(strip_marks(path.stem))
    stems = (final, draft) if path.stem == archive else (final, draft, proof)
    for other in (folder / f"{stem}{path.suffix}" for folder in folders or (path.parent,) for stem in stems):
        try:
            if other != path:
                other.unlink(missing_ok=True)
        except OSError as error:
            raise OutputError(report_unwritable(other, error)) from error


def checksums(files: Iterable[tuple[str, str]]) -> str:
    """Return hashes with their paths, as `sha256sum --check` reads them."""
    return "".join(f"{digest}  {path}\n" for path, digest in files)


def report_unwritable(path: Path, error: OSError) -> Finding:
    """Return that a path cannot be written, and why."""
    reason = error.strerror or "cannot be written"
    return Finding(
        "output-unwritable", Where(str(path)), reason, "choose another folder with --output, or free this one"
    )
