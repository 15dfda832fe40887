"""A person's confirmations, written into `confirmed.yaml` of a project beside those of others, never over them."""

from collections.abc import Iterable
from pathlib import Path

from booklet.errors import Finding, raise_errors
from booklet.make.lasting import lock_path, write_lasting
from booklet.sources.confirmed import CONFIRMED, read_confirmed, write_confirmed
from booklet.sources.folders import Folders
from booklet.words.statements import Confirmation, index_by_place


def write_confirmations(project: Path, new: Iterable[Confirmation]) -> None:
    """Add confirmations to those of a project; raise `BookletError` and write nothing if its file is faulty.

    A new confirmation of the same words replaces the older one. Confirmations of other words in the same place hold for
    nothing any more and are removed.
    """
    added = index_by_place(new)
    places = {place for place, _ in added}
    path = project / CONFIRMED
    with lock_path(path):
        findings: list[Finding] = []
        known = read_confirmed(Folders(project, project), findings)
        raise_errors(findings)
        left = [found for found in known if found.place not in places]
        found = sorted((*left, *added.values()), key=lambda confirmation: (confirmation.place, confirmation.of))
        write_lasting(path, write_confirmed(found).encode())
