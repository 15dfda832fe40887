"""Gelato's words: its states and ways of shipping, an order as it wants it, and what it answers.

By the pages of Gelato's API version 4 (dashboard.gelato.com/docs). States are mapped one by one.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from booklet.errors import Finding
from booklet.pod.answers import Answer
from booklet.pod.checks import report_lengths, report_order, report_state
from booklet.pod.faults import report_no_price, report_unknown_state, report_wrong_answer
from booklet.pod.values import Address, CoverSize, Item, Line, Order, Parcel, Quote, Shipping, State, Status
from booklet.values import Frozen

NAME = "gelato"

STATES: Mapping[str, State] = {
    "draft": State.DRAFT,
    "created": State.DRAFT,
    "uploading": State.DRAFT,
    "pending_approval": State.DRAFT,
    "pending_personalization": State.DRAFT,
    "digitizing": State.DRAFT,
    "not_connected": State.DRAFT,
    "on_hold": State.DRAFT,
    "passed": State.ACCEPTED,
    "in_production": State.PRINTING,
    "printed": State.PRINTING,
    "shipped": State.SENT,
    "in_transit": State.SENT,
    "delivered": State.DELIVERED,
    "canceled": State.CANCELLED,
    "failed": State.FAILED,
    "returned": State.FAILED,
}

TYPES: Mapping[Shipping, str] = {Shipping.MAIL: "normal", Shipping.EXPRESS: "express"}
"""Gelato knows two kinds of shipping, and takes the cheapest of a kind."""

LONGEST = {"streets": 35, "city": 30, "postcode": 15, "state": 35, "phone": 25}

LONGEST_NAME = 25
"""Letters in a first name, and in a last name."""

WITH_STATES = frozenset({"US", "CA", "AU"})

SIZES = ("wraparoundInsideSize", "bleedSize")
"""The whole sheet of a cover: of one with boards, and of one without."""

LEAST_ADVANCED = (
    State.FAILED,
    State.REJECTED,
    State.DRAFT,
    State.UNPAID,
    State.ACCEPTED,
    State.PRINTING,
    State.SENT,
    State.DELIVERED,
    State.CANCELLED,
)
"""Of the parts of an order that is made in several places, the one that says how far it is: a fault, else the last."""


class Part(Frozen):
    """An order at Gelato: what is ordered may become several, each made in another place, with one reference."""

    id: str
    reference: str
    is_draft: bool
    created: str
    connected: tuple[str, ...]
    status: Status
    lines: tuple[Line, ...]

    @property
    def is_alive(self) -> bool:
        """Whether it is not cancelled."""
        return self.status.state is not State.CANCELLED


def order_faults(order: Order) -> Iterator[Finding]:
    """Yield what Gelato would refuse in an order."""
    address = order.address
    yield from report_lengths(NAME, address, LONGEST)
    yield from report_state(NAME, address, WITH_STATES)
    if address.country == "BR":
        yield report_order(NAME, "address.country", "Gelato wants a tax number in Brazil: order on its own page")
    if len(address.streets) > 2:
        yield report_order(NAME, "address.streets", "write two lines at most")
    if not address.email:
        yield report_order(NAME, "address.email", "Gelato wants one of who receives it")
    if not split_name(address.name):
        hint = f"Gelato wants two names of at most {LONGEST_NAME} letters each: Nairobi Primary School"
        yield report_order(NAME, "address.name", hint)
    if not address.postcode:
        yield report_order(NAME, "address.postcode", "Gelato wants one; write 00000 where there are none")
    if order.shipping not in TYPES:
        yield report_order(NAME, "way of shipping", f"Gelato knows {' and '.join(TYPES)}")
    if any(item.file is None for item in order.items):
        yield report_order(NAME, "set of files", "Gelato wants all pages in one file, the cover first and last")


def split_name(name: str) -> tuple[str, str] | None:
    """Return a name as a first and a last one that together read as it does; None if it cannot be split so.

    >>> split_name("Nairobi Primary School"), split_name("Unicef")
    (('Nairobi Primary', 'School'), None)
    """
    words = name.split()
    for last in range(1, len(words)):
        first, rest = " ".join(words[:-last]), " ".join(words[-last:])
        if max(len(first), len(rest)) <= LONGEST_NAME:
            return first, rest
    return None


def write_order(order: Order) -> dict[str, Any]:
    """Return an order as Gelato wants it: a draft, which costs and prints nothing."""
    return {
        "orderType": "draft",
        "orderReferenceId": order.reference,
        "customerReferenceId": order.reference,
        "currency": order.currency,
        "items": _write_items(order),
        "shipmentMethodUid": TYPES[order.shipping],
        "shippingAddress": write_address(order.address),
    }


def write_quote(order: Order) -> dict[str, Any]:
    """Return the question what an order costs."""
    return {
        "orderReferenceId": order.reference,
        "customerReferenceId": order.reference,
        "currency": order.currency,
        "allowMultipleQuotes": False,
        "recipient": write_address(order.address),
        "products": _write_items(order),
    }


def write_address(address: Address) -> dict[str, Any]:
    """Return an address in Gelato's fields; what is empty is left out."""
    first, last = split_name(address.name) or (address.name, "")
    found = {
        "firstName": first,
        "lastName": last,
        "addressLine1": address.streets[0],
        "addressLine2": address.streets[1] if len(address.streets) > 1 else "",
        "city": address.city,
        "postCode": address.postcode,
        "state": address.state,
        "country": address.country,
        "email": address.email,
        "phone": address.phone,
    }
    return {key: value for key, value in found.items() if value}


