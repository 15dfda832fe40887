"""Orders at Lulu: placed once whatever dies when, priced in exact amounts, told in our own words."""

import dataclasses
import hashlib
import hmac
import json
from base64 import b64encode
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from podfakes import (
    COSTS,
    COVER,
    FAULTS,
    INTERIOR,
    JOB,
    KEY,
    LOST,
    NEVER,
    PERSONAL,
    PRODUCT,
    SCHOOL,
    SECRET,
    STATUS,
    WHOLE,
    FakeLulu,
    apart,
)

from booklet.pod.faults import PodError
from booklet.pod.lulu import WINDOW, Lulu
from booklet.pod.lulu_forms import LEVELS, STATES
from booklet.pod.provider import wait_for
from booklet.pod.values import CoverSize, Parcel, Quote, Shipping, State, Validation
from booklet.values import replace

NOW = datetime(2026, 11, 28, 9, 5, tzinfo=UTC)


def lulu(fake: FakeLulu) -> Lulu:
    return Lulu(KEY, SECRET, transport=fake.transport, sleep=fake.sleep, now=lambda: NOW)


def place_until_done(fake: FakeLulu, times: int = 4) -> str:
    """Place an order in a process of its own each time, until one of them ends well; return its number."""
    for _ in range(times):
        try:
            return lulu(fake).place(apart()).id
        except PodError as fault:
            assert not any(word in str(fault) for word in PERSONAL)
    raise AssertionError("never placed")


def test_an_order_is_what_lulu_wants_and_comes_back_as_ours() -> None:
    fake = FakeLulu()
    placed = lulu(fake).place(apart())
    assert (placed.provider, placed.id, placed.reference) == ("lulu", "1", "school-7f3a9c21")
    assert (placed.status.state, placed.status.said) == (State.DRAFT, "CREATED")
    assert fake.orders[0]["asked"] == {
        "contact_email": "editor@booklet.example",
        "external_id": "school-7f3a9c21",
        "line_items": [
            {
                "external_id": "school-7f3a9c21-1",
                "title": "Staying safe online",
                "quantity": 25,
                "printable_normalization": {
                    "cover": {"source_url": COVER.url},
                    "interior": {"source_url": INTERIOR.url, "source_md5_sum": INTERIOR.md5},
                    "pod_package_id": PRODUCT,
                },
            }
        ],
        "production_delay": 120,
        "shipping_address": {
            "name": "Nairobi Primary School",
            "street1": "Moi Avenue 12",
            "street2": "Gate B",
            "city": "Nairobi",
            "postcode": "00100",
            "country_code": "KE",
            "phone_number": "+254 20 1234567",
            "email": "head@school.example",
        },
        "shipping_level": "MAIL",
    }


STEPS = 4
"""What `place` asks: for a token, whether there is one, to take it, and whether there is one only."""


def test_placing_takes_so_many_steps() -> None:
    fake = FakeLulu()
    lulu(fake).place(apart())
    assert len(fake.asked) == STEPS


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("step", range(STEPS))
@pytest.mark.parametrize("lag", [0, 1])
def test_whatever_fails_at_whichever_step_there_is_one_order_in_the_end(step: int, fault: str, lag: int) -> None:
    fake = FakeLulu(faults={step: fault}, lag=lag)
    number = place_until_done(fake)
    assert [str(job["id"]) for job in fake.alive] == [number]
    assert fake.count("POST", "/print-jobs/") == len(fake.orders) + (step == 2 and fault in (NEVER, "500"))
    assert place_until_done(fake) == number


@pytest.mark.parametrize("fault", [LOST, NEVER])
def test_what_lulu_lists_late_and_was_ordered_again_comes_down_to_the_first(fault: str) -> None:
    """Nobody can promise one order while the first is not listed; whoever asks again later is left with the first."""
    fake = FakeLulu(faults={2: fault}, lag=4)
    for _ in range(12):
        place_until_done(fake)
    assert [job["id"] for job in fake.alive] == [1]


