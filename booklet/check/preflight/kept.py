"""What is kept of files that were read and examined, within bounds: values in use stay, others are forgotten."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from booklet.machine.store import Store, current_store

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    """Values by key, in two halves: when the young half is full it becomes the old one, and the old one is forgotten.

    What has a name is kept for the user's next commands as well, where a store is open: its keys must be digests of all
    that the values follow from.

    >>> kept = Kept[str, int](2)
    >>> kept.put("a", 1); kept.put("b", 2); kept.get("a"), kept.put("c", 3), kept.put("d", 4)
    (1, None, None)
    >>> kept.get("a"), kept.get("b")
    (1, None)
    """

    def __init__(self, most: int, name: str = "") -> None:
        self._most = most
        self._name = name
        self._store: Store | None = None
        self._key = b""
        self._weight = 0
        self._young: dict[K, tuple[V, int]] = {}
        self._old: dict[K, tuple[V, int]] = {}

    def get(self, key: K) -> V | None:
        """Return the value of a key; None if it was never kept, or has been forgotten."""
        if self._name and self._store is not current_store():
            self._read()
        found = self._young.get(key)
        if found is None:
            found = self._old.get(key)
            if found is None:
                return None
            self.put(key, *found)
        return found[0]

    def get_or_make(self, key: K, make: Callable[[], V]) -> V:
        """Return the value of a key, made and kept if there is none."""
        found = self.get(key)
        if found is None:
            found = make()
            self.put(key, found)
        return found

    def put(self, key: K, value: V, weight: int = 1) -> None:
        """Keep a value; a half holds as much weight as the bound, and at most one value more."""
        if self._weight >= self._most:
            self._old, self._young, self._weight = self._young, {}, 0
        if key not in self._young:
            self._weight += weight
            if self._store and key not in self._old:
                self._store.add_at_end(self._key, self._list_all)
        self._young[key] = value, weight

    def _read(self) -> None:
        """Take over what earlier commands of the user found."""
        self._store = current_store()
        if self._store:
            self._key = self._store.key("kept", (self._name,))
            self._old = self._list_known() | self._old

    def _list_known(self) -> dict[K, tuple[V, int]]:
        """Return what commands have written until now."""
        known = self._store.get(self._key) if self._store else None
        return known if isinstance(known, dict) else {}

    def _list_all(self) -> dict[K, tuple[V, int]]:
        """Return what is kept, and what others have written meanwhile as far as two halves have room for it."""
        own = self._old | self._young
        theirs = [one for one in self._list_known().items() if one[0] not in own]
        return dict(theirs[max(0, len(theirs) + len(own) - 2 * self._most) :]) | own


class KeptApart(Kept[K, V]):
    """Values that are kept for the user's next commands each by itself, since they are large and a command needs few.

    Whatever commands and workers find at the same time is kept of all of them.
    """

    def __init__(self, most: int, name: str) -> None:
        super().__init__(most)
        self._kind = name

    def get(self, key: K) -> V | None:
        """Return the value of a key, which an earlier command may have kept."""
        found = super().get(key)
        store = current_store() if found is None else None
        if store:
            known = store.get(store.key(self._kind, (key,)))
            if isinstance(known, tuple):
                found, weight = known
                super().put(key, found, weight)
        return found

    def put(self, key: K, value: V, weight: int = 1) -> None:
        """Keep a value, for the next commands as well if it is new."""
        store = current_store()
        if store and key not in self._young and key not in self._old:
            store.add(store.key(self._kind, (key,)), (value, weight))
        super().put(key, value, weight)
