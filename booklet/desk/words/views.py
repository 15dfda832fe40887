"""The pages of the screen "Words": the languages, the progress of one, the list of its messages."""

from collections.abc import Mapping
from datetime import date
from itertools import groupby
from typing import NamedTuple

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from booklet import BookletError
from booklet.api.called import language_name
from booklet.api.entries import Entries, TranslationState
from booklet.desk.edition import current
from booklet.desk.faults import Fault, faults_of, list_faults
from booklet.desk.jobs.queue import list_works
from booklet.desk.people import needs_name
from booklet.desk.revisions import revise
from booklet.desk.words.choosing import FILTERS, OPEN, PER_PAGE, STATES, Choice, State, read_choice, row_of, state_of

SOURCE = "en"

PROOF = "words"
"""The kind of long work that makes the proof of a language."""


class Progress(NamedTuple):
    """A language on the first page: how much of it is translated, what is open, or why it cannot be read."""

    tag: str
    done: int
    total: int
    open: tuple[tuple[State, int], ...]
    faults: tuple[Fault, ...] = ()


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Show the languages of the country and of the partner with their progress, all others, and those to begin."""
    project = current().project()
    catalogues, country = project.catalogues, project.country(current().country)
    translated = [tag for tag in catalogues.locales() if tag != SOURCE]
    wanted = [tag for tag in country.locales if tag != SOURCE]
    own = [tag for tag in translated if tag in wanted or project.entries(tag).is_own]
    return render(
        request,
        "desk/words/index.html",
        {
            "country": country,
            "languages": [_progress(project.entries(tag)) for tag in own],
            "unbegun": [tag for tag in wanted if tag not in translated],
            "others": [tag for tag in translated if tag not in own],
            "to_begin": sorted(
                ((tag, language_name(tag, get_language() or SOURCE)) for tag in catalogues.list_new()),
                key=lambda pair: pair[1].casefold(),
            ),
            "wanted": request.GET.get("begin", ""),
        },
    )


def _progress(entries: Entries) -> Progress:
    try:
        states = entries.states
    except BookletError as error:
        return Progress(entries.tag, 0, 0, (), tuple(faults_of(error)))
    return Progress(entries.tag, states[TranslationState.TRANSLATED], sum(states.values()), _list_open(states))


def _list_open(states: Mapping[TranslationState, int]) -> tuple[tuple[State, int], ...]:
    return tuple((STATES[state], count) for state, count in states.items() if count and STATES[state].key != "draft")


@require_POST
@needs_name
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a language, and go to it."""
    tag = request.POST.get("tag", "")
    edition = current()
    if tag not in edition.project().catalogues.list_new():
        return redirect("words:index")
    with revise(request, _("%(language)s: begun") % {"language": language_name(tag, get_language() or SOURCE)}):
        edition.project().catalogues.begin(tag, date.today())
    return redirect("words:language", tag)


@require_GET
def language(request: HttpRequest, tag: str) -> HttpResponse:
    """Show how far a language is, page by page, and what can be done with all of it."""
    return show_language(request, tag)


def show_language(request: HttpRequest, tag: str, status: int = 200, **more: object) -> HttpResponse:
    """Return the page of a language with more that is to be said on it."""
    project = current().project()
    entries = project.entries(tag)
    try:
        rows = [row_of(place) for place in entries.places]
        breaches = entries.breaches
    except BookletError as error:
        return refuse(request, tag, error)
    groups = [(kind, list(found)) for kind, found in groupby(rows, key=lambda row: row.kind)]
    to_do = Choice(state=OPEN).among(entries.all)
    return render(
        request,
        "desk/words/language.html",
        {
            "locale": project.locale(tag),
            "groups": groups,
            "done": entries.states[TranslationState.TRANSLATED],
            "total": sum(entries.states.values()),
            "open": _list_open(entries.states),
            "first": to_do[0].context if to_do else "",
            "works": [work for work in list_works(PROOF) if work.what.get("tag") == tag][:3],
            "breaches": list_faults(breaches),
            "is_printed": tag in project.country(current().country).locales,
            "translator": entries.translator,
            "is_own": entries.is_own,
            **more,
        },
        status=status,
    )


def refuse(request: HttpRequest, tag: str, error: BookletError) -> HttpResponse:
    """Tell why a language cannot be opened."""
    is_unknown = {found.code for found in error.findings} <= {"no-catalogue", "unknown-locale"}
    said = {"asked": tag, "faults": faults_of(error), "is_unknown": is_unknown}
    return render(request, "desk/words/closed.html", said, status=404 if is_unknown else 422)


@require_POST
@needs_name
def translator(request: HttpRequest, tag: str) -> HttpResponse:
    """Write whom the imprint names as the translator."""
    name = request.POST.get("translator", "")[:120]
    project = current().project()
    try:
        with revise(request, _("%(tag)s: the translator is named") % {"tag": tag}):
            project.entries(tag).name_translator(name)
    except BookletError as error:
        return show_language(request, tag, 422, translator_faults=faults_of(error), typed_translator=name)
    return redirect(f"{reverse('words:language', args=[tag])}#translator")


@require_GET
def sentences(request: HttpRequest, tag: str) -> HttpResponse:
    """Show messages in pages, those of a place or in a state, or in which something stands in either language."""
    project = current().project()
    entries, choice = project.entries(tag), read_choice(request.GET)
    try:
        chosen = choice.among(entries.all)
        places = [(row.place, row.kind, row.title) for row in map(row_of, entries.places)]
    except BookletError as error:
        return refuse(request, tag, error)
    page = Paginator(chosen, PER_PAGE).get_page(request.GET.get("n"))
    return render(
        request,
        "desk/words/sentences.html",
        {
            "locale": project.locale(tag),
            "choice": choice,
            "joined": f"{choice.query}&" if choice.query else "?",
            "filters": FILTERS,
            "places": places,
            "page": page,
            "rows": [(entry, state_of(entry)) for entry in page],
        },
    )
