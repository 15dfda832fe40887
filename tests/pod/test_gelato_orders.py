"""Orders at Gelato: drafts that become one order whatever dies when, prices, parts made elsewhere, events."""

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from podfakes import (
    BROCHURE,
    BROKEN,
    FAULTS,
    KEY,
    PERSONAL,
    SCHOOL,
    WHOLE,
    FakeGelato,
    apart,
    whole,
)

from booklet.pod.faults import PodError
from booklet.pod.gelato import SECRET as HEADER
from booklet.pod.gelato import Gelato
from booklet.pod.gelato_forms import STATES, split_name
from booklet.pod.values import CoverSize, Parcel, Shipping, State

SECRET = "a secret that the page for webhooks was given"


def gelato(fake: FakeGelato) -> Gelato:
    return Gelato(KEY, SECRET, transport=fake.transport, sleep=fake.sleep)


def place_until_done(fake: FakeGelato, times: int = 4) -> str:
    for _ in range(times):
        try:
            return gelato(fake).place(whole()).id
        except PodError as fault:
            assert not any(word in str(fault) for word in PERSONAL)
    raise AssertionError("never placed")


def test_an_order_begins_as_a_draft_that_costs_nothing() -> None:
    fake = FakeGelato()
    placed = gelato(fake).place(whole())
    assert (placed.provider, placed.reference, placed.status.said) == ("gelato", "school-7f3a9c21", "created")
    assert fake.orders[0]["asked"] == {
        "orderType": "draft",
        "orderReferenceId": "school-7f3a9c21",
        "customerReferenceId": "school-7f3a9c21",
        "currency": "USD",
        "items": [
            {
                "itemReferenceId": "school-7f3a9c21-1",
                "productUid": BROCHURE,
                "pageCount": 28,
                "files": [{"type": "default", "url": WHOLE.url}],
                "quantity": 25,
            }
        ],
        "shipmentMethodUid": "normal",
        "shippingAddress": {
            "firstName": "Nairobi Primary",
            "lastName": "School",
            "addressLine1": "Moi Avenue 12",
            "addressLine2": "Gate B",
            "city": "Nairobi",
            "postCode": "00100",
            "country": "KE",
            "email": "head@school.example",
            "phone": "+254 20 1234567",
        },
    }
    assert [order["orderType"] for order in fake.orders] == ["order"]


STEPS = 5
"""What `place` asks: whether there is one, to draft it, whether there is one only and of what, to make it an order."""


def test_placing_takes_so_many_steps() -> None:
    fake = FakeGelato()
    gelato(fake).place(whole())
    assert [path for _, path in fake.asked][:3] == ["/v4/orders:search", "/v4/orders", "/v4/orders:search"]
    assert [method for method, _ in fake.asked] == ["POST", "POST", "POST", "GET", "PATCH"]


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("step", range(STEPS))
@pytest.mark.parametrize("lag", [0, 1])
def test_whatever_fails_at_whichever_step_there_is_one_order_in_the_end(step: int, fault: str, lag: int) -> None:
    fake = FakeGelato(faults={step: fault}, lag=lag)
    number = place_until_done(fake)
    assert [order["id"] for order in fake.alive] == [number]
    assert place_until_done(fake) == number
    assert [order["id"] for order in fake.alive] == [number]
    place_until_done(fake)
    assert len(fake.orders) == 1  # no draft is left beside it


@pytest.mark.parametrize("first", FAULTS)
@pytest.mark.parametrize("second", FAULTS)
def test_two_faults_one_after_the_other_leave_one_order(first: str, second: str) -> None:
    for one, other in pairwise(range(STEPS + 4)):
        fake = FakeGelato(faults={one: first, other: second})
        number = place_until_done(fake)
        assert [order["id"] for order in fake.alive] == [number]


def test_a_process_that_dies_after_the_draft_leaves_no_order_and_the_next_goes_on() -> None:
    fake = FakeGelato(faults=dict.fromkeys(range(4, 10), BROKEN))
    with pytest.raises(PodError) as raised:
        gelato(fake).place(whole())
    assert raised.value.is_unsure
    assert gelato(fake).find(whole().reference) is None  # or who asks would believe that it is ordered
    assert gelato(fake).place(whole()).id == fake.orders[0]["id"] and len(fake.orders) == 1
    found = gelato(fake).find(whole().reference)
    assert found is not None and found.id == fake.orders[0]["id"]


