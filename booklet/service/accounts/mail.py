"""Mails of the service: how they leave, and that a page does not wait for those about which nobody must know."""

import sys
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from smtplib import SMTPException
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import override

from booklet.service.environment import Environment

PATIENCE = 20
"""Seconds for which a server of mails may be silent."""

_POSTERS = ThreadPoolExecutor(2, "mail")
_POSTED: set[Future[bool]] = set()


def mail_settings(environment: Environment) -> dict[str, Any]:
    """Return Django's settings for mails: through a server, or into a folder if none is named."""
    said = urlsplit(environment.mail)
    found: dict[str, Any] = {"DEFAULT_FROM_EMAIL": environment.sender, "EMAIL_TIMEOUT": PATIENCE}
    if not environment.mail:
        backend = "django.core.mail.backends.filebased.EmailBackend"
        return {**found, "EMAIL_BACKEND": backend, "EMAIL_FILE_PATH": str(environment.home / "mails")}
    is_wrapped = said.scheme == "smtps"
    return {
        **found,
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": said.hostname or "",
        "EMAIL_PORT": said.port or (465 if is_wrapped else 587),
        "EMAIL_HOST_USER": unquote(said.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(said.password or ""),
        "EMAIL_USE_SSL": is_wrapped,
        "EMAIL_USE_TLS": not is_wrapped and bool(said.username),
    }


def write_mail(kind: str, to: str, language: str, said: Mapping[str, object]) -> EmailMessage:
    """Return a mail of a kind, in the language of who gets it."""
    with override(language or "en"):
        subject = " ".join(render_to_string(f"service/mail/{kind}_subject.txt", said).split())
        return EmailMessage(subject, render_to_string(f"service/mail/{kind}_message.txt", said).strip() + "\n", to=[to])


def send(message: EmailMessage) -> bool:
    """Send a mail, and tell whether it left; the operator reads why it did not, and nothing of what it said."""
    try:
        message.send()
    except (OSError, SMTPException) as error:
        sys.stderr.write(f"A mail could not be sent: {type(error).__name__}. Look at BOOKLET_MAIL.\n")
        return False
    return True


def post(message: EmailMessage) -> None:
    """Let a mail be sent while the page is answered, so that the time it takes tells nobody whether there is one."""
    posted = _POSTERS.submit(send, message)
    _POSTED.add(posted)
    posted.add_done_callback(_POSTED.discard)


def settle() -> None:
    """Wait until all mails have left."""
    wait(set(_POSTED))
