"""Numbers that users give: text in, a number out, or a finding."""

from booklet.errors import Finding, Where
from booklet.sources.figures import parse_decimal, parse_whole

SHOWN = 40
"""How much of what somebody wrote is shown."""


def read_decimal(
    text: str, option: str, findings: list[Finding], *, least: float, most: float, code: str = "wrong-length"
) -> float:
    """Return the number that an option states, from `least` to `most`; otherwise add a finding and return `least`.

    >>> found = []
    >>> read_decimal("2.5", "--gap", found, least=0, most=100), read_decimal("nan", "--gap", found, least=0, most=100)
    (2.5, 0)
    >>> print(*found)
    --gap: wrong-length: "nan" is no number from 0 to 100; write digits and a point, such as 3 or 2.5
    """
    try:
        return parse_decimal(text, least, most)
    except ValueError:
        message = f'"{text[:SHOWN]}" is no number from {least:g} to {most:g}'
        findings.append(Finding(code, Where(option), message, "write digits and a point, such as 3 or 2.5"))
        return least


def read_whole(text: str, option: str, findings: list[Finding], *, least: int, most: int, code: str) -> int:
    """Return the whole number that an option states, from `least` to `most`; else add a finding and return `least`."""
    try:
        return parse_whole(text, least, most)
    except ValueError:
        message = f'"{text[:SHOWN]}" is no whole number from {least} to {most}'
        findings.append(Finding(code, Where(option), message, "write digits alone, such as 16"))
        return least
