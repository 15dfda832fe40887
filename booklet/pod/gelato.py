"""Gelato: covers, prices, orders that begin as drafts, and their events.

What can be promised. An order is made as a draft, which is not printed and costs nothing, and becomes an order by a
second question about its number, which does the same however often it is asked. `place` searches by our reference
first, goes on with a draft that it finds, and deletes drafts that came to stand beside it. A time-out at any step
leaves at most a draft, and the next call goes on from there. What cannot be promised: that two processes which place
one reference at the same moment see each other's drafts, as Gelato does not say how soon its search finds them. Two
that were not made in one go are cancelled down to the first while Gelato allows it, else told as `pod-two-orders`.

Gelato looks at files only once they are ordered: `validate` has nothing to say. It does not sign what it tells us; an
event carries a secret of ours in a header that its page lets us name, and no time. So an event proves that Gelato's
account holds our secret and nothing more: take it as a reason to look.
"""

import re
import time
from collections.abc import Callable, Mapping

import httpx

from booklet.pod.answers import Answer, parse_json
from booklet.pod.checks import check_item, check_order, check_same
from booklet.pod.connection import Connection, Key
from booklet.pod.faults import (
    PodError,
    report_missing,
    report_not_cancelled,
    report_two_orders,
    report_unsure,
    report_wrong_answer,
    report_wrong_event,
    report_wrong_signature,
)
from booklet.pod.gelato_forms import (
    NAME,
    Part,
    join,
    order_faults,
    read_cover_size,
    read_event_parcels,
    read_part,
    read_quote,
    read_status,
    write_order,
    write_quote,
)
from booklet.pod.signatures import header, is_same
from booklet.pod.values import CoverSize, Event, Item, Order, Placed, Quote, State, Status, Validation

LIVE = "https://order.gelatoapis.com"

LIVE_PRODUCTS = "https://product.gelatoapis.com"

SECRET = "X-Webhook-Secret"
"""The header to name on Gelato's page for webhooks, with the secret as its value."""

EVENT = "order_status_updated"

LARGEST_EVENT = 1_000_000

MOST_PARTS = 10

WAITS = (2.0, 5.0, 10.0)
"""Seconds before we search for a draft that may have been taken."""


