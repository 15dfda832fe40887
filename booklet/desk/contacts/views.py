"""The pages of the screen "Contacts": the list in its order, a form for each contact, and how it prints beside it."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from booklet import BookletError, CallState
from booklet.api import called
from booklet.api.contactbook import MOST_ROWS, UNFIT_LEADS, BookContact, ContactBook, FieldError, Value
from booklet.desk.contacts import forms
from booklet.desk.contacts.labels import ANSWERS, CONFIDENCES, CURES, FIELDS, KINDS
from booklet.desk.contacts.saving import Outcome, save
from booklet.desk.contacts.states import (
    Clash,
    Cure,
    cure_of,
    describe,
    list_faults,
    list_pictures,
    list_pills,
    list_places,
    locale_of,
    name_of,
    url_of,
)
from booklet.desk.contacts.values import MAIN, Shown, digest, show
from booklet.desk.edition import current, read_seen, sign_seen
from booklet.desk.people import needs_name
from booklet.desk.revisions import revise
from booklet.desk.sent import is_auto

WORLD = "001"


def index(request: HttpRequest) -> HttpResponse:
    """Show the contacts in their order, each with its states."""
    if current().country == WORLD:
        return render(request, "desk/contacts/world.html")
    return _show_index(request, _book())


def _show_index(request: HttpRequest, book: ContactBook, cure: Cure | None = None, status: int = 200) -> HttpResponse:
    rows = [
        {
            "id": contact.id,
            "url": url_of(contact.id),
            "name": name_of(contact),
            "kind": KINDS.get(contact.fact.kind, ""),
            "numbers": [number.printed for number in contact.fact.numbers if number.printed],
            "web": contact.fact.web.partition("://")[2].strip("/"),
            "pills": list_pills(contact),
            "is_lead": book.fields.get("lead") == contact.id,
        }
        for contact in book.contacts
    ]
    ids = [contact.id for contact in book.contacts]
    context = {
        "book": book,
        "rows": rows,
        "order": " ".join(ids),
        "seen": sign_seen(ids),
        "cure": cure,
        "faulty": list_faults(book),
        "country": _country_form(book),
        "most": MOST_ROWS,
    }
    return render(request, "desk/contacts/index.html", context, status=status)


def _country_form(book: ContactBook, errors: Mapping[str, Sequence[Cure]] | None = None) -> dict[str, Any]:
    """Return what the form of the country shows: its name, who stands on every page, whether the law may punish."""
    names = book.fields.get("name", {})
    tags = _tags(book, names if isinstance(names, Mapping) else ())
    lead = str(book.fields.get("lead", ""))
    found: dict[str, list[Cure]] = {}
    for fault in book.faults:
        found.setdefault(fault.field.partition(".")[0], []).append(cure_of(fault.finding))
    return {
        "names": [(tag, str(names.get(tag, "")) if isinstance(names, Mapping) else "") for tag in tags],
        "leads": _list_leads(book, lead),
        "punishes": forms.list_options(ANSWERS, str(book.fields.get("law-may-punish", "unknown")) or "unknown"),
        "seen": sign_seen(dict(book.fields)),
        "errors": {**found, **(errors or {})},
        "is_open": bool(found or errors),
    }


def _list_leads(book: ContactBook, lead: str) -> list[forms.Option]:
    """Return who can stand on every page, and nobody: then the address of a finder stands there."""
    none = forms.Option("", _("None of them: the address where all countries have their helplines"), not lead)
    fit = [contact for contact in book.contacts if contact.id == lead or _can_lead(contact)]
    strange = [forms.Option(lead, lead, True)] if lead and not book.find(lead) else []
    return [none, *strange, *(forms.Option(one.id, name_of(one), one.id == lead) for one in fit)]


def _can_lead(contact: BookContact) -> bool:
    return contact.fact.kind not in UNFIT_LEADS and not contact.fact.withdrawn and not contact.fact.region


@require_POST
@needs_name
def order(request: HttpRequest) -> HttpResponse:
    """Put the contacts in another order: as they were dragged, or one of them up or down."""
    book = _book()
    ids = [contact.id for contact in book.contacts]
    seen = read_seen(request.POST.get("seen", ""))
    wanted = request.POST.get("order", "").split()
    moved, way = (*request.POST.get("move", "").split(":"), "", "")[:2]
    if moved in ids:
        wanted = _move(ids, moved, -1 if way == "up" else 1)
    if wanted == ids:
        return redirect("contacts:index")
    try:
        with revise(request, _("put the contacts in another order")):
            current().project().order_contacts(book.country, wanted, seen=seen)
    except BookletError as error:
        cure = cure_of(error.findings[0])
        return _show_index(request, _book(), cure, 409)
    return redirect(f"{reverse('contacts:index')}#{moved}" if moved else "contacts:index")


def _move(ids: Sequence[str], moved: str, by: int) -> list[str]:
    found = [*ids]
    place = found.index(moved)
    other = min(max(place + by, 0), len(found) - 1)
    found[place], found[other] = found[other], found[place]
    return found


@require_POST
@needs_name
def country(request: HttpRequest) -> HttpResponse:
    """Change what stands above the contacts: the country's name, who stands on every page, whether the law punishes."""
    book = _book()
    names = book.fields.get("name", {})
    tags = _tags(book, names if isinstance(names, Mapping) else ())
    said = {tag: text for tag in tags if (text := request.POST.get(f"name-{tag}", "").strip())}
    wanted: dict[str, Value | None] = {
        "name": said or {"en": ""},
        "lead": request.POST.get("lead", "") or None,
        "law-may-punish": request.POST.get("punish", "unknown"),
    }
    was = {"name": names or {"en": ""}, "lead": None, "law-may-punish": "unknown", **book.fields}
    changes = {key: value for key, value in wanted.items() if value != was[key]}
    try:
        if changes:
            with revise(request, _("changed what is said of the country")):
                seen = read_seen(request.POST.get("seen", ""))
                current().project().edit_country(book.country, changes, seen=seen)
    except BookletError as error:
        return _show_index(request, _book(), cure_of(error.findings[0]), 422)
    return redirect("contacts:index")


