"""Gelato's API for orders, as `gelato.yaml` describes it: quotes, orders and drafts, covers."""

import secrets
from collections.abc import Iterator, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from booklet.sandbox import told
from booklet.sandbox.described import description_of
from booklet.sandbox.door import base_of, list_faults
from booklet.sandbox.endpoint import Api, RefusedError, View, endpoint
from booklet.sandbox.models import File, Order
from booklet.sandbox.orders import move, take
from booklet.sandbox.prices import METHODS, money, price_copy
from booklet.sandbox.products import MM, read_product
from booklet.sandbox.settings import current
from booklet.sandbox.states import GELATO

DRAFT = "draft"

MOST_FOUND = 50


def _refusal(status: int, code: str, said: str) -> RefusedError:
    return RefusedError(status, {"code": code, "message": f"SANDBOX: {said}"})


def _check_key(request: HttpRequest) -> None:
    """Raise `RefusedError` unless a request has the key of the sandbox."""
    given = request.headers.get("X-API-KEY", "")
    if not secrets.compare_digest(given.encode("utf-8", "replace"), current().key.encode()):
        raise _refusal(401, "unauthorized", "the key is missing or wrong")


def _say(faults: Mapping[str, list[str]]) -> object:
    said = "; ".join(f"{field}: {', '.join(texts)}" for field, texts in faults.items())
    return {"code": "invalid_request", "message": f"SANDBOX: {said}"[:1000]}


def _find(ident: str) -> Order:
    order = Order.objects.filter(provider="gelato", ident=ident).first()
    if order is None:
        raise _refusal(404, "not_found", "no such order")
    return order


def _tell(request: HttpRequest, order: Order) -> HttpResponse:
    return JsonResponse(told.tell_gelato(order, base_of(request)))


def _create(request: HttpRequest, asked: dict[str, Any]) -> HttpResponse:
    """Take an order; also a second one with the same reference, since Gelato does not say that it refuses it."""
    now = timezone.now()
    order = Order(
        provider="gelato",
        ident=str(uuid4()),
        reference=asked["orderReferenceId"],
        state=DRAFT if asked.get("orderType") == DRAFT else GELATO.first,
        asked=asked,
        faults=list_faults(request),
        made=now,
        changed=now,
    )
    _begin(order)
    take(order, _list_files(asked), base_of(request))
    return _tell(request, order)


def _begin(order: Order) -> None:
    """Let an order that is no draft move on by itself."""
    if order.state != DRAFT and current().seconds:
        order.due = order.changed + timedelta(seconds=current().seconds)


def _list_files(asked: Mapping[str, Any]) -> Iterator[File]:
    for number, item in enumerate(asked["items"]):
        for file in item["files"]:
            yield File(
                provider="gelato",
                item=number,
                kind=file.get("type") or "default",
                url=file["url"],
                product=item["productUid"],
                pages=int(item.get("pageCount", 0)),
            )


def _search(request: HttpRequest, asked: dict[str, Any]) -> HttpResponse:
    found = Order.objects.filter(provider="gelato")
    if "orderReferenceId" in asked:
        found = found.filter(reference=asked["orderReferenceId"])
    if "fulfillmentStatuses" in asked:
        found = found.filter(state__in=asked["fulfillmentStatuses"])
    if "orderTypes" in asked:
        if DRAFT not in asked["orderTypes"]:
            found = found.exclude(state=DRAFT)
        if "order" not in asked["orderTypes"]:
            found = found.filter(state=DRAFT)
    first = int(asked.get("offset", 0))
    shown = found[first : first + int(asked.get("limit", MOST_FOUND))]
    return JsonResponse({"orders": [told.tell_gelato(order, base_of(request)) for order in shown]})


def _read(request: HttpRequest, query: object, ident: str) -> HttpResponse:
    return _tell(request, _find(ident))


