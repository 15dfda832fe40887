"""Webhooks: a change of an order in, signed requests out, tried again, and switched off when nobody takes them."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from booklet.sandbox.faults import Fault
from booklet.sandbox.models import Hook, Order, Telling
from booklet.sandbox.reaching import UnreachableError, ask, read_address
from booklet.sandbox.settings import current
from booklet.sandbox.told import tell_gelato_event, tell_print_job

TOPIC = "PRINT_JOB_STATUS_CHANGED"

SIGNATURE = "Lulu-HMAC-SHA256"

ATTEMPTS = {"lulu": 5, "gelato": 3}
"""How often each tries to tell one thing."""

MOST_FAILURES = 5
"""After so many tellings in a row that nobody took, Lulu switches a webhook off."""

SECONDS = 5.0
"""How long a customer's server may take."""

HELD = timedelta(seconds=30)
"""How long a telling that is to come late waits, if no other follows."""

FAULTS = (Fault.HOOK_LOST, Fault.HOOK_DOUBLED, Fault.HOOK_LATE, Fault.HOOK_FORGED)


def sign(body: bytes, secret: str) -> str:
    """Return what Lulu sends beside a body: its HMAC by SHA-256, in hexadecimal (how it is written Lulu does not say).

    >>> sign(b"{}", "sandbox-secret")[:16]
    'bb3ceed64f91d1c9'
    """
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def announce(order: Order, base: str) -> None:
    """Put what is new about an order in line for every webhook of its provider, with the next fault of the order."""
    hooks = [*Hook.objects.filter(provider=order.provider, is_active=True)]
    fault = next((fault for fault in FAULTS if fault in order.faults), None)
    if fault and hooks:
        order.faults = [name for name in order.faults if name != fault]
        order.save(update_fields=["faults"])
    now, body = timezone.now(), _write(order, base)
    for hook in hooks:
        copies = {Fault.HOOK_LOST: 0, Fault.HOOK_DOUBLED: 2}.get(fault, 1) if fault else 1
        due = now + HELD if fault is Fault.HOOK_LATE else now
        for _ in range(copies):
            _put(hook, order, body, due, "" if fault is None else str(fault))
        if fault is not Fault.HOOK_LATE:  # what was held back comes now, after it
            late = Telling.objects.filter(hook=hook, order=order, is_success=None, fault=Fault.HOOK_LATE)
            late.update(due=now + timedelta(milliseconds=1))


def test(hook: Hook, topic: str) -> None:
    """Put a telling of no order in line, as Lulu's test does."""
    body = json.dumps({"topic": topic, "data": {"id": 0, "status": {"name": "CREATED", "message": "SANDBOX: a test"}}})
    _put(hook, None, body, timezone.now(), "")


def _write(order: Order, base: str) -> str:
    if order.provider == "gelato":
        return json.dumps(tell_gelato_event(order, uuid4().hex[:13], base))
    return json.dumps({"topic": TOPIC, "data": tell_print_job(order, base)})


def _put(hook: Hook, order: Order | None, body: str, due: datetime, fault: str) -> None:
    now = timezone.now()
    Telling.objects.create(hook=hook, order=order, topic=TOPIC, body=body, fault=fault, due=due, made=now, changed=now)


def send_next() -> bool:
    """Send what is due, the first of all; tell whether there was anything."""
    due = Telling.objects.filter(is_success=None, due__lte=timezone.now()).order_by("due", "id")
    telling = due.select_related("hook").first()
    if telling is None:
        return False
    if not telling.hook.is_active:
        _note(telling, None, "the webhook is switched off", is_over=True)
        return True
    code, reason = _send(telling)
    is_taken = code is not None and 200 <= code < 300
    _note(telling, code, reason, is_over=is_taken or telling.attempts + 1 >= ATTEMPTS[telling.hook.provider])
    return True


def _send(telling: Telling) -> tuple[int | None, str]:
    """Send a telling once; return the code of the answer, or None and why there was none."""
    body = telling.body.encode()
    headers = {"Content-Type": "application/json", **dict(_list_headers(telling, body))}
    try:
        address = read_address(telling.hook.url, current().hosts)
        with ask(address, "POST", SECONDS, body, headers) as answer:
            return answer.status, ""
    except UnreachableError as error:
        return None, str(error)


def _list_headers(telling: Telling, body: bytes) -> Iterator[tuple[str, str]]:
    """Yield the headers by which a customer knows us: a signature, or the one that was chosen."""
    secret = "not-the-secret" if telling.fault == Fault.HOOK_FORGED else current().secret
    if telling.hook.provider == "lulu":
        yield SIGNATURE, sign(body, secret)
    elif telling.hook.name:
        yield telling.hook.name, "forged" if telling.fault == Fault.HOOK_FORGED else telling.hook.value


@transaction.atomic
def _note(telling: Telling, code: int | None, reason: str, *, is_over: bool) -> None:
    """Note how an attempt went; after too many failures in a row a webhook of Lulu's is switched off.

    Its customer may have deleted the webhook meanwhile, with all that it was told; then there is nothing to note.
    """
    is_taken = code is not None and 200 <= code < 300
    now = timezone.now()
    Telling.objects.filter(pk=telling.pk).update(
        attempts=F("attempts") + 1,
        code=code,
        reason=reason[:500],
        changed=now,
        due=now + timedelta(seconds=min(5.0, current().seconds or 0.2)),
        is_success=is_taken if is_over else None,
    )
    hook = Hook.objects.filter(pk=telling.hook.pk).first()
    if hook is None:
        return
    if is_taken:
        hook.failures = 0
    elif is_over and hook.is_active:
        hook.failures += 1
        hook.is_active = hook.provider != "lulu" or hook.failures < MOST_FAILURES
    hook.save(update_fields=["failures", "is_active"])
