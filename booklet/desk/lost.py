"""What is shown in place of a page: there is none, a form came from elsewhere, or the desk itself failed."""

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is no such page."""
    words = _("Perhaps what it was about is no longer there.")
    return _show(request, _("There is no such page"), words, 404)


def not_ours(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form was not taken, since it does not come from a page that the desk showed to this browser."""
    words = _("Nothing was changed. Go back, load the page anew, and send it again.")
    return _show(request, _("This form was not taken"), words, 403)


def broken(request: HttpRequest) -> HttpResponse:
    """Say that the desk failed; what happened stands where the desk was started."""
    words = _("The fault is in the program, not in what you did. What you had saved is safe. Try again.")
    return _show(request, _("The desk has failed"), words, 500)


def unwritable(request: HttpRequest) -> HttpResponse:
    """Say that the desk cannot write into its folder, or reach it; what happened stands where it was started."""
    logger.error("The folder cannot be written or reached", exc_info=True)
    words = _(
        "Look whether the disk is full, and whether the folder is still there and can be written. Then try again."
    )
    return _show(request, _("The desk cannot save into its folder"), words, 503)


def _show(request: HttpRequest, title: str, words: str, status: int) -> HttpResponse:
    return render(request, "desk/lost.html", {"title": title, "words": words}, status=status)
