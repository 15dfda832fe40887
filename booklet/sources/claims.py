"""What our words claim: every figure and fact with its source and the day to look again; what has none is told."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from booklet.bands import BANDS
from booklet.errors import Finding, Severity, SourceError, Where, raise_errors
from booklet.sources.folders import Folders
from booklet.sources.table import read_table
from booklet.text.markup import plain_text
from booklet.values import Frozen
from booklet.words.catalogue import MessageSlot, slots
from booklet.words.guide import PLACEHOLDER, Guide
from booklet.words.own_words import LABELS

FILE = "translations/claims.tsv"

SOURCES = "translations/sources.tsv"

COLUMNS = ("context", "says", "source", "again", "check")

FIGURE = re.compile(r"(?<![\w.,])\d[\d.,]*(?<=\d)(?!\w)")
"""A figure in running text; the name of a class (10B) or of a player (kez16) is none."""


class Claim(Frozen):
    """Words of a text that rest on sources, the day from which somebody must look again, and what to look at."""

    context: str
    says: str
    sources: tuple[str, ...]
    again: date
    check: str
    where: Where


def read_claims(folders: Folders) -> tuple[Claim, ...]:
    """Return all claims; raise `SourceError` if a row names no source that we have, or no day."""
    findings: list[Finding] = []
    known = {row["source"] for _, row in _rows(folders, SOURCES, ("source", "carries", "where"), findings)}
    found = [_read(row, where, known, findings) for where, row in _rows(folders, FILE, COLUMNS, findings)]
    raise_errors(findings)
    return tuple(claim for claim in found if claim)


def _rows(
    folders: Folders, name: str, needed: tuple[str, ...], findings: list[Finding]
) -> Iterator[tuple[Where, dict[str, str]]]:
    path = folders.find(name)
    if path is None:
        return
    try:
        written = path.read_bytes()
    except OSError as error:
        raise SourceError(Finding("unreadable", Where(name), str(error), "make it readable")) from error
    yield from read_table(written, name, needed, needed, findings)


def _read(row: Mapping[str, str], where: Where, known: set[str], findings: list[Finding]) -> Claim | None:
    """Return the claim of a row, None and a finding if the row is unsound."""
    sources = tuple(row["source"].split())
    unknown = [source for source in sources if source not in known]
    if unknown or not sources:
        message = f'no source "{unknown[0]}"' if unknown else f"“{row['says']}” has no source"
        findings.append(Finding("unknown-source", where, message, f"name one of {SOURCES}, such as S18"))
        return None
    try:
        again = date.fromisoformat(row["again"])
    except ValueError:
        findings.append(Finding("wrong-type", where, f'"{row["again"]}" is no day', "write a date such as 2027-05-31"))
        return None
    return Claim(row["context"], row["says"], sources, again, row["check"], where)


def claim_findings(claims: Iterable[Claim], guide: Guide, day: date) -> Iterator[Finding]:
    """Report claims that are past their day or no longer made, and figures that no claim covers."""
    by_context: dict[str, list[Claim]] = {}
    for claim in claims:
        by_context.setdefault(claim.context, []).append(claim)
        if claim.again < day:
            sources = ", ".join(claim.sources)
            message = f"{claim.context} says “{claim.says}” ({sources}), to be looked up again from {claim.again} on"
            yield Finding("claim-due", claim.where, message, f"look at this: {claim.check}", Severity.WARNING)
    texts: dict[str, list[MessageSlot]] = {}
    for slot in slots(guide).values():
        texts.setdefault(re.split("[#@]", slot.context)[0], []).append(slot)
    yield from _find_lost(by_context, texts)
    untold = (f"{LABELS}.", *_list_stories(guide))
    for context, said in texts.items():
        if not context.startswith(untold):
            yield from (finding for slot in said for finding in _find_unsourced(slot, by_context.get(context, ())))


def _list_stories(guide: Guide) -> tuple[str, ...]:
    """Return what the ids in comics begin with: stories are invented, and so are their figures."""
    return tuple(f"{block.id}." for block in guide.every_block() if block.kind == "comic")


def _find_lost(claims: Mapping[str, Iterable[Claim]], texts: Mapping[str, Iterable[MessageSlot]]) -> Iterator[Finding]:
    for context, made in claims.items():
        said = [_bare(slot.text) for slot in texts.get(context, ())]
        for claim in made:
            if not any(claim.says in text for text in said):
                message = f"{context} does not say “{claim.says}”"
                hint = "write what it says now, and whether the source still carries it"
                yield Finding("claim-lost", claim.where, message, hint, Severity.WARNING)


def _find_unsourced(slot: MessageSlot, claims: Iterable[Claim]) -> Iterator[Finding]:
    text = _bare(slot.text)
    for said in (*(claim.says for claim in claims), *BANDS):
        text = text.replace(said, "")
    if not any(map(str.isalpha, text)):
        return  # a span of minutes at the head of a row
    for figure in FIGURE.findall(text):
        message = f"{slot.context} says “{figure}”, and no claim covers it"
        hint = f"add a row with its source to {FILE}, or say it without a figure"
        yield Finding("figure-unsourced", slot.where, message, hint, Severity.WARNING)


def _bare(text: str) -> str:
    return plain_text(PLACEHOLDER.sub("", text))
