"""The digest of a page changes with what is printed on it, and with nothing that persons do to make it final."""

import dataclasses
from datetime import date
from pathlib import Path

import pytest
from clocks import set_clock
from projects import CONFIRMED, UNCONFIRMED, lay
from signing import sign_all

from booklet.api.building import make_wanted
from booklet.jobs import Job
from booklet.make.build import open_sources
from booklet.make.placing import place
from booklet.make.planning import plan_jobs
from booklet.make.printed import list_printed_pages
from booklet.sources.countries import parse_country
from booklet.sources.load import Sources
from booklet.values import replace
from booklet.words.review import standings


def job(sources: Sources, product: str = "card", item: str = "c1") -> Job:
    asked = make_wanted(sources, product, item=item or (), band="14-17", edition="screen")
    (found,) = plan_jobs(asked, sources)
    return replace(found, country="XX")


def say(sources: Sources, text: str) -> Sources:
    """Return sources with a country."""
    inserts = {"XX": parse_country(text, "XX.yaml", "XX"), "001": sources.insert("001")}
    return dataclasses.replace(sources, _inserts=inserts, _standings={})


def digests(asked: Job, sources: Sources) -> list[str]:
    return [page.of for page in list_printed_pages(asked, sources)]


def test_pages_are_counted_from_one_and_have_the_titles_of_their_topics(sources: Sources) -> None:
    found = list_printed_pages(job(sources, "poster", "p1"), say(sources, CONFIRMED))
    assert [(page.number, page.topic, bool(page.title)) for page in found] == [(1, "p1", True)]


@pytest.mark.slow
@pytest.mark.parametrize(("product", "item"), [("booklet", ""), ("poster", "p1")])
def test_calling_signing_and_another_day_make_no_page_another(sources: Sources, product: str, item: str) -> None:
    asked = job(sources, product, item)
    today = digests(asked, say(sources, CONFIRMED))
    set_clock(date(2027, 11, 25))
    signed = standings(sources.guide, sign_all(sources.guide), is_source=True)
    later = dataclasses.replace(say(sources, UNCONFIRMED), _standings={"en": signed})
    assert later.standings("en") == signed and digests(asked, later) == today
    assert place(asked, later, date(2026, 11, 25)) != place(asked, say(sources, CONFIRMED), date(2026, 11, 25))


def test_a_number_is_printed_and_makes_another_page(sources: Sources) -> None:
    asked, other = job(sources), CONFIRMED.replace("0808 157 0192", "0808 157 0193")
    assert digests(asked, say(sources, CONFIRMED)) != digests(asked, say(sources, other))


def test_a_picture_of_another_content_makes_another_page(tmp_path: Path) -> None:
    logo = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><path d="M0 0H40V{}H0Z"/></svg>'
    folder = lay(tmp_path, {"brand.yaml": "name: Amani House\n", "layouts/art/logo.svg": logo.format(20)})
    own = open_sources(folder)
    asked = replace(job(own, "poster", "p1"), country="001")
    before = digests(asked, own)
    lay(folder, {"layouts/art/logo.svg": logo.format(19)})
    assert before != digests(asked, own)
