"""How many copies and sheets a run takes."""

from booklet.jobs import UNPRINTED
from booklet.make.runs.plan import RunItem
from booklet.sheets.handling import HANDLINGS


def copies_of(item: RunItem) -> int:
    """Return how many copies are printed; none of a file that no printer prints."""
    return 0 if item.job.edition in UNPRINTED else item.copies


def sheets_of(item: RunItem, pages: int) -> int:
    """Return how many sheets all copies of an item take."""
    return HANDLINGS[item.handling].sheets(pages, copies_of(item), item.a_sheet)
