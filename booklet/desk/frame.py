"""What every page shows around its own: the way to the other screens, the person, the languages."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext_lazy as _

from booklet.desk.edition import find_current
from booklet.desk.gate import gate
from booklet.desk.people import name_of
from booklet.values import Frozen

TITLES: dict[str, Promise] = {
    "contacts": _("Contacts"),
    "calls": _("Calls"),
    "words": _("Words"),
    "pages": _("Pages"),
    "signing": _("Signing"),
    "order": _("Order"),
    "editions": _("Editions"),
    "campaign": _("Campaign"),
    "history": _("History"),
    "start": _("Settings"),
    "help": _("Help"),
}
"""The screens in the way to them, by room."""


class Link(Frozen):
    """A screen in the way: its title, its address, whether it is the one that is shown."""

    title: Promise
    url: str
    is_here: bool


def frame(request: HttpRequest) -> dict[str, object]:
    """Return what the frame of every page of an edition needs; nothing where a page is about none."""
    edition = find_current()
    if edition is None:
        return {}
    here = request.resolver_match.app_name if request.resolver_match else ""
    screens = TITLES if edition.exists else {"help": TITLES["help"]}
    door = gate()
    return {
        "edition": edition,
        "edition_stamp": SimpleLazyObject(lambda: edition.stamp),
        "screens": [
            Link(title, reverse(f"{room}:index"), room == here)
            for room, title in screens.items()
            if door.shows(request, f"{room}:index")
        ],
        "asks_names": door.asks_names,
        "person": name_of(request) if hasattr(request, "session") else "",
        "person_url": door.person_url(request),
        "is_mirrored": get_language_bidi(),
    }
