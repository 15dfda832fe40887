"""How much of a page is covered with toner, and what a copy costs: finished files in, shares and sums out."""

from decimal import Decimal
from statistics import fmean

DOTS = 50 / 72
"""Pixels a point: enough for an average."""


def coverage(data: bytes) -> float:
    """Return the share of its sides that a file covers with ink or toner on average; grey counts by its tint."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        shares = [_darkness(page) for page in document]
    return fmean(shares)


def _darkness(page: object) -> float:
    from PIL import ImageStat

    picture = page.render(scale=DOTS, grayscale=True).to_pil()  # type: ignore[attr-defined]
    return 1 - ImageStat.Stat(picture).mean[0] / 255


PRICED = SIDE, SHEET, COPY = ("side", "sheet", "copy")
"""What a price is for."""


def count_paid(per: str, sides: int, sheets: int | None, copies: int) -> int:
    """Return how many of what has a price are printed; where nobody knows the sheets, copies are paid.

    >>> [count_paid(per, 140, 70, 10) for per in PRICED], count_paid("sheet", 140, None, 10)
    ([140, 70, 10], 10)
    """
    if per == SIDE:
        return sides
    return sheets if per == SHEET and sheets is not None else copies


def cost(count: int, price: Decimal) -> Decimal:
    """Return what printed sides, sheets or copies cost.

    >>> cost(14, Decimal("0.05"))
    Decimal('0.70')
    """
    return count * price
