"""One file after others like it: everything is examined as ever, but what was found sound before is not read again.

What a file has in common with files before is told by its own bytes. Anything that is not plainly sound, and any file
that is not written as plainly as ours, is examined as a whole, so that the answer never depends on what came before.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from booklet.check.preflight.check import hits_of
from booklet.check.preflight.hits import Hit
from booklet.check.preflight.ink import plate_page
from booklet.check.preflight.limits import Limits
from booklet.check.preflight.model import Document, Page
from booklet.check.preflight.plates import PlatePage
from booklet.check.preflight.read.opened import read_again
from booklet.check.preflight.read.passages import Run
from booklet.check.preflight.sound import Experience, is_sound, is_told
from booklet.pdf.written import NotPlainError, taken_apart

Look = tuple[float, ...]
"""What is painted where a page is printed: equal looks need the same ink."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a file, faults and warnings alone; and its pages with what they paint."""

    hits: tuple[Hit, ...]
    painted: tuple[tuple[Page, Sequence[Run]], ...]

    def looks(self) -> Iterator[tuple[PlatePage, Look]]:
        """Yield the pages to make plates of, with their areas and the passages that paint there, by number."""
        for page, runs in self.painted:
            seen = (passage for run in runs for passage in run.passages if any(map(page.is_seen, passage.marks)))
            yield plate_page(page), (*page.printed, *(passage.serial for passage in seen))


def examine_again(data: bytes, limits: Limits, experience: Experience) -> Found | None:
    """Return the faults and warnings that `examine` finds in a file; None if it must be read as a whole."""
    if limits.spots:  # spot colours are counted in a file as a whole
        return None
    try:
        written = taken_apart(data)
    except NotPlainError:
        return None
    read = read_again(written, experience.memory)
    if read is None:
        return None
    document, runs = read
    hits = _told(document, runs, limits, experience)
    return Found(hits, tuple(zip(document.pages, runs, strict=True)))


def _told(document: Document, runs: Sequence[Sequence[Run]], limits: Limits, experience: Experience) -> tuple[Hit, ...]:
    if not any(map(is_told, hits_of(document, limits))) and is_sound(document, runs, limits, experience):
        return ()
    whole = replace(document, pages=tuple(map(_painted, document.pages, runs)))
    return tuple(filter(is_told, hits_of(whole, limits)))


def _painted(page: Page, runs: Sequence[Run]) -> Page:
    """Return a page with all that it paints."""
    marks = tuple(mark for run in runs for passage in run.passages for mark in passage.marks)
    return replace(page, marks=marks, is_read=True)
