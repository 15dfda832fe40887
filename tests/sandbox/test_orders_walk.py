"""Orders in a sandbox that runs: they walk to their end, stop where they must, and are told to whoever asked for it."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import httpx
import pytest
from sandboxes import (
    ADDRESS,
    BROCHURE,
    CARD,
    SECRET,
    Sandbox,
    World,
    make_pdf,
    open_sandbox,
    open_world,
    print_job,
    wait_until,
)

from booklet.make.build import check
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.sandbox.states import GELATO, LULU
from booklet.sources.load import Sources


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """A sandbox whose orders move by hand."""
    with open_sandbox() as opened:
        yield opened


@pytest.fixture(scope="module")
def quick() -> Iterator[Sandbox]:
    """A sandbox whose orders move by themselves, twenty states a second."""
    with open_sandbox(seconds="0.05") as opened:
        yield opened


@pytest.fixture
def world() -> Iterator[World]:
    with open_world() as opened:
        yield opened


@pytest.fixture
def told(sandbox: Sandbox, world: World) -> Iterator[World]:
    """Somebody who is told of the orders of the sandbox that move by hand."""
    asked = {"topics": ["PRINT_JOB_STATUS_CHANGED"], "url": world.address + "/told"}
    hook = sandbox.ask("POST", "/webhooks/", asked).json()
    yield world
    sandbox.ask("DELETE", f"/webhooks/{hook['id']}/")


def names(world: World, order: Any) -> list[str]:
    """Return the states of an order that somebody was told, in order."""
    said = [json.loads(told.body)["data"] for told in world.told]
    return [job["status"]["name"] for job in said if job["id"] == order["id"]]


def events(world: World, order: Any) -> list[Any]:
    """Return what somebody was told of an order of Gelato's, in order."""
    said = [json.loads(told.body) for told in world.told]
    return [event for event in said if event["orderId"] == order["id"]]


def is_signed(body: bytes, signature: str) -> bool:
    """Tell whether a body has its signature, computed here as Lulu describes it."""
    return hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest() == signature


def gelato_order(world: World, reference: str, **changed: Any) -> dict[str, Any]:
    address = {
        "firstName": "A",
        "lastName": "W",
        "addressLine1": "Moi Avenue 1",
        "city": "Nairobi",
        "postCode": "00100",
    }
    files = [{"type": "default", "url": world.address + "/gelato.pdf"}]
    item = {"itemReferenceId": "i", "productUid": CARD, "quantity": 25, "files": files}
    asked = {"orderReferenceId": reference, "customerReferenceId": "c", "currency": "EUR", "items": [item]}
    return {**asked, "shippingAddress": {**address, "country": "KE", "email": "order@example.org"}, **changed}


def make_for_gelato(sources: Sources, product: str) -> bytes:
    """Return a file of ours, made for Gelato."""
    job = plan_jobs(Wanted(products=(product,), editions=("press",), printer="gelato"), sources)[0]
    return draw(check([job], sources, date(2026, 11, 25))[0], sources, date(2026, 11, 25))


@pytest.fixture(scope="module")
def gelato_pdf(sources: Sources) -> bytes:
    """Our own card, as Gelato wants it."""
    return make_for_gelato(sources, "card")


@pytest.mark.slow
def test_an_order_walks_to_its_reader_and_every_state_is_told_with_a_signature(quick: Sandbox, world: World) -> None:
    quick.ask("POST", "/webhooks/", {"topics": ["PRINT_JOB_STATUS_CHANGED"], "url": world.address + "/told"})
    order = quick.order(world)
    assert order["status"]["name"] == "CREATED" and order["external_id"] == "o-1"
    quick.wait_for(order, "SHIPPED")
    wait_until(lambda: len(names(world, order)) >= 8)
    assert names(world, order) == [*LULU.list_states()[:-1], "SHIPPED"], "the parcel's arrival has no state of Lulu's"
    assert all(is_signed(told.body, told.headers["Lulu-HMAC-SHA256"]) for told in world.told)
    found = quick.ask("GET", f"/print-jobs/{order['id']}/").json()
    item = found["line_items"][0]
    assert item["page_count"] == 8 and item["status"]["name"] == "SHIPPED"
    (parcel,) = item["tracking_urls"]
    wait_until(lambda: "It has arrived." in httpx.get(parcel).text)