def test_drafts_of_two_processes_become_one_order() -> None:
    fake = FakeGelato()
    for _ in range(3):
        fake.make({**{"orderType": "draft", "currency": "USD"}, "orderReferenceId": whole().reference})
    first = fake.orders[0]["id"]
    assert gelato(fake).place(whole()).id == first
    assert [order["id"] for order in fake.orders] == [first]


def test_two_orders_that_were_not_made_in_one_go_are_cancelled_down_to_the_first_or_told() -> None:
    for said, codes in (("created", ()), ("printed", ("pod-two-orders",))):
        fake = FakeGelato()
        for _ in range(2):
            fake.make({"orderType": "order", "currency": "USD", "orderReferenceId": whole().reference})
        fake.orders[1]["fulfillmentStatus"] = said
        with pytest.raises(PodError) as raised:
            gelato(fake).find(whole().reference)
        assert raised.value.codes == ("pod-two-orders",)
        if codes:
            with pytest.raises(PodError) as raised:
                gelato(fake).place(whole())
            assert raised.value.codes == codes
        else:
            assert gelato(fake).place(whole()).id == fake.orders[0]["id"]
            assert len(fake.alive) == 1


def test_many_processes_at_the_same_moment_come_to_one_order() -> None:
    fake = FakeGelato()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: suppressed(fake), range(8)))
    number = gelato(fake).place(whole()).id
    assert [order["id"] for order in fake.alive] == [number] and len(fake.orders) == 1


def suppressed(fake: FakeGelato) -> None:
    with suppress(PodError):
        gelato(fake).place(whole())


@pytest.mark.parametrize("kind", ["draft", "order"])
def test_a_reference_that_stands_for_other_things_confirms_and_cancels_nothing(kind: str) -> None:
    fake = FakeGelato()
    other = {"productUid": BROCHURE, "quantity": 250, "itemReferenceId": "x"}
    for _ in range(2):
        fake.make({"orderType": kind, "currency": "USD", "orderReferenceId": whole().reference, "items": [other]})
    before = json.dumps(fake.orders)
    with pytest.raises(PodError) as raised:
        gelato(fake).place(whole())
    assert raised.value.codes == ("pod-other-order",) and json.dumps(fake.orders) == before


def split(fake: FakeGelato) -> list[dict[str, Any]]:
    """Let an order be made in two places, as Gelato's page on split orders shows it."""
    gelato(fake).place(whole())
    fake.make({"orderType": "order", "currency": "USD", "orderReferenceId": whole().reference})
    for order in fake.orders:
        order["connectedOrderIds"] = [one["id"] for one in fake.orders]
    return fake.orders


def test_an_order_that_is_made_in_two_places_is_one_order_as_far_as_its_slower_part() -> None:
    fake = FakeGelato()
    first, second = split(fake)
    assert gelato(fake).place(whole()).id == first["id"]
    first |= {"fulfillmentStatus": "delivered", "shipment": shipment("1Z1")}
    second |= {"fulfillmentStatus": "shipped", "shipment": shipment("1Z2")}
    found = gelato(fake).look(first["id"])
    assert found.state is State.SENT and [parcel.code for parcel in found.parcels] == ["1Z1", "1Z2"]
    second["fulfillmentStatus"] = "failed"
    assert gelato(fake).look(first["id"]).state is State.FAILED
    second["fulfillmentStatus"] = "canceled"
    assert gelato(fake).look(first["id"]).state is State.DELIVERED
    assert len(fake.alive) == 1


def shipment(code: str) -> dict[str, Any]:
    package = {"id": "4a771ca0", "trackingCode": code, "trackingUrl": f"http://test.tracking.url/{code}"}
    return {"shipmentMethodName": "UPS Surepost", "shipmentMethodUid": "ups_surepost", "packages": [package]}


def test_an_order_in_two_places_is_cancelled_in_both() -> None:
    fake = FakeGelato()
    first, _ = split(fake)
    assert gelato(fake).cancel(first["id"]).state is State.CANCELLED
    assert fake.alive == []


def test_cancelling_is_the_same_however_often_it_is_asked_and_whatever_is_lost() -> None:
    for step in range(4):
        for fault in FAULTS:
            fake = FakeGelato()
            number = gelato(fake).place(whole()).id
            fake.faults = {len(fake.asked) + step: fault}
            for _ in range(2):
                with suppress(PodError):
                    gelato(fake).cancel(number)
            fake.faults = {}
            assert gelato(fake).cancel(number).state is State.CANCELLED
            assert fake.alive == []


