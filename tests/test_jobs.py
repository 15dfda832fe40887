"""Names of files: every axis of a job is in them, and no two jobs share one."""

import dataclasses
from itertools import product
from pathlib import Path

import pytest
from projects import lay

from booklet.jobs import DEFAULT_LAYOUTS, PRODUCTS, Job
from booklet.make.build import open_sources
from booklet.make.planning import Wanted, plan_jobs
from booklet.sources.load import Sources
from booklet.values import asdict, replace

POSTER = Job("poster", "p1", "poster-a3", "en", "KE", "14-17", "press", "colour", "offset-coated")


def named(**axes: str) -> str:
    return replace(POSTER, **axes).file_name("a3", is_proof=False)


def proof(**axes: str) -> str:
    return replace(POSTER, **axes).file_name("a3", is_proof=True)


@pytest.mark.parametrize(
    ("axes", "name"),
    [
        ({}, "guide_poster-p1_14-17_en_KE_a3_press_v01.pdf"),
        ({"item": "", "product": "booklet"}, "guide_booklet_14-17_en_KE_a3_press_v01.pdf"),
        ({"edition": "screen", "country": "001"}, "guide_poster-p1_14-17_en_001_a3_screen_v01.pdf"),
        ({"band": "10-13", "locale": "sw"}, "guide_poster-p1_10-13_sw_KE_a3_press_v01.pdf"),
        ({"ink": "grey"}, "guide_poster-p1_14-17_en_KE_a3_press-grey_v01.pdf"),
    ],
)
def test_a_file_is_named_after_its_job(axes: dict[str, str], name: str) -> None:
    assert named(**axes) == name


def test_a_proof_says_so_at_the_end_of_its_name() -> None:
    assert proof() == "guide_poster-p1_14-17_en_KE_a3_press_v01_PROOF.pdf"
    assert proof(ink="grey").endswith("_press-grey_v01_PROOF.pdf")


def test_two_jobs_never_share_a_name() -> None:
    axes = {
        "product": ("poster", "card"),
        "item": ("p1", "p2"),
        "locale": ("en", "sw"),
        "country": ("001", "KE"),
        "band": ("14-17", "10-13"),
        "edition": ("press", "screen"),
        "ink": ("colour", "grey"),
    }
    chosen = [dict(zip(axes, values, strict=True)) for values in product(*axes.values())]
    names = [named(**axis) for axis in chosen] + [proof(**axis) for axis in chosen]
    assert len(set(names)) == len(names) == 2**8


def test_every_product_has_a_usual_layout_of_its_own(sources: Sources) -> None:
    assert PRODUCTS == ("booklet", "poster", "card")
    for kind, layout in DEFAULT_LAYOUTS.items():
        assert sources.layout(layout).product == kind


def test_every_combination_that_is_asked_for_is_a_job(sources: Sources) -> None:
    wanted = Wanted(("booklet", "card"), ("en",), countries=("001", "KE"), editions=("press", "screen"))
    jobs = plan_jobs(wanted, sources)
    cards = sources.guide.items("card", "14-17")
    assert len(jobs) == len(set(jobs)) == 2 * 2 * (1 + len(cards))
    assert {job.country for job in jobs} == {"001", "KE"}
    assert {job.item for job in jobs} == {"", *cards}


def test_a_band_without_items_of_a_product_has_no_jobs(sources: Sources) -> None:
    guide = replace(sources.guide, cards=tuple(replace(card, bands=("14-17",)) for card in sources.guide.cards))
    young = Wanted(products=("booklet", "card"), bands=("10-13",))
    assert {job.product for job in plan_jobs(young, dataclasses.replace(sources, guide=guide))} == {"booklet"}


def test_a_country_is_built_in_its_own_locales_that_the_guide_exists_in(tmp_path: Path) -> None:
    sources = open_sources(lay(tmp_path, {f"translations/{tag}/guide.po": "" for tag in ("sw", "ar", "zh-Hans")}))
    assert {"en", "sw", "ar", "zh-Hans"} <= set(sources.locales())
    planned = plan_jobs(Wanted(countries=("KE", "EG", "CN", "AL")), sources)
    found = {(job.country, job.locale) for job in planned}
    assert found == {("KE", "en"), ("KE", "sw"), ("EG", "ar"), ("EG", "en"), ("CN", "zh-Hans"), ("AL", "en")}
    asked = plan_jobs(Wanted(countries=("KE",), locales=("en",)), sources)
    assert {job.locale for job in asked} == {"en"}


def test_the_axes_of_a_job_are_all_that_it_has() -> None:
    job = replace(POSTER, part="cover", paper="uncoated")
    assert job.axes == tuple(asdict(job).values())
