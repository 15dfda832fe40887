"""What the shelf gives out: pictures and files, those that exist at once, those that take long by a page that waits."""

from collections.abc import Callable

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from booklet import BookletError
from booklet.service.files import files
from booklet.service.shelf import making
from booklet.service.shelf.forms import PrintForm
from booklet.service.shelf.keys import mark_of
from booklet.service.shelf.limits import FILES, WORKS, is_over
from booklet.service.shelf.models import ShelfWork
from booklet.service.shelf.offers import ALL, Offer, find_offer
from booklet.service.shelf.views import gone, show_thing
from booklet.service.shelf.waiting import LATER, patient, refuse, wait
from booklet.service.shelf.wishes import BusyError, ChangedError, Wish, make, make_picture, picture_key

TYPES = {"pdf": "application/pdf", "zip": "application/zip", "png": "image/png"}

FOR_EVER = "public, max-age=31536000, immutable"
"""How long browsers and servers between keep what never changes under its address."""

SECRET = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex, nofollow"}
"""What is said of everything that bears a name which somebody typed."""

SOON = 2
"""Seconds after which a page that waits looks again."""


@patient
@require_safe
def picture(request: HttpRequest, page: str, width: str, mark: str, **place: str) -> HttpResponseBase:
    """Send the picture of a page; there is none for what is not on the shelf as it is now."""
    etag = f'"{mark}"'
    offer = find_offer((*place.values(),))
    number, wide = int(page), int(width)
    if offer is None or number > offer.pages or mark_of(picture_key(offer, number, wide)) != mark:
        return HttpResponse(status=404)
    if request.headers.get("If-None-Match") == etag:
        return HttpResponse(status=304, headers={"ETag": etag, "Cache-Control": FOR_EVER})
    try:
        key = make_picture(offer, number, wide)
    except (BookletError, BusyError, ChangedError):
        return HttpResponse(status=503, headers={"Retry-After": str(LATER)})
    return send(request, key, headers={"ETag": etag, "Cache-Control": FOR_EVER})


def send(request: HttpRequest, key: str, name: str = "", headers: dict[str, str] | None = None) -> FileResponse:
    """Send a file of the store, to be kept under a name if there is one; nothing on the way packs it once more."""
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    ending = key.rpartition(".")[2]
    answer = FileResponse(files().open(key), as_attachment=bool(name), filename=name, content_type=TYPES[ending])
    for header, value in (headers or {}).items():
        answer.headers[header] = value
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


@patient
@require_safe
def choose(request: HttpRequest, **place: str) -> HttpResponseBase:
    """Go to the file that a form asks for."""
    form = PrintForm(request.GET)
    offer = find_offer((*place.values(),))
    if offer is None:
        return gone(request, (*place.values(),))
    if not form.is_valid():
        return show_thing(request, offer, None, 422)
    said = form.cleaned_data
    return redirect("shelf:file", *offer.place, said["printer"], said["ink"], said["form"])


@patient
@require_safe
def file(request: HttpRequest, printer: str, ink: str, form: str, **place: str) -> HttpResponseBase:
    """Send a file, or show the page that waits for it."""
    offer = find_offer((*place.values(),), now=True)
    if offer is None:
        return gone(request, (*place.values(),))
    return give(request, Wish(offer, printer, ink, form))


def give(request: HttpRequest, wish: Wish) -> HttpResponseBase:
    """Send the file of a wish of what is on the shelf at this moment; make it if it is not there."""
    secret = SECRET if wish.place else {"Cache-Control": "no-cache"}
    key = wish.key
    if not files().exists(key):
        if wish.is_big:
            return refuse(request, WORKS) if is_over(request, WORKS) else redirect("shelf:work", making.ask(wish).token)
        if is_over(request, FILES):
            return refuse(request, FILES)
    return answer_made(request, lambda: send(request, make(wish), wish.file_name, secret), wish.offer)


def answer_made(request: HttpRequest, make_it: Callable[[], HttpResponseBase], offer: Offer) -> HttpResponseBase:
    """Return what is made; if it cannot be, say so, and what to do."""
    try:
        return make_it()
    except BusyError:
        return wait(request, _("Many people are asking at this moment"), offer.country, offer.locale)
    except ChangedError:
        return wait(request, _("Something in it has just been changed"), offer.country, offer.locale)
    except BookletError:
        return gone(request, offer.place)


def work(request: HttpRequest, token: str) -> HttpResponse:
    """Show how far a file is that takes long; once it is there, lead to it. Without a script, the page loads anew."""
    found = making.find(token)
    if found is None:
        return gone(request, ("", ""))
    what = found.what
    place = (what["country"], what["locale"], what["edition"], what["layout"], what["band"], what["item"] or ALL)
    answer = render(
        request,
        "service/shelf/work.html",
        {
            "work": found,
            "place": place,
            "is_done": found.state == ShelfWork.DONE,
            "is_failed": found.state == ShelfWork.FAILED,
            "asked": (*place, what["printer"], what["ink"], what["form"]),
        },
    )
    if found.is_open:
        answer.headers["Refresh"] = str(SOON)
    return answer
