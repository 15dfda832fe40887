"""Whether a file says that it is a proof wherever it should, and nowhere if it is none, as readers see it."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from PIL import Image, ImageChops, ImageFont, ImageStat

from booklet.check.proof.finished import FinishedFile
from booklet.check.proof.pages import normalise_text
from booklet.geometry import Rect
from booklet.sheets.spots import Spot
from booklet.text.fonts import find_font
from booklet.typeset.placed import PlacedPage
from booklet.typeset.proofmark import FACE, PROOF, english_line
from booklet.values import Frozen

DARK, LIGHT = 64, 192
"""What is darker is black, what is lighter is white; their contrast is more than 7 to 1 (WCAG 2.2, 1.4.6)."""

LEAST_ALIKE = 0.88
"""How much the first word of a band must look like the same word in our own face: 1 is the same."""

_SAYS_SO = re.compile(rf"^\W*{PROOF}\W*$|\b{PROOF} · | · {PROOF}\W*$", re.MULTILINE)
"""A line that says PROOF alone, or begins with it; in a file from right to left its words are read in turned order."""


class Mark(Frozen):
    """The English words in a page's band, and where the first one stands, from the corner of the trim."""

    says: str
    word: Rect


def marks_of(pages: Sequence[PlacedPage]) -> tuple[Mark, ...]:
    """Return the words in the bands of pages that have one."""
    return tuple(Mark(*english_line(page)) for page in pages)


def find_unmarked(
    file: FinishedFile, sides: Sequence[Sequence[Spot]], marks: Sequence[Mark]
) -> Iterator[tuple[int, str]]:
    """Yield what the pages of a proof lack, by the number of the side they stand on."""
    if not file.title.startswith(PROOF):
        yield 0, f'the title of the file does not begin with "{PROOF}"'
    for number, spots in enumerate(sides):
        for spot in spots:
            mark = marks[spot.page]
            box = mark.word.scaled(spot.factor).moved(spot.x, spot.y)
            seen = file.glance(number, box, is_shown, is_turned=spot.factor < 0)
            if PROOF not in seen.text:
                yield number, f'"{mark.says}" is not where the band of a proof says it'
            elif not seen.is_shown:
                yield number, f'"{mark.says}" cannot be read in the band of a proof'


def wrongly_marked(file: FinishedFile, count: int) -> Iterator[tuple[int, str]]:
    """Yield where a final file says that it is a proof."""
    if file.title.startswith(PROOF):
        yield 0, f'the title of the file begins with "{PROOF}", and it is none'
    for number in range(count):
        if says_proof(normalise_text(file.text(number))):
            yield number, f'the page says "{PROOF}", and the file is none'


def says_proof(text: str) -> bool:
    r"""Tell whether a line of a text says that it is a proof.

    >>> says_proof("Safe\nPROOF · not for readers"), says_proof("PROOF of age")
    (True, False)
    """
    return bool(_SAYS_SO.search(text))


def is_shown(picture: Image.Image) -> bool:
    """Tell whether a picture shows PROOF in white on black, in our own typeface."""
    grey = picture.convert("L")
    dark, light = grey.getextrema()
    if dark > DARK or light < LIGHT:  # type: ignore[operator]
        return False
    return max(_measure_likeness(grey, moved) for moved in (-2, 0, 2)) >= LEAST_ALIKE


def _measure_likeness(grey: Image.Image, moved: int) -> float:
    """Return how much a picture looks like the word, moved aside by some pixels: 1 is the same, 0 has no likeness."""
    word = ImageChops.offset(_word(*grey.size), moved, 0)
    one, other = ImageStat.Stat(grey), ImageStat.Stat(word)
    both = ImageStat.Stat(ImageChops.multiply(grey, word))
    spread = one.stddev[0] * other.stddev[0]
    return (both.mean[0] * 255 - one.mean[0] * other.mean[0]) / spread if spread else 0.0


@lru_cache(maxsize=64)
def _word(width: int, height: int) -> Image.Image:
    """Return PROOF in white on black, filling a picture; another program than ours draws it in our own typeface."""
    path = find_font(FACE.file)
    assert path is not None
    face = ImageFont.truetype(str(path), 200)
    face.set_variation_by_axes([FACE.weight])
    drawn = face.getmask(PROOF, mode="L")
    word = Image.frombytes("L", drawn.size, bytes(drawn))
    return word.resize((width, height), Image.Resampling.BOX)
