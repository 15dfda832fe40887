"""Lulu's Print API, as `lulu.yaml` describes it: prices, covers, files to look at, and orders."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from booklet.sandbox import told
from booklet.sandbox.door import base_of, list_faults
from booklet.sandbox.endpoint import Api, RefusedError, View, endpoint, page_of
from booklet.sandbox.lulu_hooks import VIEWS as HOOK_VIEWS
from booklet.sandbox.models import File, Order
from booklet.sandbox.orders import move, take
from booklet.sandbox.prices import LEVELS, Priced, price_level, tell_costs
from booklet.sandbox.products import INCH, MM, read_package
from booklet.sandbox.states import LULU
from booklet.sandbox.tokens import check_token

_UNITS = {"pt": 1.0, "mm": MM, "inch": INCH}

# prices and sizes


def _calculate_costs(request: HttpRequest, asked: dict[str, Any]) -> HttpResponse:
    items = [Priced(int(item["page_count"]), int(item["quantity"])) for item in asked["line_items"]]
    costs = tell_costs(items, asked["shipping_option"], asked.get("currency", told.CURRENCY))
    return JsonResponse({"shipping_address": asked["shipping_address"], **costs}, status=201)


def _list_options(request: HttpRequest, asked: dict[str, Any]) -> HttpResponse:
    currency, today = asked.get("currency", told.CURRENCY), timezone.now().date()
    options = []
    for number, (level, (_, least, most, is_tracked)) in enumerate(LEVELS.items(), start=1):
        days = {"min_dispatch_date": 2, "max_dispatch_date": 4, "min_delivery_date": 2 + least}
        days["max_delivery_date"] = 4 + most
        options.append(
            {
                "id": number,
                "level": level,
                "cost_excl_tax": str(price_level(level, currency)),
                "currency": currency,
                "business_only": level == "GROUND_BUS",
                "home_only": level == "GROUND_HD",
                "postbox_ok": level in {"MAIL", "PRIORITY_MAIL"},
                "traceable": is_tracked,
                "total_days_min": 2 + least,
                "total_days_max": 4 + most,
                "shipping_buffer": 0,
                "transit_time": (least + most) // 2,
                **{name: (today + timedelta(days=day)).isoformat() for name, day in days.items()},
            }
        )
    return JsonResponse(options, safe=False)


def _calculate_cover(request: HttpRequest, asked: dict[str, Any]) -> HttpResponse:
    unit = asked.get("unit", "pt")
    size = read_package(asked["pod_package_id"]).cover_size(int(asked["interior_page_count"]))
    width, height = (f"{length / _UNITS[unit]:.3f}" for length in size)
    return JsonResponse({"width": width, "height": height, "unit": unit}, status=201)


# files


def _check_file(kind: str) -> View:
    def answer(request: HttpRequest, asked: dict[str, Any]) -> HttpResponse:
        file = File.objects.create(
            provider="lulu",
            kind=kind,
            url=asked["source_url"],
            product=asked.get("pod_package_id", ""),
            pages=int(asked.get("interior_page_count", 0)),
        )
        return JsonResponse(told.tell_checked(file), status=201)

    return answer


def _read_file(kind: str) -> View:
    def answer(request: HttpRequest, query: object, ident: str) -> HttpResponse:
        number = int(ident) if ident.isascii() and ident.isdigit() and len(ident) < 16 else 0
        file = File.objects.filter(pk=number, provider="lulu", kind=kind, order=None).first()
        if file is None:
            raise RefusedError(404, {"detail": "Not found."})
        return JsonResponse(told.tell_checked(file))

    return answer


# orders


def _find_order(ident: str) -> Order:
    order = Order.objects.filter(provider="lulu", ident=ident).first()
    if order is None:
        raise RefusedError(404, {"detail": "Not found."})
    return order


def _create(request: HttpRequest, asked: dict[str, Any]) -> HttpResponse:
    now = timezone.now()
    with transaction.atomic():
        newest = Order.objects.filter(provider="lulu").order_by("-id").first()
        order = Order(
            provider="lulu",
            ident=str(int(newest.ident) + 1 if newest else 1001),
            reference=asked.get("external_id") or "",
            state=LULU.first,
            asked=asked,
            faults=list_faults(request),
            made=now,
            changed=now,
        )
        take(order, _list_files(asked), base_of(request))
    return JsonResponse(told.tell_print_job(order, base_of(request)), status=201)


def _list_files(asked: Mapping[str, Any]) -> Iterator[File]:
    """Yield the files of an order: an inside and its cover for each item, whose pages are known once it was read."""
    for number, item in enumerate(asked["line_items"]):
        sources = item["printable_normalization"]
        for kind in ("interior", "cover"):
            yield File(
                provider="lulu",
                item=number,
                kind=kind,
                url=sources[kind]["source_url"],
                md5=sources[kind].get("source_md5_sum") or "",
                product=sources["pod_package_id"],
            )


def _list_orders(request: HttpRequest, query: dict[str, str]) -> HttpResponse:
    found = Order.objects.filter(provider="lulu")
    if "search" in query:
        found = found.filter(Q(reference__icontains=query["search"]) | Q(ident=query["search"]))
    if "id" in query:
        found = found.filter(ident=query["id"])
    if "status" in query:
        shown = LULU.shipped if query["status"] == "SHIPPED" else {query["status"]}
        found = found.filter(state__in=shown)
    return page_of(request, query, found, lambda order: told.tell_print_job(order, base_of(request)))


def _read_order(request: HttpRequest, query: object, ident: str) -> HttpResponse:
    return JsonResponse(told.tell_print_job(_find_order(ident), base_of(request)))


def _read_costs(request: HttpRequest, query: object, ident: str) -> HttpResponse:
    return JsonResponse(told.tell_order_costs(_find_order(ident)))


def _read_status(request: HttpRequest, query: object, ident: str) -> HttpResponse:
    return JsonResponse(told.tell_status(_find_order(ident), base_of(request)))


def _cancel(request: HttpRequest, asked: object, ident: str) -> HttpResponse:
    order = _find_order(ident)
    if order.state not in LULU.cancellable or not move(order, LULU.cancelled, base_of(request)):
        raise RefusedError(400, [f"Invalid transition from {order.state} to {LULU.cancelled} requested"])
    return JsonResponse(told.tell_status(order, base_of(request)))


VIEWS: Mapping[str, Mapping[str, View]] = {
    "/print-job-cost-calculations/": {"post": _calculate_costs},
    "/shipping-options/": {"post": _list_options},
    "/cover-dimensions/": {"post": _calculate_cover},
    "/validate-interior/": {"post": _check_file("interior")},
    "/validate-interior/{id}/": {"get": _read_file("interior")},
    "/validate-cover/": {"post": _check_file("cover")},
    "/validate-cover/{id}/": {"get": _read_file("cover")},
    "/print-jobs/": {"get": _list_orders, "post": _create},
    "/print-jobs/{id}/": {"get": _read_order},
    "/print-jobs/{id}/costs/": {"get": _read_costs},
    "/print-jobs/{id}/status/": {"get": _read_status, "put": _cancel},
}
"""What answers each path and method, besides webhooks."""

LULU_API = Api("lulu", check=check_token, say=lambda faults: faults, unparsed={"detail": ["JSON parse error"]})


def list_endpoints() -> Iterator[tuple[str, View]]:
    """Yield every path of the description, with what answers it."""
    for path, methods in {**VIEWS, **HOOK_VIEWS}.items():
        yield path, endpoint(LULU_API, path, methods)
