"""Finished pages as pictures, and where on them each line of text stands."""

import io
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt
import pypdfium2
from once import sources
from PIL import Image, ImageFilter
from projects import PRINTED

from booklet.geometry import Rect
from booklet.make.build import check
from booklet.make.document import Document
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.text.compose import Run
from booklet.typeset.placed import Clipped, FigureAt, Form, FormAt, Group, Item, PlacedPage, TextAt
from booklet.values import replace

MADE = date(2026, 11, 25)

T = TypeVar("T", bound=np.generic)

Pixels = npt.NDArray[np.uint8]
"""A picture as rows of pixels of red, green and blue."""

Mask = npt.NDArray[np.bool_]
"""Which pixels of a picture are black."""


class Line(NamedTuple):
    """A run of text on a page: its box (points from the lower left corner of the trim), and how it is set."""

    box: Rect
    run: Run
    scale: float = 1.0
    """By how much its page is made larger or smaller for its layout."""

    @property
    def is_large(self) -> bool:
        """Whether it is large as WCAG 2.2 (1.4.3) has it: 18 pt, or 14 pt and bold."""
        size = self.run.size * self.scale
        return size >= 18 or (size >= 14 and self.run.font.weight >= 700)


@cache
def documents(country: str, ink: str, locale: str = "en", products: tuple[str, ...] = PRINTED) -> tuple[Document, ...]:
    """Return products (else every one of paper) of both bands, placed, without the band that marks a proof."""
    wanted = Wanted(products, countries=(country,), locales=(locale,), bands=("14-17", "10-13"), editions=("screen",))
    jobs = plan_jobs(replace(wanted, inks=(ink,)), sources())
    return tuple(replace(document, proof=None) for document in check(jobs, sources(), MADE))


def name_of(document: Document) -> str:
    """Return what a document is called in a message."""
    job = document.job
    return " ".join(filter(None, (job.product, job.item, job.band, job.country, job.locale, job.ink)))


def turn_of(document: Document) -> int:
    """Return a number that differs between documents, by which every other page of them is looked at in turn."""
    return (document.job.band == "10-13") + sum(map(ord, document.job.item))


def pictures(document: Document, dpi: float, numbers: Sequence[int] | None = None) -> Iterator[Pixels]:
    """Yield a picture of each page, or of those that are asked for, cut to the trim."""
    found = pypdfium2.PdfDocument(io.BytesIO(draw(document, sources(), MADE)))
    for number in range(len(found)) if numbers is None else numbers:
        yield picture_of(found[number], dpi)


def picture_of(page: pypdfium2.PdfPage, dpi: float) -> Pixels:
    """Return a picture of a page as it is shown."""
    found: Pixels = page.render(scale=dpi / 72, rev_byteorder=True).to_numpy()
    return found


BLUR, HALF = 1.0, 128
"""Radius of the blur of a poor copier in pixels of 300 dpi, and the grey from which its copy is black."""


def copied(picture: Pixels) -> Mask:
    """Return what is black on a copy of a picture: grey (ITU-R 601), blurred by 0.085 mm, black from half on."""
    grey = Image.fromarray(picture).convert("L").filter(ImageFilter.GaussianBlur(BLUR))
    return np.asarray(grey) < HALF


def copied_again(picture: Pixels) -> Mask:
    """Return what is black on a copy of a copy."""
    return copied((~copied(picture)).view(np.uint8) * np.uint8(255))


def lines_of(document: Document, page: PlacedPage) -> list[Line]:
    """Return the runs of text of a page and of the forms it uses."""
    forms = {form.name: form for form in document.placed.forms}
    return [line._replace(scale=document.layout.scale) for line in _lines(page.items, 0.0, 0.0, forms)]


def _lines(items: tuple[Item, ...], dx: float, dy: float, forms: dict[str, Form]) -> Iterator[Line]:
    for item in items:
        if isinstance(item, Group):
            yield from _lines(item.items, dx + item.dx, dy + item.dy, forms)
        elif isinstance(item, FormAt):
            yield from _lines(forms[item.name].component.items, dx + item.x, dy + item.y, forms)
        elif isinstance(item, Clipped | FigureAt):
            yield from _lines(item.items, dx, dy, forms)
        elif isinstance(item, TextAt):
            for run in item.line.runs:
                box = Rect(item.x + dx + run.x, item.y + dy - 0.22 * run.size, run.width, 0.98 * run.size)
                if run.text.strip():
                    yield Line(box, run)


def cut(picture: npt.NDArray[T], box: Rect, height: float, dpi: float) -> npt.NDArray[T]:
    """Return the part of a picture that shows a box of a page as tall as `height`."""
    scale = dpi / 72
    top, bottom = max(0, round((height - box.top) * scale)), round((height - box.y) * scale)
    left, right = max(0, round(box.x * scale)), round(box.right * scale)
    return picture[top:bottom, left:right]
