"""The command `validate`: everything is read, resolved and placed; nothing is built."""

import argparse
import json
import sys
from dataclasses import replace
from datetime import date

from booklet.build import Wanted, check, open_sources, plan_jobs
from booklet.commands.build import finding_entry
from booklet.commands.wanted import day, wanted
from booklet.errors import Finding, Severity, SourceError
from booklet.sources.load import Sources
from booklet.sources.numbers import number_findings


def run(options: argparse.Namespace) -> int:
    """Report all findings of all sources; faults are errors, the rest is told."""
    findings = _findings(options)
    if options.json:
        print(json.dumps([finding_entry(finding) for finding in findings], indent=2, ensure_ascii=False))
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if not options.json:
        for finding in findings:
            print(
                finding if finding in errors else f"{finding.severity}: {finding}",
                file=sys.stderr if finding in errors else sys.stdout,
            )
        print(f"{len(errors)} faults, {len(findings) - len(errors)} notes")
    return 3 if errors else 0


def _findings(options: argparse.Namespace) -> list[Finding]:
    try:
        sources = open_sources(options.project)
    except SourceError as error:
        return list(error.findings)
    asked = wanted(options)
    if not options.country:
        asked = replace(asked, countries=sources.countries())
    return list(dict.fromkeys(_all(asked, sources, day(options))))


def _all(asked: Wanted, sources: Sources, made: date) -> list[Finding]:
    findings: list[Finding] = []
    for country in asked.countries:
        try:
            findings += number_findings(sources.insert(country))
            for document in check(
                plan_jobs(replace(asked, countries=(country,), editions=("screen",)), sources), sources, made
            ):
                findings += document.findings
        except SourceError as error:
            findings += error.findings
    return findings
