"""Which of what is ordered is released: a file is called final only once a person has released exactly its pages."""

from collections.abc import Iterable

from booklet import Job
from booklet.desk.edition import Edition
from booklet.desk.signing.state import EditionState, state_of

UNSIGNED = frozenset({"sticker"})
"""Products that nobody releases: they say what stands in the others."""


def release_of(edition: Edition, job: Job) -> EditionState | None:
    """Return how far what a file belongs to is, None for what nobody releases; raises nothing."""
    if job.product in UNSIGNED or job.country != edition.country:
        return None
    return state_of(edition, job.product, job.locale, job.band, item=job.item, layout=job.layout)


def are_released(edition: Edition, jobs: Iterable[Job]) -> bool:
    """Tell whether all of some files are released, each with exactly the pages of today."""
    found = [release_of(edition, job) for job in jobs]
    return bool(found) and all(state is None or state.is_released for state in found)
