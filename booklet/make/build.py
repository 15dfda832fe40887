"""The pipeline: one job in, one file out, every stage by name."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from booklet.check.proof.claims import joined as joined_claims
from booklet.check.proof.claims import make_claims, make_vocabulary
from booklet.check.proof.facts import shown_on_sides
from booklet.check.proof.marked import marks_of
from booklet.check.proof.order import lines_on_sides
from booklet.check.proof.read import GOOD_MODULE, ProofRecord, read_back
from booklet.check.proof.said import said_of
from booklet.errors import Finding, Severity, SourceError, Where, raise_errors, told_once
from booklet.facts.gate import Days, call_findings, day_findings, is_archive, may_go
from booklet.facts.insert import Insert
from booklet.facts.selection import select
from booklet.geometry import MM, Size
from booklet.jobs import Job
from booklet.look.layout import Fonts, Layout
from booklet.look.printer import Printer, Sheet
from booklet.machine.needs import missing, package_of
from booklet.make.coverage import coverage_line, facts_of, make_coverage
from booklet.make.output import REPLACED, fallen_back, remove_other, set_aside, write_whole
from booklet.pdf.document import Edition, assemble
from booklet.pdf.draw.palette import make_palette
from booklet.pdf.metadata import Metadata
from booklet.sheets.finish import Finished, as_cover, at_press, in_office, meet_fronts, on_screen, spared
from booklet.sheets.printable import cover_findings, printer_findings, spine_findings
from booklet.sheets.sides import held
from booklet.sources.catalogues import catalogue_name, named_insert
from booklet.sources.folders import open_folders
from booklet.sources.guide import STEPS
from booklet.sources.load import Sources, load_sources
from booklet.sources.statements import statements_for
from booklet.text.fonts import family_name
from booklet.text.markup import escape_markup
from booklet.typeset.barcode import wanted_barcode
from booklet.typeset.branding import coarse_logo
from booklet.typeset.colophon import NO_PEOPLE, People, event_lines, make_colophon
from booklet.typeset.fit import Placed, fit_product, placed_findings, product_house
from booklet.typeset.flowing import flowed
from booklet.typeset.masters import MASTERS
from booklet.typeset.mirror import mirrored
from booklet.typeset.pair import joined
from booklet.typeset.patches import Printed, fit_stickers
from booklet.typeset.proofmark import ProofMark, make_mark, marked
from booklet.words.catalogue import Gap, gaps_of, ids_of, translator_of
from booklet.words.guide import Guide, SourceTopic
from booklet.words.locales import SOURCE_LOCALE, Locale, languages_of
from booklet.words.localise import Asked, localise
from booklet.words.manuscript import Manuscript
from booklet.words.own_pages import left_out
from booklet.words.pseudo import pseudo_guide, pseudo_insert
from booklet.words.statements import SILENT, Standing, standing_of, together, unconfirmed_finding

BODY_WEIGHT = 500


@dataclass(frozen=True, slots=True)
class Document:
    """A job with everything in its place: what is left is to draw it."""

    job: Job
    layout: Layout
    manuscript: Manuscript
    placed: Placed
    proof: ProofMark | None
    findings: tuple[Finding, ...]
    why: str = ""
    """The label that says why it is a proof, if it is one."""
    sheet: Sheet | None = None
    """The sheet of the office printer it goes to, if it goes to one."""
    prefix: str = ""
    """What its name begins with, where there are many of a job."""
    standing: Standing = SILENT
    """What persons stand for of what a partner says in it."""
    in_each: tuple["Document", ...] = ()
    """The documents it was joined from, one in each of its languages, if it has more than one."""
    is_archive: bool = False
    """Whether it is a proof today alone, and a copy of what could go to readers on its day of making."""

    @property
    def halves(self) -> tuple["Document", ...]:
        """Itself, or what it was joined from."""
        return self.in_each or (self,)

    @property
    def trim(self) -> tuple[str, Size]:
        """The name and the size of what one holds in the end."""
        return held(self.job.product, self.layout.trim_name, self.layout.size, self.sheet)

    @property
    def name(self) -> str:
        """The name of its file."""
        return self.prefix + self.job.file_name(
            self.trim[0], is_proof=self.proof is not None, is_archive=self.is_archive
        )


@dataclass(frozen=True, slots=True)
class DrawnFile:
    """A file that was drawn and is sound: its bytes, and what is to be said of it wherever it is written."""

    job: Job
    name: str
    data: bytes
    pages: int
    trim: tuple[float, float]
    state: str
    why: str
    proof: ProofRecord
    findings: tuple[Finding, ...]
    """What is to be said of its sources."""
    warnings: tuple[Finding, ...]
    """What reading it back showed."""


@dataclass(frozen=True, slots=True)
class BuiltFile:
    """A file that was written, for the manifest."""

    job: Job
    path: Path
    pages: int
    trim: tuple[float, float]
    sha256: str
    state: str
    why: str
    proof: ProofRecord
    findings: tuple[Finding, ...]


def open_sources(project: Path | None) -> Sources:
    """Return the sources of a project laid over ours."""
    return load_sources(open_folders(project), MASTERS)


def place(job: Job, sources: Sources, made: date, real: date | None = None) -> Document:
    """Return a job with everything in its place, in each of its languages, and what is to be said of it.

    Numbers make it a proof unless their calls hold on the day of making and on the real day, which must be known.
    """
    days = Days(made, real)
    layout = sources.layout(job.layout).for_band(job.band)
    tags = languages_of(job.locale)
    if len(tags) == 1:
        return _place(job, layout, sources, days)
    behind = (replace(layout, first=number * len(layout.pages)) for number in range(len(tags)))
    halves = (_place(replace(job, locale=tag), pages, sources, days) for tag, pages in zip(tags, behind, strict=True))
    return _joined(job, tuple(halves), sources)


def _joined(job: Job, halves: tuple[Document, ...], sources: Sources) -> Document:
    """Return a job in several languages; it is a proof if it is one in any of them."""
    first = halves[0]
    why = min((half.why for half in halves), key=WHY.index)
    left = _left_out(first.layout, sources.guide.topics_of(job.product, job.band)) if job.product == "insert" else ()
    return replace(
        first,
        job=job,
        layout=replace(first.layout, pages=tuple(plan for half in halves for plan in half.layout.pages)),
        placed=joined([half.placed for half in halves]),
        proof=make_mark(first.layout, first.manuscript, sources.theme, why) if why else None,
        findings=tuple(dict.fromkeys((*(found for half in halves for found in half.findings), *left))),
        why=why,
        standing=together(half.standing for half in halves),
        in_each=halves,
        is_archive=why == "proof" and all(half.is_archive for half in halves if half.why),
    )


def _left_out(layout: Layout, topics: Iterable[SourceTopic]) -> Iterator[Finding]:
    """Tell of topics that a layout has no page for."""
    for topic in topics:
        if topic.id not in layout.first_pages:
            message, hint = f'has no page for "{topic.id}"', "name another layout if it should be printed: insert-a5"
            yield Finding("left-out", Where(f"layouts/{layout.name}.yaml"), message, hint, Severity.WARNING)


def _place(job: Job, layout: Layout, sources: Sources, days: Days) -> Document:
    """Return a job in one language with everything in its place."""
    locale = sources.locale(job.locale)
    covered = tuple(sources.layout(name).for_band(job.band) for name in layout.covers)
    numbered = next((other for other in covered if other.product == "booklet"), None)
    guide, insert = words_of(job, sources)
    selection = select(insert, sources.world, job.band)
    printed = selection.printed
    ids = ids_of(sources.guide, job.product, job.band)
    said = statements_for(sources, job.country, languages_of(job.locale), ids)
    standing = standing_of(said, sources.confirmed, days.real or days.made)
    found = None if locale.is_pseudo else sources.translated(job.locale)
    people = People(translator_of(found.catalogue), sources.reviewers(job.locale, job.band)) if found else NO_PEOPLE
    printer = sources.printer(job.printer)
    bleed = printer.bleed / layout.scale
    plans, only = layout, _only(layout, job.item)
    for _ in range(MOST_PASSES):
        pages = (numbered or layout).first_pages
        asked = Asked(locale, job.band, layout.product, pages, only, sources.columns)
        manuscript, notes = localise(guide, insert, sources.world, asked)
        colophon = make_colophon(
            manuscript,
            sources.state(job.locale, job.band),
            printed,
            days.made,
            days.real,
            brand=sources.brand,
            standing=standing,
            typefaces=_typefaces(sources.theme.fonts, locale),
            people=people,
        )
        if sources.event:
            colophon = replace(colophon, event=event_lines(manuscript, sources.event))
        if plans.flows:
            layout = flowed(plans, manuscript, sources.theme, colophon, bleed)
        if (numbered or layout).first_pages == pages:
            break
    else:
        raise SourceError(_unsettled(layout))
    if job.is_cover and printer.cover:
        isbn, is_rtl = sources.brand.isbn(job.band), locale.direction == "rtl"
        colophon = replace(colophon, barcode=wanted_barcode(printer.cover, isbn, layout, is_rtl=is_rtl))
    has_calls = not standing.unconfirmed and may_go(printed, standing.calls, days)
    gaps = gaps_of(found, sources.guide, layout.product, job.band) if found else ()
    why = _why_proof(locale, gaps, has_calls=has_calls)
    proof = make_mark(layout, manuscript, sources.theme, why) if why else None
    if covered:
        items = {other.product: guide.items(other.product, job.band) for other in covered}
        printed_copies = Printed(covered, items, manuscript, sources.theme, colophon, bleed)
        layout, placed = fit_stickers(layout, printed_copies, proof)
    else:
        placed = fit_product(layout, manuscript, sources.theme, colophon, bleed, job.item)
    if locale.direction == "rtl":
        placed = mirrored(placed, locale.script)
    everything = (item for page in placed.pages for item in page.items)
    findings = (
        *sources.notes,
        *notes,
        *sources.insert_notes(job.country),
        *_gap_findings(gaps, job),
        *call_findings(printed, days),
        *day_findings(printed, standing.calls, days),
        *map(unconfirmed_finding, standing.unconfirmed),
        *left_out(layout, sources.own),
        *placed_findings(placed, layout, job.locale, sources.theme.fonts, selection),
        *coarse_logo(everything, sources.brand),
    )
    return Document(
        job,
        layout,
        manuscript,
        placed,
        proof,
        findings,
        why,
        printer.sheet,
        standing=standing,
        is_archive=why == "proof" and not standing.unconfirmed and is_archive(printed, standing.calls, days),
    )


def _only(layout: Layout, item: str) -> frozenset[str]:
    """Return the topics of a folded booklet, which has some of them, and of an item; none if there are all.

    What names the pages of other topics is not in a folded booklet.
    """
    if not (item or (layout.fold and layout.product == "booklet")):
        return frozenset()
    return frozenset((item, *(plan.place for plan in layout.pages)))


def _typefaces(fonts: Fonts, locale: Locale) -> tuple[str, ...]:
    """Return the families that a locale is set in, each once."""
    families = fonts.families(locale.script, locale.tag).values()
    files = (fonts.typefaces[family.typeface].file(BODY_WEIGHT)[0] for family in families)
    return tuple(dict.fromkeys(family_name(file) for file in files))


WHY = ("proof.pseudo", "proof.words", "proof", "")
"""Labels that say why an edition is a proof, the one that tells most first."""


def _why_proof(locale: Locale, gaps: tuple[Gap, ...], *, has_calls: bool) -> str:
    """Return the label that says why an edition is a proof; that numbers are not confirmed, its imprint says, too."""
    if locale.is_pseudo:
        return "proof.pseudo"
    if gaps:
        return "proof.words"
    return "" if has_calls else "proof"


def _gap_findings(gaps: tuple[Gap, ...], job: Job) -> Iterator[Finding]:
    if gaps:
        names = ", ".join(f"{gap.slot.context} ({gap.state})" for gap in gaps)
        message = f"{len(gaps)} messages of the {job.product}, {job.band}, are English still: {names}"
        hint = f"words status {job.locale} shows each"
        yield Finding("words-incomplete", Where(catalogue_name(job.locale)), message, hint, Severity.WARNING)


MOST_PASSES = 6
"""Times that words and pages are made to agree, where pages flow: words name pages, and pages are as long as words."""


def _unsettled(layout: Layout) -> Finding:
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
    return sources.translated(locale.tag).guide, named_insert(insert, locale.tag)


def draw(document: Document, sources: Sources, made: date) -> bytes:
    """Return the PDF of a placed job."""
    job, manuscript = document.job, document.manuscript
    edition = _edition(job, sources)
    titles = tuple(title for half in document.halves for title in _titles(half))
    title = titles[0] if job.item else manuscript.title
    title = f"{document.proof.title}: {title}" if document.proof else title
    selection = select(sources.insert(job.country), sources.world, job.band)
    facts = facts_of(job.country, job.band, sources)
    coverage = coverage_line(make_coverage(job, selection, made, facts, is_proof=document.proof is not None))
    languages = tuple(half.manuscript.locale.tag for half in document.in_each for _ in half.placed.pages)
    metadata = Metadata(title, manuscript.locale.tag, made, titles, _direction(document), coverage, languages)
    finished = _finished(document, sources, made, edition)
    return assemble(finished, sources.art, edition, metadata)


def _direction(document: Document) -> str:
    """Return the direction of a file: programs take lines of addresses for turned round if it says right to left."""
    directions = {half.manuscript.locale.direction for half in document.halves}
    return directions.pop() if len(directions) == 1 else "ltr"


def _titles(document: Document) -> Iterator[str]:
    """Yield the title of each page that begins a topic, "" for the others."""
    for page, plan in zip(document.placed.pages, document.layout.pages, strict=True):
        begins = bool(page.topic) and not plan.is_continued
        yield document.manuscript.topic(page.topic).title if begins else ""


def _edition(job: Job, sources: Sources) -> Edition:
    printer = None if job.edition == "screen" else sources.printer(job.printer)
    palette = make_palette(sources.theme, job.edition, job.ink)
    return Edition(job.edition, palette, printer.condition if printer else sources.screen, printer)


def _finished(document: Document, sources: Sources, made: date, edition: Edition) -> Finished:
    """Return the sides of the sheets that an edition has."""
    placed, printer, blank = document.placed, edition.printer, edition.palette.blank
    if document.proof:
        placed = replace(placed, pages=marked(placed.pages, placed.forms, document.proof))
    if document.job.ink == "low-ink":
        placed = spared(placed, sources.theme, blank, is_low=True)
    if printer is None:
        return on_screen(placed, document.layout.scale)
    house = product_house(document.layout, document.manuscript, sources.theme)
    if printer.sheet:
        sheets = in_office(document.layout, placed, printer.sheet, house, blank)
        return meet_fronts(sheets, printer.back_shifts)
    stamp = f"{document.name.removesuffix('.pdf')} · {made.isoformat()} · {printer.condition.identifier}"
    if document.job.is_cover:
        return as_cover(placed, spine_of(document, printer), printer, house, escape_markup(stamp))
    return at_press(placed, printer, house, escape_markup(stamp), document.layout.fold)


def spine_of(document: Document, printer: Printer) -> float:
    """Return how wide the spine of a booklet is that has a cover of its own."""
    assert printer.cover is not None
    return printer.cover.spine(len(document.placed.pages), document.job.paper or printer.cover.usual_paper)


def _extent(document: Document, sources: Sources) -> tuple[int, Size]:
    """Return how many pages a file has, and their trim: a cover is one, as wide as it lies flat."""
    _, trim = document.trim
    if not document.job.is_cover:
        return len(document.placed.pages), trim
    return 1, Size(2 * trim.width + spine_of(document, sources.printer(document.job.printer)), trim.height)


def _most_pages(document: Document, sources: Sources) -> int:
    """Return how many pages a file may speak of: stickers say what stands on those of a booklet."""
    covered = (len(sources.layout(name).for_band(document.job.band).pages) for name in document.layout.covers)
    return max(len(document.placed.pages), *covered, 0)


def prove(document: Document, data: bytes, sources: Sources, made: date) -> ProofRecord:
    """Read a drawn file back and return what was found; raise `ProofError` if it does not say what the facts say."""
    job = document.job
    words = tuple(words_of(half.job, sources) for half in document.halves)
    selection = select(sources.insert(job.country), sources.world, job.band)
    calls = [contact.checked.on for contact in selection.printed if contact.checked]
    edition = _edition(job, sources)
    said = [said_of(half.manuscript, sources) for half in document.halves]
    days = [text for day in (*calls, *document.standing.calls) for text in (day.isoformat(), str(day.year))]
    typed = {
        "date of making": made.isoformat(),
        "condition of printing": edition.condition.identifier,
        "name of the file": f"{document.name} {job.country} {job.item}",
        "page": "\n".join(map(str, range(1, _most_pages(document, sources) + 1))),
        "step": "\n".join(map(str, range(1, STEPS + 1))),
        "date of a call": " ".join(days),
        "table or event": " ".join(text for one in said for text in one.texts),
    }
    others = sources.names_elsewhere(job.country)
    vocabulary = make_vocabulary(words, sources.brand, typed, others)
    finished = _finished(document, sources, made, edition)
    parts = [(half.placed, half.layout, half.manuscript) for half in document.halves]
    if job.is_cover:
        pages = document.layout.pages
        parts = [(finished.placed, replace(document.layout, pages=(pages[0], pages[-1])), document.manuscript)]
    isbn = sources.brand.isbn(job.band)
    claims = joined_claims(
        make_claims(*part, selection, vocabulary, isbn, one) for part, one in zip(parts, said, strict=True)
    )
    sides = tuple(side.spots for side in finished.sides)
    marks = marks_of(finished.placed.pages) if document.proof else ()
    shown = shown_on_sides(finished.placed, claims, finished.sides, sources.theme.fonts)
    return read_back(data, claims, document.name, sides, lines_on_sides(finished), marks, shown)


def check(jobs: Iterable[Job], sources: Sources, made: date, real: date | None = None) -> list[Document]:
    """Place every job and raise `SourceError` with the faults of all of them; nothing is drawn before this passes."""
    documents = []
    findings: list[Finding] = []
    placed_once: dict[tuple[Job, float], Document] = {}
    for job in jobs:
        try:
            printer = sources.printer(job.printer)
            if job.is_cover:
                raise_errors(cover_findings(printer, job.paper))
            key = (_unprinted(job), printer.bleed)
            if key not in placed_once:
                placed_once[key] = place(job, sources, made, real)
                findings += placed_once[key].findings
            documents.append(replace(placed_once[key], job=job, sheet=printer.sheet))
            if job.edition != "screen":
                findings += printer_findings(printer, documents[-1].layout, placed_once[key].placed, sources.theme)
            if job.is_cover:
                findings += spine_findings(printer, len(documents[-1].placed.pages), spine_of(documents[-1], printer))
        except SourceError as error:
            findings += error.findings
    raise_errors(told_once(findings))
    return documents


def _unprinted(job: Job) -> Job:
    """Return what of a job tells where everything stands; on a cover, its printer does, too."""
    if job.is_cover:
        return replace(job, edition="", ink="", paper="")
    return replace(job, edition="", ink="", printer="", part="")


FLAT = "card"
"""What a flat sheet is to a printer: paper printed on one side or on both, and cut; nobody binds it."""


def press_check(document: Document, data: bytes, sources: Sources, *, with_ink: bool = False) -> tuple[Finding, ...]:
    """Return what preflight warns of in a drawn file for a press; raise `PressError` if a printer would refuse it."""
    if document.job.edition != "press":
        return ()
    from booklet.check.preflight.limits import limits_of

    try:
        from booklet.check.proof.press import inspect
    except ImportError as error:
        return (_unseen(error),)
    product = FLAT if document.layout.fold else document.layout.product
    limits = limits_of(sources.printer(document.job.printer), product)
    return inspect(data, limits, document.name, with_ink=with_ink)


def _unseen(error: ImportError) -> Finding:
    """Return what is told of files for a press that preflight cannot read here: they are not checked, never passed."""
    what = "preflight did not look at the files for a press, they are not checked"
    otherwise = "ask the print shop for its own report before a large run"
    return missing(package_of(error), Where("preflight"), what, otherwise, Severity.WARNING)


def write(document: Document, sources: Sources, made: date, folder: Path, *, with_ink: bool = False) -> BuiltFile:
    """Draw a placed job, read it back, and write its file if it is sound."""
    return write_drawn(draw_sound(document, sources, made, with_ink=with_ink), folder)


def draw_sound(document: Document, sources: Sources, made: date, *, with_ink: bool = False) -> DrawnFile:
    """Return the file of a placed job, read back; raise `ProofError` or `PressError` if it is not sound."""
    data = draw(document, sources, made)
    proof = prove(document, data, sources, made)
    warnings = press_check(document, data, sources, with_ink=with_ink)
    pages, (width, height) = _extent(document, sources)
    return DrawnFile(
        job=document.job,
        name=document.name,
        data=data,
        pages=pages,
        trim=(round(width / MM, 2), round(height / MM, 2)),
        state="proof" if document.proof else "final",
        why=document.why,
        proof=proof,
        findings=tuple(found for found in document.findings if found.severity is not Severity.ERROR),
        warnings=(*small_codes(proof, document.name), *warnings),
    )


def write_drawn(file: DrawnFile, folder: Path) -> BuiltFile:
    """Write a file in place of those that hold no more; raise `OutputError` if that fails.

    What falls back goes before anything comes in its place: whoever is stopped between the two leaves no final.
    """
    path = folder / file.name
    aside = set_aside(path)
    write_whole(path, file.data)
    remove_other(path)
    fallen = (fallen_back(aside, REPLACED),) if aside else ()
    return BuiltFile(
        job=file.job,
        path=path,
        pages=file.pages,
        trim=file.trim,
        sha256=hashlib.sha256(file.data).hexdigest(),
        state=file.state,
        why=file.why,
        proof=file.proof,
        findings=(*file.findings, *fallen, *file.warnings),
    )


def small_codes(proof: ProofRecord, name: str) -> Iterator[Finding]:
    """Tell of codes that are small at the size at which they are printed."""
    if 0 < proof.module < GOOD_MODULE:
        message = f"the modules of its QR code are {proof.module:g} mm, less than {GOOD_MODULE:g} mm"
        hint = "print it larger, or give the lead a shorter address; a poor camera may not read it"
        yield Finding("small-code", Where(name), message, hint, Severity.WARNING)


def build_job(job: Job, project: Path | None, days: Days, folder: Path, *, with_ink: bool = False) -> BuiltFile:
    """Build one job from its sources: the whole pipeline, as a worker process runs it."""
    sources = open_sources(project)
    (document,) = check([job], sources, days.made, days.real)
    return write(document, sources, days.made, folder, with_ink=with_ink)
