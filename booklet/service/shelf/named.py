"""A poster or card with the name of a school: typed, checked, shown back, and given out; forgotten after a day."""

from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from booklet import BookletError
from booklet.service.shelf.chosen import order_address
from booklet.service.shelf.forgetting import forget_sometimes
from booklet.service.shelf.forms import NameForm, PrintForm
from booklet.service.shelf.helplines import numbers_for
from booklet.service.shelf.limits import NAMES, is_over
from booklet.service.shelf.offers import Offer, find_offer, list_partners
from booklet.service.shelf.sent import SECRET, answer_made, give, send
from booklet.service.shelf.typed import Typed, forget_name, keep_name, read_name
from booklet.service.shelf.views import LARGE, Shown, chosen_of, gone, height_of, show_thing
from booklet.service.shelf.waiting import LATER, patient, refuse
from booklet.service.shelf.wishes import BusyError, ChangedError, Wish, check_place, make_picture, takes_name

Answer = TypeVar("Answer", bound=HttpResponseBase)


@patient
@require_POST
def keep(request: HttpRequest, **place: str) -> HttpResponseBase:
    """Look whether a name can stand on a poster; if so, lead to the page that shows it back."""
    forget_sometimes()
    offer = find_offer((*place.values(),), now=True)
    if offer is None or not takes_name(offer):
        return gone(request, (*place.values(),))
    if is_over(request, NAMES):
        return refuse(request, NAMES)
    form = NameForm(request.POST)
    if not form.is_valid():
        return show_thing(request, offer, form, 422)
    return answer_made(request, lambda: _keep(request, offer, form), offer)


def _keep(request: HttpRequest, offer: Offer, form: NameForm) -> HttpResponse:
    try:
        check_place(offer, form.place())
    except BookletError as error:
        form.refuse(error.findings, offer)
        return show_thing(request, offer, form, 422)
    return redirect("shelf:named", keep_name(offer, form.place()))


@patient
@require_safe
def show(request: HttpRequest, token: str) -> HttpResponse:
    """Show a name back as it will be printed, and what can be done with it."""
    typed, offer = _find(token)
    if typed is None or offer is None:
        return _over(request, typed)
    context: dict[str, Any] = {
        "typed": typed.place,
        "token": token,
        "offer": offer,
        "shown": Shown(offer),
        "country": offer.country,
        "locale": offer.locale,
        "numbers": numbers_for(list_partners().get(offer.country, ()), offer.country, offer.locale),
        "pages": [reverse("shelf:named-picture", args=(token, page, LARGE)) for page in range(1, offer.pages + 1)],
        "width": LARGE,
        "height": height_of(offer, LARGE),
        "form": NameForm(initial={"name": typed.place.name, "contact": typed.place.contact}),
        "printing": PrintForm(),
        "order_url": order_address(chosen_of(offer, token)),
    }
    return _hide(render(request, "service/shelf/named.html", context))


@patient
@require_safe
def picture(request: HttpRequest, token: str, page: str, width: str) -> HttpResponseBase:
    """Send the picture of a page with the name on it."""
    typed, offer = _find(token)
    if typed is None or offer is None or int(page) > offer.pages:
        return HttpResponse(status=404)
    try:
        return send(request, make_picture(offer, int(page), int(width), typed.place), headers=SECRET)
    except (BookletError, BusyError, ChangedError):
        return HttpResponse(status=503, headers={"Retry-After": str(LATER)})


@require_safe
def choose(request: HttpRequest, token: str) -> HttpResponse:
    """Go to the file that a form asks for."""
    form = PrintForm(request.GET)
    if not form.is_valid():
        return redirect("shelf:named", token)
    said = form.cleaned_data
    return _hide(redirect("shelf:named-file", token, said["printer"], said["ink"], said["form"]))


@patient
@require_safe
def file(request: HttpRequest, token: str, printer: str, ink: str, form: str) -> HttpResponseBase:
    """Send a file with the name on it."""
    typed, offer = _find(token)
    if typed is None or offer is None:
        return _over(request, typed)
    return _hide(give(request, Wish(offer, printer, ink, form, typed.place)))


@require_POST
def forget(request: HttpRequest, token: str) -> HttpResponse:
    """Forget a name before its day is over."""
    typed = read_name(token)
    forget_name(token)
    return redirect("shelf:thing", *typed.offer_place) if typed else redirect("shelf:front")


def _find(token: str) -> tuple[Typed | None, Offer | None]:
    typed = read_name(token)
    return typed, typed.offer() if typed else None


def _over(request: HttpRequest, typed: Typed | None) -> HttpResponse:
    """Say that a name is forgotten, or that what it was for is on the shelf no more."""
    if typed:
        return _hide(gone(request, typed.offer_place))
    return _hide(render(request, "service/shelf/forgotten.html", status=404))


def _hide(answer: Answer) -> Answer:
    for header, value in SECRET.items():
        answer.headers[header] = value
    return answer
