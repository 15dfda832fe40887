"""Sessions end by themselves: after a day in which nobody used them, and after two weeks in any case."""

from collections.abc import Callable
from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

IDLE = timedelta(days=1)
"""People work at this on some days of a week, on computers that they share."""

LONGEST = timedelta(days=14)
"""Since somebody signed in, or showed again that it is them."""


class Idle:
    """The middleware that signs out whoever was away for long; it stands before what notes that they are back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer to somebody, or to nobody if their time is over."""
        key = request.session.session_key
        if key and request.user.is_authenticated:
            seen, now = UserSession.objects.filter(session_key=key).first(), timezone.now()
            if seen and (now - seen.last_seen_at > IDLE or now - seen.created_at > LONGEST):
                logout(request)
        return self.get_response(request)
