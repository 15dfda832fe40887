"""Providers of print on demand that keep their orders in memory, behind httpx, and fail where they are told to.

Answers have the fields of the examples in Lulu's own description and on Gelato's own pages.
"""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import httpx

from booklet.pod.values import Address, Item, Order, Shipping, Source

KEY, SECRET, TOKEN = "a-client-key", "a-client-secret-that-nobody-may-see", "eyJhbGciOiJSUzI1NiIs"

SCHOOL = Address(
    name="Nairobi Primary School",
    streets=("Moi Avenue 12", "Gate B"),
    city="Nairobi",
    postcode="00100",
    country="KE",
    phone="+254 20 1234567",
    email="head@school.example",
)

INTERIOR = Source("https://files.example/interior.pdf?key=hidden", "7f8af20c296747689756f8e310135d79")
COVER = Source("https://files.example/cover.pdf?key=hidden")
WHOLE = Source("https://files.example/whole.pdf?key=hidden")

PRODUCT = "0583X0827.FC.PRE.SS.080CW444.GXX"
BROCHURE = "brochures_pf_a5_ver"

PERSONAL = ("Nairobi", "Moi Avenue", "1234567", "head@school", "hidden", "editor@", SECRET, KEY, TOKEN)
"""What no error, no log and no `repr` may show."""


def apart(reference: str = "school-7f3a9c21", **changed: Any) -> Order:
    """Return an order of 25 booklets with their cover apart, as Lulu takes them."""
    item = Item(PRODUCT, 25, 28, "Staying safe online", interior=INTERIOR, cover=COVER)
    return Order(**{**_order(reference), "items": (item,), **changed})


def whole(reference: str = "school-7f3a9c21", **changed: Any) -> Order:
    """Return an order of 25 booklets in one file, as Gelato takes them."""
    item = Item(BROCHURE, 25, 28, "Staying safe online", file=WHOLE)
    return Order(**{**_order(reference), "items": (item,), **changed})


def _order(reference: str) -> dict[str, Any]:
    kept: dict[str, Any] = {"shipping": Shipping.MAIL, "currency": "USD", "contact": "editor@booklet.example"}
    return {"reference": reference, "address": SCHOOL, **kept}


LOST, NEVER, BROKEN, BROKEN_AFTER, HALF, CUT = FAULTS = ("lost", "never", "500", "500 after", "half", "cut")
"""The answer is lost after the provider did it; it never came; its fault before and after; half JSON; a cut line."""