def test_a_file_that_cannot_be_printed_rejects_the_order_and_says_why(quick: Sandbox, world: World) -> None:
    order = quick.order(world, "bad", line_items=print_job(world, inside="/bad.pdf")["line_items"])
    quick.wait_for(order, "REJECTED")
    found = quick.ask("GET", f"/print-jobs/{order['id']}/").json()
    said = found["line_items"][0]["status"]["messages"]["printable_normalization"]
    assert said == {"interior": ["not-a-pdf: the file does not begin as a PDF does"]}
    assert "not-a-pdf" in found["status"]["message"]


def test_a_file_of_another_size_or_that_nobody_answers_for_rejects_the_order(quick: Sandbox, world: World) -> None:
    world.files["/a4.pdf"] = make_pdf(8, 613.3, 859.9)
    for path, code in (("/a4.pdf", "page-size"), ("/cover.pdf", "page-number"), ("/nothing.pdf", "file-unreachable")):
        order = quick.order(world, path, line_items=print_job(world, inside=path)["line_items"])
        quick.wait_for(order, "REJECTED")
        assert code in quick.ask("GET", f"/print-jobs/{order['id']}/status/").json()["message"]


def test_a_file_must_have_the_sum_that_was_given(quick: Sandbox, world: World) -> None:
    items = print_job(world)["line_items"]
    items[0]["printable_normalization"]["interior"]["source_md5_sum"] = "0" * 32
    order = quick.order(world, "sum", line_items=items)
    quick.wait_for(order, "REJECTED")


def test_an_order_is_cancelled_while_unpaid_and_at_no_other_time(sandbox: Sandbox, world: World) -> None:
    order = sandbox.order(world, "cancelled")
    sandbox.wait_for(order, "UNPAID")
    status = f"/print-jobs/{order['id']}/status/"
    assert sandbox.ask("PUT", status, {"name": "CANCELED"}).json()["name"] == "CANCELED"
    again = sandbox.ask("PUT", status, {"name": "CANCELED"})
    assert (again.status_code, again.json()) == (400, ["Invalid transition from CANCELED to CANCELED requested"])
    paid = sandbox.order(world, "paid")
    sandbox.wait_for(paid, "UNPAID")
    for state in LULU.list_states()[2:]:
        sandbox.push("paid")
        answer = sandbox.ask("PUT", f"/print-jobs/{paid['id']}/status/", {"name": "CANCELED"})
        assert answer.status_code == 400 and state in answer.text


def test_lulu_takes_the_same_reference_twice_and_finds_both_by_it(sandbox: Sandbox, world: World) -> None:
    first, second = sandbox.order(world, "twice"), sandbox.order(world, "twice")
    assert first["id"] != second["id"]
    found = sandbox.ask("GET", "/print-jobs/?search=twice&page_size=1").json()
    assert found["count"] == 2 and found["results"][0]["id"] == second["id"]
    rest = sandbox.ask("GET", found["next"].removeprefix(sandbox.base)).json()
    assert rest["results"][0]["id"] == first["id"] and rest["next"] is None
    assert sandbox.ask("GET", "/print-jobs/?search=nobody").json()["count"] == 0


def test_an_order_that_waits_for_a_hand_does_not_move_and_one_push_is_one_state(told: World, sandbox: Sandbox) -> None:
    order = sandbox.order(told, "by hand")
    sandbox.wait_for(order, "UNPAID")
    sandbox.push("by hand")
    assert sandbox.state(order) == "PAYMENT_IN_PROGRESS"
    wait_until(lambda: len(names(told, order)) >= 3)
    assert names(told, order) == ["CREATED", "UNPAID", "PAYMENT_IN_PROGRESS"]


def test_files_are_looked_at_without_an_order(sandbox: Sandbox, world: World) -> None:
    package = print_job(world)["line_items"][0]["printable_normalization"]["pod_package_id"]
    cases: tuple[tuple[str, str, dict[str, object], str, int | None], ...] = (
        ("interior", "/inside.pdf", {}, "VALIDATED", 8),
        ("interior", "/inside.pdf", {"pod_package_id": package}, "NORMALIZED", 8),
        ("interior", "/bad.pdf", {}, "ERROR", None),
        ("cover", "/cover.pdf", {"pod_package_id": package, "interior_page_count": 8}, "NORMALIZED", 1),
        ("cover", "/inside.pdf", {"pod_package_id": package, "interior_page_count": 8}, "ERROR", 8),
    )
    for kind, path, more, status, pages in cases:
        made = sandbox.ask("POST", f"/validate-{kind}/", {"source_url": world.address + path, **more})
        assert (made.status_code, made.json()["status"]) == (201, None)
        address = f"/validate-{kind}/{made.json()['id']}/"
        wait_until(lambda address=address: sandbox.ask("GET", address).json()["status"])  # type: ignore[misc]
        found = sandbox.ask("GET", address).json()
        assert (found["status"], found["page_count"]) == (status, pages)
        assert bool(found["errors"]) == (status == "ERROR")


