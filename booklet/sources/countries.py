"""Country files: text to `Insert`, every fault at once."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import booklet.sources.yamlfile as yamlfile
from booklet.errors import Finding, Where, did_you_mean, raise_errors
from booklet.facts.insert import INTERNATIONAL, ContactFact, Insert
from booklet.sources.contacts import ANSWERS, read_contact, read_names, refuse_language, refuse_markup
from booklet.sources.laws import read_law
from booklet.sources.record import Record
from booklet.text.blank import shows
from booklet.values import replace

UNFIT_LEADS = frozenset({"emergency", "partner", "self"})
"""Kinds that do not stand on every page: one has a place of its own, the others help nobody who was harmed."""

LONGEST_NAME = 40

UNSEEN = "unseen-character"

HEAD = 600
"""Bytes at the beginning of a file in which its name stands."""

_HEAD_NAME = re.compile(r"^name: *(\{|\r?\n +)en: *'?([^'\r\n,}]+(?:''[^'\r\n,}]+)*)", re.MULTILINE)

_COUNTRY = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?|[0-9]{3}")


def read_insert(path: Path, name: str, country: str = "") -> Insert:
    """Return the insert of a country file; raise `SourceError` with all its faults.

    The file has the name of its country, unless one is given.
    """
    insert, findings = read_country(path, name, country)
    raise_errors(findings)
    assert insert is not None
    return replace(insert, notes=tuple(findings))


def read_country(path: Path, name: str, country: str = "") -> tuple[Insert | None, list[Finding]]:
    """Return the insert of a country file, None if there is none in it, and all findings about the file."""
    insert, findings = examine_country(yamlfile.read_text(path, name), name, country or path.stem)
    return insert, list(findings)


@lru_cache(yamlfile.KEPT)
def examine_country(text: str, name: str, country: str) -> tuple[Insert, tuple[Finding, ...]]:
    """Return what a text says of a country, with all findings: whoever opens sources again finds most as they were."""
    insert, findings = _read_insert(*yamlfile.parse_yaml(text, name), country)
    return insert, tuple(findings)


def parse_country(text: str, name: str, country: str) -> Insert:
    """Return the insert of the text of a country file; raise `SourceError` with all its faults."""
    insert, findings = _read_insert(*yamlfile.parse_yaml(text, name), country)
    raise_errors(findings)
    return insert


@lru_cache(maxsize=64)  # a form that is saved asks for what stood there, for what stands there, and shows it
def find_faults_by_path(text: str, name: str, country: str) -> tuple[tuple[str, Finding], ...]:
    """Return all that is to be said of the text of a country file, each with the path of keys that it is about.

    A path is such as `contacts.0.numbers.1.printed`, and "" for the file as a whole; a key that is missing is a part of
    its path. Raises `SourceError` if the text is no YAML at all.
    """
    node, findings = yamlfile.parse_yaml(text, name)
    told = [("", finding) for finding in findings if finding.code != UNSEEN]
    labelled = _label(node, "")
    _, by_path = _read_insert(labelled, [], country)
    for finding in (*by_path, *_find_unseen(labelled)):
        missing = _MISSING.search(finding.message) if finding.code == "missing-key" else None
        path = ".".join(filter(None, (finding.where.file, missing[1] if missing else "")))
        told.append((path, replace(finding, where=Where(name, finding.where.line))))
    return tuple(told)


_MISSING = re.compile(r' needs the key "([a-z-]+)"$')
"""How a fault names the key that is not there (`Record.required_node`)."""


def _label(node: yamlfile.Node, path: str) -> yamlfile.Node:
    """Return a tree whose places are the paths of keys, with the same lines."""
    where = Where(path, node.where.line)
    head = f"{path}." if path else ""
    if isinstance(node, yamlfile.Scalar):
        return yamlfile.Scalar(node.text, where)
    if isinstance(node, yamlfile.Sequence):
        return yamlfile.Sequence(tuple(_label(one, f"{head}{place}") for place, one in enumerate(node.items)), where)
    entries = {key: _label(value, f"{head}{key}") for key, value in node.entries.items()}
    keys = {key: Where(f"{head}{key}", place.line) for key, place in node.keys.items()}
    return yamlfile.Mapping(entries, keys, where)


def _find_unseen(node: yamlfile.Node) -> Iterator[Finding]:
    if isinstance(node, yamlfile.Scalar):
        yield from yamlfile.find_unseen(node.text, node.where)
        return
    for one in node.items if isinstance(node, yamlfile.Sequence) else node.entries.values():
        yield from _find_unseen(one)


def _read_insert(node: yamlfile.Node, findings: list[Finding], country: str) -> tuple[Insert, list[Finding]]:
    with Record(node, findings, "a country") as record:
        return _insert(record, country), findings


def head_name(path: Path) -> str:
    """Return the English name at the head of a country file, "" if it has none, without reading the whole file."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD).decode("utf-8", "replace")
    except OSError:
        return ""
    found = _HEAD_NAME.search(head)
    return found[2].replace("''", "'") if found else ""


