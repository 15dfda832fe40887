"""The barcode of a book: an ISBN in, the modules of its EAN-13 out, and the size of the whole. Lengths in points."""

from booklet.geometry import Size, mm

MODULES = 95
"""Width of the bars in modules (GS1 General Specifications, 5.2)."""

QUIET_LEFT, QUIET_RIGHT = 11, 7
"""Modules that stay white beside the bars."""

LARGEST_MODULE, LEAST_MODULE = mm(0.33), mm(0.264)
"""The width of a bar at 100 and at 80 %, the least that every shop reads."""

BARS, GUARDS = 69.24, 5
"""Height of the bars in modules (22.85 mm at 100 %), and how much farther down those at the ends and the middle go."""

HEAD, FOOT = 12.5, 10
"""Modules above the bars, where the ISBN is written, and below them, where the digits are."""

GUARD_MODULES = (*range(3), *range(45, 50), *range(92, 95))


def plate_size(module: float) -> Size:
    """Return the size of the white plate that a barcode stands on.

    >>> tuple(round(length / mm(1), 2) for length in plate_size(LARGEST_MODULE))
    (37.29, 30.27)
    """
    return Size((QUIET_LEFT + MODULES + QUIET_RIGHT) * module, (HEAD + BARS + FOOT) * module)


def module_in(room: Size, scale: float = 1.0) -> float:
    """Return the module width of the largest barcode that fits into a room, at most 100 % when printed at a scale.

    >>> round(module_in(Size(mm(50.8), mm(30.48))) / mm(1), 3)
    0.33
    """
    width, height = plate_size(1.0)
    return min(LARGEST_MODULE / scale, room.width / width, room.height / height)


def digits_of(isbn: str) -> str:
    """Return the digits of an ISBN without its hyphens.

    >>> digits_of("978-0-306-40615-7")
    '9780306406157'
    """
    return "".join(filter(str.isdigit, isbn))


def groups_of(isbn: str) -> tuple[str, str, str]:
    """Return the digits as they stand below the bars.

    >>> groups_of("978-0-306-40615-7")
    ('9', '780306', '406157')
    """
    digits = digits_of(isbn)
    return digits[:1], digits[1:7], digits[7:]


_EVEN = ("1110010", "1100110", "1101100", "1000010", "1011100", "1001110", "1010000", "1000100", "1001000", "1110100")
"""The digits as they stand right of the middle; those left of it are their complements, some read backwards."""

_TURNED = (False, True, True, False, True, False)
"""Which digits of the left half are read backwards where the first digit is 9, as it is in every ISBN."""


def bars_of(isbn: str) -> tuple[bool, ...]:
    """Return the modules of the EAN-13 of an ISBN, dark or light, without quiet zones (ISO/IEC 15420).

    >>> "".join("#" if dark else "." for dark in bars_of("978-0-306-40615-7"))[:17]
    '#.#.###.##...#..#'
    """
    _, left, right = groups_of(isbn)
    modules = "101"
    for digit, is_turned in zip(left, _TURNED, strict=True):
        even = _EVEN[int(digit)]
        modules += even[::-1] if is_turned else even.translate(_COMPLEMENT)
    modules += "01010" + "".join(_EVEN[int(digit)] for digit in right) + "101"
    return tuple(module == "1" for module in modules)


_COMPLEMENT = str.maketrans("01", "10")
