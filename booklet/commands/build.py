"""The command `build`: check every job, then write every file, and say what was made."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from booklet.api.building import REASONS, BuiltFile, find_absent, number_versions, place_all, plan_all, write_each
from booklet.api.folder import (
    check_folder,
    make_manifest,
    report_set_aside,
    set_aside_outdated,
    withdraw,
    write_manifest,
)
from booklet.api.project import open_project
from booklet.commands.tell import warn
from booklet.commands.wanted import days_of, read_wanted
from booklet.errors import Finding, Severity


def run(options: argparse.Namespace) -> int:
    """Build what is asked for."""
    days, project = days_of(options), open_project(options.project)
    sources, asked = project.sources, read_wanted(options, project)
    with set_aside_outdated(options.output, sources, days.real or days.made, warn) as moved:
        documents = number_versions(place_all(plan_all(asked, sources), sources, days), sources, days)
        check_folder(options.output)
        earlier = withdraw(options.output, (document.name for document in documents))
        with progress(len(documents), is_shown=not options.json) as step:
            built = []
            for file in write_each(
                documents, sources, days, options.output, processes=options.jobs, with_ink=options.measure_ink
            ):
                built.append(file)
                step()
        manifest = make_manifest(built, sources, days.made, earlier, report_set_aside(moved))
        write_manifest(options.output, manifest)
        if options.json:
            print(json.dumps(manifest, indent=2))
        else:
            show_table(built)
        tell_warnings(built)
        warn(find_absent(asked, documents))
    return 0


class _Step(Protocol):
    def __call__(self) -> None: ...


@contextmanager
def progress(total: int, *, is_shown: bool) -> Iterator[_Step]:
    """Show a bar while files are made, on a terminal for more than a moment's work; yield what moves it on."""
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
    warn(finding for file in built for finding in file.findings if finding.severity is Severity.WARNING)


def show_table(built: Sequence[BuiltFile]) -> None:
    """Print a table of what was made, and of what a person still has to know about it."""
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
    if any(file.state == "draft" for file in built):
        console.print("DRAFT: not all have signed these words, and covers say so. They may be used. See: review")
