"""Sandboxes for tests: the server in a process of its own, files for it to fetch, who is told, and made-up PDFs."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from threading import Thread
from typing import Any, BinaryIO

import httpx
import pikepdf

from booklet.sandbox.products import read_package

KEY, SECRET = "sandbox-key", "sandbox-secret"

PACKAGE = "0583X0827FCSTDSS080CW444GXX"
"""An A5 booklet, stapled."""

CARD = "cards_pf_85x55_pt_350-gsm-coated-silk_cl_4-4_hor"
"""A card, whose size the sandbox cannot read."""

BROCHURE = "brochures_pf_a5_pt_170-gsm-coated-silk_cl_4-4_bt_saddle-stitch_ver"

ADDRESS = {
    "name": "Amani House",
    "street1": "Moi Avenue 1",
    "city": "Nairobi",
    "country_code": "KE",
    "postcode": "00100",
    "phone_number": "+254 20 0000000",
}


def make_pdf(pages: int, width: float, height: float, paint: str = "0.8 0.9 1 rg") -> bytes:
    """Return a file of pages that are one colour to the edge of their bleed, as a print house wants them."""
    with pikepdf.new() as pdf:
        for number in range(pages):
            pdf.add_blank_page(page_size=(width, height))
            page = pdf.pages[number]
            page.trimbox = pikepdf.Array([9, 9, width - 9, height - 9])
            page.bleedbox = pikepdf.Array([0, 0, width, height])
            page.Contents = pdf.make_stream(f"{paint} 0 0 {width} {height} re f".encode())
        made = BytesIO()
        pdf.save(made)
        return made.getvalue()


INSIDE = make_pdf(8, *read_package(PACKAGE).page_size())
COVER = make_pdf(1, *read_package(PACKAGE).cover_size(8))


@dataclass
class Told:
    """A request that somebody was sent."""

    headers: Mapping[str, str]
    body: bytes


@dataclass
class World:
    """A server of the tests: files by their path, or functions that answer; and what it was told by POST.

    `while_told` is called while a POST waits for its answer.
    """

    address: str = ""
    files: dict[str, bytes | Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    """The next codes that POSTs are answered; then 200."""
    while_told: Callable[[], object] = bool

    def wait_for(self, count: int, seconds: float = 60.0) -> list[Told]:
        """Return what it was told, once it is so much."""
        wait_until(lambda: len(self.told) >= count, seconds)
        return self.told


@contextmanager
def open_world() -> Iterator[World]:
    """Open a server of the tests on this machine."""
    world = World()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = world.files.get(self.path)
            if callable(found):
                found(self)
                return
            self.send_response(404 if found is None else 200)
            self.send_header("Content-Length", str(len(found or b"")))
            self.end_headers()
            self.wfile.write(found or b"")

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            world.told.append(Told(dict(self.headers.items()), body))
            world.while_told()
            self.send_response(world.answers.pop(0) if world.answers else 200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    world.address = f"http://127.0.0.1:{server.server_port}"
    world.files = {"/inside.pdf": INSIDE, "/cover.pdf": COVER, "/bad.pdf": b"this is no PDF"}
    try:
        yield world
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def wait_until(is_so: Callable[[], object], seconds: float = 60.0) -> None:
    """Wait until something is so; it must be so in time."""
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.02)


@dataclass
class Sandbox:
    """A sandbox that runs: its address, and what a customer asks of it."""

    base: str
    process: "subprocess.Popen[str]"
    token: str = ""

    def ask(self, method: str, path: str, body: object = None, **options: Any) -> httpx.Response:
        """Ask as a customer of Lulu who has a token."""
        if not self.token:
            form = {"grant_type": "client_credentials"}
            path_of_tokens = "/auth/realms/glasstree/protocol/openid-connect/token"
            given = httpx.post(self.base + path_of_tokens, data=form, auth=(KEY, SECRET), timeout=30)
            self.token = given.json()["access_token"]
        headers = {"Authorization": f"Bearer {self.token}", **options.pop("headers", {})}
        return httpx.request(method, self.base + path, json=body, headers=headers, timeout=30, **options)

    def ask_gelato(self, method: str, path: str, body: object = None, **options: Any) -> httpx.Response:
        """Ask as a customer of Gelato who has a key."""
        headers = {"X-API-KEY": KEY, **options.pop("headers", {})}
        return httpx.request(method, self.base + path, json=body, headers=headers, timeout=30, **options)

    def order(self, world: World, reference: str = "o-1", fault: str = "", **changed: Any) -> Any:
        """Order eight stapled pages from Lulu and return the order."""
        headers = {"Sandbox-Fault": fault} if fault else {}
        answer = self.ask("POST", "/print-jobs/", print_job(world, reference, **changed), headers=headers)
        assert answer.status_code == 201, answer.text
        return answer.json()

    def state(self, order: Any) -> str:
        """Return the state of one of Lulu's orders."""
        name = self.ask("GET", f"/print-jobs/{order['id']}/status/").json()["name"]
        assert isinstance(name, str)
        return name

    def wait_for(self, order: Any, state: str) -> None:
        """Wait until one of Lulu's orders is in a state."""
        wait_until(lambda: self.state(order) == state)

    def page(self, path: str = "/") -> str:
        """Return one of its pages for people."""
        answer = httpx.get(self.base + path, timeout=30)
        assert answer.status_code == 200, answer.text
        return answer.text

    def press(self, page: str, path: str, **fields: str) -> httpx.Response:
        """Press a button on a page."""
        with httpx.Client(base_url=self.base, follow_redirects=True, timeout=30) as client:
            client.get(page)
            given = {"csrfmiddlewaretoken": client.cookies["csrftoken"], **fields}
            return client.post(path, data=given)

    def number_of(self, reference: str) -> int:
        """Return the number that the pages know an order by, found by the customer's name of it."""
        row = next(row for row in self.page().split("<tr>") if f"<td>{reference}</td>" in row)
        return int(row.partition('href="/orders/')[2].partition("/")[0])

    def push(self, reference: str) -> None:
        """Move an order on by its button."""
        number = self.number_of(reference)
        assert self.press(f"/orders/{number}/", f"/orders/{number}/push/").status_code == 200


def print_job(world: World, reference: str = "o-1", inside: str = "/inside.pdf", **changed: Any) -> dict[str, Any]:
    """Return what is sent to order eight stapled pages from Lulu."""
    files = {"interior": {"source_url": world.address + inside}, "cover": {"source_url": world.address + "/cover.pdf"}}
    item = {"title": "Guide", "quantity": 25, "printable_normalization": {"pod_package_id": PACKAGE, **files}}
    asked = {"contact_email": "order@example.org", "external_id": reference, "shipping_level": "MAIL"}
    return {**asked, "line_items": [item], "shipping_address": ADDRESS, **changed}


@contextmanager
def open_sandbox(*options: str, seconds: str = "0", stderr: int | BinaryIO = subprocess.DEVNULL) -> Iterator[Sandbox]:
    """Start a sandbox as its user does; orders move by hand unless `seconds` says otherwise."""
    command: Sequence[str] = [sys.executable, "-m", "booklet", "sandbox", "--port", "0", "--seconds", seconds, *options]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=stderr, text=True, env=environment)
    assert process.stdout
    try:
        said = process.stdout.readline()
        assert said.startswith("The sandbox is at http://127.0.0.1:"), said
        yield Sandbox(said.split()[-1], process)
    finally:
        process.terminate()
        process.wait(30)
        process.stdout.close()
