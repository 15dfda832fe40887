"""Somebody else's product: its layout and story in, a document out that is treated like all others.

What it says beyond the words of the guide makes it a PROOF, as soon as that has a sign or a figure, until a named
person stands for exactly that: nothing here can tell what digits mean, or what a picture shows.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from datetime import date
from pathlib import Path

from reportlab.platypus.flowables import Flowable

from booklet.errors import BookletError, Finding, SourceError, Where, merge_repeats, raise_errors
from booklet.facts.gate import Days
from booklet.facts.selection import select
from booklet.frames.flowables import ROUNDING
from booklet.frames.stories import Told, tell_story
from booklet.frames.templates import OwnTemplate, page_templates
from booklet.jobs import REFLOWED, Job
from booklet.look.layout import Layout
from booklet.make.document import Document
from booklet.make.placing import SaidWords, collect_words, draft_mark, judge, list_findings
from booklet.make.planning import Wanted, plan_jobs, report_not_on_screens
from booklet.make.wording import find_words_state
from booklet.pdf.draw.drawn import find_strange_colours
from booklet.pdf.draw.palette import make_palette
from booklet.platypus.brought import collect_brought
from booklet.platypus.context import Context, furniture, own_forms
from booklet.sheets.printable import printer_findings
from booklet.sources.layouts import read_layout
from booklet.sources.load import Sources
from booklet.typeset.fit import product_house
from booklet.typeset.house import House
from booklet.typeset.proofmark import make_mark
from booklet.values import Frozen, replace
from booklet.words.localise import ManuscriptAxes, localise
from booklet.words.manuscript import Manuscript, Topic
from booklet.words.statements import merge_standings, report_unconfirmed, standing_of

Story = Callable[[Context], Sequence[Flowable]]
"""Tells a file in flowables, from the first page to the last."""

WORDS = "booklet"
"""The product whose words and style a story has."""

MASTER = "text"
"""What its pages are to proof: a page that has to say nothing but what stands on it."""


class Publication(Frozen):
    """The product of a package: a title, a layout file and a story; `topics` are the topics of the guide in it.

    `locales` are those it has words in, none if all its words are the guide's. The layout is a file, written as ours
    are, for a product that printers know; the section of its first page is that of all pages. It may also be one of
    ours, by its name: insert-a5. `name` and `origin` (who made it, in which version) are filled in when it is found.
    """

    title: str
    layout: Path | str
    story: Story
    topics: tuple[str, ...] = ()
    locales: tuple[str, ...] = ()
    name: str = ""
    origin: str = ""

    @property
    def where(self) -> Where:
        """The place that findings name."""
        return Where(self.origin or self.name or "a product")


def publication_jobs(publication: Publication, asked: Wanted, sources: Sources) -> list[Job]:
    """Return the jobs of a product in what is asked for; raise `SourceError` with every unknown name."""
    if set(asked.editions) <= REFLOWED.keys():
        raise SourceError(report_not_on_screens((publication.name,), asked.editions))
    kind = publication_layout(publication, sources).product
    locales = asked.locales or publication.locales
    jobs = plan_jobs(replace(asked, products=(kind,), layouts=(), locales=locales), sources)
    own = {"product": publication.name, "layout": publication.name, "item": ""}
    return list(dict.fromkeys(replace(job, **own) for job in jobs if not job.is_reflowed))


def publication_layout(publication: Publication, sources: Sources) -> Layout:
    """Return the layout of a product; raise `SourceError` with all its faults."""
    if isinstance(publication.layout, str):
        layout = sources.layout(publication.layout)
    else:
        findings: list[Finding] = []
        name = f"{publication.name}: {publication.layout.name}"
        layout = read_layout(publication.layout, name, sources.theme, set(sources.masters), findings, sources.folders)
        raise_errors(findings)
    if layout.style != WORDS or layout.fold or layout.covers:
        hint = "take or extend a layout of a booklet or an insert: insert-a5"
        raise SourceError(Finding("publication-layout", publication.where, f'no story flows in "{layout.name}"', hint))
    return replace(layout, name=publication.name)


def check_publication(
    publication: Publication, jobs: Sequence[Job], sources: Sources, made: date, real: date | None
) -> list[Document]:
    """Place the jobs of a product and raise `SourceError` with the faults of all of them."""
    documents: list[Document] = []
    findings: list[Finding] = []
    for job in jobs:
        try:
            documents.append(place_publication(publication, job, sources, made, real))
            findings += edition_findings(documents[-1], sources)
        except SourceError as error:
            findings += error.findings
    raise_errors(merge_repeats(findings))
    return documents


def place_publication(publication: Publication, job: Job, sources: Sources, made: date, real: date | None) -> Document:
    """Return a file of a publication with everything in its place."""
    prepared = prepare(publication, job, sources, Days(made, real))
    with border(publication.where):
        story = publication.story(prepared.context)
        told = tell_story(story, prepared.templates, prepared.house, bleed=prepared.bleed, topic=job.product)
    return document_of(prepared, told, sources)


class Prepared(Frozen):
    """Everything that the story of a publication needs, for one file."""

    publication: Publication
    job: Job
    layout: Layout
    words: SaidWords
    manuscript: Manuscript
    notes: tuple[Finding, ...]
    house: House
    bleed: float
    days: Days

    @property
    def context(self) -> Context:
        """The part of it that the story sees."""
        return Context(self.manuscript, self.house, self.layout)

    @property
    def templates(self) -> tuple[OwnTemplate, OwnTemplate]:
        """The right-hand and the left-hand page of its layout."""
        return page_templates(self.layout, last=furniture(self.context, self.bleed))


def prepare(publication: Publication, job: Job, sources: Sources, days: Days) -> Prepared:
    """Return the words and the style of a file; raise `SourceError` if the product has no words in its language."""
    _refuse_other(publication, job)
    pattern = publication_layout(publication, sources).for_band(job.band)
    words = collect_words(replace(job, product=WORDS), replace(pattern, product=WORDS), sources, days)
    if not words.locale.is_pseudo:
        told = replace(job, product=WORDS)
        words = words._replace(state=find_words_state(publication.topics, told, sources, days))
    topics = frozenset((job.product, *publication.topics))
    asked = ManuscriptAxes(words.locale, job.band, WORDS, {}, topics, sources.columns)
    with _naming_pages(publication.where):
        manuscript, notes = localise(words.guide, words.insert, sources.world, asked)
    title = Topic(job.product, publication.title, ())
    manuscript = replace(manuscript, title=publication.title, topics=(*manuscript.topics, title))
    house = product_house(pattern, manuscript, sources.theme)
    bleed = sources.printer(job.printer).bleed / pattern.scale
    return Prepared(publication, job, pattern, words, manuscript, tuple(notes), house, bleed, days)


@contextmanager
def _naming_pages(where: Where) -> Iterator[None]:
    """Tell of topics that name pages of the booklet: here they have none."""
    try:
        yield
    except SourceError as error:
        raise SourceError(*(_naming_page(found, where) for found in error.findings)) from error


def _naming_page(finding: Finding, where: Where) -> Finding:
    if finding.code != "placeholder-empty" or "{page:" not in finding.message:
        return finding
    message = f"a topic that it tells names a page of the booklet, in {finding.where}"
    return Finding(
        "topic-names-page", where, message, "tell another topic, or single blocks of it in words of your own"
    )


def document_of(prepared: Prepared, told: Told, sources: Sources) -> Document:
    """Return a story on its pages as a document: a proof, unless persons stand for its numbers and its additions."""
    job, words, days = prepared.job, prepared.words, prepared.days
    _refuse_sizes(prepared, told)
    plan = replace(prepared.layout.pages[0], master=MASTER, place=job.product)
    pages = tuple(replace(plan, part=(number, number + 1)) for number in range(len(told.placed.pages)))
    layout = replace(prepared.layout, pages=pages)
    own = own_forms(prepared.context, prepared.bleed, told.placed)
    brought = collect_brought(told, own, prepared.manuscript, sources.theme.fonts, job, prepared.publication.where)
    said = (brought.statement,) if brought.statement else ()
    stood = standing_of(said, sources.confirmed, days.real or days.made)
    standing = merge_standings((words.standing, stood))
    why, is_copy = judge(words, standing, days, "booklet")
    return Document(
        job=job,
        layout=layout,
        manuscript=prepared.manuscript,
        selection=select(sources.insert(job.country), sources.world, job.band),
        placed=told.placed,
        proof=make_mark(layout, prepared.manuscript, sources.theme, why) if why else None,
        findings=(
            *sources.notes,
            *prepared.notes,
            *map(report_unconfirmed, stood.unconfirmed),
            *list_findings(job, layout, told.placed, words, sources, days),
        ),
        why=why,
        sheet=sources.printer(job.printer).sheet,
        standing=standing,
        is_archive=is_copy,
        brought=brought,
        draft=draft_mark(layout, prepared.manuscript, words, sources),
        words=words.state,
    )


def _refuse_sizes(prepared: Prepared, told: Told) -> None:
    """Raise `SourceError` for pages of another size than the layout has: sheets, marks and names are made for that."""
    trim = prepared.layout.trim
    raise_errors(
        Finding("page-size", prepared.publication.where, message, "use templates of the size of the layout")
        for page in told.placed.pages
        if max(abs(one - other) for one, other in zip(page.trim, trim, strict=True)) > ROUNDING
        and (message := f"page {page.number + 1} has another size than its layout")
    )


def _refuse_other(publication: Publication, job: Job) -> None:
    """Raise `SourceError` for a language in which a product has no words."""
    if publication.locales and job.locale not in publication.locales:
        hint = f"ask for one of: {' '.join(publication.locales)}"
        raise SourceError(Finding("product-locale", publication.where, f'it has no words in "{job.locale}"', hint))


@contextmanager
def border(where: Where) -> Iterator[None]:
    """Turn any failure in a package's code into one finding: that code is not ours, and may fail in any way.

    What it prints is no part of what we say.
    """
    try:
        with redirect_stdout(sys.stderr):
            yield
    except BookletError:
        raise
    except (Exception, SystemExit) as error:
        message = f"its code fails: {type(error).__name__}: {error}".rstrip(": ")
        finding = Finding("package-failed", where, message, "tell whoever made the package, with this line")
        raise SourceError(finding) from error


def edition_findings(document: Document, sources: Sources) -> Iterator[Finding]:
    """Yield findings about a document: of its printer, and about colours of figures that its edition lacks."""
    yield from document.findings
    if document.job.edition != "screen":
        printer = sources.printer(document.job.printer)
        yield from printer_findings(printer, document.layout, document.placed, sources.theme)
    palette = make_palette(sources.theme, document.job.edition, document.job.ink)
    for page in document.placed.pages:
        for colour in dict.fromkeys(find_strange_colours(page.items, palette)):
            where = Where(f"{document.layout.name} {document.job.edition} page {page.number + 1}")
            message = f"a figure has the colour {colour}, which this edition has not: nothing here converts colours"
            yield Finding("figure-colour", where, message, 'name an ink of the theme: ink("tide"), or a grey')
