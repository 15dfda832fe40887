"""The slides of the session: PDF and PowerPoint, what stands on them and beside them, and what is read back."""

import re
import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO

import pypdfium2
import pytest
from laid import lay
from pptx import Presentation
from projects import CONFIRMED, COUNTRY
from projects import lay as lay_project

from booklet.api.building import make_wanted, place_all, plan_all
from booklet.bands import AGES
from booklet.check.proof.camera import codes_in
from booklet.check.proof.compare import ProofError
from booklet.errors import Severity
from booklet.facts.gate import Days
from booklet.jobs import PPTX, SLIDES
from booklet.make.build import open_sources
from booklet.make.coverage import read_coverage
from booklet.make.document import Document
from booklet.make.drawing import FinishedDocument, draw_finished, finish_document
from booklet.make.slides import DrawnSlides, draw_slides, prove_slides
from booklet.make.writing import draw_sound
from booklet.sources.check import check_plans
from booklet.sources.load import Sources
from booklet.typeset.placed import TextAt
from booklet.values import replace
from booklet.words.guide import KIT

DAY = Days.on(date(2026, 11, 25))

LEAST = 24
"""Points of the smallest type that the last row reads."""


def place(sources: Sources, locale: str = "en", country: str = "KE", band: str = "14-17") -> list[Document]:
    asked = make_wanted(sources, KIT, locale=locale, country=country, band=band, item=SLIDES, edition="screen")
    return place_all(plan_all(asked, sources), sources, DAY)


Shown = tuple[FinishedDocument, bytes, DrawnSlides]


def draw(sources: Sources, locale: str = "en", country: str = "KE", band: str = "14-17") -> Shown:
    """Return the finished slides, their PDF and their file for PowerPoint."""
    whole = finish_document(place(sources, locale, country, band)[1], sources, DAY.made)
    pdf = draw_finished(whole, sources)
    return whole, pdf, draw_slides(whole, pdf, sources)


@pytest.fixture(scope="module")
def shown(sources: Sources) -> Shown:
    return draw(sources)


@pytest.mark.slow
def test_there_are_a_pdf_and_a_file_for_powerpoint(sources: Sources) -> None:
    pdf, slides = place(sources)
    assert (pdf.name, slides.name) == (
        "guide_kit-slides_14-17_en_KE_16x9_screen_v01_PROOF.pdf",
        "guide_kit-slides_14-17_en_KE_16x9_screen_v01_PROOF.pptx",
    )
    assert slides.job.part == PPTX
    for document in (pdf, slides):
        file = draw_sound(document, sources, DAY.made)
        assert (file.pages, file.trim) == (12, (338.67, 190.5))
        assert file.state == "proof"


@pytest.mark.slow
def test_pages_are_sixteen_to_nine_and_named_by_their_titles(shown: Shown) -> None:
    with pypdfium2.PdfDocument(shown[1]) as document:
        assert {tuple(round(side) for side in page.get_size()) for page in document} == {(960, 540)}
        named = [mark.get_title() for mark in document.get_toc()]
    assert len(named) == 12
    assert named[1] == "Our rules"
    assert named[-1] == "It is not your fault."


@pytest.mark.slow
@pytest.mark.parametrize(("locale", "country"), [("en", "KE"), ("ar", "EG"), ("th", "TH")])
def test_powerpoint_opens_twelve_slides_with_their_words(locale: str, country: str, sources: Sources) -> None:
    whole, pdf, found = draw(sources, locale, country)
    file = Presentation(BytesIO(found.data))
    with pypdfium2.PdfDocument(pdf) as document:
        titles = [mark.get_title() for mark in document.get_toc()]
    assert [slide.shapes.title.text for slide in file.slides] == titles
    assert len(titles) == 12
    is_rtl = locale == "ar"
    assert (file.element.get("rtl") == "1") == is_rtl
    assert file.core_properties.language == locale
    for slide in file.slides:
        said = slide.shapes[1]._element.nvPicPr.cNvPr.get("descr")
        assert slide.shapes.title.text.split()[0] in said
        for paragraph in slide.notes_slide.notes_text_frame.paragraphs:
            assert {run._r.rPr.get("lang") for run in paragraph.runs} <= {locale}
            assert not paragraph.runs or (paragraph._p.pPr.get("rtl") == "1") == is_rtl
    prove_slides(whole, found, pdf, sources)


def test_notes_say_what_the_plan_says_and_what_a_slide_says_in_short(shown: Shown) -> None:
    file = Presentation(BytesIO(shown[2].data))
    notes = [slide.notes_slide.notes_text_frame.text for slide in file.slides]
    assert notes[0] == "On the wall as people come in. Say nothing about the topic on the door."
    assert notes[2] == "Offer another room without asking for a reason. Leave the door free."
    assert notes[3].startswith("5-12 · Four corners: read out a myth")
    assert notes[9].splitlines()[1].startswith("1. Maybe a queue, above all at night")
    assert len(re.findall(r"^\d\. ", notes[9], re.MULTILINE)) == 6
    assert "Stays on until the last person has gone." in notes[11]


def test_the_last_slide_shows_who_helps(shown: Shown) -> None:
    whole, _, found = shown
    (code,) = codes_in(found.drawn[-1])
    assert code.says == "http://www.childlinekenya.co.ke/"
    said = Presentation(BytesIO(found.data)).slides[11].shapes[1]._element.nvPicPr.cNvPr.get("descr")
    for words in ("It is not your fault.", "Childline Kenya", "116", "999"):
        assert words in said
    assert not any("116" in text.line.text for page in whole.finished.placed.pages[:11] for text in list_texts(page))


