"""What there is of an edition: its packs with where their copies went, and copies whose numbers hold no more."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext as _

from booklet import Finding, Job
from booklet.api import clock
from booklet.api.packing import Coverage, FoundPack, find_packs, list_covers, why_pack_fails
from booklet.api.printings import Affected, Cure, Printing, find_affected, find_cures, list_printings
from booklet.desk.edition import Edition, sign_seen
from booklet.desk.order.release import are_released
from booklet.values import Frozen


class Noted(Frozen):
    """Lines of the ledger that say the same of several files: so many copies of each, of a day, in a place."""

    lines: tuple[int, ...]
    printings: tuple[Printing, ...]

    @property
    def line(self) -> int:
        """The first of the lines, by which they are known."""
        return self.lines[0]

    @property
    def joined(self) -> str:
        """The numbers of all lines, as a form sends them."""
        return " ".join(map(str, self.lines))

    @property
    def on(self) -> date | str:
        """The day on which the copies were printed."""
        try:
            return date.fromisoformat(self.printings[0].on)
        except ValueError:
            return self.printings[0].on

    @property
    def where(self) -> str:
        """Where they are."""
        return self.printings[0].where

    @property
    def quantity(self) -> int:
        """How many there are of each file."""
        return self.printings[0].quantity

    @property
    def files(self) -> list[str]:
        """The names of the files."""
        return [printing.file for printing in self.printings]

    @property
    def may_split(self) -> bool:
        """Whether some of them can go on while others stay."""
        return self.quantity > 1


class OldCopies(Frozen):
    """Copies that need the same stickers: how many in each place, and what is old in them."""

    cure: Cure
    places: tuple[tuple[str, int], ...]
    reasons: tuple[str, ...]

    @property
    def copies(self) -> int:
        """How many copies there are."""
        return self.cure.copies

    @property
    def contacts(self) -> tuple[str, ...]:
        """Whose numbers are old, none if nobody can tell."""
        return self.cure.contacts

    @property
    def seen(self) -> str:
        """What a form says of them, so that no others are made if there are others meanwhile."""
        return sign_seen(self.said)

    @property
    def said(self) -> list[object]:
        """What makes them these stickers and these copies."""
        cure = self.cure
        return [cure.country, [*cure.locales], cure.band, [*cure.contacts], [list(place) for place in self.places]]


class Pack(Frozen):
    """A pack as a page shows it: what it is, whether it holds today ("" or why not), where its copies went."""

    found: FoundPack
    why: str
    covers: tuple[Coverage, ...]
    noted: tuple[Noted, ...]
    is_released: bool

    @property
    def name(self) -> str:
        """The name of its folder."""
        return self.found.name

    @property
    def made(self) -> date | None:
        """The day on which it was made."""
        try:
            return date.fromisoformat(self.found.made)
        except ValueError:
            return None

    @property
    def said_why(self) -> str:
        """Why it holds no more, in words."""
        if "something else" in self.why:
            return _("A number or a text has changed since: these files carry the old one.")
        return _("Nobody has called its numbers lately.") if " is expired" in self.why else self.why

    @property
    def printer(self) -> str:
        """Who prints it: the kind of the pack."""
        return next((kind for kind in ("office", "copy-shop", "press", "pod") if self.found.order.startswith(kind)), "")

    @property
    def may_be_printed(self) -> bool:
        """Whether its copies may go to readers, so that printing them is noted."""
        return self.found.state != "proof" and self.found.folder is not None

    @property
    def quantity(self) -> int:
        """How many copies of each file were asked for."""
        return next((n for n in (entry.get("quantity") for entry in self.found.files) if isinstance(n, int)), 1)

    @property
    def sheets(self) -> int:
        """How many sheets all its copies take, 0 if nobody knows."""
        return sum(number for number in (entry.get("sheets") for entry in self.found.files) if isinstance(number, int))

    @property
    def files(self) -> list[str]:
        """The names of everything in it, its zip first."""
        return [path.name for path in self.found.paths]

    @property
    def pdfs(self) -> list[Path]:
        """Its files for readers, without the papers for a printer."""
        folder = self.found.folder
        return [folder / str(entry["file"]) for entry in self.found.files] if folder else []

    @property
    def tags(self) -> tuple[str, ...]:
        """Its languages, as its files say them."""
        return next((tuple(cover.locale.split("+")) for cover in self.covers), ())

    @property
    def client(self) -> str:
        """Who orders it."""
        return self.said("client")

    @property
    def contact(self) -> str:
        """Whom the printer can ask."""
        return self.said("contact") or self.client

    @property
    def mail_facts(self) -> list[tuple[str, str]]:
        """What else a printer is told, each with its name."""
        labels = {
            "paper": _("Paper"),
            "finish": _("Finish"),
            "deliver_to": _("Deliver to"),
            "due": _("Wanted by"),
            "price": _("Price of each file"),
        }
        return [(label, self.said(key)) for key, label in labels.items() if self.said(key)]

    @property
    def products(self) -> list[str]:
        """What is in it, each once."""
        return list(dict.fromkeys(cover.product for cover in self.covers))

    def said(self, key: str) -> str:
        """Return what the order says about something, "" if nothing."""
        return next((str(entry[key]) for entry in self.found.files if entry.get(key)), "")


class Shelf(Frozen):
    """Everything a page shows: packs, printed copies of other files, what holds no more, and the ledger's faults."""

    packs: tuple[Pack, ...]
    others: tuple[Noted, ...]
    old: tuple[OldCopies, ...]
    expired: tuple[Affected, ...]
    """Copies whose numbers only need a call."""
    findings: tuple[Finding, ...]


