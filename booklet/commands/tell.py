"""How findings are printed for people: one line each, whatever a partner's files hold."""

import sys
from collections.abc import Iterable

from booklet.api.telling import merge_set_aside
from booklet.errors import Finding
from booklet.values import replace

LONGEST = 500


def tell(finding: Finding) -> str:
    r"""Return a finding as one line, without control characters; what is wrong is cut off where nobody would read on.

    >>> from booklet.errors import Where
    >>> tell(Finding("unknown-key", Where("a.yaml", 3), 'no key "a\nb\x1b"', "delete it"))
    'a.yaml:3: unknown-key: no key "a b\\x1b"; delete it'
    >>> tell(Finding("term-missing", Where("a.po", 3), "no consent" * 99, "use the term"))[-15:]
    '…; use the term'
    """
    over = len(_join_lines(str(finding))) - LONGEST
    if 0 < over < len(finding.message):
        finding = replace(finding, message=f"{finding.message[: -over - 1].rstrip()}…")
    return one_line(str(finding))


def warn(findings: Iterable[Finding]) -> None:
    """Print findings that stop nothing, each once, with how much they matter."""
    for finding in merge_set_aside(findings):
        print(f"{finding.severity}: {tell(finding)}", file=sys.stderr)


def one_line(text: str) -> str:
    """Return any text as one line that is safe to print on a terminal."""
    line = _join_lines(text)
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def _join_lines(text: str) -> str:
    return show_letters(" ".join(text.split()))


STEERING = dict.fromkeys(map(ord, "\u200e\u200f\u061c\u2066\u2067\u2068\u2069"))
"""Marks and isolates, which keep names and numbers apart in a line of a PDF and would be riddles on a terminal."""

JOINING = "\u200c\u200d"
"""Letters that nobody sees and that belong to the spelling of words, in Persian and Hindi for example."""


def show_letters(text: str) -> str:
    r"""Return a text without what only steers its direction; anything else that nobody could see is shown as a code.

    >>> show_letters("\u2068Amani\u2069 a\x1bb")
    'Amani a\\x1bb'
    """
    shown = text.translate(STEERING)
    return shown if shown.isprintable() else "".join(map(_show_letter, shown))


def _show_letter(letter: str) -> str:
    if letter.isprintable() or letter in JOINING:
        return letter
    return " " if letter.isspace() else letter.encode("unicode_escape").decode()
