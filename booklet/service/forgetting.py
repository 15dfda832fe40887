"""What the service forgets by itself: nothing personal is kept longer than it is needed."""

from datetime import timedelta

from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from booklet.service.files import files

KEPT_FOR = {"personal/": timedelta(hours=24)}
"""How long files are kept, by how their keys begin; all others for good."""


def forget_sessions() -> None:
    """Remove sessions that have ended."""
    SessionStore.clear_expired()


def forget_files() -> None:
    """Remove files that were made for one visitor."""
    for beginning, age in KEPT_FOR.items():
        files().forget(beginning, timezone.now() - age)
