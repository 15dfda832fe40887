"""Asking somebody: choosing what they are to sign, making the link, taking it back."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from booklet import BookletError
from booklet.desk.door import shared_hosts
from booklet.desk.edition import Edition, current
from booklet.desk.faults import Fault, faults_of
from booklet.desk.models import Ask
from booklet.desk.people import name_of, needs_name
from booklet.desk.revisions import note
from booklet.desk.signing.forms import (
    AskForm,
    Axes,
    Choice,
    group_choices,
    items_of,
    list_choices,
    locales_of,
    read_axes,
    read_topics,
)
from booklet.desk.signing.links import code_of, hash_secret, link_of, make_secret
from booklet.desk.signing.subjects import (
    KINDS,
    LAW,
    PAGES,
    PRODUCTS,
    WORDS,
    describe,
    pack,
    show,
)


@needs_name
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Choose what somebody is to sign, and whom to ask; show the link once."""
    edition = current()
    said = request.POST if request.method == "POST" else request.GET
    axes = read_axes(said.dict(), edition)
    form = AskForm(request.POST if request.method == "POST" else None, initial={"person": said.get("person", "")})
    choices: tuple[Choice, ...] = ()
    faults: list[Fault] = []
    lacking = ""
    try:
        choices = list_choices(edition.project(), axes) if axes.kind == WORDS else ()
        chosen = read_topics(said.getlist("topic"), choices)
        lacking = "" if chosen or axes.kind != WORDS else _("Choose the words that they should read.")
        if request.method == "POST" and form.is_valid() and not lacking:
            return _send(request, edition, axes, chosen, form)
    except BookletError as error:
        chosen, faults = [], faults_of(error)
    return _show(request, edition, axes, form, choices, chosen, faults, lacking)


def _show(
    request: HttpRequest,
    edition: Edition,
    axes: Axes,
    form: AskForm,
    choices: tuple[Choice, ...],
    chosen: list[str],
    faults: list[Fault],
    lacking: str,
) -> HttpResponse:
    project, is_sent = edition.project(), request.method == "POST"
    return render(
        request,
        "desk/signing/ask.html",
        {
            "form": form,
            "axes": axes,
            "kinds": KINDS,
            "locales": locales_of(edition, project),
            "bands": project.bands,
            "products": {name: title for name, title in PRODUCTS.items() if name != "sticker"},
            "items": items_of(project, axes.product, axes.band) if axes.kind == PAGES else (),
            "groups": group_choices(choices),
            "open_count": sum(not one.is_signed for one in choices),
            "chosen": chosen,
            "faults": faults,
            "missing": lacking if is_sent else "",
        },
        status=422 if is_sent else 200,
    )


def _subject_of(edition: Edition, axes: Axes, topics: list[str]) -> dict[str, object]:
    if axes.kind == LAW:
        return {"country": edition.country}
    if axes.kind == PAGES:
        return axes.subject
    return {"locale": axes.locale, "band": axes.band, "topics": topics}


def _send(request: HttpRequest, edition: Edition, axes: Axes, topics: list[str], form: AskForm) -> HttpResponse:
    """Keep a question and show its link, this once; raise `BookletError` if what it is about cannot be read."""
    subject = _subject_of(edition, axes, topics)
    with edition.engine() as project:
        shown = show(project, axes.kind, subject, edition.country)
    secret = make_secret()
    days = form.cleaned_data["days"]
    made = Ask.objects.create(
        token=hash_secret(secret),
        kind=axes.kind,
        subject=subject,
        of=shown.of,
        shown=pack(shown),
        person=form.cleaned_data["person"],
        role=axes.role,
        message=form.cleaned_data["message"],
        by=name_of(request),
        expires=timezone.now() + timedelta(days=days),
    )
    said = f"{made.person}: {describe(axes.kind, subject, get_language() or 'en')}"
    note(request, "asked", said, ask=made.pk, role=made.role, of=made.of, days=days)
    link = link_of(request, secret)
    return render(
        request,
        "desk/signing/sent.html",
        {
            "ask": made,
            "what": describe(axes.kind, subject, get_language() or "en"),
            "link": link,
            "code": code_of(link),
            "is_shared": bool(shared_hosts()) or ("127.0.0.1" not in link and "localhost" not in link),
        },
    )


@needs_name
@require_POST
def revoke(request: HttpRequest, number: int) -> HttpResponse:
    """Take a question back: its link no longer works."""
    found = get_object_or_404(Ask, pk=number)
    if Ask.objects.filter(pk=number, revoked=None, answer=None).update(revoked=timezone.now()):
        note(
            request,
            "link taken back",
            f"{found.person}: {describe(found.kind, found.subject, get_language() or 'en')}",
            ask=found.pk,
        )
    return redirect(f"{reverse('signing:index')}#asked")
