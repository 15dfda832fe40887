"""What an order will be before it is made: files, pages, sheets, ink, weight, price, and what keeps it from readers."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby

from booklet import BookletError, Finding, Job
from booklet.api.building import Document
from booklet.api.clock import days_of
from booklet.api.packing import Forecast, House, Reason, forecast_all, list_houses, measure_ink, merge_reasons
from booklet.desk.edition import Edition
from booklet.desk.order.asked import HOUSE, Asked
from booklet.desk.order.release import are_released
from booklet.desk.order.things import name_layout
from booklet.values import Frozen, replace

LITTLE, MUCH = 0.10, 0.25
"""Shares of a side between which its ink is neither little nor much."""


class Line(Frozen):
    """Files of an order that are alike, in a layout, a language and an age band, and what all of them take."""

    job: Job
    jobs: tuple[Job, ...]
    """What each of the files is made by; `job` is the first."""
    files: int
    pages: int
    copies: int
    sides: int
    sheets: int | None
    grams: int | None
    cost: Decimal | None
    state: str
    is_released: bool = False
    """Whether a person has released exactly these pages."""

    @property
    def title(self) -> str:
        """What it is called."""
        return name_layout(self.job.layout)


class Estimate(Frozen):
    """What an order will be; if something is wrong in it or in the files of the edition, only that."""

    lines: tuple[Line, ...] = ()
    packs: int = 0
    reasons: tuple[Reason, ...] = ()
    findings: tuple[Finding, ...] = ()
    houses: tuple[House, ...] = ()
    money: str = ""

    @property
    def files(self) -> int:
        """How many files there will be."""
        return sum(line.files for line in self.lines)

    @property
    def copies(self) -> int:
        """How many copies there will be."""
        return sum(line.copies for line in self.lines)

    @property
    def sides(self) -> int:
        """How many printed sides there will be."""
        return sum(line.sides for line in self.lines)

    @property
    def sheets(self) -> int | None:
        """How many sheets of paper it takes, None if the printer chooses them."""
        known = [line.sheets for line in self.lines if line.sheets is not None]
        return sum(known) if len(known) == len(self.lines) else None

    @property
    def grams(self) -> int | None:
        """What all weighs, None if nobody said what the paper does."""
        known = [line.grams for line in self.lines if line.grams is not None]
        return sum(known) if known and len(known) == len(self.lines) else None

    @property
    def kilograms(self) -> str:
        """What all weighs, in kilograms, as it is shown."""
        return f"{(self.grams or 0) / 1000:.1f}"

    @property
    def cost(self) -> Decimal | None:
        """What all costs, None if nobody said a price."""
        known = [line.cost for line in self.lines if line.cost is not None]
        return sum(known, Decimal(0)) if known and len(known) == len(self.lines) else None

    @property
    def proofs(self) -> int:
        """How many files will be a PROOF."""
        return sum(line.files for line in self.lines if line.state == "proof")

    @property
    def drafts(self) -> int:
        """How many files will say that their words are a draft."""
        return sum(line.files for line in self.lines if line.state == "draft")

    @property
    def unreleased(self) -> int:
        """How many files may go to readers and are not released."""
        return sum(line.files for line in self.lines if line.state != "proof" and not line.is_released)

    @property
    def faults(self) -> tuple[Finding, ...]:
        """What keeps it from being made."""
        return tuple(found for found in self.findings if found.severity == "error")


def estimate(edition: Edition, asked: Asked) -> Estimate:
    """Return what an order will be, of the files of today; nothing is drawn. Faults are in it, and not raised."""
    if not asked.layouts or not asked.locales or not asked.bands:
        return Estimate()
    days = days_of(None)
    try:
        order = asked.planned()
        with edition.engine() as project:
            placed = asked.place(project, days)
            stickers = asked.place_stickers(project, days)
            packs = forecast_all(placed, order, project.sources, days)
            others = forecast_all(stickers, order, project.sources, days)
            pages = {len(document.placed.pages) for document in placed if document.job.product == "booklet"}
            houses = tuple(house for count in pages for house in list_houses(project.sources, count))
    except BookletError as error:
        return Estimate(findings=error.findings)
    files = [file for pack in (*packs, *others) for file in pack]
    return Estimate(
        lines=tuple(_find_released(edition, line) for line in _join(files)),
        packs=len(packs),
        reasons=merge_reasons(reason for file in files for reason in file.reasons),
        houses=houses if asked.printer == HOUSE else (),
        money=order.money,
    )


def _find_released(edition: Edition, line: Line) -> Line:
    """Return a line with whether it is released; a PROOF never is."""
    return line if line.state == "proof" else replace(line, is_released=are_released(edition, line.jobs))


def _join(files: Iterable[Forecast]) -> Iterable[Line]:
    """Yield the files of a product, layout, language and band as one line."""

    def alike(file: Forecast) -> tuple[str, ...]:
        job = file.job
        return job.layout, job.locale, job.band, job.part, file.state

    for _, group in groupby(sorted(files, key=alike), key=alike):
        members = list(group)
        first = members[0]
        yield Line(
            job=first.job,
            jobs=tuple(file.job for file in members),
            files=len(members),
            pages=first.pages,
            copies=sum(file.quantity for file in members),
            sides=sum(file.sides for file in members),
            sheets=_sum([file.sheets for file in members]),
            grams=_sum([file.grams for file in members]),
            cost=sum((file.cost for file in members if file.cost is not None), Decimal(0))
            if first.cost is not None
            else None,
            state=first.state,
        )


def _sum(numbers: list[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if len(known) == len(numbers) else None


class Ink(Frozen):
    """How much of its sides one file of a layout covers with ink or toner."""

    job: Job
    share: float

    @property
    def title(self) -> str:
        """What it is called."""
        return name_layout(self.job.layout)

    @property
    def percent(self) -> int:
        """The share in per cent."""
        return round(100 * self.share)

    @property
    def level(self) -> str:
        """The share in a word."""
        return "little" if self.share < LITTLE else "much" if self.share > MUCH else "some"


def measure(edition: Edition, asked: Asked) -> tuple[Ink, ...]:
    """Return the ink of one file of each layout that is asked for; others of it take about as much.

    Raises `BookletError` if one cannot be placed or drawn.
    """
    days = days_of(None)
    with edition.engine() as project:
        documents = [*asked.place(project, days), *asked.place_stickers(project, days)]
    first = {document.job.layout: document for document in reversed(documents)}
    return tuple(Ink(document.job, _measure(edition, edition.stamp, document)) for document in first.values())


_KEPT: dict[tuple[str, Job], float] = {}


def _measure(edition: Edition, stamp: str, document: Document) -> float:
    """Draw a file and measure it; the engine is held for one file alone, so that others can type meanwhile."""
    key = (stamp, document.job)
    if key not in _KEPT:
        with edition.engine() as project:
            if len(_KEPT) > MOST_KEPT:
                _KEPT.clear()
            _KEPT[key] = measure_ink(document, project.sources, days_of(None).made)
    return _KEPT[key]


MOST_KEPT = 500
