"""How many copies and sheets a run takes."""

from booklet.make.runs.plan import RunItem
from booklet.sheets.handling import HANDLINGS


def copies_of(item: RunItem) -> int:
    """Return how many copies are printed; a file for screens is printed nowhere."""
    return 0 if item.job.edition == "screen" else item.copies


def sheets_of(item: RunItem, pages: int) -> int:
    """Return how many sheets all copies of an item of so many pages take, before anything is ganged."""
    return copies_of(item) * HANDLINGS[item.handling].sheets(pages)
