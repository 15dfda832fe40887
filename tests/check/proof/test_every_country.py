"""Every country builds every product without overset, and each file says what the facts say, no more.

Booklets, posters and cards for ages 14-17 are all placed where the command says that our own sources are valid
(`test_cli.py`), for a press and for screens; here are those of the other band, and the other products of both.
"""

from datetime import date

import pytest

from booklet.facts.selection import select
from booklet.jobs import DEFAULT_LAYOUTS, PRODUCTS, Job
from booklet.make.build import check
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.make.proving import prove
from booklet.sources.folders import open_folders
from booklet.sources.load import Sources
from booklet.words.guide import KIT

MADE = date(2026, 11, 25)

COUNTRIES = open_folders().names("translations/countries", ".yaml")


BOOKLETS = COUNTRIES[::9]
"""Countries whose booklet is drawn, too: the directory on paper of its own has the same words, and is drawn of all."""


def proven_of(country: str) -> list[str]:
    """Return the products that are drawn of a country, and read back."""
    return [product for product in DEFAULT_LAYOUTS if product != "booklet" or country in BOOKLETS]


def jobs_of(country: str, sources: Sources) -> list[Job]:
    """Return what is proven, each first of its product, and all that is placed here alone."""
    wanted = Wanted(tuple(DEFAULT_LAYOUTS), countries=(country,), editions=("screen",), bands=("14-17", "10-13"))
    jobs = plan_jobs(wanted, sources)
    first = {job.product: job for job in reversed(jobs)}
    proven = [first[product] for product in proven_of(country)]
    assert {job.band for job in proven} == {"14-17"}
    return [job for job in jobs if job in proven or is_placed(job)]


def is_placed(job: Job) -> bool:
    """Tell whether a file is placed here alone; of the kit, the leaflet says most that changes with the country."""
    if job.product == KIT and job.item != "leaflet" and job.country not in BOOKLETS:
        return False
    return job.product not in PRODUCTS or job.band != "14-17"


SCRIPTS = ("KE", "EG", "TH", "IN", "CN", "KZ")
"""A country of each script that the guide has."""


@pytest.mark.slow
@pytest.mark.parametrize("country", SCRIPTS)
def test_files_of_a_country_of_each_script_fit_and_say_what_the_facts_say(country: str, sources: Sources) -> None:
    assert_files_say_what_the_facts_say(country, sources)


@pytest.mark.slow
@pytest.mark.sampled(16)
@pytest.mark.parametrize("country", COUNTRIES)
def test_files_of_every_country_fit_and_say_what_the_facts_say(country: str, sources: Sources) -> None:
    assert_files_say_what_the_facts_say(country, sources)


def assert_files_say_what_the_facts_say(country: str, sources: Sources) -> None:
    documents = check(jobs_of(country, sources), sources, MADE)
    printed = select(sources.insert(country), sources.world, "14-17").printed
    assert {contact.confidence for contact in printed} <= {"high", "medium"}
    for product in proven_of(country):
        document = next(found for found in documents if found.job.product == product)
        record = prove(document, draw(document, sources, MADE), sources, MADE)
        assert record.numbers or not any(contact.numbers for contact in printed) or product in ("card", KIT)
        calls = any(contact.has_number for contact in printed)
        assert (document.proof is None) == (document.job.locale == "en" and not calls)  # no translation is signed
