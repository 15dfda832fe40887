"""How long one text in a file may be, so that reading it takes no longer than anybody waits."""

from booklet.errors import Finding, Where

LONGEST_TEXT = 10_000
"""Characters; the longest that we ship has some six hundred."""


def report_long_text(where: Where) -> Finding:
    """Return that a text is longer than any page."""
    message = f"one text has more than {LONGEST_TEXT:,} characters"
    return Finding("long-text", where, message, "make several texts of it")
