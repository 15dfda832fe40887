"""Safer Internet Day: when it is, by rule or as it was announced."""

from datetime import date, timedelta

from booklet.errors import Where
from booklet.values import Frozen, replace

CONFIRMED = {2025: date(2025, 2, 11), 2026: date(2026, 2, 10)}
"""Days that were announced (betterinternetforkids.eu); years that are not here are the rule's, and no promise."""

FIRST, LAST = 2025, 2099

TUESDAY = 1


LONGEST_THEME = 100


class EventTheme(Frozen):
    """The theme of a day, as somebody wrote it in one language."""

    locale: str
    text: str
    where: Where


class EventDay(Frozen):
    """The day that posters and cards name; it `is_confirmed` if it was announced, or if somebody wrote it down.

    `themes` holds its theme in each language that somebody wrote; an empty text is known to be missing.
    """

    day: date
    is_confirmed: bool
    where: Where
    themes: tuple[EventTheme, ...] = ()

    def narrow(self, locales: tuple[str, ...]) -> "EventDay":
        """Return the day with its themes in some languages only; themes that are missing are empty."""
        if not self.themes:
            return self
        known = {theme.locale: theme for theme in self.themes}
        return replace(self, themes=tuple(known.get(tag, EventTheme(tag, "", self.where)) for tag in locales))

    def theme(self, locale: str) -> EventTheme | None:
        """Return the theme in a language, None if nobody wrote it."""
        return next((theme for theme in self.themes if theme.locale == locale and theme.text), None)


class EventLines(Frozen):
    """The lines of a page about a day, as markup: name and date, the theme, and where that was written."""

    day: str
    theme: str = ""
    where: Where | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        """Its lines."""
        return tuple(filter(None, (self.day, self.theme)))


def safer_internet_day(year: int) -> date:
    """Return the Tuesday on 5 to 11 February; the one known exception, 12 February 2008, is past.

    >>> [safer_internet_day(year).day for year in (2012, 2014, 2018, 2023, 2024, 2025, 2026, 2027)]
    [7, 11, 6, 7, 6, 11, 10, 9]
    """
    return next(day for day in (date(year, 2, 5) + timedelta(days) for days in range(7)) if day.weekday() == TUESDAY)