@pytest.mark.parametrize("first", FAULTS)
@pytest.mark.parametrize("second", FAULTS)
def test_two_faults_one_after_the_other_leave_one_order(first: str, second: str) -> None:
    for step in range(1, STEPS + 4):
        fake = FakeLulu(faults={2: first, step if step != 2 else STEPS + 4: second})
        number = place_until_done(fake)
        assert [str(job["id"]) for job in fake.alive] == [number]


def test_an_order_that_nobody_can_find_is_unsure_and_not_ordered_again_in_the_same_breath() -> None:
    fake = FakeLulu(faults={2: LOST}, lag=50)
    with pytest.raises(PodError) as raised:
        lulu(fake).place(apart())
    assert raised.value.codes == ("pod-unsure",) and raised.value.is_unsure
    assert fake.count("POST", "/print-jobs/") == 1 and sum(fake.slept) > 10


def test_what_was_ordered_twice_all_the_same_is_cancelled_down_to_the_first() -> None:
    """Two processes that saw nothing of each other; each comes to the same order."""
    fake = FakeLulu()
    fake.orders = [{**JOB, "id": n, "external_id": apart().reference, "hidden": 0} for n in (1, 2, 3)]
    assert lulu(fake).place(apart()).id == "1"
    assert [job["id"] for job in fake.alive] == [1]


