"""Placing a job: its words, its colophon, its pages; everything in its place, nothing drawn."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from booklet.errors import Finding, Severity, SourceError, Where
from booklet.facts.gate import Days, call_findings, day_findings, is_archive, may_go, may_say
from booklet.facts.insert import Insert, renumber
from booklet.facts.law import law_findings
from booklet.facts.release import Release
from booklet.facts.selection import Selection, select
from booklet.jobs import BRAILLE, Job, usual_layout
from booklet.look.braille import is_approved
from booklet.look.brand import Brand
from booklet.look.layout import Fonts, Layout
from booklet.make.document import Document
from booklet.make.releases import make_release
from booklet.make.wording import NO_WORDS, WordsState, find_words_state, own_topics, topics_on
from booklet.sources.catalogues import catalogue_name, name_insert
from booklet.sources.folders import country_file
from booklet.sources.load import Sources
from booklet.sources.statements import list_statements
from booklet.text.fonts import family_name
from booklet.typeset.barcode import choose_barcode
from booklet.typeset.branding import find_coarse_logo
from booklet.typeset.brief import PARTNERED, Barcode, Colophon
from booklet.typeset.colophon import NO_PEOPLE, People, event_lines, make_colophon
from booklet.typeset.draftmark import DraftMark, make_draft_mark
from booklet.typeset.fit import Placed, check_placed, fit_product
from booklet.typeset.logosizes import find_large_logos
from booklet.typeset.mirror import mirror_placed
from booklet.typeset.pair import join_languages
from booklet.typeset.patches import PrintedCopies, fit_stickers
from booklet.typeset.placed import forms_of
from booklet.typeset.proofmark import ProofMark, make_mark
from booklet.values import replace
from booklet.words.catalogue import Gap, Translated, gaps_of, ids_of, translator_of
from booklet.words.guide import KIT, STORIES, TALK, Guide
from booklet.words.lines import line_with
from booklet.words.locales import SOURCE_LOCALE, Locale, languages_of
from booklet.words.localise import ManuscriptAxes, localise
from booklet.words.manuscript import Manuscript, Topic
from booklet.words.own_pages import report_left_out
from booklet.words.pseudo import pseudo_guide, pseudo_insert
from booklet.words.responsible import responsibility_finding
from booklet.words.review import MACHINE
from booklet.words.statements import StatementStanding, merge_standings, report_unconfirmed, standing_of

BODY_WEIGHT = 500


def place(job: Job, sources: Sources, made: date, real: date | None = None) -> Document:
    """Return a job with everything in its place, in each of its languages, with the findings about it.

    It is a proof unless the calls about its numbers hold both on the day of making and on the real day, which must be
    known.
    """
    days = Days(made, real)
    said = [_collect_half(replace(job, locale=tag), sources, days) for tag in languages_of(job.locale)]
    release = None if any(half.why for half in said) else _release(job, [half.words for half in said])
    halves: list[Document] = []
    for half in said:
        layout = replace(half.layout, first=sum(len(before.layout.pages) for before in halves))
        numbered = half._replace(layout=layout, words=half.words._replace(release=release))
        halves.append(_place(numbered, sources, days))
    return halves[0] if len(halves) == 1 else _join_languages(job, tuple(halves), sources)


def _join_languages(job: Job, halves: tuple[Document, ...], sources: Sources) -> Document:
    """Return a job in several languages; it is a proof if it is one in any of them."""
    first = halves[0]
    why = min((half.why for half in halves), key=WHY.index)
    left = _report_left_out(first.layout, first.manuscript.topics) if job.product == "insert" else ()
    return replace(
        first,
        job=job,
        layout=replace(first.layout, pages=tuple(plan for half in halves for plan in half.layout.pages)),
        placed=join_languages([half.placed for half in halves]),
        proof=make_mark(first.layout, first.manuscript, sources.theme, why) if why else None,
        findings=tuple(dict.fromkeys((*(found for half in halves for found in half.findings), *left))),
        why=why,
        standing=merge_standings(half.standing for half in halves),
        in_each=halves,
        draft=None,
        words=NO_WORDS,
        is_archive=why == "proof" and all(half.is_archive for half in halves if half.why),
    )


def _report_left_out(layout: Layout, topics: Iterable[Topic]) -> Iterator[Finding]:
    """Report topics for which a layout has no page."""
    for topic in topics:
        if topic.id not in layout.first_pages:
            message, hint = f'has no page for "{topic.id}"', "name another layout if it should be printed: insert-a5"
            yield Finding("left-out", Where(f"layouts/{layout.name}.yaml"), message, hint, Severity.WARNING)


class SaidWords(NamedTuple):
    """The words of a job in its locale, before it has pages."""

    locale: Locale
    guide: Guide
    insert: Insert
    selection: Selection
    translated: Translated | None
    gaps: tuple[Gap, ...]
    standing: StatementStanding
    state: WordsState
    broken: tuple[Finding, ...]
    release: Release | None = None


class _Settled(NamedTuple):
    """Words and pages that agree: words name pages, and pages depend on the length of words."""

    layout: Layout
    manuscript: Manuscript
    notes: tuple[Finding, ...]
    colophon: Colophon
    state: WordsState


class _Half(NamedTuple):
    """A job in one language, its layout and words, and why it is a proof, if it is one, or an archive copy."""

    job: Job
    layout: Layout
    words: SaidWords
    why: str
    is_copy: bool


def _collect_half(job: Job, sources: Sources, days: Days) -> _Half:
    """Return the words of a job in one language, before anything is placed."""
    layout = sources.layout_in(job.layout, job.band, job.country, job.locale)
    words = collect_words(job, layout, sources, days)
    return _Half(job, layout, words, *judge(words, words.standing, days, layout.product))


def _release(job: Job, said: Sequence[SaidWords]) -> Release | None:
    """Return the release of a job that is no proof in any of its languages: it has one code in all of them."""
    standing = merge_standings(words.standing for words in said)
    ends = [words.insert.legal.end for words in said if job.product in LEGAL and words.insert.law]
    return make_release(job, said[0].selection, standing.calls, filter(None, ends))


def _place(half: _Half, sources: Sources, days: Days) -> Document:
    """Return a job in one language with everything in its place."""
    job, layout, words, why, is_copy = half
    covered = tuple(sources.layout_in(name, job.band, job.country, job.locale) for name in layout.covers)
    settled = _settle(job, layout, covered, words, sources, days)
    proof = make_mark(settled.layout, settled.manuscript, sources.theme, why) if why else None
    layout, placed = _fit(job, settled, covered, words, sources, proof)
    return Document(
        job=job,
        layout=layout,
        manuscript=settled.manuscript,
        selection=select(sources.insert(job.country), sources.world, job.band),
        placed=placed,
        proof=proof,
        findings=(*sources.notes, *settled.notes, *list_findings(job, layout, placed, words, sources, days)),
        why=why,
        sheet=sources.printer(job.printer).sheet,
        standing=words.standing,
        is_archive=is_copy,
        draft=draft_mark(settled.layout, settled.manuscript, words, sources, settled.colophon.barcode),
        words=settled.state,
        release=words.release,
        colophon=settled.colophon,
        is_unread=job.edition == BRAILLE and not is_approved(sources.braille, words.locale.tag),
    )


def draft_mark(
    layout: Layout, manuscript: Manuscript, words: SaidWords, sources: Sources, barcode: Barcode | None = None
) -> DraftMark | None:
    """Return the mark of a document whose words are a draft, None if they are not.

    A partner's own pages bear its name in place of our mark.
    """
    if not words.state.is_draft:
        return None
    brand = sources.brand
    owner = "" if brand.is_recipient else brand.name
    said, own = words.state.responsible, own_topics(sources)
    return make_draft_mark(layout, manuscript, sources.theme, said, own, owner, barcode)


LEGAL = frozenset({"booklet", "insert", KIT})
"""Products that say something of the law of a country."""


def judge(words: SaidWords, standing: StatementStanding, days: Days, product: str) -> tuple[str, bool]:
    """Return the label that says why a document is a proof, "" if it is none, and whether it is an archive copy."""
    printed = words.selection.printed
    has_calls = not standing.unconfirmed and may_go(printed, standing.calls, days)
    if product in LEGAL and words.insert.law:
        has_calls = has_calls and may_say(words.insert.legal, days)
    why = _why_proof(words, has_calls=has_calls)
    return why, why == "proof" and not standing.unconfirmed and is_archive(printed, standing.calls, days)


def collect_words(job: Job, layout: Layout, sources: Sources, days: Days) -> SaidWords:
    """Return the words of a job, and who stands for a partner's own words among them."""
    locale = sources.locale(job.locale)
    guide, insert = words_of(job, sources)
    selection = select(insert, sources.world, job.band)
    unmet = sources.unmet_topics(job.country, job.locale)
    of = sources.guide.set_of(job.product, job.item)
    ids = ids_of(sources.guide, of, job.band, unmet)
    said = list_statements(sources, job.country, languages_of(job.locale), ids)
    standing = standing_of(said, sources.confirmed, days.real or days.made)
    translated = None if locale.is_pseudo else sources.translated_guide(job.locale)
    gaps = gaps_of(translated, sources.guide, of, job.band, unmet) if translated else ()
    state = NO_WORDS if locale.is_pseudo else find_words_state(topics_on(layout, job.item), job, sources, days)
    broken = sources.own_breaches(job.locale)
    return SaidWords(locale, guide, insert, selection, translated, gaps, standing, state, broken)


