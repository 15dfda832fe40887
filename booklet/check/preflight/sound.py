"""Marks that were found sound in earlier files: rules look only at what is new, or stands on something new."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from booklet.check.preflight.hits import Hit
from booklet.check.preflight.kept import Kept
from booklet.check.preflight.limits import Limits
from booklet.check.preflight.model import Page, PressFile, is_ground
from booklet.check.preflight.read.library import Memory, lasting_memory
from booklet.errors import Severity
from booklet.machine.store import digest_of
from booklet.values import replace

MOST_SOUND, MOST_CONTEXTS = 4_000, 4_000

Place = tuple[tuple[bytes, int], bytes, bytes]
"""A part of a page, the frame that it stands in, and what it stands on, by digests."""


def is_told(hit: Hit) -> bool:
    """Tell whether a hit is a fault or a warning, and not only what nobody can check."""
    return hit.severity in {Severity.ERROR, Severity.WARNING}


@dataclass(slots=True)
class Experience:
    """What a process remembers of the files that it has examined."""

    memory: Memory = field(default_factory=Memory)
    sound: Kept[Place, bool] = field(default_factory=lambda: Kept(MOST_SOUND))
    contexts: Kept[Hashable, bytes] = field(default_factory=lambda: Kept(MOST_CONTEXTS))
    """Digests of frames, which many pages share."""

    def find_fresh(self, document: PressFile, limits: Limits) -> tuple[PressFile, list[Place]]:
        """Return a file of which rules look at what is new to them, and the places of that."""
        press = document.press_family, document.press.profile if document.press else None, limits
        context = self._digest(press)
        places: dict[Place, None] = {}
        pages = tuple(replace(page, news=frozenset(self._news(page, context, places))) for page in document.pages)
        return replace(document, pages=pages), list(places)

    def note_sound(self, places: list[Place]) -> None:
        """Keep that rules found nothing to tell in some places."""
        for place in places:
            self.sound.put(place, True)

    def _news(self, page: Page, context: bytes, places: dict[Place, None]) -> Iterator[int]:
        """Yield the numbers of marks that are new in their places; the first of a kind in a file counts as new.

        What stands on something that nobody can tell is new.
        """
        frame = self._digest((*_frame(page), context))
        under: bytes | None = b""
        for origin, start, end in page.parts:
            place = None if origin is None or under is None else (origin, frame, under)
            if place is None or not (place in places or self.sound.get(place)):
                yield from range(start, end)
            if place is not None:
                places[place] = None
            if any(map(is_ground, page.marks[start:end])):
                under = None if place is None else sha256(repr((under, origin)).encode()).digest()

    def _digest(self, value: Hashable) -> bytes:
        """Return a digest of a value, worked out once."""
        return self.contexts.get_or_make(value, lambda: digest_of(value))


def lasting_experience() -> Experience:
    """Return an experience that the user's next commands have, too, where a store is open."""
    return Experience(lasting_memory(), Kept(MOST_SOUND, "sound.sound"))


def _frame(page: Page) -> tuple[Hashable, ...]:
    """Return everything rules read of a page beside its marks."""
    boxes = page.media, page.crop, page.bleed, page.trim, page.art
    return *boxes, page.rotation, page.unit, page.blend, tuple(sorted(page.defaults))
