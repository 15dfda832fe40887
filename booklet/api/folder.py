"""A folder of files: the manifest for the next build, and finished files that no longer hold."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from pathlib import Path, PurePath

from booklet.api.building import File
from booklet.api.telling import Tell, finding_entry
from booklet.errors import Finding, Where, raise_errors
from booklet.facts.gate import Days
from booklet.jobs import DEFAULT_NAME, PROOF, PROOFS, SOCIAL, UNPRINTED, strip_marks
from booklet.make.coverage import Coverage, facts_of, read_coverage, with_brought
from booklet.make.document import BuiltFile
from booklet.make.outdated import (
    MANIFEST,
    Final,
    Moved,
    find_finals,
    find_outdated,
    is_final,
    origin_of,
    report_at_end,
    report_set_aside,
    set_aside_all,
    why_outdated,
)
from booklet.make.output import check_folder, remove_other, write_whole
from booklet.make.writing import write_drawn
from booklet.sources.load import Sources
from booklet.values import Frozen, asdict

__all__ = [
    "Written",
    "check_folder",
    "make_manifest",
    "report_at_end",
    "report_set_aside",
    "set_aside_outdated",
    "withdraw",
    "write_files",
    "write_manifest",
    "write_picture_texts",
]

Entry = Mapping[str, object]

NO_DAYS: Mapping[str, date] = {}


@contextmanager
def set_aside_outdated(folder: Path, sources: Sources, day: date, tell: Tell) -> Iterator[tuple[Moved, ...]]:
    """Rename the finished files of a folder that hold no more; tell at the end those in whose place nothing came.

    The manifest ceases to speak of them before they go, so that it never names a final that holds no more. Raises
    `OutputError` if one stays.
    """
    entries = _read_entries(folder)
    outdated = find_outdated(_find_finals(folder, entries), folder, sources, day)
    if outdated:
        withdraw(folder, (path.name for final, _ in outdated for path in final.paths))
    moved = set_aside_all(outdated)
    with report_at_end(moved, tell):
        yield moved


def _find_finals(folder: Path, entries: Mapping[str, Entry]) -> Iterator[Final]:
    """Yield the finished files of a folder with what they cover, by their own account or by the manifest's."""
    known = set()
    for final in find_finals(folder):
        name = final.paths[-1].name
        known.add(name)
        origin = entries.get(name, {}).get("project")
        yield Final(final.paths, final.covers, origin if isinstance(origin, str) else final.origin)
    for name, entry in entries.items():
        path = folder / name
        if name not in known and is_final(path) and path.is_file() and entry.get("facts"):
            yield Final((path,), (_coverage(entry),), str(entry.get("project")))


def _coverage(entry: Entry) -> Coverage:
    axes = ("country", "product", "item", "locale", "band", "edition", "state", "made")
    said = {axis: str(entry.get(axis) or "") for axis in axes}
    return Coverage(**said, layout="", numbers=(), facts=str(entry["facts"]))


def withdraw(folder: Path, names: Iterable[str]) -> list[Entry]:
    """Return the manifest's entries of files that still exist and will not change, and drop all others from it.

    A proof and its final change together.
    """
    changing = {strip_marks(name) for name in names}
    entries = _read_entries(folder)
    others = ((name, entry) for name, entry in entries.items() if strip_marks(name) not in changing)
    kept = [_check_entry(_find_written(folder, name), entry) for name, entry in others]
    earlier = [entry for entry in kept if entry]
    if earlier != list(entries.values()):
        write_manifest(folder, {"files": [], "earlier": earlier})
    return earlier


def _find_written(folder: Path, name: str) -> Path:
    """Return where a file of a folder lies: a proof apart, unless an older version wrote it."""
    apart = folder / PROOFS / name
    return apart if apart.exists() else folder / name


def _check_entry(path: Path, entry: Entry) -> Entry | None:
    """Return what is known of a file that is there; one that was changed is not what was made, final or not."""
    try:
        is_same = sha256(path.read_bytes()).hexdigest() == entry.get("sha256")
    except (OSError, ValueError):  # no file, or no name of one
        return None
    return entry if is_same else {**entry, "state": "changed"}


def _read_entries(folder: Path) -> dict[str, Entry]:
    """Return the entries of a manifest by the names of their files; anything else in it is passed over."""
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


TEXT_COLUMNS = ("file", "language", "ages", "state", "text", "alternative text")
"""Of the table beside pictures: what each is, what to post with it, and what to say to who does not see it."""


