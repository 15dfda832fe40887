"""The way of an order, a step at a time: each may be tried again, by whoever comes, after whatever died.

Nobody waits for a step. Whoever looks after orders asks which are due, holds one, and takes its step:

    asked -> (files made, measured, checked by the provider, price known) -> ready -> (a person says yes) -> wanted
    -> (the provider has it) -> placed -> (it says how far it is) -> over, and in the ledger

The provider is asked for an order by its reference before one is placed (`booklet.pod`), so that a step which died
after the provider heard of it does not order again.
"""

import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db import DatabaseError
from django.db.models import QuerySet
from django.utils import timezone

from booklet.api.named import PlaceName
from booklet.errors import BookletError, Finding, SourceError, Where
from booklet.pod.faults import PodError
from booklet.pod.provider import wait_for
from booklet.pod.values import Address, Item, Order, Shipping, Source, State, Status, is_news
from booklet.service.codes.asking import remember
from booklet.service.files import files
from booklet.service.orders import providers
from booklet.service.orders.files import address_of
from booklet.service.orders.ledger import write_ledger
from booklet.service.orders.making import (
    COVER,
    INTERIOR,
    PACK,
    OrderFile,
    as_values,
    check_cover,
    make_files,
    make_pack,
)
from booklet.service.orders.models import PrintOrder, Step, hold, take_due
from booklet.service.orders.products import product_of
from booklet.service.orders.statuses import read_status, write_status
from booklet.service.shelf.chosen import place_of
from booklet.service.shelf.offers import LookingError, Offer, find_offer
from booklet.values import asdict, replace

LASTING = frozenset({"pod-refused", "pod-not-found", "pod-no-product", "pod-no-price", "pod-cannot", "pod-wrong-order"})
"""Faults that do not go away by trying again."""

PAUSES = (60, 120, 300, 900)
"""Seconds until a step is tried again, by how often it was tried: a provider lists what it took after a while only."""

PATIENCE = 240.0
"""Seconds for which a provider's checks of files are waited for, less than an order is held."""

LOOKS_EACH = timedelta(minutes=20)
"""How often a provider is asked how far an order is, if it tells nothing by itself."""

TRAVELS = timedelta(days=45)
"""After how many days a parcel counts as arrived if nobody says so."""

FORGOTTEN: Mapping[str, Any] = {"address": {}, "contact": ""}
"""What is left of whom an order went to, once it is over."""


def advance_all() -> int:
    """Take each step that is due, and return how many were taken."""
    return sum(advance(number) for number in take_due(timezone.now()))


def advance(number: int) -> bool:
    """Take the next step of an order, and tell whether it was ours to take."""
    order = hold(number, timezone.now())
    if order is None:
        return False
    step = STEPS.get(Step(order.step))
    try:
        changes = step(order) if step else {}
    except LookingError:
        changes = {"due": timezone.now() + timedelta(seconds=5)}
    except PodError as error:
        changes = _after_failure(order, error)
    except BookletError as error:
        changes = {"step": Step.FAULTY, "faults": _as_faults(error.findings)}
    except DatabaseError:
        raise  # nothing can be written of it either
    except Exception as error:  # a fault of ours in one order holds up no other
        where = "".join(traceback.format_tb(error.__traceback__))  # and not what it says: that may be an address
        sys.stderr.write(f"orders: a step failed: {type(error).__name__}\n{where}")
        changes = _put_off(order, f"fault in our program: {type(error).__name__}")
    if changes.get("step") == Step.OVER:
        changes = {**changes, **FORGOTTEN}
    again = {"tries": 0, "trouble": "", "due": timezone.now()}
    taken = PrintOrder.objects.filter(pk=number)
    taken.update(**{**again, **changes, "held": None, "changed": timezone.now()})
    _end_waiting(taken.filter(wants_cancel=True))  # somebody asked for its end while this step was taken
    return True


def ask_end(number: int) -> None:
    """Let an order be over at once if it waits for a person, else as soon as its provider agrees, if that has it."""
    found = PrintOrder.objects.filter(pk=number)
    if not _end_waiting(found):
        found.exclude(step=Step.OVER).update(wants_cancel=True, due=timezone.now())


