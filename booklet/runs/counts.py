"""How many copies and sheets a run takes."""

from booklet.runs.plan import Item


def copies_of(item: Item) -> int:
    """Return how many copies are printed; a file for screens is printed nowhere."""
    return 0 if item.job.edition == "screen" else item.copies


def sheets_of(product: str, pages: int) -> int:
    """Return how many sheets a copy has, before anything is ganged: a booklet's are folded, a card has two sides.

    >>> sheets_of("booklet", 28), sheets_of("card", 2), sheets_of("poster", 1), sheets_of("booklet", 30)
    (7, 1, 1, 8)
    """
    a_sheet = {"booklet": 4, "poster": 1, "sticker": 1}.get(product, 2)
    return -(-pages // a_sheet)
