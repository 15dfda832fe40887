"""Country files: text to `Insert`, every fault at once."""

import re
from collections.abc import Mapping
from pathlib import Path

import booklet.sources.yamlfile as yamlfile
from booklet.errors import raise_errors
from booklet.insert import KINDS, SERVICES, Check, ContactFact, Insert, PhoneNumber, Source
from booklet.sources.record import Record, did_you_mean

CHATS = ("whatsapp", "webchat", "email", "sms", "facebook", "phone")

_NUMBER = re.compile(r"\+?[0-9][0-9 ().\-]*")


def read_insert(path: Path, name: str) -> Insert:
    """Return the insert of a country file; raise `SourceError` with all its faults."""
    node, findings = yamlfile.read_yaml(path, name)
    with Record(node, findings, "a country") as record:
        insert = _insert(record, path.stem)
    raise_errors(findings)
    assert insert is not None
    return insert


def _insert(record: Record, stem: str) -> Insert | None:
    country = record.text("country")
    if country and country != stem:
        record.fault(
            "wrong-country", record.place("country"), f'"{country}" is not the name of its file', f"write {stem}"
        )
    contacts = tuple(_contact(contact) for contact in record.records("contacts", "a contact"))
    _refuse_twins(record, contacts)
    lead = _lead(record, contacts)
    law = {key: _languages(record, key, node) for key, node in record.mapping("law").items()}
    values = (record.mapped_texts("name"), record.texts("locales"), record.mapped_texts("names"))
    if lead is None:
        return None
    return Insert(country, values[0], values[1], lead, contacts, law, values[2])


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


def _lead(record: Record, contacts: tuple[ContactFact, ...]) -> ContactFact | None:
    wanted = record.text("lead")
    lead = next((contact for contact in contacts if contact.id == wanted), None)
    if lead is None:
        hint = did_you_mean(wanted, (contact.id for contact in contacts))
        record.fault("unknown-lead", record.place("lead"), f'no contact has the id "{wanted}"', hint)
    elif not lead.is_printable:
        hint = "choose a contact of high or medium confidence with a source"
        record.fault("weak-lead", record.place("lead"), f'"{wanted}" is not sure enough to print', hint)
    return lead


def _contact(record: Record) -> ContactFact:
    hours = record.mapped_texts("hours")
    ages = record.mapped_texts("ages")
    sms = record.mapped_texts("sms")
    record.text("note", "")
    contact = ContactFact(
        id=record.text("id"),
        kind=record.choice("kind", KINDS),
        name=record.mapped_texts("name"),
        numbers=tuple(_number(number) for number in record.records("numbers", "a number")),
        web=_web(record),
        chat=_chat(record),
        sms=(sms.get("to", ""), sms.get("word", "")),
        always=hours.get("always") == "yes",
        daily=hours.get("daily", ""),
        languages=record.texts("languages"),
        free=_yes(record, "free"),
        private=_yes(record, "private"),
        ages_under=ages.get("under", ""),
        ages_from=ages.get("from", ""),
        sources=tuple(_source(source) for source in record.records("sources", "a source")),
        confidence=record.choice("confidence", ("high", "medium", "low")),
        checked=_check(record),
        where=record.where,
    )
    if not contact.name:
        record.fault("missing-key", record.where, 'a contact needs the key "name"', "add name: {en: ...}")
    return contact


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
    printed = record.text("printed")
    if printed and not _NUMBER.fullmatch(printed):
        hint = "write digits and spaces, in quotes: '116 111'"
        record.fault("wrong-number", record.place("printed"), f'"{printed}" is no phone number', hint)
    return PhoneNumber(printed, record.choice("service", SERVICES, ""), record.where)


def _source(record: Record) -> Source:
    address = record.text("url", "") or record.text("reference", "")
    record.text("reference", "")
    if not address:
        record.fault("missing-key", record.where, 'a source needs "url" or "reference"', "add url: https://...")
    return Source(address, record.text("dated", ""))


def _check(record: Record) -> Check | None:
    node = record.node("checked")
    if node is None:
        return None
    with Record(node, record.findings, "checked") as check:
        day = check.day("on")
        by = check.text("by")
        if day is None:
            check.fault("missing-key", check.where, '"checked" needs "on"', "add on: 2026-11-24, the day of the call")
            return None
        return Check(by, day)
