"""Documents of one's own, as stories of ReportLab's flowables: the choices in, a template out."""

import re
from pathlib import Path

from booklet.api import clock
from booklet.errors import Finding, SourceError, Where
from booklet.facts.gate import Days
from booklet.make.planning import Wanted
from booklet.platypus.document import DocTemplate
from booklet.platypus.publication import Publication, publication_jobs
from booklet.sources.load import Sources

NAME = "document-{stem}"
"""What a document of one's own is called where products have names."""


def make_document(
    filename: Path | str,
    title: str,
    layout: Path | str,
    topics: tuple[str, ...],
    asked: Wanted,
    sources: Sources,
    days: Days,
) -> DocTemplate:
    """Return the template of a document; raise `SourceError` for unknown names, or if it would be several files."""
    name = NAME.format(stem=re.sub(r"[^a-z0-9]+", "-", Path(filename).stem.lower()).strip("-"))
    publication = Publication(title, layout, lambda _context: (), topics, name=name, origin=str(filename))
    jobs = publication_jobs(publication, asked, sources)
    if len(jobs) != 1:
        message = f"is asked for as {len(jobs)} files, and is one"
        raise SourceError(Finding("document-files", Where(str(filename)), message, "name one of each axis"))
    return DocTemplate(filename, publication, jobs[0], sources, days, lambda: clock.days_of(None))
