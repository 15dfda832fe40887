"""How far an order is, as JSON can hold it, and back."""

from collections.abc import Iterator, Mapping, MutableMapping
from datetime import datetime
from typing import Any

from booklet.pod.values import Parcel, State, Status
from booklet.service.orders.models import Letter
from booklet.values import asdict


def write_status(status: Status) -> dict[str, Any]:
    """Return a status as JSON can hold it.

    >>> write_status(Status(State.SENT, "SHIPPED"))["state"]
    'sent'
    """
    said = asdict(status)
    parcels = [asdict(parcel) for parcel in status.parcels]
    changed = status.changed.isoformat() if status.changed else None
    return {**said, "state": status.state.value, "parcels": parcels, "changed": changed}


def read_status(said: Mapping[str, Any]) -> Status | None:
    """Return a status as it was written, None if there is none yet.

    >>> read_status(write_status(Status(State.SENT, "SHIPPED")))
    Status(state=<State.SENT: 'sent'>, said='SHIPPED', message='', parcels=(), changed=None)
    """
    if not said:
        return None
    parcels = tuple(Parcel(**parcel) for parcel in said["parcels"])
    changed = datetime.fromisoformat(said["changed"]) if said["changed"] else None
    return Status(State(said["state"]), said["said"], said["message"], parcels, changed)


class Letters(MutableMapping[str, Status]):
    """What a print shop was sent and answered, by reference; it lies in the database."""

    def __init__(self, shop: str) -> None:
        self._letters = Letter.objects.filter(shop=shop)
        self._shop = shop

    def __getitem__(self, reference: str) -> Status:
        letter = self._letters.filter(reference=reference).first()
        status = read_status(letter.status) if letter else None
        if status is None:
            raise KeyError(reference)
        return status

    def __setitem__(self, reference: str, status: Status) -> None:
        Letter.objects.update_or_create(shop=self._shop, reference=reference, defaults={"status": write_status(status)})

    def __delitem__(self, reference: str) -> None:
        if not self._letters.filter(reference=reference).delete()[0]:
            raise KeyError(reference)

    def __iter__(self) -> Iterator[str]:
        return iter(self._letters.values_list("reference", flat=True))

    def __len__(self) -> int:
        return self._letters.count()