def list_texts(page: object) -> list[TextAt]:
    return [item for item, _, _ in lay(page.items) if isinstance(item, TextAt)]  # type: ignore[attr-defined]


@pytest.mark.slow
def test_the_same_slides_are_the_same_bytes(shown: Shown) -> None:
    assert draw(open_sources(None))[2].data == shown[2].data


def test_the_file_says_what_it_covers(shown: Shown) -> None:
    covered = read_coverage(shown[2].data)
    assert covered is not None
    assert (covered.product, covered.item, covered.state) == (KIT, SLIDES, "proof")


def edit(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a file of slides with a part changed."""
    edited = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as archive, zipfile.ZipFile(edited, "w") as written:
        for entry in archive.namelist():
            part = archive.read(entry)
            written.writestr(entry, change(part) if entry == name else part)
    return edited.getvalue()


def say(old: str, new: str) -> Callable[[bytes], bytes]:
    def change(part: bytes) -> bytes:
        assert old.encode() in part
        return part.replace(old.encode(), new.encode(), 1)

    return change


LAST, NOTES = "ppt/slides/slide12.xml", "ppt/notesSlides/notesSlide12.xml"

SPOILED = {
    "a wrong number in the notes": (NOTES, say("Stays on", "Call 0800 777. Stays on"), '"0800"'),
    "another site in the notes": (NOTES, say("Stays on", "See helpline-for-you.org. Stays on"), "helpline-for-you.org"),
    "a lost number": (LAST, say("116", "nobody"), '"116" is not on the page'),
    "a wrong number for who listens": (LAST, say("116", "116 and 117"), '"117"'),
    "a wrong number as a title": (LAST, say("<a:t>It is not", "<a:t>4711 It is not"), '"4711"'),
    "another language": (NOTES, say('lang="en"', 'lang="de"'), '"de", not "en"'),
    "a number in a master": (
        "ppt/slideMasters/slideMaster1.xml",
        say("Click to edit Master title style", "Call 4711"),
        '"4711"',
    ),
    "a file that does not say PROOF": ("docProps/core.xml", say("<dc:title>PROOF", "<dc:title>Fine"), "PROOF"),
    "a picture from elsewhere": (
        "ppt/slides/_rels/slide12.xml.rels",
        say(
            "</Relationships>",
            '<Relationship Id="r9" Type="x" Target="http://a.example/x" TargetMode="External"/></Relationships>',
        ),
        "http://a.example/x",
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", SPOILED)
def test_what_no_fact_claims_is_found(what: str, shown: Shown, sources: Sources) -> None:
    whole, pdf, found = shown
    name, change, told = SPOILED[what]
    with pytest.raises(ProofError) as error:
        prove_slides(whole, replace(found, data=edit(found.data, name, change)), pdf, sources)
    assert told in "\n".join(map(str, error.value.findings))


@pytest.mark.slow
def test_the_picture_of_another_slide_is_found(shown: Shown, sources: Sources) -> None:
    whole, pdf, found = shown
    with zipfile.ZipFile(BytesIO(found.data)) as archive:
        other = archive.read("ppt/media/image2.png")
    with pytest.raises(ProofError, match="it does not show the page that was proven") as error:
        prove_slides(
            whole, replace(found, data=edit(found.data, "ppt/media/image12.png", lambda _: other)), pdf, sources
        )
    assert any("its code says" in str(finding) for finding in error.value.findings)


def test_a_file_that_is_none_is_found(shown: Shown, sources: Sources) -> None:
    whole, pdf, found = shown
    with pytest.raises(ProofError, match="nobody can read it"):
        prove_slides(whole, replace(found, data=pdf), pdf, sources)


@pytest.mark.slow
def test_a_confirmed_number_makes_a_draft_that_says_so(tmp_path_factory: pytest.TempPathFactory) -> None:
    sources = open_sources(lay_project(tmp_path_factory.mktemp("own"), {COUNTRY: CONFIRMED}))
    pdf, slides = (draw_sound(document, sources, DAY.made) for document in place(sources, country="XX"))
    assert pdf.name.endswith("_v01-draft.pdf")
    assert slides.name.endswith("_v01-draft.pptx")
    file = Presentation(BytesIO(slides.data))
    said = [slide.shapes[1]._element.nvPicPr.cNvPr.get("descr") for slide in file.slides]
    assert sources.guide.labels["proof.draft"].forms[0] in said[0]
    assert not any("PROOF" in words for words in said)


def list_locales() -> tuple[str, ...]:
    return ("en", *open_sources(None).catalogues, "en-XA", "ar-XB", "th-XC")


@pytest.mark.slow
@pytest.mark.parametrize("band", AGES)
@pytest.mark.parametrize("locale", list_locales())
def test_words_of_every_language_fit_and_the_last_row_reads_them(locale: str, band: str, sources: Sources) -> None:
    for country in ("KE", "CH"):
        document = place(sources, locale, country, band)[0]
        assert not [found for found in document.findings if found.severity is Severity.ERROR]
        assert len(document.placed.pages) == 12
        for page in document.placed.pages:
            for text in list_texts(page):
                assert min((run.size for run in text.line.runs), default=LEAST) >= LEAST * 0.95, text.line.text


def test_a_slide_without_a_page_is_told(sources: Sources) -> None:
    layout = sources.layout("kit-slides-16x9")
    fewer = replace(layout, pages=layout.pages[:-1])
    told = [found for found in check_plans(fewer, "layouts/kit-slides-16x9.yaml", sources.guide)]
    assert told[0].code == "slides-lost"
    assert "it has 11 pages, and slides has 12 slides for ages 14-17" in told[0].message
