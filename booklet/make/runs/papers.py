"""The papers of a run: for each printer a ticket, packing list and labels; for everybody the manifest and a report.

They are in English, for those who run a campaign; the files they are about are in any language.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path

from booklet.check.proof.compare import ProofRecord
from booklet.frames.flowables import OwnFlowable
from booklet.frames.table import Column, Table
from booklet.make.build import check
from booklet.make.document import BuiltFile
from booklet.make.outdated import MANIFEST
from booklet.make.output import check_folder, checksums, write_whole
from booklet.make.packs.ticket import FACTS, Commission, ticket_entry, ticket_story
from booklet.make.papers.paper import GAP, Paper, make_paper, place_paper
from booklet.make.planning import Wanted, plan_jobs
from booklet.make.runs.manifest import MadeFile, manifest_csv, manifest_json, totals
from booklet.make.runs.plan import RunItem
from booklet.make.runs.report import report_html
from booklet.make.wording import list_progress, list_signatures
from booklet.sources.load import Sources
from booklet.text.markup import escape_markup
from booklet.typeset.house import House
from booklet.values import Frozen, write_json
from booklet.words.locales import languages_of

SUMS = "SHA256SUMS"

MOST_NAMED = 12
"""Files that a ticket names one by one; more are named by their lot, and the manifest has them all."""

NOWHERE = "no address given"


def publish(name: str, files: Sequence[MadeFile], sources: Sources, key: str, made: date, folder: Path) -> None:
    """Write the papers of a run; raise `OutputError` if that fails.

    `key` tells what they were made from.
    """
    common = _paper(sources, made)
    report = report_html(name, files, folder, _list_words(files, sources))
    papers = {"manifest.csv": manifest_csv(files), "report.html": report.encode()}
    for printer, group in groupby(sorted(files, key=_printer), key=_printer):
        found = _make_printer_papers(name, printer, list(group), common, sources, made)
        papers |= {f"{printer}/{paper}": data for paper, data in found.items()}
    for file, data in papers.items():
        check_folder((folder / file).parent)
        write_whole(folder / file, data)
    sums = [(file.row.path, file.row.sha256) for file in files]
    sums += [(paper, hashlib.sha256(data).hexdigest()) for paper, data in papers.items()]
    write_whole(folder / SUMS, checksums(sorted(sums)).encode())
    write_whole(folder / MANIFEST, manifest_json(name, key, files).encode())


def check_addresses(items: Sequence[RunItem], sources: Sources, made: date) -> None:
    """Raise `SourceError` for addresses that no label can show, before anything is made for them."""
    places = dict.fromkeys(item.deliver_to for item in items if item.deliver_to)
    if places:
        paper = _paper(sources, made)
        place_paper("deliver-to", [Table(FACTS, (), paper.house, escape_markup(place)) for place in places], paper)


def _paper(sources: Sources, made: date) -> Paper:
    """Return what the papers of a run have in common: the words and the style of a document in English."""
    wanted = Wanted(("insert",), ("en",), bands=("14-17",), editions=("screen",))
    (model,) = check(plan_jobs(wanted, sources), sources, made)
    labels = model.manuscript.labels
    return Paper(model.manuscript.locale, labels, sources.theme, note=labels["proof"] if model.proof else "")


def _printer(made: MadeFile) -> str:
    return made.item.printer


def _make_printer_papers(
    name: str, printer: str, files: list[MadeFile], paper: Paper, sources: Sources, made: date
) -> dict[str, bytes]:
    """Return the papers that go to a printer with its files; files for screens have only checksums."""
    papers = {"manifest.csv": manifest_csv(files)}
    if printer != "screen":
        tickets, house = list(_list_tickets(files, sources)), paper.house
        stories: dict[str, tuple[str, Iterator[OwnFlowable]]] = {
            "job-ticket": (house.labels["ticket.title"], ticket_story(_merge_tickets(tickets), house)),
            "packing-list": ("Packing list", _list_packing(files, house)),
            "labels": ("Labels to cut", _labels(name, printer, files, house)),
        }
        lines = ",\n".join(write_json(ticket.entry) for ticket in tickets)
        papers["job-ticket.json"] = f"[\n{lines}\n]\n".encode()
        for kind, (title, story) in stories.items():
            papers[f"{kind}.pdf"] = make_paper(f"{title} · {escape_markup(name)}", story, paper, sources, made)
    sums = [(file.row.path.removeprefix(f"{printer}/"), file.row.sha256) for file in files]
    sums += [(paper, hashlib.sha256(data).hexdigest()) for paper, data in papers.items()]
    return papers | {SUMS: checksums(sorted(sums)).encode()}


class _Ticket(Frozen):
    """What a printer must know about a file of a lot; `said` is all but its name, hash and state, as a text."""

    lot: str
    entry: Mapping[str, object]
    said: str


def _list_tickets(files: Sequence[MadeFile], sources: Sources) -> Iterator[_Ticket]:
    """Yield the ticket of each file; what files with the same job, copies and address have in common is made once."""
    known: dict[tuple[object, ...], tuple[dict[str, object], str]] = {}
    for made in files:
        item, row = made.item, made.row
        key = (item.job, item.copies, item.deliver_to, row.pages, row.trim)
        own: dict[str, object] = {"file": row.name, "sha256": row.sha256, "state": row.state}
        if key not in known:
            entry = _ticket(made, sources)
            known[key] = entry, write_json({name: value for name, value in entry.items() if name not in own})
        entry, said = known[key]
        yield _Ticket(item.lot, entry | own, said)


def _ticket(made: MadeFile, sources: Sources) -> dict[str, object]:
    item, row = made.item, made.row
    nothing_read = ProofRecord(row.pages, 0, 0, 0)
    path = Path(row.path)
    file = BuiltFile(item.job, path, row.pages, row.trim, row.sha256, row.state, row.why, nothing_read, ())
    direction = sources.locale(languages_of(item.job.locale)[0]).direction
    layout, printer = sources.layout(item.job.layout).for_band(item.job.band), sources.printer(item.job.printer)
    commission = Commission(deliver_to=item.deliver_to).by(sources.brand)
    return ticket_entry(file, layout, printer, direction, item.copies, commission)


def _merge_tickets(tickets: Iterable[_Ticket]) -> list[Mapping[str, object]]:
    """Return an entry for each file, or a single one for many files of a lot with the same ticket."""
    groups: dict[tuple[str, str], list[Mapping[str, object]]] = {}
    for ticket in tickets:
        groups.setdefault((ticket.lot, ticket.said), []).append(ticket.entry)
    found: list[Mapping[str, object]] = []
    for (lot, _), group in groups.items():
        is_long = len(group) > MOST_NAMED
        found += [{**group[0], "file": f"{lot}/: {len(group)} files"}] if is_long else group
    return found


def _places(files: Sequence[MadeFile]) -> dict[str, list[MadeFile]]:
    """Return the files by the address they go to, in the order of the lots."""
    places: dict[str, list[MadeFile]] = {}
    for made in files:
        places.setdefault(made.item.deliver_to or NOWHERE, []).append(made)
    return places


def _list_packing(files: Sequence[MadeFile], house: House) -> Iterator[OwnFlowable]:
    """Yield for each address a row for each file, and the totals."""
    columns = (Column(0.16, "Copies", is_head=True), Column(0.84, "File", tears=True))
    for place, group in _places(files).items():
        rows = [(f"{made.item.copies}", escape_markup(made.row.name)) for made in group]
        together = ("Together", _merged_words(group))
        yield Table(columns, (*rows, together), house, escape_markup(place)).with_space(2 * GAP, 0)


def _labels(name: str, printer: str, files: Sequence[MadeFile], house: House) -> Iterator[OwnFlowable]:
    """Yield a label for each address and lot."""
    for place, group in _places(files).items():
        for lot, of_lot in groupby(group, key=lambda made: made.item.lot):
            rows = (("Run, lot", f"{escape_markup(name)}, {lot}"), ("Printer", printer))
            contents = ("Contents", _merged_words(list(of_lot)))
            yield Table(FACTS, (*rows, contents), house, escape_markup(place)).with_space(2 * GAP, 0)


def _list_words(files: Sequence[MadeFile], sources: Sources) -> Iterator[str]:
    """Yield for each language and band of a run how far its words are, and each signature."""
    asked = {(tag, made.item.job.band) for made in files for tag in languages_of(made.item.job.locale)}
    for tag, band in sorted(asked):
        if not sources.locale(tag).is_pseudo:
            found = [standing for standing in sources.standings(tag) if standing.band == band]
            yield from (*list_progress(sources, tag, found), *list_signatures(found))


def _merged_words(group: Sequence[MadeFile]) -> str:
    counts = totals(group)
    products = Counter(made.item.job.product for made in group)
    kinds = ", ".join(f"{number} × {product}" for product, number in products.items())
    proofs = f"; *{counts['proofs']} are PROOFS: not for readers*" if counts["proofs"] else ""
    return f"{kinds}: {counts['copies']} copies, {counts['sheets']} sheets{proofs}"
