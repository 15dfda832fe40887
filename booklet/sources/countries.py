"""Country files: text to `Insert`, every fault at once."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import booklet.sources.yamlfile as yamlfile
from booklet.errors import did_you_mean, raise_errors
from booklet.insert import INTERNATIONAL, KINDS, SERVICES, Check, ContactFact, Insert, PhoneNumber, Source
from booklet.sources.record import Record

CHATS = ("whatsapp", "webchat", "email", "sms", "facebook", "phone")

LAW = ("protected", "pictures", "ai", "report", "account")
"""What a country may say of its law: the placeholders `law:...` of the guide."""

_COUNTRY = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?|[0-9]{3}")

_NUMBER = re.compile(r"\+?\(?[0-9][0-9 ().\-]{0,30}")


def read_insert(path: Path, name: str) -> Insert:
    """Return the insert of a country file; raise `SourceError` with all its faults."""
    node, findings = yamlfile.read_yaml(path, name)
    with Record(node, findings, "a country") as record:
        insert = _insert(record, path.stem)
    raise_errors(findings)
    assert insert is not None
    return insert


def _insert(record: Record, stem: str) -> Insert | None:
    country = _country(record, stem)
    contacts = tuple(_contact(contact) for contact in record.records("contacts", "a contact"))
    _refuse_twins(record, contacts)
    if country == INTERNATIONAL:
        _refuse_numbers(record, contacts)
    lead = _lead(record, contacts)
    law = _law(record)
    values = (_names(record), record.texts("locales"), record.mapped_texts("names"))
    if lead is None:
        return None
    return Insert(country, values[0], values[1], lead, contacts, law, values[2])


def _country(record: Record, stem: str) -> str:
    country = record.text("country")
    if country.strip() and country != stem:
        message = f'"{country}" is not the name of its file'
        record.fault("wrong-country", record.place("country"), message, f"write {stem}")
    elif country.strip() and not _COUNTRY.fullmatch(country):
        hint = "name the file by a code of ISO 3166, such as KE.yaml"
        record.fault("wrong-country", record.place("country"), f'"{country}" is no country code', hint)
    return country


def _names(record: Record) -> dict[str, str]:
    """Return a name by language; there must be one."""
    node, names = record.required("name"), record.mapped_texts("name")
    if isinstance(node, yamlfile.Mapping) and not (names and all(names.values())):
        record.fault("empty-text", node.where, f'{record.what} has nothing after "name"', "write name: {en: ...}")
    return names


def _law(record: Record) -> dict[str, Mapping[str, str]]:
    with record.nested("law") as law:
        found = {key: law.node(key) for key in LAW if key in law}
    return {key: _languages(record, key, node) for key, node in found.items() if node}


def _languages(record: Record, key: str, node: yamlfile.Node) -> Mapping[str, str]:
    with Record(node, record.findings, f'the law line "{key}"') as line:
        return {tag: line.text(tag) for tag in _keys(node)}


def _keys(node: yamlfile.Node) -> list[str]:
    return list(node.entries) if isinstance(node, yamlfile.Mapping) else []


def _refuse_twins(record: Record, contacts: tuple[ContactFact, ...]) -> None:
    seen: set[str] = set()
    for contact in contacts:
        if contact.id in seen:
            record.fault("duplicate-id", contact.where, f'a contact "{contact.id}" stands above', "give it another id")
        seen.add(contact.id)


def _refuse_numbers(record: Record, contacts: tuple[ContactFact, ...]) -> None:
    """Report numbers of the international insert: it stands in for any country, so nobody there has called them."""
    hint = "give an address, or write a file for the country"
    for contact in contacts:
        for number in contact.numbers:
            message = f'the international insert prints no number, not "{number.printed}"'
            record.fault("international-number", number.where, message, hint)


def _lead(record: Record, contacts: tuple[ContactFact, ...]) -> ContactFact | None:
    wanted = record.text("lead")
    lead = next((contact for contact in contacts if contact.id == wanted), None)
    if lead is None and wanted.strip():
        hint = did_you_mean(wanted, (contact.id for contact in contacts))
        record.fault("unknown-lead", record.place("lead"), f'no contact has the id "{wanted}"', hint)
    elif lead and lead.confidence and not lead.is_printable:
        hint = "choose a contact of high or medium confidence with a source"
        record.fault("weak-lead", record.place("lead"), f'"{wanted}" is not sure enough to print', hint)
    return lead


def _contact(record: Record) -> ContactFact:
    always, daily = _hours(record)
    ages_under, ages_from = _ages(record)
    record.text("note", "")
    numbers = tuple(_number(number) for number in record.records("numbers", "a number"))
    _refuse_mixed(record, numbers)
    return ContactFact(
        id=record.name("id"),
        kind=record.choice("kind", KINDS),
        name=_names(record),
        numbers=numbers,
        web=_web(record),
        chat=_chat(record),
        sms=_sms(record),
        always=always,
        daily=daily,
        languages=record.texts("languages"),
        free=_yes(record, "free"),
        private=_yes(record, "private"),
        ages_under=ages_under,
        ages_from=ages_from,
        sources=tuple(_source(source) for source in record.records("sources", "a source")),
        confidence=record.choice("confidence", ("high", "medium", "low")),
        checked=read_check(record),
        where=record.where,
    )


def _hours(record: Record) -> tuple[bool, str]:
    with record.nested("hours") as hours:
        return _yes(hours, "always"), hours.text("daily", "")


def _ages(record: Record) -> tuple[str, str]:
    with record.nested("ages") as ages:
        return ages.text("under", ""), ages.text("from", "")


def _sms(record: Record) -> tuple[str, str]:
    with record.nested("sms") as sms:
        number = _printed(sms, "to") if "to" in sms else ""
        return number, sms.text("word", "")


def _yes(record: Record, key: str) -> bool:
    return record.choice(key, ("yes", "no", "unknown"), "unknown") == "yes"


def _chat(record: Record) -> tuple[str, ...]:
    chats = record.texts("chat")
    for chat in chats:
        if chat not in CHATS:
            record.fault(
                "unknown-chat", record.place("chat"), f'no way to chat is called "{chat}"', did_you_mean(chat, CHATS)
            )
    return chats


def _web(record: Record) -> str:
    web = record.text("web", "")
    if web and not re.fullmatch(r"https?://[!-~]+", web):
        record.fault("wrong-address", record.place("web"), f'"{web}" is no web address', "write https://...")
    return web


def _number(record: Record) -> PhoneNumber:
    return PhoneNumber(_printed(record, "printed"), record.choice("service", SERVICES, ""), record.where)


def _refuse_mixed(record: Record, numbers: tuple[PhoneNumber, ...]) -> None:
    """Report numbers without a service beside others that have one: nobody could tell whom they reach."""
    if any(number.service for number in numbers):
        for number in numbers:
            if not number.service:
                hint = "add service: police, ambulance or fire"
                record.fault("missing-service", number.where, f'whom does "{number.printed}" reach?', hint)


def _printed(record: Record, key: str) -> str:
    printed = record.text(key)
    if printed.strip() and not _NUMBER.fullmatch(printed):
        hint = "write digits and spaces, in quotes: '116 111'"
        record.fault("wrong-number", record.place(key), f'"{printed}" is no phone number', hint)
    return printed


def _source(record: Record) -> Source:
    address = record.text("url", "") or record.text("reference", "")
    record.text("reference", "")
    if not address:
        record.fault("missing-key", record.where, 'a source needs "url" or "reference"', "add url: https://...")
    return Source(address, record.text("dated", ""))


def read_call(record: Record) -> date | None:
    """Return the day somebody called the numbers of a record, if it says so."""
    check = read_check(record)
    return check.on if check else None


def read_check(record: Record) -> Check | None:
    """Return who called and when, if the record says it."""
    if "checked" not in record:
        return None
    with record.nested("checked") as check:
        by, day = check.text("by"), check.day("on")
        if not check.text("on", ""):
            hint = "add on: 2026-11-24, the day of the call"
            check.fault("missing-key", check.where, '"checked" needs the key "on"', hint)
    return Check(by, day) if day else None
