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
    return sha256(escape_lines(sentences).encode()).hexdigest()[:8]


def escape_lines(sentences: Iterable[str]) -> str:
    """Return sentences as one text from which each can be told: a line each, with line ends in them escaped."""
    return "\n".join(sentence.replace("\\", "\\\\").replace("\n", "\\n") for sentence in sentences)
