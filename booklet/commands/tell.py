"""How findings are told to people: a line each, whatever the files of a partner hold."""

import sys
from collections.abc import Iterable

from booklet.api.telling import merge_set_aside
from booklet.errors import Finding

LONGEST = 500


def tell(finding: Finding) -> str:
    r"""Return a finding as one line, without control characters, cut where nobody reads on.

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
    """Return words from anywhere as one line that a terminal can be given."""
    words = " ".join(text.split())
    line = "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in words)
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
