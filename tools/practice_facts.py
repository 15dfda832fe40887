"""How places work: facts of tools/facts/practice.yaml, by the contact of the country file that they are about."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from fact_sources import sources_of

ABOUT = {
    "who_answers": "answers",
    "anonymous": "anonymous",
    "confidential_limits": "limits",
    "calls_police_or_parents": "tells",
    "abuse_can_stay_private": "limits",
    "phone_bill": "bill",
    "recorded": "recorded",
    "deaf": "deaf",
    "languages": "languages",
    "from_abroad": "abroad",
    "ages": "ages",
    "age_check": "ages",
    "free": "free",
    "hours": "hours",
    "channels": "ways",
    "chat": "ways",
    "who_for": "serves",
    "who_calls": "serves",
    "what_happens": "happens",
    "how_fast": "happens",
    "limit": "limits",
    "limits": "limits",
    "online_abuse": "subjects",
    "not_the_law": "subjects",
}
"""What each fact is about; all others tell whether and since when a service runs."""

ANSWERED = frozenset({"anonymous", "recorded", "abroad"})
"""What is answered by yes or no, where the words begin so."""

Fact = dict[str, Any]


def practice_of(found: Mapping[str, Any], choices: Mapping[str, Any], contacts: list[Fact]) -> dict[str, list[Fact]]:
    """Return the facts of a country's services by the id of their contact."""
    known: dict[str, list[Fact]] = {}
    for service in found.get("services", []):
        choice = choices.get(service["id"], {})
        contact = choice["contact"] if "contact" in choice else contact_of(service, contacts)
        if contact and contact not in {entry["id"] for entry in contacts}:
            raise SystemExit(f"{found['country']} {service['id']}: there is no contact {contact}")
        if contact:
            known.setdefault(contact, []).extend(practice_fact(fact, choice) for fact in service["facts"])
    return known


def contact_of(service: Mapping[str, Any], contacts: list[Fact]) -> str:
    """Return the id of the contact with a number of a service; "" if there is none."""
    numbers = {digits(number) for number in service.get("numbers", [])}
    found = [entry["id"] for entry in contacts if numbers & set(numbers_of(entry))]
    return found[0] if len(found) == 1 else ""


def numbers_of(contact: Fact) -> Iterator[str]:
    """Yield the digits of a contact's numbers."""
    yield from (digits(number.get("dial") or number["printed"]) for number in contact["numbers"])
    if contact["sms"]:
        yield digits(contact["sms"]["to"])


def digits(text: str) -> str:
    """Return the digits of the number at the end of a text.

    >>> digits("text SHOUT to 85258"), digits("0800 1111")
    ('85258', '08001111')
    """
    found = re.search(r"[0-9][0-9 -]*$", text)
    return re.sub(r"[^0-9]", "", found[0]) if found else ""


def practice_fact(fact: Mapping[str, Any], choice: Mapping[str, str]) -> Fact:
    """Return a fact as country files have it; its value is the answer that its words come to, if they come to one."""
    about = ABOUT.get(fact["fact"], "running")
    value = choice.get(fact["fact"], yes_or_no(fact["value"]) if about in ANSWERED else "")
    return {
        "about": "tells" if value == "passes-on" else about,
        "value": value,
        "says": ". ".join(filter(None, (str(fact["value"]), fact.get("text", "")))),
        "quote": fact.get("quote", ""),
        "conflict": fact.get("conflict", ""),
        "sources": sources_of(fact),
        "confidence": fact["confidence"],
    }


def yes_or_no(text: str) -> str:
    """Return how a text begins: yes, no, or neither."""
    found = re.match(r"(yes|no)\b", str(text))
    return found[1] if found else ""
