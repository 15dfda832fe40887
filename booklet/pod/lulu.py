"""Lulu: covers, checks of files, prices, print jobs and their events.

What can be promised. Lulu has no key that makes an order idempotent, only our reference (`external_id`), by which it
searches. `place` therefore searches before it orders; if nobody knows whether an order was taken, it searches again,
and raises as unsure rather than order anew. Called again, it returns what was taken. If two orders come to stand for
one reference (two processes at the same moment, or one that Lulu took in after our search), the first stays and
the others are cancelled, as every process decides alike. What cannot be promised: that an order which Lulu has
taken in and does not yet list is found. Then there are two until `place` is asked again, which Lulu lets us cancel
only while they are unpaid; later `pod-two-orders` is told, and a person has to write to Lulu. Who calls should let one
process at a time work on a reference, and ask again after minutes rather than seconds.
"""

import hashlib
import re
import threading
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

import httpx

from booklet.pod.answers import Answer, parse_json
from booklet.pod.checks import check_item, check_order, check_same
from booklet.pod.connection import Connection
from booklet.pod.faults import (
    PodError,
    report_missing,
    report_not_cancelled,
    report_old_event,
    report_two_orders,
    report_unsure,
    report_wrong_answer,
    report_wrong_event,
    report_wrong_signature,
)
from booklet.pod.lulu_forms import (
    NAME,
    order_faults,
    read_check,
    read_cover_size,
    read_job,
    read_quote,
    read_status,
    write_costs,
    write_order,
)
from booklet.pod.signatures import header, is_of_these_days, is_signed
from booklet.pod.values import Checked, CoverSize, Event, Item, Order, Placed, Quote, State, Status, Validation

LIVE = "https://api.lulu.com"

SANDBOX_OF_LULU = "https://api.sandbox.lulu.com"
"""Lulu's own, with keys of its own; nothing is printed there."""

TOKEN = "/auth/realms/glasstree/protocol/openid-connect/token"

SIGNATURE = "Lulu-HMAC-SHA256"

TOPIC = "PRINT_JOB_STATUS_CHANGED"

WINDOW = timedelta(days=3)
"""How old a change may be that an event tells: Lulu sends one again when nobody answered."""

LARGEST_EVENT = 1_000_000

MOST_PAGES = 5

WAITS = (2.0, 5.0, 10.0)
"""Seconds before we search for an order that may have been taken."""


class Token:
    """A token that Lulu gives for key and secret, kept until shortly before it expires (RFC 6749, 4.4)."""

    def __init__(self, connection: Connection, key: str, secret: str, clock: Callable[[], float]) -> None:
        self._connection, self._credentials, self._clock = connection, (key, secret), clock
        self._lock = threading.Lock()
        self._token, self._until = "", 0.0

    def __repr__(self) -> str:
        return "Token()"

    def headers(self) -> Mapping[str, str]:
        """Return the header with a token, asked for if there is none that holds."""
        with self._lock:
            if not self._token or self._clock() >= self._until:
                self._ask()
            return {"Authorization": f"Bearer {self._token}"}

    def forget(self) -> bool:
        """Forget a token that was refused; the next is asked for."""
        with self._lock:
            self._token = ""
        return True

    def _ask(self) -> None:
        answer = self._connection.ask_form(TOKEN, {"grant_type": "client_credentials"}, self._credentials)
        token, seconds = answer.at("access_token").value, answer.at("expires_in").value
        if not isinstance(token, str) or not re.fullmatch(r"[A-Za-z0-9._~+/=-]{1,20000}", token):
            raise report_wrong_answer(NAME, "access_token")
        kept = seconds - 60 if isinstance(seconds, int) else 0
        self._token, self._until = token, self._clock() + max(0, min(kept, 3600))


