"""QR codes (ISO/IEC 18004): a text in, its modules out, under the mask that segno would choose.

segno weighs the eight masks module by module, which takes four fifths of its time. Here each is weighed for the whole
symbol at once: a symbol is a number with a bit for each module, and a bit more, which is 0, behind each row.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import segno

Modules = tuple[tuple[bool, ...], ...]

Cell = tuple[int, int]
"""The row and the column of a module."""

MASKS: tuple[Callable[[int, int], int], ...] = (
    lambda row, column: (row + column) % 2,
    lambda row, column: row % 2,
    lambda row, column: column % 3,
    lambda row, column: (row + column) % 3,
    lambda row, column: (row // 2 + column // 3) % 2,
    lambda row, column: row * column % 2 + row * column % 3,
    lambda row, column: (row * column % 2 + row * column % 3) % 2,
    lambda row, column: ((row + column) % 2 + row * column % 3) % 2,
)
"""The masks by their numbers (7.8.2): where one is 0, it changes the colour of a module."""

LARGEST = 6
"""The last version with one alignment pattern and no modules that say the version; what is larger segno does alone."""


class _Grid(NamedTuple):
    """What the modules of a symbol are for: how many a row has, all of them, those that say the format.

    `masks` are the modules that each mask changes, `turned` the same with rows and columns exchanged.
    """

    size: int
    whole: int
    format: int
    masks: tuple[int, ...]
    turned: tuple[int, ...]


@lru_cache(maxsize=256)
def qr_code(text: str, error: str) -> Modules:
    """Return the modules of a QR code, row by row, without quiet zone; `error` is the level it has at least."""
    code = _made(text, error=error, mask=0)
    if int(code.version) > LARGEST:
        return tuple(tuple(map(bool, row)) for row in _made(text, error=error).matrix)
    grid = _grid(len(code.matrix))
    plain = (_number(code.matrix) ^ grid.masks[0]) & ~grid.format
    turned = (_number(zip(*code.matrix, strict=True)) ^ grid.turned[0]) & ~grid.format
    marks = [_weight(plain ^ one, turned ^ other, grid) for one, other in zip(grid.masks, grid.turned, strict=True)]
    mask = marks.index(min(marks))
    whole = plain ^ grid.masks[mask] | _format(int(code.version), code.error, mask)
    step = grid.size + 1
    digits = f"{whole:0{grid.size * step}b}"[::-1]
    return tuple(
        tuple(map("1".__eq__, digits[start : start + grid.size])) for start in range(0, grid.size * step, step)
    )


def _made(text: str, **asked: Any) -> "segno.QRCode":
    import segno

    return segno.make(text, micro=False, **asked)


def _number(rows: Iterable[Iterable[int]]) -> int:
    return int(b"\0".join(map(bytes, rows))[::-1].translate(_DIGITS), 2)


_DIGITS = bytes.maketrans(b"\0\1", b"01")


def _turned(cell: Cell) -> Cell:
    return cell[1], cell[0]


def _bits(cells: Iterable[Cell], size: int) -> int:
    return sum(1 << row * (size + 1) + column for row, column in cells)


@lru_cache(maxsize=256)
def _format(version: int, error: str, mask: int) -> int:
    """Return the modules that say level and mask (7.9): every symbol of a version has the same."""
    matrix = _made("1", error=error, version=version, mask=mask, boost_error=False).matrix
    return _number(matrix) & _grid(len(matrix)).format


@lru_cache(maxsize=LARGEST)
def _grid(size: int) -> _Grid:
    cells = [(row, column) for row in range(size) for column in range(size)]
    free = [cell for cell in cells if not _is_used(*cell, size)]
    changed = [[cell for cell in free if not mask(*cell)] for mask in MASKS]
    return _Grid(
        size=size,
        whole=_bits(cells, size),
        format=_bits((cell for cell in cells if _says_format(*cell, size)), size),
        masks=tuple(_bits(found, size) for found in changed),
        turned=tuple(_bits(map(_turned, found), size) for found in changed),
    )


def _is_used(row: int, column: int, size: int) -> bool:
    """Tell whether a module is none of the encoding region: finders and format, timing, the alignment pattern (6.3)."""
    is_corner = (row < 9 and (column < 9 or column >= size - 8)) or (row >= size - 8 and column < 9)
    is_aligning = size > 21 and abs(row - size + 7) < 3 and abs(column - size + 7) < 3
    return is_corner or is_aligning or 6 in {row, column}


def _says_format(row: int, column: int, size: int) -> bool:
    """Tell whether a module says the format; it is light while masks are weighed (7.8)."""
    own, other = (column, row) if row == 8 else (row, column)
    return other == 8 and own != 6 and (own < 9 or own >= size - 8)


def _weight(plain: int, turned: int, grid: _Grid) -> int:
    """Return what speaks against a mask (7.8.3.1); `turned` is the symbol with rows and columns exchanged."""
    step = grid.size + 1
    found = 0
    for dark in (plain, turned):
        light = grid.whole & ~dark
        found += _runs(dark) + _runs(light) + 40 * _finders(dark, light, grid)
    for colour in (plain, grid.whole & ~plain):
        pairs = colour & colour >> 1
        found += 3 * (pairs & pairs >> step).bit_count()
    return found + 10 * int(abs(plain.bit_count() / grid.size**2 * 100 - 50) / 5)


def _runs(colour: int) -> int:
    """Return 3 for every run of five modules of a colour, and 1 more for every module more."""
    fives = colour & colour >> 1
    fives &= fives >> 2
    fives &= colour >> 4
    return fives.bit_count() + 2 * (fives & ~(fives << 1)).bit_count()


def _finders(dark: int, light: int, grid: _Grid) -> int:
    """Return how often a row has what looks like a finder beside four light modules, or less at its ends."""
    found = dark & light >> 1 & dark >> 2 & dark >> 3 & dark >> 4 & light >> 5 & dark >> 6
    count = free = 0
    for place in _places(found):
        if place < free:
            continue
        column = place % (grid.size + 1)
        before = dark >> max(place - 4, place - column) & (1 << min(4, column)) - 1
        after = dark >> place + 7 & 0b1111 >> max(0, column + 11 - grid.size - 1)
        if not before or not after:
            count += 1
            free = place + 7
        else:
            free = place + 4
    return count


def _places(bits: int) -> Iterator[int]:
    """Yield the places of the bits that are set, from the lowest."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
