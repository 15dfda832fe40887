"""Digits of a locale, for readers who know them better than those of Latin (CLDR 48, default numbering systems)."""

ARABIC = "BH DJ EG ER IL IQ JO KM KW LB MR OM PS QA SA SD SO SS SY TD YE"
"""Countries where Arabic is written with its own digits; elsewhere, from Morocco to Libya too, with those of Latin."""

ZEROS = {
    **dict.fromkeys(("ckb", *(f"ar-{country}" for country in ARABIC.split())), "\u0660"),
    **dict.fromkeys(("fa", "ps", "ur-IN"), "\u06f0"),
    **dict.fromkeys(("as", "bn"), "\u09e6"),
    **dict.fromkeys(("mr", "ne"), "\u0966"),
    "my": "\u1040",
}
"""The zero of the digits that a language uses by default, everywhere or in a country; the others follow it."""

LATIN = frozenset({"bn-IN"})
"""Languages that have digits of their own and do without them in a country."""


PARTED = {**dict.fromkeys(map(ord, "-\u2011\u00a0/."), " "), **dict.fromkeys(map(ord, "()"), "")}
"""What parts a number, as a space or nothing."""


def zero_of(tag: str, country: str) -> str:
    """Return the zero of the digits that readers of a locale in a country know best, "" if those are Latin.

    >>> zero_of("ar", "EG"), zero_of("ar", "MA"), zero_of("ur", "PK"), zero_of("en", "EG")
    ('\u0660', '', '', '')
    """
    language = tag.partition("-")[0]
    there = f"{language}-{country}"
    return "" if there in LATIN else ZEROS.get(there) or ZEROS.get(language, "")


def write_in_digits(printed: str, zero: str) -> str:
    """Return a number in the digits that begin with a given zero, "" if those are Latin.

    Only spaces part its groups: between Arabic digits a hyphen would reverse their order (UAX #9, N1).

    >>> write_in_digits("116 111", "\u0660")
    '\u0661\u0661\u0666 \u0661\u0661\u0661'
    >>> write_in_digits("116 111", "")
    ''
    """
    if not zero:
        return ""
    digits = {ord(str(digit)): chr(ord(zero) + digit) for digit in range(10)}
    return " ".join(printed.translate(digits | PARTED).split())
