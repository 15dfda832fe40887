"""What a worker does: items in, findings or rows of finished files out; its sources stay in memory."""

from collections.abc import Callable, Iterator
from copy import copy
from functools import partial
from pathlib import Path

from booklet.errors import BookletError, Finding, OutputError, Severity, SourceError, Where, raise_errors
from booklet.facts.event import EventDay
from booklet.facts.gate import Days
from booklet.facts.lots import Recipient
from booklet.facts.selection import select
from booklet.jobs import Job
from booklet.look.brand import Brand
from booklet.machine.circles import look_seldom
from booklet.machine.living import end_with_parent
from booklet.machine.store import close_store, open_store_for_good, save_store
from booklet.make.build import check
from booklet.make.coverage import facts_of
from booklet.make.document import Document, DrawnFile
from booklet.make.opening import load_sources_once
from booklet.make.output import make_folder, report_unwritable
from booklet.make.reasons import Reason, list_reasons
from booklet.make.runs.columns import check_place_addresses
from booklet.make.runs.kept import RunRow, find_holding_span, stamp_of
from booklet.make.runs.lengths import find_blame
from booklet.make.runs.lock import join
from booklet.make.runs.plan import RunItem
from booklet.make.usedart import art_findings
from booklet.make.writing import draw_sound, write_drawn
from booklet.sources.folders import Folders
from booklet.sources.load import Sources
from booklet.sources.statements import row_statements
from booklet.text.markup import letters
from booklet.typeset.placed import texts_of
from booklet.values import Frozen, replace
from booklet.words.localise import column_value

Keyed = tuple[RunItem, str]
"""An item and its key."""


class RunTask(Frozen):
    """Where the files of a run come from and go, the day of making and the real day."""

    sources: Folders
    folder: Path
    days: Days


class DrawnItem(Frozen):
    """A file that is not written yet, with the days between which its numbers hold, and a hash of its facts."""

    file: DrawnFile
    span: tuple[str, str]
    facts: str


class Outcome(Frozen):
    """What came of an item: its pages and path, its file or row once it is made, or its faults.

    `code` is the exit code for its faults. `state` and `reasons` tell of one that was examined whether it will be a
    proof, a draft or final, and everything that keeps it from being final.
    """

    item: RunItem
    pages: int = 0
    path: str = ""
    drawn: DrawnItem | None = None
    row: RunRow | None = None
    faults: tuple[Finding, ...] = ()
    code: int = 0
    state: str = ""
    reasons: tuple[Reason, ...] = ()


class Work(Frozen):
    """What is done with an item: a part that needs its sources and no folder, and one that needs only the folder."""

    stage: str
    begin: Callable[[RunItem, RunTask], Outcome]
    end: Callable[[Outcome, str, RunTask], Outcome]


def work_on(items: tuple[Keyed, ...], work: Work, task: RunTask) -> tuple[Outcome, ...]:
    """Return the outcomes of items where sources and folder are both at hand."""
    outcomes = tuple(end_item(begin_item(item, work, task), key, work, task) for item, key in items)
    save_store()
    return outcomes


def begin_item(item: RunItem, work: Work, task: RunTask) -> Outcome:
    """Do the part that needs the sources of an item."""
    return _try(item, partial(work.begin, item, task))


def end_item(outcome: Outcome, key: str, work: Work, task: RunTask) -> Outcome:
    """Do the part that needs the folder of a run, if the item has something to write."""
    return outcome if outcome.faults else _try(outcome.item, partial(work.end, outcome, key, task))


def keep_outcome(outcome: Outcome, _key: str, _task: RunTask) -> Outcome:
    """Return an outcome unchanged, for work that writes nothing."""
    return outcome


def _try(item: RunItem, work: Callable[[], Outcome]) -> Outcome:
    """Return the outcome of an item; its faults become values, since they travel between processes."""
    try:
        return work()
    except BookletError as error:
        return Outcome(item, faults=tuple(dict.fromkeys(error.findings)), code=error.exit_code)


def _examine(item: RunItem, task: RunTask) -> Outcome:
    sources = _choose_sources(item, task)
    document = place_item(item, sources, task.days)
    return Outcome(
        item,
        pages=len(document.placed.pages),
        path=f"{item.folder}/{document.name}",
        state=document.state,
        reasons=list_reasons(document, sources, task.days),
    )


def _draw(item: RunItem, task: RunTask) -> Outcome:
    sources = _choose_sources(item, task)
    document = place_item(item, sources, task.days)
    file = draw_sound(document, sources, task.days.made)
    facts = facts_of(item.job.country, item.job.band, sources)
    return Outcome(item, pages=file.pages, drawn=DrawnItem(file, _span(document, sources, task.days), facts))


def _write(outcome: Outcome, key: str, task: RunTask) -> Outcome:
    item, drawn = outcome.item, outcome.drawn
    assert drawn is not None
    folder = task.folder / item.folder
    make_folder(folder)
    file = write_drawn(drawn.file, folder)
    try:
        stamp = stamp_of(file.path)
    except OSError as error:
        raise OutputError(report_unwritable(file.path, error)) from error
    row = RunRow(
        item=item.id,
        key=key,
        path=f"{item.folder}/{file.path.name}",
        stamp=stamp,
        sha256=file.sha256,
        facts=drawn.facts,
        made=task.days.made.isoformat(),
        since=drawn.span[0],
        until=drawn.span[1],
        pages=file.pages,
        trim=file.trim,
        state=file.state,
        why=file.why,
        findings=tuple(dict.fromkeys(file.findings)),
    )
    return replace(outcome, drawn=None, row=row)


