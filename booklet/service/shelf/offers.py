"""What is on the shelf: exactly the pages that are released and whose numbers hold, as they are at this moment."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from threading import Lock, Thread
from typing import Any

from django.db import connection
from django.urls import get_urlconf, set_urlconf

import booklet
from booklet import BookletError, Job
from booklet.api import clock
from booklet.api.project import Project
from booklet.desk.edition import Edition, use
from booklet.desk.models import Ask, Release, Remark
from booklet.desk.signing.state import state_of
from booklet.service.models import Partner
from booklet.service.shelf.lately import Lately
from booklet.service.shelf.models import ShelfLook
from booklet.values import Frozen, asdict

PATIENCE = 3.0
"""Seconds for which a page waits for somebody to look."""

ALL = "all"
"""What stands in an address for the item of a product that is one file."""


class Offer(Frozen):
    """Something on the shelf: whose edition, which product by its layout, in which words, and the item ("" if one).

    `title` is what its first page says, in its language, `trim` its width and height in millimetres. `until` is the
    first day on which its oldest call counts no more, `stamp` tells the files that it was looked at in.
    """

    edition: str
    partner: str
    country: str
    product: str
    layout: str
    locale: str
    band: str
    item: str
    title: str
    pages: int
    trim: tuple[float, float]
    until: date | None
    stamp: str

    @property
    def axes(self) -> dict[str, str]:
        """What names it, as JSON can hold it."""
        return {name: getattr(self, name) for name in AXES}

    @property
    def place(self) -> tuple[str, str, str, str, str, str]:
        """What its address is made of."""
        return self.country, self.locale, self.edition, self.layout, self.band, self.item or ALL

    @property
    def said(self) -> dict[str, Any]:
        """It as JSON can hold it."""
        return {**asdict(self), "until": self.until.isoformat() if self.until else None}

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> "Offer":
        """Return what JSON holds."""
        until = date.fromisoformat(said["until"]) if said["until"] else None
        return cls(**{**said, "until": until, "trim": tuple(said["trim"])})


AXES = ("edition", "country", "product", "layout", "locale", "band", "item")


class LookingError(Exception):
    """Something has changed, and somebody looks what may be on the shelf now. It takes some seconds."""


_LATELY: Lately[tuple[Offer, ...]] = Lately()
"""By partner, what was on the shelf."""

_PARTNERS: Lately[dict[str, list[Partner]]] = Lately()

_SEEN: dict[str, tuple[str, tuple[Offer, ...]]] = {}
"""By partner, the hash of all that decides what is on the shelf, and what was."""

_LOOKING: dict[str, Thread] = {}
"""By partner, whoever looks at this moment."""

_LOCK = Lock()


def offers_of(partner: Partner, *, now: bool = False) -> tuple[Offer, ...]:
    """Return what a partner has on the shelf, nothing if they are closed or their files have faults.

    It may be as old as a moment, unless it is asked for `now`. Raises `LookingError` if something has changed and it
    takes long to see what is still on the shelf: what was there before is not shown meanwhile.
    """
    lately = None if now else _LATELY.find(partner.name)
    if lately is not None:
        return lately
    edition = partner.edition
    if not partner.is_open or not edition.exists:
        return ()
    with at_desk(edition):
        seen = _look(edition)
    before, offers = _SEEN.get(partner.name, ("", ()))
    if before != seen:
        found = _read_kept(partner, seen)
        offers = _wait_for_look(partner, seen) if found is None else found
        _SEEN[partner.name] = seen, offers
    return _LATELY.keep(partner.name, offers)


def _read_kept(partner: Partner, seen: str) -> tuple[Offer, ...] | None:
    """Return what somebody found who looked at exactly this, None if nobody did."""
    row = ShelfLook.objects.filter(edition=partner.name, seen=seen).first()
    return tuple(Offer.read(values) for values in row.offers) if row else None


def _wait_for_look(partner: Partner, seen: str) -> tuple[Offer, ...]:
    """Let one alone look what is on the shelf; wait for a while, then let the page say that it takes long."""
    with _LOCK:
        thread = _LOOKING.get(partner.name)
        if thread is None or not thread.is_alive():
            thread = _LOOKING[partner.name] = Thread(target=_look_apart, args=(partner, seen), daemon=True)
            thread.start()
    thread.join(PATIENCE)
    found = _read_kept(partner, seen)
    if found is None:
        raise LookingError
    return found


def wait_for_looks(seconds: float = 60) -> None:
    """Wait until nobody in this process looks any more."""
    for thread in [*_LOOKING.values()]:
        thread.join(seconds)


def _look_apart(partner: Partner, seen: str) -> None:
    try:
        edition = partner.edition
        with at_desk(edition):
            offers = [offer.said for offer in _list_offers(partner, edition)]
            if _look(edition) == seen:  # else it has changed meanwhile, and whoever asks next looks anew
                ShelfLook.objects.update_or_create(edition=partner.name, defaults={"seen": seen, "offers": offers})
    finally:
        connection.close()


@contextmanager
def at_desk(edition: Edition) -> Iterator[None]:
    """Let an edition be the current one, and its desk's addresses the ones that are known, for all within.

    The state of an edition says at which screens something is to be done.
    """
    before = get_urlconf()
    set_urlconf("booklet.desk.urls")
    try:
        with use(edition):
            yield
    finally:
        set_urlconf(before)


def _look(edition: Edition) -> str:
    """Return a hash of all that decides what is on the shelf: files, day, releases, and what people say to them."""
    decides = (
        booklet.__version__,
        edition.stamp,
        clock.today().isoformat(),
        *Release.objects.order_by("pk").values_list("pk", "released", "recalled"),
        *Ask.objects.filter(revoked=None).order_by("pk").values_list("pk", flat=True),
        *Remark.objects.filter(done=None).order_by("pk").values_list("pk", flat=True),
    )
    return sha256(repr(decides).encode()).hexdigest()


def _list_offers(partner: Partner, edition: Edition) -> Iterator[Offer]:
    """Yield what is released and may go to print today, each file once."""
    found: dict[tuple[str, ...], Offer] = {}
    releases = Release.objects.exclude(released=None).filter(recalled=None).order_by("pk")
    for one in releases.values("product", "layout", "locale", "band", "item").distinct():
        try:
            found |= {offer.place: offer for offer in _offers_of_release(partner, edition, one)}
        except BookletError:
            continue  # its files have faults: nobody can know what they will be
    yield from sorted(found.values(), key=lambda offer: offer.place)


def _offers_of_release(partner: Partner, edition: Edition, one: Mapping[str, str]) -> Iterator[Offer]:
    whole = state_of(edition, **one)
    if not whole.is_released:
        return
    with edition.engine() as project:
        jobs = project.plan(
            one["product"],
            locale=one["locale"],
            country=edition.country,
            band=one["band"],
            edition="screen",
            layout=one["layout"] or (),
            item=one["item"] or (),
        )
    apart = {*_list_recalled(one)}
    for job in jobs:
        if job.item in apart and not state_of(edition, **{**one, "item": job.item}).is_released:
            continue
        with edition.engine() as project:  # one at a time, so that pages for others need not wait for all
            offer = _offer(partner, edition, project, job, whole.until)
        yield offer


def _list_recalled(one: Mapping[str, str]) -> Iterable[str]:
    """Return the items of a product that somebody has recalled by themselves: perhaps they are no others today."""
    axes = {name: one[name] for name in ("product", "layout", "locale", "band")}
    return Release.objects.filter(**axes).exclude(recalled=None).values_list("item", flat=True)


def _offer(partner: Partner, edition: Edition, project: Project, job: Job, until: date | None) -> Offer:
    pages = project.pages(job)
    return Offer(
        partner.name,
        partner.title,
        job.country,
        job.product,
        job.layout,
        job.locale,
        job.band,
        job.item,
        pages[0].title if job.item else "",
        len(pages),
        project.layout(job.layout).trim,
        until,
        edition.stamp,
    )


def locales_of(partners: Iterable[Partner]) -> dict[str, int]:
    """Return the languages in which partners have released something, and how much; nobody has looked if it holds."""
    names = [partner.name for partner in partners]
    released = Release.everywhere.filter(edition__in=names, recalled=None).exclude(released=None)
    found: dict[str, int] = {}
    for locale in released.values_list("locale", flat=True).order_by("locale"):
        found[locale] = found.get(locale, 0) + 1
    return found


def list_partners() -> dict[str, list[Partner]]:
    """Return the partners who have released something and recalled not all of it, by country."""
    lately = _PARTNERS.find("")
    if lately is not None:
        return lately
    named = Release.everywhere.exclude(released=None).filter(recalled=None).values_list("edition", flat=True)
    found: dict[str, list[Partner]] = {}
    for partner in Partner.objects.filter(closed=None, name__in={*named}).order_by("title"):
        if partner.edition.exists:
            found.setdefault(partner.edition.country, []).append(partner)
    return _PARTNERS.keep("", found)


def offers_in(country: str) -> tuple[Offer, ...]:
    """Return all that is on the shelf for a country."""
    return tuple(offer for partner in list_partners().get(country, ()) for offer in offers_of(partner))


def find_offer(place: Sequence[str], *, now: bool = False) -> Offer | None:
    """Return what an address names, None unless it is on the shelf."""
    _, _, name, *_ = place
    offers = None if now else _LATELY.find(name)
    if offers is None:
        partner = Partner.objects.filter(name=name, closed=None).first()
        offers = offers_of(partner, now=now) if partner else ()
    return next((offer for offer in offers if offer.place == tuple(place)), None)
