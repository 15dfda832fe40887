"""Findings of booklet as a page shows them: each with its cure, and with the place where it can be mended."""

from collections.abc import Iterable

from booklet.errors import BookletError, Finding, Severity
from booklet.values import Frozen


class Fault(Frozen):
    """A finding on a page: its code, what is wrong, what to do, and the file and line where it stands."""

    code: str
    message: str
    hint: str
    file: str
    line: int
    is_fault: bool


NOT_FOR_HERE = frozenset({"unconfirmed", "law-unsigned", "law-changed", "law-expired", "yaml-syntax"})
"""The codes of findings whose hint is for the terminal or for an editor: the page leads to the screen that does it."""


def fault_of(finding: Finding) -> Fault:
    """Return a finding as a page shows it."""
    where = finding.where
    hint = "" if finding.code in NOT_FOR_HERE else finding.hint
    is_fault = finding.severity is Severity.ERROR
    return Fault(finding.code, finding.message, hint, where.file, where.line, is_fault)


def list_faults(findings: Iterable[Finding]) -> list[Fault]:
    """Return findings as a page shows them, faults first."""
    return sorted(map(fault_of, findings), key=lambda fault: not fault.is_fault)


def faults_of(error: BookletError) -> list[Fault]:
    """Return what an error of booklet says, as a page shows it."""
    return list_faults(error.findings)
