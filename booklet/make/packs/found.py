"""Packs that lie in a folder: what each is, as its name and its manifest say it, and whether it still holds."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from booklet.jobs import DEFAULT_NAME, DRAFT, ENDINGS, OUTDATED, PROOF, is_linear, strip_marks
from booklet.machine.bounded import read_bounded
from booklet.make.coverage import Coverage
from booklet.make.outdated import MANIFEST, Final, find_outdated, read_file_coverage
from booklet.make.versions import LARGEST, split_version
from booklet.sources.load import Sources
from booklet.values import Frozen

_VERSIONED = re.compile(r"_v[0-9]{2,3}")


class FoundPack(Frozen):
    """A pack in a folder: its name with its marks, its version, its folder and its zip, as far as they are there.

    `state` is proof, draft or final, `made` and `order` are those of its manifest, `files` the entries of files that
    are there. `is_set_aside` says that a later command found that it holds no more.
    """

    name: str
    version: int
    folder: Path | None
    archive: Path | None
    state: str
    made: str
    order: str
    files: tuple[Mapping[str, object], ...]
    is_set_aside: bool

    @property
    def paths(self) -> tuple[Path, ...]:
        """What lies in the folder of the pack, as people see it: the zip, then all files, papers first."""
        inside = sorted(self.folder.iterdir()) if self.folder else []
        return (*filter(None, (self.archive,)), *(path for path in inside if path.is_file()))


def find_packs(folder: Path) -> tuple[FoundPack, ...]:
    """Return the packs in a folder, the newest first; what is no pack of ours is passed over."""
    try:
        names = {path.stem if path.suffix == ".zip" else path.name for path in folder.iterdir()}
    except OSError:
        return ()
    ours = (name for name in names if name.startswith(f"{DEFAULT_NAME}_") and not is_linear(name))
    found = filter(None, (_read_pack(folder, name) for name in ours))
    return tuple(sorted(found, key=lambda pack: (pack.made, pack.name), reverse=True))


def list_covers(pack: FoundPack) -> tuple[Coverage, ...]:
    """Return what each file of a pack covers, by its own account; papers for a printer cover nothing."""
    files = [path for path in pack.paths if path.suffix in ENDINGS]
    return tuple(filter(None, map(read_file_coverage, files)))


def why_pack_fails(pack: FoundPack, sources: Sources, day: date) -> str:
    """Return why a pack is not for readers on a day, "" if it is."""
    if pack.state == "proof":
        return "it is a PROOF"
    covers = list_covers(pack)
    place = pack.folder or pack.archive
    if not covers or place is None:
        return "its files do not say what they cover"
    origin = _read_manifest(place).get("project")
    final = Final((place,), covers, origin if isinstance(origin, str) else None)
    return next((why for _, why in find_outdated([final], place.parent, sources, day)), "")


def _read_pack(folder: Path, name: str) -> FoundPack | None:
    path, archive = folder / name, folder / f"{name}.zip"
    is_set_aside = OUTDATED in name
    plain = name.partition(OUTDATED)[0]
    if not _VERSIONED.search(plain) or not (path.is_dir() or archive.is_file()):
        return None
    values = _read_manifest(path)
    return FoundPack(
        name=name,
        version=split_version(strip_marks(plain))[1],
        folder=path if path.is_dir() else None,
        archive=archive if archive.is_file() else None,
        state="proof" if PROOF in name else "draft" if plain.endswith(DRAFT) else "final",
        made=str(values.get("made") or ""),
        order=str(values.get("pack") or ""),
        files=tuple(_list_entries(values, path)),
        is_set_aside=is_set_aside,
    )


def _read_manifest(folder: Path) -> Mapping[str, object]:
    """Return the manifest of a pack, empty if it cannot be read."""
    try:
        values = json.loads(read_bounded(folder / MANIFEST, LARGEST) or b"")
    except (OSError, ValueError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}


def _list_entries(values: Mapping[str, object], folder: Path) -> Iterator[Mapping[str, object]]:
    """Yield the entries of files that lie in a folder."""
    entries = values.get("files")
    for entry in entries if isinstance(entries, list) else ():
        name = entry.get("file") if isinstance(entry, dict) else None
        if isinstance(name, str) and Path(name).name == name and (folder / name).is_file():
            yield entry
