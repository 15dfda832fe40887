"""Strangers' files, checked and annotated in a separate process."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from booklet.apart.run import run_apart
from booklet.apart.told import StoppedError
from booklet.check.preflight.check import Examination, find_unreadable, finish
from booklet.check.preflight.hits import Hit
from booklet.check.preflight.ink import UNMEASURED, prepare_plates
from booklet.check.preflight.limits import Limits
from booklet.check.preflight.plates import PlatePage
from booklet.check.preflight.rules import files
from booklet.check.preflight.tasks import HitReport, make_report
from booklet.errors import Severity
from booklet.values import Frozen


class Checked(Frozen):
    """The findings about a file, and the walls around the processes that read it; None if no process was needed.

    `by` names the program that looked, if that may differ. `sizes` has width and height of every page in points, if a
    file was read for a printer.
    """

    hits: list[Hit]
    walls: frozenset[str] | None
    by: str = ""
    sizes: tuple[tuple[float, float], ...] = ()


def check_apart(path: Path, limits: Limits) -> Checked:
    """Check a stranger's file: reading may take 30 s and 1 GB, making plates 120 s and 1 GB."""
    fault = find_unreadable(path)
    if fault:
        return Checked([fault], None)
    held: list[frozenset[str] | None] = []
    try:
        done = run_apart("examine", path, limits, answers=HitReport)
        found = done.value.examination()
        held.append(done.walls)
    except OSError as error:
        return Checked([files.UNREADABLE.hit(error.strerror or "it cannot be read")], None)
    except StoppedError as error:
        found = Examination((files.TOO_MUCH_WORK.hit(str(error)),))
        held.append(error.walls)
    hits = finish(path, found, limits, measure=lambda _, pages, limits: _measure(path, pages, limits, held))
    told = [walls for walls in held if walls is not None]
    return Checked(hits, frozenset.intersection(*told) if told else None, sizes=found.sizes)


def _measure(path: Path, pages: Sequence[PlatePage], limits: Limits, held: list[frozenset[str] | None]) -> list[Hit]:
    """Return the findings about ink on pages, and note the walls around the process that measured it."""
    program, fitting, hits = prepare_plates(pages)
    if not program or not fitting:
        return hits
    with tempfile.TemporaryDirectory() as folder:
        try:
            asked = program, str(path.resolve()), tuple(fitting), str(Path(folder).resolve()), limits
            done = run_apart("measure", b"", *asked, answers=HitReport)
            held.append(done.walls)
            return [*hits, *done.value.examination().hits]
        except StoppedError as error:
            held.append(error.walls)
            return [*hits, UNMEASURED.hit(str(error), severity=Severity.UNCHECKED)]


def annotate_apart(path: Path, hits: Sequence[Hit]) -> bytes:
    """Return a copy of a file with its hits outlined; raise `StoppedError` if none can be made."""
    return run_apart("annotate", path, make_report(Examination(tuple(hits))), answers=bytes).value
