"""The catalogues of a project and of ours: which locales there are, and the guide in each of them."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from booklet.errors import Finding, SourceError, Where, raise_errors
from booklet.facts.insert import Insert
from booklet.sources.addresses import find_refused_addresses
from booklet.sources.check import report_crossed_links
from booklet.sources.folders import Folders
from booklet.sources.locked import find_changed_words
from booklet.sources.pofile import read_po
from booklet.sources.shelters import find_shelter_address
from booklet.values import replace
from booklet.words.catalogue import Catalogue, Translated, translate
from booklet.words.cldr import country_name, own_name
from booklet.words.guide import Guide, Wording
from booklet.words.locales import SOURCE_LOCALE, pick_by_language

FILE = "guide.po"

LANGUAGE = "language"
"""The label that says what the language is called."""


def catalogue_name(locale: str) -> str:
    """Return the path of a locale's catalogue inside a folder of sources."""
    return f"translations/{locale}/{FILE}"


def catalogue_locales(folders: Folders) -> tuple[str, ...]:
    """Return the locales that have a catalogue, sorted."""
    return folders.holders("translations", FILE)


def read_catalogue(folders: Folders, locale: str, findings: list[Finding]) -> Catalogue:
    """Return the catalogue of a locale, an empty one if there is none; faults go to `findings`."""
    name = catalogue_name(locale)
    path = folders.find(name)
    if path is None:
        return Catalogue(locale)
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise SourceError(Finding("unreadable", Where(name), reason, "let it be read, or delete it")) from error
    catalogue, faults = _read_once(data, name, locale)
    findings += faults
    return catalogue


@lru_cache(maxsize=16)
def _read_once(data: bytes, name: str, locale: str) -> tuple[Catalogue, tuple[Finding, ...]]:
    """Return a catalogue with its faults: ours is compared with a project's each time that this one changes."""
    faults: list[Finding] = []
    return read_po(data, name, locale, faults), tuple(faults)


def read_translated(folders: Folders, guide: Guide, locale: str) -> Translated:
    """Return the guide in a locale (in the source locale the guide itself); raise `SourceError` with all faults."""
    if locale == SOURCE_LOCALE:
        return Translated(guide)
    findings: list[Finding] = []
    catalogue = read_catalogue(folders, locale, findings)
    if folders.find(catalogue_name(locale)) != folders.own / catalogue_name(locale):
        ours = read_catalogue(Folders(folders.own), locale, [])
        findings += find_changed_words(ours, catalogue, guide)
        findings += _find_refused(catalogue)
    for message in catalogue.messages.values():
        findings += report_crossed_links(message.where, message.text)
    raise_errors(findings)
    return _name_language(translate(guide, catalogue, Where(catalogue_name(locale))), guide, locale)


def _find_refused(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield addresses in a project's catalogue whose destination nobody can tell, and those of shelters."""
    for message in catalogue.messages.values():
        yield from find_refused_addresses(message.text, message.where)
        yield from find_shelter_address(message.text, message.where)


def _name_language(found: Translated, guide: Guide, locale: str) -> Translated:
    """Return a guide whose language has its own name, if nobody has given it one."""
    name = found.guide.labels.get(LANGUAGE)
    if name is None or name.forms != guide.labels[LANGUAGE].forms:
        return found
    labels: Mapping[str, Wording] = {**found.guide.labels, LANGUAGE: Wording((own_name(locale),), name.where)}
    return replace(found, guide=replace(found.guide, labels=labels))


@lru_cache(maxsize=1024)
def name_insert(insert: Insert, locale: str) -> Insert:
    """Return an insert with its country's name in a locale: that of its file, else CLDR's."""
    if pick_by_language(insert.name, locale) or not (name := country_name(locale, insert.country)):
        return insert
    return replace(insert, name={**insert.name, locale: name})
