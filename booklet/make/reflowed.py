"""Proving a file without pages of its own: a web page, an EPUB, a script to speak, braille."""

from collections.abc import Iterator
from datetime import date

from booklet.check.proof.compare import ProofRecord
from booklet.check.proof.embossed import Written, read_embossed
from booklet.check.proof.reflowed import ScreenClaim, read_reflowed
from booklet.jobs import BRAILLE, LINEAR
from booklet.linear.languages import find_languages
from booklet.linear.passages import punctuate
from booklet.linear.translation import make_tongue
from booklet.look.layout import Layout
from booklet.make.document import Document
from booklet.make.proving import claim_drafts, claims_of
from booklet.sources.load import Sources
from booklet.web.guide import EXIT
from booklet.words.locales import SOURCE_LOCALE


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
