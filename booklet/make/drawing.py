"""Drawing a placed job: the sides of its edition, then the bytes of its file."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from booklet.jobs import BRAILLE, LINEAR, Job
from booklet.look.layout import SLIDE_MASTERS
from booklet.look.printer import Printer
from booklet.make.coverage import coverage_line, facts_of, make_coverage, with_brought
from booklet.make.document import Document
from booklet.make.wording import words_line
from booklet.pdf.document import Edition, assemble
from booklet.pdf.draw.palette import make_palette
from booklet.pdf.metadata import Metadata
from booklet.sheets.finish import (
    Finished,
    finish_as_cover,
    finish_for_office,
    finish_for_press,
    finish_for_screen,
    meet_fronts,
    spare_ink,
)
from booklet.sheets.spots import Side
from booklet.sources.load import Sources
from booklet.text.markup import escape_markup
from booklet.typeset.aloud import say_heading
from booklet.typeset.draftmark import mark_draft
from booklet.typeset.fit import product_house
from booklet.typeset.placed import PlacedPage
from booklet.typeset.proofmark import mark_pages
from booklet.values import Frozen, replace

if TYPE_CHECKING:
    from booklet.web.guide import ReflowedEdition


class FinishedDocument(Frozen):
    """A placed job with the sides of its edition: it only has to be written."""

    document: Document
    edition: Edition
    finished: Finished
    made: date


def finish_document(document: Document, sources: Sources, made: date) -> FinishedDocument:
    """Return a placed job with the sides of its edition."""
    edition = _edition(document.job, sources)
    return FinishedDocument(document, edition, _finish(document, sources, made, edition), made)


def draw(document: Document, sources: Sources, made: date) -> bytes:
    """Return the file of a placed job."""
    if document.job.is_reflowed:
        return reflow(document, sources, made)
    return draw_finished(finish_document(document, sources, made), sources)


def reflow(document: Document, sources: Sources, made: date) -> bytes:
    """Return the file of a job without pages of its own: a web page, an EPUB, a script to speak."""
    from booklet.web.guide import ReflowedEdition, list_numbers  # web pages take long to import

    assert document.colophon is not None
    job, manuscript = document.job, document.manuscript
    edition = ReflowedEdition(
        manuscript=manuscript,
        layout=document.layout,
        theme=sources.theme,
        colophon=document.colophon,
        numbers=list_numbers(document.selection.printed, job.country),
        made=made,
        title=_title(document),
        coverage=_coverage(document, sources, made),
        proof=document.proof,
        draft=document.draft,
    )
    if job.edition in LINEAR:
        return _write_linear(document, edition, sources)
    from booklet.web.files import WRITERS

    return WRITERS[job.edition](edition)


def _write_linear(document: Document, edition: "ReflowedEdition", sources: Sources) -> bytes:
    """Return the file of a job that is heard or felt."""
    from booklet.linear.edition import LinearEdition
    from booklet.linear.files import WRITERS
    from booklet.linear.languages import find_languages

    languages = find_languages(document.selection.printed, document.manuscript.locale, document.job.country)
    stem = document.name.removesuffix(document.job.suffix)
    braille = sources.braille if document.job.edition == BRAILLE else None
    return WRITERS[document.job.edition](LinearEdition(edition, languages, stem, braille))


def draw_some(document: Document, pages: Sequence[int], sources: Sources, made: date) -> bytes:
    """Return a PDF for screens of some pages of a placed job, from 0, in their order: for pictures of them."""
    whole = finish_document(document, sources, made)
    placed, sides = whole.finished.placed, whole.finished.sides
    some = replace(placed, pages=tuple(placed.pages[page] for page in pages))
    shown = tuple(_renumber(sides[page], number) for number, page in enumerate(pages))
    metadata = describe(whole, sources)
    metadata = replace(metadata, bookmarks=tuple(metadata.bookmarks[page] for page in pages))
    return assemble(Finished(some, shown), sources.art, whole.edition, metadata)


def _renumber(side: Side, page: int) -> Side:
    """Return a side of a screen as that of another page."""
    return replace(side, spots=tuple(replace(spot, page=page) for spot in side.spots))


def draw_finished(whole: FinishedDocument, sources: Sources) -> bytes:
    """Return the PDF of a finished document."""
    return assemble(whole.finished, sources.art, whole.edition, describe(whole, sources))


def describe(whole: FinishedDocument, sources: Sources) -> Metadata:
    """Return what the file of a finished document says of itself."""
    document, made = whole.document, whole.made
    titles = tuple(title for half in document.halves for title in _titles(half))
    languages = tuple(half.manuscript.locale.tag for half in document.in_each for _ in half.placed.pages)
    tag, coverage = document.manuscript.locale.tag, _coverage(document, sources, made)
    return Metadata(_title(document), tag, made, titles, _direction(document), coverage, languages)


def _title(document: Document) -> str:
    """Return the title of a file: that of its item or of the whole guide; that of a proof says PROOF first."""
    title = next(_titles(document.halves[0])) if document.job.item else document.manuscript.title
    return f"{document.proof.title}: {title}" if document.proof else title


def _coverage(document: Document, sources: Sources, made: date) -> str:
    """Return what a file says that it rests on, as text for XML."""
    job = document.job
    facts = with_brought(facts_of(job.country, job.band, sources), document.brought.of if document.brought else "")
    words = words_line(half.words for half in document.halves)
    covered = make_coverage(job, document.selection, made, facts, document.state, words, release=document.release)
    return coverage_line(covered)


def _direction(document: Document) -> str:
    """Return the direction of a file: if it said right to left, programs would take addresses for reversed ones."""
    directions = {half.manuscript.locale.direction for half in document.halves}
    return directions.pop() if len(directions) == 1 else "ltr"


def _titles(document: Document) -> Iterator[str]:
    """Yield the title of each page: that of the topic that begins on it, else ""."""
    for page, plan in zip(document.placed.pages, document.layout.pages, strict=True):
        if plan.master in SLIDE_MASTERS:
            yield say_heading(page)
            continue
        begins = bool(page.topic) and not plan.is_continued
        yield document.manuscript.topic(page.topic).title if begins else ""


def _edition(job: Job, sources: Sources) -> Edition:
    printer = None if job.edition == "screen" else sources.printer(job.printer)
    is_rgb_press = printer is not None and printer.is_rgb and not printer.sheet
    palette = make_palette(sources.theme, "screen" if is_rgb_press else job.edition, job.ink)
    return Edition(job.edition, palette, printer.condition if printer else sources.screen, printer)


def _finish(document: Document, sources: Sources, made: date, edition: Edition) -> Finished:
    """Return the sides of the sheets of an edition."""
    placed, printer = document.placed, edition.printer
    blank, fillings = edition.palette.blank, edition.palette.fillings
    if document.proof:
        placed = replace(placed, pages=mark_pages(placed.pages, placed.forms, document.proof))
    elif document.is_draft:
        placed = replace(placed, pages=tuple(_mark_drafts(document)))
    if document.job.ink != "colour":
        placed = spare_ink(placed, sources.theme, blank, fillings, is_low=True)
    if printer is None:
        return finish_for_screen(placed, document.layout.scale)
    house = product_house(document.layout, document.manuscript, sources.theme)
    if printer.sheet:
        sheets = finish_for_office(document.layout, placed, printer.sheet, house, blank, fillings)
        return meet_fronts(sheets, printer.back_shifts)
    stamp = f"{document.name.removesuffix('.pdf')} · {made.isoformat()} · {printer.condition.identifier}"
    if document.job.is_cover:
        return finish_as_cover(placed, spine_of(document, printer), printer, house, escape_markup(stamp))
    return finish_for_press(placed, printer, house, escape_markup(stamp), document.layout.fold)


def _mark_drafts(document: Document) -> Iterator[PlacedPage]:
    """Yield the pages of a document, those of each language with the mark of words in draft, where these are."""
    pages, forms = document.placed.pages, document.placed.forms
    for half in document.halves:
        count = len(half.placed.pages)
        if half.draft:
            yield from mark_draft(pages[:count], forms, half.draft, document.name)
        else:
            yield from pages[:count]
        pages = pages[count:]


def spine_of(document: Document, printer: Printer) -> float:
    """Return how wide the spine is of a booklet that has a cover of its own."""
    assert printer.cover is not None
    return printer.cover.spine(len(document.placed.pages), document.job.paper or printer.cover.usual_paper)
