"""What pages must say beside facts: the release of their numbers, a day, the place where they hang, its table."""

from datetime import date

from booklet.facts.release import Release
from booklet.look.brand import Brand
from booklet.sources.load import Sources
from booklet.text.markup import plain_text
from booklet.typeset.colophon import event_lines, release_notes
from booklet.values import Frozen
from booklet.words.manuscript import Manuscript


class Said(Frozen):
    """Texts by the pages that print them: those that name a day, bear a name or a release, and words with cells.

    `web` is what the code of a poster must say, if it is a page of the place where it hangs, and `host` is its host.
    `release` is first what the imprint says of it, then what all pages do that name it.
    """

    day: tuple[str, ...] = ()
    name: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    web: str = ""
    host: str = ""
    release: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """All texts."""
        return (*self.day, *self.name, *self.cells, self.web)


NOTHING = Said()


def collect_said(manuscript: Manuscript, sources: Sources, release: Release | None, made: date) -> Said:
    """Return what the pages of a manuscript must say beside facts; `release` is that of their numbers, if any."""
    event = sources.event
    day = tuple(map(plain_text, event_lines(manuscript, event).texts)) if event else ()
    brand: Brand = sources.brand
    name = tuple(filter(None, (brand.name, brand.contact))) if brand.is_recipient else ()
    cells = tuple(text for _, text in sources.columns if text)
    asked = tuple(map(plain_text, release_notes(manuscript, release, made, brand))) if release else ()
    return Said(day, name, cells, brand.web, brand.host, asked)