def _insert(record: Record, stem: str) -> Insert:
    country = _country(record, stem)
    contacts = tuple(read_contact(contact, country) for contact in record.records("contacts", "a contact"))
    _refuse_twins(record, contacts)
    if country == INTERNATIONAL:
        _refuse_numbers(record, contacts)
    law = read_law(record)
    may_punish = record.choice("law-may-punish", ANSWERS, "unknown") == "yes"
    return Insert(
        country=country,
        name=read_names(record, LONGEST_NAME),
        locales=_locales(record),
        lead=_lead(record, contacts, needs_helpline=may_punish),
        contacts=contacts,
        may_punish=may_punish,
        law=law.printed,
        names=_people(record),
        legal=law,
    )


def _country(record: Record, stem: str) -> str:
    country = record.text("country")
    if country.strip() and country != stem:
        message = f'"{country}" is not the name of its file'
        record.fault("wrong-country", record.place("country"), message, f"write {stem}")
    elif country.strip() and not _COUNTRY.fullmatch(country):
        hint = "name the file by a code of ISO 3166, such as KE.yaml"
        record.fault("wrong-country", record.place("country"), f'"{country}" is no country code', hint)
    return country


def _locales(record: Record) -> tuple[str, ...]:
    locales = record.texts("locales")
    for tag in locales:
        refuse_language(record, "locales", tag)
    return locales


def _people(record: Record) -> dict[str, str]:
    """Return the names that a country gives to the young people in the stories."""
    names = record.mapped_texts("names")
    for name in names.values():
        refuse_markup(record, "names", name, LONGEST_NAME)
        if not shows(name):
            record.fault(
                "empty-text", record.place("names"), '"names" has a name that shows nothing', "write or delete it"
            )
    return names


def _refuse_twins(record: Record, contacts: tuple[ContactFact, ...]) -> None:
    seen: set[str] = set()
    for contact in contacts:
        if contact.id in seen:
            record.fault("duplicate-id", contact.where, f'a contact "{contact.id}" stands above', "give it another id")
        seen.add(contact.id)


def _refuse_numbers(record: Record, contacts: tuple[ContactFact, ...]) -> None:
    """Report numbers of the international insert, which stands in for any country: nobody there has called them."""
    hint = "give an address, or write a file for the country"
    for contact in contacts:
        for number in contact.numbers:
            message = f'the international insert prints no number, not "{number.printed}"'
            record.fault("international-number", number.where, message, hint)


def _lead(record: Record, contacts: tuple[ContactFact, ...], *, needs_helpline: bool) -> ContactFact | None:
    """Return the contact that stands on every page, None if it is the world's finder."""
    if "lead" not in record:
        record.text("lead", "")
        return None
    wanted = record.text("lead")
    lead = next((contact for contact in contacts if contact.id == wanted), None)
    if lead is None and wanted.strip():
        hint = did_you_mean(wanted, (contact.id for contact in contacts))
        record.fault("unknown-lead", record.place("lead"), f'no contact has the id "{wanted}"', hint)
    elif lead and lead.kind in UNFIT_LEADS:
        message, hint = (
            f'"{wanted}" is of kind {lead.kind}',
            "choose a helpline or another place that helps young people",
        )
        record.fault("unfit-lead", record.place("lead"), message, hint)
    elif lead and lead.confidence and not lead.is_printable:
        hint = "choose a contact of high or medium confidence with a source"
        record.fault("weak-lead", record.place("lead"), f'"{wanted}" is not sure enough to print', hint)
    elif lead and lead.region:
        message = f'"{wanted}" helps in a part of the country, and stands on every page'
        hint = "choose one for the whole country, or delete lead: for the finder, or region: if all readers live there"
        record.fault("unfit-lead", record.place("lead"), message, hint)
    elif lead and needs_helpline and lead.kind == "police":
        message = f'"{wanted}" is the police, and the law may punish a child here'
        record.fault("police-first", record.place("lead"), message, "choose a helpline or another support")
    return lead
