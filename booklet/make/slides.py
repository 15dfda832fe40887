"""The slides of a placed job: the PDF in, which is proven; a file out that PowerPoint opens.

Each page is a picture with what it says for who listens, and beside it the notes of whoever leads the session.
"""

from PIL import Image

from booklet.check.proof.marked import Mark, marks_of
from booklet.check.proof.slidesfile import ShownPage, SlidesClaim, check_slides
from booklet.make.drawing import FinishedDocument, describe, draw_finished
from booklet.make.pictures import describe_page, draw_picture, picture_xmp, pixels_of, render_pages, save_picture
from booklet.make.proving import claim_drafts, claims_of
from booklet.make.slidesfile import Slide, SlideShow, write_slides
from booklet.sources.load import Sources
from booklet.typeset.aloud import say_heading
from booklet.typeset.fit import product_house
from booklet.typeset.slidetopic import list_notes, list_slides
from booklet.values import Frozen, replace

SLIDE_SCALE = 2.0
"""Pixels of a slide for each point: 1920 x 1080, as projectors have them."""


class DrawnSlides(Frozen):
    """A file of slides: its bytes, and what each slide was drawn from its PDF as."""

    data: bytes
    drawn: tuple[Image.Image, ...]


def draw_slides(whole: FinishedDocument, pdf: bytes, sources: Sources) -> DrawnSlides:
    """Return the file of slides that PowerPoint opens, each with the picture of its page and the notes beside it."""
    document, pages = whole.document, whole.finished.placed.pages
    manuscript, metadata = document.manuscript, describe(whole, sources)
    house = product_house(document.layout, manuscript, sources.theme)
    told = list_slides(manuscript.topic(document.job.item))
    drawn = tuple(render_pages(pdf, pixels_of(document.layout.size.scaled(SLIDE_SCALE))))
    slides = []
    for page, picture, slide in zip(pages, drawn, told, strict=True):
        said = describe_page(page).alternative
        data = save_picture(picture, ".png", sources.screen, picture_xmp(metadata, said, ".png"))
        slides.append(Slide(say_heading(page), data, said, list_notes(slide, house)))
    show = SlideShow(
        title=metadata.title,
        language=metadata.language,
        direction=manuscript.locale.direction,
        made=whole.made,
        size=document.layout.size,
        slides=tuple(slides),
        author=sources.brand.name,
    )
    return DrawnSlides(write_slides(show), drawn)


def draw_file(whole: FinishedDocument, sources: Sources) -> bytes:
    """Return the file of a finished document: its PDF, or the picture or the slides of that."""
    pdf = draw_finished(whole, sources)
    if whole.document.job.is_show:
        return draw_slides(whole, pdf, sources).data
    return draw_picture(whole, pdf, sources)[0] if whole.document.job.is_picture else pdf


def prove_slides(whole: FinishedDocument, shown: DrawnSlides, pdf: bytes, sources: Sources) -> None:
    """Read the slides of a proven PDF back; raise `ProofError` if they differ from it or from the facts."""
    document, finished = whole.document, whole.finished
    parts = [(half.placed, half.layout, half.manuscript) for half in document.halves]
    claims = claims_of(document, parts, sources, whole.made, whole.edition.condition.identifier)
    marks: list[tuple[Mark, ...]] = [() for _ in finished.placed.pages]
    if document.proof:
        found = marks_of(finished.placed.pages)
        marks = [(replace(mark, word=mark.word.scaled(SLIDE_SCALE)),) for mark in found]
    drafts = claim_drafts(document, finished.placed.pages)
    says = (document.proof.title.partition(",")[0],) if document.proof else drafts.wanted.get(0, ())
    locale = document.manuscript.locale
    claim = SlidesClaim(
        pages=tuple(ShownPage(drawn, mark) for drawn, mark in zip(shown.drawn, marks, strict=True)),
        profile=sources.screen.profile.data,
        language=locale.tag,
        is_rtl=locale.direction == "rtl",
        is_proof=document.proof is not None,
        says=says,
        never=drafts.never,
    )
    check_slides(shown.data, pdf, claims, claim, document.name)
