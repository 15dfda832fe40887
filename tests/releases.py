"""A partner's project whose numbers were called, and the files of it, as tests of releases use them."""

from datetime import date
from pathlib import Path

from clocks import TODAY
from projects import CONFIRMED, COUNTRY, lay

from booklet.make.build import check, open_sources
from booklet.make.document import Document
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.sources.statements import list_statements

CALLED = date(2026, 11, 20)
"""The day of the first call of the project."""

MADE = TODAY

ENDED = date(2027, 5, 20)
"""The first day on which that call holds no more."""

EDITION = "screen"

ASKED_AT = "https://example.org/right"


def lay_project(folder: Path, *, asked_at: str = "", country: str = CONFIRMED) -> Path:
    """Write a project of Exampleland, with an address to ask at that somebody has tried."""
    lay(folder, {COUNTRY: country})
    if asked_at:
        lay(folder, {"brand.yaml": f"name: Example Aid\nchecked_at: {asked_at}\n"})
        said = list_statements(open_sources(folder), "XX", ("en",), frozenset())
        lines = (f"  - {{place: {one.place}, of: '{one.of}', answer: tried, by: A. T, on: {CALLED}}}\n" for one in said)
        lay(folder, {"confirmed.yaml": "confirmed:\n" + "".join(lines)})
    return folder


def place(
    project: Path,
    product: str = "card",
    item: str = "c1",
    *,
    locale: str = "en",
    day: date = MADE,
    edition: str = "screen",
) -> Document:
    """Return one placed file of the project."""
    sources = open_sources(project)
    wanted = Wanted((product,), (locale,), ("XX",), ("14-17",), editions=(edition,), items=(item,) if item else ())
    (document,) = check(plan_jobs(wanted, sources), sources, day, day)
    return document


def make(
    project: Path,
    product: str = "card",
    item: str = "c1",
    *,
    locale: str = "en",
    day: date = MADE,
    edition: str = "screen",
) -> bytes:
    """Return one file of the project."""
    document = place(project, product, item, locale=locale, day=day, edition=edition)
    return draw(document, open_sources(project), day)
