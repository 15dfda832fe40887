"""The form of phone numbers, by libphonenumber; form says nothing of who answers."""

from booklet.errors import Finding, Severity
from booklet.insert import INTERNATIONAL, Insert, PhoneNumber


def number_findings(insert: Insert) -> list[Finding]:
    """Return a note for each number that libphonenumber knows neither as a national nor as a short number."""
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
        if not is_known_number(number, insert.country)
    ]


def is_known_number(number: PhoneNumber, country: str) -> bool:
    """Tell whether a number has the form of a national or a short number of the country."""
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number.printed, country)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_number(parsed) or phonenumbers.is_valid_short_number_for_region(parsed, country)
