"""What a person read or heard, as a few digits that change as soon as one letter changes."""

from collections.abc import Iterable
from hashlib import sha256

FINGERPRINT = "[0-9a-f]{8}"
"""What one looks like."""


def fingerprint(sentences: Iterable[str]) -> str:
    """Return eight digits that change as soon as one letter of the sentences changes.

    >>> fingerprint(["You are not alone."])
    '4dcf9ef1'
    """
    return sha256("\n".join(sentences).encode()).hexdigest()[:8]
