"""Answers and events that nobody described: whatever stands in them, there is a value of ours or one error of ours."""

import json
from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from podfakes import COSTS, JOB, KEY, PERSONAL, QUOTE, SECRET, STATUS, FakeGelato, FakeLulu, whole

from booklet.pod import gelato_forms, lulu_forms
from booklet.pod.answers import Answer, named_fields, parse_json
from booklet.pod.faults import PodError
from booklet.pod.gelato import SECRET as HEADER
from booklet.pod.gelato import Gelato
from booklet.pod.lulu import Lulu
from booklet.pod.mail import MailShop
from booklet.pod.signatures import sign

VALUES = some.recursive(
    some.none()
    | some.booleans()
    | some.integers()
    | some.floats(allow_nan=False, allow_infinity=False)
    | some.text(max_size=20)
    | some.sampled_from(
        ["SHIPPED", "2026-11-28T09:00:00", "1e400", "-1", "0.1", "USD", "http://x", "\u202e", "²", "٣"]
    ),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)

WRONG: list[Any] = [
    None,
    True,
    0,
    -1,
    7,
    10**30,
    0.5,
    1e308,
    "",
    " ",
    "x",
    "\n\u202e",
    "²",
    "٣",
    "\ud800",
    "1e400",
    "-1",
]
WRONG += [
    "2026-11-28T09:00:00",
    "2026-13-45",
    "0001-01-01T00:00:00+23:59",
    "9999-12-31T23:59:59-23:59",
    "SHIPPED",
    "x" * 5000,
    [],
    {},
    [[]],
    [None],
]
WRONG += [["x"], {"a": 1}, [{"a": 1}], [1.5], {"": None}, ["x"] * 200]

LINE = {
    "quantity": 20,
    "printable_normalization": {"pod_package_id": "0600X0900BWSTDPB060UW444MXX"},
    "tracking_urls": ["https://x"],
    "status": {"name": "SHIPPED", "messages": {"error": "x", "printable_normalization": {"cover": ["y"]}}},
}

LULUS = {**JOB, "line_items": [LINE]}

GELATOS = {
    "id": "37365096-6628",
    "orderType": "order",
    "orderReferenceId": "school-7f3a9c21",
    "fulfillmentStatus": "printed",
    "createdAt": "2021-01-14T12:30:03+00:00",
    "updatedAt": "2021-01-14T12:32:03+00:00",
    "items": [{"productUid": "brochures", "quantity": 20}],
    "shipment": {"shipmentMethodName": "x", "packages": [{"trackingCode": "1", "trackingUrl": "http://x"}]},
    "connectedOrderIds": ["37365096-6628"],
}

EVENT = {
    "id": "os_1",
    "event": "order_status_updated",
    "orderId": "a6a1f9ce",
    "orderReferenceId": "school-7f3a9c21",
    "fulfillmentStatus": "shipped",
    "items": [{"fulfillments": [{"trackingCode": "1", "trackingUrl": "http://x", "shipmentMethodName": "DHL"}]}],
}

QUOTES = {"quotes": [{**QUOTE, "products": [{"itemReferenceId": "school-7f3a9c21-1", "price": 1, "currency": "USD"}]}]}

CHECK = {"id": 7, "status": "NORMALIZED", "page_count": 28, "errors": ["x"]}

ITEM = whole().items[0]

NOW = datetime(2026, 11, 28, 9, 5, tzinfo=UTC)


def lulu_event(value: Any) -> object:
    body = json.dumps({"topic": "PRINT_JOB_STATUS_CHANGED", "data": value}).encode()
    provider = Lulu(KEY, SECRET, transport=FakeLulu().transport, now=lambda: NOW)
    return provider.read_event({"Lulu-HMAC-SHA256": sign(SECRET, body)}, body)


def gelato_event(value: Any) -> object:
    provider = Gelato(KEY, SECRET, transport=FakeGelato().transport)
    return provider.read_event({HEADER: SECRET}, json.dumps(value).encode())


def answer(provider: str, value: Any) -> Answer:
    return Answer(provider, parse_json(json.dumps(value).encode()))


READERS: dict[str, tuple[Any, Callable[[Any], object]]] = {
    "job": (LULUS, lambda value: lulu_forms.read_job(answer("lulu", value))),
    "status": (
        {**STATUS, "line_item_statuses": [LINE]},
        lambda value: lulu_forms.read_status(answer("lulu", value), ()),
    ),
    "costs": (COSTS, lambda value: lulu_forms.read_quote(answer("lulu", value))),
    "check": (CHECK, lambda value: lulu_forms.read_check("interior", answer("lulu", value), ITEM)),
    "cover": (
        {"width": "1", "height": "2", "unit": "mm"},
        lambda value: lulu_forms.read_cover_size(answer("lulu", value)),
    ),
    "event": (LULUS, lulu_event),
    "part": (GELATOS, lambda value: gelato_forms.join((gelato_forms.read_part(answer("gelato", value)),))),
    "quotes": (QUOTES, lambda value: gelato_forms.read_quote(answer("gelato", value), whole())),
    "told": (EVENT, gelato_event),
}


def paths_of(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path] if path else []
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [*found, *(one for key, part in inner for one in paths_of(part, (*path, key)))]


def spoil(value: Any, path: tuple[Any, ...], other: Any) -> Any:
    spoiled = deepcopy(value)
    place = spoiled
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = other
    return spoiled


@pytest.mark.parametrize("name", READERS)
def test_what_is_not_spoiled_is_read(name: str) -> None:
    example, read = READERS[name]
    assert read(example) is not None


@pytest.mark.parametrize("name", READERS)
def test_a_spoiled_answer_is_a_value_or_one_error_of_ours(name: str) -> None:
    """Each part of each answer, replaced by each of what nobody expects there."""
    example, read = READERS[name]
    for path in paths_of(example):
        for other in WRONG:
            try:
                read(spoil(example, path, other))
            except PodError as fault:
                assert "\n" not in str(fault) and not any(word in str(fault) for word in PERSONAL)


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=15)
@given(value=VALUES)
def test_an_answer_of_something_else_is_an_error_of_ours(name: str, value: Any) -> None:
    with pytest.raises(PodError):
        READERS[name][1](value)


@pytest.mark.slow
@settings(max_examples=50)
@given(body=some.binary(max_size=60))
def test_no_body_of_an_event_breaks_anything(body: bytes) -> None:
    named_fields(body)
    page = "https://desk.example/answer"
    shop = MailShop("ink", "a@b.example", send=lambda _: None, page=page, secret=SECRET * 2, orders={})
    readers: list[Callable[[], object]] = [
        lambda: Lulu(KEY, SECRET).read_event({"Lulu-HMAC-SHA256": sign(SECRET, body)}, body),
        lambda: Gelato(KEY, SECRET).read_event({HEADER: SECRET}, body),
        lambda: shop.read_event({}, body),
    ]
    for read in readers:
        with pytest.raises(PodError):
            read()


def test_a_text_is_one_line_that_can_be_kept() -> None:
    assert Answer("lulu", "a\n\u202eb\0\ud800c\u2028d" + "e" * 999).text().startswith("a b c d")
    assert len(Answer("lulu", "e" * 999).text().encode()) == 500
