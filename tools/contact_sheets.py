"""Make contact sheets of all products: `python tools/contact_sheets.py docs/look/sheets`.

The booklet lies open, covers first; posters, cards (front and back), insert and stickers stand side by side, all of
the world's screen edition. English is made for both bands, in colour and in grey; pseudo-locales for the longer words;
translations for the older band, easy words in English and from right to left.
"""

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from PIL import Image

from booklet.api.pictures import BACKGROUND, join_pages, render, spreads
from booklet.bands import EASY
from booklet.jobs import DEFAULT_LAYOUTS, EASY_LAYOUTS
from booklet.make.build import check, open_sources
from booklet.make.document import Document
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.sources.load import Sources

SHEETS = (
    *(("en", "14-17", "colour"), ("en", "14-17", "grey"), ("en", "10-13", "colour"), ("en", "10-13", "grey")),
    *(("en-XA", "14-17", "colour"), ("ar-XB", "14-17", "colour")),
    *((locale, "14-17", "colour") for locale in ("ar", "es", "fr", "hi", "ru", "sw", "th", "zh-Hans")),
    *((locale, EASY, "colour") for locale in ("en", "ar-XB")),
)
"""Locale, band and ink of each sheet."""

MADE = date(2026, 11, 25)
"""The day that stands in the imprint, so that sheets change with the pages alone."""

DPI = {"booklet": 40, "insert": 46, "poster": 22, "card": 60, "sticker": 30}
COLUMNS = {"booklet": 5, "insert": 1, "poster": 4, "card": 3, "sticker": 1}
GAP = 8


def main(folder: Path) -> None:
    """Write every sheet as WebP."""
    sources = open_sources(None)
    folder.mkdir(parents=True, exist_ok=True)
    for locale, band, ink in SHEETS:
        for product in EASY_LAYOUTS if band == EASY else DEFAULT_LAYOUTS:
            wanted = Wanted((product,), (locale,), bands=(band,), editions=("screen",), inks=(ink,))
            documents = check(plan_jobs(wanted, sources), sources, MADE)
            pictures = [picture for document in documents for picture in _opened(document, sources)]
            name = "-".join((product, locale, band, ink))
            _sheet(pictures, COLUMNS[product]).save(folder / f"{name}.webp", quality=60, method=6)


def _opened(document: Document, sources: Sources) -> Iterator[Image.Image]:
    """Yield the pages of a document as a reader sees them side by side."""
    product, direction = document.layout.product, document.manuscript.locale.direction
    pages = [page.convert("RGB") for page in render(draw(document, sources, MADE), DPI[product])]
    if product != "booklet":
        yield join_pages(pages)
        return
    (front,), *inner, (back,) = spreads(pages, direction)
    yield join_pages((front, back) if direction == "rtl" else (back, front))
    yield from map(join_pages, inner)


def _sheet(pictures: Sequence[Image.Image], columns: int) -> Image.Image:
    """Return pictures of one size in rows."""
    width, height = pictures[0].width + GAP, pictures[0].height + GAP
    rows = -(-len(pictures) // columns)
    sheet = Image.new("RGB", (min(columns, len(pictures)) * width + GAP, rows * height + GAP), BACKGROUND)
    for number, picture in enumerate(pictures):
        sheet.paste(picture, (GAP + number % columns * width, GAP + number // columns * height))
    return sheet


if __name__ == "__main__":
    main(Path(sys.argv[1]))
