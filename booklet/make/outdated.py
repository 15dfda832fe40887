"""Finished files of earlier days: which of them contradict the sources of today, and where they are moved.

A file tells itself what it rests on (`booklet.make.coverage`): no list has to be whole for its numbers to be looked at.
"""

import dataclasses
import json
import os
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from booklet.errors import Finding, SourceError
from booklet.facts.gate import FIT_FOR_READERS, Days, holds, state_of
from booklet.facts.selection import select
from booklet.jobs import DEFAULT_NAME, ENDINGS, OUTDATED, PROOF, Job
from booklet.machine.bounded import read_bounded
from booklet.make.coverage import Coverage, facts_of, is_said_today, numbers_of, read_coverage
from booklet.make.output import outdate, remove, report_fallback
from booklet.make.wording import find_words_state, topics_on, why_words_fail
from booklet.sources.folders import country_file
from booklet.sources.load import Sources
from booklet.sources.statements import list_statements
from booklet.values import Frozen, replace
from booklet.words.catalogue import ids_of
from booklet.words.locales import languages_of
from booklet.words.statements import Answer, standing_of

MANIFEST = "manifest.json"
"""What a build says of its folder, a pack of its files, for programs."""

LARGEST = 100_000_000
"""Bytes of a file that can be one of ours."""


class Final(Frozen):
    """A finished file, or a pack of files: all paths that are renamed with it, and what it says it covers.

    `origin` is the project it was made from, as its folder sees it, None if nobody knows.
    """

    paths: tuple[Path, ...]
    covers: tuple[Coverage, ...]
    origin: str | None = None


def is_final(path: Path) -> bool:
    """Tell whether a name says that a file or pack of ours may go to readers.

    >>> [is_final(Path(f"guide_card_v01{end}.pdf")) for end in ("", "_PROOF", "_OUTDATED")]
    [True, False, False]
    """
    return f"{DEFAULT_NAME}_" in path.name and not any(mark in path.stem for mark in (PROOF, OUTDATED))


def find_finals(folder: Path) -> Iterator[Final]:
    """Yield the finished files and packs in a folder that state what they cover."""
    for path in filter(is_final, _list_folder(folder)):
        if path.suffix in ENDINGS and (covered := read_file_coverage(path)):
            yield Final((path,), (covered,))
        elif path.is_dir() and (packed := tuple(_read_pack(path))):
            archive = path.with_name(f"{path.name}.zip")
            yield Final((archive, path) if archive.is_file() else (path,), packed, _read_origin(path / MANIFEST))
        elif path.suffix == ".zip" and not path.with_suffix("").is_dir() and (packed := tuple(_read_archive(path))):
            yield Final((path,), packed)


def _read_pack(folder: Path) -> Iterator[Coverage]:
    """Yield what the files of a pack cover."""
    files = sorted(path for path in folder.iterdir() if path.suffix in ENDINGS)
    yield from filter(None, map(read_file_coverage, files))


def _list_folder(folder: Path) -> list[Path]:
    """Return everything of ours that lies in a folder, by its name; nothing if the folder cannot be read."""
    try:
        return sorted(path for path in folder.iterdir() if path.name.startswith(f"{DEFAULT_NAME}_"))
    except OSError:
        return []


def _read_archive(path: Path) -> Iterator[Coverage]:
    """Yield what the files of a pack cover, if only its zip is left."""
    try:
        with zipfile.ZipFile(path) as archive:
            for entry in archive.infolist():
                if entry.filename.endswith(ENDINGS) and entry.file_size <= LARGEST:
                    covered = read_coverage(archive.read(entry))
                    yield from [covered] if covered else []
    except (OSError, ValueError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error):
        return


def _read_origin(manifest: Path) -> str | None:
    """Return the project that the manifest of a pack names."""
    try:
        origin = json.loads(manifest.read_text(encoding="utf-8")).get("project")
    except (OSError, ValueError, AttributeError, RecursionError):
        return None
    return origin if isinstance(origin, str) else None


def read_file_coverage(path: Path) -> Coverage | None:
    """Return what a file covers, None if it cannot be read or does not say so."""
    try:
        data = read_bounded(path, LARGEST)
    except OSError:
        return None
    return read_coverage(data) if data else None


def find_outdated(finals: Iterable[Final], folder: Path, sources: Sources, day: date) -> list[tuple[Final, str]]:
    """Return those finished files of a folder that no longer hold on a day, with the reason.

    A file of another project is left to that project's builds, unless our project has a file of the same country.
    """
    ours = origin_of(sources, folder)
    found = []
    for final in finals:
        covers = [
            covered
            for covered in final.covers
            if final.origin == ours or sources.folders.is_laid(country_file(covered.country))
        ]
        reasons = (why_outdated(covered, sources, day) for covered in covers)
        if reason := next(filter(None, reasons), ""):
            found.append((final, reason))
    return found


def origin_of(sources: Sources, folder: Path) -> str:
    """Return where the project of some sources lies, as seen from a folder of finished files; "" if there is none."""
    project = sources.folders.project
    if project is None:
        return ""
    try:
        return Path(os.path.relpath(project.resolve(), folder.resolve())).as_posix()
    except ValueError:  # another drive
        return project.resolve().as_posix()


