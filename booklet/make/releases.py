"""The release of a file: which numbers it prints, what they rest on, and until when that holds."""

from collections.abc import Iterable
from datetime import date

from booklet.facts.release import Release, code_of, find_end
from booklet.facts.selection import Selection
from booklet.jobs import Job
from booklet.make.coverage import contacts_of


def make_release(
    job: Job, selection: Selection, calls: Iterable[date] = (), others: Iterable[date] = ()
) -> Release | None:
    """Return the release of a file that may go to readers, None if it prints no number that anybody called.

    It ends with the first of all calls that its edition rests on, also to contacts that this product leaves out: from
    then on the file could not be made again. `calls` are those about a partner's words, `others` days on which
    something else holds no more.
    """
    contacts = contacts_of(job.product, selection)
    ends = find_end(selection.printed, calls, others)
    if ends is None or not any(contact.has_number for contact in contacts):
        return None
    return Release(code_of(job.country, job.locale, job.band, job.version_number, contacts), ends)
