"""Packs: the jobs of one locale and country in, a folder and its zip out, whole or not at all."""

import dataclasses
import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from decimal import Decimal
from itertools import groupby
from pathlib import Path

from booklet.errors import Finding, OutputError, Where
from booklet.facts.gate import Days
from booklet.geometry import Size
from booklet.jobs import ARCHIVE, DRAFT, PROOF, UNPRINTED, Job, list_marked, usual_printer
from booklet.make.build import check
from booklet.make.document import BuiltFile, Document
from booklet.make.outdated import MANIFEST, origin_of
from booklet.make.output import checksums, choose_draft_path, remove
from booklet.make.packs.instructions import instructions
from booklet.make.packs.kinds import PackKind
from booklet.make.packs.naming import name_pack
from booklet.make.packs.ticket import NOTHING_SAID, Commission, ticket_entry, ticket_story
from booklet.make.packs.toner import SIDE, cost, count_paid, coverage
from booklet.make.packs.upload import upload_entry
from booklet.make.packs.week import write_week
from booklet.make.papers.paper import Paper, make_paper
from booklet.make.versions import NOTHING, Given, choose_version, find_given_pack, merge_given
from booklet.make.writing import write
from booklet.sheets.handling import copies_a_sheet, handling_name, handling_of
from booklet.sheets.sides import sheet_name
from booklet.sources.load import Sources
from booklet.values import Frozen, asdict, replace
from booklet.words.guide import KIT
from booklet.words.locales import SOURCE_LOCALE
from booklet.words.manuscript import Labels, make_labels
from booklet.words.wordings import resolve_labels

HOW_TO = "00_how-to-print.pdf"

TICKET = "00_job-ticket"


class PackOrder(Frozen):
    """What a pack is for: its kind, the copies of each file, and a price with its currency.

    The price is `per` printed side, sheet or copy. `commission` says who wants it, and how. `language` is that of the
    printer, "" that of the files.
    """

    name: str
    kind: PackKind
    quantity: int = 1
    price: Decimal | None = None
    money: str = ""
    commission: Commission = NOTHING_SAID
    language: str = ""
    per: str = SIDE

    def count_copies(self, job: Job, sources: Sources) -> int:
        """Return how many copies of a file are wanted; none of what is shown and not printed."""
        return self.kind.count_copies(job, self.quantity, sources.guide)


class Packed(Frozen):
    """A pack that was written: its folder, its zip, the entries of its files, and the findings."""

    folder: Path
    archive: Path
    files: tuple[Mapping[str, object], ...]
    findings: tuple[Finding, ...] = ()


def packs_of(documents: Sequence[Document]) -> Iterator[tuple[Document, ...]]:
    """Yield the documents of each locale and country, booklets first."""

    def place(document: Document) -> tuple[str, str]:
        return document.job.country, document.job.locale

    for _, group in groupby(sorted(documents, key=place), key=place):
        yield tuple(group)


def write_pack(
    documents: Sequence[Document],
    order: PackOrder,
    sources: Sources,
    days: Days,
    output: Path,
    step: Callable[[], None] = lambda: None,
    printed: Mapping[str, Given] = NOTHING,
) -> Packed:
    """Write a pack into its own folder below `output`, with its zip beside it; nothing that was given is written over.

    It takes the place of one that says the same, or of a proof; else it has the next version. `printed` tells what
    is known to be printed, by its name. Raises `OutputError` where it cannot be written; then nothing has changed.
    """
    if order.language:
        sources.locale(order.language)  # which is told before anything is made
    if order.kind.is_for_client:
        order = replace(order, commission=order.commission.by(sources.brand))
    base = name_pack(documents, order.name, order.kind, sources)
    given = merge_given(find_given_pack(output, base), documents, printed)

    def place(jobs: Sequence[Job], on: Days) -> list[Document]:
        return check(jobs, sources, on.made, on.real)

    documents, made = choose_version(documents, given, days, place, sources)
    proofs = [document for document in documents if document.proof]
    ending = (ARCHIVE * all(document.is_archive for document in proofs) + PROOF) * bool(proofs)
    ending = ending or DRAFT * any(document.is_draft for document in documents)
    name = f"{base}_{documents[0].job.version}{ending}"
    room = choose_draft_path(output / name)
    try:
        remove(room)
        folder = room / name
        folder.mkdir(parents=True)
        entries, told = _fill(folder, documents, order, sources, made, step)
        archive = room / f"{name}.zip"
        _zip(folder, archive, made)
        _put_in_place((folder, archive), output, f"{base}_{documents[0].job.version}", room)
    except OSError as error:
        hint = "choose another folder with --output, or free this one"
        raise OutputError(
            Finding("output-unwritable", Where(str(output / name)), error.strerror or "cannot be written", hint)
        ) from error
    finally:
        remove(room)
    return Packed(output / name, output / f"{name}.zip", tuple(entries), told)


