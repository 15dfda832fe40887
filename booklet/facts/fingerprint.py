"""What a person read or heard, as a few digits that change as soon as one letter changes."""

from collections.abc import Iterable
from hashlib import sha256

FINGERPRINT = "[0-9a-f]{8}"
"""What one looks like."""


def fingerprint(sentences: Iterable[str]) -> str:
    r"""Return eight digits that change as soon as one letter of the sentences changes, or moves to another sentence.

    >>> fingerprint(["You are not alone."])
    '4dcf9ef1'
    >>> fingerprint(["\n", ""]) == fingerprint(["", "\n"])
    False
    """
    lines = (sentence.replace("\\", "\\\\").replace("\n", "\\n") for sentence in sentences)
    return sha256("\n".join(lines).encode()).hexdigest()[:8]
