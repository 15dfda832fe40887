"""An order of 25 booklets, from a visitor's form to copies that have arrived, at a sandbox that fetches and judges."""

from collections.abc import Iterator
from pathlib import Path
from socketserver import ThreadingMixIn
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import httpx
import pytest
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test import Client
from django.utils import timezone
from sandboxes import KEY, SECRET, Sandbox, open_sandbox, wait_until
from services import sign_in

from booklet.api.printings import list_printings
from booklet.pod.keys import SANDBOX
from booklet.service.environment import Environment
from booklet.service.orders.models import PrintOrder, Step, Told
from booklet.service.orders.steps import advance_all
from booklet.service.shelf.chosen import Chosen, sign
from booklet.values import replace

FORM = {
    "provider": "lulu",
    "shipping": "mail",
    "currency": "EUR",
    "copies": "25",
    "name": "Kibera Library",
    "street": "Karanja Road 7",
    "city": "Nairobi",
    "postcode": "00100",
    "country": "KE",
    "phone": "+254 20 7946 0018",
    "email": "library@example.org",
}


class Server(ThreadingMixIn, WSGIServer):
    """A server that answers while a step waits for the sandbox."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    """Says nothing."""

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def served(shelf: Environment, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The service at an address that a sandbox reaches, with a shelf."""
    monkeypatch.setattr(settings, "ALLOWED_HOSTS", ["testserver", "127.0.0.1"])

    def answer(environ: Any, start: Any) -> Any:
        try:
            return application(environ, start)
        finally:
            connection.close()

    application = get_wsgi_application()
    server = make_server("127.0.0.1", 0, answer, Server, Quiet)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}"
    monkeypatch.setattr(settings, "SERVICE", replace(shelf, address=address))
    yield address
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def sandbox(served: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    """A sandbox of Lulu that tells the service of changes."""
    with open_sandbox() as sandbox:
        monkeypatch.setenv(SANDBOX, sandbox.base)
        hook = {"topics": ["PRINT_JOB_STATUS_CHANGED"], "url": f"{served}/hooks/lulu/"}
        assert sandbox.ask("POST", "/webhooks/", hook).status_code == 201
        yield sandbox


def take_step() -> PrintOrder:
    """Take the steps that are due, as if their pauses had passed."""
    PrintOrder.objects.update(due=timezone.now())
    advance_all()
    return PrintOrder.objects.get()


def test_twenty_five_booklets_are_ordered_and_arrive(shelf: Environment, served: str, sandbox: Sandbox) -> None:
    chosen = sign(Chosen("amani", "booklet", "booklet-a5", "en", "KE", "14-17"))
    page = Client().post("/order/new/", {**FORM, "chosen": chosen})["Location"]
    ready = take_step()
    assert ready.step == Step.READY, (ready.trouble, ready.faults)
    assert ready.quote["currency"] == "USD" and float(ready.quote["total"]) > 0, "Lulu says in which it reckons"
    sign_in("coordinator").post(f"/service/orders/{ready.pk}/yes/", {"total": ready.quote["total"]})
    placed = take_step()
    assert placed.step == Step.PLACED and placed.number, (placed.trouble, placed.faults)
    for _ in range(8):
        before = Told.objects.count()
        if sandbox.state({"id": placed.number}) == "SHIPPED":
            break
        sandbox.push(placed.reference)
        wait_until(lambda before=before: Told.objects.count() > before)  # type: ignore[misc]  # each turn has its own
        advance_all()  # told by the sandbox, not since time has passed

    def is_sent() -> bool:
        """Take what was told last, which may come after the sandbox shows it."""
        advance_all()
        return bool(PrintOrder.objects.get().status["state"] == "sent")

    wait_until(is_sent)
    sent = PrintOrder.objects.get()
    assert sent.status["state"] == "sent" and sent.status["parcels"], sent.status
    assert [line.quantity for line in list_printings(shelf.editions / "amani")[0].values()] == [25]
    Client().post(f"{page}arrived/")
    over = take_step()
    assert (over.step, over.address, over.contact) == (Step.OVER, {}, "")
    orders = sandbox.ask("GET", "/print-jobs/", params={"external_id": placed.reference}).json()
    assert orders["count"] == 1


@pytest.mark.slow
def test_an_order_is_placed_once_at_a_house_that_fails_and_loses_answers(
    served: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = tmp_path / "faults.toml"
    plan.write_text('seed = 3\n[rates]\n"error-500" = 0.3\n"answer-lost" = 0.3\n', encoding="utf-8")
    with open_sandbox("--faults", str(plan)) as sandbox:
        monkeypatch.setenv(SANDBOX, sandbox.base)
        chosen = sign(Chosen("amani", "booklet", "booklet-a5", "en", "KE", "14-17"))
        Client().post("/order/new/", {**FORM, "chosen": chosen})
        troubles = 0
        for _ in range(25):
            order = take_step()
            troubles += bool(order.trouble)
            if order.step == Step.READY:
                sign_in("coordinator").post(f"/service/orders/{order.pk}/yes/", {"total": order.quote["total"]})
            if order.step == Step.PLACED:
                break
        assert order.step == Step.PLACED and troubles, (order.step, order.trouble, order.faults)
        assert sandbox.page().count(f"<td>{order.reference}</td>") == 1


def test_an_event_with_a_wrong_signature_changes_nothing(served: str, sandbox: Sandbox) -> None:
    answer = httpx.post(f"{served}/hooks/lulu/", json={"topic": "x"}, headers={"Lulu-HMAC-SHA256": "0" * 64})
    assert answer.status_code == 403 and not Told.objects.exists() and KEY != SECRET