EXAMINE = Work("examined", _examine, keep_outcome)
"""Places an item and tells what is wrong with it; nothing is drawn."""

MAKE = Work("made", _draw, _write)
"""Writes the file of an item that has no fault."""


def place_item(item: RunItem, sources: Sources, days: Days) -> Document:
    """Return a file with everything in its place, given its own sources; raise `SourceError` with all that is wrong."""
    try:
        (document,) = check([item.job], sources, days.made, days.real)
    except SourceError as error:
        raise find_blame(item, sources, days, error) from error
    raise_errors(art_findings(document.placed, sources.art))
    if item.recipient is None:
        return document
    raise_errors(_find_unsaid(document, item.recipient))
    return replace(document, prefix=f"{item.recipient.id}_")


def _find_unsaid(document: Document, who: Recipient) -> Iterator[Finding]:
    """Report everything about a recipient that no page prints: not all posters and cards have a place for a name.

    Cells that its words print count as printed.
    """
    placed = letters("".join(text.line.text for page in document.placed.pages for text in texts_of(page.items)))
    words = "".join(_strings(document))
    printed = [name for name, text in who.columns if text and column_value(name, text) in words]
    missing = [name for name in printed if letters(dict(who.columns)[name]) not in placed]
    for column in dict.fromkeys((*(["name"] if letters(who.name) not in placed else []), *missing)):
        job = document.job
        hint = "leave it out of the lot: items: names those that are wanted"
        message = f"{job.product} {job.item} ({job.layout}) has no place for a {column}"
        yield Finding("recipient-no-place", Where(who.where.file), message, hint)


def _strings(document: Document) -> Iterator[str]:
    """Yield the strings of a file before they are placed."""
    for half in document.halves:
        for topic in half.manuscript.topics:
            yield topic.title
            yield from (text for block in topic.blocks for text in block.strings())


def _choose_sources(item: RunItem, task: RunTask) -> Sources:
    """Return the sources of a file."""
    return name_sources(item, load_sources_once(task.sources))


def name_sources(item: RunItem, read: Sources) -> Sources:
    """Return sources as they are for one file: it bears the name of its recipient, and the day of its event."""
    sources = copy(read)
    if item.event:
        sources.event = item.event
        sources.notes = (*sources.notes, *_find_unsure(item.event))
    if item.recipient:
        sources.brand = _name_brand(sources.brand, item.recipient)
        sources.columns = item.recipient.columns
        sources.said = tuple(row_statements(item.recipient))
        said = check_place_addresses(item.recipient, sources.listed_hosts)
        sources.notes = (*sources.notes, *(found for found in said if found.severity is not Severity.ERROR))
        sources.notes = (*sources.notes, *_find_unhelpful_code(item.recipient, item.job, sources))
    return sources


def _find_unhelpful_code(who: Recipient, job: Job, sources: Sources) -> Iterator[Finding]:
    """Report a code that leads elsewhere than to help if help can only be reached by that address."""
    lead = select(sources.insert(job.country), sources.world, job.band).lead
    if who.web and not lead.numbers:
        message = f"the code leads to {who.web}, and readers in {job.country} have no number to call but {lead.web}"
        hint = "leave web empty: then the code leads to help"
        yield Finding("code-not-help", who.where, message, hint, Severity.WARNING)


def _find_unsure(event: EventDay) -> Iterator[Finding]:
    """Report that a day was not announced as far as we know, or that its theme is missing in a language."""
    if not event.is_confirmed:
        message = f"{event.day} is the day by rule, and nobody here has seen it announced"
        hint = f"look at betterinternetforkids.eu, then write date: {event.day}"
        yield Finding("event-unconfirmed", event.where, message, hint, Severity.WARNING)
    for theme in (theme for theme in event.themes if not theme.text):
        message = f"the theme is not written in {theme.locale}: its files name the day alone"
        hint = f"write it after {theme.locale}: if there is one"
        yield Finding("no-theme", theme.where, message, hint, Severity.WARNING)


def _name_brand(brand: Brand, who: Recipient) -> Brand:
    """Return the brand of a recipient's files."""
    return replace(
        brand,
        name=who.name,
        short="",
        contact=who.contact,
        where=who.where,
        is_recipient=True,
        web=who.web,
    )


def _span(document: Document, sources: Sources, days: Days) -> tuple[str, str]:
    job = document.job
    printed = select(sources.insert(job.country), sources.world, job.band).printed
    since, until = find_holding_span(printed, document.standing.calls, days)
    ends = [half.words.responsible.ends for half in document.halves if half.words.responsible]
    until = min((day for day in (until, *ends) if day), default=None)
    return since.isoformat() if since else "", until.isoformat() if until else ""


def prepare_worker(folder: Path | None) -> None:
    """Prepare a worker that writes to a folder: only the run's process can interrupt it, and it ends together with it.

    It holds the folder first, so that no run begins beside a worker that starts too late to be told.
    """
    import signal
    from multiprocessing.util import Finalize

    look_seldom()
    open_store_for_good()
    Finalize(None, close_store, exitpriority=0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if folder:
        join(folder)
    end_with_parent()
