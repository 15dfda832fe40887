"""The command `validate`: everything is read, resolved and placed, and nothing is built."""

import argparse
import json
import sys
from functools import partial

from booklet.api.project import open_project
from booklet.api.telling import finding_entry
from booklet.api.validation import find_all
from booklet.commands.progress import follow
from booklet.commands.tell import tell
from booklet.commands.wanted import days_of, read_wanted
from booklet.errors import ExitCode, Finding, Severity, SourceError


def run(options: argparse.Namespace) -> int:
    """Report the findings of all sources: faults as errors, everything else as notes."""
    findings = _findings(options)
    if options.json:
        print(json.dumps([finding_entry(finding) for finding in findings], indent=2))
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if not options.json:
        for finding in findings:
            is_error = finding.severity is Severity.ERROR
            print(
                tell(finding) if is_error else f"{finding.severity}: {tell(finding)}",
                file=sys.stderr if is_error else sys.stdout,
            )
        print(f"{len(errors)} faults, {len(findings) - len(errors)} notes")
    return ExitCode.SOURCES if errors else ExitCode.DONE


def _findings(options: argparse.Namespace) -> tuple[Finding, ...]:
    try:
        project = open_project(options.project)
    except SourceError as error:
        return error.findings
    asked = read_wanted(options, project)
    watch = partial(follow, options, "validating")
    return find_all(asked, project.sources, days_of(options), has_countries=bool(options.country), follow=watch)
