"""What stands where in whole products, against lists that are reviewed like code.

`pytest --update-golden` writes them anew; read the difference before you commit it.
"""

from datetime import date
from pathlib import Path

import pytest

from booklet.make.build import check, open_sources
from booklet.make.planning import Wanted, plan_jobs
from booklet.typeset.dump import dump

MADE = date(2026, 11, 25)
GOLDEN = Path(__file__).parent / "golden"
LONG_NAMES = Path(__file__).parent / "fixtures" / "long-names"
"""A project with a helpline of 64 letters, three emergency numbers, and a person who called them all."""

CASES = sorted(folder.name for folder in GOLDEN.iterdir())


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_everything_stands_where_it_stood(case: str, request: pytest.FixtureRequest) -> None:
    product, country = case.split("_")
    sources = open_sources(LONG_NAMES if country == "XA" else None)
    jobs = plan_jobs(Wanted(products=(product,), locales=("en",), countries=(country,), editions=("press",)), sources)
    found = dump(check(jobs, sources, MADE, MADE)[0].placed)
    path = GOLDEN / case / "pages.txt"
    if request.config.getoption("--update-golden"):
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")


def test_there_are_cases() -> None:
    assert {"booklet_001", "booklet_KE", "booklet_XA", "poster_001", "poster_XA", "card_TH", "card_XA"} <= set(CASES)
