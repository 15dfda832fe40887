"""What an edition covers, as one line inside its file: country, axes, every number, and a hash of all facts."""

import json
import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from html import escape, unescape
from typing import TYPE_CHECKING

from booklet.facts.fingerprint import fingerprint
from booklet.facts.insert import ContactFact, Insert
from booklet.facts.practice import VALUES
from booklet.facts.release import Release
from booklet.facts.selection import Selection, select
from booklet.jobs import Job
from booklet.values import Frozen, asdict
from booklet.words.guide import KIT, Guide
from booklet.words.locales import SOURCE_LOCALE
from booklet.words.own_words import LABELS, is_locked_label, strings_by_id

if TYPE_CHECKING:
    from booklet.sources.load import Sources

_FOUND = re.compile(rb"<dc:coverage>([^<]{1,20000})</dc:coverage>")


LATER = ("facts", "words", "code", "ends")
"""What files of older versions do not state."""

FOR_READERS = ("final", "draft")
"""The states of files that may go to readers: with all words signed, and with the mark of words in draft."""


class Coverage(Frozen):
    """The axes of a file, its state and day of making, and its numbers, each as its contact's id and its digits.

    `facts` changes as soon as a number, an address or anything else changes that the country file tells readers.
    `words` says how far its words were, with their hash. `code` is that of its release, which `ends` on a day; a proof,
    and a file without numbers, has none.
    """

    country: str
    product: str
    item: str
    layout: str
    locale: str
    band: str
    edition: str
    state: str
    made: str
    numbers: tuple[tuple[str, str], ...]
    facts: str = ""
    words: str = ""
    code: str = ""
    ends: str = ""


def make_coverage(
    job: Job,
    selection: Selection,
    made: date,
    facts: str,
    state: str,
    words: str = "",
    *,
    release: Release | None = None,
) -> Coverage:
    """Return what the file of a job covers."""
    return Coverage(
        country=job.country,
        product=job.product,
        item=job.item,
        layout=job.layout,
        locale=job.locale,
        band=job.band,
        edition=job.edition,
        state=state,
        made=made.isoformat(),
        numbers=tuple(numbers_of(job.product, selection)),
        facts=facts,
        words=words,
        code=release.code if release else "",
        ends=release.ends.isoformat() if release else "",
    )


def numbers_of(product: str, selection: Selection) -> Iterator[tuple[str, str]]:
    """Yield the numbers that a product prints, each with its contact."""
    contacts = contacts_of(product, selection)
    yield from ((contact.id, number) for contact in contacts for number in current_numbers(contact))


def contacts_of(product: str, selection: Selection) -> tuple[ContactFact, ...]:
    """Return the contacts of a product: a card has the lead, posters, images and the kit the emergency one too."""
    few = {"card": (selection.lead,), "poster": (selection.lead, selection.emergency)}
    few["social"] = few[KIT] = few["poster"]
    return tuple(contact for contact in few.get(product, selection.printed) if contact)


def current_numbers(contact: ContactFact) -> tuple[str, ...]:
    """Return the numbers of a contact as they are dialled today."""
    others = (contact.whatsapp, contact.sms[0], contact.abroad)
    return (*(number.dial for number in contact.numbers), *filter(None, others))


def facts_of(country: str, band: str, sources: "Sources") -> str:
    """Return a short hash of everything an edition says about where to get help, and one of a partner's own lines.

    A file for a recipient has only the first. The day of a call is no part of either.
    """
    insert, brand = sources.insert(country), sources.brand
    selection = select(insert, sources.world, band)
    stated = fingerprint((*_list_stated(insert, selection), *_list_with_digits(sources.guide)))
    named = (name for name in (brand.name, brand.short) if any(map(str.isdigit, name)))
    contacts = [taken.contact for taken in brand.responsible if taken.contact]
    asked = filter(None, [brand.checked_at])
    said = (text for _, _, text in brand.sentences if any(map(str.isdigit, text)))
    lines = [brand.contact, *named, *contacts, *asked, *said]
    return stated if brand.is_recipient else f"{stated}-{fingerprint(lines)}"


