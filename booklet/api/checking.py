"""Any PDF in, and out what a print shop would refuse or a screen reader would stumble over; it is read apart."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal, Protocol

from booklet.apart.told import StoppedError
from booklet.apart.walls import WALLS
from booklet.check.preflight.apart import Checked, annotate_apart, check_apart
from booklet.check.preflight.hits import Hit
from booklet.check.preflight.limits import Limits, limits_of
from booklet.errors import Finding, OutputError, Severity, SourceError, Where
from booklet.jobs import DRAFT, PROOF, mark_path
from booklet.make.output import sweep, write_whole
from booklet.sources.folders import open_folders
from booklet.sources.printers import find_printer
from booklet.values import Frozen

__all__ = ["WALLS", "Hit", "Report", "annotate", "check_pdf", "copy_of", "limits_for", "report_of", "report_unbounded"]


Purpose = Literal["press", "screen"]
"""What a file is looked at for."""


class Report(Frozen):
    """The findings about a PDF: each hit with its rule, its page and its place.

    Parts that could not be examined are among the hits as *not checked*; they have not passed.
    """

    hits: tuple[Hit, ...]
    printer: str
    """The printer whose rules were asked, "" if it was checked for the screen."""
    by: str
    """Who looked at a file for the screen: our own rules, or veraPDF with its version."""
    walls: frozenset[str] | None
    """What held the process that read the file, None if it was not opened at all."""
    sizes: tuple[tuple[float, float], ...] = ()
    """Width and height of every page in points, bleed and all; none if it was not read, or checked for the screen."""

    @property
    def is_refused(self) -> bool:
        """Whether there is an error among the hits: a print shop would refuse it, or a screen reader fail."""
        return self.count(Severity.ERROR) > 0

    def count(self, severity: Severity) -> int:
        """Return how many hits are of a severity."""
        return sum(hit.severity is severity for hit in self.hits)


def check_pdf(
    source: Path | str | bytes,
    *,
    printer: str = "offset-coated",
    purpose: Purpose = "press",
    project: Path | str | None = None,
) -> Report:
    """Check a PDF, ours or anyone's, as a print shop does; with `purpose="screen"` as a screen reader does.

    `source` is a path or the bytes of a file. It is read in a separate process, with 30 seconds and 1 GB at most, on
    Linux without network and other files, so it may come from anywhere. `printer` names the printer whose limits apply.
    Raises `SourceError` if there is no such printer or purpose. For a file that is broken, or that nobody can open,
    nothing is raised: the report says so.
    """
    if purpose not in {"press", "screen"}:
        message = f'nothing is checked for "{purpose}"'
        raise SourceError(Finding("unknown-purpose", Where("purpose"), message, "say press or screen"))
    limits = None if purpose == "screen" else limits_for(printer, project)
    if not isinstance(source, bytes):
        return report_of(Path(source), limits)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.pdf"
        path.write_bytes(source)
        return report_of(path, limits)


def limits_for(printer: str, project: Path | str | None = None) -> Limits:
    """Return the limits of a printer; raise `SourceError` if there is none of that name."""
    return limits_of(find_printer(printer, open_folders(Path(project) if project is not None else None)))


def report_of(path: Path, limits: Limits | None) -> Report:
    """Check a file for a printer with these limits, or for the screen if there are none."""
    if limits:
        done, name = check_apart(path, limits), limits.name
    else:
        done, name = _for_screen(path), ""
    return Report(tuple(done.hits), name, done.by, done.walls, done.sizes)


def _for_screen(path: Path) -> Checked:
    from booklet.check.preflight.screenapart import check_screen

    return check_screen(path)


class Bounded(Protocol):
    """Anything that tells which walls stood around the process that read a file."""

    @property
    def walls(self) -> frozenset[str] | None:
        """The walls that stood, None if no process was needed."""


def report_unbounded(reports: Iterable[Bounded]) -> Iterator[str]:
    """Yield one line if this system could not restrict the process that reads files in every way it should."""
    held = [report.walls for report in reports if report.walls is not None]
    missing = [wall for wall in WALLS if not all(wall in walls for walls in held)]
    said = {"memory": "bounded in memory", "files": "kept from other files", "network": "kept from the network"}
    if missing:
        what = " and ".join(said[wall] for wall in missing)
        yield f"What reads the files was not {what}: this system offers no way. Check only files you trust."


def copy_of(path: Path, copy: Path) -> Path:
    """Return where the copy of a file is written; the copy of a proof says PROOF, that of words in draft says so."""
    from booklet.make.outdated import read_file_coverage  # needs all sources

    covered = read_file_coverage(path)
    mark = {"proof": PROOF, "draft": DRAFT}.get(covered.state, "") if covered else ""
    return mark_path(copy, path.stem, mark)


def annotate(path: Path, hits: Sequence[Hit], copy: Path) -> None:
    """Write a copy with the hits outlined; raise `OutputError` if the file cannot be opened or the copy written."""
    try:
        data = annotate_apart(path, hits)
    except StoppedError as error:
        hint = "mend what the report says first"
        raise OutputError(Finding("not-annotated", Where(str(path)), str(error), hint)) from error
    sweep(copy.parent)
    write_whole(copy, data)