def _write_items(order: Order) -> list[dict[str, Any]]:
    return [_write_item(_reference(order, place), item) for place, item in enumerate(order.items, 1)]


def _reference(order: Order, place: int) -> str:
    return f"{order.reference}-{place}"


def _write_item(reference: str, item: Item) -> dict[str, Any]:
    assert item.file is not None, "checked before"
    return {
        "itemReferenceId": reference,
        "productUid": item.product,
        "pageCount": item.pages,
        "files": [{"type": "default", "url": item.file.url}],
        "quantity": item.copies,
    }


def read_cover_size(answer: Answer) -> CoverSize:
    """Return the size of the whole sheet of a cover."""
    if answer.at("measureUnit").needed_text() != "mm":
        raise report_wrong_answer(NAME, "measureUnit")
    for size in SIZES:
        if answer.at(size).value is not None:
            return CoverSize(answer.at(size, "width").amount(), answer.at(size, "height").amount())
    raise report_wrong_answer(NAME, " or ".join(SIZES))


def read_quote(answer: Answer, order: Order) -> Quote:
    """Return a price of all that is ordered, with the cheapest shipping of the kind asked for; Gelato says no tax."""
    quotes = [*answer.at("quotes").each()]
    products = [product for quote in quotes for product in quote.at("products").each()]
    methods = [_cheapest(quote, TYPES[order.shipping]) for quote in quotes]
    priced = sorted(product.at("itemReferenceId").text() for product in products)
    if priced != sorted(_reference(order, place) for place in range(1, len(order.items) + 1)):
        raise report_no_price(NAME, "it leaves out some of what is ordered")
    if {one.at("currency").currency() for one in (*products, *methods)} != {order.currency}:
        raise report_no_price(NAME, "it answers in another currency")
    printing, shipping = _add(products), _add(methods)
    carrier = ", ".join(dict.fromkeys(method.at("name").text() for method in methods))
    return Quote(printing, shipping, Decimal(0), None, printing + shipping, order.currency, carrier)


def _cheapest(quote: Answer, kind: str) -> Answer:
    """Return the cheapest way of shipping of a kind, as Gelato takes it."""
    methods = [method for method in quote.at("shipmentMethods").each() if method.at("type").text() == kind]
    if not methods:
        raise report_no_price(NAME, "this way of shipping is not offered for this address")
    return min(methods, key=lambda method: method.at("price").amount())


def _add(priced: list[Answer]) -> Decimal:
    return sum((one.at("price").amount() for one in priced), Decimal(0))


def read_part(answer: Answer) -> Part:
    """Return an order as Gelato has it."""
    return Part(
        id=answer.at("id").needed_text(),
        reference=answer.at("orderReferenceId").text(),
        is_draft=answer.at("orderType").needed_text() == "draft",
        created=answer.at("createdAt").text(),
        connected=tuple(one.text() for one in answer.at("connectedOrderIds").each()),
        status=read_status(answer, tuple(_parcels(answer.at("shipment")))),
        lines=tuple(map(_read_line, answer.at("items").each())),
    )


def _read_line(item: Answer) -> Line:
    return Line(item.at("productUid").needed_text(), int(item.at("quantity").amount()))


def read_status(answer: Answer, parcels: tuple[Parcel, ...]) -> Status:
    """Return how far an order is."""
    said = answer.at("fulfillmentStatus").needed_text()
    if said not in STATES:
        raise report_unknown_state(NAME, said)
    message = answer.at("refusalReason").text() or answer.at("comment").text()
    return Status(STATES[said], said, message, parcels, answer.at("updatedAt").time())


def read_event_parcels(answer: Answer) -> tuple[Parcel, ...]:
    """Return the parcels that an event tells."""
    told = (one for item in answer.at("items").each() for one in item.at("fulfillments").each())
    return tuple(dict.fromkeys(_parcel(one, one.at("shipmentMethodName").text()) for one in told))


def join(parts: tuple[Part, ...]) -> Status:
    """Return how far an order of several parts is: as far as the part that is least far, with all parcels."""
    least = min(parts, key=lambda part: LEAST_ADVANCED.index(part.status.state)).status
    parcels = dict.fromkeys(parcel for part in parts for parcel in part.status.parcels)
    changed = max((part.status.changed for part in parts if part.status.changed), default=None)
    return Status(least.state, least.said, least.message, tuple(parcels), changed)


def _parcels(shipment: Answer) -> Iterator[Parcel]:
    carrier = shipment.at("shipmentMethodName").text()
    for package in shipment.at("packages").each():
        if package.at("trackingCode").text():
            yield _parcel(package, carrier)


def _parcel(answer: Answer, carrier: str) -> Parcel:
    url = answer.at("trackingUrl").text()
    return Parcel(carrier, answer.at("trackingCode").text(), url if url.startswith(("https://", "http://")) else "")
