"""What every request passes: who may ask, what an answer may do in a browser, and the faults that were asked for."""

import time
from collections.abc import Callable
from itertools import count

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase

from booklet.sandbox.faults import ANSWERING, HEADER, Fault, read_faults
from booklet.sandbox.models import Waiting
from booklet.sandbox.settings import current

LATE = 3.0
"""Seconds by which a slow answer comes late."""

POLICY = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

PAGES = ("/orders/", "/parcels/", "/faults/", "/hooks/", "/style.css", "/description/")
"""Where the pages of the sandbox are; all other paths, but that of the front page, belong to a provider."""

ORDERING = ("/print-jobs/", "/v4/orders")
"""Where orders are placed."""

Answer = Callable[[HttpRequest], HttpResponseBase]


class Door:
    """Say of every answer that it is a sandbox's, and what a browser may do with it."""

    def __init__(self, get_response: Answer) -> None:
        self._answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request."""
        response = self._answer(request)
        response["Content-Security-Policy"] = POLICY
        response["X-Sandbox"] = "nothing is printed, nothing is paid"
        response["Cache-Control"] = "no-store"
        return response


class Faulty:
    """Let answers of a provider go wrong, if that is asked for by a header, by the page or by the plan."""

    def __init__(self, get_response: Answer) -> None:
        self._answer = get_response
        self._numbers = count(1)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request, or fail to."""
        if request.path == "/" or request.path.startswith(PAGES):
            return self._answer(request)
        try:
            faults = read_faults(request.headers.get(HEADER, ""))
        except ValueError as error:
            return JsonResponse({"detail": f"SANDBOX: no such fault: {error}"[:300]}, status=400)
        faults |= current().plan.choose(next(self._numbers))
        if request.method == "POST" and request.path in ORDERING:
            faults |= take_waiting()
        if Fault.SLOW in faults:
            time.sleep(LATE)
        if Fault.ERROR in faults:
            return JsonResponse({"detail": "SANDBOX: a fault that was asked for"}, status=500)
        request.META["sandbox.faults"] = sorted(faults - ANSWERING)
        response = self._answer(request)
        return break_off(response) if Fault.ANSWER_LOST in faults else response


@transaction.atomic
def take_waiting() -> frozenset[Fault]:
    """Return the faults that wait for an order, and let them wait no more."""
    found = [*Waiting.objects.all()]
    if found:
        Waiting.objects.filter(pk__in=[waiting.pk for waiting in found]).delete()
    return frozenset(Fault(waiting.fault) for waiting in found)


def break_off(response: HttpResponseBase) -> HttpResponseBase:
    """Return an answer that ends in its middle: it promises more than it has, and the server closes the connection."""
    whole = response.content if isinstance(response, HttpResponse) else b""
    half = HttpResponse(whole[: len(whole) // 2], status=response.status_code)
    half["Content-Type"] = response.get("Content-Type", "application/json")
    half["Content-Length"] = str(len(whole) + 1)
    return half


def list_faults(request: HttpRequest) -> list[str]:
    """Return the faults that an order made by a request has."""
    return [*request.META.get("sandbox.faults", ())]


def base_of(request: HttpRequest) -> str:
    """Return the address of this sandbox as whoever asks knows it."""
    return f"http://{request.get_host()}"
