"""What is ordered, what a provider answers, and how far an order is: values that know no provider.

Amounts of money are `Decimal`, never floats. What says who somebody is, and where files lie, stays out of `repr`.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from booklet.values import Frozen


class State(StrEnum):
    """How far an order is. What a provider says beside these is told as unknown, never guessed."""

    DRAFT = "draft"
    """The provider has it, and does not work on it: it looks at the files, or waits for a word from us."""
    UNPAID = "unpaid"
    ACCEPTED = "accepted"
    PRINTING = "printing"
    SENT = "sent"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"
    REJECTED = "rejected"
    """The provider does not take it, as its files or its address are."""
    FAILED = "failed"
    """It was taken, and does not arrive."""

    @property
    def is_over(self) -> bool:
        """Whether nothing comes after it."""
        return self in OVER


OVER = frozenset({State.DELIVERED, State.CANCELLED, State.REJECTED, State.FAILED})

WAY = (State.DRAFT, State.UNPAID, State.ACCEPTED, State.PRINTING, State.SENT, State.DELIVERED)
"""The way of an order that arrives, first to last."""


class Shipping(StrEnum):
    """How an order travels, slow and cheap first; a provider need not know all of them."""

    MAIL = "mail"
    PRIORITY = "priority"
    GROUND = "ground"
    EXPEDITED = "expedited"
    EXPRESS = "express"


@dataclass(frozen=True, slots=True)
class Address:
    """Where an order is delivered: a person or an organisation; `country` by ISO 3166-1, `state` by ISO 3166-2."""

    name: str = field(repr=False)
    streets: tuple[str, ...] = field(repr=False)
    city: str = field(repr=False)
    postcode: str = field(repr=False)
    country: str
    state: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    email: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Source:
    """A file that a provider fetches: its address, and the MD5 sum by which it sees that it has all of it."""

    url: str = field(repr=False)
    md5: str = ""


class Item(Frozen):
    """So many copies of one product, with its files: `interior` and `cover`, or all in one `file`.

    `product` is the provider's own name for it, from its printer file; `pages` are those inside. `size` and `paper` are
    for a print shop that reads them in a mail; a provider knows both by the product.
    """

    product: str
    copies: int
    pages: int
    title: str
    interior: Source | None = None
    cover: Source | None = None
    file: Source | None = None
    size: str = ""
    paper: str = ""

    @property
    def sources(self) -> tuple[Source, ...]:
        """Its files."""
        return tuple(source for source in (self.interior, self.cover, self.file) if source is not None)


@dataclass(frozen=True, slots=True)
class Order:
    """What is ordered, for where, and by which of our references; `contact` is asked when there are questions.

    A reference stands for one order of an account at a provider, for ever: who orders again takes another, and two
    who share an account never take the same. `wanted_by` is for a print shop that reads it in a mail.
    """

    reference: str
    items: tuple[Item, ...]
    address: Address
    shipping: Shipping
    currency: str
    contact: str = field(repr=False)
    wanted_by: date | None = None


class CoverSize(Frozen):
    """The size of a cover file with its bleed, as a provider says it, in millimetres."""

    width: Decimal
    height: Decimal


class Quote(Frozen):
    """A price: of printing, of shipping, of what else is charged, and its tax (None where the provider does not say).

    `total` is what is paid; without a tax it comes without one. `until` says how long it holds, None if nobody says.
    """

    printing: Decimal
    shipping: Decimal
    fees: Decimal
    tax: Decimal | None
    total: Decimal
    currency: str
    carrier: str = ""
    until: datetime | None = None


class Checked(Frozen):
    """How a provider finds one file, by its own number for the check; `reasons` say what is wrong."""

    what: str
    id: str
    is_done: bool
    reasons: tuple[str, ...] = ()


class Validation(Frozen):
    """The checks of an item's files at a provider; without `parts` the provider does not check before an order."""

    parts: tuple[Checked, ...] = ()

    @property
    def is_done(self) -> bool:
        """Whether nothing more is to come."""
        return all(part.is_done for part in self.parts)

    @property
    def is_passed(self) -> bool:
        """Whether the provider looked at files and took them all: what nobody looked at has not passed."""
        return bool(self.parts) and all(part.is_done and not part.reasons for part in self.parts)

    @property
    def reasons(self) -> tuple[str, ...]:
        """What is wrong, each with the file it is about."""
        return tuple(f"{part.what}: {reason}" for part in self.parts for reason in part.reasons)


class Parcel(Frozen):
    """A parcel on its way: who carries it, and how it is followed."""

    carrier: str = ""
    code: str = ""
    url: str = ""


class Status(Frozen):
    """How far an order is, with the provider's own word for it, why, its parcels, and since when if it says so."""

    state: State
    said: str
    message: str = ""
    parcels: tuple[Parcel, ...] = ()
    changed: datetime | None = None


class Line(Frozen):
    """What of an order a provider has: so many copies of a product."""

    product: str
    copies: int


class Placed(Frozen):
    """An order that a provider has: its own number for it, our reference, how far it is, and what of it, if told."""

    provider: str
    id: str
    reference: str
    status: Status
    lines: tuple[Line, ...] = ()


class Event(Frozen):
    """What a provider tells by itself. The same event, told twice, has the same `key`."""

    provider: str
    key: str
    id: str
    reference: str
    status: Status


def is_news(before: Status, now: Status) -> bool:
    """Tell whether a status comes after another, so that an event which arrives late or twice changes nothing.

    Nothing comes after an end. Times decide where both have one; else an order goes its way, and does not come back.
    Another parcel is news.

    >>> is_news(Status(State.PRINTING, "IN_PRODUCTION"), Status(State.SENT, "SHIPPED"))
    True
    >>> is_news(Status(State.SENT, "SHIPPED"), Status(State.PRINTING, "IN_PRODUCTION"))
    False
    """
    if before.state.is_over:
        return False
    if before.changed and now.changed and before.changed != now.changed:
        return before.changed < now.changed
    if now.state not in WAY:
        return True
    if before.state is now.state:
        return not set(now.parcels) <= set(before.parcels)
    return WAY.index(before.state) < WAY.index(now.state)
