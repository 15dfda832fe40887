"""What somebody sees who was sent a link: exactly what they are asked about, and nothing else of the desk.

Opening a link changes nothing, so that programs that look at links before people do answer for nobody.
"""

from collections.abc import Iterator

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from booklet import BookletError
from booklet.api.called import language_name
from booklet.api.signing import ReadLine
from booklet.desk.edition import current
from booklet.desk.faults import Fault, faults_of
from booklet.desk.models import Answer, Ask
from booklet.desk.pictures import draw_page
from booklet.desk.signing.answers import LONGEST, Changed, Wish, ask_for_changes, is_back, say_yes, tell_back
from booklet.desk.signing.links import hash_secret
from booklet.desk.signing.roles import role_name
from booklet.desk.signing.subjects import LAW, PAGES, PART_TITLES, Shown, compare, describe, page_name, show, unpack
from booklet.values import Frozen

COOKIE = "ask{}"
"""What holds the secret of a link in a browser, by the number of the question."""

WIDTH = 800
"""Pixels of a page on a phone."""


class Line(Frozen):
    """A line on the page of a link: its number among all, what it says, and what somebody wrote about it."""

    number: int
    line: ReadLine
    written: str = ""
    back: str = ""


@require_safe
def link(request: HttpRequest, secret: str) -> HttpResponse:
    """Take the secret of a link out of the address and into the browser, and go on to what it is about."""
    ask = Ask.objects.filter(token=hash_secret(secret)).first()
    if ask is None:
        return _closed(request)
    url = reverse("signing:asked", args=[ask.pk])
    answer = redirect(url)
    left = max(60, int((ask.expires - timezone.now()).total_seconds()))
    name, secure = COOKIE.format(ask.pk), request.is_secure()
    answer.set_cookie(name, secret, max_age=left, path=url, secure=secure, httponly=True, samesite="Lax")
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def asked(request: HttpRequest, number: int) -> HttpResponse:
    """Show what somebody is asked about, and take their answer, once."""
    ask = find_ask(request, number)
    if ask is None:
        return _closed(request)
    if Answer.objects.filter(ask=ask).exists():
        return _show(request, ask, "answered")
    if ask.revoked or ask.expires <= timezone.now():
        return _show(request, ask, "over", status=410)
    edition = current()
    try:
        with edition.engine() as project:
            now = show(project, ask.kind, ask.subject, edition.country)
    except BookletError:
        return _show(request, ask, "unreadable", status=503 if request.method == "POST" else 200)
    if now.of != ask.of:
        return _show(request, ask, "changed", now, status=409 if request.method == "POST" else 200)
    if request.method == "POST":
        return _answer(request, ask, now)
    return _show(request, ask, "open", now)


@require_safe
def asked_page(request: HttpRequest, number: int, place: int) -> HttpResponse:
    """Show a page that somebody is asked about as a picture; no other page of the edition."""
    ask = find_ask(request, number)
    pages = unpack(ask.shown).pages if ask else ()
    if ask is None or not 0 < place <= len(pages) or ask.revoked or ask.expires <= timezone.now():
        return HttpResponseNotFound()
    page, subject = pages[place - 1], ask.subject
    axes = {"locale": subject["locale"], "band": subject["band"], "item": page.item}
    return HttpResponse(draw_page(current(), page.product, axes, page.number, WIDTH), content_type="image/png")


def find_ask(request: HttpRequest, number: int) -> Ask | None:
    """Return the question whose link this browser has opened, None if it has not."""
    secret = request.COOKIES.get(COOKIE.format(number), "")
    return Ask.objects.filter(pk=number, token=hash_secret(secret)).first() if secret else None