@needs_name
def add(request: HttpRequest) -> HttpResponse:
    """Ask for the least that a contact needs, and add it after the others."""
    book = _book()
    sent = {key: str(value) for key, value in request.POST.items()}
    errors: dict[str, list[Cure]] = {}
    if request.method == "POST":
        number, web, url, reference = (sent.get(key, "").strip() for key in ("number", "web", "url", "reference"))
        name = " ".join(sent.get("name", "").split())
        tag = _tags(book, ())[0]
        source = {"url": url, "reference": reference, "dated": sent.get("dated", "").strip()}
        short = _make_id(name, sent.get("kind", ""), [contact.id for contact in book.contacts])
        fields: dict[str, Value] = {
            "id": short,
            "kind": sent.get("kind", ""),
            "name": {tag: name},
            **({"numbers": [{"printed": number}]} if number else {}),
            **({"web": web} if web else {}),
            **({"sources": [{key: text for key, text in source.items() if text}]} if url or reference else {}),
            "confidence": sent.get("confidence", ""),
        }
        errors = {key: [Cure(CURES["empty-text"])] for key in ("kind", "confidence") if not fields[key]}
        if not name:
            errors["name"] = [Cure(CURES["empty-text"])]
        if not errors:
            errors = _try(
                request,
                _("added %(name)s") % {"name": name},
                lambda: current().project().add_contact(book.country, fields),
            )
        if not errors:
            return redirect("contacts:edit", contact=short)
    context = {
        "kinds": forms.list_options({"": _("Choose one"), **KINDS}, sent.get("kind", "")),
        "confidences": forms.list_options(CONFIDENCES, sent.get("confidence", "")),
        "errors": errors,
        "sent": sent,
    }
    return render(request, "desk/contacts/add.html", context, status=422 if errors else 200)


