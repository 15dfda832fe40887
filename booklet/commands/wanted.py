"""What the options of a command ask for."""

import argparse
from datetime import date

from booklet.api.asking import make_wanted
from booklet.api.clock import Days
from booklet.api.clock import days_of as days_from
from booklet.api.project import Project, Wanted

__all__ = ["Days", "day", "days_of", "read_wanted"]


def read_wanted(options: argparse.Namespace, project: Project) -> Wanted:
    """Return what a command asks for; axes that are not given take their usual value, and every band there is."""
    return make_wanted(
        project.sources,
        options.products,
        locale=_split(options.locale),
        country=_split(options.country),
        band=_split(options.band),
        edition=_split(getattr(options, "edition", None)),
        ink=_split(options.ink),
        layout=_split(options.layout),
        printer=options.printer,
        item=_split(options.item),
    )


def days_of(options: argparse.Namespace) -> Days:
    """Return the day of making (the one given, or today) and the real day."""
    return days_from(options.date)


def day(options: argparse.Namespace) -> date:
    """Return the day of making: the one given, or today."""
    return days_of(options).made


def _split(values: list[str] | None) -> tuple[str, ...]:
    """Return values given one by one or with commas."""
    return tuple(part for value in values or [] for part in value.split(",") if part)
