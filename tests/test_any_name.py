"""Whatever an organisation is called, each product has room for its name and logo, a press prints it, called or not.

A few names are tried with every run; `HYPOTHESIS_PROFILE=deep` tries hundreds.
"""

import dataclasses
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from clocks import TODAY
from hypothesis import given, settings
from hypothesis import strategies as st
from projects import CONFIRMED, COUNTRY, lay

from booklet.api.building import make_wanted
from booklet.bands import AGES
from booklet.look.brand import LONGEST_NAME
from booklet.make.build import check, open_sources
from booklet.make.planning import plan_jobs
from booklet.make.writing import draw_sound
from booklet.sources.load import Sources
from booklet.values import replace

NAMES = 400 if settings.default and settings.default.max_examples > 1000 else 3

WORDS = (
    *("A", "Your", "organisation", "Amani", "House", "Children's", "Kinderschutzbund", "Nordrhein-Westfalen", "e. V."),
    *("Société", "d’entraide", "São", "Škola", "Łódź", "24/7", "&", "<Ltd>", "*Star*", "(Trust)", "“Hope”", "No. 5"),
    *("Ψυχή", "Детский", "фонд", "منظمة", "حماية", "الأطفال", "मुस्कान", "फाउंडेशन", "มูลนิธิ", "เพื่อเด็ก", "אגודה"),
)

NAME = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(
    lambda words: " ".join(words)[:LONGEST_NAME].strip()
)

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}"><path fill="{2}" d="M0 0H{0}V{1}H0Z"/></svg>'

LOGOS = {
    "none": "",
    "wide": SVG.format(600, 20, "#0a5aa0"),
    "tall": SVG.format(20, 300, "#fc0"),
    "pale": SVG.format(60, 60, "#ddd"),
}


def join_words(*words: str) -> str:
    """Return a name of some words, as long as a name may be."""
    return " ".join(words)[:LONGEST_NAME].strip()


@cache
def branded(logo: str) -> Sources:
    """Return the sources of a partner with a logo; the folder is read once, and may go."""
    with TemporaryDirectory() as folder:
        svg = {"layouts/art/logo.svg": LOGOS[logo]} if LOGOS[logo] else {}
        sources = open_sources(lay(Path(folder), {"brand.yaml": "name: Amani House\n"} | svg))
        assert not sources.faults(("TZ", "001"))
        return sources


def make(sources: Sources, product: str, *items: str, **asked: str) -> list[str]:
    """Make files of a product as `build` does, and return the state of each; raise what it refuses."""
    wanted = make_wanted(sources, product, **asked)
    jobs = [job for job in plan_jobs(wanted, sources) if not items or job.item in items]
    documents = check(jobs, sources, TODAY, TODAY)
    return [draw_sound(document, sources, TODAY).state for document in documents]


@pytest.mark.slow
@settings(max_examples=NAMES, deadline=None)
@given(NAME, st.sampled_from(tuple(LOGOS)), st.sampled_from(("en", "ar", "sw", "th")), st.sampled_from(AGES))
def test_every_name_and_logo_has_room_and_contrast_on_cards_and_posters(
    name: str, logo: str, locale: str, band: str
) -> None:
    sources = branded(logo)
    sources = dataclasses.replace(sources, brand=replace(sources.brand, name=name), _statements={})
    for product, item in (("card", "c1"), ("card", "c5"), ("poster", "p1")):
        assert make(sources, product, item, country="TZ", locale=locale, band=band, edition="press")


@pytest.mark.slow
@pytest.mark.parametrize("product", ["sticker", "insert", "poster", "card"])
def test_once_every_number_is_called_each_product_is_made_and_none_is_a_proof(product: str, tmp_path: Path) -> None:
    brand = "name: Kinderschutzbund Landesverband Nordrhein-Westfalen am Rhein\n"
    sources = open_sources(lay(tmp_path, {COUNTRY: CONFIRMED, "brand.yaml": brand}))
    items = {"poster": ("p1",), "card": ("c1", "c5")}.get(product, ())
    editions = ("press", "office") if product in {"poster", "card"} else ("press",)
    for edition in editions:
        states = make(sources, product, *items, country="XX", locale="en", band="14-17", edition=edition)
        assert states == ["draft"] * max(1, len(items))
