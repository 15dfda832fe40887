"""What there is of an edition: its packs with where their copies went, and copies whose numbers hold no more."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext as _

from booklet import Finding, Job
from booklet.api import clock
from booklet.api.packing import Coverage, FoundPack, find_packs, list_covers, why_pack_fails
from booklet.api.printings import Affected, Cure, Printing, find_affected, find_cures, list_printings
from booklet.desk.edition import Edition
from booklet.desk.order.release import are_released


@dataclass(frozen=True)
class Noted:
    """A line of the ledger that counts: its number, and the copies it is about."""

    line: int
    printing: Printing

    @property
    def on(self) -> date | str:
        """The day on which they were printed."""
        try:
            return date.fromisoformat(self.printing.on)
        except ValueError:
            return self.printing.on

    @property
    def where(self) -> str:
        """Where they are."""
        return self.printing.where

    @property
    def quantity(self) -> int:
        """How many there are."""
        return self.printing.quantity

    @property
    def may_split(self) -> bool:
        """Whether some of them can go on while others stay."""
        return self.printing.quantity > 1


@dataclass(frozen=True)
class Pack:
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


@dataclass(frozen=True)
class Shelf:
    """Everything a page shows: packs, printed copies of other files, what holds no more, and the ledger's faults."""

    packs: tuple[Pack, ...]
    others: tuple[Noted, ...]
    affected: tuple[Affected, ...]
    cures: tuple[Cure, ...]
    findings: tuple[Finding, ...]

    @property
    def expired(self) -> tuple[Affected, ...]:
        """Copies whose numbers only need a call."""
        return tuple(one for one in self.affected if one.contacts == ())


def look(edition: Edition) -> Shelf:
    """Return what there is of an edition today; raise `SourceError` if its files are faulty."""
    day, project = clock.today(), edition.project()
    numbered, findings = list_printings(edition.path)
    noted = [Noted(line, printing) for line, printing in numbered.items()]
    packs = tuple(_make_packs(edition, noted, day))
    known = {one.line for pack in packs for one in pack.noted}
    affected: list[Affected] = []
    for country in dict.fromkeys(one.printing.coverage.country for one in noted):
        if country in project.countries:
            affected += find_affected(edition.path, country, project.sources, day)[0]
    others = tuple(one for one in noted if one.line not in known)
    return Shelf(packs, others, tuple(affected), find_cures(affected), findings)


def find_pack(edition: Edition, name: str) -> FoundPack | None:
    """Return a pack by its name, None if there is no such."""
    return next((pack for pack in find_packs(edition.output) if pack.name == name), None)


def _make_packs(edition: Edition, noted: Iterable[Noted], day: date) -> Iterator[Pack]:
    by_hash: dict[str, list[Noted]] = {}
    for one in noted:
        by_hash.setdefault(one.printing.sha256, []).append(one)
    for found in find_packs(edition.output):
        own = [one for entry in found.files for one in by_hash.get(str(entry.get("sha256")), ())]
        stamp = _stamp(found)
        why = _why(edition, edition.stamp, found.name, stamp, day)
        covers = _cover(edition, found.name, stamp)
        yield Pack(found, why, covers, tuple(own), not why and are_released(edition, map(_job, _spread(covers))))


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
    """Return one of the files of each product, layout, language and band."""
    return {(cover.product, cover.layout, cover.locale, cover.band): cover for cover in covers}.values()


def _job(cover: Coverage) -> Job:
    """Return the job that a file was made by, as far as the file says it."""
    return Job(cover.product, cover.item, cover.layout, cover.locale, cover.country, cover.band, cover.edition, "", "")