def test_what_cannot_be_cancelled_yet_is_cancelled_when_it_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lulu cancels what is unpaid, and looks at the files before."""
    monkeypatch.setattr("podfakes.CANCELLABLE", ("UNPAID",))
    fake = FakeLulu()
    fake.orders = [{**JOB, "id": n, "external_id": apart().reference, "hidden": 0} for n in (1, 2)]
    with pytest.raises(PodError, match="pod-two-orders") as raised:
        lulu(fake).place(apart())
    assert raised.value.is_unsure
    for job in fake.orders:
        job["status"] = {**STATUS, "name": "UNPAID"}
    assert lulu(fake).place(apart()).id == "1" and [job["id"] for job in fake.alive] == [1]


def test_many_processes_at_the_same_moment_come_to_one_order() -> None:
    fake = FakeLulu()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: suppressed(fake), range(8)))
    assert lulu(fake).place(apart()).id == "1"
    assert [job["id"] for job in fake.alive] == [1]


def suppressed(fake: FakeLulu) -> None:
    with suppress(PodError):
        lulu(fake).place(apart())


def test_a_reference_that_stands_for_other_things_orders_and_cancels_nothing() -> None:
    fake = FakeLulu()
    lulu(fake).place(apart())
    more = dataclasses.replace(apart(), items=(replace(apart().items[0], copies=250),))
    fake.orders.append({**fake.orders[0], "id": 2})
    with pytest.raises(PodError) as raised:
        lulu(fake).place(more)
    assert raised.value.codes == ("pod-other-order",) and len(fake.alive) == 2


def test_what_was_ordered_twice_and_is_printed_is_told() -> None:
    printed = {**STATUS, "name": "IN_PRODUCTION"}
    fake = FakeLulu()
    fake.orders = [{**JOB, "id": n, "external_id": apart().reference, "status": printed, "hidden": 0} for n in (1, 2)]
    with pytest.raises(PodError, match="pod-two-orders: has 2 orders for school-7f3a9c21: 1, 2"):
        lulu(fake).place(apart())
    with pytest.raises(PodError, match="pod-two-orders"):
        lulu(fake).find(apart().reference)


def test_a_search_finds_more_than_the_reference_and_only_the_reference_counts() -> None:
    fake = FakeLulu()
    lulu(fake).place(apart("school-7f3a9c21x"))
    assert lulu(fake).find("school-7f3a9c21") is None
    assert lulu(fake).place(apart()).id == "2"
    assert lulu(fake).place(apart()).id == "2"


def test_a_list_is_read_page_by_page_from_lulu_itself_and_not_without_end() -> None:
    fake = FakeLulu()
    fake.orders = [{**JOB, "id": n, "external_id": f"school-7f3a9c21-{n}", "hidden": 0} for n in range(1, 151)]
    fake.orders.append({**JOB, "id": 151, "external_id": "school-7f3a9c21", "hidden": 0})
    found = lulu(fake).find("school-7f3a9c21")
    assert found is not None and found.id == "151"
    fake.orders += [{**JOB, "id": n, "external_id": "school-7f3a9c21-x", "hidden": 0} for n in range(152, 600)]
    with pytest.raises(PodError) as raised:
        lulu(fake).find("school-7f3a9c21")
    assert raised.value.codes == ("pod-wrong-answer",)


def test_a_cancelled_order_keeps_its_reference() -> None:
    fake = FakeLulu()
    placed = lulu(fake).place(apart())
    assert lulu(fake).cancel(placed.id).state is State.CANCELLED
    again = lulu(fake).place(apart())
    assert (again.id, again.status.state) == (placed.id, State.CANCELLED)


def test_cancelling_is_the_same_however_often_it_is_asked_and_whatever_is_lost() -> None:
    for step in range(4):
        for fault in FAULTS:
            fake = FakeLulu()
            lulu(fake).place(apart())
            fake.faults = {len(fake.asked) + step: fault}
            for _ in range(2):
                with suppress(PodError):
                    lulu(fake).cancel("1")
            assert lulu(fake).cancel("1").state is State.CANCELLED
    assert lulu(fake).cancel("1").state is State.CANCELLED


def test_too_late_to_cancel_is_told() -> None:
    fake = FakeLulu()
    lulu(fake).place(apart())
    fake.orders[0]["status"] = {**STATUS, "name": "PRODUCTION_READY"}
    with pytest.raises(PodError) as raised:
        lulu(fake).cancel("1")
    assert raised.value.codes == ("pod-not-cancelled",) and "accepted" in str(raised.value)


def test_a_price_is_read_to_the_cent_and_adds_up() -> None:
    found = lulu(FakeLulu()).quote(apart())
    amounts = (found.printing, found.shipping, found.fees, found.tax, found.total)
    assert amounts == tuple(map(Decimal, ("1810.40", "318.44", "0.75", "127.78", "2257.37")))
    assert all(isinstance(amount, Decimal) for amount in amounts)
    assert (found.currency, found.until) == ("USD", None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"total_cost_incl_tax": "2257.36"},
        {"total_cost_excl_tax": "2000.00", "total_cost_incl_tax": "2127.78"},
        {"total_tax": "-1.00"},
        {"total_tax": "NaN"},
        {"total_tax": "1e5"},
        {"total_tax": None},
        {"total_tax": True},
        {"currency": "Dollar"},
        {"line_item_costs": "51.00"},
    ],
)
def test_a_price_that_does_not_add_up_or_is_none_is_refused(
    wrong: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("podfakes.COSTS", {**COSTS, **wrong})
    with pytest.raises(PodError) as raised:
        lulu(FakeLulu()).quote(apart())
    assert raised.value.codes == ("pod-wrong-answer",)


def test_a_price_in_numbers_is_no_float_on_its_way(monkeypatch: pytest.MonkeyPatch) -> None:
    text = json.dumps(COSTS).replace('"total_cost_incl_tax": "2257.37"', '"total_cost_incl_tax": 2257.370000000000001')
    monkeypatch.setattr("podfakes.COSTS", json.loads(text))
    assert isinstance(lulu(FakeLulu()).quote(apart()), Quote)  # 2257.37 as a float is still 2257.37 in digits
    exact = json.loads(text, parse_float=Decimal)["total_cost_incl_tax"]
    assert exact != Decimal("2257.37")


def test_a_cover_is_asked_for_in_millimetres() -> None:
    """As others had it of Lulu for this product, however many pages."""
    assert lulu(FakeLulu()).cover_size(PRODUCT, 28) == CoverSize(Decimal("302.510"), Decimal("216.410"))


def check(status: str, **more: Any) -> dict[str, Any]:
    return {"id": 7, "source_url": INTERIOR.url, "page_count": 28, "errors": None, "status": status, **more}


def test_files_are_looked_at_until_lulu_has_finished() -> None:
    going = [check("VALIDATING"), check("NORMALIZING"), check("NORMALIZING"), check("NORMALIZED"), check("NORMALIZED")]
    fake = FakeLulu(checks=iter(going))
    item, provider = apart().items[0], lulu(fake)
    begun = provider.validate(item)
    assert not begun.is_done and not begun.is_passed
    ended = wait_for(provider, item, begun, sleep=fake.sleep)
    assert ended.is_done and ended.is_passed and ended.reasons == ()
    assert fake.asked[-1] == ("GET", "/validate-interior/7/")


def test_a_file_with_a_fault_has_not_passed_and_says_why() -> None:
    errors = check("ERROR", errors=["Fonts are not embedded"])
    fake = FakeLulu(checks=iter([errors, check("NORMALIZED", page_count=1)]))
    found = lulu(fake).validate(apart().items[0])
    assert found.is_done and not found.is_passed
    assert found.reasons == ("interior: Fonts are not embedded",)


def test_an_interior_with_other_pages_than_ordered_has_not_passed() -> None:
    fake = FakeLulu(checks=iter([check("VALIDATED", page_count="24"), check("NORMALIZED")]))
    found = lulu(fake).validate(apart().items[0])
    assert not found.is_passed and "24 pages, and 28" in found.reasons[0]


def test_checks_that_do_not_end_are_left() -> None:
    fake = FakeLulu(checks=iter([check("VALIDATING")] * 100))
    provider, item = lulu(fake), apart().items[0]
    with pytest.raises(PodError) as raised:
        wait_for(provider, item, provider.validate(item), patience=30, sleep=fake.sleep)
    assert raised.value.codes == ("pod-still-checking",)


def test_nothing_that_nobody_looked_at_has_passed() -> None:
    assert Validation().is_done and not Validation().is_passed


def test_every_state_and_every_level_of_lulus_has_one_of_ours() -> None:
    described = "CREATED REJECTED UNPAID PAYMENT_IN_PROGRESS PRODUCTION_READY PRODUCTION_DELAYED IN_PRODUCTION ERROR"
    assert STATES.keys() == {*described.split(), "SHIPPED", "CANCELED", "DELIVERED"}
    assert LEVELS.keys() == set(Shipping)


@pytest.mark.parametrize("said", ["ON_FIRE", "shipped", "", "<script>", "A" * 300])
def test_an_unknown_state_is_told_and_never_guessed(said: str) -> None:
    fake = FakeLulu()
    lulu(fake).place(apart())
    fake.orders[0]["status"] = {**STATUS, "name": said}
    for ask in (lambda: lulu(fake).look("1"), lambda: lulu(fake).place(apart())):
        with pytest.raises(PodError) as raised:
            ask()
        assert raised.value.codes in (("pod-unknown-state",), ("pod-wrong-answer",))
        assert "<" not in str(raised.value) and len(str(raised.value)) < 300
    assert len(fake.orders) == 1


def test_parcels_are_told_with_their_links() -> None:
    """As in the answer that Lulu's guide shows."""
    fake = FakeLulu()
    lulu(fake).place(apart())
    url = "https://api.sandbox.lulu.com/x/3d4a53da_1"
    told: dict[str, Any] = {"tracking_id": "3d4a53da_1", "tracking_urls": [url], "carrier_name": "C"}
    fake.orders[0] |= {
        "status": {"name": "SHIPPED", "message": "All shipped", "changed": "2026-12-10T09:28:34.870842Z"},
        "line_items": [{"name": "SHIPPED", "messages": told, "line_item_id": 57999}],
    }
    found = lulu(fake).look("1")
    assert found.parcels == (Parcel("C", "3d4a53da_1", url),)
    assert found.state is State.SENT and found.changed == datetime(2026, 12, 10, 9, 28, 34, 870842, tzinfo=UTC)
    told["tracking_urls"] = "javascript:alert(1)"
    assert lulu(fake).look("1").parcels == (Parcel("C", "3d4a53da_1", ""),)