class Lulu:
    """Orders at Lulu, with an account's key and secret; events are signed with the same secret."""

    name = NAME

    def __init__(
        self,
        key: str,
        secret: str,
        base: str = LIVE,
        *,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._connection = Connection(NAME, base, transport=transport, sleep=sleep)
        self._token = Token(self._connection, key, secret, clock)
        self._secret, self._sleep, self._now = secret, sleep, now

    def __repr__(self) -> str:
        return f"Lulu({self._connection.base!r})"

    def cover_size(self, product: str, pages: int) -> CoverSize:
        """Return the size of a cover with its bleed, as Lulu reckons it."""
        asked = {"pod_package_id": product, "interior_page_count": pages, "unit": "mm"}
        return read_cover_size(self._ask("POST", "/cover-dimensions/", asked))

    def validate(self, item: Item) -> Validation:
        """Have Lulu fetch both files and look at them."""
        check_item(NAME, item)
        if item.interior is None or item.cover is None:
            return Validation()
        interior = {"source_url": item.interior.url, "pod_package_id": item.product}
        cover = {"source_url": item.cover.url, "pod_package_id": item.product, "interior_page_count": item.pages}
        asked = {"interior": interior, "cover": cover}
        parts = (read_check(what, self._ask("POST", f"/validate-{what}/", form), item) for what, form in asked.items())
        return Validation(tuple(parts))

    def poll(self, item: Item, validation: Validation) -> Validation:
        """Ask once for each file that Lulu has not finished with."""
        return Validation(tuple(part if part.is_done else self._poll(item, part) for part in validation.parts))

    def _poll(self, item: Item, part: Checked) -> Checked:
        answer = self._ask("GET", f"/validate-{part.what}/{_number(part.id)}/")
        return read_check(part.what, answer, item)

    def quote(self, order: Order) -> Quote:
        """Return what Lulu asks for an order, in the currency of the account; it does not say how long that holds."""
        check_order(NAME, order, *order_faults(order))
        return read_quote(self._ask("POST", "/print-job-cost-calculations/", write_costs(order)))

    def place(self, order: Order) -> Placed:
        """Order, unless Lulu has an order with this reference; see the module for what is promised."""
        check_order(NAME, order, *order_faults(order))
        there = self._settle(order)
        if there is not None:
            return there
        made = self._create(order)
        try:
            return self._settle(order) or made
        except PodError as fault:
            if fault.codes in (("pod-two-orders",), ("pod-other-order",)):
                raise
            raise report_unsure(NAME, "it was taken, and we could not see whether once") from None

    def find(self, reference: str) -> Placed | None:
        """Return the order that has a reference; raise `PodError` if two do that are not cancelled."""
        jobs = self._jobs(reference)
        kept = [job for job in jobs if job.status.state is not State.CANCELLED]
        if len(kept) > 1:
            raise report_two_orders(NAME, reference, tuple(job.id for job in kept))
        return next(iter((*kept, *jobs)), None)

    def look(self, id: str) -> Status:
        """Return how far an order is; its address is not asked for."""
        answer = self._ask("GET", f"/print-jobs/{_number(id)}/status/")
        return read_status(answer, (*answer.at("line_item_statuses").each(),))

    def cancel(self, id: str) -> Status:
        """Cancel an order, which Lulu does while it is unpaid."""
        before = self.look(id)
        if before.state is State.CANCELLED:
            return before
        try:
            answer = self._ask("PUT", f"/print-jobs/{_number(id)}/status/", {"name": "CANCELED"})
        except PodError as fault:
            if fault.status != 400:
                raise
        else:
            return read_status(answer, ())
        after = self.look(id)
        if after.state is State.CANCELLED:
            return after
        raise report_not_cancelled(NAME, after.state)

    def subscribe(self, url: str) -> None:
        """Have Lulu send its events to an address, and again after it gave up on it."""
        answer = self._ask("GET", "/webhooks/")
        hooks = answer.at("results") if isinstance(answer.value, dict) else answer
        known = [hook for hook in hooks.each() if hook.at("url").text() == url]
        if not known:
            self._ask("POST", "/webhooks/", {"topics": [TOPIC], "url": url})
        for hook in known:
            if hook.at("is_active").value is not True:
                number = hook.at("id").needed_text()
                if not re.fullmatch(r"[0-9a-fA-F-]{1,40}", number):
                    raise report_wrong_answer(NAME, "id")
                self._ask("PATCH", f"/webhooks/{number}/", {"is_active": True})

    def read_event(self, headers: Mapping[str, str], body: bytes) -> Event:
        """Return the change that Lulu tells, if it is signed with our secret and of these days."""
        if len(body) > LARGEST_EVENT or not is_signed(self._secret, body, header(headers, SIGNATURE)):
            raise report_wrong_signature(NAME)
        answer = Answer(NAME, parse_json(body))
        if answer.at("topic").value != TOPIC:
            raise report_wrong_event(NAME, "it is about something else")
        job = read_job(answer.at("data"))
        if job.status.changed is None:
            raise report_wrong_event(NAME, "it does not say when")
        if not is_of_these_days(job.status.changed, self._now(), WINDOW):
            raise report_old_event(NAME)
        return Event(NAME, hashlib.sha256(body).hexdigest(), job.id, job.reference, job.status)

    def _create(self, order: Order) -> Placed:
        """Order; if nobody knows whether that was taken, return what the reference finds or raise as unsure."""
        try:
            return read_job(self._ask("POST", "/print-jobs/", write_order(order), is_repeatable=False))
        except PodError as fault:
            if not fault.is_unsure and fault.codes != ("pod-wrong-answer",):
                raise
        for wait in WAITS:
            self._sleep(wait)
            try:
                found = self._settle(order)
            except PodError:
                continue
            if found is not None:
                return found
        raise report_unsure(NAME, "it is not listed")

    def _settle(self, order: Order) -> Placed | None:
        """Return the one order of a reference; of several the first stays, and the others are cancelled."""
        jobs = self._jobs(order.reference)
        kept = [check_same(order, job) for job in jobs if job.status.state is not State.CANCELLED]
        for doubled in kept[1:]:
            try:
                self.cancel(doubled.id)
            except PodError:
                raise report_two_orders(NAME, order.reference, tuple(job.id for job in kept)) from None
        return next(iter((*kept, *jobs)), None)

    def _jobs(self, reference: str) -> list[Placed]:
        """Return all orders with exactly this reference, the first one first: Lulu's search finds more."""
        found: list[Placed] = []
        for page in range(1, MOST_PAGES + 1):
            asked = {"search": reference, "page": str(page), "page_size": "100"}
            answer = self._ask("GET", "/print-jobs/", params=asked)
            found += [read_job(job) for job in answer.at("results").each() if job.at("external_id").text() == reference]
            if answer.at("next").value is None:
                return sorted(found, key=lambda job: int(_number(job.id)))
        raise report_wrong_answer(NAME, "a list without end")

    def _ask(
        self,
        method: str,
        path: str,
        content: object = None,
        *,
        params: Mapping[str, str] | None = None,
        is_repeatable: bool = True,
    ) -> Answer:
        """Ask Lulu; all but an order may be asked twice, as that changes nothing."""
        return self._connection.ask(
            method, path, self._token, content=content, params=params, is_repeatable=is_repeatable
        )


def _number(id: str) -> str:
    """Return a number of Lulu's, as it stands in an address; raise `PodError` if it is none."""
    if not re.fullmatch(r"[0-9]{1,18}", id):
        raise report_missing(NAME)
    return id
