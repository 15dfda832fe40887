"""Cells of braille: as characters of Unicode within, as the 64 characters of a BRF for an embosser."""

ASCII = " A1B'K2L@CIF/MSP\"E3H9O6R^DJG>NTQ,*5<-U8V.%[$+X!&;:4\\0Z7(_?W]#Y)="
"""The characters of North American braille ASCII in the order of Unicode (BLANK to dots 123456)."""

FIRST = 0x2800

UNBREAKABLE = "\u00a0"
"""A blank at which no line ends."""

SOFT = "\u200b"
"""Where a line may end although there is no blank."""

_TO_ASCII = {FIRST + place: letter for place, letter in enumerate(ASCII)} | {0xA0: " "}
_TO_CELLS = {ord(letter): chr(FIRST + place) for place, letter in enumerate(ASCII)}


def to_ascii(cells: str) -> str:
    """Return cells as an embosser takes them.

    >>> to_ascii("⠠⠉⠁⠇⠇⠀⠼⠁⠁⠋")
    ',CALL #AAF'
    """
    return cells.translate(_TO_ASCII)


def from_ascii(text: str) -> str:
    """Return cells from what an embosser takes.

    >>> from_ascii("#AAF")
    '⠼⠁⠁⠋'
    """
    return text.translate(_TO_CELLS)
