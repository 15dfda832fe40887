"""How Django works for the desk: a folder and a secret in, a configured process out."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import django
from django.conf import settings

SCREENS = (
    "start",
    "contacts",
    "calls",
    "words",
    "pages",
    "signing",
    "order",
    "editions",
    "campaign",
    "history",
    "help",
)
"""The rooms of the desk's screens, in the order in which people come to them."""

LANGUAGES = (("en", "English"), ("ar", "العربية"), ("es", "Español"), ("fr", "Français"), ("sw", "Kiswahili"))
"""The languages of the desk, by their own names."""

LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")

LARGEST_FORM = 5_000_000
"""Bytes that a form has at most, besides its files."""

MOST_OPEN = 48
"""Editions that a process holds open at most. The first is about 70 MB, each further one 2 to 6 MB."""

DESK = "desk"
"""The folder of the desk in that of a partner."""

_HERE = Path(__file__).parent


def database_path(folder: Path) -> Path:
    """Return where the desk of a folder keeps who did what."""
    return folder / DESK / "desk.sqlite3"


def configure(folder: Path, secret: str, hosts: Sequence[str] = LOCAL_HOSTS) -> None:
    """Configure this process for the desk of a folder, which need not exist yet; once in a process."""
    settings.configure(**desk_settings(folder, secret, hosts))
    django.setup()


def desk_settings(folder: Path | None, secret: str, hosts: Sequence[str]) -> dict[str, Any]:
    """Return Django's settings for the desk of a folder, or for what all editions of a service have in common."""
    return {
        "DEBUG": False,
        "SECRET_KEY": secret,
        "ALLOWED_HOSTS": [*hosts],
        "DESK_FOLDER": folder,
        "DESK_GATE": "booklet.desk.door.FirstLink",
        "DESK_MAKER": "booklet.desk.jobs.making.QUEUE",
        "DESK_CLUSTER": "",
        "DESK_MOST_OPEN": MOST_OPEN,
        "ROOT_URLCONF": "booklet.desk.urls",
        "INSTALLED_APPS": ["django.contrib.staticfiles", "booklet.desk"],
        "MIDDLEWARE": [
            "django.middleware.security.SecurityMiddleware",
            "booklet.desk.compression.TextGZip",
            "whitenoise.middleware.WhiteNoiseMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.locale.LocaleMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
            "booklet.desk.door.Door",
        ],
        "TEMPLATES": [
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.template.context_processors.i18n",
                        "booklet.desk.frame.frame",
                    ]
                },
            }
        ],
        "DATABASES": {"default": sqlite(database_path(folder)) if folder else {}},
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "SESSION_ENGINE": "django.contrib.sessions.backends.signed_cookies",
        "SESSION_COOKIE_NAME": "desk",
        "SESSION_COOKIE_AGE": 60 * 60 * 24 * 90,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_AGE": 60 * 60 * 24 * 90,
        "SECURE_REFERRER_POLICY": "same-origin",  # "no-referrer" hides where a form comes from, even from us
        "CSRF_FAILURE_VIEW": "booklet.desk.lost.not_ours",
        "X_FRAME_OPTIONS": "DENY",
        "LANGUAGES": LANGUAGES,
        "LANGUAGE_CODE": "en",
        "LOCALE_PATHS": [_HERE / "locale"],
        "USE_TZ": True,
        "TIME_ZONE": "UTC",
        "STATIC_URL": "/static/",
        "WHITENOISE_USE_FINDERS": True,
        "WHITENOISE_MAX_AGE": 60 * 60 * 24,
        "DATA_UPLOAD_MAX_MEMORY_SIZE": LARGEST_FORM,
        "DATA_UPLOAD_MAX_NUMBER_FIELDS": 5000,
        "LOGGING_CONFIG": None,
    }


def sqlite(path: Path) -> dict[str, object]:
    """Return the settings of a database in a file."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {"timeout": 20, "transaction_mode": "IMMEDIATE"},
    }
