"""What builds have made in a folder: its manifest, which the next build reads, and finished files that hold no more."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from hashlib import sha256
from pathlib import Path, PurePath

from booklet.commands.tell import tell
from booklet.errors import Finding
from booklet.jobs import PROOF
from booklet.make.coverage import Coverage, facts_of, with_brought
from booklet.make.document import BuiltFile
from booklet.make.outdated import (
    MANIFEST,
    Final,
    Moved,
    fallen,
    finals_in,
    is_final,
    origin_of,
    outdated_among,
    set_aside_all,
    settle,
)
from booklet.make.output import write_whole
from booklet.sources.load import Sources

Entry = Mapping[str, object]


@contextmanager
def looking_back(folder: Path, sources: Sources, day: date) -> Iterator[tuple[Moved, ...]]:
    """Rename the finished files of a folder that hold no more; tell at the end those in whose place nothing came.

    The manifest ceases to speak of them before they go, so that it never names a final that holds no more. Raises
    `OutputError` if one stays.
    """
    entries = _read(folder)
    outdated = outdated_among(_finals(folder, entries), folder, sources, day)
    if outdated:
        withdraw(folder, (path.name for final, _ in outdated for path in final.paths))
    moved = set_aside_all(outdated)
    try:
        yield moved
    finally:
        settle(moved)
        for finding in fallen(moved):
            print(f"{finding.severity}: {tell(finding)}", file=sys.stderr)


def _finals(folder: Path, entries: Mapping[str, Entry]) -> Iterator[Final]:
    """Yield the finished files of a folder: what they say themselves, else what the manifest says of them."""
    known = set()
    for final in finals_in(folder):
        name = final.paths[-1].name
        known.add(name)
        origin = entries.get(name, {}).get("project")
        yield Final(final.paths, final.covers, origin if isinstance(origin, str) else final.origin)
    for name, entry in entries.items():
        path = folder / name
        if name not in known and is_final(path) and path.is_file() and entry.get("facts"):
            yield Final((path,), (_coverage(entry),), str(entry.get("project")))


def _coverage(entry: Entry) -> Coverage:
    axes = ("country", "product", "item", "layout", "locale", "band", "edition", "state", "made")
    return Coverage(**{axis: str(entry.get(axis) or "") for axis in axes}, numbers=(), facts=str(entry["facts"]))


def withdraw(folder: Path, names: Iterable[str]) -> list[Entry]:
    """Return the entries of files that are there still and not about to change, and keep no other in the manifest.

    A proof and its final are about to change together.
    """
    changing = {_place(name) for name in names}
    entries = _read(folder)
    kept = [_as_it_is(folder / name, entry) for name, entry in entries.items() if _place(name) not in changing]
    earlier = [entry for entry in kept if entry]
    if earlier != list(entries.values()):
        write_manifest(folder, {"files": [], "earlier": earlier})
    return earlier


def _place(name: str) -> str:
    return name.replace(PROOF, "")


def _as_it_is(path: Path, entry: Entry) -> Entry | None:
    """Return what is known of a file that is there; one that was changed is not what was made, final or not."""
    try:
        is_same = sha256(path.read_bytes()).hexdigest() == entry.get("sha256")
    except (OSError, ValueError):  # no file, or no name of one
        return None
    return entry if is_same else {**entry, "state": "changed"}


def _read(folder: Path) -> dict[str, Entry]:
    """Return the entries of a manifest by the names of their files; what is none is passed over."""
    try:
        values = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    parts = [values.get(key) for key in ("earlier", "files")] if isinstance(values, dict) else []
    entries = [entry for part in parts if isinstance(part, list) for entry in part if isinstance(entry, dict)]
    return {PurePath(entry["path"]).name: entry for entry in entries if isinstance(entry.get("path"), str)}


def write_manifest(folder: Path, manifest: Mapping[str, object]) -> None:
    """Write the manifest of a folder; raise `OutputError` if that fails."""
    text = json.dumps(manifest, indent=2, ensure_ascii=False)
    write_whole(folder / MANIFEST, (text + "\n").encode(errors="replace"))


def make_manifest(
    built: Sequence[BuiltFile],
    sources: Sources,
    made: date,
    earlier: Sequence[Entry] = (),
    outdated: Sequence[Finding] = (),
) -> dict[str, object]:
    """Return what was made, what builds before it made that holds still, and what does not, as values for JSON."""
    manifest: dict[str, object] = {"made": made.isoformat(), "files": [_entry(file, sources, made) for file in built]}
    others = {"earlier": list(earlier), "outdated": [finding_entry(finding) for finding in outdated]}
    return manifest | {name: found for name, found in others.items() if found}


def _entry(file: BuiltFile, sources: Sources, made: date) -> Entry:
    job = file.job
    return {
        "path": file.path.as_posix(),
        "product": job.product,
        "item": job.item or None,
        "layout": job.layout,
        "locale": job.locale,
        "country": job.country,
        "band": job.band,
        "edition": job.edition,
        "ink": job.ink,
        "printer": None if job.edition == "screen" else job.printer,
        "pages": file.pages,
        "trim": list(file.trim),
        "sha256": file.sha256,
        "state": file.state,
        "made": made.isoformat(),
        "facts": with_brought(facts_of(job.country, job.band, sources), file.brought),
        "project": origin_of(sources, file.path.parent),
        "proof": {**asdict(file.proof), "claimed": dict(file.proof.claimed)},
        "findings": [finding_entry(finding) for finding in file.findings],
    }


def finding_entry(finding: Finding) -> dict[str, str]:
    """Return a finding as values for JSON."""
    return {
        "code": finding.code,
        "where": str(finding.where),
        "message": finding.message,
        "hint": finding.hint,
        "severity": finding.severity.value,
    }
