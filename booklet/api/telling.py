"""How findings reach people: at once, grouped by their reason, or as values for JSON."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from booklet.errors import Finding
from booklet.make.output import merge_set_aside

__all__ = ["Follow", "Tell", "finding_entry", "merge_set_aside"]

Tell = Callable[[Iterable[Finding]], None]
"""Is told what a person should know now, whatever becomes of the rest."""


T = TypeVar("T")


Follow = Callable[[Sequence[T]], Iterable[T]]
"""Yields things one after the other, and shows somebody how far that is."""


def finding_entry(finding: Finding) -> dict[str, str]:
    """Return a finding as values for JSON."""
    return {
        "code": finding.code,
        "where": str(finding.where),
        "message": finding.message,
        "hint": finding.hint,
        "severity": finding.severity.value,
    }
