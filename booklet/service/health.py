"""How the service is: for those who watch it, at `/health/`, and in numbers at `/metrics/`.

Both are answered before anything else is done with a request, so that they answer when nothing else does, by whatever
name or address a probe asks.
"""

import hmac
import json
import logging
import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from time import perf_counter

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Count, Min
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from booklet.desk.models import Work
from booklet.errors import OutputError
from booklet.service.counts import counts
from booklet.service.environment import Environment
from booklet.service.files import files
from booklet.service.models import Partner
from booklet.service.periodic import list_late
from booklet.service.work.bell import bell, failures

WELL = "ok"

LEAST_ROOM = 500_000_000
"""Bytes that must be free where editions and files lie."""

LOOPBACK = frozenset({"127.0.0.1", "::1"})
LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})

LOG = logging.getLogger("booklet.requests")
"""A line for each request: what page, how it went, how long it took; not who asked, from where, or for what."""


class Probes:
    """The middleware that answers probes, counts requests, and writes a line about each."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer to a probe or to a request."""
        if request.path_info == "/health/":
            return health()
        if request.path_info == "/metrics/":
            return metrics(request)
        began = perf_counter()
        answer = self.get_response(request)
        seconds = perf_counter() - began
        counts().add(answer.status_code, seconds)
        if LOG.isEnabledFor(logging.INFO):
            LOG.info(json.dumps(describe(request, answer.status_code, seconds)))
        return answer


def describe(request: HttpRequest, status: int, seconds: float) -> Mapping[str, object]:
    """Return what is written about a request: the name of its page stands for its address, which may hold a secret."""
    partner = getattr(request, "partner", None)
    match = request.resolver_match
    return {
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "method": request.method if request.method in METHODS else "other",
        "page": match.view_name if match else "",
        "edition": partner.name if isinstance(partner, Partner) else "",
        "status": status,
        "ms": round(1000 * seconds),
    }


METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})


def health() -> HttpResponse:
    """Say whether each part is well; 503 if one is not."""
    found = examine(settings.SERVICE)
    text = "".join(f"{name}: {said}\n" for name, said in found.items())
    is_well = all(said == WELL for said in found.values())
    return HttpResponse(text, content_type="text/plain", status=200 if is_well else 503, headers=NEVER_KEPT)


NEVER_KEPT = {"Cache-Control": "no-store"}


def examine(environment: Environment) -> dict[str, str]:
    """Return each part of the service with "ok", or with what is not well in a few words that betray nothing."""
    return {
        "database": _say(_ask_database, "does not answer"),
        "queue": _say(lambda: bell().pending_count(), "does not answer"),
        "store": _say(lambda: files().check(), "does not keep files"),
        "disk": _say(lambda: _ask_disk(environment), "is full"),
        "by itself": _say(_ask_turns, "something is not done any more"),
    }


def _say(ask: Callable[[], object], fault: str) -> str:
    faults: tuple[type[Exception], ...] = (DatabaseError, OSError, OutputError, LookupError, *failures())
    try:
        ask()
    except faults:
        return fault
    return WELL


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _ask_disk(environment: Environment) -> None:
    if shutil.disk_usage(environment.home).free < LEAST_ROOM:
        raise OSError("full")


def _ask_turns() -> None:
    if list_late():
        raise LookupError("late")


def metrics(request: HttpRequest) -> HttpResponse:
    """Return numbers as Prometheus reads them, to this machine or to whoever has the token."""
    if not _may_count(request):
        return HttpResponse(status=404)
    text = "".join(f"{line}\n" for line in (*counts().lines(), *_parts(), *_works()))
    return HttpResponse(text, content_type="text/plain; version=0.0.4", headers=NEVER_KEPT)


def _may_count(request: HttpRequest) -> bool:
    token = settings.SERVICE.metrics
    if token:
        given = request.headers.get("Authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
    name = request.headers.get("Host", "").rpartition(":")[0] or request.headers.get("Host", "")
    return request.META.get("REMOTE_ADDR") in LOOPBACK and name in LOCAL_NAMES


def _parts() -> Iterator[str]:
    yield "# TYPE booklet_up gauge"
    for name, said in examine(settings.SERVICE).items():
        yield f'booklet_up{{part="{name}"}} {int(said == WELL)}'
    yield "# TYPE booklet_free_bytes gauge"
    yield f"booklet_free_bytes {shutil.disk_usage(settings.SERVICE.home).free}"


def _works() -> Iterator[str]:
    """Yield how much work there is in each state, and for how long the oldest waits."""
    try:
        numbers = dict(Work.everywhere.order_by().values_list("state").annotate(Count("pk")))
        oldest = Work.everywhere.filter(state=Work.WAITING).aggregate(at=Min("queued"))["at"]
        partners = Partner.objects.filter(closed=None).count()
    except DatabaseError:
        return
    yield "# TYPE booklet_work gauge"
    for state in (Work.WAITING, Work.WORKING, Work.STOPPED, Work.FAILED, Work.DONE):
        yield f'booklet_work{{state="{state}"}} {numbers.get(state, 0)}'
    yield "# TYPE booklet_work_waiting_seconds gauge"
    yield f"booklet_work_waiting_seconds {(timezone.now() - oldest).total_seconds() if oldest else 0:.0f}"
    yield "# TYPE booklet_editions gauge"
    yield f"booklet_editions {partners}"
