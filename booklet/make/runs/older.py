"""Finished files that earlier runs left in a folder, and which of them hold no more by the sources of today."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path, PurePath

from booklet.jobs import Job
from booklet.make.coverage import Coverage
from booklet.make.outdated import Final, coverage_in, is_final, why_outdated
from booklet.make.runs.kept import Row, left_over
from booklet.sources.load import Sources

AXES = len(Job.__slots__)


def outdated_in(folder: Path, rows: Iterable[Row], sources: Sources, day: date) -> list[tuple[Final, str]]:
    """Return the finished files of a run's folder that hold no more on a day, and why.

    Rows tell what they rest on; of a file without a row the file itself does.
    """
    rows = [row for row in rows if _is_inside(row.path)]
    why = cache(lambda *said: why_outdated(_covered(*said), sources, day))
    finals = ((row.path, why(*_said(row))) for row in rows if row.state == "final")
    found = [(Final((folder / path,), ()), reason) for path, reason in finals if reason]
    found += [(final, why_outdated(final.covers[0], sources, day)) for final in _unknown(folder, rows)]
    return [(final, reason) for final, reason in found if reason and final.paths[0].is_file()]


def ended_in(folder: Path, others: Iterable[Row], day: date) -> list[tuple[Final, str]]:
    """Return the files for recipients of no lot any more whose calls have ended: no source tells of those calls now."""
    finals = [row for row in others if row.state == "final" and _is_inside(row.path)]
    ended = [row for row in finals if "-" not in row.facts and "" < row.until <= day.isoformat()]
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


def _said(row: Row) -> tuple[str, ...]:
    """Return what the judgement on a file rests on, the same for many."""
    job = Job(*row.item.split("|")[-AXES:])
    return job.product, job.country, job.band, job.locale, row.made, row.facts


def _covered(product: str, country: str, band: str, locale: str, made: str, facts: str) -> Coverage:
    """Return what a row says that its file covers."""
    return Coverage(country, product, "", "", locale, band, "", "final", made, (), facts)
