"""The English in a partner's own words: a list to search, and one sentence beside ours."""

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from booklet import BookletError
from booklet.api.rewording import OwnSentence, Rewording
from booklet.desk.edition import current, read_seen, sign_seen
from booklet.desk.faults import faults_of
from booklet.desk.people import needs_name
from booklet.desk.revisions import revise
from booklet.desk.sent import is_auto
from booklet.desk.words.choosing import PER_PAGE, Choice, kind_of, read_choice
from booklet.desk.words.editor import SHOWN, Typed, of_printed
from booklet.desk.words.views import SOURCE
from booklet.values import replace

OURS, OWN, OLD = "", "own", "old"

FILTERS = (
    (OURS, gettext_lazy("All sentences")),
    (OWN, gettext_lazy("In your own words")),
    (OLD, gettext_lazy("To read again")),
)


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Show the sentences of the guide, with a partner's own."""
    choice, state = read_choice(request.GET), request.GET.get("own", "")
    try:
        found = Rewording(current().path).all
    except BookletError as error:
        return _refuse(request, error)
    chosen = [one for one in found if _holds(one, choice, state)]
    said = {
        "choice": choice,
        "own": state,
        "filters": FILTERS,
        "old": sum(one.is_old for one in found),
        "count": sum(bool(one.own) for one in found),
        "page": Paginator(chosen, PER_PAGE).get_page(request.GET.get("n")),
    }
    return render(request, "desk/words/english.html", said)


def _holds(one: OwnSentence, choice: Choice, state: str) -> bool:
    if one.is_fixed or (state in (OWN, OLD) and not one.own) or (state == OLD and not one.is_old):
        return False
    sought = choice.sought.casefold()
    is_there = not choice.place or one.place == choice.place
    return is_there and any(sought in text.casefold() for text in (one.ours, one.own, one.context))


def _refuse(request: HttpRequest, error: BookletError) -> HttpResponse:
    is_unknown = {found.code for found in error.findings} == {"unknown-message"}
    said = {"asked": SOURCE, "faults": faults_of(error)}
    return render(request, "desk/words/closed.html", said, status=404 if is_unknown else 422)


@require_http_methods(["GET", "POST"])
@needs_name
def edit(request: HttpRequest, context: str) -> HttpResponse:
    """Show a sentence of ours to reword; write, take out or keep what a form says of it."""
    rewording = Rewording(current().path)
    try:
        one = rewording.find(context)
    except BookletError as error:
        return _refuse(request, error)
    if request.method == "POST":
        return _save(request, rewording, one)
    return render(request, "desk/words/reword.html", _of(request, rewording, one, one.own))


def _save(request: HttpRequest, rewording: Rewording, one: OwnSentence) -> HttpResponse:
    seen = read_seen(request.POST.get("seen", ""))
    act = request.POST.get("act", "")
    typed = Typed("" if act == "remove" else request.POST.get("text", ""), False, None)
    try:
        with revise(request, _("Your own words: “%(sentence)s”") % {"sentence": one.ours[:SHOWN]}):
            if act == "again":
                rewording.read_again(one.context)
            else:
                rewording.write(one.context, typed.text, seen=seen if isinstance(seen, str) else None)
    except BookletError as error:
        return _refuse_words(request, rewording, one, typed.text, error)
    if not is_auto(request):
        return redirect(reverse("words:reword", args=[one.context]))
    now = rewording.find(one.context)
    said = {**_of(request, rewording, now, typed.text), "saved": datetime.now()}
    return render(request, "desk/words/reworded.html", said)


def _refuse_words(
    request: HttpRequest, rewording: Rewording, one: OwnSentence, text: str, error: BookletError
) -> HttpResponse:
    """Tell why words were not written; what is in the file stays, and what was typed stays in the form."""
    is_edited = "edited-meanwhile" in {found.code for found in error.findings}
    said = _of(request, rewording, one, text)
    if is_edited:
        theirs = rewording.find(one.context).own
        said |= {"theirs": theirs, "theirs_seen": sign_seen(theirs), "mine": text}
    said |= {"refused": () if is_edited else faults_of(error), "seen": request.POST.get("seen", "")}
    template = "reworded" if is_auto(request) else "reword"
    return render(request, f"desk/words/{template}.html", said, status=409 if is_edited else 422)


def _of(request: HttpRequest, rewording: Rewording, one: OwnSentence, text: str) -> dict[str, Any]:
    """Return what a page shows of a sentence, with words in its field."""
    return {
        "one": replace(one, own=text),
        "context": one.context,
        "kind": kind_of(one.place),
        "kept": rewording.kept(one.context),
        "checked": rewording.check(one.context, text),
        "seen": sign_seen(one.own),
        "is_own": bool(one.own),
        "place_query": Choice(one.place).query,
        "printed": _printed(request, one.context),
    }


def _printed(request: HttpRequest, context: str) -> Any:
    """Return the page to show, None while the project has faults."""
    try:
        entries = current().project().entries(SOURCE)
    except BookletError:
        return None
    return of_printed(request, entries, context)
