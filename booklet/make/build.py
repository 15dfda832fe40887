"""The pipeline: jobs in, files out, every stage by name."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from booklet.errors import Finding, Severity, SourceError, merge_repeats, raise_errors
from booklet.facts.gate import Days
from booklet.jobs import PROOFS, UNPRINTED, Job
from booklet.machine.store import save_store
from booklet.make.document import BuiltFile, Document
from booklet.make.drawing import spine_of
from booklet.make.opening import load_sources_once, open_sources
from booklet.make.placing import place
from booklet.make.sealing import Seal, seal
from booklet.make.writing import draw_sound, write_drawn
from booklet.sheets.printable import cover_findings, printer_findings, spine_findings
from booklet.sources.folders import open_folders
from booklet.sources.load import Sources
from booklet.values import replace

__all__ = ["build_job", "check", "open_sources", "place_unfit"]


def check(jobs: Iterable[Job], sources: Sources, made: date, real: date | None = None) -> list[Document]:
    """Place every job and raise `SourceError` with the faults of all of them; only then may anything be drawn."""
    documents = []
    findings: list[Finding] = []
    placed_once: dict[tuple[Job, float], Document] = {}
    for job in jobs:
        try:
            printer = sources.printer(job.printer)
            if job.is_cover:
                raise_errors(cover_findings(printer, job.paper))
            key = (_drop_printer(job), printer.bleed)
            if key not in placed_once:
                placed_once[key] = place(job, sources, made, real)
                findings += placed_once[key].findings
            documents.append(replace(placed_once[key], job=job, sheet=printer.sheet))
            if job.edition not in UNPRINTED:
                findings += printer_findings(printer, documents[-1].layout, placed_once[key].placed, sources.theme)
            if job.is_cover:
                findings += spine_findings(printer, len(documents[-1].placed.pages), spine_of(documents[-1], printer))
        except SourceError as error:
            findings += error.findings
    raise_errors(merge_repeats(findings))
    return documents


def place_unfit(
    jobs: Iterable[Job], sources: Sources, made: date, real: date | None = None
) -> tuple[list[Document], tuple[Finding, ...]]:
    """Place every job, whether or not all of it fits, and return what keeps it out of a file: for proofs of words.

    Raises `SourceError` only if there is nothing to show.
    """
    documents: list[Document] = []
    findings: list[Finding] = []
    for job in jobs:
        try:
            documents.append(place(job, sources, made, real))
            findings += documents[-1].findings
        except SourceError as error:
            findings += error.findings
    faults = tuple(finding for finding in merge_repeats(findings) if finding.severity is Severity.ERROR)
    if not documents:
        raise_errors(faults)
    return documents, faults


def _drop_printer(job: Job) -> Job:
    """Return the part of a job on which its layout depends: not its printer, except for a cover."""
    if job.is_cover:
        return replace(job, edition="", ink="", paper="")
    return replace(job, edition="", ink="", printer="", part="")


def build_job(
    job: Job, project: Path | None, days: Days, folder: Path, *, with_ink: bool = False, key: Seal | None = None
) -> BuiltFile:
    """Build one job from its sources: the whole pipeline, as a worker process runs it that builds nothing else."""
    sources = load_sources_once(open_folders(project))
    (document,) = check([job], sources, days.made, days.real)
    drawn = draw_sound(document, sources, days.made, with_ink=with_ink)
    save_store()
    return write_drawn(seal(drawn, key, days.made) if key else drawn, folder, PROOFS)
