"""The command `build`: check every job, then write every file, and say what was made."""

import argparse
import json
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Protocol

from booklet.api.building import (
    REASONS,
    BuiltFile,
    count_pages,
    find_absent,
    number_versions,
    place_all,
    plan_all,
    write_each,
)
from booklet.api.folder import (
    check_folder,
    make_manifest,
    report_set_aside,
    set_aside_outdated,
    withdraw,
    write_manifest,
    write_picture_texts,
)
from booklet.api.project import open_project
from booklet.api.signatures import open_seal
from booklet.commands.passphrase import ask_passphrase
from booklet.commands.progress import count, follow_jobs
from booklet.commands.table import show_table
from booklet.commands.tell import warn
from booklet.commands.wanted import days_of, read_wanted
from booklet.errors import Finding, Severity


def run(options: argparse.Namespace) -> int:
    """Build what is asked for."""
    days, project = days_of(options), open_project(options.project)
    key = open_seal(options.sign, ask_passphrase()) if options.sign else None
    sources, asked = project.sources, read_wanted(options, project)
    with set_aside_outdated(options.output, sources, days.real or days.made, warn) as moved:
        documents = place_all(plan_all(asked, sources), sources, days, partial(follow_jobs, options))
        documents = number_versions(documents, sources, days)
        check_folder(options.output)
        earlier = withdraw(options.output, (document.name for document in documents))
        with count(options, "drawing pages", sum(map(count_pages, documents))) as done:
            built = []
            for file in write_each(
                documents, sources, days, options.output, processes=options.jobs, with_ink=options.measure_ink, key=key
            ):
                built.append(file)
                done(file.path.name, file.pages)
        manifest = make_manifest(built, sources, days.made, earlier, report_set_aside(moved))
        write_manifest(options.output, manifest)
        write_picture_texts(options.output, manifest)
        if options.json:
            print(json.dumps(manifest, indent=2))
        else:
            show_files(built)
        tell_warnings(built)
        warn(find_absent(asked, documents))
    return 0


class _Told(Protocol):
    @property
    def findings(self) -> tuple[Finding, ...]: ...


def tell_warnings(built: Iterable[_Told]) -> None:
    """Print what a person should mend before the files are used, each once."""
    warn(finding for file in built for finding in file.findings if finding.severity is Severity.WARNING)


def show_files(built: Sequence[BuiltFile]) -> None:
    """Print a table of what was made, and of what a person still has to know about it."""
    rows = []
    for file in built:
        width, height = file.trim
        rows.append((file.path.as_posix(), str(file.pages), f"{width:g} x {height:g}", file.state))
    show_table(("File", "Pages", "Trim mm", "State"), rows)
    for why in dict.fromkeys(file.why for file in built if file.why):
        print(f"PROOF: {REASONS[why]}. Not for readers.")
    if any(file.state == "draft" for file in built):
        print("DRAFT: not all have signed these words, and covers say so. They may be used. See: review")
