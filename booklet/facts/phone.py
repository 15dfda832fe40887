"""Phone numbers as libphonenumber sees them: what is dialled, and whether the form is known; not who answers."""

import re
from functools import cache
from typing import TYPE_CHECKING

from booklet.machine.store import kept

if TYPE_CHECKING:
    import phonenumbers

NBSP = "\u00a0"

HYPHEN = "\u2011"
"""A hyphen after which no line breaks."""


def keep_together(printed: str) -> str:
    """Return a phone number that stays on one line: as printed, with unbreakable spaces and hyphens.

    >>> keep_together("116 111").split()
    ['116', '111']
    >>> " " in keep_together("116 111")
    False
    """
    return printed.replace(" ", NBSP).replace("-", HYPHEN)


@cache
@kept("dialled")
def find_dialled(printed: str, country: str) -> str:
    """Return what a phone dials for a printed number: E.164 if the number is valid, else its digits.

    >>> find_dialled("0800 1111", "GB")
    '+448001111'
    >>> find_dialled("116", "KE")
    '116'
    """
    import phonenumbers

    number = _parse_number(printed, country)
    if number is not None and phonenumbers.is_valid_number(number):
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return re.sub(r"[^0-9+]", "", printed)


def is_known_number(printed: str, country: str) -> bool:
    """Tell whether a number has the form of a national or a short number of the country."""
    import phonenumbers

    number = _parse_number(printed, country)
    return number is not None and (
        phonenumbers.is_valid_number(number) or phonenumbers.is_valid_short_number_for_region(number, country)
    )


@cache
def _parse_number(printed: str, country: str) -> "phonenumbers.PhoneNumber | None":
    import phonenumbers

    try:
        return phonenumbers.parse(printed, country)
    except phonenumbers.NumberParseException:
        return None
