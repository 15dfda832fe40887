"""Two versions of a file of a partner's folder, and what changed between them, in words where we know the file."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path, PurePosixPath

from booklet.errors import Finding, OutputError, SourceError, Where
from booklet.make.lasting import lock_path, write_lasting
from booklet.make.output import check_folder
from booklet.project.differences import differences
from booklet.sources.countries import parse_country
from booklet.sources.folders import SOURCE_FOLDERS, open_folders
from booklet.sources.pofile import read_po
from booklet.values import Frozen

__all__ = ["VersionChange", "compare_versions", "put_back"]

SOURCE_PLACES = tuple(f"{folder}/" for folder in SOURCE_FOLDERS)
"""How the names of files begin that a folder lays over ours."""

LARGEST_TEXT = 400_000
"""Letters of a text that is compared line by line; of a larger one only the sizes are told."""


class VersionChange(Frozen):
    """One change: where it is, what stood there ("" if it is new), and what stands there now ("" if it is gone).

    `kind` is `fact` (of a country: `place` says it in a sentence), `message` (of a catalogue: `place` is its id),
    `line` (`place` is the number of the line), or `bytes` (nothing to read differs: `before` and `now` are how many
    bytes it has, or "").
    """

    kind: str
    place: str
    before: str = ""
    now: str = ""


def compare_versions(name: str, before: bytes, now: bytes) -> tuple[VersionChange, ...]:
    """Return what changed in a file of a folder, by its name in it; an empty version is a file that is not there.

    Where a folder has no file, ours of the same name is in use: it is compared with that, if there is one. Country
    files are compared fact by fact, catalogues message by message, other texts line by line. A file with faults is
    compared line by line, too. Nothing is raised.
    """
    before, now = before or _ours(name), now or _ours(name)
    if before == now:
        return ()
    path = PurePosixPath(name)
    try:
        found = tuple(_known(path, before, now))
    except SourceError:
        found = ()
    return found or tuple(_lines(before, now))


def _ours(name: str) -> bytes:
    """Return our own file of a name, nothing if there is none."""
    own = open_folders().own
    path = own / name
    is_ours = name.startswith(SOURCE_PLACES) and path.resolve().is_relative_to(own.resolve()) and path.is_file()
    return path.read_bytes() if is_ours else b""


def _known(path: PurePosixPath, before: bytes, now: bytes) -> Iterator[VersionChange]:
    """Yield the changes of a file whose form we know; what only moved is none."""
    if path.match("translations/countries/*.yaml") and before and now:
        old, new = (parse_country(data.decode(errors="replace"), path.name, path.stem) for data in (before, now))
        yield from (VersionChange("fact", line) for line in differences(old, new))
    elif path.suffix == ".po":
        findings: list[Finding] = []
        tag = path.parent.name
        ours, theirs = (read_po(data, path.name, tag, findings).messages if data else {} for data in (before, now))
        for id in dict.fromkeys((*ours, *theirs)):
            said = [messages[id].text if id in messages else "" for messages in (ours, theirs)]
            if said[0] != said[1]:
                yield VersionChange("message", id, *said)


def _lines(before: bytes, now: bytes) -> Iterator[VersionChange]:
    """Yield the changes of a text, each with the lines that changed together, or the sizes of what is no text."""
    try:
        old, new = before.decode(), now.decode()
    except UnicodeDecodeError:
        old = new = "\0"
    if "\0" in (old + new)[:4096] or max(len(old), len(new)) > LARGEST_TEXT:
        yield VersionChange("bytes", "", str(len(before) or ""), str(len(now) or ""))
        return
    ours, theirs = old.splitlines(), new.splitlines()
    if ours == theirs:
        yield VersionChange("bytes", "", str(len(before) or ""), str(len(now) or ""))
    for tag, start, end, at, to in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if tag != "equal":
            yield VersionChange("line", str(at + 1), "\n".join(ours[start:end]), "\n".join(theirs[at:to]))


def put_back(folder: Path, name: str, data: bytes | None) -> None:
    """Let a file of a partner's folder be what it was, by its name in it; None takes it away.

    Raises `SourceError` if the name leads out of the folder, also by a link; `OutputError` if the file cannot be
    written. Then nothing has changed.
    """
    path = folder / name
    parts = PurePosixPath(name).parts
    is_inside = parts and not PurePosixPath(name).is_absolute() and not {"..", "."} & set(parts)
    if not is_inside or "\\" in name or not path.resolve().is_relative_to(folder.resolve()):
        raise SourceError(Finding("outside-project", Where(name), "leads out of the folder", "name a file in it"))
    if data is None and not path.exists():
        return
    check_folder(path.parent)
    with lock_path(path):
        if data is not None:
            write_lasting(path, data)
            return
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            reason = error.strerror or "cannot be removed"
            raise OutputError(Finding("file-unwritable", Where(name), reason, "let it be removed")) from error
