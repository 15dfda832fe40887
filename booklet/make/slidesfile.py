"""Slides for PowerPoint (.pptx, ISO/IEC 29500-1): pictures of slides and what is said of them in, a file out.

A slide is its picture, since the fonts of a school's computer are not ours and would draw other letters elsewhere. Its
title is text above the edge of the slide: programs list it and read it aloud, and nobody sees it twice.
"""

import zipfile
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any

from booklet.geometry import Size
from booklet.values import Frozen

if TYPE_CHECKING:
    from pptx.presentation import Presentation

MIDNIGHT = (1980, 1, 1, 0, 0, 0)
"""The first moment that an archive knows: files of one edition do not differ by when they were packed."""

EMU = 12700
"""English Metric Units in a point (ISO/IEC 29500-1, 20.1.2.1)."""

TEMPLATE_WIDTH = 9_144_000
"""How wide slides of python-pptx's template are; ours are as high as these are."""

TITLE_HEIGHT = 48.0
"""How high the title stands above the edge of its slide, in points."""

NOTE_SIZE, TITLE_SIZE = 1400, 2400
"""Sizes of notes and of titles, in hundredths of a point."""

DATED = frozenset({"dt", "ftr", "hdr", "sldNum"})
"""Placeholders of python-pptx's template that would say a day of its own, or nothing."""

PICTURE = ".png"
"""Pictures are packed as they are: they are small already, and what a file covers is read from them at once."""


class Slide(Frozen):
    """A slide: its title, its picture (PNG), the words for who does not see it, and paragraphs for who speaks."""

    title: str
    picture: bytes
    alternative: str
    notes: tuple[str, ...]


class SlideShow(Frozen):
    """Slides of one size (points), and what their file says of itself."""

    title: str
    language: str
    direction: str
    made: date
    size: Size
    slides: tuple[Slide, ...]
    author: str = ""

    @property
    def is_rtl(self) -> bool:
        """Whether it is read from right to left."""
        return self.direction == "rtl"


def write_slides(show: SlideShow) -> bytes:
    """Return the file of slides; equal slides give equal bytes."""
    from pptx import Presentation  # takes long to import, and few commands write slides

    file = Presentation()
    _strip_template(file, show)
    for slide in show.slides:
        _add_slide(file, slide, show)
    _clean_notes(file, show)
    _describe(file, show)
    packed = BytesIO()
    file.save(packed)
    return _repack(packed.getvalue())


def _strip_template(file: "Presentation", show: SlideShow) -> None:
    """Set the size of slides, and leave one arrangement of them, without days, footers or another program's traces."""
    from pptx.util import Emu

    width, height = (Emu(round(side * EMU)) for side in show.size)
    file.slide_width, file.slide_height = width, height
    element = file.element
    element.sldSz.attrib.pop("type", None)  # says 4:3
    if show.is_rtl:
        element.set("rtl", "1")
    for layout in list(file.slide_layouts):
        if layout.name != "Title Only":
            file.slide_layouts.remove(layout)
    for part in (file.slide_master, *file.slide_layouts):
        _remove_placeholders(part.shapes)
    for shape in file.slide_master.placeholders:
        shape.left, shape.width = (Emu(round(side * width / TEMPLATE_WIDTH)) for side in (shape.left, shape.width))
    for rel_id, relation in list(file.part.rels.items()):
        if relation.reltype.endswith("/printerSettings"):
            file.part.drop_rel(rel_id)
    package: Any = file.part.package
    for rel_id, relation in list(package._rels.items()):
        if relation.reltype.endswith(("/thumbnail", "/extended-properties")):
            package.drop_rel(rel_id)


def _remove_placeholders(shapes: Iterable[Any]) -> None:
    for shape in list(shapes):
        found = shape.element.ph
        if found is not None and found.get("type") in DATED:
            shape.element.getparent().remove(shape.element)


def _add_slide(file: "Presentation", slide: Slide, show: SlideShow) -> None:
    width, height = (round(side * EMU) for side in show.size)
    added = file.slides.add_slide(file.slide_layouts[0])
    title = added.shapes.title
    assert title is not None
    high = round(TITLE_HEIGHT * EMU)
    title.left, title.top, title.width, title.height = 0, -high, width, high
    _set_paragraphs(title.text_frame, (slide.title,), TITLE_SIZE, show)
    picture = added.shapes.add_picture(BytesIO(slide.picture), 0, 0, width, height)
    said = picture._element.nvPicPr.cNvPr
    said.set("name", slide.title)
    said.set("descr", slide.alternative)
    notes = added.notes_slide
    _remove_placeholders(notes.shapes)
    frame = notes.notes_text_frame
    assert frame is not None
    _set_paragraphs(frame, slide.notes, NOTE_SIZE, show)


def _set_paragraphs(frame: Any, texts: Iterable[str], size: int, show: SlideShow) -> None:
    """Write paragraphs in the language and the direction of the slides."""
    for number, text in enumerate(texts):
        paragraph = frame.add_paragraph() if number else frame.paragraphs[0]
        properties = paragraph._p.get_or_add_pPr()
        if show.is_rtl:
            properties.set("algn", "r")
            properties.set("rtl", "1")
        run = paragraph.add_run()
        run.text = text
        look = run._r.get_or_add_rPr()
        look.set("lang", show.language)
        look.set("sz", str(size))


def _clean_notes(file: "Presentation", show: SlideShow) -> None:
    """Take days and footers from the page of notes, and give the picture of a slide there the shape of slides."""
    if not show.slides:
        return
    master: Any = file.notes_master
    _remove_placeholders(master.shapes)
    for shape in master.placeholders:
        if shape.element.ph.get("type") == "sldImg":
            shape.height = round(shape.width * show.size.height / show.size.width)


def _describe(file: "Presentation", show: SlideShow) -> None:
    """Say what the file is; python-pptx's template names its own author and days."""
    made = datetime.combine(show.made, time(), UTC).replace(tzinfo=None)
    said = file.core_properties
    said.title, said.language, said.author = show.title, show.language, show.author
    said.comments = said.last_modified_by = ""
    said.created = said.modified = made


def _repack(data: bytes) -> bytes:
    """Return an archive with its files in a fixed order and without times; the one that lists all types is first."""
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as written, zipfile.ZipFile(packed, "w") as archive:
        for name in sorted(written.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, MIDNIGHT)
            is_open = name.endswith(PICTURE)
            entry.compress_type = zipfile.ZIP_STORED if is_open else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, written.read(name), compresslevel=None if is_open else 9)
    return packed.getvalue()
