"""How findings are printed for people: one line each, whatever a partner's files hold."""

import sys
from collections.abc import Iterable

from booklet.api.telling import merge_set_aside
from booklet.errors import Finding

LONGEST = 500


def tell(finding: Finding) -> str:
    r"""Return a finding as one line, without control characters, cut off where nobody would read on.

    >>> from booklet.errors import Where
    >>> tell(Finding("unknown-key", Where("a.yaml", 3), 'no key "a\nb\x1b"', "delete it"))
    'a.yaml:3: unknown-key: no key "a b\\x1b"; delete it'
    """
    return one_line(str(finding))


def warn(findings: Iterable[Finding]) -> None:
    """Print findings that stop nothing, each once, with how much they matter."""
    for finding in merge_set_aside(findings):
        print(f"{finding.severity}: {tell(finding)}", file=sys.stderr)


def one_line(text: str) -> str:
    """Return any text as one line that is safe to print on a terminal."""
    words = " ".join(text.split())
    line = "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in words)
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
