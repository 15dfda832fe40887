"""The first page of the screen "Signing": how far editions are, what is to be changed, who was asked."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from booklet import Project
from booklet.desk.edition import Edition, current
from booklet.desk.models import Answer, Ask, Remark
from booklet.desk.pictures import picture_address
from booklet.desk.signing.answers import TOLD, signed_before
from booklet.desk.signing.forms import (
    locales_of,
    read_axes,
)
from booklet.desk.signing.subjects import (
    PAGES,
    PRODUCTS,
    compare,
    describe,
    find_today,
    show,
    unpack,
)
from booklet.values import Frozen


class AskRow(Frozen):
    """A question in the list: what it is about, how it stands, and its pill."""

    ask: Ask
    what: str
    state: str
    title: str
    tone: str
    answer: Answer | None


class RemarkRow(Frozen):
    """A change to work through: what it is about, where it can be made, who signed before and should hear of it."""

    remark: Remark
    what: str
    urls: tuple[tuple[str, str], ...]
    signed: list[str]
    picture: str


def index(request: HttpRequest) -> HttpResponse:
    """Show how far editions are, what is to be changed, and who was asked."""
    edition = current()
    project = edition.project()
    locales = locales_of(edition, project)
    said = {"locale": request.GET.get("locale", ""), "band": request.GET.get("band", "")}
    axes = read_axes(said, edition)
    remarks = [_remark_row(project, one) for one in Remark.objects.filter(done=None).select_related("answer__ask")]
    done = Remark.objects.exclude(done=None).count()
    told = list(Answer.objects.filter(said=TOLD).select_related("ask"))
    return render(
        request,
        "desk/signing/index.html",
        {
            "axes": axes,
            "locales": locales,
            "bands": project.bands,
            "products": [name for name in PRODUCTS if name != "sticker"],
            "remarks": remarks,
            "done": done,
            "told": told,
            "asks": _ask_rows(edition),
        },
    )


def asked_changes(request: HttpRequest, number: int) -> HttpResponse:
    """Show how words differ from those that somebody was asked about, or signed."""
    found = get_object_or_404(Ask, pk=number)
    edition = current()
    before = unpack(found.shown)
    with edition.engine() as project:
        now = show(project, found.kind, found.subject, edition.country)
    return render(
        request,
        "desk/signing/changes.html",
        {
            "ask": found,
            "answer": Answer.objects.filter(ask=found).first(),
            "what": describe(found.kind, found.subject, get_language() or "en"),
            "locale": found.subject.get("locale", "en"),
            "changes": compare(before, now),
            "is_pages": found.kind == PAGES,
        },
    )


def _ask_rows(edition: Edition) -> list[AskRow]:
    """Return the questions, newest first, each as it stands today."""
    answers = {one.ask_id: one for one in Answer.objects.all()}  # type: ignore[attr-defined]
    rows = []
    tag = get_language() or "en"
    for found in Ask.objects.all()[:100]:
        answer = answers.get(found.pk)
        state, title, tone = _stand(edition, found, answer)
        rows.append(AskRow(found, describe(found.kind, found.subject, tag), state, title, tone, answer))
    return rows


def _stand(edition: Edition, found: Ask, answer: Answer | None) -> tuple[str, str, str]:
    """Return how a question stands: its state, in words, and the class of its pill."""
    if found.revoked:
        return "revoked", _("taken back"), ""
    if answer and answer.said == TOLD:
        return "told", _("to compare"), "is-warn"
    if answer and answer.said == "change":
        return "change", _("asked for changes"), "is-warn"
    is_same = find_today(edition, found.kind, found.subject) == found.of
    if answer:
        return ("yes", _("signed"), "is-good") if is_same else ("outdated", _("signed, changed since"), "is-warn")
    if found.expires <= timezone.now():
        return "over", _("no answer in time"), "is-bad"
    return ("waiting", _("waiting"), "is-open") if is_same else ("changed", _("changed since: ask again"), "is-warn")


def _remark_row(project: Project, remark: Remark) -> RemarkRow:
    answer = remark.answer
    subject, place = answer.ask.subject, remark.place
    what = describe(answer.ask.kind, subject, get_language() or "en")
    urls = _urls(subject, place)
    return RemarkRow(remark, what, urls, signed_before(project, answer), _picture(subject, place))


def _urls(subject: Mapping[str, Any], place: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return where a change can be made, by what the way there is called."""
    contacts = (_("Open the contacts"), reverse("contacts:index"))
    if "locale" not in subject:
        return (contacts,)
    locale = subject["locale"]
    if line := place.get("line"):
        url = reverse("words:reword", args=[line]) if locale == "en" else reverse("words:edit", args=[locale, line])
        return ((_("Open the sentence"), f"{url}?band={subject['band']}"),)
    if "page" in place:
        axes = {"locale": locale, "band": subject["band"], "item": place["item"], "page": place["page"]}
        page = f"{reverse('pages:page', args=[place['product']])}?{urlencode(axes)}"
        return ((_("Open the page"), page), contacts)
    words = reverse("words:english") if locale == "en" else reverse("words:language", args=[locale])
    return ((_("Open the words"), words), contacts)


def _picture(subject: dict[str, str], place: dict[str, object]) -> str:
    """Return the address of the page that somebody tapped, as it is today; "" if there is none."""
    if "page" not in place:
        return ""
    axes = {"locale": subject["locale"], "band": subject["band"], "item": place["item"], "page": place["page"]}
    return picture_address(str(place["product"]), current().stamp, **axes, width=400)