def _make_id(name: str, kind: str, taken: Iterable[str]) -> str:
    """Return a short name that no contact has: letters and digits of its name.

    >>> _make_id("Línea Amiga 116", "helpline", ["linea-amiga-116"]), _make_id("خط", "helpline", [])
    ('linea-amiga-116-2', 'helpline')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:34].strip("-") or kind or "contact"
    known = {*taken, "new", "order", "country"}
    return next(one for number in range(1, 1000) if (one := stem if number == 1 else f"{stem}-{number}") not in known)


def _try(request: HttpRequest, said: str, act: Callable[[], None]) -> dict[str, list[Cure]]:
    """Do something in the folder as a revision; return its faults by the first key of their fields."""
    try:
        with revise(request, said):
            act()
    except FieldError as error:
        found: dict[str, list[Cure]] = {}
        for fault in error.faults:
            found.setdefault(fault.field.partition(".")[0], []).append(cure_of(fault.finding))
        return found
    except BookletError as error:
        return {"": [cure_of(one) for one in error.findings]}
    return {}


@needs_name
def edit(request: HttpRequest, contact: str) -> HttpResponse:
    """Show a contact's form, and save what changed in it."""
    book = _book()
    found = _find(book, contact)
    tags = _tags(book, found.fact.name)
    if request.method != "POST":
        return _show_edit(request, book, found, tags)
    outcome = save(request, found, MAIN, lambda now: forms.read_main(request.POST, now, tags))
    book = _book()
    found = _find(book, contact)
    status = 409 if outcome.clash else 422 if outcome.errors else 200
    if is_auto(request):
        return render(request, "desk/contacts/after.html", _after(request, book, found, outcome), status=status)
    if status == 200:
        return redirect("contacts:edit", contact=contact)
    return _show_edit(request, book, found, tags, outcome, status)


def _show_edit(
    request: HttpRequest,
    book: ContactBook,
    contact: BookContact,
    tags: Sequence[str],
    outcome: Outcome | None = None,
    status: int = 200,
) -> HttpResponse:
    now = show(contact.fields, MAIN)
    shown = outcome.sent.values if outcome else now
    context = {
        **_beside(book, contact),
        "form": forms.show_main(shown, tags, _languages(book), _language_name),
        "errors": {**_own_errors(contact, now), **(outcome.errors if outcome else {})},
        "seen": sign_seen(outcome.seen if outcome else digest(now)),
        "clashes": _list_clashes(outcome) if outcome else [],
        "seen_now": sign_seen(digest(now)),
        "has_practice": bool(contact.fields.get("practice")),
        "is_lead": book.fields.get("lead") == contact.id,
    }
    return render(request, "desk/contacts/edit.html", context, status=status)


def _own_errors(contact: BookContact, now: Shown) -> dict[str, list[Cure]]:
    """Return the faults that a contact has in its file, by place of the form."""
    rows = {key: range(len(now.get(key, ()))) for key in ("numbers", "sources", "practice")}
    sent = forms.Sent(now, rows, {})
    found: dict[str, list[Cure]] = {}
    for fault in contact.faults:
        found.setdefault(sent.place_of(fault.field), []).append(cure_of(fault.finding))
    return found


@needs_name
def practice(request: HttpRequest, contact: str) -> HttpResponse:
    """Show what is known of how a contact works, fact by fact with its sources, and save what changed."""
    book = _book()
    found = _find(book, contact)
    outcome = None
    if request.method == "POST":
        outcome = save(request, found, ("practice",), lambda now: forms.read_practice(request.POST))
        found = _find(_book(), contact)
        if not (outcome.errors or outcome.clash) and not is_auto(request):
            return redirect("contacts:practice", contact=contact)
    now = show(found.fields, ("practice",))
    facts = outcome.sent.values["practice"] if outcome else now["practice"]
    context = {
        "contact": found,
        "name": name_of(found),
        "rows": forms.list_fact_rows(facts),
        "errors": outcome.errors if outcome else _own_errors(found, now),
        "seen": sign_seen(outcome.seen if outcome else digest(now)),
        "clashes": _list_clashes(outcome) if outcome else [],
        "seen_now": sign_seen(digest(now)),
        "outcome": outcome,
    }
    status = 200 if outcome is None else 409 if outcome.clash else 422 if outcome.errors else 200
    if outcome and is_auto(request):
        count = forms.count_sent(request.POST, "practice")
        context["places"] = [f"practice-{place}" for place in range(count)]
        context["more"] = _more(forms.list_fact_rows, facts, count, outcome.sent.rows["practice"])
        return render(request, "desk/contacts/after_practice.html", context, status=status)
    return render(request, "desk/contacts/practice.html", context, status=status)


