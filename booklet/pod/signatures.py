"""Whether a message is from who has our secret: compared in constant time, and not older than a message may be."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta

AHEAD = timedelta(minutes=10)
"""How far a sender's clock may be ahead of ours."""


def header(headers: Mapping[str, str], name: str) -> str:
    """Return a header by its name in any case, "" if it is missing or given twice in different cases.

    >>> header({"lulu-hmac-sha256": "ab"}, "Lulu-HMAC-SHA256")
    'ab'
    """
    found = [value for key, value in headers.items() if key.lower() == name.lower()]
    return found[0].strip() if len(found) == 1 else ""


def sign(secret: str, message: bytes) -> str:
    """Return the HMAC-SHA256 of a message, in hexadecimal digits (RFC 2104)."""
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()


def is_signed(secret: str, message: bytes, signature: str) -> bool:
    """Tell whether a signature, in hexadecimal or in base64, is the message's under a secret; none signs nothing."""
    if not secret or not signature.isascii():
        return False
    digest = hmac.new(secret.encode(), message, hashlib.sha256)
    as_hex = hmac.compare_digest(signature.lower(), digest.hexdigest())
    as_base64 = hmac.compare_digest(signature, base64.b64encode(digest.digest()).decode())
    return as_hex or as_base64


def is_same(secret: str, given: str) -> bool:
    """Tell whether somebody gave our secret itself; no secret is nobody's."""
    return bool(secret) and hmac.compare_digest(secret.encode(), given.encode())


def is_of_these_days(sent: datetime, now: datetime, window: timedelta) -> bool:
    """Tell whether a message was sent within a window of time before now."""
    return now - window <= sent <= now + AHEAD
