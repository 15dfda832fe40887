"""Finished files that earlier runs left in a folder, and which of them no longer hold by today's sources."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path, PurePath

from booklet.jobs import Job
from booklet.make.coverage import FOR_READERS, Coverage
from booklet.make.outdated import Final, is_final, read_file_coverage, why_outdated
from booklet.make.runs.kept import RunRow, list_left_over
from booklet.sources.load import Sources

AXES = len(Job.__struct_fields__)


def find_outdated_files(folder: Path, rows: Iterable[RunRow], sources: Sources, day: date) -> list[tuple[Final, str]]:
    """Return the finished files in a run's folder that no longer hold on a day, with the reasons.

    Rows tell what they rest on; a file without a row tells it itself.
    """
    rows = [row for row in rows if _is_inside(row.path)]
    why = cache(lambda *said: why_outdated(_make_coverage(*said), sources, day))
    finals = ((row.path, why(*_judgement_key(row))) for row in rows if row.state in FOR_READERS)
    found = [(Final((folder / path,), ()), reason) for path, reason in finals if reason]
    found += [(final, why_outdated(final.covers[0], sources, day)) for final in _find_unlisted(folder, rows)]
    return [(final, reason) for final, reason in found if reason and final.paths[0].is_file()]


def find_ended_files(folder: Path, others: Iterable[RunRow], day: date) -> list[tuple[Final, str]]:
    """Return files for recipients of former lots whose calls have ended: no source mentions those calls any more."""
    finals = [row for row in others if row.state in FOR_READERS and _is_inside(row.path)]
    ended = [row for row in finals if "-" not in row.facts and "" < row.until <= day.isoformat()]
    found = ((Final((folder / row.path,), ()), f"a call for it counted until {row.until}") for row in ended)
    return [(final, reason) for final, reason in found if final.paths[0].is_file()]


def _is_inside(path: str) -> bool:
    """Tell whether a row names a file in its own folder: no other file is renamed."""
    return not PurePath(path).anchor and ".." not in PurePath(path).parts


def _find_unlisted(folder: Path, rows: Iterable[RunRow]) -> Iterator[Final]:
    try:
        names = list_left_over(folder, rows)
    except OSError:
        return
    for path in (folder / name for name in names):
        if is_final(path) and (covered := read_file_coverage(path)):
            yield Final((path,), (covered,))


def _judgement_key(row: RunRow) -> tuple[str, ...]:
    """Return everything that the verdict on a file depends on; it is the same for many files."""
    job = Job(*row.item.split("|")[-AXES:])
    return job.product, job.country, job.band, job.locale, row.made, row.facts


def _make_coverage(product: str, country: str, band: str, locale: str, made: str, facts: str) -> Coverage:
    """Return the coverage of a file by its row."""
    return Coverage(country, product, "", "", locale, band, "", "final", made, (), facts)
