"""What django-allauth asks us: nobody makes an account by themselves, and mails are ours."""

from base64 import urlsafe_b64encode
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from booklet.service.accounts.mail import post, write_mail
from booklet.service.models import Person

CODE = "account/email/login_code"
"""How the library calls the mail with a code; all others tell that something of the account was changed."""


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    """Accounts of the service."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: people are invited."""
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Tell whether somebody may be led to an address after signing in: to a page of ours, named by its path."""
        return bool(url) and str(url).startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def add_message(
        self, request: HttpRequest, level: int, *args: Any, message: str | None = None, **said: Any
    ) -> None:
        """Say what went wrong; that something went well is seen on the page."""
        if message:
            super().add_message(request, level, message=message)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address of who asks: the server knows which proxy to believe."""
        return str(request.META["REMOTE_ADDR"])

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a mail in our words, in the language of who gets it."""
        person = Person.objects.filter(email=email).first()
        kind = "code" if template_prefix == CODE else "changed"
        said = {"code": context.get("code", ""), "change": template_prefix.rpartition("/")[2], "person": person}
        post(write_mail(kind, email, person.language if person else "", said))


def _cipher() -> Fernet:
    """Return what encrypts with the secret of the service, by a key that is used for nothing else."""
    made = HKDF(SHA256(), 32, salt=None, info=b"recovery codes").derive(settings.SECRET_KEY.encode())
    return Fernet(urlsafe_b64encode(made))


class PasskeyAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # the library has no types
    """Passkeys of the service."""

    def encrypt(self, text: str) -> str:
        """Return a secret as the database keeps it: whoever steals the database alone has no recovery code."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return a secret that the database keeps."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def _get_site_name(self) -> str:
        """Return what a device shows beside a passkey."""
        return "booklet"
