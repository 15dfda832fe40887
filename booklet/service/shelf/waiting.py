"""Pages in place of one that has to wait: somebody looks at the shelf, much is being made, or much was asked for."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from booklet.service.shelf.helplines import numbers_for
from booklet.service.shelf.limits import Limit
from booklet.service.shelf.offers import LookingError, list_partners

LATER = 4
"""Seconds after which a page looks again."""

View = Callable[..., HttpResponseBase]


def patient(view: View) -> View:
    """Let a page say that somebody looks at the shelf at this moment, and come back by itself."""

    @wraps(view)
    def shown(request: HttpRequest, **given: str) -> HttpResponseBase:
        try:
            return view(request, **given)
        except LookingError:
            title = _("Something has changed, and somebody looks whether it still holds")
            return wait(request, title, given.get("country", ""), given.get("locale", ""))

    return shown


def wait(request: HttpRequest, title: str, country: str = "", locale: str = "") -> HttpResponse:
    """Show a page that comes back by itself, unless a form was sent; the numbers of the country stand on it, too."""
    partners = list_partners().get(country, ())
    context = {"title": title, "country": country, "numbers": numbers_for(partners, country, locale)}
    headers = {"Retry-After": str(LATER)}
    if request.method == "GET":
        headers["Refresh"] = str(LATER)
    return _say(render(request, "service/shelf/wait.html", context, status=503), headers)


def refuse(request: HttpRequest, limit: Limit) -> HttpResponse:
    """Say politely that an address has asked too often, and what to do."""
    answer = render(request, "service/shelf/often.html", {"minutes": limit.minutes}, status=429)
    return _say(answer, {"Retry-After": str(limit.minutes * 60)})


def _say(answer: HttpResponse, headers: dict[str, str]) -> HttpResponse:
    for name, value in headers.items():
        answer.headers[name] = value
    return answer
