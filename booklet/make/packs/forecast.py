"""What a pack will be, before it is drawn: placed jobs in, its files with pages, sheets, weight and price out."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from booklet.facts.gate import Days
from booklet.geometry import MM
from booklet.jobs import UNPRINTED, Job
from booklet.make.document import Document
from booklet.make.drawing import draw, finish_document
from booklet.make.packs.pack import PackOrder
from booklet.make.packs.ticket import PAPERS
from booklet.make.packs.toner import cost, count_paid, coverage
from booklet.make.reasons import Reason, list_reasons
from booklet.sheets.flats import flat_sides
from booklet.sheets.handling import copies_a_sheet, flat_size, handling_of
from booklet.sources.load import Sources
from booklet.values import Frozen

GRAMS = re.compile(r"(?<![0-9])([0-9]{2,3})\s*(?:g|gsm)\b")
"""The weight of a square metre in the name of a paper."""


class Forecast(Frozen):
    """A file that a pack will have: pages to read, copies, printed sides, sheets of paper, grams, what all cost.

    `sheets` is None where a press chooses its own, `grams` where nobody has said how heavy the paper is, `cost` where
    nobody has said a price.
    """

    job: Job
    name: str
    pages: int
    quantity: int
    sides: int
    sheets: int | None
    paper: str
    grams: int | None
    cost: Decimal | None
    state: str
    why: str
    reasons: tuple[Reason, ...]


def forecast(documents: Iterable[Document], order: PackOrder, sources: Sources, days: Days) -> Iterator[Forecast]:
    """Yield what each file of an order will be; nothing is drawn or written."""
    for document in documents:
        yield _forecast(document, order, sources, days)


def measure_ink(document: Document, sources: Sources, made: date) -> float:
    """Return the share of its sides that a file will cover with ink or toner; it is drawn for that, and not kept."""
    return coverage(draw(document, sources, made))


def _forecast(document: Document, order: PackOrder, sources: Sources, days: Days) -> Forecast:
    layout, sheet, job = document.layout, document.sheet, document.job
    pages, quantity = _count_pages(document), order.count_copies(job, sources)
    a_sheet, sheets, paper = copies_a_sheet(layout, sheet), None, order.commission.paper
    if job.edition in UNPRINTED:
        sides, sheets, paper = 0, 0, ""
    elif sheet:
        sides = len(finish_document(document, sources, days.made).finished.sides) * -(-quantity // a_sheet)
        sheets = handling_of(layout, sheet).sheets(len(document.placed.pages), quantity, a_sheet)
    else:
        sides = pages * quantity
        paper = paper if order.kind.is_for_upload else paper or PAPERS.get(job.product, "")
    return Forecast(
        job=job,
        name=document.name,
        pages=1 if job.is_cover else len(document.placed.pages),
        quantity=quantity,
        sides=sides,
        sheets=sheets,
        paper=paper,
        grams=_weigh(document, order, quantity, paper, sheets),
        cost=None if order.price is None else cost(count_paid(order.per, sides, sheets, quantity), order.price),
        state=document.state,
        why=document.why,
        reasons=list_reasons(document, sources, days),
    )


def _count_pages(document: Document) -> int:
    """Return how many sides a press prints for a copy: the flat sheet of what is folded, a cover in one piece."""
    if document.layout.fold:
        return len(flat_sides(document.layout.fold))
    return 1 if document.job.is_cover else len(document.placed.pages)


def _weigh(document: Document, order: PackOrder, copies: int, paper: str, sheets: int | None) -> int | None:
    """Return what all copies weigh, None if the name of the paper does not say what a square metre weighs."""
    found = GRAMS.search(paper)
    if found is None or order.kind.is_for_upload:
        return None
    layout, pages = document.layout, len(document.placed.pages)
    if document.sheet and sheets is not None:
        size, count = document.sheet.size, sheets
    elif layout.fold:
        size, count = flat_size(layout), copies
    else:
        size, count = layout.size, copies * -(-pages // 2)
    square_metres = size.width / MM / 1000 * size.height / MM / 1000
    return round(count * square_metres * int(found[1]))
