"""Columns of a table that words print: which of them a file uses, and what is wrong with their cells."""

from collections.abc import Iterator, Sequence

from booklet.errors import Finding, Severity, did_you_mean
from booklet.facts.lots import Lot, Recipient
from booklet.jobs import Job
from booklet.look.brand import line_fault
from booklet.sources.addresses import check_said_addresses
from booklet.sources.load import Sources
from booklet.values import Frozen
from booklet.words.guide import SourceTopic, Wording, columns_in

LONGEST = 200
"""Characters of a cell that words may print."""

NO_HOSTS = frozenset[str]()


class PrintedColumns(Frozen):
    """The wordings in a file that print columns of a table."""

    wordings: tuple[Wording, ...] = ()

    @property
    def columns(self) -> frozenset[str]:
        """The columns they print."""
        return frozenset(column for wording in self.wordings for form in wording.forms for column in columns_in(form))


class Columns:
    """The columns of a table that files print, given the sources of today."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._known: dict[tuple[str, ...], PrintedColumns] = {}

    def find_printed(self, job: Job) -> PrintedColumns:
        """Return the wordings in a job's file that print columns of a table, in any band."""
        key = (job.product, job.item, job.layout, job.band)
        if key not in self._known:
            self._known[key] = self._find_printed(job)
        return self._known[key]

    def _find_printed(self, job: Job) -> PrintedColumns:
        places = {job.item, *(plan.place for plan in self._sources.layout(job.layout).pages)}
        guide = self._sources.guide
        topics = guide.topics_of(guide.set_of(job.product, job.item), job.band)
        wordings = (wording for topic in topics if not job.item or topic.id in places for wording in _wordings(topic))
        return PrintedColumns(tuple(wording for wording in wordings if any(map(columns_in, wording.forms))))


def _wordings(topic: SourceTopic) -> Iterator[Wording]:
    yield from topic.titles.values()
    for block in (block for written in topic.blocks for block in written.walk()):
        yield from block.strings.values()


def column_findings(lot: Lot, printed: Sequence[PrintedColumns]) -> Iterator[Finding]:
    """Yield the faults between the words of a lot and its table, each once."""
    wordings = tuple(dict.fromkeys(wording for each in printed for wording in each.wordings))
    for wording in wordings:
        if lot.recipients:
            yield from _find_unknown(wording, lot.recipients[0])
        elif not _is_whole(wording, frozenset()):
            hint = "write records: TABLE.csv in the lot, leave these words out of it, or add a last form without"
            message = f'the lot "{lot.name}" has no records, and prints {_names(wording)}'
            yield Finding("no-records", wording.where, message, hint)
    columns = frozenset(column for each in printed for column in each.columns)
    for who in lot.recipients:
        for wording in wordings:
            yield from _find_empty(wording, who)
        yield from _find_wrong(who.narrow(columns))


def _find_unknown(wording: Wording, who: Recipient) -> Iterator[Finding]:
    """Yield the columns of a wording that a table does not have."""
    known = dict(who.columns)
    for column in sorted(frozenset[str]().union(*map(columns_in, wording.forms)) - set(known)):
        message = f'{who.where.file} has no column "{column}"'
        yield Finding("unknown-column", wording.where, message, did_you_mean(column, known))


def _find_empty(wording: Wording, who: Recipient) -> Iterator[Finding]:
    """Yield a finding about an empty cell if no form of a wording does without it."""
    cells = dict(who.columns)
    filled = frozenset(column for column, text in cells.items() if text)
    if not _is_whole(wording, filled):
        missing = sorted(column for column in columns_in(wording.forms[-1]) - filled if column in cells)
        hint = "fill it in, or give these words a last form without"
        for column in missing:
            message = f"record {who.id}: its {column} is empty, and words print it ({wording.where})"
            yield Finding("empty-column", who.where, message, hint)


def _is_whole(wording: Wording, filled: frozenset[str]) -> bool:
    """Tell whether a form of a wording needs only columns that are filled."""
    return any(columns_in(form) <= filled for form in wording.forms)


def _names(wording: Wording) -> str:
    return ", ".join(f"{{record:{column}}}" for column in sorted(columns_in(wording.forms[-1])))


def _find_wrong(who: Recipient) -> Iterator[Finding]:
    """Yield cells that are not one line, and addresses in them that may lead elsewhere tomorrow."""
    for column, text in who.columns:
        if fault := line_fault(text, LONGEST):
            hint = f"write one line of {LONGEST} characters at most"
            yield Finding("wrong-record", who.where, f"record {who.id}: its {column} {fault}", hint)
    yield from (found for found in check_place_addresses(who, NO_HOSTS) if found.severity is Severity.ERROR)


def check_place_addresses(who: Recipient, listed: frozenset[str]) -> Iterator[Finding]:
    """Yield findings about the addresses of a place; `listed` are the hosts of our contacts."""
    for text in dict.fromkeys((who.name, who.contact, who.web, *(text for _, text in who.columns))):
        if "." in text:
            yield from check_said_addresses(text, listed, who.where)