def _end_waiting(orders: "QuerySet[PrintOrder]") -> int:
    """End those orders that no provider knows of and that wait for a person, and return how many they were."""
    waiting = orders.filter(step__in=(Step.READY, Step.FAULTY))
    return waiting.update(**_end(), **FORGOTTEN, wants_cancel=True)


def _after_failure(order: PrintOrder, error: PodError) -> dict[str, Any]:
    """Return what an order is after a provider failed: faulty if that lasts, else as before, to be tried again."""
    is_lasting = LASTING & {finding.code for finding in error.findings}
    if is_lasting and order.step in (Step.ASKED, Step.WANTED):
        return {"step": Step.FAULTY, "faults": _as_faults(error.findings)}
    return _put_off(order, str(error))


def _put_off(order: PrintOrder, trouble: str) -> dict[str, Any]:
    """Return what an order is whose step is tried again later."""
    pause = PAUSES[min(order.tries, len(PAUSES) - 1)]
    return {"tries": order.tries + 1, "trouble": trouble[:500], "due": timezone.now() + timedelta(seconds=pause)}


def _as_faults(findings: tuple[Finding, ...]) -> list[dict[str, str]]:
    return [{"code": one.code, "where": str(one.where), "message": one.message, "hint": one.hint} for one in findings]


def _prepare(order: PrintOrder) -> dict[str, Any]:
    """Make the files, let the provider look at them, and ask for the price."""
    if order.wants_cancel:
        return _end()
    provider = providers.provider_of(order.provider)
    made_files = [OrderFile(**file) for file in order.files]
    if not made_files:
        stamp, made_files = order.partner.edition.stamp, _make(order)
        made = {"files": as_values(made_files), "made_of": stamp}
        PrintOrder.objects.filter(pk=order.pk).update(**made)  # they need not be made again
    if _is_shop(order):  # it says its price itself, and looks at the files once it has them
        return {"step": Step.READY}
    inside = next(file for file in made_files if file.what == INTERIOR)
    covers = [file for file in made_files if file.what == COVER]
    item = item_of(order, made_files)
    faults: list[Finding] = []
    if covers:
        size = provider.cover_size(item.product, inside.pages)
        faults += check_cover(made_files, size.width, size.height)
    checked = wait_for(provider, item, provider.validate(item), PATIENCE)
    faults += [_taken_ill(order, reason) for reason in checked.reasons]
    if faults:
        return {"step": Step.FAULTY, "faults": _as_faults(tuple(faults))}
    quote = provider.quote(order_of(order, made_files))
    said = {name: None if value is None else str(value) for name, value in asdict(quote).items()}
    return {"step": Step.READY, "quote": said}


def _is_shop(order: PrintOrder) -> bool:
    return order.provider.startswith(providers.SHOP)


def _make(order: PrintOrder) -> list[OrderFile]:
    """Make the files of an order; raise `BookletError` if it is not on the shelf, or is a PROOF."""
    offer = _offer_of(order)
    if _is_shop(order):
        named = order.address.get("named")
        return make_pack(offer, PlaceName(*named) if named else None, files())
    return make_files(order.partner.edition, order.chosen, order.copies, order.provider, files())


def _offer_of(order: PrintOrder) -> Offer:
    """Return what is ordered as it is on the shelf today; raise `SourceError` if it is not there, or no more."""
    offer = find_offer(place_of(order.partner.name, order.chosen), now=True)
    if offer is None:
        message, hint = "it is not released, or no more", "ask the partner to release it, and order again"
        raise SourceError(Finding("not-on-shelf", Where(order.partner.name), message, hint))
    return offer


def _taken_ill(order: PrintOrder, reason: str) -> Finding:
    return Finding("file-refused", Where(order.provider), reason, "mend what it names, and order again")


