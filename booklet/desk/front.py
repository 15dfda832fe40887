"""The front page: the edition at a glance, what is to do and who can do it, and the way to every screen."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from booklet import BookletError
from booklet.api.brand import brand_fields
from booklet.api.called import language_name
from booklet.api.overview import MACHINE, REVIEWED, Overview, WordsOf, overview_of
from booklet.desk.edition import current
from booklet.desk.faults import faults_of, list_faults
from booklet.desk.frame import TITLES
from booklet.desk.gate import gate
from booklet.desk.history.views import ACTIONS
from booklet.desk.models import Ask, Event, Remark
from booklet.desk.revisions import CHANGED, OUTSIDE
from booklet.desk.start.views import look_of
from booklet.values import Frozen

NEWEST = 4
"""Changes that are shown."""

TWICE = ("called", "wrong", "gone", "looked")
"""What is in the log twice: what somebody did at the phone, and the change of the files that says so, too."""

ABOUT: dict[str, Promise] = {
    "contacts": gettext_lazy("Helplines: numbers, hours, sources, and where each one prints."),
    "calls": gettext_lazy("Call one number after the other, and say what you heard."),
    "words": gettext_lazy("Read and translate, with the printed page beside each sentence."),
    "pages": gettext_lazy("See every page large, and add pages of your own."),
    "signing": gettext_lazy("Send people a link, and let them say yes or what should change."),
    "order": gettext_lazy("How many, on what, where to: paper, ink and price before it is made."),
    "editions": gettext_lazy("What was printed, where it went, which copies need a sticker."),
    "campaign": gettext_lazy("Posters and cards for many schools from one table."),
    "history": gettext_lazy("Who changed what, and the way back."),
    "start": gettext_lazy("Name, logo, colour, languages."),
    "help": gettext_lazy("What a PROOF is, what to say at the copy shop, and more."),
}
"""What each screen is for, by room."""


class Task(Frozen):
    """Something to do: a sentence, who can do it, where it is done, and whether files are a PROOF until it is."""

    said: str
    who: str
    url: str
    stops: bool


def front(request: HttpRequest) -> HttpResponse:
    """Show the edition, with its faults if it has any."""
    edition = current()
    shown: dict[str, object] = {
        "rooms": [
            (title, ABOUT[room], reverse(f"{room}:index"))
            for room, title in TITLES.items()
            if gate().shows(request, f"{room}:index")
        ],
        "events": [(event, _doing(event)) for event in Event.objects.exclude(action__in=TWICE)[:NEWEST]],
    }
    try:
        with edition.engine() as project:
            overview = overview_of(project, edition.country)
            shown |= {"overview": overview, "tasks": list_tasks(overview), **look_of(edition, project)}
            shown |= {"name": brand_fields(project).get("name"), "notes": list_faults(overview.notes)}
    except BookletError as error:
        shown["faults"] = faults_of(error)
    return render(request, "desk/front.html", shown)


def _doing(event: Event) -> str:
    """Return what somebody did, "" if it is a change, which says so itself."""
    return "" if event.action in (CHANGED, OUTSIDE) else str(ACTIONS.get(event.action, ""))


def list_tasks(overview: Overview) -> list[Task]:
    """Return what is to do, what keeps files from readers first."""
    called, looked = len(overview.to_call), len(overview.to_look_at)
    found = []
    if called:
        said = ngettext("%(n)d number waits for a call", "%(n)d numbers wait for a call", called)
        who = _("anybody with a phone")
        found.append(Task(said % {"n": called}, who, reverse("calls:index"), not overview.is_sure))
    if looked:
        said = ngettext(
            "%(n)d picture or line of yours is to look at", "%(n)d pictures or lines of yours are to look at", looked
        )
        found.append(Task(said % {"n": looked}, _("anybody who looks closely"), reverse("calls:index"), True))
    if not overview.has_contacts:
        who = _("somebody who knows the country")
        found.append(Task(_("There are no helplines yet"), who, reverse("contacts:index"), False))
    found += filter(None, map(_words_task, overview.words))
    found += _list_asked()
    if not overview.has_logo:
        found.append(Task(_("Your logo is missing"), _("you"), f"{reverse('start:index')}#logo-part", False))
    return sorted(found, key=lambda task: not task.stops)


def _list_asked() -> Iterator[Task]:
    """Yield what other people asked to be changed, and who was asked and has not answered."""
    if count := Remark.objects.filter(done=None).count():
        said = ngettext("%(n)d change is asked for", "%(n)d changes are asked for", count)
        yield Task(said % {"n": count}, _("you"), reverse("signing:index"), False)
    waiting = Ask.objects.filter(answer=None, revoked=None, expires__gt=timezone.now())
    if count := waiting.count():
        said = ngettext("%(n)d person has not answered your link", "%(n)d people have not answered your links", count)
        yield Task(said % {"n": count}, _("whoever got the link"), reverse("signing:index"), False)


def _words_task(words: WordsOf) -> Task | None:
    """Return what is to do for the words of a language, None if all have signed them."""
    name = {
        "language": language_name(words.locale, get_language() or "en"),
        "signed": words.signed,
        "pages": words.pages,
    }
    if words.state == REVIEWED:
        return None
    if words.state == MACHINE:
        said = _("%(language)s: the fixed messages wait to be translated back") % name
        return Task(said, _("somebody who speaks both languages"), reverse("words:index"), True)
    said = _("%(language)s: %(signed)d of %(pages)d pages signed") % name
    return Task(said, _("the people who read the words"), reverse("signing:index"), False)
