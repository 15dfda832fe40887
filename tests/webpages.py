"""The guide for screens as tests make it, by edition, locale, country and band; and a browser to see it in."""

from functools import cache
from pathlib import Path

from once import MADE, drawn, list_jobs, placed, sources
from projects import COUNTRY, lay

from booklet.check.proof.compare import ProofError, ProofRecord
from booklet.errors import Finding
from booklet.jobs import Job
from booklet.make.build import check, open_sources
from booklet.make.document import Document
from booklet.make.planning import Wanted, plan_jobs
from booklet.make.reflowed import prove_reflowed
from booklet.sources.load import Sources

Made = tuple[str, str, str, str]
"""An edition, a locale, a country, a band."""

ENGLISH: Made = ("web", "en", "KE", "14-17")


def place_in(sources: Sources, made: Made, layout: str = "booklet-a5") -> Document:
    """Return a job with everything in its place."""
    edition, locale, country, band = made
    wanted = Wanted(("booklet",), (locale,), (country,), (band,), (edition,), layouts=(layout,))
    (document,) = check(plan_jobs(wanted, sources), sources, MADE, MADE)
    return document


@cache
def _job(made: Made) -> Job:
    edition, locale, country, band = made
    return list_jobs("booklet", locales=(locale,), countries=(country,), bands=(band,), editions=(edition,))[0]


def document(made: Made) -> Document:
    """Return a job of our own sources."""
    return placed(_job(made))


def file(made: Made) -> bytes:
    """Return the file of a job of our own sources."""
    return drawn(_job(made))


def found_in(made: Made, data: bytes) -> ProofRecord | tuple[Finding, ...]:
    """Return what the proof of a file comes to."""
    try:
        return prove_reflowed(document(made), data, sources(), MADE)
    except ProofError as error:
        return error.findings


def lay_country(folder: Path, country: str) -> Sources:
    """Return the sources of a project with one country file."""
    return open_sources(lay(folder, {COUNTRY: country}))
