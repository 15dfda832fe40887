"""Faults: each by its header, its button and its plan, at a sandbox that runs; a plan that is wrong is told by line."""

import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from sandboxes import SECRET, Sandbox, World, open_sandbox, open_world, print_job, wait_until

from booklet.cli import main
from booklet.errors import SourceError
from booklet.sandbox.door import LATE
from booklet.sandbox.faults import ANSWERING, MEANINGS, Fault, Plan, read_faults, read_plan


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with open_sandbox() as opened:
        yield opened


@pytest.fixture
def world() -> Iterator[World]:
    with open_world() as opened:
        yield opened


@pytest.fixture
def hook(sandbox: Sandbox, world: World) -> Iterator[str]:
    """A webhook of the tests' server, and its address at Lulu's; it is told nothing of what was ordered before."""
    wait_until(lambda: sandbox.ask("GET", "/print-jobs/?status=CREATED").json()["count"] == 0)
    asked = {"topics": ["PRINT_JOB_STATUS_CHANGED"], "url": world.address + "/told"}
    path = f"/webhooks/{sandbox.ask('POST', '/webhooks/', asked).json()['id']}/"
    yield path
    sandbox.ask("DELETE", path)


def told_of(world: World, order: Any) -> list[tuple[str, bool]]:
    """Return the states of an order that somebody was told, each with whether its signature holds."""
    found = []
    for told in world.told:
        job = json.loads(told.body)["data"]
        right = hmac.new(SECRET.encode(), told.body, hashlib.sha256).hexdigest()
        if job["id"] == order["id"]:
            found.append((job["status"]["name"], told.headers["Lulu-HMAC-SHA256"] == right))
    return found


def count(sandbox: Sandbox, reference: str) -> int:
    """Return how many orders have a reference, or one that holds it."""
    found = sandbox.ask("GET", f"/print-jobs/?search={reference}").json()["count"]
    assert isinstance(found, int)
    return found


# one answer


def test_a_slow_answer_comes_late_and_is_the_right_one(sandbox: Sandbox, world: World) -> None:
    started = time.monotonic()
    sandbox.order(world, "slow", fault="slow")
    assert time.monotonic() - started >= LATE and count(sandbox, "slow") == 1


def test_an_answer_of_500_has_done_nothing(sandbox: Sandbox, world: World) -> None:
    answer = sandbox.ask("POST", "/print-jobs/", print_job(world, "none"), headers={"Sandbox-Fault": "error-500"})
    assert answer.status_code == 500 and count(sandbox, "none") == 0


def test_an_answer_that_is_lost_has_taken_the_order(sandbox: Sandbox, world: World) -> None:
    with pytest.raises(httpx.RemoteProtocolError):
        sandbox.order(world, "unanswered", fault="answer-lost")
    assert count(sandbox, "unanswered") == 1


def test_a_fault_that_nobody_knows_is_refused(sandbox: Sandbox, world: World) -> None:
    answer = sandbox.ask("POST", "/print-jobs/", print_job(world, "odd"), headers={"Sandbox-Fault": "odd"})
    assert answer.status_code == 400 and "no such fault" in answer.text and count(sandbox, "odd") == 0


def test_a_button_spoils_the_next_order_and_no_other_request(sandbox: Sandbox, world: World, hook: str) -> None:
    assert sandbox.press("/", "/faults/", fault="error-500").status_code == 200
    assert sandbox.press("/", "/faults/", fault="hook-lost").status_code == 200
    assert "<code>error-500</code>" in sandbox.page() and sandbox.ask("GET", "/print-jobs/").status_code == 200
    codes = [sandbox.ask("POST", "/print-jobs/", print_job(world, "armed")).status_code for _ in range(2)]
    assert codes == [500, 201] and count(sandbox, "armed") == 1
    assert sandbox.press("/", "/faults/", fault="odd").status_code == 404


# what is told


def test_what_is_told_twice_lost_late_or_forged_is_just_that_once(sandbox: Sandbox, world: World, hook: str) -> None:
    expected = {
        "hook-doubled": [("CREATED", True), ("CREATED", True), ("UNPAID", True)],
        "hook-lost": [("UNPAID", True)],
        "hook-late": [("UNPAID", True), ("CREATED", True)],
        "hook-forged": [("CREATED", False), ("UNPAID", True)],
    }
    for fault, said in expected.items():
        order = sandbox.order(world, fault, fault=fault)
        sandbox.wait_for(order, "UNPAID")
        wait_until(lambda order=order, said=said: len(told_of(world, order)) >= len(said))  # type: ignore[misc]
        assert told_of(world, order) == said, fault


def test_a_button_spoils_what_is_told_next_of_an_order(sandbox: Sandbox, world: World, hook: str) -> None:
    order = sandbox.order(world, "forged by hand")
    sandbox.wait_for(order, "UNPAID")
    number = sandbox.number_of("forged by hand")
    page = f"/orders/{number}/"
    assert sandbox.press(page, f"{page}fault/", fault="hook-forged").status_code == 200
    assert sandbox.press(page, f"{page}fault/", fault="slow").status_code == 404, "an order gives no answers"
    sandbox.push("forged by hand")
    wait_until(lambda: ("PAYMENT_IN_PROGRESS", False) in told_of(world, order))


