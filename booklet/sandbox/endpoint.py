"""How a path of a description is answered: the request is checked against it, then one function a method is asked."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from booklet.sandbox.described import description_of
from booklet.sandbox.door import base_of
from booklet.sandbox.settings import current
from booklet.values import Frozen

View = Callable[..., HttpResponse]

PAGE_SIZE = 100


class RefusedError(Exception):
    """A request that is not answered as it wishes: the status, and what is said."""

    def __init__(self, status: int, said: object) -> None:
        super().__init__(status)
        self.status = status
        self.said = said


class Api(Frozen):
    """A provider's manners: `check` raises `RefusedError` for who may not ask, `say` tells what is wrong by field.

    `unparsed` is what is said of a body that is no JSON.
    """

    provider: str
    check: Callable[[HttpRequest], None]
    say: Callable[[Mapping[str, list[str]]], object]
    unparsed: object


def endpoint(api: Api, path: str, methods: Mapping[str, View]) -> View:
    """Return the view of a path of a description; what answers a method is given what was asked, once it is right."""

    @csrf_exempt
    def answer(request: HttpRequest, **names: str) -> HttpResponse:
        if api.provider not in current().providers:
            raise Http404
        method = (request.method or "").lower()
        if method not in methods:
            refusal = JsonResponse({"detail": "Method not allowed."}, status=405)
            refusal["Allow"] = ", ".join(sorted(name.upper() for name in methods))
            return refusal
        try:
            api.check(request)
            return methods[method](request, _read(api, request, path, method), **names)
        except RefusedError as error:
            return JsonResponse(error.said, status=error.status, safe=False)

    return answer


def _read(api: Api, request: HttpRequest, path: str, method: str) -> Any:
    """Return the body of a request, or its query if it has none; raise `RefusedError` for what is not as described."""
    description = description_of(api.provider)
    value: object
    if description.has_body(path, method):
        value = _read_json(api, request)
        faults = description.find_faults(path, method, value)
    else:
        value = request.GET.dict()
        faults = description.find_query_faults(path, method, request.GET.dict())
    if faults:
        raise RefusedError(400, api.say(faults))
    return value


def _read_json(api: Api, request: HttpRequest) -> object:
    """Return the JSON of a request; raise `RefusedError` for what is none, or no text."""
    try:
        value: object = json.loads(request.body, parse_constant=_refuse_constant)
        json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise RefusedError(400, api.unparsed) from error
    return value


def _refuse_constant(name: str) -> object:
    """Refuse NaN and its like, which Python reads and JSON does not have."""
    raise ValueError(name)


def page_of(
    request: HttpRequest, query: Mapping[str, str], found: "QuerySet[Any]", tell: Callable[[Any], dict[str, object]]
) -> HttpResponse:
    """Answer a page of what was found, with the addresses of the pages around it, as Lulu does."""
    number, size, total = int(query.get("page", "1")), int(query.get("page_size", PAGE_SIZE)), found.count()
    first = (number - 1) * size

    def address(other: int) -> str:
        asked = request.GET.copy()
        asked["page"] = str(other)
        return f"{base_of(request)}{request.path}?{asked.urlencode()}"

    return JsonResponse(
        {
            "count": total,
            "next": address(number + 1) if first + size < total else None,
            "previous": address(number - 1) if number > 1 else None,
            "results": [tell(value) for value in found[first : first + size]],
        }
    )
