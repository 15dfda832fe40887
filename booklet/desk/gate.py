"""Who may do what: a person with the first link may do everything; a service asks for accounts and rights instead."""

from collections.abc import Mapping
from typing import Protocol, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string


class Gate(Protocol):
    """What tells a person at the door from another."""

    asks_names: bool
    """Whether a person says who they are; otherwise it is known."""

    def name_of(self, request: HttpRequest) -> str:
        """Return the name of the person at the desk, "" if it is not known."""

    def account_of(self, request: HttpRequest) -> str:
        """Return what tells the account of the person from all others, "" where there are no accounts."""

    def person_url(self, request: HttpRequest) -> str:
        """Return the address at which a person sees who they are, and comes back from there."""

    def refuse(self, request: HttpRequest, view: str, given: Mapping[str, object]) -> HttpResponse | None:
        """Return the answer to somebody who may not have a page, None if they may.

        `view` is the page's name, as `calls:call`; `given` what its address says, as the contact.
        """

    def shows(self, request: HttpRequest, view: str) -> bool:
        """Tell whether a page is worth a link: whether the person may look at it."""

    def address_for_phones(self, request: HttpRequest, path: str) -> str | None:
        """Return the whole address at which a phone finds a page, None if a phone does not reach this desk."""


def gate() -> Gate:
    """Return the gate of this desk."""
    return cast(Gate, import_string(settings.DESK_GATE)())
