"""The day that posters name: its themes in the languages that somebody wrote."""

import pytest

from booklet.errors import Where
from booklet.facts.event import FIRST, LAST, EventDay, EventLines, EventTheme, safer_internet_day

HERE = Where("run.yaml", 4)
ENGLISH = EventTheme("en", "Together", Where("run.yaml", 5))
SWAHILI = EventTheme("sw", "Pamoja", Where("run.yaml", 6))
MISSING = EventTheme("fr", "", HERE)
DAY = EventDay(safer_internet_day(2027), True, HERE, (ENGLISH, SWAHILI, MISSING))


@pytest.mark.parametrize(("locale", "theme"), [("en", ENGLISH), ("sw", SWAHILI), ("fr", None), ("de", None)])
def test_a_day_has_its_theme_in_a_language_that_somebody_wrote_and_in_no_other(
    locale: str, theme: EventTheme | None
) -> None:
    assert DAY.theme(locale) == theme


def test_a_day_for_some_languages_says_which_themes_are_missing() -> None:
    assert DAY.narrow(("sw", "de")).themes == (SWAHILI, EventTheme("de", "", HERE))
    assert DAY.narrow(("de",)).theme("sw") is None
    plain = EventDay(DAY.day, False, HERE)
    assert plain.narrow(("sw",)) is plain, "without a theme nothing is missing"


@pytest.mark.parametrize("year", [FIRST, 2026, 2031, LAST])
def test_the_day_is_a_tuesday_from_the_5th_to_the_11th_of_february(year: int) -> None:
    day = safer_internet_day(year)
    assert (day.year, day.month, day.isoweekday()) == (year, 2, 2) and 5 <= day.day <= 11


def test_lines_that_are_empty_print_nowhere() -> None:
    assert EventLines("9 February").texts == ("9 February",)
    assert EventLines("9 February", "Together").texts == ("9 February", "Together")
