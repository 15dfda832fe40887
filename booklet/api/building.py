"""From jobs to files: every job is placed before one is drawn, and each file is read back."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from booklet.api.asking import Names, list_brought, make_wanted, name_job, names_of, plan_all
from booklet.api.telling import Follow
from booklet.check.proof.compare import ProofRecord
from booklet.errors import Finding, Severity, Where, raise_errors
from booklet.facts.gate import Days
from booklet.jobs import COVER, DEFAULT_LAYOUTS, PROOFS, REASONS, REFLOWED, VERSION, Job
from booklet.look.layout import INKS
from booklet.machine.cores import DRAWN, count_workers
from booklet.machine.store import save_store
from booklet.make.build import build_job, check, place_unfit
from booklet.make.document import BuiltFile, Document, DrawnFile
from booklet.make.planning import ON_SCREENS, Wanted, report_not_on_screens
from booklet.make.sealing import Seal, seal
from booklet.make.usedart import art_findings
from booklet.make.versions import Given, choose_version, split_version
from booklet.make.writing import draw_sound, write_drawn
from booklet.pdf.draw.palette import EDITIONS
from booklet.sources.load import Sources
from booklet.values import replace

__all__ = [
    "COVER",
    "REASONS",
    "BuiltFile",
    "Document",
    "File",
    "Job",
    "Names",
    "count_pages",
    "draw_all",
    "find_absent",
    "find_same_names",
    "list_brought",
    "make_wanted",
    "name_job",
    "names_of",
    "number_versions",
    "place_all",
    "place_as_it_is",
    "plan_all",
    "write_each",
]


@dataclass(frozen=True, slots=True)
class File:
    """A finished PDF in memory: it was read back and says what its sources say, but is not written yet."""

    drawn: DrawnFile = field(repr=False)
    """What it was made as, for `Project.write`."""
    made: date
    """The day that it says it was made on."""

    @property
    def job(self) -> Job:
        """Which file it is."""
        return self.drawn.job

    @property
    def name(self) -> str:
        """The name under which it is written; that of a proof ends with PROOF."""
        return self.drawn.name

    @property
    def data(self) -> bytes:
        """The PDF."""
        return self.drawn.data

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return self.drawn.pages

    @property
    def trim(self) -> tuple[float, float]:
        """Width and height of a page after cutting, in millimetres."""
        return self.drawn.trim

    @property
    def is_proof(self) -> bool:
        """Whether it is a PROOF, which must not go to readers."""
        return self.drawn.state == "proof"

    @property
    def why(self) -> str:
        """The label that says why it is a proof: `proof` (calls), `proof.words`, `proof.pseudo`, or nothing."""
        return self.drawn.why

    @property
    def record(self) -> ProofRecord:
        """What reading it back has found."""
        return self.drawn.proof

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything a person should know about it; none of it is an error, or there would be no file."""
        return (*self.drawn.findings, *self.drawn.warnings)


def place_all(jobs: Iterable[Job], sources: Sources, days: Days, follow: Follow[Job] = iter) -> list[Document]:
    """Place jobs; raise `SourceError` with the faults of all of them, before anything is drawn or written."""
    jobs = tuple(jobs)
    raise_errors(_unknown(jobs, sources))
    documents = _place_in_turn(jobs, sources, days, follow)
    findings = [finding for document in documents for finding in art_findings(document.placed, sources.art)]
    raise_errors(dict.fromkeys([*findings, *find_same_names(documents)]))
    return documents


def place_as_it_is(jobs: Iterable[Job], sources: Sources, days: Days) -> list[Document]:
    """Place jobs whether or not all of it fits; raise `SourceError` for faults in the files."""
    jobs = tuple(jobs)
    raise_errors(_unknown(jobs, sources))
    return place_unfit(jobs, sources, days.made, days.real)[0]


def number_versions(documents: Sequence[Document], sources: Sources, days: Days) -> list[Document]:
    """Return placed jobs in the version that each has: the next one if the ledger has another file as printed."""
    printed: Mapping[str, Given] = {}
    if sources.folders.project:
        from booklet.api.printings import find_printed  # who has no folder has no ledger

        printed = find_printed(sources.folders.project)

    def place(jobs: Sequence[Job], on: Days) -> list[Document]:
        return place_all(jobs, sources, on)

    jobs = []
    for document in documents:
        given = printed.get(split_version(document.name)[0])
        (found, *_), _ = choose_version([document], given, days, place, sources)
        jobs.append(replace(document.job, version=found.job.version))
    later = iter(place_all([job for job in jobs if job.version != VERSION], sources, days))
    return [document if job.version == VERSION else next(later) for document, job in zip(documents, jobs, strict=True)]


def count_pages(document: Document) -> int:
    """Return how many pages a placed job has."""
    return len(document.placed.pages)