@dataclass
class Fake:
    """A provider: what was asked, in order, and at which number it fails in which way."""

    faults: dict[int, str] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    orders: list[dict[str, Any]] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)

    @property
    def transport(self) -> httpx.MockTransport:
        """The line to it."""
        return httpx.MockTransport(self.handle)

    def sleep(self, seconds: float) -> None:
        """Wait no time."""
        self.slept.append(seconds)

    def handle(self, request: httpx.Request) -> httpx.Response:
        """Answer a request, or fail as it was told to."""
        fault = self.faults.pop(len(self.asked), "")
        self.asked.append((request.method, request.url.path))
        if fault == NEVER:
            raise httpx.ConnectTimeout(f"no way to {request.url} with {dict(request.headers)}", request=request)
        if fault == BROKEN:
            return httpx.Response(500, json={"detail": SCHOOL.name})
        found = self.answer(request)
        if fault == LOST:
            raise httpx.ReadTimeout(f"nothing from {request.url} with {dict(request.headers)}", request=request)
        if fault == CUT:
            raise httpx.RemoteProtocolError("peer closed connection", request=request)
        if fault == BROKEN_AFTER:
            return httpx.Response(502, text="<html>Bad gateway</html>")
        if fault == HALF:
            return httpx.Response(found.status_code, content=found.content[: len(found.content) // 2])
        return found

    def answer(self, request: httpx.Request) -> httpx.Response:
        """Answer a request; each provider in its own way."""
        raise NotImplementedError

    def count(self, method: str, path: str) -> int:
        """How often something was asked."""
        return self.asked.count((method, path))


STATUS = {
    "changed": "2026-11-28T09:00:00.480493Z",
    "message": "Print-job is currently being validated",
    "name": "CREATED",
}

CANCELLABLE = ("CREATED", "UNPAID")
"""By the states in Lulu's description; its text says: while it is unpaid."""

JOB: dict[str, Any] = {
    "contact_email": "editor@booklet.example",
    "costs": {"line_item_costs": None, "shipping_cost": None, "total_cost_excl_tax": None},
    "date_created": "2026-11-28T09:00:00.485456Z",
    "estimated_shipping_dates": {"arrival_max": "2026-12-12", "dispatch_min": "2026-12-01"},
    "external_id": "demo-time",
    "id": 1,
    "line_items": [],
    "order_id": None,
    "production_delay": 120,
    "shipping_level": "MAIL",
    "status": STATUS,
}
"""The example of a print job in Lulu's description."""

COSTS: dict[str, Any] = {
    "currency": "USD",
    "fees": [{"currency": "USD", "fee_type": "FULFILLMENT_FEE", "total_cost_excl_tax": "0.75", "total_tax": "0.05"}],
    "fulfillment_cost": {"total_cost_excl_tax": "0.75", "total_cost_incl_tax": "0.80", "total_tax": "0.05"},
    "line_item_costs": [
        {"quantity": 20, "total_cost_excl_tax": "51.00", "total_cost_incl_tax": "54.06", "total_tax": "3.06"},
        {"quantity": 200, "total_cost_excl_tax": "1759.40", "total_cost_incl_tax": "1864.96", "total_tax": "105.56"},
    ],
    "shipping_cost": {"total_cost_excl_tax": "318.44", "total_cost_incl_tax": "337.55", "total_tax": "19.11"},
    "total_cost_excl_tax": "2129.59",
    "total_cost_incl_tax": "2257.37",
    "total_discount_amount": "92.60",
    "total_tax": "127.78",
}
"""The example of costs in Lulu's description."""


@dataclass
class FakeLulu(Fake):
    """Lulu in memory. What is ordered is listed only after `lag` more lists."""

    lag: int = 0
    token: str = TOKEN
    tokens: int = 0
    expires: int = 3600
    checks: Iterator[dict[str, Any]] = field(default_factory=lambda: iter(()))
    hooks: list[dict[str, Any]] = field(default_factory=list)

    def answer(self, request: httpx.Request) -> httpx.Response:
        """Answer as Lulu does."""
        path, asked = request.url.path, request.content.decode()
        if path.endswith("/token"):
            assert asked == "grant_type=client_credentials"
            assert httpx.BasicAuth(KEY, SECRET)._auth_header == request.headers["Authorization"]
            self.tokens += 1
            return httpx.Response(200, json={"access_token": self.token, "expires_in": self.expires})
        if request.headers["Authorization"] != f"Bearer {self.token}":
            return httpx.Response(401, json={"detail": "Authentication credentials were not provided."})
        content = json.loads(asked) if asked else {}
        return self.routes(request, path, content)

    def routes(self, request: httpx.Request, path: str, content: dict[str, Any]) -> httpx.Response:
        """Answer what somebody signed in asks."""
        parts = path.strip("/").split("/")
        if path == "/print-jobs/" and request.method == "POST":
            job = {**deepcopy(JOB), "id": len(self.orders) + 1, "external_id": content["external_id"]}
            items = [{**item, "id": 1, "status": {"messages": {}, "name": "CREATED"}} for item in content["line_items"]]
            job |= {"line_items": items}
            self.orders.append({**job, "asked": content, "hidden": self.lag})
            return httpx.Response(201, json=job)
        if path == "/print-jobs/":
            return self.list_jobs(dict(request.url.params))
        if parts[0] == "print-jobs":
            return self.status(request.method, int(parts[1]))
        if parts[0].startswith("validate-"):
            return httpx.Response(201 if request.method == "POST" else 200, json=next(self.checks))
        if path == "/webhooks/" and request.method == "GET":
            return httpx.Response(200, json=self.hooks)
        if parts[0] == "webhooks":
            self.hooks.append(content)
            return httpx.Response(201, json={"id": "f370d09b-912a-4667-9890-ed9bd0c32166", **content})
        answers: dict[str, Callable[[], Any]] = {
            "cover-dimensions": lambda: {"width": "302.510", "height": "216.410", "unit": content["unit"]},
            "print-job-cost-calculations": lambda: COSTS,
        }
        return httpx.Response(201, json=answers[parts[0]]())

    def list_jobs(self, asked: dict[str, str]) -> httpx.Response:
        """Return a page of what a search finds, which is more than what has the reference."""
        shown = [job for job in self.orders if not job["hidden"]]
        for job in self.orders:
            job["hidden"] = max(0, job["hidden"] - 1)
        found = [job for job in shown if asked["search"] in json.dumps(job)]
        size, page = int(asked["page_size"]), int(asked["page"])
        page_of = found[(page - 1) * size : page * size]
        following = "https://elsewhere.example/print-jobs/?page=2" if len(found) > page * size else None
        return httpx.Response(200, json={"count": len(found), "next": following, "previous": None, "results": page_of})

    def status(self, method: str, number: int) -> httpx.Response:
        """Return how far a job is, or cancel it while it may be."""
        job = self.orders[number - 1]
        if method == "PUT":
            if job["status"]["name"] not in CANCELLABLE:
                said = f"Invalid transition from {job['status']['name']} to CANCELED requested"
                return httpx.Response(400, json=[said])
            job["status"] = {**STATUS, "name": "CANCELED", "message": "Print-job was canceled"}
        return httpx.Response(
            200, json={**job["status"], "line_item_statuses": job["line_items"], "print_job_id": number}
        )

    @property
    def alive(self) -> list[dict[str, Any]]:
        """The orders that would be printed."""
        return [job for job in self.orders if job["status"]["name"] != "CANCELED"]


QUOTE: dict[str, Any] = {
    "id": "c22cf4c2-0249-48d0-ac51-c47d24c01f02",
    "fulfillmentCountry": "KE",
    "shipmentMethods": [
        {
            "name": "UPS Surepost",
            "shipmentMethodUid": "ups_surepost",
            "price": 5.11,
            "currency": "USD",
            "type": "normal",
        },
        {"name": "Post", "shipmentMethodUid": "post", "price": 4.9, "currency": "USD", "type": "normal"},
        {"name": "UPS Next Day", "shipmentMethodUid": "ups", "price": 25.11, "currency": "USD", "type": "express"},
    ],
}
"""The example of a quote on Gelato's page."""


@dataclass
class FakeGelato(Fake):
    """Gelato in memory. A draft is found by a search only after `lag` more searches."""

    lag: int = 0
    quoted: dict[str, Any] = field(default_factory=lambda: deepcopy(QUOTE))
    numbers: Iterator[int] = field(default_factory=count)

    def answer(self, request: httpx.Request) -> httpx.Response:
        """Answer as Gelato does."""
        if request.headers["X-API-KEY"] != KEY:
            return httpx.Response(401, json={"code": "unauthorized", "message": "no"})
        path, content = request.url.path, json.loads(request.content or b"{}")
        if path == "/v4/orders":
            return self.make(content)
        if path == "/v4/orders:search":
            return self.search(content)
        if path == "/v4/orders:quote":
            products = [
                {"itemReferenceId": one["itemReferenceId"], "price": 25.1, "currency": content["currency"]}
                for one in content["products"]
            ]
            return httpx.Response(200, json={"quotes": [{"products": products, **self.quoted}]})
        if path.endswith("/cover-dimensions"):
            assert request.url.params["pageCount"] == "28"
            return httpx.Response(200, json={"measureUnit": "mm", "bleedSize": {"width": 304.0, "height": 218}})
        return self.change(request.method, path.removeprefix("/v4/orders/"), content)

    def make(self, content: dict[str, Any]) -> httpx.Response:
        """Take an order or a draft."""
        place = next(self.numbers)
        number = f"37365096-6628-4538-a9c2-{place:012x}"
        kept = {key: content[key] for key in ("orderType", "orderReferenceId", "currency")}
        status = "draft" if kept["orderType"] == "draft" else "created"
        times = {"createdAt": f"2026-11-28T09:00:{place:02}+00:00", "updatedAt": "2026-11-28T09:01:00+00:00"}
        items = [{"id": "0549170c", **item, "fulfillmentStatus": status} for item in content.get("items", [])]
        order = {"id": number, **kept, "fulfillmentStatus": status, **times, "connectedOrderIds": [], "items": items}
        self.orders.append({**order, "asked": content, "hidden": self.lag})
        return httpx.Response(200, json=order)

    def search(self, content: dict[str, Any]) -> httpx.Response:
        """Return what has a reference, the newest first."""
        shown = [
            one for one in self.orders if not one["hidden"] and one["orderReferenceId"] == content["orderReferenceId"]
        ]
        for one in self.orders:
            one["hidden"] = max(0, one["hidden"] - 1)
        return httpx.Response(200, json={"orders": [{**one, "asked": None, "items": None} for one in reversed(shown)]})

    def change(self, method: str, name: str, content: dict[str, Any]) -> httpx.Response:
        """Show, confirm, delete or cancel one order."""
        found = next((one for one in self.orders if one["id"] == name.removesuffix(":cancel")), None)
        if found is None:
            return httpx.Response(404, json={"message": "Order not found."})
        if method in ("PATCH", "DELETE") and found["orderType"] != "draft":
            return httpx.Response(400, json={"message": "only drafts"})
        if method == "PATCH":
            found |= {"orderType": content["orderType"], "fulfillmentStatus": "created"}
        if method == "DELETE":
            self.orders.remove(found)
            return httpx.Response(204)
        if name.endswith(":cancel"):
            if found["fulfillmentStatus"] in ("printed", "shipped"):
                return httpx.Response(409, json={"message": "printed"})
            found["fulfillmentStatus"] = "canceled"
        return httpx.Response(200, json=found)

    @property
    def alive(self) -> list[dict[str, Any]]:
        """The orders that would be printed."""
        return [one for one in self.orders if one["orderType"] == "order" and one["fulfillmentStatus"] != "canceled"]