def test_why_an_order_is_rejected_is_told() -> None:
    fake = FakeLulu()
    lulu(fake).place(apart())
    messages = {"error": "Normalization failed", "printable_normalization": {"interior": ["Page size\nis wrong"]}}
    fake.orders[0] |= {"status": {**STATUS, "name": "REJECTED"}, "line_items": [{"messages": messages}]}
    found = lulu(fake).look("1")
    assert found.state is State.REJECTED
    assert "Normalization failed; interior: Page size is wrong" in found.message


# tokens


def test_one_token_serves_until_it_expires() -> None:
    fake, hour = FakeLulu(expires=300), [0.0]
    provider = Lulu(KEY, SECRET, transport=fake.transport, sleep=fake.sleep, clock=lambda: hour[0])
    provider.find("school-7f3a9c21")
    provider.find("school-7f3a9c21")
    assert fake.tokens == 1
    hour[0] = 250
    provider.find("school-7f3a9c21")
    assert fake.tokens == 2


def test_a_token_that_is_refused_is_asked_for_once_again() -> None:
    fake = FakeLulu()
    provider = lulu(fake)
    provider.find("school-7f3a9c21")
    fake.token = "another"
    provider.place(apart())
    assert fake.tokens == 2 and len(fake.orders) == 1


@pytest.mark.parametrize("token", ["", "two words", "a\r\nX-Evil: 1", 7, None])
def test_a_token_that_cannot_be_one_is_refused(token: Any) -> None:
    fake = FakeLulu(token=token)
    with pytest.raises(PodError) as raised:
        lulu(fake).find("school-7f3a9c21")
    assert raised.value.codes == ("pod-wrong-answer",)


