"""The law in a country file: facts, lines for readers that rest on facts of high confidence, and who signed them."""

import re
from datetime import date

import booklet.sources.yamlfile as yamlfile
from booklet.errors import did_you_mean
from booklet.facts.fact import Fact
from booklet.facts.fingerprint import FINGERPRINT
from booklet.facts.law import LINES, Law, LawLine, LawSignature
from booklet.sources.contacts import CALLS, refuse_language, refuse_markup
from booklet.sources.facts import read_law_facts
from booklet.sources.record import Record
from booklet.text.blank import shows
from booklet.words.review import is_person

LONGEST_LAW = 300

LONGEST_ROLE = 60


def read_law(record: Record) -> Law:
    """Return the law of a country file; what is faulty goes to the findings of the record."""
    with record.nested_record("law") as law:
        facts = read_law_facts(law)
        found = {key: law.node(key) for key in LINES if key in law}
        lines = tuple(_read_line(record, key, node, facts) for key, node in found.items() if node)
        return Law(facts, lines, _read_signature(law))


def _read_line(record: Record, key: str, node: yamlfile.Node, facts: tuple[Fact, ...]) -> LawLine:
    with Record(node, record.findings, f'the law line "{key}"') as line:
        if not isinstance(node, yamlfile.Mapping):
            return LawLine(key, {}, (), line.where)
        names = line.texts("facts")
        _refuse_weak(line, names, facts)
        texts = {tag: line.text(tag) for tag in line.key_names() if tag != "facts"}
        for tag, text in texts.items():
            refuse_language(line, tag, tag)
            refuse_markup(line, tag, text, LONGEST_LAW)
        if not texts:
            line.fault("empty-text", line.where, f"{line.what} has no words", "write en: ...")
        return LawLine(key, texts, names, line.where)


def _refuse_weak(line: Record, names: tuple[str, ...], facts: tuple[Fact, ...]) -> None:
    """Report a line that rests on nothing, on a fact that is not there, or on one that is not sure."""
    if not names:
        line.fault("law-unfounded", line.where, f"{line.what} rests on no fact", "add facts: [...], the ids of some")
    known = {fact.id: fact for fact in facts}
    for name in names:
        place = line.place("facts")
        if name not in known:
            line.fault("unknown-fact", place, f'there is no fact "{name}"', did_you_mean(name, known))
        elif known[name].confidence and not known[name].is_sure:
            message = f'{line.what} rests on "{name}", which is not sure: {known[name].confidence} confidence'
            hint = "only facts of high confidence with an address carry a line: find another source"
            line.fault("law-unsure", place, message, hint)


def _read_signature(law: Record) -> LawSignature | None:
    """Return who signed, None if nobody has, or if it cannot be read."""
    if "signed" not in law:
        return None
    with law.nested_record("signed") as signed:
        by, role, on, of = signed.text("by"), signed.text("role"), _read_day(signed), signed.text("of")
        if by.strip() and not is_person(by):
            signed.fault("no-person", signed.place("by"), "the name is none of a person", "write who has signed")
        for key, text in (("by", by), ("role", role)):
            refuse_markup(signed, key, text, LONGEST_ROLE)
        if of.strip() and not re.fullmatch(FINGERPRINT, of):
            hint = "sign with law sign, which writes it"
            signed.fault("wrong-fingerprint", signed.place("of"), f'"of: {of}" is no fingerprint', hint)
        return LawSignature(by, role, on, of, signed.where) if on and shows(by) and shows(role) else None


def _read_day(signed: Record) -> date | None:
    on = signed.day("on")
    if not signed.text("on", ""):
        hint = "add on: 2026-11-27, the day of the signature"
        signed.fault("missing-key", signed.where, '"signed" needs the key "on"', hint)
    if on and not CALLS[0] <= on <= CALLS[1]:
        message = f'"on: {on}" is no day on which anybody can have signed'
        signed.fault("wrong-day", signed.place("on"), message, "write the day, such as 2026-11-27")
        return None
    return on
