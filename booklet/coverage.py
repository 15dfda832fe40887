"""What an edition covers, as one line that travels in its file: country, axes, and every number it prints."""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from datetime import date
from html import escape, unescape

from booklet.insert import ContactFact
from booklet.jobs import Job
from booklet.selection import Selection

_FOUND = re.compile(rb"<dc:coverage>([^<]{1,20000})</dc:coverage>")


@dataclass(frozen=True, slots=True)
class Coverage:
    """Axes of a file, its state and day of making, and its numbers: each the id of its contact and its digits."""

    country: str
    product: str
    item: str
    layout: str
    locale: str
    band: str
    edition: str
    state: str
    made: str
    numbers: tuple[tuple[str, str], ...]


def make_coverage(job: Job, selection: Selection, made: date, *, is_proof: bool) -> Coverage:
    """Return what the file of a job covers."""
    return Coverage(
        country=job.country,
        product=job.product,
        item=job.item,
        layout=job.layout,
        locale=job.locale,
        band=job.band,
        edition=job.edition,
        state="proof" if is_proof else "final",
        made=made.isoformat(),
        numbers=tuple(_numbers(job.product, selection)),
    )


def _numbers(product: str, selection: Selection) -> Iterator[tuple[str, str]]:
    """Yield the numbers a product prints: a card the lead's, a poster the emergency numbers too, the others all."""
    few = {"card": (selection.lead,), "poster": (selection.lead, selection.emergency)}
    contacts = [contact for contact in few.get(product, selection.printed) if contact]
    yield from ((contact.id, number) for contact in contacts for number in current_numbers(contact))


def current_numbers(contact: ContactFact) -> tuple[str, ...]:
    """Return the numbers of a contact as they are dialled."""
    others = (contact.whatsapp, contact.sms[0], contact.abroad)
    return (*(number.dial for number in contact.numbers), *filter(None, others))


def coverage_line(coverage: Coverage) -> str:
    """Return a coverage as text for XML."""
    return escape(json.dumps(asdict(coverage), ensure_ascii=False, separators=(",", ":")))


def read_coverage(data: bytes) -> Coverage | None:
    """Return the coverage that a file of ours states, None if it states none; the file is not trusted.

    >>> read_coverage(b"%PDF-1.7 of somebody else") is None
    True
    """
    found = _FOUND.search(data)
    return coverage_of(_parsed(unescape(found[1].decode("utf-8", "replace")))) if found else None


def coverage_of(values: object) -> Coverage | None:
    """Return a coverage from values of JSON, None if they are none."""
    if not isinstance(values, dict) or set(values) != {field.name for field in fields(Coverage)}:
        return None
    numbers = values.pop("numbers")
    if not isinstance(numbers, list) or not all(isinstance(value, str) for value in values.values()):
        return None
    pairs = [tuple(pair) for pair in numbers if isinstance(pair, list)]
    if len(pairs) < len(numbers) or not all(
        len(pair) == 2 and all(isinstance(part, str) for part in pair) for pair in pairs
    ):
        return None
    return Coverage(**values, numbers=tuple((name, number) for name, number in pairs))


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
