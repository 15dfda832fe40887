"""`confirmed.yaml`: which named person stands for which words and files of a project, with every fault at once."""

from collections.abc import Iterable

from booklet.errors import Finding
from booklet.sources.folders import Folders
from booklet.sources.optional import read_optional
from booklet.sources.record import Record
from booklet.words.review import is_person
from booklet.words.statements import Answer, Confirmation

CONFIRMED = "confirmed.yaml"

HEAD = """\
# Who stands for what this project says in its own words and pictures. `make_booklet.py confirm` writes this file.
# Each line holds for exactly the words or the file it was written for: of is their fingerprint. If they change, a
# person has to look again. A number that was tried holds for six months.
"""


def read_confirmed(folders: Folders, findings: list[Finding]) -> tuple[Confirmation, ...]:
    """Return the confirmations in a project, none if it has no such file; faults go to `findings`."""
    with Record(read_optional(folders, CONFIRMED, findings), findings, CONFIRMED) as record:
        found = [_confirmation(entry) for entry in record.records("confirmed", "a confirmation")]
    return tuple(confirmation for confirmation in found if confirmation)


def _confirmation(record: Record) -> Confirmation | None:
    place, of, shows = record.text("place"), record.text("of"), record.text("shows", "")
    answer = record.choice("answer", tuple(Answer))
    by, on = " ".join(record.text("by").split()), record.day("on") if record.text("on").strip() else None
    if by and not is_person(by):
        record.fault("no-person", record.place("by"), "the name is none of a person", "write who has looked at it")
        return None
    return Confirmation(place, of, Answer(answer), by, on, shows) if answer and on else None


def write_confirmed(confirmations: Iterable[Confirmation]) -> str:
    """Return the text of a file with these confirmations."""
    lines = [
        f"  - {{place: {_quote(found.place)}, shows: {_quote(found.shows)}, answer: {found.answer}, "
        f"of: {_quote(found.of)}, by: {_quote(found.by)}, on: {found.on}}}\n"
        for found in confirmations
    ]
    return f"{HEAD}confirmed:\n{''.join(lines)}" if lines else f"{HEAD}confirmed: []\n"


def _quote(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def refuse_old_check(record: Record) -> None:
    """Report a `checked` beside words: it does not say what was confirmed."""
    if record.node("checked") is not None:
        hint = "take it out; confirm XX --by NAME asks for what is open and writes confirmed.yaml"
        record.fault("old-check", record.place("checked"), '"checked" confirms nothing here any more', hint)