def _settle(
    job: Job, layout: Layout, covered: tuple[Layout, ...], words: SaidWords, sources: Sources, days: Days
) -> _Settled:
    """Return words and pages that agree; raise `SourceError` if they still do not after some rounds."""
    plans, only = layout, _list_topics(layout, job.item)
    product = words.guide.set_of(layout.product, job.item)
    numbered = next((other for other in covered if other.product == "booklet"), None)
    books = find_book_pages(job, sources) if product in (KIT, TALK) else {}
    for _ in range(MOST_PASSES):
        pages = (numbered or layout).first_pages
        asked = ManuscriptAxes(words.locale, job.band, product, books or pages, only, sources.columns, sources.event)
        manuscript, notes = localise(words.guide, words.insert, sources.world, asked)
        colophon = _colophon(job, layout, manuscript, words, sources, days)
        if plans.flows:
            bleed = sources.printer(job.printer).bleed / plans.scale
            from booklet.frames.flowing import flow_layout  # ReportLab's frames take long to import

            layout = flow_layout(plans, manuscript, sources.theme, colophon, bleed)
        if (numbered or layout).first_pages == pages:
            state = words.state
            if plans.flows and not words.locale.is_pseudo:
                state = find_words_state(topics_on(layout, job.item), job, sources, days)
            return _Settled(layout, manuscript, tuple(notes), colophon, state)
    raise SourceError(_report_unsettled(layout))


