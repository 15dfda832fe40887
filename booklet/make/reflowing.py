"""Files without pages of their own: a web page, an EPUB, a script to speak, braille; made, and read back."""

from collections.abc import Iterator
from datetime import date

from booklet.check.proof.compare import ProofRecord
from booklet.check.proof.embossed import Written, read_embossed
from booklet.check.proof.reflowed import ScreenClaim, read_reflowed
from booklet.jobs import BRAILLE, LINEAR
from booklet.linear.edition import LinearEdition
from booklet.linear.files import WRITERS as LINEAR_WRITERS
from booklet.linear.languages import find_languages
from booklet.linear.passages import punctuate
from booklet.linear.translation import make_tongue
from booklet.look.layout import Layout
from booklet.make.document import Document
from booklet.make.drawing import coverage_of, title_of
from booklet.make.proving import claim_drafts, claims_of
from booklet.sources.load import Sources
from booklet.web.files import WRITERS
from booklet.web.guide import EXIT, ReflowedEdition, list_numbers
from booklet.words.locales import SOURCE_LOCALE


def reflow(document: Document, sources: Sources, made: date) -> bytes:
    """Return the file of a job without pages of its own: a web page, an EPUB, a script to speak."""
    assert document.colophon is not None
    job, manuscript = document.job, document.manuscript
    edition = ReflowedEdition(
        manuscript=manuscript,
        layout=document.layout,
        theme=sources.theme,
        colophon=document.colophon,
        numbers=list_numbers(document.selection.printed, job.country),
        made=made,
        title=title_of(document),
        coverage=coverage_of(document, sources, made),
        proof=document.proof,
        draft=document.draft,
    )
    if job.edition in LINEAR:
        return _write_linear(document, edition, sources)
    return WRITERS[job.edition](edition)


def _write_linear(document: Document, edition: ReflowedEdition, sources: Sources) -> bytes:
    """Return the file of a job that is heard or felt."""
    languages = find_languages(document.selection.printed, document.manuscript.locale, document.job.country)
    stem = document.name.removesuffix(document.job.suffix)
    braille = sources.braille if document.job.edition == BRAILLE else None
    return LINEAR_WRITERS[document.job.edition](LinearEdition(edition, languages, stem, braille))


def prove_reflowed(document: Document, data: bytes, sources: Sources, made: date) -> ProofRecord:
    """Read the file of a job without pages of its own back; raise `ProofError` if it differs from the facts."""
    claims = claims_of(document, [(document.placed, document.layout, document.manuscript)], sources, made)
    drafts = claim_drafts(document, document.placed.pages)
    claim = ScreenClaim(
        country=document.job.country,
        topics=tuple(_group_pages(document.layout)),
        is_proof=document.proof is not None,
        says=tuple(_list_said(document)),
        never=drafts.never,
        leaves=EXIT,
    )
    if document.job.edition == BRAILLE:
        return read_embossed(data, claims, claim, _find_written(document, sources), document.name)
    return read_reflowed(data, document.job.edition, claims, claim, document.name)


def _find_written(document: Document, sources: Sources) -> Written:
    """Return how a document is embossed."""
    braille, locale = sources.braille, document.manuscript.locale
    tongue = make_tongue(braille, locale.tag)
    return Written(braille, tongue, find_languages(document.selection.printed, locale, document.job.country))


def _list_said(document: Document) -> Iterator[str]:
    """Yield what a file says before all else; who hears it hears commas for dots."""
    tag = document.manuscript.locale.tag
    said = [(line, tag) for line in document.draft.whole] if document.is_draft and document.draft else []
    if document.proof:
        said = [(document.proof.english, SOURCE_LOCALE), (document.proof.own, tag)]
    yield from (punctuate(line, of) if document.job.edition in LINEAR else line for line, of in said)


def _group_pages(layout: Layout) -> Iterator[tuple[int, ...]]:
    """Yield the pages of each topic, from 0."""
    for topic in layout.first_pages:
        yield tuple(number for number, plan in enumerate(layout.pages) if plan.place == topic)