def _answer(request: HttpRequest, ask: Ask, now: Shown) -> HttpResponse:
    """Take an answer; show what it lacks if it cannot be taken."""
    by, said = request.POST.get("name", ""), request.POST.get("said", "")
    faults: dict[str, str] = {}
    try:
        if said == "change":
            wishes = [*_wishes(request, ask, now)]
            if not wishes:
                faults["wishes"] = _("Write what should change, at the place where it is.")
            else:
                ask_for_changes(request, ask, by, wishes)
        elif is_back(ask):
            back = {line.line.id: request.POST.get(f"back-{line.number}", "").strip() for line in _lines(now)}
            if not all(back.values()):
                faults["wishes"] = _("Write what each sentence says in English.")
            else:
                tell_back(request, current(), ask, by, {id: text[:LONGEST] for id, text in back.items()})
        else:
            say_yes(request, current(), ask, by)
    except Changed:
        return redirect("signing:asked", number=ask.pk)
    except IntegrityError:
        return redirect("signing:asked", number=ask.pk)
    except BookletError as error:
        return _show(request, ask, "open", now, named=faults_of(error), status=422)
    if faults:
        return _show(request, ask, "open", now, faults=faults, status=422)
    return redirect("signing:asked", number=ask.pk)


def _wishes(request: HttpRequest, ask: Ask, now: Shown) -> Iterator[Wish]:
    """Yield what somebody wants changed, each with the line or the page it is written at."""
    for line in _lines(now):
        reason = request.POST.get(f"why-{line.number}", "").strip()
        if reason:
            place = {"line": line.line.id, "words": line.line.words, "english": line.line.english}
            yield Wish(reason[:LONGEST], place)
    for number, page in enumerate(now.pages, start=1):
        reason = request.POST.get(f"why-page-{number}", "").strip()
        if reason:
            spot = _spot(request.POST.get(f"spot-{number}", ""))
            where = {"product": page.product, "item": page.item, "page": page.number, "name": page_name(page)}
            yield Wish(reason[:LONGEST], where | spot)
    if general := request.POST.get("why", "").strip():
        yield Wish(general[:LONGEST], {})


def _spot(text: str) -> dict[str, float]:
    """Return a spot on a page, in per cent from its upper left corner; none if the text is no spot."""
    try:
        x, y = (float(part) for part in text.split(","))
    except ValueError:
        return {}
    return {"x": round(x, 1), "y": round(y, 1)} if 0 <= x <= 100 and 0 <= y <= 100 else {}


def _lines(now: Shown) -> Iterator[Line]:
    lines = (line for part in now.parts for line in part.lines)
    yield from (Line(number, line) for number, line in enumerate(lines, start=1))


def _show(
    request: HttpRequest,
    ask: Ask,
    state: str,
    now: Shown | None = None,
    *,
    faults: dict[str, str] | None = None,
    named: list[Fault] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Return the page of a link in one of its states, with what was written on it so far."""
    said, tag = request.POST, get_language() or "en"
    numbered = _lines(now) if now else iter(())
    parts = [
        (
            PART_TITLES.get(part.title, part.title),
            [
                Line(line.number, line.line, said.get(f"why-{line.number}", ""), said.get(f"back-{line.number}", ""))
                for line in (next(numbered) for _line in part.lines)
            ],
        )
        for part in (now.parts if now and state == "open" else ())
    ]
    pages = [
        (number, page_name(page), said.get(f"why-page-{number}", ""), said.get(f"spot-{number}", ""))
        for number, page in enumerate(now.pages if now and state == "open" else (), start=1)
    ]
    locale = ask.subject.get("locale", "en")
    return render(
        request,
        "desk/signing/outside.html",
        {
            "ask": ask,
            "state": state,
            "what": describe(ask.kind, ask.subject, tag),
            "role": role_name(ask.role),
            "answer": Answer.objects.filter(ask=ask).first(),
            "locale": locale,
            "language": language_name(locale, tag),
            "has_english": locale != "en" and ask.kind not in (LAW, PAGES) and not is_back(ask),
            "is_back": is_back(ask),
            "is_law": ask.kind == LAW,
            "is_pages": ask.kind == PAGES,
            "parts": parts,
            "pages": pages,
            "changes": compare(unpack(ask.shown), now) if now and state == "changed" else (),
            "name": said.get("name", ask.person),
            "why": said.get("why", ""),
            "faults": faults or {},
            "named": named or [],
        },
        status=status,
    )


def _closed(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/signing/no_link.html", status=404)
