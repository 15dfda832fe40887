"""Finished files that earlier runs left in a folder, and which of them hold no more by the sources of today."""

from collections.abc import Container, Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path, PurePath

from booklet.coverage import Coverage
from booklet.jobs import Job
from booklet.outdated import Final, coverage_in, is_final, why_outdated
from booklet.runs.kept import Row, left_over, read_rows
from booklet.sources.load import Sources

AXES = len(Job.__slots__)


def outdated_in(folder: Path, sources: Sources, day: date) -> list[tuple[Final, str]]:
    """Return the finished files of a run's folder that hold no more on a day, and why.

    Rows tell what they rest on; of a file without a row the file itself does.
    """
    rows = [row for row in read_rows(folder).values() if _is_inside(row.path)]
    why = cache(lambda covered: why_outdated(covered, sources, day))
    finals = [Final((folder / row.path,), (_of_row(row),)) for row in rows if row.state == "final"]
    found = ((final, why(final.covers[0])) for final in (*finals, *_unknown(folder, rows)))
    return [(final, reason) for final, reason in found if reason and final.paths[0].is_file()]


def ended_in(folder: Path, planned: Container[str], day: date) -> list[tuple[Final, str]]:
    """Return the files for recipients of no lot any more whose calls have ended: no source tells of those calls now."""
    rows = [row for name, row in read_rows(folder).items() if name not in planned and row.state == "final"]
    ended = [row for row in rows if _is_inside(row.path) and "-" not in row.facts and "" < row.until <= day.isoformat()]
    found = ((Final((folder / row.path,), ()), f"a call for it counted until {row.until}") for row in ended)
    return [(final, reason) for final, reason in found if final.paths[0].is_file()]


def _is_inside(path: str) -> bool:
    """Tell whether a row names a file of its own folder: no other is renamed."""
    return not PurePath(path).anchor and ".." not in PurePath(path).parts


def _unknown(folder: Path, rows: Iterable[Row]) -> Iterator[Final]:
    try:
        names = left_over(folder, rows)
    except OSError:
        return
    for path in (folder / name for name in names):
        if is_final(path) and (covered := coverage_in(path)):
            yield Final((path,), (covered,))


def _of_row(row: Row) -> Coverage:
    """Return what a row says that its file covers."""
    job = Job(*row.item.split("|")[-AXES:])
    return Coverage(
        country=job.country,
        product="",
        item="",
        layout="",
        locale=job.locale,
        band=job.band,
        edition="",
        state=row.state,
        made=row.made,
        numbers=(),
        facts=row.facts,
    )
