"""Which messages of a locale are shown: a filter in the address, a page of the list, the next and the one before."""

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from booklet.api.entries import Entry, Place, TranslationState
from booklet.values import Frozen

PER_PAGE = 50
"""Messages on one page of the list."""

LONGEST_SEARCH = 100

SIGNED = "reviewed"
"""What the review of words says that everybody who must has signed."""

LABELS = "labels"

KINDS: dict[str, Promise] = {
    "message": _("Safety message"),
    "page": _("Page of the booklet"),
    "poster": _("Poster"),
    "card": _("Card"),
    LABELS: _("Words that pages add"),
}
"""What the places of messages are called."""


class State(NamedTuple):
    """A state of a message: its name in an address, what it is called, and how it looks."""

    key: str
    name: Promise
    look: str


MISSING = State("missing", _("Missing"), "is-open")
UNSURE = State("unsure", _("Unsure"), "is-warn")
OLD = State("old", _("Out of date"), "is-warn")
LOST = State("lost", _("A part is missing"), "is-bad")
DRAFT = State("draft", _("Translated"), "")
DONE = State("signed", _("Signed"), "is-good")

STATES = {
    TranslationState.MISSING: MISSING,
    TranslationState.FUZZY: UNSURE,
    TranslationState.STALE: OLD,
    TranslationState.LOST: LOST,
    TranslationState.TRANSLATED: DRAFT,
}

OPEN = "open"
"""The filter for all that is not printed as it is."""

FILTERS: tuple[tuple[str, Promise], ...] = (
    ("", _("All")),
    (OPEN, _("To do")),
    *((state.key, state.name) for state in (MISSING, UNSURE, OLD, LOST, DRAFT, DONE)),
)


def state_of(entry: Entry) -> State:
    """Return the state of a message as it is shown."""
    found = STATES[entry.state]
    return DONE if found is DRAFT and entry.review == SIGNED else found


def kind_of(place: str) -> Promise:
    """Return what kind of place a message stands in."""
    return KINDS.get(place.partition(" ")[0], KINDS[LABELS])


class Choice(Frozen):
    """What a person looks at: a place, a state, words to look for; each may be empty."""

    place: str = ""
    state: str = ""
    sought: str = ""

    @property
    def query(self) -> str:
        """The choice as an address says it, with its question mark, "" if nothing is chosen."""
        said = {"place": self.place, "state": self.state, "q": self.sought}
        told = urlencode({key: value for key, value in said.items() if value})
        return f"?{told}" if told else ""

    def holds(self, entry: Entry) -> bool:
        """Tell whether a message is among what is chosen."""
        if self.place and entry.place != self.place:
            return False
        found = state_of(entry)
        if self.state and self.state != found.key and (self.state != OPEN or found in (DRAFT, DONE)):
            return False
        sought = self.sought.casefold()
        return not sought or any(sought in text.casefold() for text in (*entry.said[:2], entry.context))

    def among(self, entries: Sequence[Entry]) -> list[Entry]:
        """Return the messages that are chosen, in their order."""
        return [entry for entry in entries if self.holds(entry)]


def read_choice(said: QueryDict) -> Choice:
    """Return what the query of an address chooses; what nobody can choose is left out."""
    state = said.get("state", "")
    known = {key for key, _name in FILTERS}
    return Choice(said.get("place", ""), state if state in known else "", said.get("q", "").strip()[:LONGEST_SEARCH])


class Steps(NamedTuple):
    """The messages around one: the one before and the next of a choice, and the next that has to be done."""

    before: str
    after: str
    to_do: str


def steps_from(context: str, entries: Sequence[Entry], choice: Choice) -> Steps:
    """Return the messages around one, "" where there is none; at the end, what has to be done is looked for anew."""
    at = next(number for number, entry in enumerate(entries) if entry.context == context)
    to_do = Choice(choice.place, OPEN)
    earlier, later = entries[:at], entries[at + 1 :]
    return Steps(
        next((entry.context for entry in reversed(earlier) if choice.holds(entry)), ""),
        next((entry.context for entry in later if choice.holds(entry)), ""),
        next((entry.context for entry in (*later, *earlier) if to_do.holds(entry)), ""),
    )


class PlaceRow(NamedTuple):
    """A place in the table of progress: its kind, its title, how much is done, what is open by state, who signed."""

    place: str
    kind: Promise
    title: str
    band: str
    done: int
    total: int
    open: tuple[tuple[State, int], ...]
    is_signed: bool
    signed: tuple[str, ...]


def row_of(place: Place) -> PlaceRow:
    """Return a place as a row of the table of progress."""
    found = tuple(
        (STATES[state], count)
        for state, count in place.states.items()
        if count and state is not TranslationState.TRANSLATED
    )
    done = place.states[TranslationState.TRANSLATED]
    is_signed = place.review == SIGNED and done == place.count
    return PlaceRow(
        place.place, kind_of(place.place), place.title, place.band, done, place.count, found, is_signed, place.signed
    )
