"""The signatures of a locale: `translations/LOCALE/reviews.yaml` to values and back, every fault at once."""

import json
from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path

from booklet.bands import BANDS
from booklet.errors import Finding, Severity, SourceError, Where, did_you_mean
from booklet.sources.encoding import decode_text
from booklet.sources.folders import Folders
from booklet.sources.record import Record
from booklet.sources.yamlfile import read_yaml
from booklet.words.guide import Guide
from booklet.words.review import ROLES, Signature, find_other_roles, hash_words, is_person, roles_of

HEAD = """\
# Who has signed which words of this locale, in which role, and when; what is not here is a draft. Only persons sign.
# `make_booklet.py review` writes this file. words: a code of the words that were read; if they change, it ends.
"""


def reviews_name(locale: str) -> str:
    """Return how folders call the file of a locale."""
    return f"translations/{locale}/reviews.yaml"


def read_reviews(folders: Folders, locale: str, guide: Guide, findings: list[Finding]) -> tuple[Signature, ...]:
    """Return the signatures of a locale, none if there is no file; raise `SourceError` if it cannot be read.

    A signature whose topic is gone is kept and reported: a project may have left out a poster of ours.
    """
    name = reviews_name(locale)
    path = folders.find(name)
    if path is None:
        return ()
    node, faults = read_yaml(path, name)
    findings += faults
    known = {band: tuple(hash_words(guide, band)) for band in guide.every_band}
    seen: dict[tuple[str, str, str], Where] = {}
    signatures: list[Signature] = []
    with Record(node, findings, "the reviews file") as record:
        record.required_node("signatures")
        for entry in record.records("signatures", "a signature"):
            signature = _signature(entry)
            if signature:
                _report_twin(entry, signature, seen)
                _report_same_person(entry, signature, signatures)
                _report_unknown(entry, signature, known)
                signatures.append(signature)
    return tuple(signatures)


def _signature(record: Record) -> Signature | None:
    """Return a signature if it is complete."""
    topic, words = record.text("topic"), record.text("words")
    band, role = record.choice("band", BANDS), record.choice("role", ROLES)
    by = " ".join(record.text("by").split())
    if by and not is_person(by):
        record.fault("no-person", record.place("by"), "the name is none of a person", "write who has read the words")
    if band and role and role not in roles_of(band):
        hint = did_you_mean(role, roles_of(band))
        record.fault("unknown-role", record.place("role"), f'nobody signs words of {band} as "{role}"', hint)
    on = record.day("on") if record.text("on").strip() else None
    return Signature(topic, band, role, by, on, words) if band and role and by and on else None


def _report_twin(record: Record, signature: Signature, seen: dict[tuple[str, str, str], Where]) -> None:
    key = (signature.topic, signature.band, signature.role)
    if key in seen:
        message = f'"{signature.topic}", {signature.band}, is signed by a {signature.role} already at {seen[key]}'
        record.fault("duplicate-review", record.where, message, "keep the later one")
    seen[key] = record.where


def _report_same_person(record: Record, signature: Signature, signatures: Sequence[Signature]) -> None:
    for role in find_other_roles(signatures, signature):
        message = f'"{signature.by}" has signed "{signature.topic}", {signature.band}, as {role} too'
        record.fault("one-person", record.place("by"), message, "let another person read it")


def _report_unknown(record: Record, signature: Signature, known: dict[str, tuple[str, ...]]) -> None:
    topics = known.get(signature.band, ())
    if signature.topic not in topics:
        message = f'there is no topic "{signature.topic}" in {signature.band}'
        hint = did_you_mean(signature.topic, topics)
        record.findings.append(Finding("unknown-topic", record.place("topic"), message, hint, Severity.WARNING))


def reviews_path(folders: Folders, locale: str) -> Path:
    """Return where the signatures of a locale are written: the project's file if there is a project, else ours."""
    root = folders.written
    path = root / reviews_name(locale)
    if not path.resolve().is_relative_to(root.resolve()):
        hint = "put the file itself there"
        raise SourceError(Finding("outside-project", Where(reviews_name(locale)), "is a link out of the project", hint))
    return path


def reviews_text(signatures: Sequence[Signature], head: str = HEAD) -> str:
    """Return the text of a file with these signatures."""
    return head + ("signatures:\n" + "".join(map(_entry, signatures)) if signatures else "signatures: []\n")


def _entry(signature: Signature) -> str:
    lines = (
        f"topic: {_quote(signature.topic)}",
        f"band: {signature.band}",
        f"role: {signature.role}",
        f"by: {_quote(signature.by)}",
        f"on: {signature.on.isoformat()}",
        f"words: {_quote(signature.words)}",
    )
    return "  - " + "\n    ".join(lines) + "\n"


def _quote(text: str) -> str:
    """Return a text in quotes, as YAML and JSON both read it."""
    return json.dumps(text, ensure_ascii=False)


def read_head(folders: Folders, locale: str) -> str:
    """Return the comment at the head of a locale's file, else the usual one."""
    path = folders.find(reviews_name(locale))
    if path is None:
        return HEAD
    lines = decode_text(path.read_bytes(), reviews_name(locale)).splitlines(keepends=True)
    return "".join(takewhile(lambda line: line.startswith("#") or not line.strip(), lines))
