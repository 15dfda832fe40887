"""What providers tell by themselves, and print shops on their page: a reason to look, never believed as it is."""

from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from booklet.pod.faults import PodError
from booklet.pod.keys import NEEDED
from booklet.pod.provider import Provider
from booklet.service.orders.models import PrintOrder, Shop, Step, Told
from booklet.service.orders.providers import open_shop, provider_of

MOST_BYTES = 100_000


@csrf_exempt  # a provider has no session: each event is signed over its bytes
@require_POST
def told(request: HttpRequest, provider: str) -> HttpResponse:
    """Take an event of a provider; 403 for one that is not signed by it or is not of these days."""
    if provider not in NEEDED or int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
        raise Http404
    try:
        _take(provider_of(provider), request)
    except PodError:
        return HttpResponse(status=403)
    return HttpResponse(status=204)


def shop(request: HttpRequest, name: str, reference: str) -> HttpResponse:
    """Let a print shop answer for an order by the link in its letter: a page on GET, its form by POST."""
    try:
        house = open_shop(name)
    except Shop.DoesNotExist as error:
        raise Http404 from error
    if request.method == "POST":
        try:
            _take(house, request)
        except PodError as error:
            return render(request, "service/orders/shop.html", {"faults": error.findings}, status=422)
        return render(request, "service/orders/shop.html", {"is_taken": True})
    until, signature = request.GET.get("until", ""), request.GET.get("signature", "")
    if not house.is_answerable(reference, until, signature):
        raise Http404
    order = PrintOrder.objects.filter(reference=reference).first()
    given = {"order": order, "reference": reference, "until": until, "signature": signature}
    return render(request, "service/orders/shop.html", given)


def _take(provider: Provider, request: HttpRequest) -> None:
    """Keep an event, and let its order be looked at soon; the same event twice is one."""
    event = provider.read_event(request.headers, request.body)
    try:
        with transaction.atomic():
            Told.objects.create(provider=provider.name, key=event.key[:120])
    except IntegrityError:
        return
    orders = PrintOrder.objects.filter(provider=provider.name, step=Step.PLACED)
    orders.filter(number=event.id).update(due=timezone.now())
