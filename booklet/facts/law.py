"""The law of a country: facts with sources, lines for readers that rest on them, and who signed these lines.

Nothing of it prints before a named person has signed exactly these lines on exactly these facts.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property

from booklet.days import add_months
from booklet.errors import Finding, Severity, Where
from booklet.facts.fact import Fact
from booklet.facts.fingerprint import fingerprint
from booklet.values import Frozen

MONTHS = 12
"""How long a signature holds, since laws change."""

LINES = ("protected", "consent", "pictures", "ai", "report", "account")
"""What a country may say of its law: the placeholders `law:...` of the guide."""


class LawLine(Frozen, eq=False):
    """A line for readers, by language, and the ids of the facts that it rests on."""

    key: str
    texts: Mapping[str, str]
    facts: tuple[str, ...]
    where: Where


class LawSignature(Frozen):
    """A person who knows the law and has read all lines with their facts: who, as what, when, and what was read."""

    by: str
    role: str
    on: date
    of: str
    where: Where


class Law(Frozen, eq=False, dict=True):
    """All that a country file says of the law."""

    facts: tuple[Fact, ...] = ()
    lines: tuple[LawLine, ...] = ()
    signed: LawSignature | None = None

    def facts_of(self, line: LawLine) -> tuple[Fact, ...]:
        """Return the facts that a line rests on."""
        return tuple(fact for fact in self.facts if fact.id in line.facts)

    @cached_property
    def read(self) -> str:
        """The fingerprint of what a signer reads: the lines in all their languages, and the facts below them."""
        return fingerprint(part for line in self.lines for part in self._list_read(line))

    def _list_read(self, line: LawLine) -> Iterator[str]:
        yield line.key
        yield from (f"{tag}: {text}" for tag, text in sorted(line.texts.items()))
        for fact in self.facts_of(line):
            yield from fact.stated

    @property
    def is_signed(self) -> bool:
        """Whether somebody has signed what stands in the file now."""
        return bool(self.lines) and self.signed is not None and self.signed.of == self.read

    @property
    def printed(self) -> Mapping[str, Mapping[str, str]]:
        """The lines that may print, by key and language: all if they are signed, and none if they are not."""
        return {line.key: line.texts for line in self.lines} if self.is_signed else {}

    @property
    def end(self) -> date | None:
        """The first day on which the lines hold no more: a year after the signature, or when a fact expires."""
        if not (self.is_signed and self.signed):
            return None
        ends = [fact.expires for line in self.lines for fact in self.facts_of(line) if fact.expires]
        return min((add_months(self.signed.on, MONTHS), *ends))

    def holds(self, day: date) -> bool:
        """Tell whether the signed lines hold on a day."""
        return self.end is not None and self.signed is not None and self.signed.on <= day < self.end


NO_LAW = Law()


def law_findings(law: Law, made: date, real: date | None) -> Iterator[Finding]:
    """Report lines that nobody has signed, a signature that does not hold, and facts that have expired."""
    signed, first, last = law.signed, min(made, real or made), max(made, real or made)
    if law.lines and not signed:
        message = f"nobody has signed the {len(law.lines)} lines on the law, so none of them prints"
        hint = "ask somebody who knows the law: law sheet, then law sign"
        yield Finding("law-unsigned", law.lines[0].where, message, hint, Severity.NOTE)
    elif signed and not law.is_signed:
        message = f"the lines on the law are not those that {signed.by} signed on {signed.on}, so none of them prints"
        hint = "show the new form to the signer: law sheet, then law sign"
        yield Finding("law-changed", signed.where, message, hint, Severity.WARNING)
    elif signed and signed.on > first:
        message = f"the law was signed on {signed.on}, after {first}, so what prints it is a PROOF"
        yield Finding("law-ahead", signed.where, message, "write the day of the signature", Severity.WARNING)
    elif signed and law.end and last >= law.end:
        message = f"what {signed.by} signed on {signed.on} held until {law.end}, so what prints it is a PROOF"
        yield Finding("law-expired", signed.where, message, "ask for a new signature: law sheet", Severity.WARNING)
    for line in law.lines:
        for fact in law.facts_of(line):
            if fact.expires and last >= fact.expires:
                message = f'"law:{line.key}" rests on "{fact.id}", which was to be looked at again by {fact.expires}'
                hint = "look at its source, write what holds today, and ask for a new signature"
                yield Finding("fact-expired", fact.where, message, hint, Severity.WARNING)