class Moved(Frozen):
    """A finished file that was renamed because it no longer holds: its old path, its new path, and the reason."""

    path: Path
    aside: Path
    reason: str


def set_aside_all(outdated: Iterable[tuple[Final, str]]) -> tuple[Moved, ...]:
    """Rename finished files that no longer hold; raise `OutputError` if one cannot be renamed."""
    return tuple(Moved(path, outdate(path), reason) for final, reason in outdated for path in final.paths)


def report_set_aside(moved: Iterable[Moved]) -> tuple[Finding, ...]:
    """Return findings about files that were set aside and that nothing replaced."""
    return tuple(report_fallback(one.aside, one.reason) for one in moved if not one.path.exists())


def settle(moved: Iterable[Moved]) -> None:
    """Remove files that were set aside and have been made again."""
    for one in moved:
        if one.path.exists():
            remove(one.aside)


@contextmanager
def report_at_end(moved: Sequence[Moved], tell: Callable[[Iterable[Finding]], None]) -> Iterator[None]:
    """At the end, even after a failure, remove files that were set aside and made again, and report the others."""
    try:
        yield
    finally:
        settle(moved)
        tell(report_set_aside(moved))


def why_outdated(covered: Coverage, sources: Sources, day: date) -> str:
    """Return why a finished file no longer holds on a day, "" if it does; days before its making are not judged."""
    country = covered.country
    if covered.state == "proof":
        return "it is a PROOF, whatever its name says"
    if country not in sources.countries():
        return f"there is no file of {country} any more"
    gone = set(languages_of(covered.locale)) - set(sources.locales(has_pseudo=True))
    if gone:
        return f"there are no words in {', '.join(sorted(gone))} any more"
    try:
        printed = select(sources.insert(country), sources.world, covered.band).printed
    except SourceError:
        return f"the file of {country} has faults, so nothing vouches for its numbers"
    covered, of = _split_brought(covered)
    if not _is_same(covered, sources):
        return f"it says something else than the sources of {country} say today"
    since = max(day, _day(covered.made) or day)
    state = state_of(printed, since)
    if state not in FIT_FOR_READERS:
        return f"on {since} a number of {country} is {state}"
    if not (_is_confirmed(covered, sources, since) and _stands_for(of, sources, since)):
        return f"on {since} nobody stands for something that your own words or pictures show"
    return _why_words_fail(covered, sources, since)


def _why_words_fail(covered: Coverage, sources: Sources, day: date) -> str:
    """Return why nobody stands for the words of a file any more; rows of runs do not say who did."""
    if not covered.layout or covered.layout not in sources.layouts():
        return ""
    if not covered.words:
        return "it does not say who has signed its words" if covered.state == "final" else ""
    now = []
    for tag in languages_of(covered.locale):
        job = Job(covered.product, covered.item, covered.layout, tag, covered.country, covered.band, "", "", "")
        layout = sources.layout_in(covered.layout, covered.band, covered.country, tag)
        now.append(find_words_state(topics_on(layout, covered.item), job, sources, Days.on(day)))
    return why_words_fail(covered.words, now)


def _is_confirmed(covered: Coverage, sources: Sources, day: date) -> bool:
    """Tell whether persons stand for a partner's words on a day; a file for a recipient has no such words."""
    if covered.facts and "-" not in covered.facts:
        sources = dataclasses.replace(sources, brand=replace(sources.brand, is_recipient=True))
    tags = languages_of(covered.locale)
    unmet = sources.unmet_topics(covered.country, *tags)
    ids = ids_of(sources.guide, sources.guide.set_of(covered.product, covered.item), covered.band, unmet)
    said = list_statements(sources, covered.country, tags, ids)
    standing = standing_of(said, sources.confirmed, day)
    return not standing.unconfirmed and holds(standing.calls, day)


def _split_brought(covered: Coverage) -> tuple[Coverage, str]:
    """Return what a file covers without what a program of a partner's brought into it, and the fingerprint of that."""
    facts, _, of = covered.facts.partition("+")
    return replace(covered, facts=facts), of


def _stands_for(of: str, sources: Sources, day: date) -> bool:
    """Tell whether a person stands on a day for what was brought into a file, if anything was."""
    if not of:
        return True
    found = [confirmation for (_, known), confirmation in sources.confirmed.items() if known == of]
    calls = [confirmation.on for confirmation in found if confirmation.answer is Answer.TRIED]
    return any(confirmation.on <= day for confirmation in found) and holds(calls, day)


def _is_same(covered: Coverage, sources: Sources) -> bool:
    """Tell whether a file says what the sources say; a file that states no facts is compared by its numbers."""
    if covered.facts:
        return is_said_today(covered.facts, facts_of(covered.country, covered.band, sources))
    selection = select(sources.insert(covered.country), sources.world, covered.band)
    return covered.numbers == tuple(numbers_of(covered.product, selection))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
