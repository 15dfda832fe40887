"""What a process keeps of files it has read and examined, within bounds: values in use stay, others are forgotten."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    """Values by key, in two halves: when the young half is full it becomes the old one, and the old one is forgotten.

    >>> kept = Kept[str, int](2)
    >>> kept.put("a", 1); kept.put("b", 2); kept.get("a"), kept.put("c", 3), kept.put("d", 4)
    (1, None, None)
    >>> kept.get("a"), kept.get("b")
    (1, None)
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._weight = 0
        self._young: dict[K, tuple[V, int]] = {}
        self._old: dict[K, tuple[V, int]] = {}

    def get(self, key: K) -> V | None:
        """Return the value of a key; None if it was never kept, or has been forgotten."""
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
        self._young[key] = value, weight
