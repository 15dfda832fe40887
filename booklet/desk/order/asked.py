"""What a person asks a printer for, as values that JSON can hold, and what the engine makes of it; no Django here."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from booklet import Project
from booklet.api.building import Document, make_wanted, place_all, plan_all
from booklet.api.clock import Days
from booklet.api.packing import Commission, PackOrder, choose_pack_jobs, make_order
from booklet.values import Frozen, field, replace

STICKER = "sticker"

OFFICE, SHOP, PRESS, HOUSE = PRINTERS = ("office", "copy-shop", "press", "pod")
"""Who prints: the kinds of packs that there are."""

SAID = ("client", "contact", "deliver_to", "due", "paper", "finish")


class Asked(Frozen):
    """An order: what, in which languages and for which ages, how many of each, for whom, and how.

    `layouts` name the products, `items` some of their posters and cards (all if none are named), `ticked` those of them
    that somebody ticked. `said` are the words
    for a printer, by the names of `Commission`.
    """

    country: str
    layouts: tuple[str, ...] = ()
    locales: tuple[str, ...] = ()
    bands: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    ticked: tuple[str, ...] = ()
    quantity: int = 1
    printer: str = OFFICE
    house: str = ""
    ink: str = ""
    sides: str = "both"
    price: str = ""
    per: str = "sheet"
    language: str = ""
    said: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> "Asked":
        """Return an order from what JSON has of it; what is no part of one is passed over."""
        known = {*cls.__struct_fields__}
        found: dict[str, Any] = {key: value for key, value in values.items() if key in known}
        for key in ("layouts", "locales", "bands", "items", "ticked"):
            found[key] = tuple(found.get(key, ()))
        return cls(**found)

    @property
    def has_ticket(self) -> bool:
        """Whether a press gets a job ticket."""
        return self.printer == PRESS

    @property
    def is_for_others(self) -> bool:
        """Whether somebody else prints it, who asks for whom."""
        return self.printer in (SHOP, PRESS)

    def order(self) -> PackOrder:
        """Return what its packs are for; raise `SourceError` for a price that is none."""
        said = {key: self.said.get(key, "") for key in SAID} if self.is_for_others else {}
        if self.printer == HOUSE:
            said = {"paper": self.said.get("paper", "")}
        price = self.price.strip() if self.printer != HOUSE else ""
        return make_order(
            self.printer,
            quantity=self.quantity,
            price=price or None,
            printer=self.house,
            commission=Commission(**said),
            language=self.language,
            per="" if self.has_ticket and self.per != "copy" else self.per,
        )

    def planned(self) -> PackOrder:
        """Return the order as it is reckoned with: the paper of an office has a weight, though no page names it."""
        order = self.order()
        return replace(order, commission=replace(order.commission, paper=self.said.get("paper", "")))

    def place(self, project: Project, days: Days) -> list[Document]:
        """Return the files of all packs with everything in its place, those of one pack beside each other.

        Raises `SourceError` with the faults of all of them.
        """
        packed = [name for name in self.layouts if project.layout(name).product != STICKER]
        found = [*self._place(project, days, packed, self.printer)] if packed else []
        return sorted(found, key=pack_key)

    def place_stickers(self, project: Project, days: Days) -> list[Document]:
        """Return the sheets of stickers that are asked for; packs have none."""
        named = [name for name in self.layouts if project.layout(name).product == STICKER]
        if not named:
            return []
        asked = make_wanted(
            project.sources,
            STICKER,
            locale=self.locales,
            country=self.country,
            band=self.bands,
            edition="press" if self.printer in (PRESS, HOUSE) else "office",
            ink=self.ink or (),
            layout=named,
        )
        return place_all(plan_all(asked, project.sources), project.sources, days)

    def _place(self, project: Project, days: Days, layouts: Sequence[str], kind: str) -> list[Document]:
        products = dict.fromkeys(project.layout(name).product for name in layouts)
        usual = make_wanted(
            project.sources,
            products,
            locale=self.locales,
            country=self.country,
            band=self.bands,
            ink=self.ink or (),
            layout=layouts,
            printer=self.house,
            item=self.items,
        )
        paper = self.said.get("paper", "") if kind == HOUSE else ""
        sides = self.sides if kind in (OFFICE, SHOP) and not self.house else "both"
        wanted = choose_pack_jobs(usual, kind, tuple(products), has_ink=bool(self.ink), sides=sides, paper=paper)
        return place_all(plan_all(wanted, project.sources), project.sources, days)


def pack_key(document: Document) -> tuple[str, str]:
    """Return what tells the pack of a file from others: its country and its language."""
    return document.job.country, document.job.locale


def packs_of(documents: Sequence[Document]) -> Iterator[tuple[str, list[Document]]]:
    """Yield the files of each pack with its name in short: country and language."""
    for key, group in groupby(documents, key=pack_key):
        yield "/".join(key), list(group)
