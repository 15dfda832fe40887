"""The command `validate`: all that `build` would refuse, and nothing is written."""

import argparse
import json
import sys
from collections.abc import Iterable
from functools import partial

from booklet.api.building import REASONS
from booklet.api.project import Project, open_project
from booklet.api.telling import finding_entry
from booklet.api.validation import Validation, can_be_changed, find_drawn, validate
from booklet.commands.places import show_places
from booklet.commands.progress import follow
from booklet.commands.tell import tell
from booklet.commands.wanted import days_of, read_wanted
from booklet.errors import ExitCode, Finding, Severity, SourceError

ORDER = (Severity.NOTE, Severity.UNCHECKED, Severity.WARNING, Severity.ERROR)
"""Faults are last, where a person looks first."""


def run(options: argparse.Namespace) -> int:
    """Report the findings of all sources: what can be changed a line each, faults last; all of them if asked."""
    try:
        project = open_project(options.project)
    except SourceError as error:
        return _report(error.findings, options, None)
    days = days_of(options)
    asked, watch = read_wanted(options, project), partial(follow, options, "validating")
    found = validate(asked, project.sources, days, has_countries=bool(options.country), follow=watch)
    drawn: list[Finding] = []
    for document in follow(options, "reading back", found.documents, name=lambda document: document.name):
        drawn += find_drawn(document, project.sources, days)
    if not options.json:
        show_places(project.sources, found.countries)
        _show_proofs(found)
    return _report(dict.fromkeys((*found.findings, *drawn)), options, project)


def _report(findings: Iterable[Finding], options: argparse.Namespace, project: Project | None) -> int:
    """Print findings and return the exit code."""
    found = sorted(findings, key=lambda finding: ORDER.index(finding.severity))
    errors = [finding for finding in found if finding.severity is Severity.ERROR]
    if options.json:
        print(json.dumps([finding_entry(finding) for finding in findings], indent=2))
        return ExitCode.SOURCES if errors else ExitCode.DONE
    shown = [one for one in found if options.verbose or project is None or can_be_changed(one, project.sources)]
    for finding in shown:
        is_error = finding.severity is Severity.ERROR
        if is_error:
            sys.stdout.flush()
        line = tell(finding) if is_error else f"{finding.severity}: {tell(finding)}"
        print(line, file=sys.stderr if is_error else sys.stdout)
    hidden = len(found) - len(shown)
    more = f"; {hidden} more about our own pages and words, where nothing is to be done: --verbose" if hidden else ""
    print(f"{_count(len(errors), 'fault')}, {_count(len(shown) - len(errors), 'note')}{more}")
    return ExitCode.SOURCES if errors else ExitCode.DONE


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _show_proofs(found: Validation) -> None:
    """Say why files would be a PROOF."""
    for why in dict.fromkeys(document.why for document in found.documents if document.why):
        print(f"Files will be a PROOF: {REASONS[why]}.")
