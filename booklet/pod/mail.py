"""A print shop that reads mail: an order becomes a letter with the pack's link, a ticket and a link for the answer.

What can be promised. Nobody can ask a letter whether it arrived. `place` sends it, then keeps in `orders` that it did;
if it dies between the two, or the mail server gives no answer, the next call sends the same letter again, with the same
number and the same Message-ID, and the letter says that a number is printed once. So a shop reads of an order once or
more, never of none and never of two.

The link for the answer carries a signature of its own: whoever has the letter may answer for this order, until a day,
and for nothing else. The page it leads to shows the order on GET and sends its form by POST; that form is the event.
"""

import hashlib
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from booklet.pod.checks import MAIL, REFERENCE, check_item, check_order
from booklet.pod.connection import is_local
from booklet.pod.faults import (
    report_cannot,
    report_missing,
    report_not_cancelled,
    report_not_handed_over,
    report_old_event,
    report_wrong_event,
    report_wrong_signature,
)
from booklet.pod.letters import write_cancelling, write_order
from booklet.pod.signatures import is_signed, sign
from booklet.pod.values import (
    CoverSize,
    Event,
    Item,
    Order,
    Parcel,
    Placed,
    Quote,
    State,
    Status,
    Validation,
    is_news,
)

ANSWERS: Mapping[str, State] = MappingProxyType(
    {
        "accepted": State.ACCEPTED,
        "printed": State.PRINTING,
        "sent": State.SENT,
        "refused": State.REJECTED,
        "stopped": State.CANCELLED,
    }
)
"""What a shop can answer: that it takes, has printed, has sent, does not take, or has stopped an order."""

OPEN = timedelta(days=90)
"""How long a link can be answered by."""

LARGEST_EVENT = 10_000

