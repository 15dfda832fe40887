"""Saving a contact's form: what it changed goes into the file key by key, and nobody's change is written over."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from booklet import BookletError, CallState
from booklet.api import called
from booklet.api.contactbook import BookContact, FieldError, Value
from booklet.desk.contacts.forms import Sent
from booklet.desk.contacts.labels import CURES, FIELDS
from booklet.desk.contacts.states import Cure, cure_of, name_of
from booklet.desk.contacts.values import Shown, digest_of, show, write
from booklet.desk.edition import current, read_seen
from booklet.desk.revisions import revise


@dataclass(slots=True)
class Outcome:
    """What became of a form: what it said and what is in the file, what was saved, what was not and why."""

    sent: Sent
    now: Shown
    saved: list[str] = field(default_factory=list)
    errors: dict[str, list[Cure]] = field(default_factory=dict)
    clash: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    """Keys that somebody else has changed since the form was opened."""
    seen: dict[str, str] = field(default_factory=dict)
    was_confirmed: bool = False


def save(request: HttpRequest, contact: BookContact, keys: Sequence[str], read: Callable[[Shown], Sent]) -> Outcome:
    """Write what a form changed, key by key: what others changed meanwhile stays, and is told if both changed it."""
    seen = read_seen(request.POST.get("seen", "")) or {}
    if request.POST.get("take") == "mine":
        seen = {**seen, **(read_seen(request.POST.get("seen_now", "")) or {})}
    with current().lock:
        contact = current().project().contact_book(current().country).find(contact.id) or contact
        outcome = _compare(contact, keys, read, seen)
        if not outcome.clash:
            _write(request, contact, outcome)
    return outcome


def _compare(
    contact: BookContact, keys: Sequence[str], read: Callable[[Shown], Sent], seen: Mapping[str, str]
) -> Outcome:
    now = show(contact.fields, keys)
    sent = read(now)
    outcome = Outcome(sent, now, seen=dict(seen))
    for key in keys:
        is_mine = digest_of(sent.values[key]) != seen.get(key)
        is_theirs = digest_of(now[key]) != seen.get(key)
        if is_theirs and sent.values[key] != now[key]:
            (outcome.clash if is_mine else outcome.others).append(key)
    outcome.errors = {key: [Cure(CURES[code])] for key, code in sent.faults.items()}
    outcome.was_confirmed = contact.state in {CallState.CONFIRMED, CallState.EXPIRING}
    return outcome


def _write(request: HttpRequest, contact: BookContact, outcome: Outcome) -> None:
    """Write the changes of a form that are sound; faults stay with their fields, and what is faulty is not written."""
    values, now = outcome.sent.values, outcome.now
    changes = {
        key: write(key, value)
        for key, value in values.items()
        if value != now[key] and key not in outcome.others and key not in outcome.errors
    }
    project, code = current().project(), current().country
    while changes:
        try:
            with revise(request, say_changed(name_of(contact), changes)):
                project.edit_contact(code, contact.id, changes, seen=contact.fields)
            outcome.saved = [*changes]
            break
        except FieldError as error:
            left = _sort_faults(error, outcome, changes)
            if len(left) == len(changes):
                break
            changes = left
        except BookletError as error:  # the file was changed by another program at this moment, or cannot be written
            outcome.errors[""] = [cure_of(one) for one in error.findings]
            break
    for key, value in values.items():
        if key in outcome.saved or value == now[key]:
            outcome.seen[key] = digest_of(value)


def _sort_faults(error: FieldError, outcome: Outcome, changes: Mapping[str, Value | None]) -> dict[str, Value | None]:
    """Put faults to their fields, and return the changes that have none."""
    faulty = set()
    for fault in error.faults:
        key = fault.field.partition(".")[0] if fault.contact else ""
        place = outcome.sent.place_of(fault.field) if fault.contact else ""
        outcome.errors.setdefault(place, []).append(cure_of(fault.finding))
        faulty.add(key)
    return {} if "" in faulty else {key: value for key, value in changes.items() if key not in faulty}


def say_changed(name: str, keys: Mapping[str, object]) -> str:
    """Return in words which parts of a contact were changed."""
    parts = called.join_list(get_language() or "en", [str(FIELDS[key]) for key in keys])
    return _("changed %(name)s: %(parts)s") % {"name": name, "parts": parts}
