"""How often one address may ask for what costs: counted in the database, so that all processes count together."""

import hmac
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.db.models import F
from django.http import HttpRequest

from booklet.service.shelf.models import ShelfCount
from booklet.values import Frozen


class Limit(Frozen):
    """So many times within so many minutes. Many people may share one address: a school, a whole telephone network."""

    name: str
    most: int
    minutes: int


NAMES = Limit("names", 120, 10)
"""Names that are typed."""

FILES = Limit("files", 240, 10)
"""Files that are asked for, whether or not they have to be made."""

WORKS = Limit("works", 12, 60)
"""Files that take long to make."""


def is_over(request: HttpRequest, limit: Limit) -> bool:
    """Count once more that an address asked for something, and tell whether it did so too often."""
    now = datetime.now(UTC)
    window = timedelta(minutes=limit.minutes)
    ends = datetime.fromtimestamp((now.timestamp() // window.total_seconds() + 1) * window.total_seconds(), UTC)
    of = _hash(address_of(request), limit.name, ends.isoformat())
    ShelfCount.objects.get_or_create(of=of, defaults={"ends": ends})
    ShelfCount.objects.filter(of=of).update(number=F("number") + 1)
    return ShelfCount.objects.get(of=of).number > limit.most


def address_of(request: HttpRequest) -> str:
    """Return the address that somebody asks from; of IPv6 the network, since one person has all addresses of it."""
    said = str(request.META.get("REMOTE_ADDR", ""))
    try:
        found = ip_address(said)
    except ValueError:
        return said
    return said if found.version == 4 else str(ip_network(f"{said}/64", strict=False))


def _hash(*said: str) -> str:
    """Return what stands for an address: without the secret of the service nobody can tell whose it is."""
    return hmac.new(settings.SECRET_KEY.encode(), "\n".join(("shelf limit", *said)).encode(), sha256).hexdigest()
