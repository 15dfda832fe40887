"""The contrast of every line of text with what it stands on, measured on rendered pages (WCAG 2.2, 1.4.3)."""

from collections.abc import Iterator

import numpy as np
import pytest
from rendered import Line, Pixels, cut, documents, lines_of, name_of, pictures, turn_of

from booklet.look.layout import luminance

DPI = 200

LEAST, LEAST_LARGE = 4.5, 3.0

SHARE = 0.04
"""Colours that fill less of the box of a line are edges of letters, or what touches it with a corner."""

MOST = 64
"""Colours of a line that are looked at: the others are edges of letters."""

Colour = tuple[int, int, int]


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast of two colours.

    >>> round(contrast((0, 0, 0), (255, 255, 255)), 1)
    21.0
    """
    darker, lighter = sorted(luminance((red / 255, green / 255, blue / 255)) for red, green, blue in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def colours(picture: Pixels) -> dict[Colour, float]:
    """Return the colours of a picture with the share each has, the most frequent first."""
    packed = picture.astype(np.uint32) @ np.array([1 << 16, 1 << 8, 1], dtype=np.uint32)
    found, counts = np.unique(packed, return_counts=True)
    order = np.argsort(-counts, kind="stable")[:MOST]
    return {_unpacked(int(found[place])): float(counts[place] / packed.size) for place in order}


def _unpacked(colour: int) -> Colour:
    return colour >> 16, colour >> 8 & 255, colour & 255


def measured(picture: Pixels) -> tuple[Colour, list[Colour]]:
    """Return the colour of the letters in a picture of a line, and those they stand on.

    The ground is the most frequent colour; the letters have the most frequent of those that are far from it.
    """
    shares = colours(picture)
    ground = next(iter(shares))
    far = {colour: contrast(colour, ground) for colour in shares}
    most = max(far.values())
    letters = next(colour for colour in shares if far[colour] >= 1 + 0.8 * (most - 1))
    grounds = [colour for colour, share in shares.items() if share >= SHARE and far[colour] < 1 + 0.5 * (most - 1)]
    return letters, grounds


def too_weak(country: str, ink: str, turn: int) -> Iterator[str]:
    """Yield what is said of each line that is hard to read on every other page."""
    for document in documents(country, ink):
        first = turn + turn_of(document)
        pages = document.placed.pages[first % 2 :: 2]
        seen = pictures(document, DPI, range(first % 2, len(document.placed.pages), 2)) if pages else ()
        for page, picture in zip(pages, seen, strict=True):
            for line in lines_of(document, page):
                shown = cut(picture, line.box, page.trim.height, DPI * document.layout.scale)
                yield from _faults(line, shown, f"{name_of(document)} page {page.number + 1}")


def _faults(line: Line, picture: Pixels, where: str) -> Iterator[str]:
    letters, grounds = measured(picture)
    least = LEAST_LARGE if line.is_large else LEAST
    for ground in grounds:
        found = contrast(letters, ground)
        if found < least:
            yield f'{where}: "{line.run.text.strip()}" {letters} on {ground}: {found:.1f}, not {least}'


@pytest.mark.slow
@pytest.mark.parametrize(
    ("country", "ink", "turn"), [("001", "colour", 0), ("001", "grey", 1), ("KE", "colour", 1), ("KE", "grey", 0)]
)
def test_every_line_of_every_product_stands_out_from_its_ground(country: str, ink: str, turn: int) -> None:
    """Every page of both bands is looked at in each ink, and in each country."""
    assert list(too_weak(country, ink, turn)) == []