# events


def event(status: Mapping[str, Any] = STATUS, **more: Any) -> bytes:
    job = {**JOB, "external_id": "school-7f3a9c21", "status": status}
    return json.dumps({"topic": "PRINT_JOB_STATUS_CHANGED", "data": job, **more}).encode()


def signed(body: bytes, secret: str = SECRET) -> dict[str, str]:
    """By hand, as Lulu's description says it: the secret as key, the raw body, SHA-256."""
    return {"lulu-hmac-sha256": hmac.new(secret.encode("utf-8"), body, hashlib.sha256).hexdigest()}


def test_a_signed_event_is_read() -> None:
    body = event({**STATUS, "name": "IN_PRODUCTION"})
    found = lulu(FakeLulu()).read_event(signed(body), body)
    assert (found.id, found.reference, found.status.state) == ("1", "school-7f3a9c21", State.PRINTING)
    as_base64 = b64encode(bytes.fromhex(signed(body)["lulu-hmac-sha256"])).decode()
    assert lulu(FakeLulu()).read_event({"Lulu-HMAC-SHA256": as_base64}, body) == found


def test_an_event_told_twice_has_the_same_key_and_another_has_not() -> None:
    body, other = event(), event({**STATUS, "name": "UNPAID"})
    provider = lulu(FakeLulu())
    first, second = (provider.read_event(signed(body), body) for _ in range(2))
    assert first.key == second.key != provider.read_event(signed(other), other).key


