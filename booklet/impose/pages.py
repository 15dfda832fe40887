"""What every scheme requires of its pages and its sheet: the findings say what to change."""

from collections.abc import Iterable, Iterator, Sequence

from booklet.errors import BookletError, ExitCode, Finding, Severity, SourceError, Where
from booklet.geometry import MM, Size
from booklet.sheets.planner import SourcePage


class SheetError(BookletError):
    """Sheets do not show what they should, so they are not written."""

    exit_code = ExitCode.PREFLIGHT


SAME = 0.75
"""How far two lengths may be apart and still be the same, in points: a quarter of a millimetre."""


def format_size(size: Size) -> str:
    """Return a size in millimetres, for people.

    >>> format_size(Size(595.276, 841.89))
    '210 x 297 mm'
    """
    return " x ".join(f"{round(length / MM, 1):g}" for length in size) + " mm"


def is_same(one: Size, other: Size) -> bool:
    """Tell whether two sizes are the same except for rounding."""
    return abs(one.width - other.width) <= SAME and abs(one.height - other.height) <= SAME


def check_count(pages: Sequence[SourcePage], wanted: int, scheme: str, name: str) -> None:
    """Raise `SourceError` unless there are as many pages as a scheme takes."""
    if len(pages) != wanted:
        message = f"it has {len(pages)} pages, and {scheme} takes {wanted}"
        hint = f"make a file of {wanted} pages, or choose another --scheme"
        raise SourceError(Finding("page-count", Where(name), message, hint))


def check_sizes(pages: Sequence[SourcePage], name: str) -> Size:
    """Return the size that all pages have; raise `SourceError` with the pages of another size."""
    first = pages[0].trim
    others = [page for page in pages if not is_same(page.trim, first)]
    if others:
        told = ", ".join(f"{page.number + 1} ({format_size(page.trim)})" for page in others[:5])
        more = f" and {len(others) - 5} more" if len(others) > 5 else ""
        message = f"page 1 is {format_size(first)}, but not pages {told}{more}"
        raise SourceError(Finding("mixed-sizes", Where(name), message, "give all pages the same size"))
    return first


def check_sheet(sheet: Size, needed: Size, margin: float, name: str) -> None:
    """Raise `SourceError` unless the room that is needed fits on a sheet inside its margin."""
    room = Size(sheet.width - 2 * margin, sheet.height - 2 * margin)
    if needed.width > room.width + SAME or needed.height > room.height + SAME:
        largest = min(room.width / needed.width, room.height / needed.height) * 100
        message = f"{format_size(needed)} do not go on a sheet of {format_size(sheet)}"
        message += f" with a margin of {round(margin / MM, 1):g} mm" * bool(margin)
        hint = f"take a larger --sheet, or print smaller with --scale {int(largest)}"
        raise SourceError(Finding("sheet-too-small", Where(name), message, hint))


MOST_ITEMS, MOST_TILES = 20_000, 2_000
"""Items and tiles on all sheets of a file; nobody cuts out or glues more."""


def check_number(number: int, most: int, what: str, name: str) -> None:
    """Raise `SourceError` if there would be more of something than is allowed."""
    if number > most:
        hint = "take sheets that are nearer in size to the pages, or fewer pages"
        raise SourceError(Finding("too-many", Where(name), f"{number:,} {what}, and {most:,} are the most", hint))


def note(code: str, name: str, message: str, hint: str) -> Finding:
    """Return a finding about something that people should know before they print."""
    return Finding(code, Where(name), message, hint, Severity.NOTE)


def number_list(numbers: Iterable[int]) -> str:
    """Return pages, counted from 1, as people name them.

    >>> number_list([0, 2, 3])
    '1, 3, 4'
    """
    return ", ".join(str(number + 1) for number in numbers)


def blanks(pages: int, multiple: int, name: str) -> Iterator[Finding]:
    """Yield the note on blank pages that fill up the last sheet."""
    added = -pages % multiple
    if added:
        message = f"{pages} pages make no full sheets: {added} blank before the last page"
        hint = f"make it a multiple of {multiple} to have none"
        yield note("blank-pages", name, message, hint)
