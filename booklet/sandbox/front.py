"""The pages of the sandbox for people: what a print house sees of their orders, with buttons to move and spoil them."""

from pathlib import Path
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from booklet.sandbox.door import PAGES, base_of
from booklet.sandbox.faults import ANSWERING, MEANINGS, Fault
from booklet.sandbox.models import Hook, Order, Telling, Waiting
from booklet.sandbox.orders import push
from booklet.sandbox.reaching import UnreachableError, read_address
from booklet.sandbox.settings import current
from booklet.sandbox.states import WALKS
from booklet.sandbox.told import summarise, track

SHOWN = 100
"""Orders and tellings on a page."""

MOST_WAITING = 20
"""Faults that wait for the next order."""

_HERE = Path(__file__).parent


@require_GET
def show_orders(request: HttpRequest) -> HttpResponse:
    """Show all orders, webhooks and what can go wrong."""
    hooks = [(hook, Telling.objects.filter(hook=hook).order_by("-id")[:3]) for hook in Hook.objects.all()[:SHOWN]]
    return render(
        request,
        "sandbox/orders.html",
        {
            "setup": current(),
            "base": base_of(request),
            "orders": Order.objects.prefetch_related("files")[:SHOWN],
            "hooks": hooks,
            "waiting": Waiting.objects.all()[:MOST_WAITING],
            "faults": [(fault, MEANINGS[fault]) for fault in Fault],
        },
    )


@require_GET
def show_order(request: HttpRequest, number: int) -> HttpResponse:
    """Show one order: its files and what was found in them, its way, and what was told of it."""
    order = get_object_or_404(Order, pk=number)
    walk = WALKS[order.provider]
    return render(
        request,
        "sandbox/order.html",
        {
            "order": order,
            "states": walk.list_states(),
            "wanted": summarise(order),
            "can_push": bool(walk.state_after(order.state)) and order.state != walk.reading,
            "parcel": track(order, base_of(request)) if order.state in walk.shipped else None,
            "tellings": Telling.objects.filter(order=order).select_related("hook").order_by("-id")[:SHOWN],
            "faults": [(fault, MEANINGS[fault]) for fault in Fault if fault not in ANSWERING],
        },
    )


@require_GET
def show_parcel(request: HttpRequest, ident: str) -> HttpResponse:
    """Show where a parcel is, as a carrier would."""
    order = get_object_or_404(Order, ident=ident)
    walk = WALKS[order.provider]
    if order.state not in walk.shipped:
        raise Http404
    return render(request, "sandbox/parcel.html", {"order": order, "is_there": not walk.state_after(order.state)})


def miss(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what is not there: to a person as a page, to a program as both providers would."""
    if request.path.startswith(PAGES):
        return render(request, "sandbox/refused.html", {"reason": "There is nothing here."}, status=404)
    said = "Not found."
    return JsonResponse({"detail": said, "code": "not_found", "message": said}, status=404)


@require_POST
def push_order(request: HttpRequest, number: int) -> HttpResponse:
    """Move an order to its next state."""
    order = get_object_or_404(Order, pk=number)
    push(order, base_of(request))
    return redirect(f"/orders/{order.pk}/")


@require_POST
def spoil_order(request: HttpRequest, number: int) -> HttpResponse:
    """Let something go wrong with an order."""
    order = get_object_or_404(Order, pk=number)
    fault = _read_fault(request)
    if fault in ANSWERING:
        raise Http404
    order.faults = sorted({*order.faults, fault})
    order.save(update_fields=["faults"])
    return redirect(f"/orders/{order.pk}/")


@require_POST
def spoil_next(request: HttpRequest) -> HttpResponse:
    """Let something go wrong with the next order that a program places."""
    fault = _read_fault(request)
    if Waiting.objects.count() < MOST_WAITING:
        Waiting.objects.create(fault=fault)
    return redirect("/")


def _read_fault(request: HttpRequest) -> Fault:
    try:
        return Fault(request.POST.get("fault", ""))
    except ValueError as error:
        raise Http404 from error


@require_POST
def add_hook(request: HttpRequest) -> HttpResponse:
    """Let changes of Gelato's orders be told to an address: Gelato's customers name it on a page, not by its API."""
    url, name, value = (request.POST.get(key, "").strip() for key in ("url", "name", "value"))
    try:
        read_address(url, current().hosts)
    except UnreachableError as error:
        return render(request, "sandbox/refused.html", {"reason": str(error)}, status=400)
    is_header = all(part.isascii() and part.isprintable() for part in (name, value)) and len(name + value) <= 300
    if not is_header or " " in name or ":" in name or (value and not name):
        return render(request, "sandbox/refused.html", {"reason": "the header is none"}, status=400)
    Hook.objects.create(ident=str(uuid4()), provider="gelato", url=url, name=name[:100], value=value[:200])
    return redirect("/")


@require_GET
def send_style(request: HttpRequest) -> HttpResponse:
    """Send how the pages look."""
    return HttpResponse((_HERE / "style.css").read_bytes(), content_type="text/css; charset=utf-8")


@require_GET
def send_description(request: HttpRequest, provider: str) -> HttpResponse:
    """Send the description of an API that the sandbox follows."""
    if provider not in current().providers:
        raise Http404
    return HttpResponse((_HERE / f"{provider}.yaml").read_bytes(), content_type="text/plain; charset=utf-8")
