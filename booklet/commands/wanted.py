"""What the options of a command ask for."""

import argparse
from datetime import date

from booklet.facts.gate import Days
from booklet.jobs import PRODUCTS
from booklet.make.planning import Wanted
from booklet.sources.load import Sources


def wanted(options: argparse.Namespace, sources: Sources) -> Wanted:
    """Return what a command asks for; what is not said takes the usual value, and every band the words exist for."""
    usual = Wanted()
    return Wanted(
        products=_unique(options.products) or PRODUCTS,
        locales=_split(options.locale) or usual.locales,
        countries=_split(options.country) or usual.countries,
        bands=_split(options.band) or sources.guide.bands,
        editions=_split(getattr(options, "edition", None)) or usual.editions,
        inks=_split(options.ink) or usual.inks,
        layouts=_split(options.layout),
        printer=options.printer,
    )


def days_of(options: argparse.Namespace) -> Days:
    """Return the date of making, the one given or today, and the real day."""
    given: date | None = options.date
    real = today()
    return Days(given or real, real)


def day(options: argparse.Namespace) -> date:
    """Return the date of making: the one given, or today."""
    return days_of(options).made


def today() -> date:
    """Return the real day; the only place where the clock is read."""
    return date.today()


def _split(values: list[str] | None) -> tuple[str, ...]:
    """Return values given one by one or with commas."""
    return _unique([part for value in values or [] for part in value.split(",") if part])


def _unique(values: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
