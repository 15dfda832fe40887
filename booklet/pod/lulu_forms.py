"""Lulu's words: its states and shipping levels, an order as it wants it, and a print job as it answers it.

By Lulu's own OpenAPI description ("Universal Publishing Platform API", v1). States are mapped one by one.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from booklet.errors import Finding
from booklet.pod.answers import Answer
from booklet.pod.checks import report_lengths, report_order, report_state
from booklet.pod.faults import report_unknown_state, report_wrong_answer
from booklet.pod.values import (
    Address,
    Checked,
    CoverSize,
    Item,
    Line,
    Order,
    Parcel,
    Placed,
    Quote,
    Shipping,
    Source,
    State,
    Status,
)

NAME = "lulu"

STATES: Mapping[str, State] = {
    "CREATED": State.DRAFT,
    "UNPAID": State.UNPAID,
    "PAYMENT_IN_PROGRESS": State.UNPAID,
    "PRODUCTION_DELAYED": State.ACCEPTED,
    "PRODUCTION_READY": State.ACCEPTED,
    "IN_PRODUCTION": State.PRINTING,
    "SHIPPED": State.SENT,
    "DELIVERED": State.DELIVERED,
    "CANCELED": State.CANCELLED,
    "REJECTED": State.REJECTED,
    "ERROR": State.FAILED,
}
"""DELIVERED stands in Lulu's later guides, not in its description of May 2025; most orders end as SHIPPED."""

LEVELS: Mapping[Shipping, str] = {
    Shipping.MAIL: "MAIL",
    Shipping.PRIORITY: "PRIORITY_MAIL",
    Shipping.GROUND: "GROUND",
    Shipping.EXPEDITED: "EXPEDITED",
    Shipping.EXPRESS: "EXPRESS",
}

DELAY = 120
"""Minutes after payment until Lulu prints, 60 to 2880: what was ordered by mistake can still be stopped."""

PHONE = re.compile(r"\+?[\d\s\-./()]{8,20}", re.ASCII)

LONGEST = {"name": 80, "streets": 80, "city": 80, "postcode": 64, "state": 3}
"""Lulu limits the postcode alone; what is longer than this fits on no label."""

WITH_STATES = frozenset({"US", "MX", "CA", "AU"})

UNITS = {"mm": Decimal(1), "pt": Decimal("25.4") / 72, "inch": Decimal("25.4")}

PASSED = ("VALIDATED", "NORMALIZED")

GOING = ("VALIDATING", "NORMALIZING", "NULL", "")


def order_faults(order: Order) -> Iterator[Finding]:
    """Yield what Lulu would refuse in an order."""
    address = order.address
    yield from report_lengths(NAME, address, LONGEST)
    yield from report_state(NAME, address, WITH_STATES)
    if len(address.streets) > 2:
        yield report_order(NAME, "address.streets", "write two lines at most")
    if not PHONE.fullmatch(address.phone):
        yield report_order(NAME, "address.phone", "Lulu's carriers want one, of 8 to 20 digits: +254 20 1234567")
    if any(item.file for item in order.items):
        yield report_order(NAME, "set of files", "Lulu wants interior and cover as two files")


def write_order(order: Order) -> dict[str, Any]:
    """Return a print job as Lulu wants it."""
    return {
        "contact_email": order.contact,
        "external_id": order.reference,
        "line_items": [_write_item(order, place, item) for place, item in enumerate(order.items, 1)],
        "production_delay": DELAY,
        "shipping_address": write_address(order.address),
        "shipping_level": LEVELS[order.shipping],
    }


def write_costs(order: Order) -> dict[str, Any]:
    """Return the question what an order costs."""
    items = [
        {"page_count": item.pages, "pod_package_id": item.product, "quantity": item.copies} for item in order.items
    ]
    address, level = write_address(order.address), LEVELS[order.shipping]
    return {"line_items": items, "shipping_address": address, "shipping_option": level}


def write_address(address: Address) -> dict[str, Any]:
    """Return an address in Lulu's fields; what is empty is left out."""
    found = {
        "name": address.name,
        "street1": address.streets[0],
        "street2": address.streets[1] if len(address.streets) > 1 else "",
        "city": address.city,
        "postcode": address.postcode,
        "state_code": address.state,
        "country_code": address.country,
        "phone_number": address.phone,
        "email": address.email,
    }
    return {key: value for key, value in found.items() if value or key == "postcode"}


