"""What a campaign wants: lots of files that share their axes, each with where it goes and in how many copies."""

from dataclasses import dataclass, replace

from booklet.errors import Where
from booklet.facts.event import EventDay

AXES = ("product", "items", "layout", "locales", "countries", "bands", "editions", "ink")
"""What a lot names, as its file calls it; a lot makes every combination."""

ALL = "all"
"""Stands for every name of an axis."""

MOST_COPIES = 10_000_000

LONGEST_ADDRESS = 160


@dataclass(frozen=True, slots=True)
class Named:
    """A name somebody wrote, and where."""

    text: str
    where: Where


@dataclass(frozen=True, slots=True)
class Recipient:
    """A place whose name a poster or card bears: a row of a table, known by its id; its name, how it is reached.

    `web` is the page that the code of its posters leads to, `columns` are the cells of its row by the names of their
    columns.
    """

    id: str
    name: str
    contact: str
    where: Where
    web: str = ""
    columns: tuple[tuple[str, str], ...] = ()

    def narrow(self, columns: frozenset[str]) -> "Recipient":
        """Return it with these columns alone, which its file prints."""
        return replace(self, columns=tuple((name, text) for name, text in self.columns if name in columns))


@dataclass(frozen=True, slots=True)
class Lot:
    """Files for one purpose: names by axis, and names left out; what no axis says takes the usual value.

    `quantity` is copies of each file, `deliver_to` where they go; `printer` the rules of the edition it is for.
    With `recipients` every file is made for each of them, with `event` each names the day.
    """

    name: str
    asked: tuple[tuple[str, tuple[Named, ...]], ...]
    without: tuple[tuple[str, tuple[Named, ...]], ...]
    printer: Named | None
    quantity: int
    deliver_to: str
    where: Where
    recipients: tuple[Recipient, ...] = ()
    event: EventDay | None = None

    def names(self, axis: str) -> tuple[Named, ...]:
        """Return what a lot asks for on an axis, nothing if it does not say."""
        return dict(self.asked).get(axis, ())

    def list_left_out(self, axis: str) -> tuple[Named, ...]:
        """Return what a lot leaves out on an axis."""
        return dict(self.without).get(axis, ())


@dataclass(frozen=True, slots=True)
class Campaign:
    """All lots of a run file."""

    name: str
    lots: tuple[Lot, ...]
