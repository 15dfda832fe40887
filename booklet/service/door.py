"""The service's door: which edition an address is about, and whether a person may do there what they ask for."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import get_script_prefix, reverse, set_script_prefix

from booklet.desk import door
from booklet.desk.edition import use
from booklet.desk.lost import not_found
from booklet.service.downloads import mark
from booklet.service.models import Partner
from booklet.service.rights import ASKED, OPEN, READS, SHUT, may

ADDRESS = re.compile(r"/e/([a-z0-9-]{1,60})(/.*)")
"""An address of a page of an edition."""

OPEN_ROOMS = ("shelf:", "hooks:", "code:", "files:", "buy:")
"""How the names of pages of the service begin that need no right: they ask for what they need themselves."""


class Editions:
    """The middleware that finds the edition of an address: below `/e/NAME/` is the desk of a partner."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer of a page, with its edition as the current one."""
        found = ADDRESS.fullmatch(request.path_info)
        if found is None:
            return self.get_response(request)
        partner = Partner.objects.filter(name=found[1], closed=None).first()
        if partner is None:
            return not_found(request, LookupError())
        request.path_info = found[2]
        request.urlconf = "booklet.desk.urls"  # Django reads it
        request.partner = partner  # type: ignore[attr-defined]
        with use(partner.edition), _below(f"/e/{partner.name}/"):
            answer = self.get_response(request)
            mark(answer)
            return answer


@contextmanager
def _below(prefix: str) -> Iterator[None]:
    """Let all addresses that are made within begin with a prefix."""
    before = get_script_prefix()
    set_script_prefix(prefix)
    try:
        yield
    finally:
        set_script_prefix(before)


def partner_of(request: HttpRequest) -> Partner | None:
    """Return the partner whose edition a page is about, None for a page of the service itself."""
    found = getattr(request, "partner", None)
    return found if isinstance(found, Partner) else None


def asked_locales(request: HttpRequest) -> tuple[str, ...]:
    """Return all locales that are asked for behind the address, and in the form that is sent if one is.

    A form that says none has an empty one, since a page that takes it would choose one by itself.
    """
    asked = request.GET.getlist(ASKED)
    if request.method not in READS:
        asked += request.POST.getlist(ASKED) or [""]
    return tuple(asked)


class RightsGate:
    """The gate of a desk in a service: who signed in may do what their roles allow, and nothing else."""

    asks_names = False

    def name_of(self, request: HttpRequest) -> str:
        """Return the name of who signed in, "" if nobody has."""
        person = getattr(request, "user", None)
        return person.shown_name if person is not None and person.is_authenticated else ""

    def account_of(self, request: HttpRequest) -> str:
        """Return the number of the account of who signed in, "" if nobody has."""
        return str(request.user.pk) if request.user.is_authenticated else ""

    def person_url(self, request: HttpRequest) -> str:
        """Return the page of one's own account."""
        return "/account/"

    def refuse(self, request: HttpRequest, view: str, given: Mapping[str, object]) -> HttpResponse | None:
        """Ask who has not signed in to do so; refuse what nobody was given the right to do."""
        if not request.user.is_authenticated:
            with _below("/"):
                sign_in = reverse("account_login", urlconf="booklet.service.urls")
            return redirect(f"{sign_in}?{urlencode({'next': request.get_full_path()})}")
        said = {**given, ASKED: asked_locales(request)}
        if not may(request.user, partner_of(request), view, request.method or "", said):
            return render(request, "service/refused.html", status=403)
        return None

    def shows(self, request: HttpRequest, view: str) -> bool:
        """Tell whether a person may look at a page."""
        return may(request.user, partner_of(request), view, "GET", {})

    def address_for_phones(self, request: HttpRequest, path: str) -> str | None:
        """Return the address as it is: a phone signs in by itself."""
        return request.build_absolute_uri(path)


class Door(door.Door):
    """The desk's door, in a service: pages of the service itself are about no edition."""

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponse | None:
        """Refuse who has no right."""
        match = request.resolver_match
        name = match.view_name if match else ""
        if name in SHUT:
            return not_found(request, LookupError())
        if partner_of(request) is not None:
            return super().process_view(request, view, args, kwargs)
        if name in OPEN or name.startswith(OPEN_ROOMS):
            return None
        return RightsGate().refuse(request, name, match.kwargs if match else {})

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Show the faults of an edition's files; a page of the service itself has none, and has failed."""
        return super().process_exception(request, error) if partner_of(request) is not None else None
