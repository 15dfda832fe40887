"""What each provider tells of an order, as values for JSON."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from booklet.sandbox.models import File, Hook, Order, Telling, list_files
from booklet.sandbox.prices import LEVELS, METHODS, Priced, tell_costs
from booklet.sandbox.states import GELATO, LULU, MESSAGES, item_state, tell_state

CARRIER = "SANDBOX carrier: nothing was sent"

UNSAID = 28
"""Pages of an inside that nobody has read yet, for its price."""

CURRENCY = "USD"
"""The currency of Lulu's accounts here; theirs is chosen by each account."""


def moment(at: datetime) -> str:
    """Return a moment as both providers write it."""
    return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def track(order: Order, base: str) -> tuple[str, str]:
    """Return the number of an order's parcel, and the page that follows it."""
    number = f"SANDBOX-{order.ident}"
    return number, f"{base}/parcels/{number}/"


def summarise(order: Order) -> dict[str, object]:
    """Return what is wanted in an order, for people: copies of what, where they go, and what it would cost."""
    asked = order.asked
    if order.provider == "lulu":
        address, costs = asked["shipping_address"], tell_order_costs(order)
        keys = ("name", "organization", "street1", "street2", "postcode", "city", "state_code", "country_code")
        items = [(item["quantity"], item["title"]) for item in asked["line_items"]]
        price = f"{costs['total_cost_incl_tax']} {costs['currency']}, made up."
    else:
        address, price = asked["shippingAddress"], ""
        keys = ("firstName", "lastName", "companyName", "addressLine1", "addressLine2", "postCode", "city", "country")
        items = [(item["quantity"], item["productUid"]) for item in asked["items"]]
    return {"items": items, "address": ", ".join(address[key] for key in keys if address.get(key)), "price": price}


def tell_print_job(order: Order, base: str) -> dict[str, object]:
    """Return one of Lulu's orders."""
    asked = order.asked
    dates = _list_dates(order)
    return {
        "id": int(order.ident),
        "order_id": f"SANDBOX-{order.ident}",
        "external_id": asked.get("external_id"),
        "contact_email": asked["contact_email"],
        "costs": tell_order_costs(order),
        "date_created": moment(order.made),
        "date_modified": moment(order.changed),
        "estimated_shipping_dates": dates,
        "line_items": [*_tell_items(order, base)],
        "production_delay": asked.get("production_delay", 60),
        "production_due_time": None,
        "shipping_address": {"email": asked["contact_email"], **asked["shipping_address"]},
        "shipping_level": asked["shipping_level"],
        "status": tell_status(order, base),
        "tax_country": asked["shipping_address"]["country_code"],
    }


def tell_order_costs(order: Order) -> dict[str, object]:
    """Return what one of Lulu's orders costs, by the pages of its files; all of it is made up."""
    pages = {file.item: file.found for file in list_files(order) if file.kind == "interior" and file.found}
    items = [
        Priced(
            pages.get(number, UNSAID),
            int(item["quantity"]),
            {"line_item_id": item_id(order, number), "line_item_external_id": item.get("external_id") or ""},
        )
        for number, item in enumerate(order.asked["line_items"])
    ]
    return tell_costs(items, order.asked["shipping_level"], CURRENCY)


def _list_dates(order: Order) -> dict[str, str]:
    _, least, most, _ = LEVELS[order.asked["shipping_level"]]
    days = {"dispatch_min": 2, "dispatch_max": 4, "arrival_min": 2 + least, "arrival_max": 4 + most}
    return {name: (order.made + timedelta(days=day)).date().isoformat() for name, day in days.items()}


def item_id(order: Order, number: int) -> int:
    """Return the number of an item of an order, counted from 0 there."""
    return int(order.ident) * 100 + number


def _tell_items(order: Order, base: str) -> Iterator[dict[str, object]]:
    files = list_files(order)
    for number, item in enumerate(order.asked["line_items"]):
        messages = _tell_messages(order, number, files, base)
        pages = next((file.found for file in files if file.item == number and file.kind == "interior"), 0)
        yield {
            "id": item_id(order, number),
            "external_id": item.get("external_id"),
            "title": item["title"],
            "quantity": int(item["quantity"]),
            "page_count": pages or None,
            "printable_normalization": item["printable_normalization"],
            "tracking_id": messages.get("tracking_id"),
            "tracking_urls": messages.get("tracking_urls"),
            "carrier_name": messages.get("carrier_name"),
            "status": {"name": item_state(order.state), "messages": messages},
        }