def _unknown(jobs: Iterable[Job], sources: Sources) -> Iterator[Finding]:
    """Yield what jobs ask for that there is not, if somebody wrote them by hand; raise `TypeError` for no job."""
    known = {"band": sources.guide.every_band, "edition": tuple(EDITIONS), "ink": INKS}
    for job in jobs:
        if not isinstance(job, Job):
            raise TypeError(f"a job is one of those that `plan` returns, and {job!r} is none")
        for axis, names in known.items():
            if (name := getattr(job, axis)) not in names:
                message, hint = f'there is no {axis} "{name}"', f"known are: {', '.join(names)}"
                yield Finding(f"unknown-{axis}", Where(f"--{axis}"), message, hint)
        if job.is_reflowed and job.product not in ON_SCREENS:
            yield report_not_on_screens((job.product,), (job.edition,))


def _place_in_turn(jobs: Sequence[Job], sources: Sources, days: Days, follow: Follow[Job]) -> list[Document]:
    """Return jobs with everything in its place; those of packages come last."""
    brought: dict[str, list[Job]] = {}
    for job in jobs:
        if job.product not in DEFAULT_LAYOUTS:
            brought.setdefault(job.product, []).append(job)
    ours = [job for job in jobs if job.product not in brought]
    documents = check(follow(ours), sources, days.made, days.real)
    for name, own in brought.items():
        from booklet.platypus.packages import find_publication
        from booklet.platypus.publication import check_publication

        documents += check_publication(find_publication(name), own, sources, days.made, days.real)
    return documents


def find_absent(asked: Wanted, documents: Sequence[Document]) -> Iterator[Finding]:
    """Report products that were asked for and that a band, or each edition, lacks.

    A named layout asks for its own product only.
    """
    found = {(document.job.product, document.job.band) for document in documents}
    for product in dict.fromkeys(name for name, _ in found) if asked.layouts else asked.products:
        if set(asked.editions) <= REFLOWED.keys() and product not in ON_SCREENS:
            yield replace(report_not_on_screens((product,), asked.editions), severity=Severity.WARNING)
            continue
        for band in asked.bands:
            if (product, band) not in found:
                message, hint = f"there is no {product} in {band}", "nothing of it was made"
                yield Finding("none-in-band", Where("--band"), message, hint, Severity.WARNING)


def find_same_names(documents: Sequence[Document]) -> Iterator[Finding]:
    """Report layouts whose files would overwrite one another."""
    seen: dict[str, str] = {}
    for document in documents:
        name = document.job.file_name(document.trim[0], is_proof=False)
        other = seen.setdefault(name, document.job.layout)
        if other != document.job.layout:
            where = Where(f"layouts/{document.job.layout}.yaml")
            message = f'its files have the names of those of "{other}"'
            yield Finding("same-name", where, message, "give it another trim-name")


def draw_all(documents: Iterable[Document], sources: Sources, days: Days, *, with_ink: bool = False) -> Iterator[File]:
    """Yield the file of each placed job once it is drawn and read back; raise `BookletError` if one is not sound."""
    for document in documents:
        yield File(draw_sound(document, sources, days.made, with_ink=with_ink), days.made)


def write_each(
    documents: Sequence[Document],
    sources: Sources,
    days: Days,
    folder: Path,
    *,
    processes: int | None = 1,
    with_ink: bool = False,
    key: Seal | None = None,
) -> Iterator[BuiltFile]:
    """Yield the file of each placed job once it is written, by this process or by several; proofs lie apart.

    With no number of processes there are as many as are worth their start; what is left when one is killed is done
    here. All but proofs are signed, if there is a key.
    """
    most, written = min(processes or count_workers(len(documents), DRAWN), len(documents)), 0
    if most > 1 and not any(document.brought for document in documents):
        work = partial(build_job, project=sources.folders.project, days=days, folder=folder, with_ink=with_ink, key=key)
        for file in _work_at([document.job for document in documents], work, most):
            yield file
            written += 1
    for document in documents[written:]:
        drawn = draw_sound(document, sources, days.made, with_ink=with_ink)
        yield write_drawn(seal(drawn, key, days.made) if key else drawn, folder, PROOFS)


def _work_at(jobs: Sequence[Job], work: Callable[[Job], BuiltFile], processes: int) -> Iterator[BuiltFile]:
    """Yield what processes make of jobs, in turn, up to the one that is left when a process was killed."""
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    from booklet.machine.workers import Workers
    from booklet.make.runs.work import prepare_worker

    save_store()  # workers find there what was placed
    spawn = get_context("spawn")  # a fork could not use the store
    with suppress(BrokenProcessPool), Workers(processes, spawn, initializer=prepare_worker, initargs=(None,)) as pool:
        yield from pool.map(work, jobs)
