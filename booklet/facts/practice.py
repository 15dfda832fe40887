"""How a place works: who answers, what it asks and passes on, what a bill shows. Only what is sure counts."""

from collections.abc import Iterable

from booklet.facts.fact import Fact

VALUES = {
    "answers": ("trained", "volunteers", "professionals", "state", "police"),
    "anonymous": ("yes", "no"),
    "tells": ("passes-on",),
    "bill": ("hidden", "shown"),
    "recorded": ("no", "yes"),
    "deaf": ("sign", "relay", "text"),
    "languages": ("interpreters",),
    "abroad": ("yes", "no"),
}
"""What a fact may be about, with the answers that sentences are chosen by; none of them: it is known in words only."""

OTHERS = ("ages", "free", "happens", "hours", "limits", "running", "serves", "subjects", "ways")
"""What else may be said of a place, in words only: a person reads it, nothing is printed from it."""

ABOUT = (*VALUES, *OTHERS)

STATE_RUN = frozenset({"state", "police"})
"""Who answers where a line is a part of the state: it may have to act on what it hears."""


def list_known(facts: Iterable[Fact], about: str) -> tuple[str, ...]:
    """Return the answers that are sure about something, each once; none if sources disagree.

    A source that says the opposite, even a weak one, takes the answer back.
    """
    found = [fact for fact in facts if fact.about == about and fact.value]
    if any(fact.conflict for fact in found):
        return ()
    sure = dict.fromkeys(fact.value for fact in found if fact.is_sure)
    if about in MANY:
        return tuple(sure)
    return tuple(sure) if len({fact.value for fact in found}) == 1 else ()


MANY = frozenset({"deaf"})
"""What may have several answers at once."""