def test_a_draft_is_deleted_when_it_is_cancelled() -> None:
    fake = FakeGelato()
    fake.make({"orderType": "draft", "currency": "USD", "orderReferenceId": whole().reference})
    assert gelato(fake).cancel(fake.orders[0]["id"]).state is State.CANCELLED
    assert fake.orders == []


def test_too_late_to_cancel_is_told() -> None:
    fake = FakeGelato()
    number = gelato(fake).place(whole()).id
    fake.orders[0]["fulfillmentStatus"] = "printed"
    with pytest.raises(PodError) as raised:
        gelato(fake).cancel(number)
    assert raised.value.codes == ("pod-not-cancelled",) and "printing" in str(raised.value)


def test_a_price_is_exact_takes_the_cheapest_of_its_kind_and_names_no_tax() -> None:
    found = gelato(FakeGelato()).quote(whole())
    assert (found.printing, found.shipping, found.total) == (Decimal("25.1"), Decimal("4.9"), Decimal("30.0"))
    assert all(isinstance(amount, Decimal) for amount in (found.printing, found.shipping, found.fees, found.total))
    assert (found.tax, found.carrier, found.currency) == (None, "Post", "USD")
    assert gelato(FakeGelato()).quote(whole(shipping=Shipping.EXPRESS)).shipping == Decimal("25.11")


def test_a_price_is_no_float_on_its_way() -> None:
    """0.1 and 0.2 are 0.3 in digits, and not in floats."""
    fake = FakeGelato()
    fake.quoted["shipmentMethods"] = [{"name": "Post", "price": 0.2, "currency": "USD", "type": "normal"}]
    fake.quoted["products"] = [{"itemReferenceId": "school-7f3a9c21-1", "price": 0.1, "currency": "USD"}]
    assert gelato(fake).quote(whole()).total == Decimal("0.3")


@pytest.mark.parametrize(
    "quoted",
    [
        {"shipmentMethods": []},
        {"shipmentMethods": [{"name": "x", "price": 1, "currency": "EUR", "type": "normal"}]},
        {"shipmentMethods": [{"name": "x", "price": 1, "currency": "USD", "type": "express"}]},
        {"products": []},
        {"products": [{"itemReferenceId": "another-1", "price": 1, "currency": "USD"}]},
    ],
)
def test_a_price_of_something_else_is_none(quoted: dict[str, Any]) -> None:
    fake = FakeGelato()
    fake.quoted |= quoted
    with pytest.raises(PodError) as raised:
        gelato(fake).quote(whole())
    assert raised.value.codes == ("pod-no-price",)


@pytest.mark.parametrize("price", ["cheap", -1, None, True, [1]])
def test_a_price_that_is_no_amount_is_refused(price: Any) -> None:
    fake = FakeGelato()
    fake.quoted["shipmentMethods"] = [{"name": "x", "price": price, "currency": "USD", "type": "normal"}]
    with pytest.raises(PodError) as raised:
        gelato(fake).quote(whole())
    assert raised.value.codes == ("pod-wrong-answer",)


def test_a_cover_is_the_whole_sheet() -> None:
    assert gelato(FakeGelato()).cover_size(BROCHURE, 28) == CoverSize(Decimal("304.0"), Decimal(218))
    with pytest.raises(PodError) as raised:
        gelato(FakeGelato()).cover_size("../orders", 28)
    assert raised.value.codes == ("pod-not-found",)


def test_nothing_is_checked_before_an_order_and_so_nothing_has_passed() -> None:
    provider, item = gelato(FakeGelato()), whole().items[0]
    found = provider.poll(item, provider.validate(item))
    assert found.is_done and not found.is_passed


def test_every_state_on_gelatos_page_has_one_of_ours() -> None:
    described = "created uploading passed in_production printed draft failed canceled pending_approval digitizing"
    described += " pending_personalization not_connected on_hold shipped in_transit delivered returned"
    assert STATES.keys() == set(described.split())


def test_an_unknown_state_is_told_and_never_guessed() -> None:
    fake = FakeGelato()
    number = gelato(fake).place(whole()).id
    fake.orders[0]["fulfillmentStatus"] = "teleported"
    for ask in (lambda: gelato(fake).look(number), lambda: gelato(fake).place(whole())):
        with pytest.raises(PodError) as raised:
            ask()
        assert raised.value.codes == ("pod-unknown-state",) and "teleported" in str(raised.value)
    assert len(fake.orders) == 1