def test_an_event_that_is_not_signed_with_our_secret_is_refused() -> None:
    body = event()
    right = signed(body)["lulu-hmac-sha256"]
    wrong: list[dict[str, str]] = [
        {},
        {"Lulu-HMAC-SHA256": ""},
        {"Lulu-HMAC-SHA256": right[:-1]},
        {"Lulu-HMAC-SHA256": right[:-1] + ("0" if right[-1] != "0" else "1")},
        {"Lulu-HMAC-SHA256": "ÿ" * 64},
        {"Lulu-HMAC-SHA256": right, "lulu-hmac-sha256": "x"},
        {"Authorization": right},
        signed(body, "another secret"),
        signed(body, ""),
    ]
    for headers in wrong:
        with pytest.raises(PodError) as raised:
            lulu(FakeLulu()).read_event(headers, body)
        assert raised.value.codes == ("pod-wrong-signature",)
    with pytest.raises(PodError):
        lulu(FakeLulu()).read_event(signed(body), body.replace(b'": ', b'":'))
    with pytest.raises(PodError):
        Lulu("", "").read_event(signed(body, ""), body)


@pytest.mark.parametrize("age", [WINDOW + timedelta(minutes=1), -timedelta(hours=1)])
def test_an_event_of_another_time_is_refused(age: timedelta) -> None:
    body = event({**STATUS, "changed": (NOW - age).isoformat()})
    with pytest.raises(PodError) as raised:
        lulu(FakeLulu()).read_event(signed(body), body)
    assert raised.value.codes == ("pod-old-event",)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "pod-wrong-event"),
        (b"{", "pod-wrong-event"),
        (b"[]", "pod-wrong-event"),
        (b"[" * 100_000, "pod-wrong-event"),
        (b'{"topic": "SOMETHING_ELSE", "data": {}}', "pod-wrong-event"),
        (b'{"topic": "PRINT_JOB_STATUS_CHANGED"}', "pod-wrong-answer"),
        (event({"name": "UNPAID"}), "pod-wrong-event"),
        (event({**STATUS, "name": "SOMETHING"}), "pod-unknown-state"),
        (event({**STATUS, "changed": "yesterday"}), "pod-wrong-answer"),
        (b" " * 1_000_001, "pod-wrong-signature"),
    ],
)
def test_a_signed_event_that_cannot_be_read_is_told(body: bytes, code: str) -> None:
    with pytest.raises(PodError) as raised:
        lulu(FakeLulu()).read_event(signed(body), body)
    assert raised.value.codes == (code,)


def test_an_address_for_events_is_named_once_and_again_after_lulu_gave_it_up() -> None:
    fake, url = FakeLulu(), "https://desk.example/hooks/lulu"
    lulu(fake).subscribe(url)
    fake.hooks[0] |= {"id": "f370d09b-912a-4667-9890-ed9bd0c32166", "is_active": True}
    lulu(fake).subscribe(url)
    assert len(fake.hooks) == 1
    fake.hooks[0]["is_active"] = False
    lulu(fake).subscribe(url)
    assert fake.asked[-1] == ("PATCH", "/webhooks/f370d09b-912a-4667-9890-ed9bd0c32166/")


