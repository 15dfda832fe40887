"""Orders as they go: taken, their files looked at, moved on when it is time, cancelled; every change is announced."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from booklet.sandbox.faults import Fault
from booklet.sandbox.fetching import Limits, fetch
from booklet.sandbox.hooks import announce
from booklet.sandbox.judging import Verdict, judge
from booklet.sandbox.models import File, Order, list_files
from booklet.sandbox.products import read_package, read_product
from booklet.sandbox.reaching import UnreachableError
from booklet.sandbox.settings import current
from booklet.sandbox.states import WALKS


@transaction.atomic
def take(order: Order, files: Iterable[File], base: str) -> None:
    """Keep a new order with its files, and announce it."""
    order.save()
    for file in files:
        file.order = order
        file.save()
    announce(order, base)


def move(order: Order, state: str, base: str, message: str = "") -> bool:
    """Bring an order into a state, unless it has left the one it was in; tell whether it did."""
    now = timezone.now()
    with transaction.atomic():
        moved = Order.objects.filter(pk=order.pk, state=order.state).update(
            state=state, message=message, changed=now, due=due_after(order.provider, state, now)
        )
        order.refresh_from_db()
        if moved:
            announce(order, base)
    return bool(moved)


def due_after(provider: str, state: str, now: datetime) -> datetime | None:
    """Return when an order that has come into a state leaves it by itself; None if something else must happen."""
    walk, seconds = WALKS[provider], current().seconds
    waits = state == walk.reading or not walk.state_after(state)
    return None if waits or not seconds else now + timedelta(seconds=seconds)


def push(order: Order, base: str) -> bool:
    """Move an order to its next state, or to where the fault that it has leads; tell whether it moved."""
    walk = WALKS[order.provider]
    following = walk.state_after(order.state)
    if not following or order.state == walk.reading:
        return False
    for fault, state, leads, said in (
        (Fault.PAYMENT_REFUSED, walk.paying, walk.unpaid, "The payment was refused, as was asked for"),
        (Fault.PRESS_BROKEN, walk.printing, walk.broken, "The press broke down, as was asked for"),
    ):
        if fault in order.faults and order.state == state:
            Order.objects.filter(pk=order.pk).update(faults=[name for name in order.faults if name != fault])
            return move(order, leads, base, said)
    return move(order, following, base)


def push_next(base: str) -> bool:
    """Move the order on that is due first; tell whether there was one."""
    order = Order.objects.filter(due__lte=timezone.now()).order_by("due", "id").first()
    if order is None:
        return False
    if not push(order, base):
        Order.objects.filter(pk=order.pk, state=order.state).update(due=None)
    return True


def read_next(base: str) -> bool:
    """Look at the first file that nobody has looked at, or move an order whose files all were; tell if it did."""
    readable = [walk.reading for walk in WALKS.values()]
    waiting = File.objects.filter(read=None)
    file = (waiting.filter(order__state__in=readable) | waiting.filter(order=None)).order_by("id").first()
    if file is None:
        return _move_read(base)
    verdict = look_at(file)
    File.objects.filter(pk=file.pk).update(
        found=verdict.pages, errors=[*verdict.errors], notes=[*verdict.notes], read=timezone.now()
    )
    return True


def look_at(file: File) -> Verdict:
    """Return what the house says of a file, which it fetches."""
    try:
        data = fetch(file.url, Limits(hosts=current().hosts), file.md5)
    except UnreachableError as error:
        return Verdict(0, (f"file-unreachable: {error}",))
    read = read_package if file.provider == "lulu" else read_product
    product = read(file.product) if file.product else None
    return judge(data, product, is_cover=file.kind == "cover", pages=file.pages or _count_inside(file))


def _count_inside(file: File) -> int:
    """Return how many pages the inside has that a cover of an order goes around; 0 if it was not read."""
    if file.order is None or file.kind != "cover":
        return 0
    inside = File.objects.filter(order=file.order, item=file.item, kind="interior").first()
    return inside.found if inside else 0


def _move_read(base: str) -> bool:
    """Move one order whose files have all been looked at; tell whether there was one."""
    for walk in WALKS.values():
        found = Order.objects.filter(state=walk.reading).exclude(files__read=None).order_by("id").first()
        if found:
            faulty = [file for file in list_files(found) if file.errors]
            if faulty:
                said = "; ".join(f"{file.kind}: {error}" for file in faulty for error in file.errors)
                return move(found, walk.refused, base, said[:900])
            return move(found, walk.state_after(walk.reading), base)
    return False
