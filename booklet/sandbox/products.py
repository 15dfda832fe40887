"""Products by the codes of the providers: a code in, and out the size of pages and cover that its files must have."""

import re

from booklet.values import Frozen

INCH = 72.0
MM = 72.0 / 25.4

TOLERANCE = 3.0
"""Points by which a file may be larger or smaller: sizes in a code are rounded to a hundredth of an inch."""

_LULU = re.compile(r"([0-9]{4})X([0-9]{4})(?:BW|FC)(?:STD|PRE)([A-Z]{2})[0-9]{3}[A-Z]{2}([1-9][0-9]{2})[A-Z]{3}")
_GELATO = re.compile(r"(?:^|_)pf_(a[3-6])(?:_|-|$)")
_PAPER_SIZES = {"a3": (297.0, 420.0), "a4": (210.0, 297.0), "a5": (148.0, 210.0), "a6": (105.0, 148.0)}
_GELATO_PAGE = 0.1
_BOARD = 0.06


class Product(Frozen):
    """A product: its trimmed page and bleed in points, how it is bound, and by which of our printer files it is judged.

    `width` and `height` are 0 if the code does not say them; then sizes are not compared.
    """

    width: float
    height: float
    bleed: float
    is_stapled: bool
    printer: str
    page: float
    """Thickness of a page in points."""
    is_bound: bool = True
    """Whether it has pages that are bound: posters and cards have not."""

    def spine_of(self, pages: int) -> float:
        """Return the width of the spine of so many pages; a stapled booklet has none."""
        return 0.0 if self.is_stapled else pages * self.page + _BOARD * INCH

    def cover_size(self, pages: int) -> tuple[float, float]:
        """Return width and height of a cover in one piece, with bleed.

        >>> wanted = read_package("0583X0827FCSTDSS080CW444GXX").cover_size(28)
        >>> [round(length, 1) for length in wanted]
        [857.5, 613.4]
        """
        return 2 * (self.width + self.bleed) + self.spine_of(pages), self.height + 2 * self.bleed

    def page_size(self) -> tuple[float, float]:
        """Return width and height of a page with bleed."""
        return self.width + 2 * self.bleed, self.height + 2 * self.bleed


def read_package(code: str) -> Product:
    """Return the product of one of Lulu's codes of 27 letters, which must be one."""
    match = _LULU.fullmatch(code)
    if match is None:
        raise ValueError(code)
    is_stapled = match[3] == "SS"
    return Product(
        width=int(match[1]) / 100 * INCH,
        height=int(match[2]) / 100 * INCH,
        bleed=0.125 * INCH,
        is_stapled=is_stapled,
        printer="lulu" if is_stapled else "lulu-perfect",
        page=INCH / int(match[4]),
    )


def read_product(uid: str) -> Product:
    """Return the product of one of Gelato's codes, which says its size only as a paper size, such as `_pf_a5_`.

    >>> read_product("brochures_pf_a5_pt_170-gsm_bt_saddle-stitch_ver").is_stapled
    True
    """
    match = _GELATO.search(uid)
    width, height = _PAPER_SIZES[match[1]] if match else (0.0, 0.0)
    if uid.endswith("_hor"):
        width, height = height, width
    is_stapled = "glued" not in uid
    return Product(width * MM, height * MM, 4 * MM, is_stapled, "gelato", _GELATO_PAGE * MM, is_bound="_bt_" in uid)


def is_size(found: tuple[float, float], wanted: tuple[float, float]) -> bool:
    """Tell whether a page is as large as it should be, within the tolerance."""
    return all(abs(one - other) <= TOLERANCE for one, other in zip(found, wanted, strict=True))
