"""What a country's facts let pages say about calling: values of placeholders, only where a fact is sure enough.

A line of the state, or one that has to tell others about some of what it hears, has no value for the sentence that fits
a helpline which nobody is connected to; a careful sentence stands there.
"""

from collections.abc import Callable, Mapping

from booklet.facts.insert import ContactFact
from booklet.facts.practice import STATE_RUN
from booklet.words.cldr import join_list

CALL_PLACEHOLDERS = (
    *("call:answers", "call:answers-state", "call:no-name", "call:asks-name", "call:passes-on", "call:no-bill"),
    *("call:on-bill", "call:deaf", "call:languages"),
)
"""Placeholders of pages on calling: who answers, or the name of a helpline of which something is known."""


def is_connected(contact: ContactFact) -> bool:
    """Tell whether a place is a part of the state, or has to tell others about some of what it hears."""
    return bool(STATE_RUN & {*contact.known("answers")}) or "passes-on" in contact.known("tells")


def calling_values(lead: ContactFact, name: str, label: Callable[[str], str], tag: str) -> Mapping[str, str]:
    """Return the values of the placeholders about calling a place with a name; "" for what is not known."""
    answers = next(iter(lead.known("answers")), "")
    named = {
        "call:no-name": ("anonymous", "yes"),
        "call:asks-name": ("anonymous", "no"),
        "call:no-bill": ("bill", "hidden"),
        "call:on-bill": ("bill", "shown"),
        "call:languages": ("languages", "interpreters"),
    }
    found = {key: name if value in lead.known(about) else "" for key, (about, value) in named.items()}
    said = label(f"answers.{answers}") if answers else ""
    found["call:passes-on"] = name if is_connected(lead) else ""
    found["call:answers-state"] = said if answers in STATE_RUN else ""
    found["call:answers"] = "" if is_connected(lead) else said
    found["call:deaf"] = join_list(tag, (label(f"deaf.{way}") for way in lead.known("deaf")))
    return found
