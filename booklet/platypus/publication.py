"""A product of somebody else's: its layout and its story in, a document out that goes the way of all others.

What it says past the words of the guide makes a PROOF of it, as soon as it shows a sign or a figure, until a named
person stands for exactly that: nothing here can tell what digits mean, nor what a picture shows.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from reportlab.platypus.flowables import Flowable

from booklet.errors import BookletError, Finding, SourceError, Where, raise_errors, told_once
from booklet.facts.fingerprint import fingerprint
from booklet.facts.gate import Days, is_archive, may_go
from booklet.facts.selection import select
from booklet.frames.stories import Told, tell_story
from booklet.frames.templates import page_templates
from booklet.jobs import Job
from booklet.look.layout import Layout
from booklet.make.document import Brought, Document
from booklet.make.placing import said_words, told_of, why_proof
from booklet.make.planning import Wanted, plan_jobs
from booklet.pdf.draw.drawn import strange_colours
from booklet.pdf.draw.palette import make_palette
from booklet.platypus.context import Context, furniture
from booklet.sheets.printable import printer_findings
from booklet.sources.layouts import read_layout
from booklet.sources.load import Sources
from booklet.text.markup import plain_text
from booklet.typeset.fit import product_house
from booklet.typeset.proofmark import make_mark
from booklet.words.localise import Asked, localise
from booklet.words.manuscript import Manuscript, Topic
from booklet.words.signs import signs_in
from booklet.words.statements import Statement, standing_of, together, unconfirmed_finding

Story = Callable[[Context], Sequence[Flowable]]
"""Tells a file in flowables, from the first page to the last."""

WORDS = "booklet"
"""The product whose words a story may use."""


@dataclass(frozen=True, slots=True)
class Publication:
    """What a package brings: a title, a layout file and a story; `topics` of the guide are those that it tells.

    `locales` are those that it has words in, none if it has no words but the guide's.

    The layout is written as ours are, for a product of ours that printers know; its first page says of which section
    all of them are. `name` and `origin`, who made it and in which version, are filled in where it is found.
    """

    title: str
    layout: Path
    story: Story
    topics: tuple[str, ...] = ()
    locales: tuple[str, ...] = ()
    name: str = ""
    origin: str = ""

    @property
    def where(self) -> Where:
        """Where it comes from, for findings."""
        return Where(self.origin or self.name or "a product")


def publication_jobs(publication: Publication, asked: Wanted, sources: Sources) -> list[Job]:
    """Return the files of a product in all that is asked for; raise `SourceError` with everything unknown."""
    kind = publication_layout(publication, sources).product
    locales = asked.locales or publication.locales
    jobs = plan_jobs(replace(asked, products=(kind,), layouts=(), locales=locales), sources)
    return list(dict.fromkeys(replace(job, product=publication.name, layout=publication.name, item="") for job in jobs))


def publication_layout(publication: Publication, sources: Sources) -> Layout:
    """Return the layout of a product; raise `SourceError` with all its faults."""
    findings: list[Finding] = []
    name = f"{publication.name}: {publication.layout.name}"
    layout = read_layout(publication.layout, name, sources.theme, set(sources.masters), findings, sources.folders)
    raise_errors(findings)
    return replace(layout, name=publication.name)


def check_publication(
    publication: Publication, jobs: Sequence[Job], sources: Sources, made: date, real: date | None
) -> list[Document]:
    """Place the jobs of a product and raise `SourceError` with the faults of all of them."""
    documents: list[Document] = []
    findings: list[Finding] = []
    for job in jobs:
        try:
            document = place_publication(publication, job, sources, made, real)
            documents.append(document)
            findings += (*document.findings, *_colour_findings(document, sources))
            if job.edition != "screen":
                printer = sources.printer(job.printer)
                findings += printer_findings(printer, document.layout, document.placed, sources.theme)
        except SourceError as error:
            findings += error.findings
    raise_errors(told_once(findings))
    return documents


def place_publication(publication: Publication, job: Job, sources: Sources, made: date, real: date | None) -> Document:
    """Return a file of a product with everything in its place."""
    _refuse_other(publication, job)
    days = Days(made, real)
    pattern = publication_layout(publication, sources).for_band(job.band)
    words = said_words(replace(job, product=WORDS), replace(pattern, product=WORDS), sources, days)
    asked = Asked(
        words.locale, job.band, WORDS, {}, frozenset((publication.name, *publication.topics)), sources.columns
    )
    manuscript, notes = localise(words.guide, words.insert, sources.world, asked)
    title = Topic(publication.name, publication.title, ())
    manuscript = replace(manuscript, title=publication.title, topics=(*manuscript.topics, title))
    bleed = sources.printer(job.printer).bleed / pattern.scale
    told = _told(publication, pattern, manuscript, sources, bleed)
    plan = replace(pattern.pages[0], place=publication.name)
    pages = tuple(replace(plan, part=(number, number + 1)) for number in range(len(told.placed.pages)))
    layout = replace(pattern, pages=pages)
    brought = _brought(publication, job, told, manuscript)
    said = (brought.statement,) if brought.statement else ()
    own = standing_of(said, sources.confirmed, days.real or days.made)
    standing = together((words.standing, own))
    printed = words.selection.printed
    has_calls = not standing.unconfirmed and may_go(printed, standing.calls, days)
    why = why_proof(words.locale, words.gaps, has_calls=has_calls)
    return Document(
        job=job,
        layout=layout,
        manuscript=manuscript,
        selection=select(sources.insert(job.country), sources.world, job.band),
        placed=told.placed,
        proof=make_mark(layout, manuscript, sources.theme, why) if why else None,
        findings=(
            *sources.notes,
            *notes,
            *map(unconfirmed_finding, own.unconfirmed),
            *told_of(job, layout, told.placed, words, sources, days),
        ),
        why=why,
        sheet=sources.printer(job.printer).sheet,
        standing=standing,
        is_archive=why == "proof" and not standing.unconfirmed and is_archive(printed, standing.calls, days),
        brought=brought,
    )


def _refuse_other(publication: Publication, job: Job) -> None:
    """Raise `SourceError` for a language that a product has no words in."""
    if publication.locales and job.locale not in publication.locales:
        hint = f"ask for one of: {' '.join(publication.locales)}"
        raise SourceError(Finding("product-locale", publication.where, f'it has no words in "{job.locale}"', hint))


def _told(publication: Publication, layout: Layout, manuscript: Manuscript, sources: Sources, bleed: float) -> Told:
    """Return the story of a product on its pages; what its own code fails with is told as a fault of it."""
    house = product_house(layout, manuscript, sources.theme)
    context = Context(manuscript, house, layout)
    templates = page_templates(layout, last=furniture(context, bleed))
    with border(publication.where):
        return tell_story(publication.story(context), templates, house, bleed=bleed, topic=publication.name)


@contextmanager
def border(where: Where) -> Iterator[None]:
    """Turn whatever the code of a package fails with into one finding: it is not ours, and may fail with anything."""
    try:
        yield
    except BookletError:
        raise
    except Exception as error:
        message = f"its code fails: {type(error).__name__}: {error}".rstrip(": ")
        finding = Finding("package-failed", where, message, "tell whoever made the package, with this line")
        raise SourceError(finding) from error


def _brought(publication: Publication, job: Job, told: Told, manuscript: Manuscript) -> Brought:
    """Return what a story says past the words of the guide, and what of it a person has to look at.

    It is one statement for the whole file: who looks at its pages sees all of it.
    """
    strange = _strange(told, manuscript)
    figures = tuple(repr((figure.drawn.name, figure.over, figure.alt)) for figure in told.figures)
    words = (*map(plain_text, strange), *(word for figure in told.figures for word in _rows(figure.words)))
    signed = tuple(text for text in strange if signs_in(text))
    if not (signed or figures or told.shapes):
        return Brought(words)
    signs = dict.fromkeys(sign for text in signed for sign in signs_in(text))
    alts = dict.fromkeys(figure.alt for figure in told.figures)
    drawn = ("lines and areas of its own",) if told.shapes else ()
    statement = Statement(
        place=f"{publication.name} {job.locale} {job.country} {job.band}",
        shows=", ".join((*(f"“{sign}”" for sign in signs), *(f'the figure "{alt}"' for alt in alts), *drawn)),
        of=fingerprint((*signed, "", *figures, "", *told.shapes)),
        where=publication.where,
        asks=f"build {publication.name}, look at every page, and try each number and address on it",
    )
    return Brought(words, statement)


def _strange(told: Told, manuscript: Manuscript) -> tuple[str, ...]:
    """Return the texts on the pages that are not the guide's."""
    blocks = (block for topic in manuscript.topics for block in topic.blocks)
    known = {text for block in blocks for text in block.strings()}
    known |= {topic.title for topic in manuscript.topics[:-1]}
    return tuple(text for text in told.said if text not in known)


def _rows(words: Sequence[str]) -> Iterator[str]:
    """Yield the words of a figure, and short numbers that stand in a row as a reader of the file may find them."""
    yield from words
    row: list[str] = []
    for word in (*words, ""):
        if word.isdigit() and len(word) <= 2:
            row.append(word)
            continue
        for start in range(len(row)):
            yield from (" ".join(row[start:end]) for end in range(start + 3, len(row) + 1))
        row = []


def _colour_findings(document: Document, sources: Sources) -> Iterator[Finding]:
    """Report colours of figures that an edition does not have."""
    palette = make_palette(sources.theme, document.job.edition, document.job.ink)
    for page in document.placed.pages:
        for colour in dict.fromkeys(strange_colours(page.items, palette)):
            where = Where(f"{document.layout.name} {document.job.edition} page {page.number + 1}")
            message = f"a figure has the colour {colour}, which this edition has not: nothing here converts colours"
            yield Finding("figure-colour", where, message, 'name an ink of the theme: ink("tide"), or a grey')
