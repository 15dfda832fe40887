"""The command `validate`: everything is read, resolved and placed; nothing is built."""

import argparse
import json
import sys
from dataclasses import replace

from booklet.commands.made import finding_entry
from booklet.commands.tell import tell
from booklet.commands.wanted import days_of, wanted
from booklet.commands.words_status import locale_findings
from booklet.errors import ExitCode, Finding, Severity, SourceError
from booklet.facts.gate import Days
from booklet.make.build import check, open_sources
from booklet.make.planning import Wanted, locales_of, plan_jobs
from booklet.make.usedart import art_findings
from booklet.sources.hosts import host_findings
from booklet.sources.load import Sources
from booklet.sources.numbers import number_findings
from booklet.words.catalogue import slots


def run(options: argparse.Namespace) -> int:
    """Report all findings of all sources; faults are errors, the rest is told."""
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


def _findings(options: argparse.Namespace) -> list[Finding]:
    try:
        sources = open_sources(options.project)
    except SourceError as error:
        return list(error.findings)
    asked = wanted(options, sources)
    if not options.country:
        asked = replace(asked, countries=sources.countries())
    words = [finding for tag in _locales(asked, options, sources) for finding in _words(tag, sources)]
    return list(dict.fromkeys((*sources.faults(()), *words, *_all(asked, sources, days_of(options)))))


def _locales(asked: Wanted, options: argparse.Namespace, sources: Sources) -> tuple[str, ...]:
    """Return the locales whose words are looked at: those asked for or of the countries asked for, else all."""
    if asked.locales or not options.country:
        return asked.locales or sources.catalogues
    own = [tag for country in asked.countries for tag in locales_of(country, sources)]
    return tuple(dict.fromkeys(own))


def _words(tag: str, sources: Sources) -> list[Finding]:
    """Return the findings of a catalogue; a locale without one has none."""
    if tag not in sources.catalogues:
        return []
    try:
        return locale_findings(tag, sources, slots(sources.guide))
    except SourceError as error:
        return list(error.findings)


def _all(asked: Wanted, sources: Sources, days: Days) -> list[Finding]:
    findings: list[Finding] = []
    for country in asked.countries:
        try:
            insert = sources.insert(country)
            findings += [*insert.notes, *number_findings(insert), *host_findings(insert, sources.listed_hosts)]
            planned = plan_jobs(replace(asked, countries=(country,), editions=(_edition(asked, sources),)), sources)
            for document in check(planned, sources, days.made, days.real):
                findings += [*document.findings, *art_findings(document.placed, sources.art)]
        except SourceError as error:
            findings += error.findings
    return findings


def _edition(asked: Wanted, sources: Sources) -> str:
    """Return the edition to check: that of a printer that is asked for, to tell what it would refuse."""
    return sources.printer(asked.printer).edition if asked.printer else "screen"
