"""A parcel: all sources of a run in one archive, named by its hash, for workers that share no folder with us."""

import hashlib
import io
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath

from booklet.errors import BookletError, Finding, SourceError, Where
from booklet.make.runs.keys import list_own_files, list_project_files
from booklet.sources.folders import Folders, refuse_outside

OWN, PROJECT = "own/", "project/"
"""The two trees of a parcel."""

EPOCH = (1980, 1, 1, 0, 0, 0)
"""When each file of a parcel says it was written: the same sources are the same bytes."""


class ParcelError(BookletError):
    """A parcel is not what it claims to be, or has a file that would lie outside its folder."""


def pack(folders: Folders) -> bytes:
    """Return the sources of both folders as an archive; raise `SourceError` for unreadable files or those elsewhere."""
    findings: list[Finding] = []
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as parcel:
        if folders.project:
            parcel.writestr(zipfile.ZipInfo(PROJECT, EPOCH), b"")
        for name, path in sorted(_name_files(folders, findings)):
            try:
                parcel.writestr(zipfile.ZipInfo(name, EPOCH), path.read_bytes(), zipfile.ZIP_DEFLATED)
            except OSError as error:
                reason = error.strerror or "cannot be read"
                findings.append(Finding("unreadable", Where(str(path)), reason, "check the file"))
    if findings:
        raise SourceError(*findings)
    return archive.getvalue()


def _name_files(folders: Folders, findings: list[Finding]) -> Iterator[tuple[str, Path]]:
    """Yield all files with their names in a parcel; links that lead out of a project are not followed."""
    yield from ((f"{OWN}{name}", path) for name, path in list_own_files(folders.own).items())
    if folders.project is None:
        return
    for name, path in list_project_files(folders.project).items():
        try:
            refuse_outside(folders.project, name)
        except SourceError as error:
            findings += error.findings
        else:
            yield f"{PROJECT}{name}", path


def name_of(parcel: bytes) -> str:
    """Return the name of a parcel."""
    return hashlib.sha256(parcel).hexdigest()


def unpack(parcel: bytes, name: str, room: Path) -> Folders:
    """Unpack a parcel into a folder of its own and return it, whole or not at all.

    Raises `ParcelError` if its hash is wrong, or if one of its files would lie outside.
    """
    if name_of(parcel) != name:
        message, hint = "has arrived with other bytes than it was sent with", "run it again"
        raise ParcelError(Finding("parcel-damaged", Where(f"parcel {name[:12]}"), message, hint))
    with zipfile.ZipFile(io.BytesIO(parcel)) as archive:
        names = archive.namelist()
        outside = [entry for entry in names if _leaves(entry)]
        if outside:
            hint = "give it another name"
            found = (Finding("parcel-outside", Where(entry), "would lie outside its folder", hint) for entry in outside)
            raise ParcelError(*found)
        begun = Path(tempfile.mkdtemp(prefix="parcel-", dir=room))
        try:
            for entry in names:
                path = begun / entry
                (path if entry.endswith("/") else path.parent).mkdir(parents=True, exist_ok=True)
                if not entry.endswith("/"):
                    path.write_bytes(archive.read(entry))
            folder = begun.replace(room / name)
        finally:
            shutil.rmtree(begun, ignore_errors=True)
    return Folders(folder / OWN, folder / PROJECT if PROJECT in names else None)


def _leaves(name: str) -> bool:
    r"""Tell whether a name would lead out of the folder it is unpacked into, on any system.

    >>> [_leaves(name) for name in ("own/a.yaml", "../a", "own/../../a", "/a", "C:a", "own\\..\\a", "own/a b..c")]
    [False, True, True, True, True, True, False]
    """
    paths = (PurePosixPath(name), PureWindowsPath(name))
    return any(path.anchor or ".." in path.parts for path in paths)
