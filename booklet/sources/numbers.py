"""The form of the numbers in an insert, which says nothing about who answers."""

from booklet.errors import Finding, Severity
from booklet.facts.insert import INTERNATIONAL, Insert
from booklet.facts.phone import is_known_number


def number_findings(insert: Insert) -> list[Finding]:
    """Return a note on each number that libphonenumber knows neither as national nor as short."""
    if insert.country == INTERNATIONAL:
        return []
    return [
        Finding(
            "number-form",
            number.where,
            f'"{number.printed}" is no number that libphonenumber knows in {insert.country}',
            "call it before you print it",
            Severity.NOTE,
        )
        for contact in insert.contacts
        for number in contact.numbers
        if not is_known_number(number.dial, insert.country)
    ]
