"""Every address of the sandbox: its pages, and the paths of the providers that it stands for."""

import re

from django.urls import URLPattern, path, re_path

from booklet.sandbox import front, gelato, lulu
from booklet.sandbox.endpoint import View
from booklet.sandbox.tokens import TOKEN_PATH, give_token

NAMES = {"id": "ident", "orderId": "ident", "productUid": "uid"}
"""What the parameters of a description are called by us."""


def route(described: str, view: View) -> URLPattern:
    """Return the route of a path as a description writes it; a name stands for anything but a slash and a colon."""
    parts = re.split(r"\{(\w+)\}", described.removeprefix("/"))
    pattern = "".join(
        rf"(?P<{NAMES.get(part, part)}>[^/:]+)" if number % 2 else re.escape(part) for number, part in enumerate(parts)
    )
    return re_path(rf"^{pattern}\Z", view)


urlpatterns = [
    path("", front.show_orders),
    path("style.css", front.send_style),
    path("description/<str:provider>.yaml", front.send_description),
    path("orders/<int:number>/", front.show_order),
    path("orders/<int:number>/push/", front.push_order),
    path("orders/<int:number>/fault/", front.spoil_order),
    path("faults/", front.spoil_next),
    path("hooks/", front.add_hook),
    path("parcels/SANDBOX-<str:ident>/", front.show_parcel),
    path(TOKEN_PATH.removeprefix("/"), give_token),
    *(route(described, view) for described, view in lulu.list_endpoints()),
    *(route(described, view) for described, view in gelato.list_endpoints()),
]

handler404 = "booklet.sandbox.front.miss"