EVENT = {
    "id": "os_5e5680ce494f6",
    "event": "order_status_updated",
    "orderId": "a6a1f9ce-2bdd-4a9e-9f8d-0009df0e24d9",
    "storeId": None,
    "orderReferenceId": "school-7f3a9c21",
    "fulfillmentStatus": "shipped",
    "items": [
        {
            "itemReferenceId": "school-7f3a9c21-1",
            "fulfillmentStatus": "shipped",
            "fulfillments": [
                {
                    "trackingCode": "code123",
                    "trackingUrl": "http://example.com/tracking?code=code123",
                    "shipmentMethodName": "DHL Express Domestic BR",
                }
            ],
        }
    ],
}
"""The example on Gelato's page for webhooks."""


def test_an_event_that_carries_our_secret_is_read() -> None:
    body = json.dumps(EVENT).encode()
    found = gelato(FakeGelato()).read_event({HEADER.lower(): SECRET}, body)
    assert (found.id, found.reference) == ("a6a1f9ce-2bdd-4a9e-9f8d-0009df0e24d9", "school-7f3a9c21")
    link = "http://example.com/tracking?code=code123"
    assert found.status.parcels == (Parcel("DHL Express Domestic BR", "code123", link),)
    assert gelato(FakeGelato()).read_event({HEADER: SECRET}, body).key == found.key
    other = json.dumps({**EVENT, "id": "os_6"}).encode()
    assert gelato(FakeGelato()).read_event({HEADER: SECRET}, other).key != found.key


@pytest.mark.parametrize("headers", [{}, {HEADER: ""}, {HEADER: SECRET[:-1]}, {HEADER: "ÿ"}, {"X-API-KEY": SECRET}])
def test_an_event_without_our_secret_is_refused(headers: dict[str, str]) -> None:
    body = json.dumps(EVENT).encode()
    with pytest.raises(PodError) as raised:
        gelato(FakeGelato()).read_event(headers, body)
    assert raised.value.codes == ("pod-wrong-signature",)
    with pytest.raises(PodError):
        Gelato(KEY).read_event({HEADER: ""}, body)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"event": "store_product_created"}, "pod-wrong-event"),
        ({"fulfillmentStatus": "lost"}, "pod-unknown-state"),
        ({"orderId": "../x"}, "pod-not-found"),
        ({"orderId": None}, "pod-wrong-answer"),
        ({"items": "x"}, "pod-wrong-answer"),
    ],
)
def test_an_event_that_cannot_be_read_is_told(changed: dict[str, Any], code: str) -> None:
    with pytest.raises(PodError) as raised:
        gelato(FakeGelato()).read_event({HEADER: SECRET}, json.dumps({**EVENT, **changed}).encode())
    assert raised.value.codes == (code,)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"address": replace(SCHOOL, email="")}, "address.email"),
        ({"address": replace(SCHOOL, name="Unicef")}, "address.name"),
        ({"address": replace(SCHOOL, name="A " + "b" * 30)}, "address.name"),
        ({"address": replace(SCHOOL, streets=("x" * 36,))}, "address.streets"),
        ({"address": replace(SCHOOL, streets=("a", "b", "c"))}, "address.streets"),
        ({"address": replace(SCHOOL, postcode="")}, "address.postcode"),
        ({"address": replace(SCHOOL, city="x" * 31)}, "address.city"),
        ({"address": replace(SCHOOL, country="CA")}, "address.state"),
        ({"address": replace(SCHOOL, country="BR")}, "address.country"),
        ({"shipping": Shipping.GROUND}, "way of shipping"),
        ({"items": apart().items}, "set of files"),
    ],
)
def test_what_gelato_would_refuse_is_told_before_it_is_asked(changed: dict[str, Any], field: str) -> None:
    fake = FakeGelato()
    for ask in (gelato(fake).place, gelato(fake).quote):
        with pytest.raises(PodError) as raised:
            ask(whole(**changed))
        assert f"a wrong {field};" in str(raised.value)
    assert fake.asked == []


@pytest.mark.parametrize("name", ["Nairobi Primary School", "École élémentaire Jean Jaurès de Saint-Denis", "Ng Wei"])
def test_a_split_name_reads_as_it_did(name: str) -> None:
    first, last = split_name(name) or ("", "")
    assert f"{first} {last}" == name and max(len(first), len(last)) <= 25


def test_nothing_shows_a_secret() -> None:
    provider = gelato(FakeGelato())
    held = [one for one in vars(provider).values() if type(one).__module__.startswith("booklet.")]
    assert len(held) > 1
    parts = (provider, *held, whole())
    assert not any(word in repr(part) for part in parts for word in (*PERSONAL, SECRET))
