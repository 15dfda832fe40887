"""What is written into the log when somebody signs in, or changes how they do."""

from typing import Any

from allauth.account.signals import authentication_step_completed, login_code_rejected
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.http import HttpRequest

from booklet.service.accounts.log import write_line_of
from booklet.service.models import Person


def listen() -> None:
    """Write lines from now on, and renew sessions."""
    for signal, action in (
        (user_logged_in, "signed in"),
        (user_logged_out, "signed out"),
        (login_code_rejected, "wrong code"),
        (authenticator_added, "passkey added"),
        (authenticator_removed, "passkey removed"),
    ):
        signal.connect(_writer(action), weak=False, dispatch_uid=f"log {action}")
    authentication_step_completed.connect(renew, dispatch_uid="renew")


def renew(sender: object, request: HttpRequest, reauthenticated: bool = False, **more: object) -> None:
    """Give a session another name once somebody has shown again that it is them; the old one ends."""
    if reauthenticated:
        request.session.cycle_key()


def _writer(action: str) -> Any:
    def write(sender: object, user: object = None, **more: object) -> None:
        if isinstance(user, Person):
            kind = getattr(more.get("authenticator"), "type", "")
            write_line_of(user, action, **({"kind": str(kind)} if kind else {}))

    return write
