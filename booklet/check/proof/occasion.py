"""What pages must say beside facts: the day they are for, the place where they hang, and cells of its table."""

from dataclasses import dataclass

from booklet.look.brand import Brand
from booklet.sources.load import Sources
from booklet.text.markup import plain_text
from booklet.typeset.colophon import event_lines
from booklet.words.manuscript import Manuscript


@dataclass(frozen=True, slots=True)
class Said:
    """Texts by the pages that print them: pages that name a day, pages that bear a name, and words with cells.

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


def collect_said(manuscript: Manuscript, sources: Sources) -> Said:
    """Return what the pages of a manuscript must say beside facts."""
    event = sources.event
    day = tuple(map(plain_text, event_lines(manuscript, event).texts)) if event else ()
    brand: Brand = sources.brand
    name = tuple(filter(None, (brand.name, brand.contact))) if brand.is_recipient else ()
    cells = tuple(text for _, text in sources.columns if text)
    return Said(day, name, cells, brand.web, brand.host)
