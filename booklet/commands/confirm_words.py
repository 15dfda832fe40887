"""The second part of `confirm`: a person looks at what a project says in its own words, tables and pictures."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from booklet.facts.lots import Campaign
from booklet.jobs import WORDED
from booklet.make.planning import Wanted, locales_of
from booklet.project.confirmations import write_confirmations
from booklet.sources.load import Sources
from booklet.sources.statements import row_statements, statements_for
from booklet.words.catalogue import ids_of
from booklet.words.guide import columns_in
from booklet.words.own_words import strings_by_id
from booklet.words.statements import Answer, Confirmation, Statement, to_confirm

Ask = Callable[[str, tuple[str, ...]], str]

MOST_CELLS = 20
"""Cells of a table that are shown one below the other before a person is asked to look into the file."""

MEANINGS = {
    Answer.TRIED: "tried (I have tried each number and address in it today)",
    Answer.NOTHING: "nothing (there is nothing in it that anybody could dial or open)",
    Answer.AGREES: "agrees (it says the same as the English)",
}


def to_look_at(
    sources: Sources, country: str, day: date, campaign: Campaign | None, products: Iterable[str] = ()
) -> tuple[Statement, ...]:
    """Return what a person has to look at on a day: all that a country's editions and a campaign's files say.

    Products that packages bring are looked at where they are named.
    """
    ids = frozenset[str]().union(
        *(ids_of(sources.guide, product, band) for product in WORDED for band in sources.guide.bands)
    )
    tags = locales_of(country, sources)
    wordings = (text for strings in strings_by_id(sources.guide).values() for text in strings.values())
    printed = frozenset(column for text in wordings for form in text.forms for column in columns_in(form))
    said = [*statements_for(sources, country, tags, ids)]
    for lot in campaign.lots if campaign else ():
        said += statements_for(replace(sources, event=lot.event), country, tags, ids)
        said += (row for who in lot.recipients for row in row_statements(who.narrowed(printed)))
    said += brought_statements(sources, country, day, products)
    return to_confirm(dict.fromkeys(said), sources.confirmed, day)


def brought_statements(sources: Sources, country: str, day: date, products: Iterable[str]) -> Iterator[Statement]:
    """Yield what products that packages bring show in the files of a country."""
    for name in products:
        from booklet.platypus.packages import find_product
        from booklet.platypus.product import place_product, product_jobs

        product = find_product(name)
        asked = Wanted(countries=(country,), bands=sources.guide.bands, editions=("screen",))
        for job in product_jobs(product, asked, sources):
            brought = place_product(product, job, sources, day, day).brought
            if brought and brought.statement:
                yield brought.statement


def ask_statements(project: Path, said: Iterable[Statement], by: str, today: date, ask: Ask) -> None:
    """Ask a person what statements are; each answer is written at once."""
    groups: dict[str, list[Statement]] = {}
    for one in said:
        groups.setdefault(one.group or one.place, []).append(one)
    for group in groups.values():
        _show(group)
        answers = group[0].answers
        meanings = ", ".join(MEANINGS[answer] for answer in answers)
        answer = ask(f"  What is it? {meanings}, skip, quit", (*answers, "skip"))
        if answer != "skip":
            confirmed = (Confirmation(one.place, one.of, Answer(answer), by, today, one.shows) for one in group)
            write_confirmations(project, confirmed)


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
