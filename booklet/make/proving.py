"""Proving a drawn job: its file is read back against everything it may and must say, and against its printer."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from booklet.check.proof.claims import Claims, make_claims, make_vocabulary
from booklet.check.proof.claims import join_claims as joined_claims
from booklet.check.proof.compare import ProofRecord, read_back
from booklet.check.proof.drafted import DraftClaim
from booklet.check.proof.facts import list_shown_on_sides
from booklet.check.proof.marked import marks_of
from booklet.check.proof.occasion import collect_said
from booklet.check.proof.order import lines_on_sides
from booklet.errors import Finding, Severity, Where
from booklet.facts.insert import Insert
from booklet.facts.release import Release
from booklet.facts.selection import Selection, select
from booklet.jobs import DEFAULT_LAYOUTS
from booklet.look.layout import Layout
from booklet.machine.needs import package_of, report_missing
from booklet.make.document import Document
from booklet.make.drawing import FinishedDocument, finish_document
from booklet.make.placing import LEGAL, find_book_pages, words_of
from booklet.make.releases import make_release
from booklet.sources.items import STEPS
from booklet.sources.load import Sources
from booklet.text.markup import plain_text
from booklet.typeset.draftmark import list_wanted
from booklet.typeset.fit import Placed
from booklet.typeset.placed import PlacedPage
from booklet.values import replace
from booklet.words.cldr import month_of, show_day
from booklet.words.guide import KIT, TALK, Guide
from booklet.words.manuscript import Manuscript
from booklet.words.review import OWN, REVIEWED


def prove(document: Document, data: bytes, sources: Sources, made: date) -> ProofRecord:
    """Read a drawn file back and return what was found; raise `ProofError` if it differs from the facts."""
    return prove_finished(finish_document(document, sources, made), data, sources)


def prove_finished(whole: FinishedDocument, data: bytes, sources: Sources) -> ProofRecord:
    """Read the file of a finished document back; raise `ProofError` if it differs from the facts."""
    document, finished = whole.document, whole.finished
    parts = [(half.placed, half.layout, half.manuscript) for half in document.halves]
    if document.job.is_cover:
        pages = document.layout.pages
        parts = [(finished.placed, replace(document.layout, pages=(pages[0], pages[-1])), document.manuscript)]
    claims = claims_of(document, parts, sources, whole.made, whole.edition.condition.identifier)
    sides = tuple(side.spots for side in finished.sides)
    marks = marks_of(finished.placed.pages) if document.proof else ()
    shown = list_shown_on_sides(finished.placed, claims, finished.sides, sources.theme.fonts)
    drafts = claim_drafts(document, finished.placed.pages)
    return read_back(data, claims, document.name, sides, lines_on_sides(finished), marks, shown, drafts)


def claims_of(
    document: Document,
    parts: Iterable[tuple[Placed, Layout, Manuscript]],
    sources: Sources,
    made: date,
    condition: str = "",
) -> Claims:
    """Return what the file of a job must and may say; `parts` are its pages in each of its languages."""
    job = document.job
    words = tuple(words_of(half.job, sources) for half in document.halves)
    selection = select(sources.insert(job.country), sources.world, job.band)  # chosen anew: what was placed is proven
    calls = [contact.checked.on for contact in selection.printed if contact.checked]
    release = _release(document, words, selection)
    said = [collect_said(half.manuscript, sources, release, made) for half in document.halves]
    taken = [half.words.responsible.on for half in document.halves if half.words.responsible]
    days = [text for day in (*calls, *taken, *document.standing.calls) for text in (day.isoformat(), str(day.year))]
    days += [month_of(half.manuscript.locale.tag, day) for half in document.halves for day in calls]
    typed = {
        "date of making": made.isoformat(),
        "condition of printing": condition,
        "name of the file": f"{document.name} {job.country} {job.item}",
        "page": "\n".join(map(str, range(1, _count_most_pages(document, sources) + 1))),
        "step": "\n".join(map(str, range(1, STEPS + 1))),
        "date of a call": " ".join(days),
        "date of a signature": " ".join(_show_signature(words, document)),
        "release": " ".join(text for one in said for text in one.release),
        "table or event": " ".join(text for one in said for text in one.texts),
        "words of a package": "\n".join(document.brought.words if document.brought else ()),
    }
    others = sources.names_elsewhere(job.country)
    vocabulary = make_vocabulary(words, sources.brand, typed, others)
    isbn = sources.brand.isbn(job.band)
    return joined_claims(
        make_claims(*part, selection, vocabulary, isbn, one) for part, one in zip(parts, said, strict=True)
    )


def _release(document: Document, words: Sequence[tuple[Guide, Insert]], selection: Selection) -> Release | None:
    """Return the release of a document, reckoned anew: what was placed is proven.

    Proofs and products of packages have none.
    """
    if document.proof or document.job.product not in DEFAULT_LAYOUTS:
        return None
    ends = [insert.legal.end for _, insert in words if document.job.product in LEGAL and insert.law]
    return make_release(document.job, selection, document.standing.calls, filter(None, ends))


def claim_drafts(document: Document, pages: tuple[PlacedPage, ...]) -> DraftClaim:
    """Return what pages must say of words in draft; a proof says it in its imprint alone."""
    wanted: dict[int, tuple[str, ...]] = {}
    if document.is_draft:
        for half in document.halves:
            wanted |= list_wanted(half.placed.pages, half.draft) if half.draft else {}
    never = [] if document.is_draft else [half.manuscript.labels["proof.draft"] for half in document.halves]
    unsigned = [half for half in document.halves if half.words.state not in (REVIEWED, OWN)]
    never += [half.manuscript.labels["imprint.words.reviewed"] for half in unsigned]
    return DraftClaim(wanted, pages, tuple(map(plain_text, never)))


def _show_signature(words: Sequence[tuple[Guide, Insert]], document: Document) -> Iterator[str]:
    """Yield who signed the law, and on which day, as pages say it."""
    for (_, insert), half in zip(words, document.halves, strict=True):
        if insert.law and insert.legal.signed:
            signed = insert.legal.signed
            yield from (signed.by, signed.role, show_day(half.manuscript.locale.tag, signed.on))


def _count_most_pages(document: Document, sources: Sources) -> int:
    """Return how many pages a file may refer to: stickers, the kit and the deck refer to those of a booklet."""
    covered = [len(sources.layout(name).for_band(document.job.band).pages) for name in document.layout.covers]
    of = sources.guide.set_of(document.job.product, document.job.item)
    named = find_book_pages(document.halves[0].job, sources).values() if of in (KIT, TALK) else ()
    return max((len(document.placed.pages), *covered, *(page + 1 for page in named)))


FLAT = "card"
"""What a flat sheet is to a printer: paper printed on one side or on both, and cut; nobody binds it."""


def press_check(document: Document, data: bytes, sources: Sources, *, with_ink: bool = False) -> tuple[Finding, ...]:
    """Return preflight's warnings about a press file; raise `PressError` if a printer would refuse it."""
    if document.job.edition != "press":
        return ()
    from booklet.check.preflight.limits import limits_of

    try:
        from booklet.check.proof.press import inspect
    except ImportError as error:
        return (_report_unseen(error),)
    product = FLAT if document.layout.fold else document.layout.product
    limits = limits_of(sources.printer(document.job.printer), product)
    return inspect(data, limits, document.name, with_ink=with_ink)


def _report_unseen(error: ImportError) -> Finding:
    """Return the finding that press files are not checked, since preflight cannot read them on this machine."""
    what = "preflight did not look at the files for a press, they are not checked"
    otherwise = "ask the print shop for its own report before a large run"
    return report_missing(package_of(error), Where("preflight"), what, otherwise, Severity.WARNING)
