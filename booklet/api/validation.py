"""All sources read, resolved and placed: every finding, and nothing built."""

from collections.abc import Sequence
from dataclasses import replace

from booklet.api.telling import Follow
from booklet.errors import Finding, SourceError
from booklet.facts.gate import Days
from booklet.make.build import check
from booklet.make.planning import Wanted, locales_of, plan_jobs
from booklet.make.usedart import art_findings
from booklet.sources.catalogues import read_catalogue
from booklet.sources.claims import claim_findings, read_claims
from booklet.sources.hosts import host_findings
from booklet.sources.load import Sources
from booklet.sources.numbers import number_findings
from booklet.translators.checks import check_catalogue
from booklet.translators.glossary import read_glossary
from booklet.translators.room import read_room
from booklet.translators.status import gap_finding
from booklet.words.catalogue import MessageSlot, slots


def find_all(
    asked: Wanted, sources: Sources, days: Days, *, has_countries: bool, follow: Follow[str] = iter
) -> tuple[Finding, ...]:
    """Return all findings about what is asked for; with `has_countries` it names them, else all are checked."""
    if not has_countries:
        asked = replace(asked, countries=sources.countries())
    words = [finding for tag in follow(_locales(asked, sources, has_countries)) for finding in _words(tag, sources)]
    claims = _claims(sources, days)
    return tuple(dict.fromkeys((*sources.faults(()), *claims, *words, *_find_all(asked, sources, days, follow))))


def _claims(sources: Sources, days: Days) -> list[Finding]:
    """Return the findings about what our words claim."""
    try:
        return list(claim_findings(read_claims(sources.folders), sources.guide, days.made))
    except SourceError as error:
        return list(error.findings)


def _locales(asked: Wanted, sources: Sources, has_countries: bool) -> Sequence[str]:
    """Return the locales whose words are checked: those asked for, else those of the countries asked for, else all."""
    if asked.locales or not has_countries:
        return asked.locales or sources.catalogues
    own = [tag for country in asked.countries for tag in locales_of(country, sources)]
    return tuple(dict.fromkeys(own))


def _words(tag: str, sources: Sources) -> list[Finding]:
    """Return the findings about the words of a locale: its catalogue, if it has one, and the rules of safety."""
    try:
        if tag not in sources.catalogues:
            return list(sources.rule_findings(tag))
        return locale_findings(tag, sources, slots(sources.guide))
    except SourceError as error:
        return list(error.findings)


def locale_findings(tag: str, sources: Sources, known: dict[str, MessageSlot]) -> list[Finding]:
    """Return all findings about the messages of a locale; if its file has faults, those about the sound messages."""
    findings: list[Finding] = []
    catalogue = read_catalogue(sources.folders, tag, findings)
    try:
        gaps, breaches = sources.translated_guide(tag).gaps, sources.rule_findings(tag)
    except SourceError as error:
        gaps, breaches = (), error.findings
    texts = {name: message.text for name, message in catalogue.messages.items()}
    findings += [gap_finding(gap, texts.get(gap.slot.context, "")) for gap in gaps]
    glossary, room = read_glossary(sources.folders, tag), read_room(sources.folders)
    checked = check_catalogue(catalogue, known, sources.locale(tag), glossary, room)
    return list(dict.fromkeys((*findings, *checked, *breaches)))


def _find_all(asked: Wanted, sources: Sources, days: Days, follow: Follow[str]) -> list[Finding]:
    findings: list[Finding] = []
    for country in follow(asked.countries):
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
    """Return the edition to check: that of the printer that is asked for, to report what it would refuse."""
    return sources.printer(asked.printer).edition if asked.printer else "screen"
