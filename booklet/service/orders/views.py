"""The pages of an order: for whoever orders, who has the link of their order; and for those who say yes."""

import secrets
from hashlib import sha256

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from booklet.service.door import RightsGate
from booklet.service.models import Partner
from booklet.service.orders.forms import OrderForm, ShopForm
from booklet.service.orders.models import PrintOrder, Shop, Step
from booklet.service.orders.steps import ask_end
from booklet.service.rights import may_of_service
from booklet.service.shelf.chosen import Chosen, place_of, read
from booklet.service.shelf.offers import LookingError, find_offer
from booklet.service.shelf.typed import read_name

MOST_SHOWN = 100

AXES = ("product", "layout", "locale", "country", "band", "item")
"""What an order keeps of what was chosen."""


def new(request: HttpRequest) -> HttpResponse:
    """Ask for what an order needs, and take it; raise `Http404` for something that is not on the shelf."""
    signed = request.POST.get("chosen") or request.GET.get("chosen", "")
    chosen = read(signed)
    typed = read_name(chosen.typed) if chosen and chosen.typed else None
    partner = Partner.objects.filter(name=chosen.edition, closed=None).first() if chosen else None
    if chosen is None or partner is None or (chosen.typed and typed is None) or not _is_on_shelf(chosen):
        raise Http404
    given = request.POST if request.method == "POST" else None
    form = OrderForm(given, initial={"copies": chosen.copies or 25}, layout=chosen.layout, is_named=typed is not None)
    if request.method == "POST" and form.is_valid():
        secret = secrets.token_urlsafe(32)
        said, address = form.cleaned_data, form.address()
        if typed is not None:
            address["named"] = [typed.place.name, typed.place.contact]
        PrintOrder.objects.create(
            reference=f"b-{secrets.token_hex(8)}",
            token=_hash(secret),
            partner=partner,
            chosen={key: getattr(chosen, key) for key in AXES},
            copies=said["copies"],
            provider=said["provider"],
            shipping=said["shipping"],
            currency=said["currency"],
            address=address,
            contact=said["email"],
            person=request.user if request.user.is_authenticated else None,
        )
        return redirect("buy:shown", secret)
    shown = {"form": form, "chosen": chosen, "signed": signed, "partner": partner, "typed": typed}
    return render(request, "service/orders/new.html", shown, status=422 if form.errors else 200)


def _is_on_shelf(chosen: Chosen) -> bool:
    """Tell whether something is released; if somebody has to look first, the files are made only if it is."""
    try:
        return find_offer(place_of(chosen.edition, {key: getattr(chosen, key) for key in AXES})) is not None
    except LookingError:
        return True


def shown(request: HttpRequest, secret: str) -> HttpResponse:
    """Show how far an order is to whoever has its link; the page asks anew by itself as long as something happens."""
    order = get_object_or_404(PrintOrder, token=_hash(secret))
    given = {"order": order, "secret": secret, "may_look": may_of_service(request.user, order.partner, "orders:one")}
    return render(request, "service/orders/shown.html", given)


@require_POST
def cancel(request: HttpRequest, secret: str) -> HttpResponse:
    """Ask for the end of an order; it is told to the provider if that has it already."""
    order = get_object_or_404(PrintOrder, token=_hash(secret))
    ask_end(order.pk)
    return redirect("buy:shown", secret)


@require_POST
def arrived(request: HttpRequest, secret: str) -> HttpResponse:
    """Note that an order has arrived; what says where it went is then removed."""
    sent = PrintOrder.objects.filter(token=_hash(secret), step=Step.PLACED, status__state="sent")
    sent.update(has_arrived=True, due=timezone.now())
    return redirect("buy:shown", secret)


def index(request: HttpRequest) -> HttpResponse:
    """Show the newest orders of those editions of which somebody may see them."""
    found = PrintOrder.objects.select_related("partner")[:MOST_SHOWN]
    orders = [order for order in found if may_of_service(request.user, order.partner, "orders:one")]
    return render(request, "service/orders/index.html", {"orders": orders})


def one(request: HttpRequest, number: int) -> HttpResponse:
    """Show an order to those who may see it."""
    order = _find(request, number, "orders:one")
    rights = {name: may_of_service(request.user, order.partner, f"orders:{name}", "POST") for name in ("yes", "end")}
    return render(request, "service/orders/one.html", {"order": order, "rights": rights})


@require_POST
def say_yes(request: HttpRequest, number: int) -> HttpResponse:
    """Order what waits for a yes, for the price that was shown; said twice, it is ordered once."""
    order = _find(request, number, "orders:yes")
    total = str(order.quote.get("total", ""))
    waiting = PrintOrder.objects.filter(pk=order.pk, step=Step.READY, wants_cancel=False)
    if request.POST.get("total", "") == total:
        waiting.update(step=Step.WANTED, said_yes=RightsGate().name_of(request), due=timezone.now())
    return redirect("orders:one", number)


@require_POST
def end(request: HttpRequest, number: int) -> HttpResponse:
    """Ask for the end of an order."""
    ask_end(_find(request, number, "orders:end").pk)
    return redirect("orders:one", number)


def shops(request: HttpRequest) -> HttpResponse:
    """Show the print shops that get orders by mail, and take another."""
    form = ShopForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        Shop.objects.create(**form.cleaned_data)
        return redirect("orders:shops")
    given = {"form": form, "shops": Shop.objects.filter(closed=None).order_by("name")}
    return render(request, "service/orders/shops.html", given, status=422 if form.errors else 200)


@require_POST
def close_shop(request: HttpRequest, number: int) -> HttpResponse:
    """Let a print shop get no more orders; those that it has go on."""
    Shop.objects.filter(pk=number, closed=None).update(closed=timezone.now())
    return redirect("orders:shops")


def _find(request: HttpRequest, number: int, view: str) -> PrintOrder:
    """Return an order; raise `Http404` if a person may not have a page about it."""
    order = get_object_or_404(PrintOrder, pk=number)
    if not may_of_service(request.user, order.partner, view, request.method or ""):
        raise Http404
    return order


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
