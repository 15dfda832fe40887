"""How Django works for the sandbox: a folder in, a configured process out."""

import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import django
from django.conf import settings

from booklet.sandbox.faults import Plan
from booklet.values import Frozen, field

LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")

LARGEST_REQUEST = 1_000_000
"""Bytes of an order; it names files and holds none."""

PROVIDERS = ("lulu", "gelato")


class Setup(Frozen):
    """How a sandbox was started.

    `seconds` is how long an order stays in a state, 0 if it moves only by the button on the page. `hosts` may be
    reached besides this machine. `key` and `secret` are what customers sign in with: made up, and shown.
    """

    folder: Path
    providers: Sequence[str] = PROVIDERS
    seconds: float = 5.0
    hosts: Sequence[str] = ()
    plan: Plan = field(default_factory=Plan)
    key: str = "sandbox-key"
    secret: str = "sandbox-secret"


def configure(setup: Setup) -> None:
    """Configure this process for a sandbox; once in a process."""
    settings.configure(
        DEBUG=False,
        SECRET_KEY=secrets.token_hex(),
        ALLOWED_HOSTS=[*LOCAL_HOSTS],
        SANDBOX=setup,
        ROOT_URLCONF="booklet.sandbox.urls",
        INSTALLED_APPS=["booklet.sandbox"],
        MIDDLEWARE=[
            "booklet.sandbox.door.Door",
            "django.middleware.security.SecurityMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
            "booklet.sandbox.door.Faulty",
        ],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": setup.folder / "sandbox.sqlite3",
                "OPTIONS": {"timeout": 20, "transaction_mode": "IMMEDIATE"},
            }
        },
        APPEND_SLASH=False,
        SECURE_REFERRER_POLICY="same-origin",
        X_FRAME_OPTIONS="DENY",
        USE_TZ=True,
        TIME_ZONE="UTC",
        DATA_UPLOAD_MAX_MEMORY_SIZE=LARGEST_REQUEST,
        LOGGING_CONFIG=None,
    )
    django.setup()


def current() -> Setup:
    """Return how this sandbox was started."""
    return cast("Setup", settings.SANDBOX)
