"""One message: its English and its translation side by side, checked and written at every pause, and as printed."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from booklet import BookletError, Project
from booklet.api.called import language_name
from booklet.api.entries import CheckedText, Entries, Entry, PrintedAt, Said, TranslationState
from booklet.desk.edition import current, read_seen, sign_seen
from booklet.desk.faults import faults_of
from booklet.desk.people import needs_name
from booklet.desk.revisions import revise
from booklet.desk.sent import is_auto
from booklet.desk.words.choosing import STATES, Choice, kind_of, read_choice, state_of, steps_from
from booklet.desk.words.views import SOURCE, refuse
from booklet.values import Frozen

BREAK = "|"
"""Where a headline may be broken into two lines."""

SHOWN = 60
"""Letters of a sentence that the log names it by."""


class Typed(Frozen):
    """What a form says of a message."""

    text: str
    is_unsure: bool
    seen: Said | None


@require_http_methods(["GET", "POST"])
@needs_name
def edit(request: HttpRequest, tag: str, context: str) -> HttpResponse:
    """Show a message to translate; write what a form says of it."""
    project = current().project()
    entries = project.entries(tag)
    try:
        if request.method == "POST":
            return _save(request, entries, context, entries.english(context))
        entry = entries.find(context)
    except BookletError as error:
        return refuse(request, tag, error)
    return _show(request, project, entries, entry)


def _show(request: HttpRequest, project: Project, entries: Entries, entry: Entry) -> HttpResponse:
    said = {**_of_message(request, project, entries, entry), **_of_text(entries, entry.context, entry.said)}
    return render(request, "desk/words/edit.html", said)


def _save(request: HttpRequest, entries: Entries, context: str, english: str) -> HttpResponse:
    typed = _read(request)
    shown = english if len(english) <= SHOWN else f"{english[:SHOWN]}…"
    language = language_name(entries.tag, SOURCE)
    try:
        with revise(request, _("Words, %(language)s: “%(sentence)s”") % {"language": language, "sentence": shown}):
            written = entries.write(context, typed.text, is_unsure=typed.is_unsure, seen=typed.seen)
    except BookletError as error:
        return _refuse(request, entries, entries.find(context), typed, error)
    project = current().project()
    if not is_auto(request):
        return redirect(_address_after(request, project.entries(entries.tag), context))
    said = _of_text(entries, context, written.said, written.checked, state=written.state)
    said["is_kept_back"] = written.said.is_unsure and not typed.is_unsure
    said |= {"saved": datetime.now(), "printed": of_printed(request, entries, context)}
    return render(request, "desk/words/saved.html", {"locale": project.locale(entries.tag), "context": context, **said})


def _refuse(request: HttpRequest, entries: Entries, entry: Entry, typed: Typed, error: BookletError) -> HttpResponse:
    """Tell why a text was not written; what is in the file stays, and what was typed stays in the form."""
    mine = Said(entry.said.english, typed.text, typed.is_unsure)
    is_edited = "edited-meanwhile" in {found.code for found in error.findings}
    project = current().project()
    said: dict[str, Any] = {"locale": project.locale(entries.tag), "context": entry.context}
    if is_edited:
        theirs = project.entries(entries.tag).find(entry.context).said
        said |= {"mine": mine, "theirs": theirs, "theirs_seen": sign_seen(theirs)}
    said |= _of_text(entries, entry.context, mine, state=entry.state)
    said |= {"refused": () if is_edited else faults_of(error), "seen": request.POST.get("seen", "")}
    status = 409 if is_edited else 422
    if is_auto(request):
        return render(request, "desk/words/saved.html", said, status=status)
    whole = _of_message(request, project, entries, entry)
    return render(request, "desk/words/edit.html", {**whole, **said}, status=status)


def _read(request: HttpRequest) -> Typed:
    seen = read_seen(request.POST.get("seen", ""))
    return Typed(
        request.POST.get("text", ""),
        "unsure" in request.POST,
        Said(*seen) if isinstance(seen, list) and len(seen) == len(Said._fields) else None,
    )


def _of_message(request: HttpRequest, project: Project, entries: Entries, entry: Entry) -> dict[str, Any]:
    """Return what a page shows of a message whatever its translation says."""
    choice = read_choice(request.GET)
    titles = {place.place: place.title for place in entries.places}
    return {
        "context": entry.context,
        "entry": entry,
        "locale": project.locale(entries.tag),
        "choice": choice,
        "steps": steps_from(entry.context, entries.all, choice),
        "kind": kind_of(entry.place),
        "place_title": titles[entry.place],
        "place_query": Choice(entry.place).query,
        "parts": entries.parts(entry.context),
        "notes": entries.notes(entry.context),
        "kept": entries.kept(entry.context),
        "has_break": BREAK in entry.said.english,
        "terms": _terms(entries, entry),
        "state": state_of(entry),
        "printed": of_printed(request, entries, entry.context),
    }


def _terms(entries: Entries, entry: Entry) -> list[tuple[str, tuple[str, ...], str]]:
    """Return the terms in a sentence, each once: the English, what to call it, and a note."""
    english = entry.said.english
    found = {english[one.start : one.end].casefold(): one for one in reversed(entries.wanted(entry.context))}
    return [(english[one.start : one.end], one.wanted, one.note) for one in reversed(found.values())]


def _of_text(
    entries: Entries,
    context: str,
    said: Said,
    checked: CheckedText | None = None,
    *,
    state: TranslationState | None = None,
) -> dict[str, Any]:
    """Return what a page shows of a translation."""
    checked = checked or entries.check(context, said.text)
    return {
        "said": said,
        "seen": sign_seen(said),
        "checked": checked,
        "faults": [
            found for found in checked.findings if said.text and found.code not in ("placeholder-lost", "too-long")
        ],
        **({"state": STATES[state]} if state else {}),
    }


class Printed(Frozen):
    """The page on which a message is printed, and the address of this message with each other page."""

    at: PrintedAt
    others: tuple[PrintedAt, ...]
    locale: str


def of_printed(request: HttpRequest, entries: Entries, context: str) -> Printed | None:
    """Return the page to show beside a message: that of the band that was asked for, else the first."""
    try:
        pages = entries.printed_at(context, current().country)
    except BookletError:
        return None
    asked = request.POST.get("band") or request.GET.get("band", "")
    found = next((at for at in pages if at.band == asked), pages[0] if pages else None)
    return Printed(found, tuple(at for at in pages if at != found), entries.tag) if found else None


@require_GET
def place(request: HttpRequest, tag: str, context: str) -> HttpResponse:
    """Show where on the page beside it a message is printed, as outlines over its picture; nothing if it is nowhere."""
    edition = current()
    try:
        with edition.engine() as project:
            printed = of_printed(request, project.entries(tag), context)
            at = printed.at if printed else None
            band = at.band if at else ""
            found = project.find_message(context, locale=tag, country=edition.country, band=band) if at else ()
    except BookletError:
        at, found = None, ()
    here = [one for one in found if at and (one.job.product, one.job.item, one.page) == (at.product, at.item, at.page)]
    return render(request, "desk/words/parts/place.html", {"boxes": here})


def _address_after(request: HttpRequest, entries: Entries, context: str) -> str:
    """Return where to go once a message is written: the next of the choice if that was asked for, else the same."""
    choice = read_choice(request.GET)
    target = context
    if request.POST.get("go") == "next":
        target = steps_from(context, entries.all, choice).after or context
    return reverse("words:edit", args=[entries.tag, target]) + choice.query
