"""The drawings that pages use, read before anything is drawn, so that faults in them are reported with all others."""

from collections.abc import Iterable, Iterator, Mapping

from booklet.errors import Finding, SourceError
from booklet.typeset.fit import Placed
from booklet.typeset.placed import HOLDERS, ArtAt, Item


def art_findings(placed: Placed, art: Mapping[str, object]) -> list[Finding]:
    """Return the faults of the drawings that pages use."""
    components = (form.component.items for form in placed.forms)
    names = {name for items in (*(page.items for page in placed.pages), *components) for name in _names(items)}
    findings: list[Finding] = []
    for name in sorted(names):
        try:
            art[name]
        except SourceError as error:
            findings += error.findings
    return findings


def _names(items: Iterable[Item]) -> Iterator[str]:
    for item in items:
        if isinstance(item, ArtAt):
            yield item.name
        elif isinstance(item, HOLDERS):
            yield from _names(item.items)
