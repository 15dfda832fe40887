"""The pages of the shelf: a country, a language, a product, and what to do with it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from booklet.api import called
from booklet.desk.order.things import THINGS, name_layout
from booklet.service.shelf.chosen import Chosen, order_address
from booklet.service.shelf.forgetting import forget_sometimes
from booklet.service.shelf.forms import NameForm, PrintForm
from booklet.service.shelf.helplines import Numbers, numbers_for
from booklet.service.shelf.keys import mark_of
from booklet.service.shelf.lately import kept
from booklet.service.shelf.offers import Offer, find_offer, list_partners, locales_of, offers_in
from booklet.service.shelf.waiting import patient
from booklet.service.shelf.wishes import picture_key, takes_name
from booklet.values import Frozen

SMALL, LARGE = 320, 900
"""Pixels that pictures are wide: on a list, and on the page of one thing."""

MOST_PAGES = 40

WORLD = "001"


@kept
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Show the countries that have something on the shelf."""
    forget_sometimes()
    tag = get_language() or "en"
    countries = [(code, called.country_name(tag, code) or code) for code in list_partners() if code != WORLD]
    context = {"countries": sorted(countries, key=lambda pair: pair[1]), "has_world": WORLD in list_partners()}
    return render(request, "service/shelf/front.html", context)


@kept
@require_safe
def country(request: HttpRequest, country: str) -> HttpResponse:
    """Show the languages of a country, and its numbers first."""
    partners = list_partners().get(country)
    if not partners:
        raise Http404
    context = {
        "country": country,
        "numbers": numbers_for(partners, country),
        "locales": [tag for tag, _ in sorted(locales_of(partners).items(), key=_own_first)],
    }
    return render(request, "service/shelf/country.html", context)


def _own_first(pair: tuple[str, object]) -> tuple[bool, str]:
    """Return the place of a language: that of the visitor comes first."""
    return pair[0].partition("-")[0] != (get_language() or "en").partition("-")[0], pair[0]


class Group(Frozen):
    """What is alike on the shelf: all posters of an edition, in a size, for an age."""

    first: "Shown"
    others: tuple["Shown", ...]

    @property
    def all(self) -> tuple["Shown", ...]:
        """All that is in it."""
        return self.first, *self.others


class Shown(Frozen):
    """Something on the shelf as a page shows it."""

    offer: Offer

    @property
    def url(self) -> str:
        """The address of its page."""
        return reverse("shelf:thing", args=self.offer.place)

    @property
    def name(self) -> str:
        """What people call the product."""
        return name_layout(self.offer.layout)

    @property
    def remark(self) -> str:
        """What there is to know of its size."""
        return str(THINGS[self.offer.layout][1]) if self.offer.layout in THINGS else ""

    @property
    def picture(self) -> str:
        """The address of its small picture."""
        return picture_address(self.offer, 1, SMALL)

    @property
    def height(self) -> int:
        """How high its small picture is."""
        return height_of(self.offer, SMALL)


def picture_address(offer: Offer, page: int, width: int) -> str:
    """Return the address of a picture, which is another once anything in it may have changed."""
    mark = mark_of(picture_key(offer, page, width))
    return reverse("shelf:picture", args=(*offer.place, page, width, mark))


def height_of(offer: Offer, width: int) -> int:
    """Return how high a picture of its pages is."""
    across, down = offer.trim
    return round(width * down / across)


@patient
@kept
@require_safe
def language(request: HttpRequest, country: str, locale: str) -> HttpResponse:
    """Show what there is in a language, each kind of product once."""
    found = [offer for offer in offers_in(country) if offer.locale == locale]
    partners = list_partners().get(country)
    if not partners or not found:
        raise Http404
    context = {
        "country": country,
        "locale": locale,
        "numbers": numbers_for(partners, country, locale),
        "groups": group(found),
        "several": len({offer.edition for offer in found}) > 1,
    }
    return render(request, "service/shelf/language.html", context)


def group(offers: Iterable[Offer]) -> list[Group]:
    """Return what is alike together, in the order in which people ask for it."""
    found: dict[tuple[str, str, str], list[Shown]] = {}
    for offer in offers:
        found.setdefault((offer.layout, offer.edition, offer.band), []).append(Shown(offer))
    order = [*THINGS]
    keys = sorted(found, key=lambda key: (order.index(key[0]) if key[0] in order else len(order), key))
    return [Group(found[key][0], tuple(found[key][1:])) for key in keys]


@patient
@kept
@require_safe
def thing(request: HttpRequest, **place: str) -> HttpResponse:
    """Show the pages of one thing, and what can be done with it."""
    offer = find_offer((*place.values(),))
    if offer is None:
        return gone(request, (*place.values(),))
    return show_thing(request, offer, NameForm() if takes_name(offer) else None)


def show_thing(request: HttpRequest, offer: Offer, form: NameForm | None, status: int = 200) -> HttpResponse:
    """Show one thing, with the form for a name as it was filled in."""
    pages = range(1, min(offer.pages, MOST_PAGES) + 1)
    alike = [one for one in offers_in(offer.country) if _is_alike(one, offer)]
    context: dict[str, Any] = {
        "shown": Shown(offer),
        "offer": offer,
        "country": offer.country,
        "locale": offer.locale,
        "numbers": numbers_for(list_partners().get(offer.country, ()), offer.country, offer.locale),
        "pages": [(page, picture_address(offer, page, LARGE)) for page in pages],
        "width": LARGE,
        "height": height_of(offer, LARGE),
        "alike": [Shown(one) for one in alike] if len(alike) > 1 else [],
        "form": form,
        "printing": PrintForm(),
        "order_url": order_address(chosen_of(offer)),
    }
    return render(request, "service/shelf/thing.html", context, status=status)


def _is_alike(one: Offer, other: Offer) -> bool:
    return (one.edition, one.layout, one.locale, one.band) == (other.edition, other.layout, other.locale, other.band)


def chosen_of(offer: Offer, typed: str = "") -> Chosen:
    """Return something as it is ordered, perhaps with a name that somebody typed."""
    axes = (offer.edition, offer.product, offer.layout, offer.locale, offer.country, offer.band, offer.item)
    return Chosen(*axes, typed=typed)


def gone(request: HttpRequest, place: Sequence[str]) -> HttpResponse:
    """Say that something is not on the shelf, or no more; lead to what there is."""
    country, locale, *_ = place
    partners = list_partners().get(country)
    numbers: Numbers | None = numbers_for(partners, country, locale) if partners else None
    context = {"country": country if partners else "", "numbers": numbers}
    return render(request, "service/shelf/gone.html", context, status=404)
