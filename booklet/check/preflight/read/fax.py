"""Bitmaps as fax machines write them (ITU-T T.6): whether every row is there."""

import re
from functools import lru_cache

from booklet.check.preflight.read.faulty import FaultyError

_WHITE = (
    "00110101 000111 0111 1000 1011 1100 1110 1111 10011 10100 00111 01000 001000 000011 110100 110101 101010 101011 "
    "0100111 0001100 0001000 0010111 0000011 0000100 0101000 0101011 0010011 0100100 0011000 00000010 00000011 "
    "00011010 00011011 00010010 00010011 00010100 00010101 00010110 00010111 00101000 00101001 00101010 00101011 "
    "00101100 00101101 00000100 00000101 00001010 00001011 01010010 01010011 01010100 01010101 00100100 00100101 "
    "01011000 01011001 01011010 01011011 01001010 01001011 00110010 00110011 00110100"
)
_BLACK = (
    "0000110111 010 11 10 011 0011 0010 00011 000101 000100 0000100 0000101 0000111 00000100 00000111 000011000 "
    "0000010111 0000011000 0000001000 00001100111 00001101000 00001101100 00000110111 00000101000 00000010111 "
    "00000011000 000011001010 000011001011 000011001100 000011001101 000001101000 000001101001 000001101010 "
    "000001101011 000011010010 000011010011 000011010100 000011010101 000011010110 000011010111 000001101100 "
    "000001101101 000011011010 000011011011 000001010100 000001010101 000001010110 000001010111 000001100100 "
    "000001100101 000001010010 000001010011 000000100100 000000110111 000000111000 000000100111 000000101000 "
    "000001011000 000001011001 000000101011 000000101100 000001011010 000001100110 000001100111"
)
_LONG_WHITE = (
    "11011 10010 010111 0110111 00110110 00110111 01100100 01100101 01101000 01100111 011001100 011001101 011010010 "
    "011010011 011010100 011010101 011010110 011010111 011011000 011011001 011011010 011011011 010011000 010011001 "
    "010011010 011000 010011011"
)
_LONG_BLACK = (
    "0000001111 000011001000 000011001001 000001011011 000000110011 000000110100 000000110101 0000001101100 "
    "0000001101101 0000001001010 0000001001011 0000001001100 0000001001101 0000001110010 0000001110011 0000001110100 "
    "0000001110101 0000001110110 0000001110111 0000001010010 0000001010011 0000001010100 0000001010101 0000001011010 "
    "0000001011011 0000001100100 0000001100101"
)
_LONGEST = (
    "00000001000 00000001100 00000001101 000000010010 000000010011 000000010100 000000010101 000000010110 000000010111 "
    "000000011100 000000011101 000000011110 000000011111"
)
"""The codes of runs: of 0 to 63 pixels, of 64 to 1728, of 1792 to 2560 in either colour (T.4, tables 2 and 3)."""

_PASS, _RUNS, _END = "0001", "001", "000000000001"
_SHIFTS = {"1": 0, "011": 1, "000011": 2, "0000011": 3, "010": -1, "000010": -2, "0000010": -3}
_MODE = re.compile("|".join(sorted([_PASS, _RUNS, _END, *_SHIFTS], key=len)))


def check_fax(written: bytes, width: int, height: int, *, is_aligned: bool = False) -> None:
    """Raise `FaultyError` if data hold fewer rows of that width, or anything other than rows."""
    bits = bin(int.from_bytes(b"\1" + written, "big"))[3:]
    row, at = [width], 0
    for number in range(height):
        if is_aligned:
            at = -(-at // 8) * 8
        try:
            row, at = _row(bits, at, row, width)
        except FaultyError as error:
            raise FaultyError(f"{error} after {number} of {height} rows") from error


def _row(bits: str, at: int, above: list[int], width: int) -> tuple[list[int], int]:
    """Return where colours change in the next row, and where it ends; `above` is the row before."""
    row: list[int] = []
    here, colour, first = -1, 0, 0
    while here < width:
        mode = _MODE.match(bits, at)
        if mode is None or mode[0] == _END:
            raise FaultyError("its data end" if mode or len(bits) - at < 12 else "its data are garbled")
        at = mode.end()
        while first > 0 and above[first - 1] > here:
            first -= 1
        while first < len(above) and (above[first] <= here or first % 2 != colour):
            first += 1
        below, beyond = (above[place] if place < len(above) else width for place in (first, first + 1))
        if mode[0] == _PASS:
            here = beyond
        elif mode[0] == _RUNS:
            for each in (colour, 1 - colour):
                length, at = _run(bits, at, each)
                here = max(here, 0) + length
                row.append(here)
        else:
            before, here = here, below + _SHIFTS[mode[0]]
            row.append(here)
            colour = 1 - colour
            if here < max(before, 0):
                raise FaultyError("its data are garbled")
        if here > width:
            raise FaultyError("its data are garbled")
    return row, at


@lru_cache(maxsize=2)
def _codes(colour: int) -> tuple[re.Pattern[str], dict[str, int]]:
    """Return the pattern for runs of a colour, and the length that each code stands for."""
    short, long = ((_WHITE, _LONG_WHITE), (_BLACK, _LONG_BLACK))[colour]
    ends = {code: length for length, code in enumerate(short.split())}
    more = {code: 64 * times for times, code in enumerate(f"{long} {_LONGEST}".split(), start=1)}
    lengths = {**ends, **more}
    return re.compile("|".join(sorted(lengths, key=len))), lengths


def _run(bits: str, at: int, colour: int) -> tuple[int, int]:
    pattern, lengths = _codes(colour)
    total = 0
    while True:
        found = pattern.match(bits, at)
        if found is None:
            raise FaultyError("its data end" if len(bits) - at < 13 else "its data are garbled")
        length, at = lengths[found[0]], found.end()
        total += length
        if length < 64:
            return total, at