# what is wrong before Lulu sees it


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"reference": "short"}, "reference"),
        ({"reference": "school-7f3a9c21\n"}, "reference"),
        ({"currency": "eur"}, "currency"),
        ({"contact": "nobody"}, "contact"),
        ({"items": ()}, "number of items"),
        ({"address": dataclasses.replace(SCHOOL, phone="")}, "address.phone"),
        ({"address": dataclasses.replace(SCHOOL, phone="call us")}, "address.phone"),
        ({"address": dataclasses.replace(SCHOOL, streets=("a", "b", "c"))}, "address.streets"),
        ({"address": dataclasses.replace(SCHOOL, streets=())}, "address.streets"),
        ({"address": dataclasses.replace(SCHOOL, streets=("x" * 90,))}, "address.streets"),
        ({"address": dataclasses.replace(SCHOOL, country="UKR")}, "address.country"),
        ({"address": dataclasses.replace(SCHOOL, country="US")}, "address.state"),
        ({"address": dataclasses.replace(SCHOOL, name="School \u202e123")}, "address.name"),
        ({"address": dataclasses.replace(SCHOOL, name="A\r\nB")}, "address.name"),
        ({"address": dataclasses.replace(SCHOOL, city="  ")}, "address.city"),
        ({"address": dataclasses.replace(SCHOOL, email="x")}, "address.email"),
        ({"items": (replace(apart().items[0], copies=0),)}, "number of copies"),
        ({"items": (replace(apart().items[0], pages=0),)}, "number of pages"),
        ({"items": (replace(apart().items[0], product="../x"),)}, "product"),
        ({"items": (replace(apart().items[0], title=""),)}, "title"),
        ({"items": (replace(apart().items[0], cover=None),)}, "set of files"),
        ({"items": (replace(apart().items[0], interior=None, cover=None, file=WHOLE),)}, "set of files"),
        (
            {"items": (replace(apart().items[0], cover=dataclasses.replace(COVER, url="http://files.example/x")),)},
            "file",
        ),
        (
            {
                "items": (
                    replace(apart().items[0], cover=dataclasses.replace(COVER, url="https://u:p@files.example/x")),
                )
            },
            "file",
        ),
        (
            {"items": (replace(apart().items[0], cover=dataclasses.replace(COVER, url="file:///etc/passwd")),)},
            "file",
        ),
        (
            {"items": (replace(apart().items[0], cover=dataclasses.replace(COVER, url="https://[x")),)},
            "file",
        ),
        ({"items": (replace(apart().items[0], cover=dataclasses.replace(COVER, md5="x")),)}, "file"),
    ],
)
def test_a_wrong_order_is_told_by_its_field_and_asks_nothing(changed: dict[str, Any], field: str) -> None:
    fake = FakeLulu()
    for ask in (lulu(fake).place, lulu(fake).quote):
        with pytest.raises(PodError) as raised:
            ask(apart(**changed))
        assert set(raised.value.codes) == {"pod-wrong-order"}
        assert f"a wrong {field};" in str(raised.value)
    assert fake.asked == []


def test_a_name_with_joined_letters_is_a_name() -> None:
    """As Persian writes a school, with a joiner that is no space."""
    fake = FakeLulu()
    assert lulu(fake).place(apart(address=dataclasses.replace(SCHOOL, name="مدرسه\u200cها"))).id == "1"


def test_a_postcode_may_be_empty_where_there_are_none() -> None:
    fake = FakeLulu()
    lulu(fake).place(apart(address=dataclasses.replace(SCHOOL, postcode="", streets=("Box 5",), email="")))
    assert fake.orders[0]["asked"]["shipping_address"] == {
        "name": "Nairobi Primary School",
        "street1": "Box 5",
        "city": "Nairobi",
        "postcode": "",
        "country_code": "KE",
        "phone_number": "+254 20 1234567",
    }


@pytest.mark.parametrize("id", ["", "1/../2", "x", "1" * 19, "²"])
def test_a_number_that_is_none_reaches_no_address(id: str) -> None:
    fake = FakeLulu()
    for ask in (lulu(fake).look, lulu(fake).cancel):
        with pytest.raises(PodError) as raised:
            ask(id)
        assert raised.value.codes == ("pod-not-found",)
    assert fake.asked == []


def test_nothing_shows_a_secret_or_a_person() -> None:
    fake = FakeLulu()
    provider = lulu(fake)
    provider.place(apart())
    held = [one for one in vars(provider).values() if type(one).__module__.startswith("booklet.")]
    assert len(held) > 1
    parts = (provider, *held, apart(), apart().items[0], SCHOOL, INTERIOR)
    assert not any(word in repr(part) for part in parts for word in PERSONAL)
