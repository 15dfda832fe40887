"""How often a person may do what costs or disturbs others, counted in the database, which all processes share.

A cache of files would need no table, but cannot count: two processes that add at once both succeed there.
"""

from django.http import HttpRequest

SIGNING_IN = {
    "login": "60/m/ip",
    "login_failed": "20/m/ip,10/5m/key",
    "request_login_code": "20/m/ip,100/h/ip,3/5m/key,12/d/key",
    "reauthenticate": "10/m/user",
}
"""By address and by account: an office of many signs in through one address, a person asks for few codes."""

PASSKEYS = {"webauthn_login": "30/m/ip"}

INVITING = {"invite": "30/h/user,100/d/user,5/d/key", "accept": "30/m/ip,200/h/ip"}
"""`key` is the address that is invited: nobody is sent more than that, whoever invites."""


def is_within(request: HttpRequest, action: str, key: str = "") -> bool:
    """Count something that is done, and tell whether it may be."""
    from allauth.core.internal import ratelimit  # it reads the settings, which name what stands above

    used = ratelimit.consume(
        request, app="booklet.service", action=action, config=INVITING, key=key or None, limit_get=True
    )
    return used is not None
