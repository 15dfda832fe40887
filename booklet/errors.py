"""Faults that a user can mend, as values with a code, a place, a reason and a remedy."""

from collections.abc import Iterable
from enum import IntEnum, StrEnum

from booklet.values import Frozen, replace


class Severity(StrEnum):
    """How serious a finding is: errors stop the build, others are reported; what was not checked has not passed."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    UNCHECKED = "not checked"


class ExitCode(IntEnum):
    """The exit codes of the command; 1 and 2 belong to Python and argparse."""

    DONE = 0
    SOURCES = 3
    PREFLIGHT = 4
    OUTPUT = 5


class Where(Frozen):
    """A place in a source file, or in a product when `line` is 0.

    >>> str(Where("layouts/theme.yaml", 7))
    'layouts/theme.yaml:7'
    """

    file: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


class Finding(Frozen):
    """One fault: what is wrong, where, and what to do about it.

    >>> print(Finding("unknown-ink", Where("layouts/theme.yaml", 7), 'no ink "Sunn"', 'use "Sun"'))
    layouts/theme.yaml:7: unknown-ink: no ink "Sunn"; use "Sun"
    """

    code: str
    where: Where
    message: str
    hint: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        return f"{self.where}: {self.code}: {self.message}; {self.hint}"


class BookletError(Exception):
    """A stage cannot go on; carries every finding it has collected."""

    exit_code = ExitCode.SOURCES

    def __init__(self, *findings: Finding) -> None:
        super().__init__("\n".join(map(str, findings)))
        self.findings = findings


class SourceError(BookletError):
    """Sources are wrong or cannot be read."""


class OutputError(BookletError):
    """A file cannot be written."""

    exit_code = ExitCode.OUTPUT


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return a hint with the nearest known word, or `otherwise`, or all known words.

    >>> did_you_mean("titel", ["title", "text"])
    'did you mean "title"?'
    """
    from difflib import get_close_matches

    names = sorted(known)
    near = get_close_matches(word, names, n=1, cutoff=0.6)
    if near:
        return f'did you mean "{near[0]}"?'
    return otherwise or (f"known are: {', '.join(names)}" if names else "delete it")


def report_unknown(what: str, name: str, known: Iterable[str]) -> Finding:
    """Return that there is no layout, printer or scene of a name."""
    return Finding(f"unknown-{what}", Where(f"--{what}"), f'there is no {what} "{name}"', did_you_mean(name, known))


ELSEWHERE = " (there and in "

ONCE = "missing-glyph"
"""The code of what one letter of a sentence brings about on each page, in each band and in each edition."""


def merge_repeats(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings in order; those with the same cause in several places become one, with the first of them.

    >>> found = [Finding("missing-glyph", Where(page), "no ཀ", "take another") for page in ("p 1", "p 2", "p 9")]
    >>> [str(finding) for finding in merge_repeats(found)]
    ['p 1: missing-glyph: no ཀ (there and in 2 more places, such as p 2); take another']
    """
    found: dict[object, list[Finding]] = {}
    for finding in dict.fromkeys(findings):
        said = finding.message.partition(ELSEWHERE)[0]
        found.setdefault((said, finding.hint) if finding.code == ONCE else finding, []).append(finding)
    return [_merge(*same) for same in found.values()]


def _merge(first: Finding, *others: Finding) -> Finding:
    """Return one finding for several places."""
    if not others or first.code != ONCE:
        return first
    said = first.message.partition(ELSEWHERE)[0]
    places = f"{len(others)} more places" if len(others) > 1 else "one more place"
    return replace(first, message=f"{said}{ELSEWHERE}{places}, such as {others[0].where})")


def raise_errors(findings: Iterable[Finding]) -> None:
    """Raise `SourceError` with all errors among the findings, if there are any."""
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if errors:
        raise SourceError(*errors)
