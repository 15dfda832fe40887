"""The sandbox is what its descriptions say: schemathesis asks every path, rightly and wrongly, within bounds."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
import yaml
from hypothesis import HealthCheck, Phase, settings
from jsonschema import Draft202012Validator, FormatChecker
from sandboxes import KEY, Sandbox, open_sandbox, open_world, print_job
from schemathesis import Case

from booklet.sandbox.described import description_of
from booklet.sandbox.states import LULU as STATES

PATHS = {name: Path(__file__).parents[2] / f"booklet/sandbox/{name}.yaml" for name in ("lulu", "gelato")}

DESCRIBED = yaml.safe_load(PATHS["lulu"].read_text("utf-8"))

BOUNDED = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
"""A few examples a path, the same ones each time, right and wrong."""

CONFIG = schemathesis.Config.from_dict({"phases": {"coverage": {"enabled": False}}})
"""Without the hundreds of requests that try every limit of every field."""

LULU = schemathesis.openapi.from_path(PATHS["lulu"], config=CONFIG)
GELATO = schemathesis.openapi.from_path(PATHS["gelato"], config=CONFIG)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with open_sandbox() as opened:
        assert opened.ask("GET", "/webhooks/").status_code == 200
        yield opened


@pytest.mark.slow
@LULU.parametrize()
@BOUNDED
def test_lulu_is_answered_as_it_is_described(case: "Case[Any]", sandbox: Sandbox) -> None:
    case.call_and_validate(base_url=sandbox.base, headers={"Authorization": f"Bearer {sandbox.token}"})


@pytest.mark.slow
@GELATO.parametrize()
@BOUNDED
def test_gelato_is_answered_as_it_is_described(case: "Case[Any]", sandbox: Sandbox) -> None:
    case.call_and_validate(base_url=sandbox.base, headers={"X-API-KEY": KEY})


# what hardly any made-up request meets: orders, files and webhooks that are there


@pytest.mark.slow
def test_what_is_there_is_told_as_it_is_described(sandbox: Sandbox) -> None:
    with open_world() as world:
        asked = {"topics": ["PRINT_JOB_STATUS_CHANGED"], "url": world.address + "/told"}
        hook = sandbox.ask("POST", "/webhooks/", asked).json()
        order = sandbox.order(world, "described")
        sandbox.wait_for(order, "UNPAID")
        for state in (*STATES.list_states()[2:], "DELIVERED"):
            for path in ("/print-jobs/{id}/", "/print-jobs/{id}/status/", "/print-jobs/{id}/costs/"):
                check(sandbox, path, state, id=str(order["id"]))
            sandbox.push("described")
        bad = sandbox.order(world, "bad", line_items=print_job(world, inside="/bad.pdf")["line_items"])
        sandbox.wait_for(bad, "REJECTED")
        check(sandbox, "/print-jobs/{id}/", "REJECTED", id=str(bad["id"]))
        made = sandbox.ask("POST", "/validate-interior/", {"source_url": world.address + "/inside.pdf"}).json()
        check(sandbox, "/validate-interior/{id}/", "unread", id=str(made["id"]))
        check(sandbox, "/webhooks/{id}/", "", id=hook["id"])
        for path in ("/print-jobs/", "/webhooks/", "/webhook-submissions/"):
            check(sandbox, path, "")
        assert sandbox.ask("DELETE", f"/webhooks/{hook['id']}/").status_code == 204


def check(sandbox: Sandbox, path: str, state: str, **names: str) -> None:
    """Ask for something that is there and hold the answer to the description."""
    answer = sandbox.ask("GET", path.format(**names))
    assert answer.status_code == 200, (path, state, answer.text)
    schema = DESCRIBED["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    whole = {"allOf": [schema], "components": DESCRIBED["components"]}
    faults = list(Draft202012Validator(whole, format_checker=FormatChecker()).iter_errors(answer.json()))
    assert not faults, (path, state, faults[0])


@pytest.mark.slow
def test_every_described_path_has_what_answers_it_and_no_other_is_answered() -> None:
    code = """
from pathlib import Path
from typing import Any
from booklet.sandbox.settings import Setup, configure
configure(Setup(Path("nowhere")))
from booklet.sandbox import gelato, lulu
import json
print(json.dumps({path: sorted(methods) for views in (lulu.VIEWS, lulu.HOOK_VIEWS, gelato.VIEWS)
    for path, methods in views.items()}))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    described = {
        path: sorted(set(methods) - {"parameters"})
        for name in PATHS
        for path, methods in yaml.safe_load(PATHS[name].read_text("utf-8"))["paths"].items()
    }
    assert json.loads(done.stdout) == described


def test_what_is_asked_is_refused_by_the_name_of_its_field() -> None:
    lulu = description_of("lulu")
    faults = lulu.find_faults("/print-jobs/", "post", {"line_items": [{"quantity": 0}], "shipping_level": "PIGEON"})
    assert faults["contact_email"] == ["This field is required."]
    assert "0.title: This field is required." in faults["line_items"]
    assert "Must be one of" in faults["shipping_level"][0] and "PIGEON" not in str(faults)
    assert lulu.find_faults("/print-jobs/", "post", []) == {"body": ["Must be object."]}
    asked = {"page": "1.5", "page_size": "1" * 40, "status": "UNPAID"}
    assert set(lulu.find_query_faults("/print-jobs/", "get", asked)) == {"page", "page_size"}


@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff", b"NaN", b'{"a": Infinity}', b'["\\ud800"]', b"[" * 100_000, b"1" * 5000, b"null"]
)
def test_a_body_that_is_no_order_is_refused_and_breaks_nothing(sandbox: Sandbox, body: bytes) -> None:
    headers = {"Authorization": f"Bearer {sandbox.token}", "Content-Type": "application/json"}
    answer = httpx.post(f"{sandbox.base}/print-jobs/", content=body, headers=headers)
    assert answer.status_code == 400 and answer.json()


@pytest.mark.slow
def test_a_body_that_is_too_long_is_not_read(sandbox: Sandbox) -> None:
    headers = {"Authorization": f"Bearer {sandbox.token}"}
    answer = httpx.post(f"{sandbox.base}/print-jobs/", content=b" " * 1_000_001, headers=headers)
    assert answer.status_code in {400, 413}