def find_book_pages(job: Job, sources: Sources) -> dict[str, int]:
    """Return the pages of the topics of both books in their usual layout, from 0: the kit and the deck name them."""
    name = usual_layout("booklet", job.country, SOURCE_LOCALE)
    books = [sources.layout_in(name, band, job.country, job.locale) for band in sources.guide.bands]
    return {topic: page for book in books for topic, page in book.first_pages.items()}


def _colophon(
    job: Job, layout: Layout, manuscript: Manuscript, words: SaidWords, sources: Sources, days: Days
) -> Colophon:
    """Return what an edition says about itself, with the day of an event and the barcode of a cover."""
    state, printer = words.state, sources.printer(job.printer)
    found, is_rtl = words.translated, words.locale.direction == "rtl"
    people = People(translator_of(found.catalogue), state.reviewers, state.responsible) if found else NO_PEOPLE
    colophon = make_colophon(
        manuscript,
        state.state,
        words.selection.printed,
        days.made,
        days.real,
        brand=sources.brand,
        standing=words.standing,
        typefaces=_typefaces(sources.theme.fonts, words.locale),
        people=people,
        version=job.version_number,
        release=words.release,
    )
    if sources.event:
        colophon = replace(colophon, event=event_lines(manuscript, sources.event))
    if job.is_cover and printer.cover:
        isbn = sources.brand.isbn(job.band)
        colophon = replace(colophon, barcode=choose_barcode(printer.cover, isbn, layout, is_rtl=is_rtl))
    return colophon


