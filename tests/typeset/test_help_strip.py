"""The help strip at the foot of pages: it says all that has room, and no mark of any script stands near its edges."""

from math import sqrt

import numpy as np
import pytest
from once import sources
from rendered import MADE, pictures

from booklet.geometry import mm
from booklet.make.build import check
from booklet.make.document import Document
from booklet.make.planning import Wanted, plan_jobs
from booklet.sources.specimens import read_specimen
from booklet.typeset.help import STRIP_HEIGHT, strip
from booklet.typeset.placed import Component, texts_of
from booklet.typeset.reach import find_highest, find_lowest
from booklet.typeset.specimen import specimen_house
from booklet.values import replace
from booklet.words.manuscript import Labels

DPI = 300

PAGES = {"14-17": 12, "easy": 2}
"""A page with the strip, counted from 0."""

CLEAR = 0.35
"""Millimetres at the edges of the strip in which no letter stands."""


def placed(locale: str, country: str, band: str = "14-17") -> Document:
    asked = Wanted(("booklet",), (locale,), (country,), (band,), ("screen",))
    (document,) = check(plan_jobs(asked, sources()), sources(), MADE)
    return replace(document, proof=None)


def lines_of(component: Component) -> list[str]:
    return [item.line.text.strip() for item in texts_of(component.items)]


def lines_of_strip(document: Document) -> list[str]:
    return next(lines_of(form.component) for form in document.placed.forms if form.name == "strip")


@pytest.mark.parametrize(
    ("locale", "country", "band"),
    [
        *(("th", country, band) for country in ("001", "TH") for band in ("14-17", "easy")),
        *(("ar", country, band) for country in ("001", "EG", "JO") for band in ("14-17", "easy")),
        *(("hi", country, "14-17") for country in ("001", "IN")),
        *((locale, "001", "14-17") for locale in ("en", "zh-Hans")),
    ],
)
def test_no_letter_stands_near_the_edges_of_the_strip(locale: str, country: str, band: str) -> None:
    (picture,) = pictures(placed(locale, country, band), DPI, [PAGES[band]])
    sun = (picture[:, :, 0] > 240) & (picture[:, :, 1] > 180) & (picture[:, :, 2] < 90)
    foot = len(picture) * 3 // 4
    rows = np.flatnonzero(sun[foot:].mean(axis=1) > 0.3) + foot
    assert rows[-1] - rows[0] + 1 == len(rows) > DPI / 3, "the strip is not found"
    dark = picture.max(axis=2) < 120
    near = round(CLEAR * DPI / 25.4)
    assert not dark[rows[0] - near : rows[0] + near].any()
    assert not dark[rows[-1] - near : rows[-1] + near].any()
    assert dark[rows].any()


@pytest.mark.parametrize(
    ("locale", "band", "motto"),
    [
        ("th", "14-17", "ไม่ใช่ความผิดของคุณ"),
        ("ar", "14-17", "هذا ليس ذنبك."),
        ("ar", "easy", "هذا ليس ذنبك."),
        ("hi", "14-17", "तुम्हारी कोई गलती नहीं है।"),
    ],
)
def test_lines_of_a_tall_script_cost_no_words(locale: str, band: str, motto: str) -> None:
    said, address = lines_of_strip(placed(locale, "001", band))
    assert said.startswith(motto) and len(said) > len(motto)
    assert address.removeprefix("\u2066").startswith("childhelplineinternational.org")


@pytest.mark.parametrize(
    ("floor", "count"),
    [pytest.param(0.0, 2, id="smaller words"), pytest.param(16 / sqrt(2), 1, id="the address alone, of easy words")],
)
def test_letters_too_tall_for_the_strip_stop_no_build(floor: float, count: int) -> None:
    """Urdu is written on a slope."""
    specimen = read_specimen(sources().folders, "ur")
    house = specimen_house(specimen, sources().theme)
    said = Labels((("strip.motto", specimen.title.split()[0]), ("strip.address", " ".join(specimen.lead.split()[:3]))))
    found = strip(placed("en", "001").manuscript.help.lead, mm(134), mm(3), replace(house, labels=said, floor=floor))
    lines = lines_of(found)
    assert len(lines) == count and "childhelplineinternational.org/helplines" in lines[-1]
    assert found.oversets == ()
    assert find_highest(found.items, {}) < 0 and find_lowest(found.items) > -STRIP_HEIGHT


def test_a_motto_stands_on_one_line_where_there_is_room_for_no_facts() -> None:
    assert "هذا ليس ذنبك." in lines_of_strip(placed("ar", "JO"))
