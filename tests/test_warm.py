"""What a process keeps changes nothing it makes and does not grow with what it has made."""

import sys
from collections.abc import Iterator
from copy import copy
from datetime import date
from functools import cache
from typing import Any

import pytest

from booklet.jobs import Job
from booklet.look.brand import Brand
from booklet.make.build import check, open_sources
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.sources.load import Sources

MADE = date(2026, 11, 26)


@cache
def sources() -> Sources:
    return open_sources(None)


KEPT = type(cache(len))


def caches() -> Iterator[Any]:
    """Yield what remembers results in all our modules that are imported."""
    modules = [module for name, module in sys.modules.items() if name.startswith("booklet.")]
    kept = (found for module in modules for found in vars(module).values() if isinstance(found, KEPT))
    yield from {id(found): found for found in kept}.values()


def jobs(product: str, locale: str, countries: str, edition: str = "press") -> list[Job]:
    wanted = Wanted(products=(product,), locales=(locale,), countries=tuple(countries.split()), editions=(edition,))
    return plan_jobs(wanted, sources())


def made(job: Job, name: str = "") -> bytes:
    """Return the file of a job, which bears a name if one is given."""
    found = copy(sources())
    if name:
        found.brand = Brand(name=name, is_recipient=True)
    (document,) = check([job], found, MADE)
    return draw(document, found, MADE)


@pytest.mark.slow
@pytest.mark.parametrize(("locale", "countries"), [("en", "KE GB 001"), ("ar", "EG 001")])
def test_a_booklet_is_the_same_whatever_was_made_before_it(locale: str, countries: str) -> None:
    wanted = jobs("booklet", locale, countries)
    warm = [made(job) for job in wanted]
    for job, data in zip(wanted, warm, strict=True):
        for found in caches():
            found.cache_clear()
        assert made(job) == data


@pytest.mark.slow
def test_a_poster_with_a_name_is_the_same_whatever_was_made_before_it() -> None:
    job = next(job for job in jobs("poster", "en", "KE") if job.item == "p1")
    names = ["Green Hill School", "Žižkov & Sons", "Green Hill School of the Lake"]
    warm = [made(job, name) for name in names]
    assert len(set(warm)) == len(names)
    for name, data in zip(names, warm, strict=True):
        for found in caches():
            found.cache_clear()
        assert made(job, name) == data


@pytest.mark.slow
def test_nothing_that_is_kept_without_end_grows_with_the_files_that_are_made() -> None:
    job = next(job for job in jobs("poster", "en", "KE") if job.item == "p1")
    endless = [found for found in caches() if found.cache_info().maxsize is None]
    kept = []
    for number in range(100, 112):
        made(job, f"School {number} 0123456789")
        kept.append([found.cache_info().currsize for found in endless])
    assert endless
    assert kept[-1] == kept[0]
