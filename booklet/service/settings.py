"""How Django works for the service: what an operator says in, a configured process out."""

from typing import Any
from urllib.parse import unquote, urlsplit

import django
from django.conf import settings

from booklet.desk.settings import desk_settings, sqlite
from booklet.service.environment import Environment

ACCOUNTS = (
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
)
"""What accounts are made of: django-allauth, with passkeys, and sessions that a person sees and ends."""


def configure(environment: Environment) -> None:
    """Configure this process for a service; once in a process."""
    settings.configure(**service_settings(environment))
    django.setup()


def service_settings(environment: Environment) -> dict[str, Any]:
    """Return Django's settings for a service: those of a desk, with accounts, and with an edition for each address."""
    found = desk_settings(None, environment.secret, [environment.host])
    return found | {
        "SERVICE": environment,
        "DESK_GATE": "booklet.service.door.RightsGate",
        "DESK_MAKER": "booklet.service.work.maker.HOSTED",
        "DESK_CLUSTER": environment.cluster,
        "ROOT_URLCONF": "booklet.service.urls",
        "CSRF_FAILURE_VIEW": "booklet.service.lost.not_ours",
        "INSTALLED_APPS": [*ACCOUNTS, *found["INSTALLED_APPS"], "booklet.service"],
        "MIDDLEWARE": list(_middleware(found["MIDDLEWARE"])),
        "DATABASES": {"default": _database(environment)},
        "AUTH_USER_MODEL": "service.Person",
        "AUTHENTICATION_BACKENDS": ["allauth.account.auth_backends.AuthenticationBackend"],
        "SESSION_ENGINE": "django.contrib.sessions.backends.db",
        "SESSION_COOKIE_AGE": 60 * 60 * 24 * 14,
        "SESSION_COOKIE_SECURE": environment.is_secure,
        "CSRF_COOKIE_SECURE": environment.is_secure,
        "LOGIN_URL": "account_login",
        "LOGIN_REDIRECT_URL": "service:home",
        "ACCOUNT_ADAPTER": "booklet.service.accounts.adapter.Adapter",
        "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
        "ACCOUNT_LOGIN_METHODS": {"email"},
        "ACCOUNT_SIGNUP_FIELDS": ["email*"],
        "ACCOUNT_EMAIL_VERIFICATION": "none",  # whoever signs in has read a code from that address
        "ACCOUNT_LOGIN_BY_CODE_ENABLED": True,
        "ACCOUNT_PREVENT_ENUMERATION": True,
        "MFA_SUPPORTED_TYPES": ["webauthn", "recovery_codes"],
        "MFA_PASSKEY_LOGIN_ENABLED": True,
        "USERSESSIONS_TRACK_ACTIVITY": True,
    }


def _middleware(of_desk: list[str]) -> list[str]:
    """Return what each request passes through: after files of ours and before all else, its edition."""
    found = [name for name in of_desk if name != "booklet.desk.door.Door"]
    place = found.index("django.contrib.sessions.middleware.SessionMiddleware")
    return [
        "booklet.service.health.Probes",
        *found[:place],
        "booklet.service.door.Editions",
        *found[place:],
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "allauth.account.middleware.AccountMiddleware",
        "allauth.usersessions.middleware.UserSessionsMiddleware",
        "booklet.service.door.Door",
    ]


def _database(environment: Environment) -> dict[str, object]:
    if not environment.database:
        return sqlite(environment.home / "service.sqlite3")
    said = urlsplit(environment.database)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(said.path.removeprefix("/")),
        "USER": unquote(said.username or ""),
        "PASSWORD": unquote(said.password or ""),
        "HOST": unquote(said.hostname or ""),
        "PORT": said.port or "",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