def _write_item(order: Order, place: int, item: Item) -> dict[str, Any]:
    assert item.cover is not None and item.interior is not None, "checked before"
    files = {"cover": _write_source(item.cover), "interior": _write_source(item.interior)}
    return {
        "external_id": f"{order.reference}-{place}",
        "title": item.title,
        "quantity": item.copies,
        "printable_normalization": {**files, "pod_package_id": item.product},
    }


def _write_source(source: Source) -> dict[str, str]:
    return {"source_url": source.url, **({"source_md5_sum": source.md5} if source.md5 else {})}


def read_cover_size(answer: Answer) -> CoverSize:
    """Return a cover's size in millimetres."""
    unit = answer.at("unit").needed_text()
    if unit not in UNITS:
        raise report_wrong_answer(NAME, "unit")
    width, height = (answer.at(side).amount() * UNITS[unit] for side in ("width", "height"))
    return CoverSize(round(width, 3), round(height, 3))


def read_check(what: str, answer: Answer, item: Item) -> Checked:
    """Return how Lulu finds a file; an interior with another number of pages than was said is none that we want."""
    said, number = answer.at("status").text(), answer.at("id").needed_text()
    reasons = tuple(reason.text() for reason in answer.at("errors").each())
    if said in GOING:
        return Checked(what, number, is_done=False)
    if said == "ERROR":
        return Checked(what, number, is_done=True, reasons=reasons or ("Lulu does not say why",))
    if said not in PASSED:
        raise report_unknown_state(NAME, said)
    pages = answer.at("page_count").text()
    if what == "interior" and pages and pages != str(item.pages):
        reasons += (f"it has {pages} pages, and {item.pages} are ordered",)
    return Checked(what, number, is_done=True, reasons=reasons)


def read_quote(answer: Answer) -> Quote:
    """Return a price; one whose parts do not add up is refused."""
    printing = sum(
        (line.at("total_cost_excl_tax").amount() for line in answer.at("line_item_costs").each()), Decimal(0)
    )
    shipping = answer.at("shipping_cost", "total_cost_excl_tax").amount()
    without, tax = answer.at("total_cost_excl_tax").amount(), answer.at("total_tax").amount()
    total = answer.at("total_cost_incl_tax").amount()
    fees = without - printing - shipping
    if fees < 0 or total != without + tax:
        raise report_wrong_answer(NAME, "a price whose parts do not add up")
    return Quote(printing, shipping, fees, tax, total, answer.at("currency").currency())


def read_job(answer: Answer) -> Placed:
    """Return a print job as an order."""
    items = (*answer.at("line_items").each(),)
    status, lines = read_status(answer.at("status"), items), tuple(map(_read_line, items))
    return Placed(NAME, answer.at("id").needed_text(), answer.at("external_id").text(), status, lines)


def _read_line(item: Answer) -> Line:
    """Return what a line of a job is of: Lulu says the product in one of two places."""
    product = item.at("printable_normalization", "pod_package_id").text() or item.at("pod_package_id").text()
    return Line(product, int(item.at("quantity").amount()))


def read_status(answer: Answer, lines: tuple[Answer, ...]) -> Status:
    """Return how far a job is, by its status and what its lines say of parcels and of faults."""
    said = answer.at("name").needed_text()
    if said not in STATES:
        raise report_unknown_state(NAME, said)
    told = dict.fromkeys((answer.at("message").text(), *(reason for line in lines for reason in _reasons(line))))
    parcels = dict.fromkeys(parcel for line in lines for parcel in _parcels(line))
    message = "; ".join(text for text in told if text)
    return Status(STATES[said], said, message, tuple(parcels), answer.at("changed").time())


def _reasons(line: Answer) -> Iterator[str]:
    """Yield why a line of a job is not printed."""
    for messages in (line.at("messages"), line.at("status", "messages")):
        yield messages.at("error").text()
        for part in ("cover", "interior"):
            for reason in messages.at("printable_normalization", part).each():
                yield f"{part}: {reason.text()}"


def _parcels(line: Answer) -> Iterator[Parcel]:
    """Yield the parcels of a line of a job: by itself, in its status, or as the status alone."""
    for answer in (line, line.at("messages"), line.at("status", "messages")):
        code, carrier = answer.at("tracking_id").text(), answer.at("carrier_name").text()
        urls = answer.at("tracking_urls")
        found = [urls.text()] if isinstance(urls.value, str) else [url.text() for url in urls.each()]
        for url in found or ([""] if code else []):
            yield Parcel(carrier, code, url if url.startswith(("https://", "http://")) else "")
