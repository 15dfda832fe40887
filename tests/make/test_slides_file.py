"""The file of slides that PowerPoint opens: what python-pptx reads in it, and that it is the same each time."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
from PIL import Image
from pptx import Presentation
from pptx.util import Pt

from booklet.geometry import Size
from booklet.make.slidesfile import Slide, SlideShow, write_slides
from booklet.values import replace


def draw(colour: str) -> bytes:
    data = BytesIO()
    Image.new("RGB", (192, 108), colour).save(data, "PNG")
    return data.getvalue()


SHOW = SlideShow(
    title="Your screen",
    language="en",
    direction="ltr",
    made=date(2026, 11, 25),
    size=Size(960, 540),
    slides=(
        Slide("First & last", draw("red"), "A red <slide>.", ("Say nothing yet.", "Then breathe.")),
        Slide("Second", draw("blue"), "A blue slide.", ()),
    ),
)

ARABIC = replace(SHOW, language="ar", direction="rtl", slides=(Slide("عنوان", draw("red"), "صورة", ("ملاحظة",)),))


def test_python_pptx_reads_titles_pictures_alternative_texts_and_notes() -> None:
    file = Presentation(BytesIO(write_slides(SHOW)))
    assert (file.slide_width, file.slide_height) == (Pt(960), Pt(540))
    assert [slide.shapes.title.text for slide in file.slides] == ["First & last", "Second"]
    for slide, said in zip(file.slides, SHOW.slides, strict=True):
        title, picture = slide.shapes
        assert title.top + title.height <= 0, "nobody sees a title twice"
        assert picture.image.blob == said.picture
        assert (picture.left, picture.top, picture.width, picture.height) == (0, 0, Pt(960), Pt(540))
        assert picture._element.nvPicPr.cNvPr.get("descr") == said.alternative
        paragraphs = slide.notes_slide.notes_text_frame.paragraphs
        assert tuple(filter(None, (paragraph.text for paragraph in paragraphs))) == said.notes


@pytest.mark.parametrize("show", [SHOW, ARABIC])
def test_words_say_their_language_and_their_direction(show: SlideShow) -> None:
    file = Presentation(BytesIO(write_slides(show)))
    assert file.core_properties.language == show.language
    assert (file.element.get("rtl") == "1") == show.is_rtl
    for slide in file.slides:
        frames = [slide.shapes.title.text_frame, slide.notes_slide.notes_text_frame]
        found = [paragraph for frame in frames for paragraph in frame.paragraphs if paragraph.text]
        assert found
        for paragraph in found:
            assert {run._r.rPr.get("lang") for run in paragraph.runs} == {show.language}
            assert (paragraph._p.pPr is not None and paragraph._p.pPr.get("rtl") == "1") == show.is_rtl


def test_the_same_slides_are_the_same_bytes_and_no_clock_is_read() -> None:
    data = write_slides(SHOW)
    assert data == write_slides(SHOW)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"
    made = Presentation(BytesIO(data)).core_properties
    assert made.created == made.modified
    assert made.created.date() == SHOW.made


def test_nothing_of_the_template_is_left_but_one_arrangement() -> None:
    data = write_slides(SHOW)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = archive.namelist()
        said = "".join(archive.read(name).decode() for name in names if name.endswith((".xml", ".rels")))
    assert not any("printerSettings" in name or "thumbnail" in name for name in names)
    assert sum("slideLayouts/slideLayout" in name for name in names) == 1
    for trace in ("Canny", "Macintosh", "datetimeFigureOut", "10/17/16", "python-pptx", "screen4x3"):
        assert trace not in said
