"""A press file against its printer: what preflight finds in it; what it shares with earlier files is not read again."""

from collections.abc import Hashable, Sequence

from booklet.check.preflight.check import Examination, examine, finish
from booklet.check.preflight.hits import Hit
from booklet.check.preflight.kept import Kept
from booklet.check.preflight.limits import Limits
from booklet.check.preflight.rules.pictures import HIGH
from booklet.check.preflight.sound import lasting_experience
from booklet.errors import BookletError, ExitCode, Finding, Severity, Where


class PressError(BookletError):
    """A print shop would refuse a finished file, so it is not written."""

    exit_code = ExitCode.PREFLIGHT


MOST_MEASURED = 4096

_EXPERIENCE = lasting_experience()
"""What the files were that were examined before, in this process or by earlier commands of the user."""

_MEASURED: Kept[tuple[Hashable, Limits], bool] = Kept(MOST_MEASURED)
"""What pages look like whose ink was measured before in this process, and was not too much."""


def inspect(data: bytes, limits: Limits, where: str, *, with_ink: bool = False) -> tuple[Finding, ...]:
    """Return preflight's warnings about a press file; raise `PressError` with everything a printer would refuse.

    Ink is measured on plates that Ghostscript makes, which takes longer than all the rest of a build.
    """
    found = examine(data, limits, _EXPERIENCE)
    hits = _with_ink(data, found, limits) if with_ink else found.hits
    findings = [_finding(hit, where) for hit in hits if hit.severity is Severity.ERROR]
    if findings:
        raise PressError(*dict.fromkeys(findings))
    told = dict.fromkeys(hit for hit in hits if _is_told(hit, with_ink=with_ink))
    return tuple(_finding(hit, where) for hit in told)


def _with_ink(data: bytes, found: Examination, limits: Limits) -> Sequence[Hit]:
    """Return the findings about a file, with those about too much ink on pages that nobody has measured before."""
    new = {page: look for page, look in zip(found.pages, found.looks, strict=True) if not _is_measured(look, limits)}
    hits = finish(data, Examination(found.hits, tuple(new)), limits)
    if len(hits) == len(found.hits):
        for look in filter(None, new.values()):
            _MEASURED.put((look, limits), True)
    return hits


def _is_measured(look: tuple[Hashable, ...], limits: Limits) -> bool:
    return bool(look) and bool(_MEASURED.get((look, limits)))


def _is_told(hit: Hit, *, with_ink: bool) -> bool:
    """Tell whether a build reports a hit: `check` reports what cannot be checked, a build only if it was asked to.

    A logo may be of any size: it keeps what the largest poster needs, which is more than a card does.
    """
    if hit.rule == HIGH:
        return False
    return hit.severity is Severity.WARNING or (with_ink and hit.rule.code == "ink-unchecked")


def _finding(hit: Hit, where: str) -> Finding:
    place = where if hit.page is None else f"{where} page {hit.page + 1}"
    cure = hit.rule.cure[:1].lower() + hit.rule.cure[1:].removesuffix(".")
    severity = Severity.WARNING if hit.severity is Severity.UNCHECKED else hit.severity
    return Finding(hit.rule.code, Where(place), hit.what, cure, severity)
