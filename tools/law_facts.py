"""The law of a country file: facts of tools/facts/laws.yaml with ids, and the lines drafted on them."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from country_text import block_lines, folded, sequence
from fact_sources import sources_of

LOOK_AGAIN = {"app_age": "2027-05-27", "account_age": "2027-05-27"}
"""Facts that change from month to month, and the day by which somebody must look again."""

LONGEST_ID = 40


def law_lines(found: Mapping[str, Any], lines: Mapping[str, Any]) -> Iterator[str]:
    """Yield the law of a country as lines of YAML."""
    facts = found.get("facts", [])
    if not facts:
        yield "law: {}"
        return
    yield "law:"
    yield "  facts:"
    seen: set[str] = set()
    for fact in facts:
        yield from block_lines(law_fact(fact, seen), "    - ")
    for key, line in lines.items():
        yield f"  {key}:"
        yield f"    facts: {sequence(line['facts'])}"
        for tag, text in line.items():
            if tag != "facts":
                yield from folded(f"    {tag}", text)


def law_fact(fact: Mapping[str, Any], seen: set[str]) -> dict[str, Any]:
    """Return a fact of the law as country files have it."""
    about = fact["fact"].replace("_", "-")
    return {
        "id": unused(f"{about}-{slug(fact.get('area', ''))}".strip("-"), seen),
        "about": about,
        "area": fact.get("area", ""),
        "value": fact["value"],
        "says": fact.get("text", ""),
        "quote": fact.get("quote", ""),
        "conflict": fact.get("conflict", ""),
        "sources": sources_of(fact),
        "confidence": fact["confidence"],
        "expires": LOOK_AGAIN.get(fact["fact"], ""),
    }


def slug(area: str) -> str:
    """Return the first of some areas as part of an id."""
    return re.sub(r"[^a-z0-9]+", "-", area.split(",")[0].lower()).strip("-")


def unused(name: str, seen: set[str]) -> str:
    """Return a name, with a number if another fact has it."""
    short = name[:LONGEST_ID].strip("-")
    found = next(option for option in (short, *(f"{short}-{number}" for number in range(2, 99))) if option not in seen)
    seen.add(found)
    return found
