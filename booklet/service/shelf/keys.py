"""Keys of files: equal wishes for equal sources have one key, and nobody can tell a wish by its key."""

import hmac
import json
from hashlib import sha256

from django.conf import settings

import booklet
from booklet.api import clock

SHARED = "shelf"
"""What the keys of files begin with that are the same for everybody."""

PERSONAL = "personal"
"""What the keys of files begin with that bear a name which somebody typed."""


def key_of(room: str, stamp: str, ending: str, *said: object) -> str:
    """Return the key of a file: by the stamp of its edition's files, our version, today, and what else is said of it.

    A name is part of what is said, and names can be guessed: without the secret of the service nobody can try them.
    """
    whole = json.dumps([stamp, booklet.__version__, clock.today().isoformat(), *said])
    mark = hmac.new(settings.SECRET_KEY.encode(), whole.encode(), sha256).hexdigest()[:40]
    return f"{room}/{mark[:2]}/{mark}.{ending}"


def mark_of(key: str) -> str:
    """Return the part of a key that tells it from others.

    >>> mark_of("shelf/ab/abcd.png")
    'abcd'
    """
    return key.rpartition("/")[2].partition(".")[0]
