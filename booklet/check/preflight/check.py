"""One call for one file: read it, apply every rule, measure its ink."""

import re
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from pathlib import Path

import pikepdf

from booklet.check.preflight.hits import Hit, shorten_hits, sort_hits
from booklet.check.preflight.ink import UNMEASURED, measure_ink, pages_to_measure, plate_page
from booklet.check.preflight.limits import Limits
from booklet.check.preflight.model import Page, PressFile
from booklet.check.preflight.plates import PlatePage
from booklet.check.preflight.read.document import read_document
from booklet.check.preflight.read.library import BROKEN, TooMuchError
from booklet.check.preflight.rules import files
from booklet.check.preflight.rules.actions import check_actions
from booklet.check.preflight.rules.colour import check_colour
from booklet.check.preflight.rules.fonts import check_fonts
from booklet.check.preflight.rules.geometry import check_geometry
from booklet.check.preflight.rules.hidden import check_hidden
from booklet.check.preflight.rules.lines import check_lines
from booklet.check.preflight.rules.pictures import check_pictures
from booklet.check.preflight.rules.standard import check_standard
from booklet.check.preflight.rules.text import check_text
from booklet.check.preflight.sound import Experience, is_told
from booklet.errors import Severity
from booklet.values import Frozen

Check = Callable[[PressFile, Limits], Iterator[Hit]]

Measure = Callable[[Path | bytes, Sequence[PlatePage], Limits], Iterable[Hit]]

CHECKS: tuple[Check, ...] = (
    *(check_actions, check_standard, check_hidden, check_geometry),
    *(check_colour, check_text, check_fonts, check_lines, check_pictures),
)

LARGEST_FILE = 650_000_000
"""Bytes; the largest interior that a print-on-demand house takes."""

_HEADER = 1024
"""Where the header of a PDF may stand (ISO 32000-2, 7.5.2, and what programs tolerate)."""


_IN_MEMORY = re.compile(r"(?:stream )?<_io\.BytesIO object at 0x[0-9A-Fa-f]+>[,:]? ?")


class Examination(Frozen):
    """What reading a file found, and the pages whose ink is to be measured."""

    hits: tuple[Hit, ...]
    pages: tuple[PlatePage, ...] = ()
    looks: tuple[tuple[Hashable, ...], ...] = ()
    """What these pages look like, in files that are read here."""
    sizes: tuple[tuple[float, float], ...] = ()
    """Width and height of every page, bleed and all, as it is seen; in points."""


def check_file(source: Path | bytes, limits: Limits, *, ink_pages: Collection[int] | None = None) -> list[Hit]:
    """Return everything that a printer with these limits would find in a PDF, worst first.

    Ink is measured on each distinct page, or only on those of `ink_pages` (from 0). Nothing is raised for what a file
    holds. Files of strangers are better checked by `check_apart`, which bounds time and memory.
    """
    return finish(source, examine(source, limits), limits, ink_pages=ink_pages)


def finish(
    source: Path | bytes,
    found: Examination,
    limits: Limits,
    *,
    ink_pages: Collection[int] | None = None,
    measure: Measure = measure_ink,
) -> list[Hit]:
    """Return the hits of an examination together with those about ink, which is not measured in damaged files."""
    pages = [page for page in found.pages if ink_pages is None or page.number in ink_pages]
    if not pages or limits.colours == "any":  # what inks screen colours become, only that printer knows
        return list(found.hits)
    if any(hit.rule in {files.DAMAGED, files.CONTENT_BROKEN, files.TOO_MUCH_WORK} for hit in found.hits):
        return sort_hits([*found.hits, UNMEASURED.hit("the file is damaged", severity=Severity.UNCHECKED)])
    return sort_hits([*found.hits, *measure(source, pages, limits)])


def examine(source: Path | bytes, limits: Limits, experience: Experience | None = None) -> Examination:
    """Read a file and apply every rule that needs no plates.

    With the experience of other files, what they had is not played again, and of what nobody can check some is told.
    """
    fault = find_unreadable(source)
    if fault:
        return Examination((fault,))
    try:
        document = read_document(source, experience.memory if experience else None)
    except pikepdf.PasswordError:
        return Examination((files.ENCRYPTED.hit("it opens with a password only"),))
    except (TooMuchError, MemoryError) as error:
        return Examination((files.TOO_MUCH_WORK.hit(str(error) or "there is not enough memory to read it"),))
    except (*BROKEN, RecursionError) as error:
        return Examination((files.DAMAGED.hit(f"it cannot be read: {describe_error(error)}"),))
    if not document.pages:
        return Examination((files.NO_PAGES.hit("the file has no pages"),))
    pages = pages_to_measure(document)
    looks = tuple(document.pages[page.number].look for page in pages)
    hits = _hits_after(experience, document, limits) if experience else hits_of(document, limits)
    return Examination(tuple(hits), pages, looks, tuple(map(_size_of, document.pages)))


def _size_of(page: Page) -> tuple[float, float]:
    """Return width and height of the sheet of a page, as it is seen."""
    plate = plate_page(page)
    width, height = plate.sheet.width * plate.unit, plate.sheet.height * plate.unit
    return (height, width) if plate.rotation % 180 else (width, height)


def _hits_after(experience: Experience, document: PressFile, limits: Limits) -> list[Hit]:
    """Return what rules find, who look at all of a file where they find something in what is new in it."""
    if not limits.spots:  # spot colours are counted in a file as a whole
        fresh, places = experience.find_fresh(document, limits)
        hits = hits_of(fresh, limits)
        if not any(map(is_told, hits)):
            experience.note_sound(places)
            return hits
    return hits_of(document, limits)


def hits_of(document: PressFile, limits: Limits) -> list[Hit]:
    """Return what all rules find in a file that was read."""
    return shorten_hits((*_file_hits(document), *(hit for check in CHECKS for hit in check(document, limits))))


def find_unreadable(source: Path | bytes) -> Hit | None:
    """Return the hit that says why nobody should try to open a file, None if anybody may."""
    try:
        size, start = _read_beginning(source)
    except (OSError, ValueError) as error:  # a path with a zero in it, or with half a character
        return files.UNREADABLE.hit(getattr(error, "strerror", "") or "it cannot be read")
    if not size:
        return files.EMPTY.hit("the file has 0 bytes")
    if b"%PDF-" not in start:
        return files.NO_PDF.hit("the file does not begin as a PDF does")
    if size > LARGEST_FILE:
        return files.TOO_LARGE.hit(f"{size // 1_000_000} MB; {LARGEST_FILE // 1_000_000} MB are the most")
    return None


def _read_beginning(source: Path | bytes) -> tuple[int, bytes]:
    """Return the length of a file and its first bytes; raise OSError for anything that is no file, such as a pipe."""
    if isinstance(source, bytes):
        return len(source), source[:_HEADER]
    if source.exists() and not source.is_file():
        raise OSError(0, "it is no file")
    with source.open("rb") as file:
        return source.stat().st_size, file.read(_HEADER)


def _file_hits(document: PressFile) -> Iterator[Hit]:
    if document.is_encrypted:
        yield files.ENCRYPTED.hit("what may be done with it is restricted")
    if document.warnings:
        yield files.DAMAGED.hit(f"it had to be repaired: {describe_error(document.warnings[0])}")


def describe_error(error: object) -> str:
    """Return a library's complaint about a file, in one line and without addresses in memory."""
    return _IN_MEMORY.sub("", " ".join(str(error).split()))[-120:] or type(error).__name__
