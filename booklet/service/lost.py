"""What is shown in place of a page: of an edition as its desk says it, of the service itself in its own frame."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from booklet.desk import lost
from booklet.desk.edition import find_current


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is no such page."""
    if find_current() is not None:
        return lost.not_found(request, exception)
    return _show(request, _("There is no such page"), _("Perhaps what it was about is no longer there."), 404)


def not_ours(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form was not taken, since it does not come from a page that was shown to this browser."""
    if find_current() is not None:
        return lost.not_ours(request, reason)
    words = _("Nothing was changed. Go back, load the page anew, and send it again.")
    return _show(request, _("This form was not taken"), words, 403)


def broken(request: HttpRequest) -> HttpResponse:
    """Say that the service failed."""
    if find_current() is not None:
        return lost.broken(request)
    words = _("The fault is in the program, not in what you did. What you had saved is safe. Try again.")
    return _show(request, _("The desk has failed"), words, 500)


def _show(request: HttpRequest, title: str, words: str, status: int) -> HttpResponse:
    return render(request, "service/lost.html", {"title": title, "words": words}, status=status)
