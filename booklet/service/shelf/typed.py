"""Names that visitors type: kept for a day, sealed with a secret that stands in the address of their page alone."""

import base64
import json
import secrets
from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken
from django.utils import timezone

from booklet.api.named import PlaceName
from booklet.service.shelf.models import ShelfName
from booklet.service.shelf.offers import Offer, find_offer
from booklet.values import Frozen

KEPT = timedelta(hours=24)
"""How long what somebody typed is kept."""


class Typed(Frozen):
    """What somebody typed for a poster or card: its address on the shelf, and the name."""

    offer_place: tuple[str, ...]
    place: PlaceName

    def offer(self) -> Offer | None:
        """Return what it is for as it is on the shelf at this moment, None if it is there no more."""
        return find_offer(self.offer_place, now=True)


def keep_name(offer: Offer, place: PlaceName) -> str:
    """Keep a name, and return the secret for its address."""
    token = secrets.token_urlsafe(24)
    said = json.dumps({"offer": offer.place, "name": place.name, "contact": place.contact})
    ShelfName.objects.create(
        token=_hash(token), sealed=_seal(token).encrypt(said.encode()), expires=timezone.now() + KEPT
    )
    return token


def read_name(token: str) -> Typed | None:
    """Return what was typed, None if there is no such or its day is over."""
    row = ShelfName.objects.filter(token=_hash(token), expires__gt=timezone.now()).first()
    if row is None:
        return None
    try:
        said: Mapping[str, str] = json.loads(_seal(token).decrypt(bytes(row.sealed)))
    except InvalidToken:
        return None
    return Typed(tuple(said["offer"]), PlaceName(said["name"], said["contact"]))


def forget_name(token: str) -> None:
    """Remove what somebody typed."""
    ShelfName.objects.filter(token=_hash(token)).delete()


def _hash(token: str) -> str:
    return sha256(b"shelf name " + token.encode()).hexdigest()


def _seal(token: str) -> Fernet:
    """Return what seals with a secret; the hash that is kept does not open it."""
    return Fernet(base64.urlsafe_b64encode(sha256(b"shelf seal " + token.encode()).digest()))
