"""What a caller answered on the form of a call: read from what was sent, with the faults of each question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.http import QueryDict

from booklet.api.confirming import ContactFact, Number, list_numbers
from booklet.api.contactbook import Fields, Value
from booklet.desk.contacts.forms import list_places
from booklet.desk.contacts.labels import ANSWERS
from booklet.desk.contacts.values import join_times
from booklet.values import Frozen

RIGHT, WRONG, NO_ANSWER = "right", "wrong", "no-answer"

SAME = "same"
"""The hours are as the file says, or nobody asked."""


class Heard(Frozen):
    """What came of calling one number: right, wrong (perhaps with the new number and where it is from), no answer."""

    number: Number
    answer: str
    new: str = ""
    source: str = ""


@dataclass(slots=True)
class Answers:
    """All answers about a contact, and the codes of what is missing by question."""

    numbers: list[Heard]
    on: date | None
    free: str = ""
    hours: dict[str, str] | None = None
    is_gone: bool = False
    is_own: bool = False
    """Whether the person says that they called themselves, and that the rest is right."""
    errors: dict[str, str] = field(default_factory=dict)

    def all_are(self, answer: str) -> bool:
        """Tell whether every number has the same answer."""
        return all(one.answer == answer for one in self.numbers)

    def list_of(self, answer: str) -> list[Heard]:
        """Return the numbers with an answer."""
        return [one for one in self.numbers if one.answer == answer]


def read_answers(sent: QueryDict, contact: ContactFact) -> Answers:
    """Return what a caller answered about a contact."""
    errors: dict[str, str] = {}
    numbers = []
    is_gone = sent.get("answer") == "gone"
    for place, number in enumerate(list_numbers(contact)):
        answer = sent.get(f"number-{place}", "")
        new, source = (" ".join(str(sent.get(f"number-{place}-{key}", "")).split()) for key in ("new", "source"))
        numbers.append(Heard(number, answer, new[:40], source[:300]))
        if answer not in {RIGHT, WRONG, NO_ANSWER} and not is_gone:
            errors[f"number-{place}"] = "choose-answer"
        elif answer == WRONG and new and not source:
            errors[f"number-{place}"] = "missing-source"
    on = _read_day(sent.get("on", ""))
    if on is None:
        errors["on"] = "wrong-day"
    free = sent.get("free", "")
    found = Answers(numbers, on, free if free in ANSWERS else "", is_gone=is_gone, is_own=bool(sent.get("own")))
    _read_hours(sent, found, errors)
    if found.all_are(RIGHT) and not (is_gone or found.free or contact.kind == "emergency"):
        errors["free"] = "choose-answer"
    if (is_gone or found.all_are(RIGHT)) and not found.is_own:
        errors["own"] = "not-own"
    found.errors = errors
    return found


def _read_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _read_hours(sent: QueryDict, found: Answers, errors: dict[str, str]) -> None:
    when = sent.get("hours-when", SAME)
    if when in {"yes", "unknown"}:
        found.hours = {"always": when}
    elif when == "hours":
        rows = []
        for place in list_places(sent, "hours"):
            days, begin, end = (str(sent.get(f"hours-{place}-{key}", "")) for key in ("days", "from", "to"))
            if sent.get(f"hours-{place}-whole"):
                begin = end = "00:00"
            if begin and end:
                rows.append([days, begin[:5], end[:5]])
        found.hours = join_times(rows)
        if not rows:
            errors["hours"] = "hours-missing"


def change_numbers(fields: Fields, wrong: Sequence[Heard], on: date) -> dict[str, Value | None]:
    """Return the changes of a contact whose numbers are others now, each with where that is known from."""
    changes: dict[str, Value | None] = {}
    known = fields.get("numbers", ())
    numbers = [dict(one) for one in known if isinstance(one, Mapping)] if not isinstance(known, str) else []
    sms = fields.get("sms")
    for heard in wrong:
        key, _, place = heard.number.field.partition(".")
        if key == "numbers":
            old = numbers[int(place)]
            numbers[int(place)] = {"printed": heard.new, **({"service": old["service"]} if "service" in old else {})}
            changes["numbers"] = list(numbers)
        elif key == "sms":
            changes["sms"] = {**(sms if isinstance(sms, Mapping) else {}), "to": heard.new}
        else:
            changes[key] = heard.new
    sources = fields.get("sources", ())
    old_sources = list(sources) if not isinstance(sources, str | Mapping) else []
    told = dict.fromkeys(one.source for one in wrong)
    return {**changes, "sources": [*old_sources, *(_make_source(one, on) for one in told)]}


def _make_source(said: str, on: date) -> Value:
    """Return a source as files have it: a web page if it is an address, else a remark."""
    is_address = said.startswith(("https://", "http://")) and " " not in said
    return {"url" if is_address else "reference": said, "dated": on.isoformat()}
