"""Facts with their sources, as country files write them: of the law, and of how a place works."""

from collections.abc import Iterable, Mapping
from datetime import date

from booklet.facts.fact import Fact, Source
from booklet.facts.practice import ABOUT, VALUES
from booklet.sources.record import Record

CONFIDENCES = ("high", "medium", "low")


def read_source(record: Record) -> Source:
    """Return a source of a fact or of a contact."""
    url, reference = record.text("url", ""), record.text("reference", "")
    if not (url or reference):
        record.fault("missing-key", record.where, 'a source needs "url" or "reference"', "add url: https://...")
    if url and not url.startswith(("https://", "http://")):
        record.fault("wrong-address", record.place("url"), f'"{url}" is no web address', "write https://...")
    return Source(url or reference, record.text("dated", ""), bool(url))


def read_practice(record: Record) -> tuple[Fact, ...]:
    """Return what is known about how a contact works."""
    return tuple(_read_fact(fact, ABOUT, VALUES) for fact in record.records("practice", "a fact of practice"))


def read_law_facts(record: Record) -> tuple[Fact, ...]:
    """Return the facts of a law, each with a name of its own."""
    found = []
    seen: set[str] = set()
    for fact in record.records("facts", "a fact of the law"):
        name, area, expires = fact.name("id"), fact.text("area", ""), fact.day("expires")
        if name.strip() and name in seen:
            fault = f'a fact "{name}" stands above'
            fact.fault("duplicate-id", fact.place("id"), fault, "give it another id")
        seen.add(name)
        found.append(_read_fact(fact, (), {}, id=name, area=area, expires=expires))
    return tuple(found)


def _read_fact(
    record: Record,
    abouts: Iterable[str],
    values: Mapping[str, tuple[str, ...]],
    *,
    id: str = "",
    area: str = "",
    expires: date | None = None,
) -> Fact:
    """Return a fact; what it is about is one of `abouts` (none: any name), its value one that is known for that."""
    known = tuple(abouts)
    about = record.choice("about", known) if known else record.name("about")
    value = record.choice("value", values.get(about, ())) if known and "value" in record else record.text("value", "")
    says = record.text("says", "" if "value" in record else None)
    sources = tuple(map(read_source, record.records("sources", "a source", is_needed=True)))
    return Fact(
        about=about,
        value=value,
        says=says,
        quote=record.text("quote", ""),
        sources=sources,
        confidence=record.choice("confidence", CONFIDENCES),
        conflict=record.text("conflict", ""),
        where=record.where,
        id=id,
        area=area,
        expires=expires,
    )