@needs_name
def withdraw(request: HttpRequest, contact: str) -> HttpResponse:
    """Ask why a contact is out of use, and take it out."""
    book = _book()
    found = _find(book, contact)
    errors: dict[str, list[Cure]] = {}
    if request.method == "POST":
        why = request.POST.get("why", "").strip()[:300]
        if not why:
            errors = {"why": [Cure(CURES["empty-text"])]}
        else:
            errors = _try(
                request,
                _("took %(name)s out of use") % {"name": name_of(found)},
                lambda: current().project().withdraw_contact(book.country, contact, why=why, seen=found.fields),
            )
        if not errors:
            return redirect("contacts:index")
    context = {
        "contact": found,
        "name": name_of(found),
        "errors": errors,
        "is_lead": book.fields.get("lead") == contact,
        "why": request.POST.get("why", ""),
    }
    return render(request, "desk/contacts/withdraw.html", context, status=422 if errors else 200)


def _after(request: HttpRequest, book: ContactBook, contact: BookContact, outcome: Outcome) -> dict[str, Any]:
    """Return what replaces parts of the page after a form was saved at a pause."""
    values = outcome.sent.values
    counts = {key: forms.count_sent(request.POST, key) for key in ("numbers", "hours", "sources")}
    return {
        **_beside(book, contact),
        "outcome": outcome,
        "errors": {**_own_errors(contact, values), **outcome.errors},
        "places": _list_places(counts),
        "seen": sign_seen(outcome.seen),
        "clashes": _list_clashes(outcome),
        "seen_now": sign_seen(digest(outcome.now)),
        "others": [FIELDS[key] for key in outcome.others],
        "numbers": _more(forms.list_number_rows, values["numbers"], counts["numbers"], outcome.sent.rows["numbers"]),
        "times": _more(forms.list_time_rows, values["hours"]["rows"], counts["hours"], ()),
        "sources": _more(forms.list_source_rows, values["sources"], counts["sources"], outcome.sent.rows["sources"]),
        "is_shown": bool(outcome.saved or outcome.others),
        "lost_confirmation": outcome.was_confirmed and contact.state is CallState.CHANGED,
    }


def _more(
    rows: Callable[..., list[dict[str, Any]]], items: Sequence[Any], count: int, places: Sequence[int]
) -> list[dict[str, Any]]:
    """Return one more row for a list of the page if its last one is filled."""
    is_full = places[-1] == count - 1 if places else bool(items) and len(items) >= count
    if not is_full or count >= forms.MOST_ROWS:
        return []
    return [{**rows([])[0], "place": count}]


def _list_places(counts: Mapping[str, int]) -> list[str]:
    """Return the places of the first form at which a fault can stand."""
    rows = [f"{key}-{place}" for key in ("numbers", "sources") for place in range(counts[key])]
    return ["", *MAIN, *rows]


def _list_clashes(outcome: Outcome) -> list[Clash]:
    """Return what two people changed in two ways, side by side."""
    return [
        Clash(FIELDS[key], describe(key, outcome.now[key]), describe(key, outcome.sent.values[key]))
        for key in outcome.clash
    ]


def _beside(book: ContactBook, contact: BookContact) -> dict[str, Any]:
    """Return what stands beside a contact's form: its states, where it prints, and pictures."""
    call = contact.fact.checked
    return {
        "contact": contact,
        "name": name_of(contact),
        "pills": list_pills(contact),
        "placed": list_places(contact),
        "pictures": list_pictures(contact, book, current().project()),
        "locale": locale_of(book, current().project()),
        "is_changed": contact.state is CallState.CHANGED,
        "is_uncalled": contact.state in {CallState.UNCONFIRMED, CallState.EXPIRED},
        "call": call,
        "others_faulty": [one for one in list_faults(book) if one["id"] != contact.id],
    }


def _book() -> ContactBook:
    """Return the contacts of the edition's own country; raise `Http404` if it has no country of its own."""
    if current().country == WORLD:
        raise Http404
    return current().project().contact_book(current().country)


def _find(book: ContactBook, contact: str) -> BookContact:
    found = book.find(contact)
    if found is None:
        raise Http404
    return found


def _tags(book: ContactBook, more: Iterable[str]) -> list[str]:
    """Return the languages in which a contact can be named: those of the edition, and those that the file has."""
    said = book.fields.get("locales", ())
    own = [said] if isinstance(said, str) else [str(tag) for tag in said]
    return [*dict.fromkeys(tag for tag in (*own, *more) if tag)] or ["en"]


def _languages(book: ContactBook) -> list[str]:
    return [*dict.fromkeys((*_tags(book, ()), "en"))]


def _language_name(tag: str) -> str:
    return called.language_name(tag, get_language() or "en")
