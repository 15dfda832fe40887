"""What a provider answered, read by name: each value has the type that is asked for, or the answer is refused."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from booklet.pod.faults import report_wrong_answer

AMOUNT = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?")

UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")
"""What ends a line, turns its direction, or cannot be written to a file."""

LONGEST_TEXT = 500


@dataclass(frozen=True, slots=True)
class Answer:
    """A value that a provider sent, with the names that lead to it; faults tell the names and not the value."""

    provider: str
    value: Any = field(repr=False)
    path: str = ""

    def at(self, *names: str) -> "Answer":
        """Return what stands below names; what is not there is an answer whose value is None."""
        found = self
        for name in names:
            inner = found.value.get(name) if isinstance(found.value, dict) else None
            found = Answer(self.provider, inner, f"{found.path}.{name}".lstrip("."))
        return found

    def each(self) -> Iterator["Answer"]:
        """Yield the answers in a list; nothing is an empty one."""
        if self.value is None:
            return
        if not isinstance(self.value, list):
            raise report_wrong_answer(self.provider, f"{self.path or 'it'} is no list")
        for place, inner in enumerate(self.value):
            yield Answer(self.provider, inner, f"{self.path}[{place}]")

    def text(self) -> str:
        """Return a text in one line, cut where it is longer than anybody reads; "" for nothing."""
        if self.value is None:
            return ""
        if isinstance(self.value, bool) or not isinstance(self.value, (str, int)):
            raise report_wrong_answer(self.provider, f"{self.path} is no text")
        return UNSEEN.sub(" ", str(self.value))[:LONGEST_TEXT].strip()

    def needed_text(self) -> str:
        """Return a text that must be there."""
        found = self.text()
        if not found:
            raise report_wrong_answer(self.provider, f"{self.path} is missing")
        return found

    def amount(self) -> Decimal:
        """Return an amount of money, written as digits in a text or as a number; there is none below zero."""
        value = self.value
        is_number = isinstance(value, (int, Decimal)) and not isinstance(value, bool)
        if is_number or (isinstance(value, str) and AMOUNT.fullmatch(value)):
            found = _decimal(value)
            if found is not None and found.is_finite() and 0 <= found < 10**9:
                return found
        raise report_wrong_answer(self.provider, f"{self.path} is no amount")

    def currency(self) -> str:
        """Return the code of a currency (ISO 4217)."""
        found = self.needed_text()
        if not re.fullmatch(r"[A-Z]{3}", found):
            raise report_wrong_answer(self.provider, f"{self.path} is no currency")
        return found

    def time(self) -> datetime | None:
        """Return a time with its zone, UTC if it names none; None for nothing."""
        text = self.text()
        if not text:
            return None
        try:
            found = datetime.fromisoformat(text)
        except ValueError:
            raise report_wrong_answer(self.provider, f"{self.path} is no time") from None
        return found if found.tzinfo else found.replace(tzinfo=UTC)


def _decimal(value: Any) -> Decimal | None:
    try:
        return Decimal(value)
    except InvalidOperation:
        return None


def parse_json(body: bytes) -> Any:
    """Return JSON whose numbers with a fraction are `Decimal`; None for what is no JSON, or nested without end."""
    try:
        return json.loads(body, parse_float=Decimal, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None


def named_fields(body: bytes) -> tuple[str, ...]:
    """Return the fields that a refusal names, at most twelve; never what it says of them, which may be an address.

    >>> named_fields(b'{"shipping_address": {"postcode": ["12 Elm St is no postcode"]}}')
    ('shipping_address.postcode',)
    """
    return tuple(dict.fromkeys(_paths(parse_json(body), "", 0)))[:12]


def _paths(value: Any, path: str, depth: int) -> list[str]:
    """Return the paths of all leaves, through at most five keys that look like names of fields."""
    if isinstance(value, dict) and depth < 5:
        fields = [(key, inner) for key, inner in value.items() if key.isidentifier() and len(key) < 40]
        return [leaf for key, inner in fields for leaf in _paths(inner, f"{path}.{key}".lstrip("."), depth + 1)]
    if isinstance(value, list) and any(isinstance(inner, dict) for inner in value) and depth < 5:
        return [leaf for inner in value[:20] for leaf in _paths(inner, path, depth + 1)]
    return [path] if path else []


def _refuse(constant: str) -> Any:
    raise ValueError(constant)
