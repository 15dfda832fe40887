"""The second part of `confirm`: a person looks at a project's own words, tables and pictures."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from booklet.api.confirming import Answer, Statement, confirm_statements

Ask = Callable[[str, tuple[str, ...]], str]
"""Puts a question and returns one of the answers, or what else was typed if the answers hold ""."""

MOST_CELLS = 20
"""Cells of a table that are shown one below the other before a person is asked to look into the file."""

MEANINGS = {
    Answer.TRIED: "tried (I have tried each number and address in it today)",
    Answer.NOTHING: "nothing (there is nothing in it that anybody could dial or open)",
    Answer.AGREES: "agrees (it says the same as the English)",
}


def ask_statements(project: Path, said: Iterable[Statement], by: str, today: date, ask: Ask) -> None:
    """Ask a person about statements; each answer is written at once."""
    groups: dict[str, list[Statement]] = {}
    for one in said:
        groups.setdefault(one.group or one.place, []).append(one)
    for group in groups.values():
        _show(group)
        answers = group[0].answers
        meanings = ", ".join(MEANINGS[answer] for answer in answers)
        answer = ask(f"  What is it? {meanings}, skip, quit", (*answers, "skip"))
        if answer != "skip":
            confirm_statements(project, group, answer, by=by, on=today)


def _show(group: list[Statement]) -> None:
    """Print what a person is asked about."""
    first = group[0]
    if not first.group:
        print(f"\n{first.where}: {first.place}\n  shows {first.shows}" + (f"\n  {first.asks}" if first.asks else ""))
        return
    print(f"\n{first.group}: {len(group)} cells show digits or addresses")
    for one in group[:MOST_CELLS]:
        print(f"  {one.where}: {one.shows}")
    if len(group) > MOST_CELLS:
        print(f"  and {len(group) - MOST_CELLS} more: look into the file")
