"""A finished picture read back: its size, its profile, its pixels, its codes and the band of a proof.

What is on its page has been read from the PDF that it was drawn from; here the picture must be that page.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO

from PIL import Image, ImageChops, ImageStat

from booklet.check.proof.camera import codes_in
from booklet.check.proof.compare import ProofError
from booklet.check.proof.finished import FinishedFile
from booklet.check.proof.marked import Mark, is_shown
from booklet.errors import Finding, Where
from booklet.geometry import Rect

MOST_BLURRED = 3.0
"""By how much pixels of a JPEG may differ from the page on average, of 255."""

WORSE = 24
"""By how much a small part of it may differ on average."""

PART = 90
"""The side of a part that is compared, in pixels."""

CLOSE = 40
"""How many pixels tall the word of a band is when it is compared with our own."""


def check_picture(
    data: bytes, drawn: Image.Image, profile: bytes, pdf: bytes, marks: Sequence[Mark], where: str
) -> None:
    """Raise `ProofError` if a picture is not the page of a PDF, as it was drawn, in the colours of a profile.

    `marks` are the bands of the page of a proof, none for a final file.
    """
    told = list_picture_faults(data, drawn, profile, pdf, marks)
    if told:
        raise ProofError(*(_report(message, where) for message in told))


def list_picture_faults(
    data: bytes, drawn: Image.Image, profile: bytes, pdf: bytes, marks: Sequence[Mark], page: int = 0
) -> list[str]:
    """Return in what a picture is not a page of a PDF, as it was drawn, in the colours of a profile."""
    try:
        with Image.open(BytesIO(data)) as opened:
            own = opened.info.get("icc_profile")
            found = opened.convert("RGB") if opened.mode == "RGB" else None
    except (OSError, SyntaxError, ValueError):
        found, own = None, None
    if found is None:
        return ["it is no picture in red, green and blue"]
    told = list(_find_faults(found, drawn, pdf, marks, page))
    return [*told, "it does not say that its colours are sRGB"] if own != profile else told


def _report(message: str, where: str) -> Finding:
    return Finding("proof-picture", Where(where), message, "do not post this file; report it with its manifest")


def _find_faults(found: Image.Image, drawn: Image.Image, pdf: bytes, marks: Sequence[Mark], page: int) -> Iterator[str]:
    if found.size != drawn.size:
        yield f"it has {found.width} x {found.height} pixels, not {drawn.width} x {drawn.height}"
        return
    if _is_other(found, drawn):
        yield "it does not show the page that was proven"
    wanted = Counter(FinishedFile(pdf).codes(page, as_a_whole=True))
    seen = Counter(code.says for code in codes_in(found))
    for says in (wanted - seen) | (seen - wanted):
        yield f'its code says "{says}" {"in the page alone" if wanted[says] > seen[says] else "and no fact claims it"}'
    for mark in marks:
        if not is_shown(_crop(found, mark.word)):
            yield f'"{mark.says}" cannot be read in the band of a proof'


def _is_other(found: Image.Image, drawn: Image.Image) -> bool:
    """Tell whether a picture differs from another by more than its kind of file makes it, as a whole or in a part."""
    difference = ImageChops.difference(found, drawn).convert("L")
    if difference.getbbox() is None:
        return False
    if ImageStat.Stat(difference).mean[0] > MOST_BLURRED:
        return True
    width, height = difference.size
    small = difference.resize((-(-width // PART), -(-height // PART)), Image.Resampling.BOX)
    return small.getextrema()[1] > WORSE  # type: ignore[operator]


def _crop(picture: Image.Image, word: Rect) -> Image.Image:
    """Return the word of a band as large as it is compared; a point is a pixel."""
    height = picture.height
    box = (word.x, height - word.top, word.right, height - word.y)
    size = (max(1, round(CLOSE * word.width / word.height)), CLOSE)
    return picture.resize(size, Image.Resampling.BICUBIC, box=box)