def _put_in_place(paths: Sequence[Path], output: Path, name: str, room: Path) -> None:
    """Move a pack to its place; that of the same version, which says the same or was a proof, goes to the room.

    Nothing is removed where something cannot be moved, such as a file that is open on Windows: all is moved back.
    """
    before = room / "before"
    before.mkdir()
    with ExitStack() as undo:
        for old in list_marked(name):
            olds = (path for path in (output / old, output / f"{old}.zip") if path.is_dir() == (path.name == old))
            for path in filter(Path.exists, olds):
                _move(path, before, undo)
        for path in paths:
            _move(path, output, undo)
        undo.pop_all()


def _move(path: Path, folder: Path, undo: ExitStack) -> None:
    moved = path.replace(folder / path.name)
    undo.callback(moved.replace, path)


def _fill(
    folder: Path,
    documents: Sequence[Document],
    order: PackOrder,
    sources: Sources,
    made: date,
    step: Callable[[], None],
) -> tuple[list[dict[str, object]], tuple[Finding, ...]]:
    """Write the files of a pack, numbered in printing order, and the instructions; return the entries and findings."""
    if order.kind.is_week:
        entries, findings = write_week(folder, documents, sources, made, step)
        _write_manifest(folder, order, entries, sources, made)
        return entries, findings
    files, entries = [], []  # each file with how it is handled
    for number, document in enumerate(documents, start=1):
        file = write(document, sources, made, folder)
        path = file.path.rename(folder / f"{number:02d}_{file.path.name}")
        files.append((dataclasses.replace(file, path=path), handling_name(document.layout, document.sheet)))
        entries.append(_entry(files[-1][0], document, order, sources))
        step()
    tag = order.language or documents[0].manuscript.locale.tag
    paper = _make_paper(tag, documents[0], sources)
    named = _name_items(documents, paper.labels, sources)
    story = instructions(order.kind, files, entries, sheet_name(paper.size), paper.house, named)
    (folder / HOW_TO).write_bytes(make_paper(paper.labels["howto.title"], story, paper, sources, made))
    if order.kind.has_ticket:
        for language in dict.fromkeys((tag, SOURCE_LOCALE)):
            paper = _make_paper(language, documents[0], sources)
            story, name = ticket_story(entries, paper.house), f"{TICKET}-{language}" if language != tag else TICKET
            (folder / f"{name}.pdf").write_bytes(make_paper(paper.labels["ticket.title"], story, paper, sources, made))
        _write_json(folder / f"{TICKET}.json", {"made": made.isoformat(), "files": entries})
    _write_manifest(folder, order, entries, sources, made)
    return entries, tuple(finding for file, _ in files for finding in file.findings)


def _name_items(documents: Sequence[Document], labels: Labels, sources: Sources) -> dict[str, str]:
    """Return what the papers of the kit and the cards of the deck are called, by their items."""
    deck = {card.id: labels["howto.talk"] for card in sources.guide.talks}
    kit = (document for document in documents if document.job.product == KIT)
    return deck | {document.job.item: document.manuscript.topic(document.job.item).title for document in kit}