def write_picture_texts(folder: Path, manifest: Mapping[str, object]) -> list[Path]:
    """Write a table of texts for the pictures of a folder in each language, by its manifest; return the paths.

    The name of a table with proofs says so. Raises `OutputError` if one cannot be written.
    """
    parts = [manifest.get(key) for key in ("files", "earlier")]
    entries = [entry for part in parts if isinstance(part, list) for entry in part if entry.get("alternative")]
    if not entries:
        return []
    from booklet.make.pictures import write_table  # pictures take long to import

    written = []
    for locale in sorted({str(entry["locale"]) for entry in entries}):
        own = sorted((entry for entry in entries if entry["locale"] == locale), key=lambda entry: str(entry["path"]))
        mark = PROOF * any(entry["state"] == "proof" for entry in own)
        path = folder / f"{DEFAULT_NAME}_{SOCIAL}-texts_{locale}{mark}.csv"
        write_whole(path, write_table(TEXT_COLUMNS, map(_text_row, own)))
        remove_other(path)
        written.append(path)
    return written


def _text_row(entry: Entry) -> dict[str, object]:
    said = (
        PurePath(str(entry["path"])).name,
        *(entry[key] for key in ("locale", "band", "state", "text", "alternative")),
    )
    return dict(zip(TEXT_COLUMNS, said, strict=True))


def make_manifest(
    built: Sequence[BuiltFile],
    sources: Sources,
    made: date,
    earlier: Sequence[Entry] = (),
    outdated: Sequence[Finding] = (),
    days: Mapping[str, date] = NO_DAYS,
) -> dict[str, object]:
    """Return as values for JSON what was made, what earlier builds made and still holds, and what no longer holds."""
    files = [_entry(file, sources, days.get(file.path.name, made)) for file in built]
    manifest: dict[str, object] = {"made": made.isoformat(), "files": files}
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
        "printer": None if job.edition in UNPRINTED else job.printer,
        "pages": file.pages,
        "trim": list(file.trim),
        **({"text": file.picture.post, "alternative": file.picture.alternative} if file.picture else {}),
        "sha256": file.sha256,
        "state": file.state,
        "words": list(file.words),
        "made": made.isoformat(),
        "facts": with_brought(facts_of(job.country, job.band, sources), file.brought),
        "project": origin_of(sources, file.path.parent),
        "proof": {**asdict(file.proof), "claimed": dict(file.proof.claimed)},
        "findings": [finding_entry(finding) for finding in file.findings],
    }


class Written(Frozen):
    """What was written into a folder: the path of each file, its manifest as values for JSON, and the findings."""

    paths: tuple[Path, ...]
    manifest: Mapping[str, object]
    findings: tuple[Finding, ...]


def write_files(files: Sequence[File], sources: Sources, folder: Path, days: Days) -> Written:
    """Write files with their manifest, in place of those that no longer hold.

    Proofs lie in a folder of their own. Raises `SourceError` if one of them was kept and may no longer go to readers,
    `OutputError` if one cannot be written. Then nothing is written.
    """
    raise_errors(_find_alike(files))
    raise_errors(_find_stale(files, sources, days.real or days.made))
    told: list[Finding] = []
    with set_aside_outdated(folder, sources, days.real or days.made, told.extend) as moved:
        check_folder(folder)
        earlier = withdraw(folder, (file.name for file in files))
        built = [write_drawn(file.drawn, folder, PROOFS) for file in files]
        made = {file.name: file.made for file in files}
        manifest = make_manifest(
            built, sources, max(made.values(), default=days.made), earlier, report_set_aside(moved), made
        )
        write_manifest(folder, manifest)
        write_picture_texts(folder, manifest)
    found = dict.fromkeys(finding for file in built for finding in file.findings)
    return Written(tuple(file.path for file in built), manifest, (*found, *told))


def _find_alike(files: Iterable[File]) -> Iterator[Finding]:
    """Yield the files that would take the place of another, be it a proof or not."""
    seen: set[str] = set()
    for file in files:
        name = strip_marks(file.name)
        if name in seen:
            yield Finding("same-name", Where(file.name), "another file has its name", "write each into its own folder")
        seen.add(name)


def _find_stale(files: Iterable[File], sources: Sources, day: date) -> Iterator[Finding]:
    """Yield findings about finished files that contradict the sources of a day."""
    for file in files:
        covered = None if file.is_proof else read_coverage(file.data)
        why = why_outdated(covered, sources, day) if covered else ""
        if why:
            yield Finding("fallen-back", Where(file.name), f"is no file for readers any more: {why}", "build it again")