def _place(order: PrintOrder) -> dict[str, Any]:
    """Order what somebody said yes to, unless the provider has it already or it would be another print today."""
    provider = providers.provider_of(order.provider)
    found = provider.find(order.reference)
    if found is None and order.wants_cancel:
        return _end()
    if found is None and (is_other := _look_again(order)):
        return is_other
    placed = found or provider.place(order_of(order, [OrderFile(**file) for file in order.files]))
    return {"number": placed.id, **_follow(order, placed.status)}


def _look_again(order: PrintOrder) -> dict[str, Any]:
    """Return what an order is if its edition has changed since somebody asked; nothing if it is as it was.

    A number that was changed or no longer holds is never printed since the yes was said too late: what has left the
    shelf raises `SourceError`, and what has changed is made anew and needs another yes.
    """
    if _offer_of(order).stamp == order.made_of:
        return {}
    return {"step": Step.ASKED, "files": [], "quote": {}, "said_yes": ""}


def _look(order: PrintOrder) -> dict[str, Any]:
    """Ask how far an order is, or for its end if somebody wants that."""
    provider = providers.provider_of(order.provider)
    if order.wants_cancel and order.can_be_ended:
        try:
            return _follow(order, provider.cancel(order.number))
        except PodError as error:
            if "pod-not-cancelled" not in error.codes:
                raise
            found = _follow(order, provider.look(order.number))
            return {**found, "wants_cancel": False, "trouble": str(error)[:500]}
    return _follow(order, provider.look(order.number))


def _follow(order: PrintOrder, now: Status) -> dict[str, Any]:
    """Return what an order is with a status of its provider, which counts only if it comes after the last one."""
    before = read_status(order.status)
    if before is not None and not is_news(before, now):
        now = before
    if now.state is State.SENT and (order.has_arrived or _is_long_sent(order)):
        now = replace(now, state=State.DELIVERED)
    is_printed = now.state in (State.SENT, State.DELIVERED)
    if is_printed and not order.is_in_ledger:
        write_ledger(order)
        for file in order.files:
            with files().open(file["key"]) as data:
                remember(order.partner, data.read())
    return {
        "step": Step.OVER if now.state.is_over else Step.PLACED,
        "status": write_status(now),
        "is_in_ledger": order.is_in_ledger or is_printed,
        "sent": order.sent or (timezone.now() if is_printed else None),
        "due": timezone.now() + LOOKS_EACH,
    }


def _is_long_sent(order: PrintOrder) -> bool:
    """Tell whether an order must have arrived by now: not every provider says it, and addresses are not kept."""
    return order.sent is not None and timezone.now() - order.sent > TRAVELS


def _end() -> dict[str, Any]:
    return {"step": Step.OVER, "status": write_status(Status(State.CANCELLED, ""))}


STEPS: Mapping[Step, Callable[[PrintOrder], dict[str, Any]]] = {
    Step.ASKED: _prepare,
    Step.WANTED: _place,
    Step.PLACED: _look,
}


def item_of(order: PrintOrder, made: Sequence[OrderFile]) -> Item:
    """Return what a provider prints, with addresses of the files that hold for some days."""
    sources = {file.what: Source(address_of(file.key, file.name), file.md5) for file in made}
    inside = next(file for file in made if file.what != COVER)
    if inside.what == PACK:
        return Item(order.chosen["layout"], order.copies, inside.pages, inside.name, file=sources[PACK])
    product = product_of(order.provider, order.chosen["layout"])
    if COVER not in sources:
        return Item(product, order.copies, inside.pages, inside.name, file=sources[INTERIOR])
    interior, cover = sources[INTERIOR], sources[COVER]
    return Item(product, order.copies, inside.pages, inside.name, interior=interior, cover=cover)


def order_of(order: PrintOrder, made: Sequence[OrderFile]) -> Order:
    """Return an order as its provider gets it."""
    said = {key: value for key, value in order.address.items() if key != "named"}
    address = Address(**{**said, "streets": tuple(said["streets"])})
    shipping = Shipping(order.shipping)
    return Order(order.reference, (item_of(order, made),), address, shipping, order.currency, order.contact)