def _tell_messages(order: Order, number: int, files: list[File], base: str) -> dict[str, object]:
    """Return what is said of an item: why it was refused, or how to follow it."""
    if order.state == LULU.refused:
        said = {file.kind: file.errors for file in files if file.item == number and file.errors}
        return {"error": "SANDBOX: a file cannot be printed", "printable_normalization": said}
    if order.state in LULU.shipped:
        tracking, page = track(order, base)
        return {"tracking_id": tracking, "tracking_urls": [page], "carrier_name": CARRIER}
    return {"info": f"SANDBOX: {MESSAGES.get(order.state, order.state)}"}


def tell_status(order: Order, base: str) -> dict[str, object]:
    """Return the state of one of Lulu's orders."""
    files = list_files(order)
    return {
        "name": tell_state(order.state),
        "message": f"SANDBOX: {order.message or MESSAGES.get(order.state, order.state)}",
        "changed": moment(order.changed),
        "print_job_id": int(order.ident),
        "line_item_statuses": [
            {
                "name": item_state(order.state),
                "messages": _tell_messages(order, number, files, base),
                "line_item_id": item_id(order, number),
            }
            for number in range(len(order.asked["line_items"]))
        ],
    }


def tell_checked(file: File) -> dict[str, object]:
    """Return what Lulu tells of a file that was sent to be looked at."""
    told: dict[str, object] = {"id": file.pk, "source_url": file.url, "page_count": file.found or None}
    is_cover = file.kind == "cover"
    fine = "NORMALIZED" if is_cover or file.product else "VALIDATED"
    told["errors"] = file.errors or None
    told["status"] = None if file.read is None else "ERROR" if file.errors else fine
    if not is_cover:
        told["valid_pod_package_ids"] = [file.product] if file.is_sound and file.product else None
    return told


def tell_hook(hook: Hook) -> dict[str, object]:
    """Return a webhook as Lulu tells it."""
    return {"id": hook.ident, "is_active": hook.is_active, "topics": hook.topics, "url": hook.url}


def tell_telling(telling: Telling, payload: Mapping[str, object]) -> dict[str, object]:
    """Return what was sent to a webhook, as Lulu tells it."""
    return {
        "date_created": moment(telling.made),
        "date_modified": moment(telling.changed),
        "payload": payload,
        "topic": telling.topic,
        "is_success": telling.is_success,
        "response_code": telling.code,
        "attempts": telling.attempts,
        "webhook": tell_hook(telling.hook),
    }


def tell_gelato(order: Order, base: str) -> dict[str, object]:
    """Return one of Gelato's orders."""
    asked = order.asked
    is_draft = order.state == "draft"
    method = asked.get("shipmentMethodUid", "normal")
    return {
        "id": order.ident,
        "orderType": "draft" if is_draft else "order",
        "orderReferenceId": asked["orderReferenceId"],
        "customerReferenceId": asked["customerReferenceId"],
        "fulfillmentStatus": order.state,
        "financialStatus": _tell_payment(order),
        "currency": asked["currency"],
        "channel": "api",
        "createdAt": moment(order.made),
        "updatedAt": moment(order.changed),
        "items": [
            {
                "id": f"{order.ident}-{number}",
                "itemReferenceId": item["itemReferenceId"],
                "productUid": item["productUid"],
                "quantity": int(item["quantity"]),
                "fulfillmentStatus": order.state,
                "files": item["files"],
            }
            for number, item in enumerate(asked["items"])
        ],
        "shipment": {
            "shipmentMethodUid": method,
            "shipmentMethodName": METHODS[method][0],
            "packages": [{"trackingCode": code, "trackingUrl": page} for code, page in _follow(order, base)],
        },
        "receipts": [],
    }


def _tell_payment(order: Order) -> str:
    if order.state in {"draft", "canceled"}:
        return order.state
    return "refused" if order.message.startswith("The payment") else "paid"


def _follow(order: Order, base: str) -> Iterator[tuple[str, str]]:
    if order.state in GELATO.shipped:
        yield track(order, base)


def tell_gelato_event(order: Order, name: str, base: str) -> dict[str, object]:
    """Return what Gelato tells a webhook about an order; `name` is the telling's own."""
    method = order.asked.get("shipmentMethodUid", "normal")
    parcels = [
        {
            "trackingCode": code,
            "trackingUrl": page,
            "shipmentMethodName": METHODS[method][0],
            "shipmentMethodUid": method,
            "fulfillmentCountry": order.asked["shippingAddress"]["country"],
        }
        for code, page in _follow(order, base)
    ]
    return {
        "id": f"os_{name}",
        "event": "order_status_updated",
        "orderId": order.ident,
        "storeId": None,
        "orderReferenceId": order.asked["orderReferenceId"],
        "fulfillmentStatus": order.state,
        "comment": f"SANDBOX: {order.message}".rstrip(": "),
        "items": [
            {
                "itemReferenceId": item["itemReferenceId"],
                "fulfillmentStatus": order.state,
                "fulfillments": parcels,
            }
            for item in order.asked["items"]
        ],
    }
