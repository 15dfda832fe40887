"""What every provider does, whoever it is, and how long we wait for its checks."""

import time
from collections.abc import Callable, Mapping
from typing import Protocol

from booklet.pod.faults import report_still_checking
from booklet.pod.values import CoverSize, Event, Item, Order, Placed, Quote, Status, Validation


class Provider(Protocol):
    """Somebody who prints and sends; each method raises `PodError` if it cannot say or do what is asked.

    `place` may be called again with the same order, however the last call ended, and has to be if that was unsure: each
    client says in its module what it can promise. It may wait for half a minute, so it belongs into a worker. Events
    are a reason to look: their content is checked, and `look` says what is so. Whoever receives them answers 401 to a
    wrong signature and 200 to all else, known or not: Lulu gives up on who refuses five times.
    """

    @property
    def name(self) -> str:
        """Its name, as in the environment and in our records."""

    def cover_size(self, product: str, pages: int) -> CoverSize:
        """Return the size of the cover of a product with so many pages inside."""

    def validate(self, item: Item) -> Validation:
        """Start the checks of an item's files and return them; a provider without checks returns none."""

    def poll(self, item: Item, validation: Validation) -> Validation:
        """Ask once how the checks stand."""

    def quote(self, order: Order) -> Quote:
        """Return what an order costs; nothing is ordered."""

    def place(self, order: Order) -> Placed:
        """Order, unless the provider has an order with this reference: then return that one."""

    def find(self, reference: str) -> Placed | None:
        """Return the order that has a reference of ours, or None."""

    def look(self, id: str) -> Status:
        """Return how far an order is, by asking."""

    def cancel(self, id: str) -> Status:
        """Cancel an order and return how far it is; one that is cancelled already stays so."""

    def read_event(self, headers: Mapping[str, str], body: bytes) -> Event:
        """Return the event in a request that the provider sent, once its signature over the raw body is proven."""


PAUSE = 3.0
"""Seconds between two questions."""


def wait_for(
    provider: Provider,
    item: Item,
    validation: Validation,
    patience: float = 300.0,
    sleep: Callable[[float], None] = time.sleep,
) -> Validation:
    """Return the checks when they are done; raise `PodError` if that takes longer than `patience` seconds."""
    for _ in range(int(patience / PAUSE) + 1):
        if validation.is_done:
            return validation
        sleep(PAUSE)
        validation = provider.poll(item, validation)
    if validation.is_done:
        return validation
    raise report_still_checking(provider.name)
