"""All sources read, resolved and placed, a project's files drawn and read back: every finding, and nothing written."""

from collections.abc import Mapping, Sequence

from booklet.api.building import find_same_names
from booklet.api.printings import list_printings
from booklet.api.telling import Follow
from booklet.errors import BookletError, Finding, Severity, SourceError
from booklet.facts.gate import Days
from booklet.facts.insert import INTERNATIONAL
from booklet.facts.places import place_findings
from booklet.make.build import check
from booklet.make.document import Document
from booklet.make.planning import Wanted, locales_of, plan_jobs
from booklet.make.usedart import art_findings
from booklet.make.writing import draw_sound
from booklet.sources.catalogues import read_catalogue
from booklet.sources.claims import claim_findings, read_claims
from booklet.sources.folders import country_file
from booklet.sources.hosts import host_findings
from booklet.sources.load import Sources
from booklet.sources.numbers import number_findings
from booklet.translators.checks import check_catalogue
from booklet.translators.glossary import read_glossary
from booklet.translators.room import read_room
from booklet.translators.status import gap_finding
from booklet.typeset.fit import GAVE_WAY
from booklet.values import Frozen, replace
from booklet.words.catalogue import MessageSlot, slots


class Validation(Frozen):
    """What was found, the countries that were looked at one by one, and the files to make and read back."""

    findings: tuple[Finding, ...]
    countries: tuple[str, ...] = ()
    documents: tuple[Document, ...] = ()


def find_all(asked: Wanted, sources: Sources, days: Days, *, has_countries: bool) -> tuple[Finding, ...]:
    """Return all findings about what is asked for, those about a project's files when they are made too."""
    found = validate(asked, sources, days, has_countries=has_countries)
    drawn = (finding for document in found.documents for finding in find_drawn(document, sources, days))
    return tuple(dict.fromkeys((*found.findings, *drawn)))


def validate(
    asked: Wanted, sources: Sources, days: Days, *, has_countries: bool, follow: Follow[str] = iter
) -> Validation:
    """Return all findings before anything is drawn; with `has_countries` what is asked for names them.

    Else those of a project are looked at, or all of ours. What is sound and a project's is left to be drawn.
    """
    if not has_countries:
        asked = replace(asked, countries=list_own_countries(sources) or sources.countries())
    words = [finding for tag in follow(_locales(asked, sources, has_countries)) for finding in _words(tag, sources)]
    found, documents = _find_placed(asked, sources, days, follow)
    findings = tuple(
        dict.fromkeys((*sources.faults(()), *_claims(sources, days), *_list_ledger_faults(sources), *words, *found))
    )
    has_project = sources.folders.project is not None
    is_sound = not any(finding.severity is Severity.ERROR for finding in findings)
    own = asked.countries if has_project or has_countries else ()
    countries = tuple(country for country in own if country != INTERNATIONAL)
    return Validation(findings, countries, tuple(documents) if is_sound and has_project else ())


def find_drawn(document: Document, sources: Sources, days: Days) -> tuple[Finding, ...]:
    """Return what `build` would say of a file: it is made, read back and given to preflight, and not written."""
    try:
        return draw_sound(document, sources, days.made).warnings
    except BookletError as error:
        return error.findings


def list_own_countries(sources: Sources) -> tuple[str, ...]:
    """Return the countries that a project has files of, the world if it has none; nothing if there is no project."""
    if sources.folders.project is None:
        return ()
    own = tuple(country for country in sources.countries() if sources.folders.is_laid(country_file(country)))
    return own or (INTERNATIONAL,)


def can_be_changed(finding: Finding, sources: Sources) -> bool:
    """Tell whether somebody can do something about a finding, and should: it is a fault, or not about our own files.

    Where pages give way to fit their words nothing is wrong.
    """
    if finding.severity is Severity.ERROR:
        return True
    folders, file = sources.folders, finding.where.file
    is_ours = folders.project is not None and not folders.is_laid(file) and (folders.own / file).is_file()
    return not is_ours and finding.code != GAVE_WAY


def _claims(sources: Sources, days: Days) -> list[Finding]:
    """Return the findings about what our words claim."""
    try:
        return list(claim_findings(read_claims(sources.folders), sources.guide, days.made))
    except SourceError as error:
        return list(error.findings)


def _list_ledger_faults(sources: Sources) -> tuple[Finding, ...]:
    """Return the findings about a project's ledger: `build` and `pack` read it for the versions that were printed."""
    project = sources.folders.project
    try:
        return list_printings(project)[1] if project else ()
    except BookletError as error:
        return error.findings


def _locales(asked: Wanted, sources: Sources, has_countries: bool) -> Sequence[str]:
    """Return the locales whose words are checked: those asked for, else those of countries that are, else all.

    Where a project asks for no country, those are checked of its own countries and those that it translates.
    """
    has_project = sources.folders.project is not None
    if asked.locales or not (has_countries or has_project):
        return asked.locales or sources.catalogues
    own = [tag for country in asked.countries for tag in locales_of(country, sources)]
    if not has_countries:
        own += [tag for tag in sources.catalogues if sources.folders.is_laid(f"translations/{tag}")]
    return tuple(dict.fromkeys(own))


def _words(tag: str, sources: Sources) -> list[Finding]:
    """Return the findings about the words of a locale: its catalogue, if it has one, and the rules of safety."""
    try:
        if tag not in sources.catalogues:
            return list(sources.rule_findings(tag))
        return locale_findings(tag, sources, slots(sources.guide))
    except SourceError as error:
        return list(error.findings)


def locale_findings(tag: str, sources: Sources, known: Mapping[str, MessageSlot]) -> list[Finding]:
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


def _find_placed(
    asked: Wanted, sources: Sources, days: Days, follow: Follow[str]
) -> tuple[list[Finding], list[Document]]:
    """Return the findings about what can be placed, and all that is placed, in the editions that `build` makes."""
    findings: list[Finding] = []
    placed: list[Document] = []
    for country in follow(asked.countries):
        try:
            insert = sources.insert(country)
            findings += [*insert.notes, *number_findings(insert), *host_findings(insert, sources.listed_hosts)]
            findings += place_findings(insert, sources.world, sources.guide.bands)
            planned = plan_jobs(replace(asked, countries=(country,), editions=_editions(asked, sources)), sources)
            documents = check(planned, sources, days.made, days.real)
            for document in documents:
                findings += [*document.findings, *art_findings(document.placed, sources.art)]
            findings += find_same_names(documents)
            placed += documents
        except SourceError as error:
            findings += error.findings
    return findings, placed


def _editions(asked: Wanted, sources: Sources) -> tuple[str, ...]:
    """Return the editions to check: that of the printer that is asked for, else those that `build` makes."""
    return (sources.printer(asked.printer).edition,) if asked.printer else Wanted().editions
