"""One fact of a law, or of how a place works: what a source says, the date of that, and how sure it is."""

from datetime import date

from booklet.errors import Where
from booklet.values import Frozen


class Source(Frozen):
    """Where a fact was read, and the date of that source; it `is_open` if anyone can look there."""

    address: str
    dated: str
    is_open: bool


class Fact(Frozen):
    """A fact as its file states it: `says` in words, and `value` where it is one of a few known answers.

    Facts of a law have an `id`, may hold in an `area` alone, and may have a day on which they expire.
    """

    about: str
    value: str
    says: str
    quote: str
    sources: tuple[Source, ...]
    confidence: str
    conflict: str
    where: Where
    id: str = ""
    area: str = ""
    expires: date | None = None

    @property
    def is_sure(self) -> bool:
        """Whether what is printed may rest on it: it is sure, and anyone can look where it was read."""
        return self.confidence == "high" and any(source.is_open for source in self.sources)

    @property
    def stated(self) -> tuple[str, ...]:
        """All that somebody who looks at the fact reads of it."""
        sources = (part for source in self.sources for part in (source.address, source.dated))
        expires = self.expires.isoformat() if self.expires else ""
        said = (self.id, self.about, self.area, self.value, self.says, self.quote, self.confidence, self.conflict)
        return (*said, expires, *sources)
