"""Products of installed packages, which name themselves by an entry point.

A package is loaded only if it is named, or for a list. Nothing in a partner's folder is ever run: whoever wants code to
run here installs it.
"""

import re
from collections.abc import Iterable, Iterator
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import TYPE_CHECKING

from booklet.errors import Finding, Severity, SourceError, Where, did_you_mean
from booklet.jobs import DEFAULT_LAYOUTS
from booklet.look.layout import Layout
from booklet.sources.load import Sources
from booklet.values import replace

if TYPE_CHECKING:
    from booklet.platypus.publication import Publication

GROUP = "booklet.layouts"

_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


def publication_names() -> tuple[str, ...]:
    """Return the names of all products of packages, without loading any."""
    return tuple(dict.fromkeys(point.name for point in _points() if point.name not in DEFAULT_LAYOUTS))


def find_publication(name: str) -> "Publication":
    """Return a product by its name; raise `SourceError` if there is none, or if its package cannot be used."""
    found = [point for point in _points() if point.name == name and name not in DEFAULT_LAYOUTS]
    if not found:
        message, hint = f'no package brings a product "{name}"', did_you_mean(name, publication_names())
        raise SourceError(Finding("unknown-product", Where("product"), message, hint))
    return _load(found[0], found[1:])


def every_layout(sources: Sources) -> Iterator[Layout | Finding]:
    """Yield the layout of each product, and findings about those that cannot be used."""
    for name in publication_names():
        from booklet.platypus.publication import publication_layout  # ReportLab's frames take long to import

        try:
            yield replace(publication_layout(find_publication(name), sources), flows=1)
        except SourceError as error:
            yield from (replace(finding, severity=Severity.WARNING) for finding in error.findings)


def _points() -> Iterable[EntryPoint]:
    found = filter(_is_installed, entry_points(group=GROUP))
    return sorted(found, key=lambda point: (point.name, point.value))


def _is_installed(point: EntryPoint) -> bool:
    """Tell whether an entry point is that of an installed package: Python also finds what lies where it is started."""
    return point.dist is not None and Path(str(point.dist.locate_file(""))).resolve() != Path.cwd()


def _load(point: EntryPoint, others: list[EntryPoint]) -> "Publication":
    from booklet.platypus.publication import Publication, border  # ReportLab's frames take long to import

    where = Where(_origin(point))
    if not _NAME.fullmatch(point.name):
        hint = "use small letters, digits and hyphens: help-page"
        raise SourceError(Finding("package-name", where, f'"{point.name}" cannot name files', hint))
    if others:
        message = f'"{point.name}" is also the name of a product of {", ".join(map(_origin, others))}'
        raise SourceError(Finding("package-twice", where, message, "uninstall one of them"))
    with border(where):
        found = point.load()
    if not isinstance(found, Publication):
        hint = f"let the entry point name a {Publication.__module__}.{Publication.__name__}"
        raise SourceError(Finding("package-failed", where, f'"{point.value}" is no product', hint))
    return replace(found, name=point.name, origin=_origin(point))


def _origin(point: EntryPoint) -> str:
    """Return the package of an entry point, and its version."""
    assert point.dist is not None
    return f"{point.dist.name} {point.dist.version}"