def test_a_cover_is_as_large_as_its_dimensions_say_in_every_unit(sandbox: Sandbox) -> None:
    asked = {"pod_package_id": "0583X0827FCSTDSS080CW444GXX", "interior_page_count": 28}
    for unit, width in (("mm", 302.514), ("inch", 11.91), ("pt", 857.52)):
        found = sandbox.ask("POST", "/cover-dimensions/", {**asked, "unit": unit}).json()
        assert float(found["width"]) == pytest.approx(width, abs=0.001) and found["unit"] == unit
    glued = {**asked, "pod_package_id": "0583X0827FCSTDPB080CW444GXX", "interior_page_count": 200}
    assert float(sandbox.ask("POST", "/cover-dimensions/", glued).json()["width"]) > 880


def test_prices_are_decimals_that_add_up_and_say_that_they_are_made_up(sandbox: Sandbox, world: World) -> None:
    items = [{"page_count": 28, "pod_package_id": "0583X0827FCSTDSS080CW444GXX", "quantity": 25}]
    asked = {"line_items": items, "shipping_address": ADDRESS, "shipping_option": "EXPRESS", "currency": "EUR"}
    found = sandbox.ask("POST", "/print-job-cost-calculations/", asked).json()
    net = Decimal(found["line_item_costs"][0]["total_cost_excl_tax"])
    assert Decimal(found["total_cost_excl_tax"]) == net + Decimal(found["shipping_cost"]["total_cost_excl_tax"])
    assert Decimal(found["total_cost_incl_tax"]) == Decimal(found["total_cost_excl_tax"]) + Decimal(found["total_tax"])
    assert found["currency"] == "EUR" and found["fees"][0]["sku"] == "SANDBOX"
    options = {"line_items": items, "shipping_address": {"country": "KE"}}
    levels = {option["level"] for option in sandbox.ask("POST", "/shipping-options/", options).json()}
    assert {"MAIL", "EXPRESS"} <= levels


def test_nobody_asks_without_a_token_or_a_key(sandbox: Sandbox, world: World) -> None:
    assert httpx.get(f"{sandbox.base}/print-jobs/").status_code == 401
    assert httpx.get(f"{sandbox.base}/print-jobs/", headers={"Authorization": "Bearer x"}).status_code == 401
    path = "/auth/realms/glasstree/protocol/openid-connect/token"
    form = {"grant_type": "client_credentials"}
    for auth in (("sandbox-key", "wrong"), ("", ""), ("é", "ü")):
        assert httpx.post(sandbox.base + path, data=form, auth=auth).status_code == 401
    assert httpx.post(f"{sandbox.base}/v4/orders", json={}, headers={"X-API-KEY": "no"}).status_code == 401


def test_an_order_of_gelato_walks_to_its_reader_and_is_told_by_the_header_that_was_chosen(
    quick: Sandbox, world: World, gelato_pdf: bytes
) -> None:
    world.files["/gelato.pdf"] = gelato_pdf
    quick.press("/", "/hooks/", url=f"{world.address}/told", name="X-Who", value="we")
    order = quick.ask_gelato("POST", "/v4/orders", gelato_order(world, "g-1")).json()
    states = GELATO.list_states()
    wait_until(lambda: quick.ask_gelato("GET", f"/v4/orders/{order['id']}").json()["fulfillmentStatus"] == "delivered")
    wait_until(lambda: len(events(world, order)) >= len(states))
    said = events(world, order)
    assert [event["fulfillmentStatus"] for event in said] == states
    assert {told.headers["X-Who"] for told in world.told} == {"we"}
    assert said[-1]["items"][0]["fulfillments"][0]["trackingCode"].startswith("SANDBOX-")
    assert len({event["id"] for event in said}) == len(said)


