"""The sandbox's pages for people: what a print house sees, said to be a sandbox; names of strangers stay text."""

import re
from collections.abc import Iterator

import httpx
import pytest
from sandboxes import ADDRESS, Sandbox, World, open_sandbox, open_world, print_job, wait_until

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{7*7}}{% load x %}"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with open_sandbox("--host", "desk.internal") as opened:
        yield opened


@pytest.fixture
def world() -> Iterator[World]:
    with open_world() as opened:
        yield opened


def test_names_of_strangers_are_text_and_nothing_else_on_every_page(sandbox: Sandbox, world: World) -> None:
    items = print_job(world)["line_items"]
    sources = items[0]["printable_normalization"]
    sources["interior"]["source_url"] = world.address + "/%3Cb%3E<script>alert(3)</script>"
    items[0]["title"] = HOSTILE
    order = sandbox.order(world, HOSTILE, line_items=items, shipping_address={**ADDRESS, "name": HOSTILE})
    asked = {"topics": ["PRINT_JOB_STATUS_CHANGED"], "url": world.address + "/<script>alert(4)</script>"}
    sandbox.ask("POST", "/webhooks/", asked)
    sandbox.wait_for(order, "REJECTED")
    front = sandbox.page()
    number = re.findall(r'href="/orders/(\d+)/"', front)[0]
    for page in (front, sandbox.page(f"/orders/{number}/")):
        assert "<script" not in page and "<img" not in page and "&lt;script&gt;" in page
        assert "{{7*7}}" in page and "{% load x %}" in page


def test_every_page_says_that_it_is_a_sandbox_and_holds_no_script(sandbox: Sandbox, world: World) -> None:
    sandbox.wait_for(sandbox.order(world, "said"), "UNPAID")
    for path in ("/", f"/orders/{sandbox.number_of('said')}/"):
        answer = httpx.get(sandbox.base + path)
        assert "SANDBOX: nothing is printed, nothing is paid" in answer.text
        assert "<script" not in answer.text and "style=" not in answer.text
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
        assert answer.headers["X-Sandbox"] and answer.headers["X-Content-Type-Options"] == "nosniff"
    assert httpx.get(f"{sandbox.base}/print-jobs/").headers["X-Sandbox"]


def test_a_person_sees_the_verdict_of_each_file_and_moves_the_order_by_a_button(sandbox: Sandbox, world: World) -> None:
    order = sandbox.order(world, "seen")
    sandbox.wait_for(order, "UNPAID")
    page = sandbox.page(f"/orders/{sandbox.number_of('seen')}/")
    assert "25 × Guide" in page and "To Amani House, Moi Avenue 1, 00100, Nairobi, KE." in page and "made up" in page
    assert page.count('<span class="good">fine</span>') == 2 and "not checked" in page
    assert 'aria-current="step">UNPAID<' in page and "Move it on" in page
    for state in (
        "PAYMENT_IN_PROGRESS",
        "PRODUCTION_DELAYED",
        "PRODUCTION_READY",
        "IN_PRODUCTION",
        "SHIPPED",
        "DELIVERED",
    ):
        sandbox.push("seen")
        assert f'aria-current="step">{state}<' in sandbox.page(f"/orders/{sandbox.number_of('seen')}/")
    last = sandbox.page(f"/orders/{sandbox.number_of('seen')}/")
    assert "Move it on" not in last and "/parcels/SANDBOX-" in last
    sandbox.push("seen")
    assert sandbox.state(order) == "SHIPPED"


def test_a_page_of_another_site_can_press_no_button(sandbox: Sandbox, world: World) -> None:
    sandbox.wait_for(sandbox.order(world, "pressed"), "UNPAID")
    number = sandbox.number_of("pressed")
    for path, fields in (
        (f"/orders/{number}/push/", {}),
        ("/faults/", {"fault": "error-500"}),
        (f"/orders/{number}/fault/", {"fault": "hook-lost"}),
        ("/hooks/", {"url": world.address}),
    ):
        assert httpx.post(sandbox.base + path, data=fields).status_code == 403
        assert httpx.get(sandbox.base + path).status_code == 405
    assert 'aria-current="step">UNPAID<' in sandbox.page(f"/orders/{number}/")


def test_a_name_that_leads_here_by_another_is_not_answered(sandbox: Sandbox) -> None:
    for host, status in (("localhost", 200), ("desk.internal", 400), ("evil.example", 400)):
        assert httpx.get(f"{sandbox.base}/", headers={"Host": host}).status_code == status


def test_a_webhook_on_the_page_leads_nowhere_else_and_its_header_is_one(sandbox: Sandbox, world: World) -> None:
    for fields in (
        {"url": "http://example.org/"},
        {"url": "file:///etc/passwd"},
        {"url": ""},
        {"url": world.address, "name": "X Y", "value": "z"},
        {"url": world.address, "name": "X", "value": "z\r\nEvil: 1"},
        {"url": world.address, "name": "X:", "value": "z"},
        {"url": world.address, "name": "X", "value": "z" * 400},
    ):
        assert sandbox.press("/", "/hooks/", **fields).status_code == 400, fields


def test_a_webhook_of_lulu_that_leads_elsewhere_is_told_nothing(sandbox: Sandbox, world: World) -> None:
    asked = {"topics": ["PRINT_JOB_STATUS_CHANGED"], "url": "http://example.org/told"}
    hook = sandbox.ask("POST", "/webhooks/", asked).json()
    sandbox.ask("POST", f"/webhooks/{hook['id']}/test-submission/PRINT_JOB_STATUS_CHANGED/")
    wait_until(lambda: "was not named when it started" in sandbox.page())
    assert sandbox.ask("DELETE", f"/webhooks/{hook['id']}/").status_code == 204


def test_what_is_not_there_is_said(sandbox: Sandbox) -> None:
    for path in ("/orders/999999/", "/parcels/SANDBOX-1/", "/description/x.yaml"):
        answer = httpx.get(sandbox.base + path)
        assert answer.status_code == 404 and "SANDBOX" in answer.text
    assert httpx.get(f"{sandbox.base}/nothing").json()["code"] == "not_found"
    assert "openapi: 3.1.0" in sandbox.page("/description/lulu.yaml")
