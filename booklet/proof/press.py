"""A press file against its printer: what preflight finds in it; what is painted on equal pages is examined once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from booklet.assemble import Edition
from booklet.errors import BookletError, ExitCode, Finding, Severity, Where
from booklet.finish import Finished
from booklet.geometry import Rect
from booklet.preflight.check import examine, finish
from booklet.preflight.hits import Hit
from booklet.preflight.limits import Limits, limits_of
from booklet.sheets import Side
from booklet.sources.folders import Folders
from booklet.typeset.placed import Component, Form, Item, forms_of


class PressError(BookletError):
    """A print shop would refuse a finished file; it is not written."""

    exit_code = ExitCode.PREFLIGHT


@dataclass(frozen=True, slots=True)
class Look:
    """All that paints a page of a press file: equal looks are drawn alike. What stands in the slug is not printed.

    Art is drawn by name, so the folders it comes from are a part of it, and what a printer takes is another.
    """

    pages: tuple[tuple[Item, ...], ...]
    forms: tuple[Component, ...]
    places: tuple[tuple[float, float, float], ...]
    trim: Rect
    bleed: Rect
    inks: tuple[tuple[str, str], ...]
    folders: Folders
    limits: Limits


def looks_of(
    finished: Finished, proof: Form | None, edition: Edition, folders: Folders, product: str
) -> tuple[Look, ...]:
    """Return the look of each side of a product's file for a press."""
    assert edition.printer is not None
    limits, inks = limits_of(edition.printer, product), tuple(edition.palette.fills.items())
    forms = {form.name: form.component for form in finished.placed.forms}
    over = (proof.component,) if proof else ()

    def look(side: Side) -> Look:
        pages = tuple(finished.placed.pages[spot.page].items for spot in side.spots)
        used = tuple(forms[name] for items in pages for name in _forms(items))
        places = tuple((spot.x, spot.y, spot.scale) for spot in side.spots)
        return Look(pages, (*used, *over), places, side.trim, side.bleed, inks, folders, limits)

    return tuple(map(look, finished.sides))


@lru_cache(maxsize=4096)
def _forms(items: tuple[Item, ...]) -> tuple[str, ...]:
    return tuple(forms_of(items))


MOST = 4096
"""How many looks are remembered in a process."""

_SEEN: dict[tuple[Look, bool], tuple[Hit, ...]] = {}
"""What was found on pages that were examined before in this process, with or without their ink."""


def inspect(data: bytes, looks: Sequence[Look], where: str, *, with_ink: bool = False) -> tuple[Finding, ...]:
    """Return what preflight warns of in a press file; raise `PressError` with everything a printer would refuse.

    Pages whose look was examined before in this process are not read again, only their boxes and the file as a whole.
    Ink is measured on plates that Ghostscript makes, which takes longer than all the rest of a build.
    """
    limits = looks[0].limits
    known = {number for number, look in enumerate(looks) if (look, with_ink) in _SEEN}
    found = examine(data, limits, known)
    hits = finish(data, found, limits) if with_ink else found.hits
    findings = [_finding(hit, where) for hit in hits if hit.severity is Severity.ERROR]
    if findings:
        raise PressError(*dict.fromkeys(findings))
    before = [replace(hit, page=number) for number in known for hit in _SEEN[looks[number], with_ink]]
    _remember(looks, known, hits, with_ink=with_ink)
    told = dict.fromkeys(hit for hit in (*hits, *before) if _is_told(hit, with_ink=with_ink))
    return tuple(_finding(hit, where) for hit in told)


def _remember(looks: Sequence[Look], known: Iterable[int], hits: Iterable[Hit], *, with_ink: bool) -> None:
    if len(_SEEN) > MOST:
        _SEEN.clear()
    for number in set(range(len(looks))).difference(known):
        _SEEN[looks[number], with_ink] = tuple(hit for hit in hits if hit.page == number)


def _is_told(hit: Hit, *, with_ink: bool) -> bool:
    """Tell whether a build speaks of a hit: `check` says what nobody can check, a build only if it was to be."""
    return hit.severity is Severity.WARNING or (with_ink and hit.rule.code == "ink-unchecked")


def _finding(hit: Hit, where: str) -> Finding:
    place = where if hit.page is None else f"{where} page {hit.page + 1}"
    cure = hit.rule.cure[:1].lower() + hit.rule.cure[1:].removesuffix(".")
    severity = Severity.WARNING if hit.severity is Severity.UNCHECKED else hit.severity
    return Finding(hit.rule.code, Where(place), hit.what, cure, severity)
