"""The command `confirm`: a person calls number by number and looks at other open points; each answer is written."""

import argparse
import re
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from booklet.api import clock
from booklet.api.confirming import (
    Call,
    Campaign,
    ContactFact,
    contact_state,
    facts_of,
    find_own_folder,
    list_heard,
    list_numbers,
    open_questions,
    parse_hours,
    read_run,
    refuse_days,
    refuse_nobody,
    sweep_project,
    write_call_of,
)
from booklet.commands.confirm_words import Ask, ask_statements
from booklet.commands.wanted import day
from booklet.errors import Finding, SourceError, Where


class PersonStoppedError(Exception):
    """The person stops; what was written until then stays."""


def run(options: argparse.Namespace) -> int:
    """Walk a person through a country's numbers that need a call, and through everything else to look at."""
    on, real, by = day(options), clock.today(), " ".join((options.by or "").split())
    _refuse_machines(by)
    project = find_own_folder(options.project, options.country)
    sweep_project(project, options.country)
    campaign = read_run(options.run) if options.run else None
    contacts, said = open_questions(project, options.country, real, campaign, options.product or ())
    refuse_days(contacts, on, real)
    print(
        f"{len(contacts)} to call, {len(said)} to look at in {project}. Only what you have called or looked at "
        "yourself, today: it is written with your name."
    )
    try:
        for contact in contacts:
            call = ask_contact(contact, by, on, _ask)
            if call:
                write_call_of(project, options.country, call)
        ask_statements(project, said, by, on, _ask)
    except (PersonStoppedError, EOFError):
        print("Stopped; what you have answered is written.")
    _tell(project, options.country, real, campaign, options.product or ())
    return 0


def _refuse_machines(by: str) -> None:
    """Raise `SourceError` unless a named person sits at a terminal: no program can tell who answers a phone."""
    refuse_nobody(by)
    if not sys.stdin.isatty():
        hint = "run it in a terminal, with a phone beside you"
        raise SourceError(Finding("no-terminal", Where("confirm"), "the questions need a person to answer them", hint))


def ask_contact(contact: ContactFact, by: str, on: date, ask: Ask) -> Call | None:
    """Ask what came of calling each number of a contact; return the call, None if it is not complete."""
    name = next(iter(contact.name.values()), contact.id)
    print(f"\n{name} ({contact.kind}, {contact_state(contact, on)})")
    print(f"  In your file: {_describe(contact)}. If any of it is wrong, answer no, and mend the file first.")
    if contact.kind == "emergency":
        print("  Ask the office of the service before a test call: the emergency line must stay free.")
    for number in list_numbers(contact):
        shown = " ".join(filter(None, dict.fromkeys((number.shown, number.dial, number.service))))
        answer = ask(f"  {shown}: call it. Is it right? yes, no, skip, quit", ("yes", "no", "skip"))
        if answer == "skip":
            return None
        if answer == "no":
            return _ask_if_gone(contact, by, on, ask)
    if contact.kind == "emergency":
        return Call(contact.id, by, on, contact.heard)
    known = " In your file: yes." if contact.free else ""
    free = ask(f"  Is the call free, from a mobile phone too?{known} yes, no, unknown", ("yes", "no", "unknown"))
    return Call(contact.id, by, on, contact.heard, free, _ask_hours(contact, ask))


def _describe(contact: ContactFact) -> str:
    """Return in words what the call will confirm."""
    return "; ".join(f"{name} {fact}" for name, fact in list_heard(contact).items())


def _ask_if_gone(contact: ContactFact, by: str, on: date, ask: Ask) -> Call | None:
    """Ask whether a contact is out of use altogether; a changed number is for a person to write into the file."""
    if ask("  Is the place out of use for good? yes, no", ("yes", "no")) == "yes":
        return Call(contact.id, by, on, contact.heard, is_gone=True)
    print(f"  Not confirmed. Write the right number under {contact.id}, with a source, and call it.")
    return None


def _ask_hours(contact: ContactFact, ask: Ask) -> dict[str, str]:
    """Ask when a place is open and return what the person said; nothing if it is what the file says."""
    known = facts_of(contact)["open"]
    same = f"In your file: {known}. Enter if that is right" if known else "Your file does not say. Enter to leave it so"
    answer = ask(f"  When is it open? {same}; else always, {AS_HOURS}, or unknown", HOURS)
    while answer not in HOURS and not parse_hours(answer):
        hint = "dates have no place here, write them after note: in your file" if _DATE.search(answer) else "or always"
        answer = ask(f"  Write days and times, {AS_HOURS}; {hint}", HOURS)
    if answer in HOURS:
        return {"always": "yes" if answer == "always" else answer} if answer else {}
    return parse_hours(answer)


HOURS = ("always", "unknown", "")

AS_HOURS = "such as mon-fri 09:00-17:00, sat 10:00-12:00 (daily 09:00-17:00 is every day)"

_DATE = re.compile(r"\d{4}-\d|\d[./]\d|\d\.? ?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)")


def _ask(question: str, answers: tuple[str, ...]) -> str:
    """Ask a question at the terminal until one of the answers is given; its first letters are enough."""
    while True:
        said = input(f"{question}: ").strip().lower()
        if said in {"q", "quit"}:
            raise PersonStoppedError
        near = [answer for answer in answers if said and answer.startswith(said)]
        if len(near) == 1:
            return near[0]
        if "" in answers:
            return said


def _tell(project: Path, country: str, real: date, campaign: Campaign | None, products: Iterable[str]) -> None:
    contacts, said = open_questions(project, country, real, campaign, products)
    for what, left in (("call", [contact.id for contact in contacts]), ("look at", [one.place for one in said])):
        if left:
            print(f"Still to {what}: {', '.join(left)}. Until then all files that have them are a PROOF.")
    if not contacts and not said:
        print("All printed numbers are confirmed. Next: build, and look at the pages.")
