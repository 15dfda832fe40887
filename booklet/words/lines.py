"""Where a letter was written: the first line of a country's file, or of a guide, whose words have it."""

from collections.abc import Iterator

from booklet.errors import Where
from booklet.facts.insert import Insert
from booklet.words.guide import Guide
from booklet.words.own_words import strings_by_id


def line_with(letter: str, guide: Guide, insert: Insert) -> Where | None:
    """Return the line in which a letter was written, None if it stands in none of them."""
    return next((where for text, where in _write(guide, insert) if letter in text), None)


def _write(guide: Guide, insert: Insert) -> Iterator[tuple[str, Where]]:
    yield from ((name, contact.where) for contact in insert.contacts for name in contact.name.values())
    for wordings in strings_by_id(guide).values():
        yield from ((form, wording.where) for wording in wordings.values() for form in wording.forms)