def _fit(
    job: Job,
    settled: _Settled,
    covered: tuple[Layout, ...],
    words: SaidWords,
    sources: Sources,
    proof: ProofMark | None,
) -> tuple[Layout, Placed]:
    """Return a layout and its placed pages, mirrored if its locale is read from right to left."""
    layout, manuscript, _, colophon, _ = settled
    bleed = sources.printer(job.printer).bleed / layout.scale
    if job.product == KIT and job.item in STORIES:
        from booklet.frames.kit import place_kit  # ReportLab's frames take long to import

        layout, placed = place_kit(layout, manuscript, sources.theme, colophon, bleed, job.item)
    elif covered:
        items = {other.product: words.guide.items(other.product, job.band) for other in covered}
        printed = PrintedCopies(covered, items, manuscript, sources.theme, colophon, bleed)
        before = _copies_before(job, printed, words, sources) if job.item else None
        layout, placed = fit_stickers(layout, printed, proof, before)
        if not placed.pages:
            message, hint = f"nothing that is printed shows {job.item}", "ask for stickers of another contact"
            raise SourceError(Finding("no-patch", Where("--item"), message, hint))
    else:
        placed = fit_product(layout, manuscript, sources.theme, colophon, bleed, job.item)
        placed = _keep_used(placed) if job.product == KIT else placed
    return layout, mirror_placed(placed, words.locale.script) if words.locale.direction == "rtl" else placed


def _keep_used(placed: Placed) -> Placed:
    """Return pages with the forms that they use: a leaflet has no room for some that booklets have."""
    used = {name for page in placed.pages for name in forms_of(page.items)}
    return replace(placed, forms=tuple(form for form in placed.forms if form.name in used))


def _copies_before(job: Job, printed: PrintedCopies, words: SaidWords, sources: Sources) -> PrintedCopies:
    """Return printed copies in which the contacts that stickers are for had other numbers."""
    pages = next((layout.first_pages for layout in printed.layouts if layout.product == "booklet"), {})
    asked = ManuscriptAxes(words.locale, job.band, "sticker", pages, frozenset(), sources.columns)
    insert = renumber(words.insert, job.contacts)
    return replace(printed, manuscript=localise(words.guide, insert, sources.world, asked)[0])


def list_findings(
    job: Job, layout: Layout, placed: Placed, words: SaidWords, sources: Sources, days: Days
) -> Iterator[Finding]:
    """Yield the findings about a placed job."""
    printed, standing = words.selection.printed, words.standing
    everything = (item for page in placed.pages for item in page.items)
    yield from sources.insert_notes(job.country)
    yield from _gap_findings(words.gaps, job)
    yield from words.broken
    yield from call_findings(printed, days)
    if layout.product in LEGAL:
        yield from law_findings(words.insert.legal, days.made, days.real)
    yield from day_findings(printed, standing.calls, days)
    yield from map(report_unconfirmed, standing.unconfirmed)
    if words.state.is_draft and not words.selection.rows:
        hint = "add a contact, or leave out what hides the world's: nobody gets words without help"
        yield Finding("directory-empty", Where(country_file(job.country)), "its directory has no row", hint)
    if taken := sources.brand.find_responsible(job.locale, job.band):
        of, day = sources.hash_words(job.locale, job.band), days.real or days.made
        yield responsibility_finding(taken, job.band, of, sources.confirmed, day)
    yield from report_left_out(layout, sources.own)
    line_of = cache(lambda letter: line_with(letter, words.guide, words.insert))
    yield from check_placed(placed, layout, job.locale, sources.theme.fonts, words.selection, line_of)
    yield from find_coarse_logo(everything, sources.brand)
    yield from find_large_logos(placed, layout, sources.brand, words.selection.lead)
    yield from _report_unsaid(words.locale, layout, sources.brand)


