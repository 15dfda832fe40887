"""What a campaign wants: lots of files that share their axes, with the place and the number of copies."""

from booklet.errors import Where
from booklet.facts.event import EventDay
from booklet.values import Frozen, replace

AXES = ("product", "items", "layout", "locales", "countries", "bands", "editions", "ink")
"""What a lot names, as its file calls it; a lot makes every combination."""

ALL = "all"
"""Stands for every name of an axis."""

MOST_COPIES = 10_000_000

LONGEST_ADDRESS = 160


class Named(Frozen):
    """A name that somebody wrote, and where it stands."""

    text: str
    where: Where


class Recipient(Frozen):
    """A place whose name a poster or card bears: a row of a table, with its id, its name, and how to reach it.

    `web` is the page that the code of its posters leads to; `columns` are the cells of its row by the names of their
    columns.
    """

    id: str
    name: str
    contact: str
    where: Where
    web: str = ""
    columns: tuple[tuple[str, str], ...] = ()

    def narrow(self, columns: frozenset[str]) -> "Recipient":
        """Return it with only those columns that its file prints."""
        return replace(self, columns=tuple((name, text) for name, text in self.columns if name in columns))


class Lot(Frozen):
    """Files for one purpose: names by axis, and names left out; an axis that is not given takes its usual value.

    `quantity` is the copies of each file, `deliver_to` where they go, `printer` the rules its edition is made by. With
    `recipients` each file is made for every one of them; with `event` each names the day.
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
        """Return the names a lot gives for an axis, none if it gives none."""
        return dict(self.asked).get(axis, ())

    def list_left_out(self, axis: str) -> tuple[Named, ...]:
        """Return the names a lot leaves out on an axis."""
        return dict(self.without).get(axis, ())


class Campaign(Frozen):
    """All lots of a run file."""

    name: str
    lots: tuple[Lot, ...]
