"""What was found a moment ago and may be shown again: pages that many ask for are made once in that time."""

import re
from collections.abc import Callable, Hashable
from functools import wraps
from time import monotonic
from typing import Generic, TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import get_token
from django.utils.translation import get_language

MOMENT = 1.0
"""Seconds for which a page may show what was on the shelf. What is given out is looked at anew each time."""

MOST = 2000
"""Things that are kept at once."""

Found = TypeVar("Found")


class Lately(Generic[Found]):
    """Keeps what was found for a moment, each under a name."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, tuple[float, Found]] = {}

    def find(self, name: Hashable) -> Found | None:
        """Return what was found a moment ago, None if nobody found anything."""
        kept = self._kept.get(name)
        return kept[1] if kept and monotonic() - kept[0] < MOMENT else None

    def keep(self, name: Hashable, found: Found) -> Found:
        """Keep what was found, and return it."""
        if len(self._kept) >= MOST:
            self._kept.clear()
        self._kept[name] = monotonic(), found
        return found


TOKEN = re.compile(rb'(?<=name="csrfmiddlewaretoken" value=")\w+(?=")')
"""What in a page is another for everybody: the secret that its forms send back."""

_PAGES: Lately[list[bytes]] = Lately()

Page = Callable[..., HttpResponseBase]


def kept(view: Page) -> Page:
    """Let a page be shown again for a moment to whoever has not signed in and asks in the same language."""

    @wraps(view)
    def shown(request: HttpRequest, **given: str) -> HttpResponseBase:
        if request.META.get("QUERY_STRING") or request.user.is_authenticated:
            return view(request, **given)
        name = request.path, get_language()
        parts = _PAGES.find(name)
        if parts is None:
            answer = view(request, **given)
            if answer.status_code == 200 and isinstance(answer, HttpResponse):
                _PAGES.keep(name, TOKEN.split(answer.content))
            return answer
        return HttpResponse(get_token(request).encode().join(parts))

    return shown
