"""The emergency number of a poster can be read from afar, however long the words over it are."""

from datetime import date

import pytest

from booklet.make.build import check
from booklet.make.planning import Wanted, plan_jobs
from booklet.sources.load import Sources
from booklet.typeset.placed import texts_of

MADE = date(2026, 11, 25)


@pytest.mark.parametrize(("locale", "country", "number"), [("fr", "FR", "112"), ("en", "US", "911")])
def test_an_emergency_number_is_larger_than_its_label(locale: str, country: str, number: str, sources: Sources) -> None:
    wanted = Wanted(products=("poster",), locales=(locale,), countries=(country,), editions=("screen",))
    for document in check(plan_jobs(wanted, sources), sources, MADE):
        runs = [run for text in texts_of(document.placed.pages[0].items) for run in text.line.runs]
        label = document.manuscript.labels["danger"]
        (shown,) = (run.size for run in runs if run.text.strip() == number)
        assert shown >= 1.5 * max(run.size for run in runs if label.startswith(run.text.strip() or "-"))
