"""How a browser asks: at a pause of somebody's typing, for a part of a page, or for a whole page."""

from django.http import HttpRequest


def is_auto(request: HttpRequest) -> bool:
    """Tell whether a form was sent at a pause, so that only what changed is to be answered."""
    return request.headers.get("X-Desk") == "auto"


def is_part(request: HttpRequest) -> bool:
    """Tell whether a part of a page is asked for, to be put in its place."""
    return request.headers.get("HX-Request") == "true"
