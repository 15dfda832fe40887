"""How Django works for the service: what an operator says in, a configured process out."""

from typing import Any
from urllib.parse import unquote, urlsplit

import django
from django.conf import settings

from booklet.desk.settings import desk_settings, sqlite
from booklet.service.accounts.limits import PASSKEYS, SIGNING_IN
from booklet.service.accounts.mail import mail_settings
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

COUNTED: dict[str, Any] = {
    "BACKEND": "django.core.cache.backends.db.DatabaseCache",
    "OPTIONS": {"MAX_ENTRIES": 100_000},
}
"""The cache that all processes share: what is counted against abuse must not differ from one to the other."""

TWO_YEARS = 60 * 60 * 24 * 365 * 2


def configure(environment: Environment) -> None:
    """Configure this process for a service; once in a process."""
    settings.configure(**service_settings(environment))
    django.setup()


def service_settings(environment: Environment) -> dict[str, Any]:
    """Return Django's settings for a service: those of a desk, with accounts, and with an edition for each address."""
    found = desk_settings(None, environment.secret, environment.hosts)
    return found | {
        "SERVICE": environment,
        "SHELF_WAKE": "booklet.service.work.bell.wake_shelf",
        "DESK_GATE": "booklet.service.door.RightsGate",
        "DESK_MAKER": "booklet.service.work.maker.HOSTED",
        "DESK_CLUSTER": environment.cluster,
        "ROOT_URLCONF": "booklet.service.urls",
        "INSTALLED_APPS": [*ACCOUNTS, *found["INSTALLED_APPS"], "booklet.service"],
        "TEMPLATES": _templates(found["TEMPLATES"]),
        "MIDDLEWARE": list(_middleware(found["MIDDLEWARE"])),
        "DATABASES": {"default": _database(environment)},
        "AUTH_USER_MODEL": "service.Person",
        "AUTHENTICATION_BACKENDS": ["allauth.account.auth_backends.AuthenticationBackend"],
        "SESSION_ENGINE": "django.contrib.sessions.backends.db",
        "SESSION_COOKIE_AGE": 60 * 60 * 24 * 14,
        "MESSAGE_STORAGE": "django.contrib.messages.storage.session.SessionStorage",
        "CACHES": {"default": {**COUNTED, "LOCATION": "service_counted"}},
        **mail_settings(environment),
        **_cookies(environment),
        **_transport(environment),
        "LOGIN_URL": "account_login",
        "LOGIN_REDIRECT_URL": "service:home",
        "ACCOUNT_ADAPTER": "booklet.service.accounts.adapter.Adapter",
        "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
        "ACCOUNT_LOGIN_METHODS": {"email"},
        "ACCOUNT_SIGNUP_FIELDS": ["email*"],
        "ACCOUNT_EMAIL_VERIFICATION": "none",  # whoever signs in has read a code from that address
        "ACCOUNT_EMAIL_NOTIFICATIONS": True,
        "ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS": False,  # nobody is written to because somebody typed their address
        "ACCOUNT_LOGIN_BY_CODE_ENABLED": True,
        "ACCOUNT_LOGIN_BY_CODE_TIMEOUT": 10 * 60,
        "ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND": True,
        "ACCOUNT_PREVENT_ENUMERATION": True,
        "ACCOUNT_RATE_LIMITS": SIGNING_IN,
        "ACCOUNT_SESSION_REMEMBER": True,
        "ACCOUNT_LOGOUT_REDIRECT_URL": "account_login",
        "MFA_ADAPTER": "booklet.service.accounts.adapter.PasskeyAdapter",
        "MFA_SUPPORTED_TYPES": ["webauthn", "recovery_codes"],
        "MFA_PASSKEY_LOGIN_ENABLED": True,
        "MFA_RECOVERY_CODES_SHOW_ONCE": True,
        "MFA_WEBAUTHN_USER_VERIFICATION": "required",
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": not environment.is_secure,
        "MFA_RATE_LIMITS": PASSKEYS,
        "USERSESSIONS_TRACK_ACTIVITY": True,
    }


def _cookies(environment: Environment) -> dict[str, Any]:
    """Return how cookies are set: for this host and all of its paths alone, and unseen by scripts.

    Browsers hold a name that begins with `__Host-` to that, so that no neighbour of the host can plant one.
    """
    prefix = "__Host-" if environment.is_secure else ""
    found: dict[str, Any] = {
        "SESSION_COOKIE_NAME": f"{prefix}desk",
        "CSRF_COOKIE_NAME": f"{prefix}csrf",
        "LANGUAGE_COOKIE_NAME": f"{prefix}language",
    }
    for kind in ("SESSION", "CSRF", "LANGUAGE"):
        found |= {
            f"{kind}_COOKIE_SECURE": environment.is_secure,
            f"{kind}_COOKIE_HTTPONLY": True,
            f"{kind}_COOKIE_SAMESITE": "Lax",
        }
    return found


def _transport(environment: Environment) -> dict[str, Any]:
    """Return what browsers are told of TLS: to use nothing else for two years, where people reach the service so."""
    seconds = TWO_YEARS if environment.is_secure else 0
    return {"SECURE_HSTS_SECONDS": seconds, "SECURE_HSTS_INCLUDE_SUBDOMAINS": environment.is_secure}


def _templates(of_desk: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return how pages are made: as on a desk, and with what is to be said once, such as that a code is wrong."""
    (found,) = of_desk
    said = [*found["OPTIONS"]["context_processors"], "django.contrib.messages.context_processors.messages"]
    return [{**found, "OPTIONS": {**found["OPTIONS"], "context_processors": said}}]


def _middleware(of_desk: list[str]) -> list[str]:
    """Return what each request passes through: after files of ours and before all else, its edition."""
    found = [name for name in of_desk if name != "booklet.desk.door.Door"]
    place = found.index("django.contrib.sessions.middleware.SessionMiddleware")
    return [
        "booklet.service.headers.Headers",
        "booklet.service.health.Probes",
        *found[:place],
        "booklet.service.downloads.OtherHost",
        "booklet.service.door.Editions",
        *found[place:],
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "allauth.account.middleware.AccountMiddleware",
        "booklet.service.accounts.idle.Idle",
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
