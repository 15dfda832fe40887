"""Words of another language in a guide: names of places that have none in its own, addresses; and its numbers."""

import re
from collections.abc import Iterable, Iterator

from booklet.facts.insert import ContactFact
from booklet.facts.phone import NBSP
from booklet.linear.passages import NUMBER, Passage, Run
from booklet.values import Frozen
from booklet.words.digits import write_in_digits, zero_of
from booklet.words.locales import SOURCE_LOCALE, Locale, pick_by_language

_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9&@'’./:?=_+-]*(?:[ ,]+[A-Za-z][A-Za-z0-9&@'’./:?=_+-]*)*")
"""Words of Latin script, which are English wherever the guide has another script."""


LEAST_SIGNS = 5
"""Digits, or letters for them, of a number that is one wherever it stands; a shorter one may be an age or an amount."""


class Languages(Frozen):
    """What stands in another language: `names` with their tags, longest first, and words of Latin script if `is_mixed`.

    `numbers` are those that words have beside links: in the digits of the locale, from abroad, within a name.
    """

    names: tuple[tuple[str, str], ...]
    numbers: tuple[str, ...]
    is_mixed: bool

    def mark(self, passage: Passage) -> Passage:
        """Return a passage whose numbers and words of other languages are runs of their own."""
        return Passage(passage.kind, tuple(part for run in passage.runs for part in self._split(run)))

    def _split(self, run: Run) -> Iterator[Run]:
        if run.kind or run.language:
            yield run
            return
        patterns = [re.escape(number).replace(r"\ ", f"[ {NBSP}]") for number in self.numbers]
        for part, is_number in _cut(run.text, patterns, r"(?<![\d+-])", r"(?![\d-])"):
            if is_number:
                yield Run(part, NUMBER)
            else:
                yield from self._split_words(part)

    def _split_words(self, text: str) -> Iterator[Run]:
        tags = dict(self.names)
        for part, is_name in _cut(text, map(re.escape, tags), r"(?<!\w)", r"(?!\w)"):
            if is_name:
                yield Run(part, "", tags[part])
            elif self.is_mixed:
                pieces = _cut(part, [_LATIN.pattern], r"(?<!\w)", r"(?!\w)")
                yield from (Run(piece, "", SOURCE_LOCALE if is_latin else "") for piece, is_latin in pieces)
            else:
                yield Run(part)


def _cut(text: str, patterns: Iterable[str], before: str, after: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a text, and whether each is of one of some patterns, between what may stand beside them."""
    wanted = "|".join(patterns)
    parts = re.split(f"{before}({wanted}){after}", text) if wanted else [text]
    yield from ((part, bool(place % 2)) for place, part in enumerate(parts) if part)


def find_languages(printed: Iterable[ContactFact], locale: Locale, country: str) -> Languages:
    """Return what a guide says in other languages, from the contacts that it prints."""
    names: dict[str, str] = {}
    numbers: set[str] = set()
    zero = zero_of(locale.tag, country)
    for contact in printed:
        if not pick_by_language(contact.name, locale.tag) and contact.name:
            tag = SOURCE_LOCALE if SOURCE_LOCALE in contact.name else next(iter(contact.name))
            names[contact.name[tag]] = tag
        local = (write_in_digits(number.dial, zero) for number in contact.numbers)
        forms = (form for number in contact.numbers for form in (number.dial, number.printed))
        others = (*forms, contact.whatsapp, contact.sms[0], contact.abroad)
        long = (form for form in others if len([*filter(str.isalnum, form)]) >= LEAST_SIGNS)
        numbers |= {*filter(None, local), *long}
    return Languages(
        names=tuple(sorted(names.items(), key=lambda entry: (-len(entry[0]), entry))),
        numbers=tuple(sorted(numbers, key=lambda number: (-len(number), number))),
        is_mixed=locale.script != "Latn",
    )
