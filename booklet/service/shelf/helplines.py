"""The numbers that stand above everything on the shelf: whoever lands here may need one, and not a poster."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from django.utils.translation import get_language

from booklet import BookletError
from booklet.api import clock
from booklet.api.helplines import Helpline, helplines_of
from booklet.desk.edition import Edition
from booklet.service.models import Partner
from booklet.service.shelf.lately import Lately
from booklet.values import Frozen

MOST = 6
"""Numbers that are shown at once; the pages themselves have all of them."""


class Numbers(Frozen):
    """The numbers of a country in a language, with its direction; the one for children is the first."""

    locale: str
    direction: str
    lines: tuple[Helpline, ...]


_LATELY: Lately[Numbers] = Lately()


def numbers_for(partners: Sequence[Partner], country: str, locale: str = "") -> Numbers | None:
    """Return the numbers of a country that a named person has called, None if nobody has called any.

    They are in the language of the page, else in that of the visitor, else in the first of the edition.
    """
    own = get_language() or "en"
    lately = _LATELY.find((country, locale, own))
    if lately is not None:
        return lately
    for partner in partners:
        edition = partner.edition
        try:
            found = _find(edition, edition.stamp, clock.today(), country, locale, own)
        except BookletError:
            continue  # its files have faults: nobody can know what they say
        if found.lines:
            return _LATELY.keep((country, locale, own), found)
    return None


@lru_cache(256)
def _find(edition: Edition, stamp: str, day: date, country: str, locale: str, own: str) -> Numbers:
    """Return the numbers of an edition; a stamp and a day are given since with either they may be others."""
    with edition.engine() as project:
        spoken = project.country(country).locales
        tags = (tag for tag in (locale, own, *spoken, "en") if tag in project.locales)
        tag = next(tags)
        lines = helplines_of(project, country, tag, project.bands[0])
        return Numbers(tag, project.locale(tag).direction, tuple(lines[:MOST]))
