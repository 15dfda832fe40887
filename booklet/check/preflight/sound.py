"""Marks that were found sound in earlier files: rules look only at what is new, or stands on something new."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field

from booklet.check.preflight.hits import Hit
from booklet.check.preflight.kept import Kept
from booklet.check.preflight.limits import Limits
from booklet.check.preflight.model import Page, PressFile, is_ground
from booklet.check.preflight.read.library import Memory
from booklet.errors import Severity
from booklet.machine.store import Store, current_store
from booklet.values import replace

MOST_SOUND, MOST_CONTEXTS = 4_000, 4_000

Place = tuple[tuple[int, int], int, int]
"""A part of a page, the frame that it stands in, and what it stands on, by number."""


def is_told(hit: Hit) -> bool:
    """Tell whether a hit is a fault or a warning, and not only what nobody can check."""
    return hit.severity in {Severity.ERROR, Severity.WARNING}


@dataclass(slots=True)
class Experience:
    """What a process remembers of the files that it has examined.

    Its parts know one another by numbers, so they are kept for later processes only as a whole.
    """

    memory: Memory = field(default_factory=Memory)
    sound: Kept[Place, bool] = field(default_factory=lambda: Kept(MOST_SOUND))
    contexts: Kept[Hashable, int] = field(default_factory=lambda: Kept(MOST_CONTEXTS))

    @property
    def size(self) -> int:
        """How many numbers were given so far: as many as there were new things."""
        return self.memory.last

    def copy(self) -> "Experience":
        """Return what is remembered at this moment.

        The memory comes last: it knows each number in the other parts, even if another thread goes on meanwhile.
        """
        sound, contexts = self.sound.copy(), self.contexts.copy()
        return Experience(self.memory.copy(), sound, contexts)

    def find_fresh(self, document: PressFile, limits: Limits) -> tuple[PressFile, list[Place]]:
        """Return a file of which rules look at what is new to them, and the places of that."""
        press = document.press_family, document.press.profile if document.press else None, limits
        context = self._number(press)
        places: dict[Place, None] = {}
        pages = tuple(replace(page, news=frozenset(self._news(page, context, places))) for page in document.pages)
        return replace(document, pages=pages), list(places)

    def note_sound(self, places: list[Place]) -> None:
        """Keep that rules found nothing to tell in some places."""
        for place in places:
            self.sound.put(place, True)

    def _news(self, page: Page, context: int, places: dict[Place, None]) -> Iterator[int]:
        """Yield the numbers of marks that are new in their places; the first of a kind in a file counts as new."""
        frame, under = self._number((*_frame(page), context)), 0
        for number, start, end in page.parts:
            place = None if number is None else (number, frame, under)
            if place is None or not (place in places or self.sound.get(place)):
                yield from range(start, end)
            if place is not None:
                places[place] = None
            if any(map(is_ground, page.marks[start:end])):
                under = self._number((under, number if number is not None else object()))

    def _number(self, value: Hashable) -> int:
        """Return a number for equal values."""
        return self.contexts.get_or_make(value, self.memory.number)


class Lasting:
    """The experience of a process, which the user's next commands have, too, where a store is open."""

    def __init__(self) -> None:
        self._experience = Experience()
        self._store: Store | None = None
        self._size = 0

    @property
    def experience(self) -> Experience:
        """What is remembered so far; whoever asks may let it grow."""
        store = current_store()
        if store:
            key = store.key("experience", ())
            if store is not self._store:
                self._take_over(store, key)
            store.add_at_end(key, self._list_new)
        return self._experience

    def _take_over(self, store: Store, key: bytes) -> None:
        """Take what earlier commands remembered in the place of what this process does."""
        self._store, known = store, store.get(key)
        if isinstance(known, Experience):
            self._experience, self._size = known, known.size

    def _list_new(self) -> Experience | None:
        """Return what is remembered at this moment, None if it is no more than before."""
        before, self._size = self._size, self._experience.size
        return None if before == self._size else self._experience.copy()


def _frame(page: Page) -> tuple[Hashable, ...]:
    """Return everything rules read of a page beside its marks."""
    boxes = page.media, page.crop, page.bleed, page.trim, page.art
    return *boxes, page.rotation, page.unit, page.blend, page.defaults