def with_brought(facts: str, of: str) -> str:
    """Return facts with what a program of a partner's brings, if it brings anything.

    >>> with_brought("4dcf9ef1-e3b0c442", "0a1b2c3d"), with_brought("4dcf9ef1-e3b0c442", "")
    ('4dcf9ef1-e3b0c442+0a1b2c3d', '4dcf9ef1-e3b0c442')
    """
    return f"{facts}+{of}" if of else facts


def is_said_today(facts: str, today: str) -> bool:
    """Tell whether the facts of a file are those of today; a file for a recipient has none of the partner's lines.

    >>> is_said_today("4dcf9ef1", "4dcf9ef1-e3b0c442"), is_said_today("4dcf9ef1-00000000", "4dcf9ef1-e3b0c442")
    (True, False)
    """
    return facts in (today, today.partition("-")[0])


def _list_stated(insert: Insert, selection: Selection) -> Iterator[str]:
    """Yield everything stated about the printed contacts, who stands in which place, and the law; names are English."""
    named = (selection.lead, selection.emergency, selection.crisis, selection.hotline, selection.removal)
    yield repr([contact.id if contact else "" for contact in (*named, None, *selection.rows)])
    for contact in selection.printed:
        stated = {name: getattr(contact, name) for name in STATED}
        numbers = [(number.printed, number.dial, number.service) for number in contact.numbers]
        hours = [(hour.days, hour.times) for hour in contact.hours]
        known = [(about, found) for about in VALUES if (found := contact.known(about))]
        region = [contact.region] if contact.region else []
        yield repr((contact.name.get(SOURCE_LOCALE), numbers, hours, stated, *known, *region))
    yield repr(sorted((line, words.get(SOURCE_LOCALE)) for line, words in insert.law.items()))


STATED = (
    *("id", "kind", "abroad", "web", "chat", "whatsapp", "sms", "always"),
    *("languages", "free", "private", "ages_under", "ages_from"),
)
"""What of a contact is printed as its file has it."""


@lru_cache(maxsize=4)
def _list_with_digits(guide: Guide) -> tuple[str, ...]:
    """Return the strings of a guide, with a partner's own, that may contain a number or an address."""
    strings = strings_by_id(guide)
    forms = (
        form
        for name, wordings in strings.items()
        if not is_locked_label(name.removeprefix(f"{LABELS}."))
        for wording in wordings.values()
        for form in wording.forms
    )
    return tuple(sorted({form for form in forms if _ADDRESS.search(form) or sum(map(str.isdigit, form)) >= FEWEST}))


_ADDRESS = re.compile(r"@|://|\w\.\w\w")

FEWEST = 3
"""Digits that the shortest number to call has."""


def coverage_line(coverage: Coverage) -> str:
    """Return a coverage as text for XML."""
    return escape(json.dumps(asdict(coverage), ensure_ascii=False, separators=(",", ":")))


def read_coverage(data: bytes) -> Coverage | None:
    """Return the coverage that a file of ours states, None if it states none; the file is not trusted.

    >>> read_coverage(b"%PDF-1.7 of somebody else") is None
    True
    """
    found = _FOUND.search(data)
    return coverage_of(_parse_json(unescape(found[1].decode("utf-8", "replace")))) if found else None


def coverage_of(values: object) -> Coverage | None:
    """Return a coverage from values of JSON, None if they are not one."""
    if not isinstance(values, dict) or {*values, *LATER} != {*Coverage.__struct_fields__}:
        return None
    numbers = values.pop("numbers")
    if not isinstance(numbers, list) or not all(isinstance(value, str) for value in values.values()):
        return None
    pairs = [tuple(pair) for pair in numbers if isinstance(pair, list)]
    if len(pairs) < len(numbers) or not all(
        len(pair) == 2 and all(isinstance(part, str) for part in pair) for pair in pairs
    ):
        return None
    return Coverage(**values, numbers=tuple((name, number) for name, number in pairs))


def _parse_json(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
