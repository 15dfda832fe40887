"""Every country builds every product without overset, and each file says what the facts say, no more."""

from datetime import date

import pytest

from booklet.facts.selection import select
from booklet.jobs import DEFAULT_LAYOUTS
from booklet.make.build import check
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.make.proving import prove
from booklet.sources.folders import open_folders
from booklet.sources.load import Sources

MADE = date(2026, 11, 25)

COUNTRIES = open_folders().names("translations/countries", ".yaml")


BOOKLETS = COUNTRIES[::9]
"""Countries whose booklet is drawn, too: the directory on paper of its own has the same words, and is drawn of all."""


def proven_of(country: str) -> list[str]:
    """Return the products that are drawn of a country, and read back."""
    return [product for product in DEFAULT_LAYOUTS if product != "booklet" or country in BOOKLETS]


@pytest.mark.slow
@pytest.mark.parametrize("part", range(8))
def test_files_of_every_country_fit_and_say_what_the_facts_say(part: int, sources: Sources) -> None:
    for country in COUNTRIES[part::8]:
        wanted = Wanted(tuple(DEFAULT_LAYOUTS), countries=(country,), editions=("screen",), bands=("14-17", "10-13"))
        documents = check(plan_jobs(wanted, sources), sources, MADE)
        printed = select(sources.insert(country), sources.world, "14-17").printed
        assert {contact.confidence for contact in printed} <= {"high", "medium"}
        for product in proven_of(country):
            document = next(found for found in documents if found.job.product == product)
            record = prove(document, draw(document, sources, MADE), sources, MADE)
            assert record.numbers or not any(contact.numbers for contact in printed) or product == "card"
            calls = any(contact.has_number for contact in printed)
            assert (document.proof is None) == (document.job.locale == "en" and not calls)  # no translation is signed