def _confirm(request: HttpRequest, asked: object, ident: str) -> HttpResponse:
    """Make an order of a draft."""
    order = _find(ident)
    if order.state != DRAFT or not move(order, GELATO.first, base_of(request)):
        raise _refusal(409, "no_draft", f"an order that is {order.state} is no draft")
    return _tell(request, order)


def _cancel(request: HttpRequest, query: object, ident: str) -> HttpResponse:
    order = _find(ident)
    if order.state not in GELATO.cancellable or not move(order, GELATO.cancelled, base_of(request)):
        raise _refusal(409, "not_cancellable", f"an order that is {order.state} cannot be cancelled")
    return _tell(request, order)


def _quote(request: HttpRequest, asked: dict[str, Any]) -> HttpResponse:
    currency, today = asked["currency"], timezone.now().date()
    methods = [
        {
            "name": name,
            "shipmentMethodUid": uid,
            "price": float(money(Decimal(price), currency)),
            "currency": currency,
            "minDeliveryDays": least,
            "maxDeliveryDays": most,
            "minDeliveryDate": (today + timedelta(days=least)).isoformat(),
            "maxDeliveryDate": (today + timedelta(days=most)).isoformat(),
            "type": "express" if uid == "express" else "normal",
        }
        for uid, (name, price, least, most) in METHODS.items()
    ]
    products = [
        {
            "itemReferenceId": item["itemReferenceId"],
            "productUid": item["productUid"],
            "quantity": int(item["quantity"]),
            "price": float(price_copy(int(item.get("pageCount", told.UNSAID)), currency) * int(item["quantity"])),
            "currency": currency,
        }
        for item in asked["products"]
    ]
    quote = {
        "id": f"SANDBOX-{uuid4()}",
        "itemReferenceIds": [item["itemReferenceId"] for item in asked["products"]],
        "fulfillmentCountry": asked["recipient"]["country"],
        "shipmentMethods": methods,
        "products": products,
    }
    return JsonResponse({"orderReferenceId": asked["orderReferenceId"], "quotes": [quote]})


def _measure_cover(request: HttpRequest, query: Mapping[str, str], uid: str) -> HttpResponse:
    if description_of("gelato").find_part_faults("Product", uid):
        raise _refusal(404, "not_found", "no such product")
    product, pages = read_product(uid), int(query["pageCount"])
    if not product.width:
        raise _refusal(404, "not_found", "the sandbox knows sizes of products with pf_a3 to pf_a6 in their code")
    width, height = (round(length / MM, 2) for length in product.cover_size(pages))
    bleed, page, spine = (round(length / MM, 2) for length in (product.bleed, product.width, product.spine_of(pages)))
    inner = round(height - 2 * bleed, 2)

    def area(left: float, wide: float) -> dict[str, float]:
        return {"width": wide, "height": inner, "left": round(left, 2), "top": bleed}

    return JsonResponse(
        {
            "productUid": uid,
            "pagesCount": pages,
            "measureUnit": "mm",
            "wraparoundInsideSize": {"width": width, "height": height, "left": 0, "top": 0, "thickness": bleed},
            "contentBackSize": area(bleed, page),
            "spineSize": area(bleed + page, spine),
            "contentFrontSize": area(bleed + page + spine, page),
        }
    )


VIEWS: Mapping[str, Mapping[str, View]] = {
    "/v4/orders": {"post": _create},
    "/v4/orders:search": {"post": _search},
    "/v4/orders:quote": {"post": _quote},
    "/v4/orders/{orderId}": {"get": _read, "patch": _confirm},
    "/v4/orders/{orderId}:cancel": {"post": _cancel},
    "/v3/products/{productUid}/cover-dimensions": {"get": _measure_cover},
}
"""What answers each path and method."""

GELATO_API = Api("gelato", check=_check_key, say=_say, unparsed={"code": "invalid_request", "message": "no JSON"})


def list_endpoints() -> Iterator[tuple[str, View]]:
    """Yield every path of the description, with what answers it."""
    for path, methods in VIEWS.items():
        yield path, endpoint(GELATO_API, path, methods)