def test_what_is_not_taken_is_told_again_and_after_five_in_a_row_a_webhook_is_switched_off(
    sandbox: Sandbox, world: World, hook: str
) -> None:
    world.answers = [500, 503]
    sandbox.ask("POST", f"{hook}test-submission/PRINT_JOB_STATUS_CHANGED/")
    wait_until(lambda: len(world.told) == 3)
    newest = sandbox.ask("GET", "/webhook-submissions/?page_size=1").json()["results"][0]
    wait_until(lambda: sandbox.ask("GET", "/webhook-submissions/?page_size=1").json()["results"][0]["is_success"])
    assert sandbox.ask("GET", hook).json()["is_active"] and newest["topic"] == "PRINT_JOB_STATUS_CHANGED"
    world.answers = [500] * 25
    for _ in range(5):
        sandbox.ask("POST", f"{hook}test-submission/PRINT_JOB_STATUS_CHANGED/")
    wait_until(lambda: not sandbox.ask("GET", hook).json()["is_active"])
    assert len(world.told) == 28 and "switched off after 5 failures" in sandbox.page()
    world.answers = []
    assert sandbox.ask("PATCH", hook, {"is_active": True}).json()["is_active"]
    sandbox.ask("POST", f"{hook}test-submission/PRINT_JOB_STATUS_CHANGED/")
    wait_until(lambda: len(world.told) == 29)


def test_a_webhook_that_is_deleted_while_it_is_told_keeps_no_other_from_being_told(
    sandbox: Sandbox, world: World, hook: str
) -> None:
    world.while_told = lambda: sandbox.ask("DELETE", hook)
    sandbox.ask("POST", f"{hook}test-submission/PRINT_JOB_STATUS_CHANGED/")
    world.wait_for(1)
    wait_until(lambda: sandbox.ask("GET", hook).status_code == 404)
    world.while_told = bool
    asked = {"topics": ["PRINT_JOB_STATUS_CHANGED"], "url": world.address + "/other"}
    other = f"/webhooks/{sandbox.ask('POST', '/webhooks/', asked).json()['id']}/"
    sandbox.ask("POST", f"{other}test-submission/PRINT_JOB_STATUS_CHANGED/")
    world.wait_for(2)
    sandbox.ask("DELETE", other)


# an order


def test_a_refused_payment_leaves_an_order_unpaid_and_a_broken_press_ends_it(sandbox: Sandbox, world: World) -> None:
    order = sandbox.order(world, "poor", fault="payment-refused, press-broken")
    sandbox.wait_for(order, "UNPAID")
    seen = []
    for _ in range(7):
        sandbox.push("poor")
        seen.append(sandbox.state(order))
    after = ["PAYMENT_IN_PROGRESS", "PRODUCTION_DELAYED", "PRODUCTION_READY", "IN_PRODUCTION", "ERROR"]
    assert seen == ["PAYMENT_IN_PROGRESS", "UNPAID", *after]


# plans


@pytest.mark.slow
def test_a_plan_meets_the_same_requests_with_the_same_faults(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text('seed = 7\n[rates]\n"error-500" = 0.5\nhook-lost = 0\n')
    plan = read_plan(path)
    assert plan == Plan(7, {Fault.ERROR: 0.5, Fault.HOOK_LOST: 0.0})
    wanted = [500 if plan.choose(number) else 401 for number in range(1, 13)]
    assert {500, 401} == set(wanted)
    for _ in range(2):
        with open_sandbox("--faults", str(path), "--provider", "lulu") as spoiled:
            assert [httpx.get(f"{spoiled.base}/print-jobs/").status_code for _ in wanted] == wanted


@pytest.mark.slow
def test_without_a_plan_nothing_goes_wrong() -> None:
    assert not any(Plan().choose(number) for number in range(1000))
    assert set(MEANINGS) == set(Fault) and set(Fault) > ANSWERING


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("seed = \n", "plan.toml:1: fault-plan: invalid value"),
        ("seed = 7\nseeds = 3\n", 'plan.toml:2: fault-plan: no key "seeds"; did you mean "seed"?'),
        ("seed = 'x'\n", "plan.toml:1: fault-plan: the seed is no whole number"),
        ("seed = true\n", "plan.toml:1: fault-plan: the seed is no whole number"),
        ("rates = 3\n", "plan.toml:1: fault-plan: rates is no table"),
        ("[rates]\nslo = 0.1\n", 'plan.toml:2: fault-plan: no fault "slo"; did you mean "slow"?'),
        ("[rates]\nslow = 2\n", 'plan.toml:2: fault-plan: how often "slow" comes is not 0 to 1'),
        ("[rates]\nslow = nan\n", 'plan.toml:2: fault-plan: how often "slow" comes is not 0 to 1'),
        ("[rates]\nslow = true\n", 'plan.toml:2: fault-plan: how often "slow" comes is not 0 to 1'),
        ("[rates]\nslow = [[[[[", "fault-plan"),
        ("\ufeffseed = 1\n", "fault-plan"),
        ("# " + "x" * 100_001, "fault-plan: has more than 100000 bytes"),
    ],
)
def test_a_plan_that_is_wrong_is_told_by_its_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        read_plan(path)
    assert said in str(caught.value) and {finding.code for finding in caught.value.findings} == {"fault-plan"}


def test_a_plan_that_cannot_be_read_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bytes").write_bytes(b"\xff\xfe")
    for path in (tmp_path, tmp_path / "none", tmp_path / "bytes"):
        assert main(["sandbox", "--faults", str(path)]) == 3
        told = capsys.readouterr().err
        assert "fault-plan" in told and told.count("\n") == 1


@pytest.mark.slow
def test_faults_are_named_between_commas() -> None:
    assert read_faults("") == frozenset() and read_faults(" slow ,,hook-lost") == {Fault.SLOW, Fault.HOOK_LOST}
    with pytest.raises(ValueError, match="odd"):
        read_faults("slow, odd")
