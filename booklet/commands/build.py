"""The command `build`: check every job, then write every file, and say what was made."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Protocol

from booklet.commands.made import looking_back, make_manifest, withdraw, write_manifest
from booklet.commands.tell import tell
from booklet.commands.wanted import days_of, wanted
from booklet.errors import Finding, Severity, SourceError, Where, raise_errors
from booklet.facts.gate import Days
from booklet.jobs import DEFAULT_LAYOUTS, REASONS
from booklet.machine.living import end_with_parent
from booklet.make.build import build_job, check, open_sources
from booklet.make.document import BuiltFile, Document
from booklet.make.outdated import Moved, fallen
from booklet.make.output import check_folder
from booklet.make.planning import Wanted, plan_jobs
from booklet.make.usedart import art_findings
from booklet.make.writing import write
from booklet.sources.load import Sources


def run(options: argparse.Namespace) -> int:
    """Build what is asked for."""
    days, sources = days_of(options), open_sources(options.project)
    with looking_back(options.output, sources, days.real or days.made) as moved:
        return _build(options, sources, days, moved)


def _build(options: argparse.Namespace, sources: Sources, days: Days, moved: Sequence[Moved]) -> int:
    asked = wanted(options, sources)
    documents = check_all(asked, sources, days)
    check_folder(options.output)
    earlier = withdraw(options.output, (document.name for document in documents))
    with progress(len(documents), is_shown=not options.json) as step:
        built = []
        for file in _files(options, documents, sources, days):
            built.append(file)
            step()
    manifest = make_manifest(built, sources, days.made, earlier, fallen(moved))
    write_manifest(options.output, manifest)
    if options.json:
        print(json.dumps(manifest, indent=2))
    else:
        show_table(built)
    tell_warnings(built)
    for finding in absent(asked, documents):
        print(f"{finding.severity}: {tell(finding)}", file=sys.stderr)
    return 0


def check_all(asked: Wanted, sources: Sources, days: Days) -> list[Document]:
    """Place everything that is asked for; raise `SourceError` with all faults, before anything is written."""
    strange = tuple(name for name in asked.products if name not in DEFAULT_LAYOUTS)
    if strange and not asked.layouts and (brought := check_brought(strange, asked, sources, days)):
        others = tuple(name for name in asked.products if name in DEFAULT_LAYOUTS)
        return brought + (check_all(replace(asked, products=others), sources, days) if others else [])
    documents = check(plan_jobs(asked, sources), sources, days.made, days.real)
    if not documents:
        message, hint = "no product has this layout", "name a layout of a product that you ask for"
        if not asked.layouts:
            message, hint = "the band has none of what you ask for", "name another band"
        where = Where("--layout" if asked.layouts else "--band")
        raise SourceError(Finding("nothing-to-build", where, message, hint))
    findings = [finding for document in documents for finding in art_findings(document.placed, sources.art)]
    raise_errors(dict.fromkeys([*findings, *_same_names(documents)]))
    return documents


def check_brought(names: Sequence[str], asked: Wanted, sources: Sources, days: Days) -> list[Document]:
    """Place products that packages bring; nothing if no package brings any of them."""
    from booklet.platypus.packages import find_product, product_names
    from booklet.platypus.product import check_product, product_jobs

    if not set(names) & set(product_names()):
        return []
    products = [find_product(name) for name in names]
    return [
        document
        for product in products
        for document in check_product(product, product_jobs(product, asked, sources), sources, days.made, days.real)
    ]


def absent(asked: Wanted, documents: Sequence[Document]) -> Iterator[Finding]:
    """Tell of products that were asked for and of which a band has none; a named layout asks for its product alone."""
    found = {(document.job.product, document.job.band) for document in documents}
    for product in dict.fromkeys(name for name, _ in found) if asked.layouts else asked.products:
        for band in asked.bands:
            if (product, band) not in found:
                message, hint = f"there is no {product} in {band}", "nothing of it was made"
                yield Finding("none-in-band", Where("--band"), message, hint, Severity.WARNING)


def _same_names(documents: Sequence[Document]) -> Iterator[Finding]:
    """Report layouts that would write one another's files."""
    seen: dict[str, str] = {}
    for document in documents:
        name = document.job.file_name(document.trim[0], is_proof=False)
        other = seen.setdefault(name, document.job.layout)
        if other != document.job.layout:
            where = Where(f"layouts/{document.job.layout}.yaml")
            message = f'its files have the names of those of "{other}"'
            yield Finding("same-name", where, message, "give it another trim-name")


def _files(
    options: argparse.Namespace, documents: Sequence[Document], sources: Sources, days: Days
) -> Iterator[BuiltFile]:
    """Yield each file when it is written, in this process or from several."""
    if options.jobs == 1 or len(documents) == 1 or any(document.brought is not None for document in documents):
        for document in documents:
            yield write(document, sources, days.made, options.output, with_ink=options.measure_ink)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(min(options.jobs, len(documents)), initializer=end_with_parent) as pool:
        work = partial(
            build_job, project=options.project, days=days, folder=options.output, with_ink=options.measure_ink
        )
        yield from pool.map(work, (document.job for document in documents))


class _Step(Protocol):
    def __call__(self) -> None: ...


@contextmanager
def progress(total: int, *, is_shown: bool) -> Iterator[_Step]:
    """Show a bar while files are made, on a terminal and for more than a moment's work; yield what moves it on."""
    if not is_shown or total < 8 or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Building", total=total)
        yield lambda: progress.advance(task)


class _Told(Protocol):
    @property
    def findings(self) -> tuple[Finding, ...]: ...


def tell_warnings(built: Iterable[_Told]) -> None:
    """Print what a person should mend before the files are used, each once."""
    found = (finding for file in built for finding in file.findings if finding.severity is Severity.WARNING)
    for finding in dict.fromkeys(found):
        print(f"{finding.severity}: {tell(finding)}", file=sys.stderr)


def show_table(built: Sequence[BuiltFile]) -> None:
    """Print what was made as a table, and what is still to be known of it."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    for heading in ("File", "Pages", "Trim mm", "State"):
        table.add_column(heading, overflow="fold")
    for file in built:
        width, height = file.trim
        table.add_row(Text(file.path.as_posix()), str(file.pages), f"{width:g} x {height:g}", file.state)
    console = Console()
    if not console.is_terminal:
        console = Console(width=max(len(file.path.as_posix()) for file in built) + 40)
    console.print(table)
    for why in dict.fromkeys(file.why for file in built if file.why):
        console.print(f"PROOF: {REASONS[why]}. Not for readers.")
