"""The pages of the screen "Calls": one contact at a time for a phone in the hand, and what else a person looks at.

Nothing here confirms by itself: whoever is named has called, and says so.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from booklet import BookletError, CallState, Project
from booklet.api.clock import today
from booklet.api.confirming import (
    Answer,
    ContactFact,
    Statement,
    confirm_statements,
    list_heard,
    list_numbers,
    refuse_days,
)
from booklet.api.contactbook import BookContact, ContactBook
from booklet.desk.calls.answers import NO_ANSWER, RIGHT, SAME, WRONG, Answers, change_numbers, read_answers
from booklet.desk.campaign.runfile import list_to_look_at
from booklet.desk.contacts.forms import list_options, list_time_rows
from booklet.desk.contacts.labels import ANSWERS, CURES, FIELDS, KINDS, SERVICES, WHEN
from booklet.desk.contacts.states import Cure, cure_of, describe, list_faults, list_pills, name_of
from booklet.desk.contacts.values import MAIN, list_times, show
from booklet.desk.edition import current, read_seen, sign_seen
from booklet.desk.gate import gate
from booklet.desk.models import Event
from booklet.desk.people import name_of as person_of
from booklet.desk.people import needs_name
from booklet.desk.revisions import note, revise

WORLD = "001"

CALLED, GONE = "called", "gone"
"""What is noted of a call, beside a wrong number and no answer."""

AHEAD = timedelta(60)
"""How far a caller looks ahead."""

CURES_OF_CALLS = {
    "choose-answer": gettext_lazy("Choose what you heard."),
    "wrong-answer": gettext_lazy("Choose one of the answers."),
    "missing-source": gettext_lazy("Write where the new number is from: who told you, or which page says it."),
    "wrong-day": gettext_lazy("Write the day of the call."),
    "not-own": gettext_lazy("Tick that you called yourself. Nobody may mark a call of somebody else."),
    "edited-meanwhile": gettext_lazy(
        "This contact was changed while you called. Look at it again: is it what you heard?"
    ),
}
"""What to do about an answer, by the code of what is wrong."""

KEYS = {"web": "web", "chat": "chat", "open": "hours", "languages": "languages", "free": "free"} | {
    "private": "private",
    "ages": "ages",
}
"""What a call confirms beside numbers: how `list_heard` calls it, and the key of the form that says it in words."""

WAYS = {
    "call": gettext_lazy("Call"),
    "WhatsApp": gettext_lazy("WhatsApp: call or write"),
    "text": gettext_lazy("Send a text message to"),
    "abroad": gettext_lazy("Call from another country, or ask whether it is right"),
}

MEANINGS = {
    Answer.TRIED: gettext_lazy("I have tried each number and address in it today, and they are right"),
    Answer.NOTHING: gettext_lazy("There is nothing in it that anybody could dial or open"),
    Answer.AGREES: gettext_lazy("It says the same as the English"),
    Answer.READ: gettext_lazy("I have read every page, and take responsibility for the words"),
}


@never_cache
def index(request: HttpRequest) -> HttpResponse:
    """Show how far the calls are, whom to call next, what expires, and what else there is to look at."""
    edition = current()
    if edition.country == WORLD:
        return render(request, "desk/calls/world.html", {"said": _statements()})
    project = edition.project()
    book = project.contact_book(edition.country)
    if not book.is_sound:
        told = book.find(request.GET.get("told", ""))
        lacking = {"faulty": list_faults(book), "rest": book.faults, "told": told}
        return render(request, "desk/calls/faulty.html", lacking)
    waiting = _waiting(project)
    ending = project.calls_ending(edition.country, today() + AHEAD)
    called = [one for one in _printed(book) if one.state in {CallState.CONFIRMED, CallState.EXPIRING}]
    todo = {one.id for one in waiting}
    done = [one for one in called if one.id not in todo]
    events = _latest_events()
    context: dict[str, Any] = {
        "waiting": [
            {
                "id": one.id,
                "name": name_of(found),
                "pills": list_pills(found)[:1],
                "event": _show_event(events.get(one.id)),
            }
            for one in waiting
            if (found := book.find(one.id))
        ],
        "done": [{"id": one.id, "name": name_of(one), "call": one.fact.checked, "until": one.until} for one in done],
        "ending": [
            {"id": one.contact.id, "name": name_of(found), "until": one.until}
            for one in ending
            if (found := book.find(one.contact.id)) and one.contact.id not in todo
        ],
        "count": len(done),
        "total": len(done) + len(waiting),
        "said": _statements(),
        "two_people": edition.rules.two_people,
        "phone": gate().address_for_phones(request, reverse("calls:index")),
        "told": book.find(request.GET.get("told", "")),
        "has_contacts": bool(book.contacts),
    }
    return render(request, "desk/calls/index.html", context)


def _printed(book: ContactBook) -> list[BookContact]:
    """Return the contacts with numbers that print in some band."""
    return [one for one in book.contacts if one.fact.has_number and any(place.spots for place in one.places)]


def _waiting(project: Project) -> list[ContactFact]:
    """Return whom to call: those who did not answer today come last."""
    events = _latest_events()
    return sorted(project.to_call(current().country), key=lambda contact: _is_silent(events.get(contact.id)))


def _latest_events() -> dict[str, Event]:
    """Return what was last noted of a call to each contact."""
    found: dict[str, Event] = {}
    for event in Event.objects.filter(action__in=(CALLED, GONE, NO_ANSWER, WRONG)).order_by("id"):
        found[str(event.details.get("contact", ""))] = event
    return found


def _is_silent(event: Event | None) -> bool:
    """Tell whether nobody answered today."""
    today_there = timezone.localdate()
    return event is not None and event.action == NO_ANSWER and timezone.localdate(event.at) == today_there


def _show_event(event: Event | None) -> Event | None:
    """Return what a caller should know of an earlier call: that nobody answered today, or that something was wrong."""
    return event if event and (event.action == WRONG or _is_silent(event)) else None


def _statements() -> Sequence[Statement]:
    try:
        return list_to_look_at(current())
    except BookletError:
        return ()


def phone(request: HttpRequest) -> HttpResponse:
    """Show the code that opens this screen on a phone."""
    import segno

    link = gate().address_for_phones(request, reverse("calls:index"))
    if link is None:
        raise Http404
    out = BytesIO()
    segno.make(link, error="m", micro=False).save(out, kind="svg", scale=6, border=4, xmldecl=True, dark="#382350")
    return HttpResponse(out.getvalue(), content_type="image/svg+xml")


@never_cache
@needs_name
def call(request: HttpRequest, contact: str) -> HttpResponse:
    """Show one contact to call, and write what came of it."""
    project = current().project()
    if not project.contact_book(current().country).is_sound:
        return redirect("calls:index")
    found = next((one for one in project.contacts(current().country) if one.id == contact), None)
    if found is None or not found.has_number:
        raise Http404
    if request.method != "POST":
        return _show_call(request, found, read_day=today())
    answers = read_answers(request.POST, found)
    errors = {key: [Cure(CURES_OF_CALLS.get(code) or CURES[code])] for key, code in answers.errors.items()}
    status = 422
    if read_seen(request.POST.get("seen", "")) != found.heard:
        errors, status = {"": [Cure(CURES_OF_CALLS["edited-meanwhile"])]}, 409
    if not errors:
        errors = _write(request, found, answers)
    if errors:
        return _show_call(request, found, answers, errors, answers.on or today(), status)
    later = [one for one in _waiting(current().project()) if one.id != contact]
    told = urlencode({"told": contact})
    if later and not _is_silent(_latest_events().get(later[0].id)):
        return redirect(f"{reverse('calls:call', args=[later[0].id])}?{told}")
    return redirect(f"{reverse('calls:index')}?{told}")


def _write(request: HttpRequest, contact: ContactFact, answers: Answers) -> dict[str, list[Cure]]:
    """Write what came of a call; return what is wrong by question, and then nothing was written."""
    project, by, on = current().project(), person_of(request), answers.on or today()
    name = next(iter(contact.name.values()), contact.id)
    try:
        if answers.is_gone:
            with revise(request, _("called %(name)s: it is out of use") % {"name": name}):
                project.record_call(contact, by=by, on=on, is_gone=True)
            note(request, GONE, name, contact=contact.id, on=on.isoformat())
        elif wrong := answers.list_of(WRONG):
            refuse_days([contact], on, today())
            _write_wrong(request, project, contact, answers)
            numbers = [{"was": one.number.shown, "new": one.new} for one in wrong]
            note(request, WRONG, name, contact=contact.id, numbers=numbers, on=on.isoformat())
        elif answers.all_are(RIGHT):
            with revise(request, _("called %(name)s: it is right") % {"name": name}):
                free, hours = answers.free, answers.hours
                project.record_call(contact, by=by, on=on, free=free, hours=hours)
            note(request, CALLED, name, contact=contact.id, on=on.isoformat())
        else:
            note(request, NO_ANSWER, name, contact=contact.id, on=on.isoformat())
    except BookletError as error:
        return {"": [cure_of(one, CURES_OF_CALLS) for one in error.findings]}
    return {}


def _write_wrong(request: HttpRequest, project: Project, contact: ContactFact, answers: Answers) -> None:
    """Write the new numbers that somebody heard, and take an older call back: nobody has called what is there now."""
    name = next(iter(contact.name.values()), contact.id)
    known = [one for one in answers.list_of(WRONG) if one.new]
    with revise(request, _("called %(name)s: a number is wrong") % {"name": name}):
        if known:
            fields = project.contact_fields(contact.country, contact.id)
            changes = change_numbers(fields, known, answers.on or today())
            project.edit_contact(contact.country, contact.id, changes, seen=fields)
        if contact.checked:
            now = next(one for one in project.contacts(contact.country) if one.id == contact.id)
            project.take_back_call(now)


def _show_call(
    request: HttpRequest,
    contact: ContactFact,
    answers: Answers | None = None,
    errors: dict[str, list[Cure]] | None = None,
    read_day: date | None = None,
    status: int = 200,
) -> HttpResponse:
    book = current().project().contact_book(current().country)
    found = book.find(contact.id)
    waiting = [one.id for one in _waiting(current().project())]
    done = [one for one in _printed(book) if one.id not in waiting]
    sent = request.POST
    numbers: list[dict[str, Any]] = [
        {
            "place": place,
            "at": f"number-{place}",
            "number": number,
            "way": WAYS[number.way],
            "service": SERVICES.get(number.service, "") if number.service else "",
            "answer": sent.get(f"number-{place}", ""),
            "new": sent.get(f"number-{place}-new", ""),
            "source": sent.get(f"number-{place}-source", ""),
        }
        for place, number in enumerate(list_numbers(contact))
    ]
    hours = list_times(answers.hours) if answers and answers.hours and "always" not in answers.hours else []
    shown = show(found.fields if found else {}, ("hours",))["hours"]
    same = _("As your files say: %(hours)s") % {"hours": describe("hours", shown)}
    context = {
        "contact": contact,
        "name": name_of(found) if found else contact.id,
        "kind": KINDS[contact.kind],
        "pills": list_pills(found)[:1] if found else [],
        "numbers": numbers,
        "facts": _list_facts(contact, found),
        "is_emergency": contact.kind == "emergency",
        "free": list_options({"": _("Choose what they said"), **ANSWERS}, sent.get("free", "")),
        "whens": list_options({SAME: same, **WHEN}, sent.get("hours-when", SAME)),
        "times": list_time_rows(hours),
        "seen": sign_seen(contact.heard),
        "day": (read_day or today()).isoformat(),
        "latest": today().isoformat(),
        "errors": errors or {},
        "place": len(done) + 1,
        "total": len(done) + len(waiting),
        "is_waiting": contact.id in waiting,
        "told": book.find(request.GET.get("told", "")),
    }
    return render(request, "desk/calls/call.html", context, status=status)


def _list_facts(contact: ContactFact, found: BookContact | None) -> list[tuple[object, str]]:
    """Return in words what a call confirms beside the numbers."""
    shown = show(found.fields if found else {}, MAIN)
    facts = [
        (FIELDS[KEYS[name]], describe(KEYS[name], shown[KEYS[name]])) for name in list_heard(contact) if name in KEYS
    ]
    return [*facts, *([(FIELDS["region"], describe("region", shown["region"]))] if contact.region else [])]


@never_cache
@needs_name
def look(request: HttpRequest) -> HttpResponse:
    """Show own words and pictures that a person must look at, and write a named person's answer."""
    edition = current()
    said = list_to_look_at(edition)
    errors: dict[str, list[Cure]] = {}
    status = 200
    if request.method == "POST":
        seen = {tuple(one) for one in read_seen(request.POST.get("seen", "")) or ()}
        group = [one for one in said if (one.place, one.of) in seen]
        errors, status = _confirm(request, group, len(seen)), 422
        if not errors:
            return redirect("calls:look")
    groups: dict[str, list[Statement]] = {}
    for one in said:
        groups.setdefault(one.group or one.place, []).append(one)
    rows = [
        {
            "id": f"look-{place}",
            "name": name,
            "shows": found,
            "asks": found[0].asks,
            "answers": [(answer.value, MEANINGS[answer]) for answer in found[0].answers],
            "seen": sign_seen([[one.place, one.of] for one in found]),
        }
        for place, (name, found) in enumerate(groups.items())
    ]
    context = {"rows": rows, "errors": errors, "locale": "en", "band": edition.project().bands[0]}
    return render(request, "desk/calls/look.html", context, status=status)


def _confirm(request: HttpRequest, said: Sequence[Statement], count: int) -> dict[str, list[Cure]]:
    """Write a person's answer about statements; return what is wrong, and then nothing was written."""
    answer = request.POST.get("answer", "")
    if not said or len(said) != count:
        return {"": [Cure(CURES["edited-meanwhile"])]}
    if not request.POST.get("own"):
        return {"": [Cure(CURES_OF_CALLS["not-own"])]}
    try:
        with revise(request, _("looked at %(place)s") % {"place": said[0].group or said[0].place}):
            confirm_statements(current().path, said, answer, by=person_of(request), on=today())
    except BookletError as error:
        return {"": [cure_of(one, CURES_OF_CALLS) for one in error.findings]}
    note(request, "looked", places=[one.place for one in said], answer=answer)
    return {}
