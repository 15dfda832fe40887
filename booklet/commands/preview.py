"""The command `preview`: pictures of pages, spreads and a contact sheet, made again when a source changes."""

import argparse
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TypeVar

import pypdfium2
from PIL import Image

from booklet.commands.build import check_all
from booklet.commands.tell import tell
from booklet.commands.wanted import days_of, wanted
from booklet.errors import BookletError
from booklet.jobs import ARCHIVE, PROOF, unmarked
from booklet.make.build import open_sources
from booklet.make.document import Document
from booklet.make.drawing import draw
from booklet.make.output import check_folder, remove, write_whole
from booklet.sources.folders import Folders, open_folders

T = TypeVar("T")

PAGE_DPI = 110
SHEET_DPI = 40
GAP = 12
BACKGROUND = (128, 128, 128)


def run(options: argparse.Namespace) -> int:
    """Make the pictures once, or again and again."""
    check_folder(options.output)
    if not options.watch:
        print("\n".join(map(str, make_pictures(options))))
        return 0
    watch(lambda: _try(options), open_folders(options.project))
    return 0


def _try(options: argparse.Namespace) -> None:
    """Make the pictures; a fault is told and waited out."""
    try:
        print(f"{len(make_pictures(options))} pictures in {options.output}")
    except BookletError as error:
        print("\n".join(map(tell, error.findings)))


def make_pictures(options: argparse.Namespace) -> list[Path]:
    """Write the pictures of every job asked for and return their paths."""
    sources = open_sources(options.project)
    days = days_of(options)
    written = []
    asked = replace(wanted(options, sources), editions=("screen",), printer="")
    for document in check_all(asked, sources, days):
        written += _document_pictures(document, draw(document, sources, days.made), options.output)
    return written


def _document_pictures(document: Document, data: bytes, folder: Path) -> list[Path]:
    stem = document.name.removesuffix(".pdf")
    pages = render(data, PAGE_DPI)
    pictures = {f"{stem}_page-{number:02}": page for number, page in enumerate(pages, start=1)}
    if document.layout.product == "booklet":
        lying_open = spreads(pages, document.manuscript.locale.direction)
        pictures |= {f"{stem}_spread-{number:02}": beside(pair) for number, pair in enumerate(lying_open, start=1)}
    pictures[f"{stem}_contact-sheet"] = contact_sheet(render(data, SHEET_DPI))
    _remove_older(folder, unmarked(stem))
    return [_write(folder / f"{name}.png", picture) for name, picture in pictures.items()]


def _remove_older(folder: Path, stem: str) -> None:
    """Remove earlier pictures of a file, as a proof or not: one that is left would be taken for what it says now."""
    names = re.compile(rf"{re.escape(stem)}(({ARCHIVE})?{PROOF})?_(page-\d+|spread-\d+|contact-sheet)\.png")
    for path in [path for path in folder.iterdir() if names.fullmatch(path.name)]:
        remove(path)


def render(data: bytes, dpi: float) -> list[Image.Image]:
    """Return a picture of each page."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [page.render(scale=dpi / 72).to_pil() for page in document]
    finally:
        document.close()


def spreads(pages: Sequence[T], direction: str) -> list[Sequence[T]]:
    """Return pages as they lie open, from left to right: the covers alone, then pairs.

    >>> spreads("12345678", "ltr"), spreads("12345678", "rtl")
    (['1', '23', '45', '67', '8'], ['1', '32', '54', '76', '8'])
    """
    found = [pages[:1], *(pages[start : start + 2] for start in range(1, len(pages), 2))]
    return [spread[::-1] for spread in found] if direction == "rtl" else found


def beside(pages: Sequence[Image.Image]) -> Image.Image:
    """Return pages side by side without a gap."""
    sheet = Image.new("RGB", (sum(page.width for page in pages), max(page.height for page in pages)), BACKGROUND)
    x = 0
    for page in pages:
        sheet.paste(page, (x, 0))
        x += page.width
    return sheet


def contact_sheet(pages: list[Image.Image], columns: int = 7) -> Image.Image:
    """Return all pages in rows on grey."""
    columns = min(columns, len(pages))
    width = max(page.width for page in pages) + GAP
    height = max(page.height for page in pages) + GAP
    rows = -(-len(pages) // columns)
    sheet = Image.new("RGB", (columns * width + GAP, rows * height + GAP), BACKGROUND)
    for number, page in enumerate(pages):
        sheet.paste(page, (GAP + number % columns * width, GAP + number // columns * height))
    return sheet


def _write(path: Path, picture: Image.Image) -> Path:
    data = BytesIO()
    picture.save(data, "PNG")
    write_whole(path, data.getvalue())
    return path


def watch(make: Callable[[], None], folders: Folders, interval: float = 0.5) -> None:
    """Call `make` now and whenever a source file changes, until interrupted."""
    seen: dict[Path, int] = {}
    while True:
        now = _stamps(folders)
        if now != seen:
            seen = now
            make()
        time.sleep(interval)


def _stamps(folders: Folders) -> dict[Path, int]:
    roots = [root for root in (folders.own, folders.project) if root]
    files = [path for root in roots for folder in ("layouts", "translations") for path in (root / folder).rglob("*")]
    files += folders.project.glob("*.yaml") if folders.project else ()
    return {path: path.stat().st_mtime_ns for path in files if path.is_file()}