class Gelato:
    """Orders at Gelato, with an account's key; its events carry `secret`."""

    name = NAME

    def __init__(
        self,
        key: str,
        secret: str = "",
        base: str = LIVE,
        products: str = LIVE_PRODUCTS,
        *,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._connection = Connection(NAME, base, transport=transport, sleep=sleep)
        self._products = Connection(NAME, products, transport=transport, sleep=sleep)
        self._key, self._secret, self._sleep = Key("X-API-KEY", key), secret, sleep

    def __repr__(self) -> str:
        return f"Gelato({self._connection.base!r})"

    def cover_size(self, product: str, pages: int) -> CoverSize:
        """Return the size of a cover with its bleed; stapled books of Gelato's have their cover inside."""
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,299}", product):
            raise report_missing(NAME)
        path, asked = f"/v3/products/{product}/cover-dimensions", {"pageCount": str(pages)}
        return read_cover_size(self._products.ask("GET", path, self._key, params=asked, is_repeatable=True))

    def validate(self, item: Item) -> Validation:
        """Return no checks: Gelato looks at files once they are ordered."""
        check_item(NAME, item)
        return Validation()

    def poll(self, item: Item, validation: Validation) -> Validation:
        """Return the checks as they are."""
        return validation

    def quote(self, order: Order) -> Quote:
        """Return what an order costs, without tax, which Gelato says with the order."""
        check_order(NAME, order, *order_faults(order))
        return read_quote(self._ask("POST", "/v4/orders:quote", write_quote(order)), order)

    def place(self, order: Order) -> Placed:
        """Order by way of a draft, or go on where a call before stopped; see the module for what is promised."""
        check_order(NAME, order, *order_faults(order))
        there = self._settle(order)
        if there is not None:
            return there
        draft = self._draft(order)
        there = self._settle(order)
        if there is not None:
            return there
        if draft is None:
            raise report_unsure(NAME, "it was listed, and is no more")
        return self._confirm(draft)

    def find(self, reference: str) -> Placed | None:
        """Return the order that has a reference; a draft is none yet, and `place` goes on with it."""
        orders = [part for part in self._parts(reference) if not part.is_draft]
        alive = [part for part in orders if part.is_alive]
        if self._others(alive):
            raise report_two_orders(NAME, reference, tuple(part.id for part in alive))
        found = next(iter((*alive, *orders)), None)
        return None if found is None else _placed(found)

    def look(self, id: str) -> Status:
        """Return how far an order is, in all places where it is made."""
        return join(self._all_parts(id))

    def cancel(self, id: str) -> Status:
        """Cancel an order, which Gelato does before it is printed; a draft is deleted."""
        for part in self._all_parts(id):
            if not part.is_alive:
                continue
            if part.is_draft:
                self._delete(part.id)
            else:
                self._cancel(part)
        return Status(State.CANCELLED, "canceled")

    def read_event(self, headers: Mapping[str, str], body: bytes) -> Event:
        """Return the change that an event tells, if it carries our secret."""
        if len(body) > LARGEST_EVENT or not is_same(self._secret, header(headers, SECRET)):
            raise report_wrong_signature(NAME)
        answer = Answer(NAME, parse_json(body))
        if answer.at("event").value != EVENT:
            raise report_wrong_event(NAME, "it is about something else")
        status = read_status(answer, read_event_parcels(answer))
        key, number = answer.at("id").needed_text(), _number(answer.at("orderId").needed_text())
        return Event(NAME, f"{EVENT}:{number}:{key}", number, answer.at("orderReferenceId").text(), status)

    def _draft(self, order: Order) -> Part | None:
        """Make a draft and return it; None if nobody knows whether it was taken and a search now finds one."""
        try:
            return read_part(self._ask("POST", "/v4/orders", write_order(order), is_repeatable=False))
        except PodError as fault:
            if not fault.is_unsure and fault.codes != ("pod-wrong-answer",):
                raise
        for wait in WAITS:
            self._sleep(wait)
            try:
                if self._parts(order.reference):
                    return None
            except PodError:
                continue
        raise report_unsure(NAME, "it is not listed")

    def _settle(self, order: Order) -> Placed | None:
        """Return the one order of a reference, from a draft if there is none yet, and do away with all others."""
        parts = self._parts(order.reference)
        alive = [part for found in parts if found.is_alive for part in self._read_if_there(found.id)]
        for part in alive:
            check_same(order, _placed(part))
        drafts = [part for part in alive if part.is_draft]
        orders = [part for part in alive if not part.is_draft]
        for doubled in self._others(orders):
            try:
                self._cancel(doubled)
            except PodError:
                raise report_two_orders(NAME, order.reference, tuple(part.id for part in orders)) from None
        for doubled in drafts if orders else drafts[1:]:
            self._delete(doubled.id)
        if orders:
            return _placed(orders[0])
        if drafts:
            return self._confirm(drafts[0])
        return _placed(parts[0]) if parts else None

    def _others(self, orders: list[Part]) -> list[Part]:
        """Return the orders that are not the first one, nor parts of it that are made elsewhere."""
        if len(orders) < 2:
            return []
        known = {orders[0].id, *self._part(orders[0].id).connected}
        return [part for part in orders if part.id not in known]

    def _confirm(self, draft: Part) -> Placed:
        """Make an order of a draft; one that is an order already stays so."""
        path = f"/v4/orders/{_number(draft.id)}"
        try:
            part = read_part(self._ask("PATCH", path, {"orderType": "order"}))
        except PodError as fault:
            if fault.codes == ("pod-unknown-state",):
                raise
            part = self._look_again(draft.id, fault)
        if part.is_draft:
            raise report_wrong_answer(NAME, "orderType")
        return _placed(part)

    def _look_again(self, id: str, fault: PodError) -> Part:
        """Return a draft that became an order although the question failed; raise how it failed if it did not."""
        try:
            part = self._part(id)
        except PodError:
            raise report_unsure(NAME, "it is a draft or an order") from None
        if part.is_draft:
            raise fault
        return part

    def _cancel(self, part: Part) -> None:
        try:
            self._ask("POST", f"/v4/orders/{_number(part.id)}:cancel")
        except PodError as fault:
            after = self._part(part.id)
            if after.is_alive:
                raise report_not_cancelled(NAME, after.status.state) if fault.status == 409 else fault from None

    def _delete(self, id: str) -> None:
        """Delete a draft; one that is gone stays so."""
        try:
            self._ask("DELETE", f"/v4/orders/{_number(id)}")
        except PodError as fault:
            if fault.codes != ("pod-not-found",):
                raise

    def _parts(self, reference: str) -> list[Part]:
        """Return all that has exactly this reference, the first first."""
        asked = {"orderReferenceId": reference, "orderTypes": ["draft", "order"], "limit": 100, "offset": 0}
        answers = self._ask("POST", "/v4/orders:search", asked).at("orders").each()
        found = [read_part(answer) for answer in answers if answer.at("orderReferenceId").text() == reference]
        return sorted(found, key=lambda part: (part.created, part.id))

    def _all_parts(self, id: str) -> tuple[Part, ...]:
        """Return an order, and the parts of it that are made elsewhere."""
        first = self._part(id)
        others = [one for one in dict.fromkeys(first.connected) if one != first.id]
        if len(others) >= MOST_PARTS:
            raise report_wrong_answer(NAME, "connectedOrderIds")
        return (first, *(self._part(one) for one in others))

    def _read_if_there(self, id: str) -> list[Part]:
        """Return an order as a list, empty if another process deleted it, a draft, since it was found."""
        try:
            return [self._part(id)]
        except PodError as fault:
            if fault.codes != ("pod-not-found",):
                raise
            return []

    def _part(self, id: str) -> Part:
        return read_part(self._ask("GET", f"/v4/orders/{_number(id)}"))

    def _ask(self, method: str, path: str, content: object = None, *, is_repeatable: bool = True) -> Answer:
        """Ask Gelato; all but a new draft may be asked twice, as that changes nothing."""
        return self._connection.ask(method, path, self._key, content=content, is_repeatable=is_repeatable)


def _placed(part: Part) -> Placed:
    return Placed(NAME, part.id, part.reference, part.status, part.lines)


def _number(id: str) -> str:
    """Return a number of Gelato's, as it stands in an address; raise `PodError` if it is none."""
    if not re.fullmatch(r"[A-Za-z0-9-]{1,64}", id):
        raise report_missing(NAME)
    return id
