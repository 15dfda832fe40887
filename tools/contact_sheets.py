"""Make contact sheets of all products: `python tools/contact_sheets.py docs/look/sheets`, or of some: `… kit slides`.

The booklet lies open, covers first; posters, cards (front and back), papers, slides, pictures for feeds, insert and
stickers stand side by side, all of the world's screen edition. English is made for both bands, in colour and in grey;
pseudo-locales for the longer words; translations for the older band, easy words in the languages of the four scripts.
"""

import sys
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PIL import Image

from booklet.api.pictures import BACKGROUND, join_pages, render, spreads
from booklet.bands import EASY
from booklet.jobs import SLIDES, SOCIAL
from booklet.make.build import check, open_sources
from booklet.make.document import Document
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.sources.load import Sources
from booklet.words.guide import KIT, STORIES, TALK

SHEETS = (
    *(("en", "14-17", "colour"), ("en", "14-17", "grey"), ("en", "10-13", "colour"), ("en", "10-13", "grey")),
    *(("en-XA", "14-17", "colour"), ("ar-XB", "14-17", "colour")),
    *((locale, "14-17", "colour") for locale in ("ar", "es", "fr", "hi", "ru", "sw", "th", "zh-Hans")),
    *((locale, EASY, "colour") for locale in ("en", "ar", "th", "hi")),
)
"""Locale, band and ink of each sheet."""

SHOWN = frozenset({"en", "ar", "th", "hi"})
"""The languages in which what is not for all who print is shown: one of each kind of script."""

MADE = date(2026, 11, 25)
"""The day that stands in the imprint, so that sheets change with the pages alone."""

GAP = 8


@dataclass(frozen=True, slots=True)
class Kind:
    """What stands on a sheet: items of a product, all if none are named, so many dots an inch, in columns.

    One that is `for_some` is shown in the languages of `SHOWN` alone, in colour.
    """

    product: str
    dpi: int
    columns: int
    items: tuple[str, ...] = ()
    for_some: bool = False


KINDS = {
    "booklet": Kind("booklet", 40, 5),
    "poster": Kind("poster", 22, 4),
    "card": Kind("card", 60, 3),
    "insert": Kind("insert", 46, 1),
    "sticker": Kind("sticker", 30, 1),
    "talk": Kind("card", 60, 3, (TALK,), for_some=True),
    "kit": Kind(KIT, 40, 3, STORIES, for_some=True),
    "slides": Kind(KIT, 22, 4, (SLIDES,), for_some=True),
    "leaflet": Kind(KIT, 44, 6, ("leaflet",), for_some=True),
    "social": Kind(SOCIAL, 24, 6, for_some=True),
}


def main(folder: Path, named: Collection[str]) -> None:
    """Write the sheets of some kinds, or all, as WebP."""
    sources = open_sources(None)
    folder.mkdir(parents=True, exist_ok=True)
    for locale, band, ink in SHEETS:
        kinds = ("booklet",) if band == EASY else KINDS
        for name in (name for name in kinds if name in (named or KINDS)):
            kind = KINDS[name]
            if kind.for_some and (locale not in SHOWN or ink != "colour"):
                continue
            wanted = Wanted(
                (kind.product,),
                (locale,),
                bands=(band,),
                editions=("screen",),
                inks=(ink,),
                pictures=("",),
                shows=("",),
                items=kind.items,
            )
            documents = check(plan_jobs(wanted, sources), sources, MADE)
            pictures = [picture for document in documents for picture in _opened(document, kind, sources)]
            sheet = _sheet(pictures, kind.columns)
            sheet.save(folder / f"{'-'.join((name, locale, band, ink))}.webp", quality=60, method=6)


def _opened(document: Document, kind: Kind, sources: Sources) -> Iterator[Image.Image]:
    """Yield the pages of a document as a reader sees them side by side."""
    direction = document.manuscript.locale.direction
    pages = [page.convert("RGB") for page in render(draw(document, sources, MADE), kind.dpi)]
    if kind.product == KIT:
        yield from pages
        return
    if kind.product != "booklet":
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
    main(Path(sys.argv[1]), sys.argv[2:])
