"""The door: nobody comes in without the secret of the first link, and no page does more than it should.

The first link is shown where the desk was started. Whoever opens it is let in with a cookie; links for signing carry
secrets of their own and lead to one page each.
"""

import hmac
import json
import secrets
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from platformdirs import user_state_path

from booklet.desk.clock import HERE
from booklet.desk.gate import gate
from booklet.desk.settings import LOCAL_HOSTS
from booklet.errors import BookletError

INSIDE = "inside"
"""What the session of somebody says who came through the first link."""

NAME = "name"
"""Where the session has the name that somebody gave."""

OPEN_VIEWS = frozenset({"enter", "language", "signing:link", "signing:asked", "signing:asked-page"})
"""The pages that need no session: the door itself, its language, and what a secret of its own leads to."""

MISDIRECTED = 421
"""The answer to a page that was loaded from a desk of another folder, which was open at this address before."""

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "object-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""What a page may load: ours alone, no script or style within it (Content Security Policy, level 3)."""


def read_secret(state: Path | None = None) -> str:
    """Return the secret of this machine's user; make it first, where only that user may read it."""
    folder = state or user_state_path("booklet", appauthor=False)
    path = folder / "desk.json"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{secrets.token_hex(8)}.tmp")
        draft.touch(mode=0o600)
        draft.write_text(json.dumps({"secret": secrets.token_urlsafe(48)}), encoding="utf-8")
        draft.replace(path)
    return str(json.loads(path.read_text(encoding="utf-8"))["secret"])


def entry_of(secret: str) -> str:
    """Return the secret part of the first link."""
    return hmac.new(secret.encode(), b"desk entry", sha256).hexdigest()


def enter(request: HttpRequest, entry: str) -> HttpResponse:
    """Let somebody in who has the first link, and take its secret out of the address."""
    if not hmac.compare_digest(entry.encode(), entry_of(settings.SECRET_KEY).encode()):
        return refuse(request)
    request.session[INSIDE] = entry
    target = request.GET.get("next", "")
    return redirect(target if url_has_allowed_host_and_scheme(target, allowed_hosts=None) else "front")


def refuse(request: HttpRequest) -> HttpResponse:
    """Tell somebody who has no right to be here how to come in."""
    return render(request, "desk/closed.html", status=403)


def is_inside(request: HttpRequest) -> bool:
    """Tell whether somebody came through the first link of this desk."""
    given = str(request.session.get(INSIDE, ""))
    return hmac.compare_digest(given.encode(), entry_of(settings.SECRET_KEY).encode())


class FirstLink:
    """The gate of a desk of one's own: who came through its first link may do everything."""

    asks_names = True

    def name_of(self, request: HttpRequest) -> str:
        """Return the name that a person gave, "" if none."""
        return str(request.session.get(NAME, ""))

    def account_of(self, request: HttpRequest) -> str:
        """Return nothing: who came in by the first link has no account."""
        return ""

    def person_url(self, request: HttpRequest) -> str:
        """Return where another name can be given."""
        return f"{reverse('who')}?{urlencode({'next': request.get_full_path()})}"

    def refuse(self, request: HttpRequest, view: str, given: Mapping[str, object]) -> HttpResponse | None:
        """Refuse who is not inside."""
        return None if is_inside(request) else refuse(request)

    def shows(self, request: HttpRequest, view: str) -> bool:
        """Let all be seen."""
        return True

    def address_for_phones(self, request: HttpRequest, path: str) -> str | None:
        """Return an address with the secret of the first link, if the desk is shared with the network."""
        shared = shared_hosts()
        if not shared:
            return None
        entry = reverse("enter", args=[entry_of(settings.SECRET_KEY)])
        return f"http://{shared[0]}:{request.get_port()}{entry}?{urlencode({'next': path})}"


def shared_hosts() -> tuple[str, ...]:
    """Return the names and addresses at which other devices reach this desk, none if it is not shared."""
    return tuple(host for host in settings.ALLOWED_HOSTS if host not in (*LOCAL_HOSTS, "testserver"))


class Door:
    """The middleware that lets nobody else in, and says to browsers what a page may do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer of a page, with what it may do."""
        with timezone.override(HERE):
            response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_POLICY)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponse | None:
        """Refuse who is not inside, and what a page of another edition sends; without an edition, go to the start."""
        from booklet.desk.edition import current

        match = request.resolver_match
        name = match.view_name if match else ""
        if name in OPEN_VIEWS:
            return None
        if refusal := gate().refuse(request, name, match.kwargs if match else {}):
            return refusal
        if request.headers.get("X-Edition", current().mark) != current().mark:
            return HttpResponse(status=MISDIRECTED)
        if not current().exists and name != "who" and not name.startswith(("start:", "help:")):
            return redirect(reverse("start:index"))
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Show the faults of an edition's files that a page cannot do without, or that nothing can be written."""
        from booklet.desk.faults import faults_of
        from booklet.desk.lost import unwritable

        if isinstance(error, OSError | OperationalError):
            return unwritable(request)
        if not isinstance(error, BookletError):
            return None
        return render(request, "desk/faulty.html", {"faults": faults_of(error)}, status=422)