def look(edition: Edition) -> Shelf:
    """Return what there is of an edition today; raise `SourceError` if its files are faulty."""
    day, project = clock.today(), edition.project()
    numbered, findings = list_printings(edition.path)
    packs = tuple(_make_packs(edition, numbered, day))
    known = {line for pack in packs for noted in pack.noted for line in noted.lines}
    affected: list[Affected] = []
    for country in dict.fromkeys(printing.coverage.country for printing in numbered.values()):
        if country in project.countries:
            affected += find_affected(edition.path, country, project.sources, day)[0]
    others = _join({line: printing for line, printing in numbered.items() if line not in known})
    old = tuple(_find_old(cure, affected) for cure in find_cures(affected))
    return Shelf(packs, others, old, tuple(one for one in affected if one.contacts == ()), findings)


def _find_old(cure: Cure, affected: Iterable[Affected]) -> OldCopies:
    places: dict[str, int] = {}
    for printing in cure.printings:
        places[printing.where] = places.get(printing.where, 0) + printing.quantity
    reasons = (reason for one in affected if one.printing in cure.printings for reason in one.reasons)
    return OldCopies(cure, tuple(places.items()), tuple(dict.fromkeys(reasons)))


def _join(numbered: Mapping[int, Printing]) -> tuple[Noted, ...]:
    """Return lines of the ledger, those that say the same of several files as one."""
    groups: dict[tuple[str, int, str], list[int]] = {}
    for line, printing in numbered.items():
        groups.setdefault((printing.on, printing.quantity, printing.where), []).append(line)
    return tuple(Noted(tuple(lines), tuple(numbered[line] for line in lines)) for lines in groups.values())


def find_pack(edition: Edition, name: str) -> FoundPack | None:
    """Return a pack by its name, None if there is no such."""
    return next((pack for pack in find_packs(edition.output) if pack.name == name), None)


def _make_packs(edition: Edition, numbered: Mapping[int, Printing], day: date) -> Iterator[Pack]:
    for found in find_packs(edition.output):
        hashes = {str(entry.get("sha256")) for entry in found.files}
        own = {line: printing for line, printing in numbered.items() if printing.sha256 in hashes}
        stamp = _stamp(found)
        why = _why(edition, edition.stamp, found.name, stamp, day)
        covers = _cover(edition, found.name, stamp)
        is_released = not why and are_released(edition, map(_job, _spread(covers)))
        yield Pack(found, why, covers, _join(own), is_released)


def _stamp(pack: FoundPack) -> int:
    place = pack.folder or pack.archive
    return place.stat().st_mtime_ns if place else 0


@lru_cache(500)
def _why(edition: Edition, stamp: str, name: str, changed: int, day: date) -> str:
    """Return why a pack holds no more; read again only once the edition, the pack or the day is another."""
    pack = find_pack(edition, name)
    return why_pack_fails(pack, edition.project().sources, day) if pack else ""


@lru_cache(500)
def _cover(edition: Edition, name: str, changed: int) -> tuple[Coverage, ...]:
    """Return what the files of a pack cover, by their own account."""
    pack = find_pack(edition, name)
    return list_covers(pack) if pack else ()


def _spread(covers: Iterable[Coverage]) -> Iterable[Coverage]:
    """Return one of the files of each product, poster or card, layout, language and band."""
    return {(cover.product, cover.item, cover.layout, cover.locale, cover.band): cover for cover in covers}.values()


def _job(cover: Coverage) -> Job:
    """Return the job that a file was made by, as far as the file says it."""
    return Job(cover.product, cover.item, cover.layout, cover.locale, cover.country, cover.band, cover.edition, "", "")
