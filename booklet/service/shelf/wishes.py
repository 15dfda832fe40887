"""What a visitor wishes: something on the shelf, for a printer, in an ink, alone or as a pack; and its file."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore

from booklet import Job, Project
from booklet.api.named import NAMED, PlaceName, place_named
from booklet.service.codes.asking import remember
from booklet.service.files import files
from booklet.service.models import Partner
from booklet.service.shelf.keys import PERSONAL, SHARED, key_of
from booklet.service.shelf.offers import Offer
from booklet.service.shelf.printing import OFFICE, PACK, PDF, write_wish
from booklet.values import Frozen

BIG = frozenset({"booklet"})
"""Products that take long to make."""

AT_ONCE = 4
"""How many files one process makes while others wait; who comes then is asked to come again."""

PATIENCE = 8.0
"""Seconds that somebody waits for their turn."""

_MAKING = BoundedSemaphore(AT_ONCE)


class BusyError(Exception):
    """So much is being made that no more can be begun at once."""


class ChangedError(Exception):
    """The edition has changed since somebody looked at the shelf: what is made of it now was not released."""


class Wish(Frozen):
    """A file that somebody wishes; `place` is the name of a school on it, None if it bears the partner's."""

    offer: Offer
    printer: str = OFFICE
    ink: str = "colour"
    form: str = PDF
    place: PlaceName | None = None

    @property
    def what(self) -> dict[str, str]:
        """What it is made by, as JSON can hold it, without a name."""
        return {**self.offer.axes, "printer": self.printer, "ink": self.ink, "form": self.form}

    @property
    def key(self) -> str:
        """The key of its file."""
        return _key(self.offer, self.place, self.form, sorted(self.what.items()))

    @property
    def is_big(self) -> bool:
        """Whether it takes so long that nobody should wait for the answer."""
        return self.offer.product in BIG

    @property
    def file_name(self) -> str:
        """What it is called on the visitor's disk; the name of a school is not in it."""
        offer = self.offer
        parts = (offer.layout, offer.item, offer.band, offer.locale, offer.country, self.printer, self.ink)
        return f"{'_'.join(filter(None, parts))}{'_pack' if self.form == PACK else ''}.{self.form}"


def takes_name(offer: Offer) -> bool:
    """Tell whether the name of a school can stand on something."""
    return offer.product in NAMED and bool(offer.item)


def edition_of(offer: Offer) -> Partner:
    """Return the partner whose edition something is of."""
    return Partner.objects.get(name=offer.edition)


def make(wish: Wish) -> str:
    """Return the key of the file of a wish; it is made unless it is there already.

    Raises `BookletError` if it cannot be made, `BusyError` if too much is being made, `ChangedError` if the edition has
    changed since somebody looked.
    """

    def write(project: Project, folder: Path) -> Path:
        return write_wish(project, wish.what, folder, wish.place)

    return _keep(wish.offer, wish.key, write)


def picture_key(offer: Offer, page: int, width: int, place: PlaceName | None = None) -> str:
    """Return the key of the picture of a page, counted from 1, in a width in pixels."""
    return _key(offer, place, "png", page, width)


def make_picture(offer: Offer, page: int, width: int, place: PlaceName | None = None) -> str:
    """Return the key of the picture of a page; it is drawn unless it is there already. Raises as `make` does."""

    def draw(project: Project, folder: Path) -> Path:
        job = _screen_job(project, offer)
        path = folder / "page.png"
        named = place_named(project, job, place) if place else None
        path.write_bytes(named.picture(width, page) if named else project.preview(job, page, width))
        return path

    return _keep(offer, picture_key(offer, page, width, place), draw)


def check_place(offer: Offer, place: PlaceName) -> None:
    """Raise `BookletError` with all that is wrong with a name on a poster or card; else as `make` does."""
    with take_turn(), edition_of(offer).edition.engine() as project:
        place_named(project, _screen_job(project, offer), place)


def _keep(offer: Offer, key: str, write: Callable[[Project, Path], Path]) -> str:
    """Keep what is written under its key, if nothing is kept there, and the edition is what it was before and after."""
    if files().exists(key):
        return key
    edition = edition_of(offer).edition
    with take_turn(), TemporaryDirectory() as folder, edition.engine() as project:
        if not files().exists(key):  # somebody else may have waited for the same
            path = write(project, Path(folder))
            if edition.stamp != offer.stamp:
                raise ChangedError
            files().keep(key, path)
            if path.suffix in (".pdf", ".zip"):
                remember(edition_of(offer), path.read_bytes())
    return key


def _screen_job(project: Project, offer: Offer) -> Job:
    (job,) = project.plan(
        offer.product,
        locale=offer.locale,
        country=offer.country,
        band=offer.band,
        edition="screen",
        layout=offer.layout,
        item=offer.item or (),
    )
    return job


def _key(offer: Offer, place: PlaceName | None, ending: str, *said: object) -> str:
    named = [place.name, place.contact] if place else []
    return key_of(PERSONAL if place else SHARED, offer.stamp, ending, sorted(offer.axes.items()), named, *said)


@contextmanager
def take_turn() -> Iterator[None]:
    """Let no more than `AT_ONCE` make something within; raise `BusyError` if that takes too long."""
    if not _MAKING.acquire(timeout=PATIENCE):
        raise BusyError
    try:
        yield
    finally:
        _MAKING.release()
