"""What pages must say besides facts: the day they are for, the place where they hang, what a table says of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from booklet.brand import Brand
from booklet.sources.load import Sources


@dataclass(frozen=True, slots=True)
class Said:
    """Texts by what prints them: pages that name a day, pages that bear a name, and words that print cells.

    `web` is what the code of a poster must say, if it is a page of the place where it hangs, and `host` is its host.
    """

    day: tuple[str, ...] = ()
    name: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    web: str = ""
    host: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """All texts."""
        return (*self.day, *self.name, *self.cells, self.web)


NOTHING = Said()


def said_of(day: Iterable[str], sources: Sources) -> Said:
    """Return what a file must say in which a day is named by some lines."""
    brand: Brand = sources.brand
    name = tuple(filter(None, (brand.name, brand.contact))) if brand.is_recipient else ()
    cells = tuple(text for _, text in sources.columns if text)
    return Said(tuple(day), name, cells, brand.web, brand.host)
