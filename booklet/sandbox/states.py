"""The states that an order goes through at each provider: which comes next, and in which it may be cancelled."""

from collections.abc import Mapping

from booklet.values import Frozen

DELIVERED = "DELIVERED"
"""What the sandbox calls an order of Lulu's that has arrived; Lulu names no such state, so it is told as shipped."""


class Walk(Frozen):
    """How the orders of a provider go: `steps` names the state after each, in which files are looked at or money waits.

    `first` is the state of a new order, `reading` the one in which its files are looked at, and `refused` the one that
    it goes to if they are faulty. `cancellable` are the states in which a customer may cancel. `paying` and `printing`
    are those in which a payment or a press may fail.
    """

    first: str
    reading: str
    refused: str
    cancelled: str
    steps: Mapping[str, str]
    cancellable: frozenset[str]
    shipped: frozenset[str]
    paying: str
    unpaid: str
    printing: str
    broken: str

    def state_after(self, state: str) -> str:
        """Return the next state, "" if there is none.

        >>> LULU.state_after("UNPAID")
        'PAYMENT_IN_PROGRESS'
        """
        return self.steps.get(state, "")

    def list_states(self) -> list[str]:
        """Return all states of an order that nothing happens to, in their order."""
        states = [self.first]
        while following := self.state_after(states[-1]):
            states.append(following)
        return states


LULU = Walk(
    first="CREATED",
    reading="CREATED",
    refused="REJECTED",
    cancelled="CANCELED",
    steps={
        "CREATED": "UNPAID",
        "UNPAID": "PAYMENT_IN_PROGRESS",
        "PAYMENT_IN_PROGRESS": "PRODUCTION_DELAYED",
        "PRODUCTION_DELAYED": "PRODUCTION_READY",
        "PRODUCTION_READY": "IN_PRODUCTION",
        "IN_PRODUCTION": "SHIPPED",
        "SHIPPED": DELIVERED,
    },
    cancellable=frozenset({"UNPAID"}),
    shipped=frozenset({"SHIPPED", DELIVERED}),
    paying="PAYMENT_IN_PROGRESS",
    unpaid="UNPAID",
    printing="IN_PRODUCTION",
    broken="ERROR",
)
"""As Lulu describes it; files are looked at before anybody pays, and an account with a card pays by itself."""

GELATO = Walk(
    first="created",
    reading="uploading",
    refused="failed",
    cancelled="canceled",
    steps={
        "created": "uploading",
        "uploading": "passed",
        "passed": "in_production",
        "in_production": "printed",
        "printed": "shipped",
        "shipped": "in_transit",
        "in_transit": "delivered",
    },
    cancellable=frozenset({"draft", "created", "uploading", "passed"}),
    shipped=frozenset({"shipped", "in_transit", "delivered"}),
    paying="created",
    unpaid="failed",
    printing="in_production",
    broken="failed",
)
"""As Gelato describes it; a draft waits until it is confirmed."""

WALKS: Mapping[str, Walk] = {"lulu": LULU, "gelato": GELATO}

MESSAGES: Mapping[str, str] = {
    "CREATED": "Print-job is currently being validated",
    "UNPAID": "Print-job can be paid",
    "PAYMENT_IN_PROGRESS": "Payment is in progress",
    "PRODUCTION_DELAYED": "Print-job is paid and waits for the production delay",
    "PRODUCTION_READY": "Production delay has ended",
    "IN_PRODUCTION": "Print-job was sent to the printer, who prints nothing: this is a sandbox",
    "SHIPPED": "All line-items were shipped",
    DELIVERED: "All line-items were shipped",
    "REJECTED": "A file cannot be printed",
    "CANCELED": "Print-job was canceled",
    "ERROR": "The press broke down, as was asked for",
}
"""What Lulu's orders say beside their state, after "SANDBOX: "."""


def tell_state(state: str) -> str:
    """Return a state as its provider names it.

    >>> tell_state("DELIVERED"), tell_state("delivered")
    ('SHIPPED', 'delivered')
    """
    return "SHIPPED" if state == DELIVERED else state


def item_state(state: str) -> str:
    """Return the state of the items of one of Lulu's orders: they have fewer than the order."""
    kept = {"CREATED", "REJECTED", "IN_PRODUCTION", "ERROR", "SHIPPED"}
    told = tell_state(state)
    return told if told in kept else "ACCEPTED"