def test_a_draft_waits_until_it_is_confirmed_and_is_found_by_its_reference(
    quick: Sandbox, world: World, gelato_pdf: bytes
) -> None:
    world.files["/gelato.pdf"] = gelato_pdf
    draft = quick.ask_gelato("POST", "/v4/orders", gelato_order(world, "g-2", orderType="draft")).json()
    assert (draft["orderType"], draft["fulfillmentStatus"]) == ("draft", "draft")
    (found,) = quick.ask_gelato("POST", "/v4/orders:search", {"orderReferenceId": "g-2"}).json()["orders"]
    assert found["id"] == draft["id"]
    confirmed = quick.ask_gelato("PATCH", f"/v4/orders/{draft['id']}", {"orderType": "order"})
    assert confirmed.json()["orderType"] == "order"
    assert quick.ask_gelato("PATCH", f"/v4/orders/{draft['id']}", {"orderType": "order"}).status_code == 409


def test_an_order_of_gelato_is_cancelled_before_it_is_printed_and_not_later(
    sandbox: Sandbox, world: World, gelato_pdf: bytes
) -> None:
    world.files["/gelato.pdf"] = gelato_pdf
    order = sandbox.ask_gelato("POST", "/v4/orders", gelato_order(world, "g-3")).json()
    cancelled = sandbox.ask_gelato("POST", f"/v4/orders/{order['id']}:cancel")
    assert cancelled.json()["fulfillmentStatus"] == "canceled"
    order = sandbox.ask_gelato("POST", "/v4/orders", gelato_order(world, "g-4")).json()
    sandbox.push("g-4")
    path = f"/v4/orders/{order['id']}"
    wait_until(lambda: sandbox.ask_gelato("GET", path).json()["fulfillmentStatus"] == "passed")
    sandbox.push("g-4")
    assert sandbox.ask_gelato("POST", f"{path}:cancel").status_code == 409


@pytest.mark.slow
def test_our_booklet_is_what_gelato_wants_and_one_page_less_is_not(
    sandbox: Sandbox, world: World, sources: Sources
) -> None:
    world.files["/gelato.pdf"] = make_for_gelato(sources, "booklet")
    for pages, state in ((28, "passed"), (27, "failed")):
        asked = gelato_order(world, f"g-{pages}")
        asked["items"][0] |= {"productUid": BROCHURE, "pageCount": pages}
        order = sandbox.ask_gelato("POST", "/v4/orders", asked).json()
        sandbox.push(f"g-{pages}")
        path = f"/v4/orders/{order['id']}"
        wait_until(lambda path=path: sandbox.ask_gelato("GET", path).json()["fulfillmentStatus"] != "uploading")  # type: ignore[misc]
        assert sandbox.ask_gelato("GET", path).json()["fulfillmentStatus"] == state


def test_a_bad_file_fails_an_order_of_gelato(quick: Sandbox, world: World) -> None:
    world.files["/gelato.pdf"] = b"no PDF"
    order = quick.ask_gelato("POST", "/v4/orders", gelato_order(world, "g-5")).json()
    path = f"/v4/orders/{order['id']}"
    wait_until(lambda: quick.ask_gelato("GET", path).json()["fulfillmentStatus"] == "failed")


def test_gelato_tells_a_quote_and_the_size_of_a_cover(sandbox: Sandbox, world: World) -> None:
    asked = gelato_order(world, "g-6")
    items = [{key: value for key, value in item.items() if key != "files"} for item in asked.pop("items")]
    quoted = {**asked, "recipient": asked.pop("shippingAddress"), "products": items}
    (quote,) = sandbox.ask_gelato("POST", "/v4/orders:quote", quoted).json()["quotes"]
    assert quote["id"].startswith("SANDBOX-") and quote["shipmentMethods"][0]["currency"] == "EUR"
    cover = sandbox.ask_gelato("GET", f"/v3/products/{BROCHURE}/cover-dimensions?pageCount=28").json()
    assert cover["wraparoundInsideSize"]["width"] == pytest.approx(304) and cover["spineSize"]["width"] == 0
    assert sandbox.ask_gelato("GET", "/v3/products/mugs/cover-dimensions?pageCount=28").status_code == 404


@pytest.mark.slow
def test_a_sandbox_of_one_provider_knows_no_other_and_keeps_what_it_has_in_a_folder(
    tmp_path: Any, world: World
) -> None:
    folder = tmp_path / "kept"
    with open_sandbox("--provider", "lulu", "--folder", str(folder)) as first:
        first.order(world, "kept")
        assert first.ask_gelato("POST", "/v4/orders", {}).status_code == 404
    with open_sandbox("--provider", "lulu", "--folder", str(folder)) as second:
        assert second.ask("GET", "/print-jobs/?search=kept").json()["count"] == 1
