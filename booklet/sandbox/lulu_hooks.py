"""Webhooks of Lulu's API: who is told of changes, a test of it, and what was sent."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse

from booklet.sandbox import told
from booklet.sandbox.endpoint import RefusedError, View, page_of
from booklet.sandbox.hooks import test
from booklet.sandbox.models import Hook, Telling


def _find_hook(ident: str) -> Hook:
    hook = Hook.objects.filter(provider="lulu", ident=ident).first()
    if hook is None:
        raise RefusedError(404, {"detail": "Not found."})
    return hook


def _list_hooks(request: HttpRequest, query: Mapping[str, str]) -> HttpResponse:
    hooks = [told.tell_hook(hook) for hook in Hook.objects.filter(provider="lulu")]
    return JsonResponse({"count": len(hooks), "next": None, "previous": None, "results": hooks})


def _create_hook(request: HttpRequest, asked: dict[str, Any]) -> HttpResponse:
    with transaction.atomic():
        _refuse_known(asked["url"], "")
        hook = Hook.objects.create(ident=str(uuid4()), provider="lulu", url=asked["url"], topics=asked["topics"])
    return JsonResponse(told.tell_hook(hook), status=201)


def _refuse_known(url: str, ident: str) -> None:
    """Raise `RefusedError` if another webhook has an address already."""
    if Hook.objects.filter(provider="lulu", url=url).exclude(ident=ident).exists():
        raise RefusedError(400, {"url": ["webhook with this url already exists."]})


def _read_hook(request: HttpRequest, query: object, ident: str) -> HttpResponse:
    return JsonResponse(told.tell_hook(_find_hook(ident)))


def _update_hook(request: HttpRequest, asked: dict[str, Any], ident: str) -> HttpResponse:
    with transaction.atomic():
        hook = _find_hook(ident)
        _refuse_known(asked.get("url", hook.url), ident)
        hook.url, hook.topics = asked.get("url", hook.url), asked.get("topics", hook.topics)
        if asked.get("is_active") and not hook.is_active:
            hook.failures = 0
        hook.is_active = asked.get("is_active", hook.is_active)
        hook.save()
    return JsonResponse(told.tell_hook(hook))


def _delete_hook(request: HttpRequest, query: object, ident: str) -> HttpResponse:
    _find_hook(ident).delete()
    return HttpResponse(status=204)


def _test_hook(request: HttpRequest, query: object, ident: str, topic: str) -> HttpResponse:
    with transaction.atomic():
        hook = _find_hook(ident)
        if topic not in hook.topics:
            raise RefusedError(400, [f"Invalid topic. Subscribed topics are: {hook.topics}."])
        test(hook, topic)
    return JsonResponse("Test webhook submission queued", safe=False)


def _list_tellings(request: HttpRequest, query: dict[str, str]) -> HttpResponse:
    found = Telling.objects.filter(hook__provider="lulu").select_related("hook").order_by("-id")
    return page_of(request, query, found, lambda one: told.tell_telling(one, json.loads(one.body)))


VIEWS: Mapping[str, Mapping[str, View]] = {
    "/webhooks/": {"get": _list_hooks, "post": _create_hook},
    "/webhooks/{id}/": {"get": _read_hook, "patch": _update_hook, "delete": _delete_hook},
    "/webhooks/{id}/test-submission/{topic}/": {"post": _test_hook},
    "/webhook-submissions/": {"get": _list_tellings},
}
"""What answers each path and method."""
