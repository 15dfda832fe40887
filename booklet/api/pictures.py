"""Pictures of pages: single pages, spreads, and all pages at once; made again whenever a source changes."""

import re
import time
from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import TypeVar

import pypdfium2
from PIL import Image

from booklet.api.gallery import PICTURES, write_index
from booklet.errors import Finding, SourceError, Where
from booklet.facts.gate import Days
from booklet.jobs import ARCHIVE, DRAFT, PROOF, Job, strip_marks, usual_printer
from booklet.make.document import Document
from booklet.make.drawing import draw, draw_some
from booklet.make.output import make_folder, remove, write_whole
from booklet.make.scenepicture import draw_scene
from booklet.scenes.model import Scene
from booklet.sources.folders import Folders, open_folders
from booklet.sources.load import Sources
from booklet.values import Frozen, replace

T = TypeVar("T")

PAGE_DPI = 110
SHEET_DPI = 40
GAP = 12
BACKGROUND = (128, 128, 128)

LEVEL = 3
"""How hard pictures are compressed; the usual 6 takes half as long again, and gains nothing."""

WIDEST = 6000
"""Pixels that a picture of a page has at most."""


def on_screen(job: Job) -> Job:
    """Return the job of the screen edition of a file, which pictures show."""
    return replace(job, edition="screen", printer=usual_printer("screen", job.ink, job.country), part="", paper="")


class Picture(Frozen, eq=False):
    """A page in pixels."""

    image: Image.Image

    def png(self) -> bytes:
        """Return it as a PNG; this takes as long as all else, and may be done while others draw."""
        return _png(self.image)


def page_pictures(
    document: Document, sources: Sources, days: Days, pages: Sequence[int], width: int
) -> tuple[Picture, ...]:
    """Return pages of a placed job, counted from 1, in a width in pixels; nothing else of it is drawn.

    Raises `SourceError` for other pages and widths.
    """
    if strange := [page for page in pages if not 1 <= page <= len(document.placed.pages)]:
        message, hint = f"there is no page {strange[0]}", f"say 1 to {len(document.placed.pages)}"
        raise SourceError(Finding("no-page", Where("page"), message, hint))
    return file_pictures(draw_some(document, [page - 1 for page in pages], sources, days.made), width)


def file_pictures(data: bytes, width: int) -> tuple[Picture, ...]:
    """Return the pages of a PDF in a width in pixels; raise `SourceError` for a width that is none."""
    if not 1 <= width <= WIDEST:
        message, hint = f"a picture is not {width} pixels wide", f"say 1 to {WIDEST}"
        raise SourceError(Finding("wrong-width", Where("width"), message, hint))
    with pypdfium2.PdfDocument(data) as document:
        return tuple(Picture(page.render(scale=width / page.get_width()).to_pil()) for page in document)


def scene_picture(scene: Scene, sources: Sources, days: Days, width: int) -> bytes:
    """Return a scene alone, without words, as a PNG of a width in pixels."""
    return file_pictures(draw_scene(scene, sources, days.made), width)[0].png()


def write_scenes(names: Iterable[str], sources: Sources, days: Days, folder: Path) -> list[Path]:
    """Write the pictures of scenes with their index and return their paths; raise `SourceError` with all faults."""
    scenes = [sources.scene(name) for name in names]
    written, pictures = [], _make_room(folder)
    for scene in scenes:
        width = round(scene.trim.width * PAGE_DPI / 72)
        write_whole(pictures / f"scene_{scene.name}.png", scene_picture(scene, sources, days, width))
        written.append(pictures / f"scene_{scene.name}.png")
    return [write_index(folder), *written]


def _make_room(folder: Path) -> Path:
    """Return the folder of the pictures, made if need be."""
    make_folder(folder / PICTURES)
    return folder / PICTURES


def write_pictures(documents: Iterable[Document], sources: Sources, days: Days, folder: Path) -> list[Path]:
    """Write the pictures of placed jobs in place of earlier ones, and an index of all that lie there.

    Returns the path of the index and those of the pictures. Raises `OutputError` if one cannot be written.
    """
    written, pictures = [], _make_room(folder)
    for document in documents:
        written += _document_pictures(document, draw(document, sources, days.made), pictures)
    return [write_index(folder), *written]


def _document_pictures(document: Document, data: bytes, folder: Path) -> list[Path]:
    stem = document.name.removesuffix(".pdf")
    pages = render(data, PAGE_DPI)
    pictures = {f"{stem}_page-{number:02}": page for number, page in enumerate(pages, start=1)}
    if document.layout.product == "booklet":
        lying_open = spreads(pages, document.manuscript.locale.direction)
        pictures |= {f"{stem}_spread-{number:02}": join_pages(pair) for number, pair in enumerate(lying_open, start=1)}
    pictures[f"{stem}_contact-sheet"] = contact_sheet(render(data, SHEET_DPI))
    _remove_older(folder, strip_marks(stem))
    return [_write(folder / f"{name}.png", picture) for name, picture in pictures.items()]


def _remove_older(folder: Path, stem: str) -> None:
    """Remove earlier pictures of a file with any mark: an old one would be taken for the file of today."""
    names = re.compile(rf"{re.escape(stem)}({DRAFT}|({ARCHIVE})?{PROOF})?_(page-\d+|spread-\d+|contact-sheet)\.png")
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
    """Return pages as they lie open, from left to right: the covers alone, the others in pairs.

    >>> spreads("12345678", "ltr"), spreads("12345678", "rtl")
    (['1', '23', '45', '67', '8'], ['1', '32', '54', '76', '8'])
    """
    found = [pages[:1], *(pages[start : start + 2] for start in range(1, len(pages), 2))]
    return [spread[::-1] for spread in found] if direction == "rtl" else found


def join_pages(pages: Sequence[Image.Image]) -> Image.Image:
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
    write_whole(path, _png(picture))
    return path


def _png(picture: Image.Image) -> bytes:
    data = BytesIO()
    picture.save(data, "PNG", compress_level=LEVEL)
    return data.getvalue()


def sources_of(project: Path | None) -> Folders:
    """Return the folders whose files are watched; raise `SourceError` if the project is not a folder."""
    return open_folders(project)


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
