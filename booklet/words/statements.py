"""What a partner states in its own words and pictures, and which person stands for it.

Typed facts carry their own proof: a contact its call, a page its number, a book its ISBN. All else that a partner
writes or draws may send a child to a wrong number, whatever it looks like. It makes a proof of every file that has it,
until a named person confirms exactly these words in this place.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum

from booklet.errors import Finding, Severity, Where
from booklet.facts.fingerprint import fingerprint
from booklet.facts.gate import WARNING_DAYS, holds
from booklet.values import Frozen


class Answer(StrEnum):
    """A person's answer about a statement."""

    TRIED = "tried"
    """It shows numbers or addresses, and the person has tried each of them on the day."""
    NOTHING = "nothing"
    """It shows nothing that anybody could dial or open."""
    AGREES = "agrees"
    """It says the same as the English that it stands for."""
    READ = "read"
    """All words of a language and a band, every page of which the person has read and takes responsibility for."""


class Statement(Frozen):
    """A partner's words or file in one place, and the signs in them (`booklet.signs`).

    `of` is its fingerprint, which changes with every letter. `id` is the block or label it belongs to, "" if every file
    has it. `asks` is the question for a person, `answers` are the possible answers; statements of one `group`, such as
    the cells of a table, are asked together.
    """

    place: str
    shows: str
    of: str
    where: Where
    asks: str = ""
    id: str = ""
    answers: tuple[Answer, ...] = (Answer.TRIED, Answer.NOTHING)
    group: str = ""


class Confirmation(Frozen):
    """A named person's answer about a statement on a day."""

    place: str
    of: str
    answer: Answer
    by: str
    on: date
    shows: str = ""
    """What a reader of the file recognises it by."""


def fingerprint_of(place: str, *says: str) -> str:
    """Return the fingerprint of what stands in a place.

    >>> fingerprint_of("brand.yaml contact", "Call 119") == fingerprint_of("brand.yaml name", "Call 119")
    False
    """
    return fingerprint([json.dumps([place, *says])])


class StatementStanding(Frozen):
    """The statements of a file that nobody stands for, and the days on which numbers in the others were tried."""

    unconfirmed: tuple[Statement, ...] = ()
    calls: tuple[date, ...] = ()


SILENT = StatementStanding()
"""Of who says nothing of its own."""


def standing_of(
    statements: Iterable[Statement], known: Mapping[tuple[str, str], Confirmation], real: date
) -> StatementStanding:
    """Return which statements nobody stands for, and when numbers in the others were tried.

    Nobody can have looked at anything after the `real` day. A tried number holds as long as a call does
    (`gate.may_go`).
    """
    unconfirmed: list[Statement] = []
    calls: list[date] = []
    for statement in statements:
        found = known.get((statement.place, statement.of))
        if found is None or found.answer not in statement.answers or found.on > real:
            unconfirmed.append(statement)
        elif found.answer is Answer.TRIED:
            calls.append(found.on)
    return StatementStanding(tuple(unconfirmed), tuple(dict.fromkeys(calls)))


def list_to_confirm(
    statements: Iterable[Statement], known: Mapping[tuple[str, str], Confirmation], day: date
) -> tuple[Statement, ...]:
    """Return the statements for a person to look at: those nobody stands for, or for no more than another month."""
    later = day + timedelta(WARNING_DAYS)
    return tuple(
        statement
        for statement in statements
        for standing in [standing_of([statement], known, day)]
        if standing.unconfirmed or not holds(standing.calls, later)
    )


def merge_standings(standings: Iterable[StatementStanding]) -> StatementStanding:
    """Return the standing of the statements of several files."""
    found = tuple(standings)
    return StatementStanding(
        tuple(dict.fromkeys(said for one in found for said in one.unconfirmed)),
        tuple(dict.fromkeys(day for one in found for day in one.calls)),
    )


def report_unconfirmed(statement: Statement) -> Finding:
    """Return that nobody stands for a statement, and what to do."""
    message = f"{statement.shows} in {statement.place} is confirmed by nobody, so files that have it are a PROOF"
    hint = "look at it with: confirm XX --by NAME; it asks for all that is open and writes confirmed.yaml"
    return Finding("unconfirmed", statement.where, message, hint, Severity.WARNING)


def index_by_place(confirmations: Iterable[Confirmation]) -> dict[tuple[str, str], Confirmation]:
    """Return confirmations by place and fingerprint, the latest of each."""
    found = sorted(confirmations, key=lambda confirmation: confirmation.on)
    return {(confirmation.place, confirmation.of): confirmation for confirmation in found}