def _report_unsaid(locale: Locale, layout: Layout, brand: Brand) -> Iterator[Finding]:
    """Report what a funder demands and nobody wrote in the language of a layout that prints it."""
    if any((layout.product, plan.master) in PARTNERED for plan in layout.pages):
        for key in brand.lacks(SOURCE_LOCALE if locale.is_pseudo else locale.tag):
            hint = f"add {locale.tag}: to {key}, in the words that the funder gives for this language"
            yield Finding("funder-unsaid", brand.funder_where, f'"{key}" says nothing in {locale.tag}', hint)


def _list_topics(layout: Layout, item: str) -> frozenset[str]:
    """Return the topics of a folded booklet, which has some of them, and of an item; none if there are all.

    What names the pages of other topics is not in a folded booklet.
    """
    if layout.covers or not (item or (layout.fold and layout.product == "booklet")):
        return frozenset()
    return frozenset((item, *(plan.place for plan in layout.pages)))


def _typefaces(fonts: Fonts, locale: Locale) -> tuple[str, ...]:
    """Return the families of type that a locale is set in, each once."""
    families = fonts.families(locale.script, locale.tag).values()
    files = (fonts.typefaces[family.typeface].file(BODY_WEIGHT)[0] for family in families)
    return tuple(dict.fromkeys(family_name(file) for file in files))


WHY = ("proof.pseudo", "proof.words", "proof.rules", "proof.machine", "proof", "")
"""Labels that say why an edition is a proof, the one that tells most first."""


def _why_proof(words: SaidWords, *, has_calls: bool) -> str:
    """Return the label that says why an edition is a proof; that numbers are not confirmed, its imprint says, too."""
    if words.locale.is_pseudo:
        return "proof.pseudo"
    if words.gaps:
        return "proof.words"
    if words.broken:
        return "proof.rules"
    if words.state.state == MACHINE:
        return "proof.machine"
    return "" if has_calls else "proof"


def _gap_findings(gaps: tuple[Gap, ...], job: Job) -> Iterator[Finding]:
    if gaps:
        names = ", ".join(f"{gap.slot.context} ({gap.state})" for gap in gaps)
        message = f"{len(gaps)} messages of the {job.product}, {job.band}, are English still: {names}"
        hint = f"words status {job.locale} shows each"
        yield Finding("words-incomplete", Where(catalogue_name(job.locale)), message, hint, Severity.WARNING)


MOST_PASSES = 6
"""Times that words and pages are made to agree, where pages flow: words name pages, and pages are as long as words."""


def _report_unsettled(layout: Layout) -> Finding:
    message = "its pages do not settle: where a topic begins depends on the numbers of pages it names"
    hint = "change a sentence with {page:...} by a word, or set some role smaller"
    return Finding("pages-unsettled", Where(f"layouts/{layout.name}.yaml"), message, hint)


def words_of(job: Job, sources: Sources) -> tuple[Guide, Insert]:
    """Return the guide and the insert of a job, in the locale that it asks for."""
    guide, insert, locale = sources.guide, sources.insert(job.country), sources.locale(job.locale)
    if locale.is_pseudo:
        return pseudo_guide(guide, locale.tag), pseudo_insert(insert, locale.tag)
    if locale.tag == SOURCE_LOCALE:
        return guide, insert
    return sources.translated_guide(locale.tag).guide, name_insert(insert, locale.tag)