FIELDS = {"reference", "until", "signature", "answer", "carrier", "code", "url"}


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail to send as it is: plain text, with the identity by which mail programs know it again."""

    to: str = field(repr=False)
    reply_to: str = field(repr=False)
    subject: str
    text: str = field(repr=False)
    message_id: str
    answers: str = ""
    """The identity of the letter it belongs to, for its In-Reply-To."""


class MailShop:
    """Orders at a print shop by mail.

    `send` hands a letter over, and raises `OSError` if it cannot, as `smtplib` and Django do. `page` is the address
    of the page for answers, to which reference, day and signature are added. `orders` keeps what was sent and
    answered, by reference; it outlives the process.
    """

    def __init__(
        self,
        name: str,
        address: str,
        *,
        send: Callable[[Letter], None],
        page: str,
        secret: str,
        orders: MutableMapping[str, Status],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Raise `ValueError` for an address, a page or a secret that cannot be one: they come from our own settings."""
        if not MAIL.fullmatch(address) or not (page.startswith("https://") or is_local(page)) or len(secret) < 32:
            raise ValueError("a mail address, a page with https and a secret of 32 letters at least are needed")
        self.name = name
        self._address, self._send, self._page = address, send, page.rstrip("/")
        self._secret, self._orders, self._now = secret, orders, now

    def __repr__(self) -> str:
        return f"MailShop({self.name!r})"

    def cover_size(self, product: str, pages: int) -> CoverSize:
        """Raise `PodError`: a shop is asked by a person."""
        raise report_cannot(self.name, "say sizes of covers")

    def validate(self, item: Item) -> Validation:
        """Return no checks: a shop looks at files when it has them."""
        check_item(self.name, item)
        return Validation()

    def poll(self, item: Item, validation: Validation) -> Validation:
        """Return the checks as they are."""
        return validation

    def quote(self, order: Order) -> Quote:
        """Raise `PodError`: a shop says its price in its own mail."""
        raise report_cannot(self.name, "say prices here")

    def place(self, order: Order) -> Placed:
        """Send the letter of an order, unless it was; see the module for what is promised."""
        check_order(self.name, order)
        there = self.find(order.reference)
        if there is not None:
            return there
        subject = f"Print order {order.reference}"
        text = write_order(order, self.answer_link(order.reference))
        self._hand_over(order.contact, subject, text, self._message_id(order.reference, "order"), "")
        return self._keep(order.reference, Status(State.DRAFT, "asked", changed=self._now()))

    def find(self, reference: str) -> Placed | None:
        """Return the order of which a letter was sent."""
        status = self._orders.get(reference)
        return None if status is None else Placed(self.name, reference, reference, status)

    def look(self, id: str) -> Status:
        """Return what the shop answered last."""
        there = self.find(id)
        if there is None:
            raise report_missing(self.name)
        return there.status

    def cancel(self, id: str, contact: str = "") -> Status:
        """Ask the shop not to print; the order is cancelled once the shop says so, and until then it is as it was."""
        status = self.look(id)
        if status.state is State.CANCELLED:
            return status
        if status.state.is_over or status.state in (State.PRINTING, State.SENT):
            raise report_not_cancelled(self.name, status.state)
        text = write_cancelling(id, self.answer_link(id))
        identity, answers = self._message_id(id, "cancel"), self._message_id(id, "order")
        self._hand_over(contact, f"Please do not print order {id}", text, identity, answers)
        return status

    def answer_link(self, reference: str) -> str:
        """Return the address where the shop answers for an order; it can be answered for some weeks."""
        until = f"{(self._now() + OPEN):%Y-%m-%d}"
        asked = urlencode({"until": until, "signature": self._sign(reference, until)})
        return f"{self._page}/{quote(reference, safe='')}?{asked}"

    def is_answerable(self, reference: str, until: str, signature: str) -> bool:
        """Tell whether a link is one of ours and still open, so that its page may be shown."""
        return self._is_ours(reference, until, signature) and self._is_open(until)

    def read_event(self, headers: Mapping[str, str], body: bytes) -> Event:
        """Return the answer that a form holds, and keep it if it is news."""
        form = self._read_form(body)
        reference, until = form.get("reference", ""), form.get("until", "")
        if not self._is_ours(reference, until, form.get("signature", "")):
            raise report_wrong_signature(self.name)
        if not self._is_open(until):
            raise report_old_event(self.name)
        answer = form.get("answer", "")
        if answer not in ANSWERS:
            raise report_wrong_event(self.name, f"an answer is one of {', '.join(ANSWERS)}")
        before, now = self.look(reference), self._read_answer(answer, form)
        if is_news(before, now):
            self._keep(reference, now)
        key = hashlib.sha256(f"{reference} {answer} {now.parcels}".encode()).hexdigest()
        return Event(self.name, key, reference, reference, now)

    def _read_answer(self, answer: str, form: Mapping[str, str]) -> Status:
        url = form.get("url", "")
        if url and not url.startswith("https://"):
            raise report_wrong_event(self.name, "a link to follow a parcel begins with https")
        told = Parcel(form.get("carrier", ""), form.get("code", ""), url)
        return Status(ANSWERS[answer], answer, parcels=(told,) if any((told.carrier, told.code, told.url)) else ())

    def _read_form(self, body: bytes) -> dict[str, str]:
        """Return the fields of a form, each once and in one line; raise `PodError` for anything else."""
        try:
            pairs = parse_qsl(body[:LARGEST_EVENT].decode("ascii"), max_num_fields=20, errors="strict")
        except ValueError:
            raise report_wrong_event(self.name, "it is no form") from None
        kept = [(key, value.strip()) for key, value in pairs if key in FIELDS]
        form = dict(kept)
        if len(body) > LARGEST_EVENT or len(form) < len(kept) or not all(_is_short(value) for value in form.values()):
            raise report_wrong_event(self.name, "it is no form of ours")
        return form

    def _hand_over(self, contact: str, subject: str, text: str, identity: str, answers: str) -> None:
        letter = Letter(self._address, contact, subject, text, identity, answers)
        try:
            self._send(letter)
        except OSError:
            raise report_not_handed_over(self.name) from None

    def _keep(self, reference: str, status: Status) -> Placed:
        self._orders[reference] = status
        return Placed(self.name, reference, reference, status)

    def _message_id(self, reference: str, what: str) -> str:
        """Return the identity of a letter: the same for the same order (RFC 5322, 3.6.4)."""
        return f"<{reference}.{what}@{urlsplit(self._page).hostname}>"

    def _sign(self, reference: str, until: str) -> str:
        return sign(self._secret, _answering(self.name, reference, until))

    def _is_ours(self, reference: str, until: str, signature: str) -> bool:
        is_whole = bool(REFERENCE.fullmatch(reference)) and len(until) == 10
        return is_whole and is_signed(self._secret, _answering(self.name, reference, until), signature)

    def _is_open(self, until: str) -> bool:
        """Tell whether a day, which we signed, has not passed."""
        return f"{self._now():%Y-%m-%d}" <= until


def _answering(name: str, reference: str, until: str) -> bytes:
    """Return what a link says that it may be used for."""
    return f"answer\n{name}\n{reference}\n{until}".encode()


def _is_short(value: str) -> bool:
    return len(value) <= 300 and (value == "" or value.isprintable())