def _write_manifest(
    folder: Path, order: PackOrder, entries: Sequence[Mapping[str, object]], sources: Sources, made: date
) -> None:
    """Write what is in a pack, for programs, and the checksums of all files."""
    origin = origin_of(sources, folder.parent.parent)
    values = {"made": made.isoformat(), "pack": order.name, "project": origin, "files": entries}
    _write_json(folder / MANIFEST, values)
    _write_sums(folder)


def _make_paper(tag: str, document: Document, sources: Sources) -> Paper:
    """Return what papers of a pack have in common, in a language."""
    own = document.manuscript
    if tag == own.locale.tag:
        locale, labels = own.locale, own.labels
    else:
        guide = sources.guide if tag == SOURCE_LOCALE else sources.translated_guide(tag).guide
        locale = sources.locale(tag)
        labels = make_labels(tuple(sorted(resolve_labels(guide, document.job.band, {}).items())))
    note = labels["proof"] if document.proof else labels["proof.draft"] if document.is_draft else ""
    return Paper(locale, labels, sources.theme, _paper_size(document, sources), note)


def _paper_size(document: Document, sources: Sources) -> Size:
    """Return the paper of the printer of a pack, else that of offices in its country."""
    usual = sources.printer(usual_printer("office", "colour", document.job.country)).sheet
    sheet = document.sheet or usual
    assert sheet is not None
    return sheet.size


def _entry(file: BuiltFile, document: Document, order: PackOrder, sources: Sources) -> dict[str, object]:
    """Return the entry of a file: its ticket or order for those who print for others, else its sides and price."""
    quantity = order.count_copies(file.job, sources)
    if order.kind.has_ticket or order.kind.is_for_upload:
        printer, direction = sources.printer(file.job.printer), document.manuscript.locale.direction
        if order.kind.has_ticket:
            return ticket_entry(file, document.layout, printer, direction, quantity, order.commission)
        return upload_entry(file, printer, direction, quantity)
    layout, sheet = document.layout, document.sheet
    sides, toner = (0, 0.0) if file.job.edition in UNPRINTED else _measure(file.path.read_bytes())
    a_sheet = copies_a_sheet(layout, sheet)
    printed = sides * -(-quantity // a_sheet)
    sheets = handling_of(layout, sheet).sheets(file.pages, quantity, a_sheet)
    found: dict[str, object] = {
        "file": file.path.name,
        "sha256": file.sha256,
        "state": file.state,
        **{key: value for key, value in asdict(order.commission).items() if value},
        "quantity": quantity,
        "copies_a_sheet": a_sheet,
        "sides": printed,
        "sheets": sheets,
        "coverage_percent": round(100 * toner, 1),
    }
    if order.price is not None:
        paid = count_paid(order.per, printed, sheets, quantity)
        found |= {"cost": str(cost(paid, order.price)), "money": order.money}
    return found


def _measure(data: bytes) -> tuple[int, float]:
    """Return how many sides a file prints, and the share of them that it covers."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as pages:
        return len(pages), coverage(data)


def _write_json(path: Path, values: Mapping[str, object]) -> None:
    path.write_text(json.dumps(values, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _write_sums(folder: Path) -> None:
    """Write the checksums of all files."""
    sums = ((path.name, hashlib.sha256(path.read_bytes()).hexdigest()) for path in sorted(folder.iterdir()))
    (folder / "SHA256SUMS").write_text(checksums(sums), encoding="ascii")


def _zip(folder: Path, archive: Path, made: date) -> None:
    """Write a zip of a folder whose bytes depend on its files and the day alone."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as written:
        for path in sorted(folder.iterdir()):
            info = zipfile.ZipInfo(f"{folder.name}/{path.name}", (made.year, made.month, made.day, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            written.writestr(info, path.read_bytes())
