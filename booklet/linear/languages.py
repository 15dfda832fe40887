"""Words of another language in a guide: names of places that have none in its own, addresses, numbers in its digits."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from booklet.facts.insert import ContactFact
from booklet.linear.passages import NUMBER, Passage, Run
from booklet.words.digits import write_in_digits, zero_of
from booklet.words.locales import SOURCE_LOCALE, Locale, pick_by_language

_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9&@'’./:?=_+-]*(?:[ ,]+[A-Za-z][A-Za-z0-9&@'’./:?=_+-]*)*")
"""Words of Latin script, which are English wherever the guide has another script."""


@dataclass(frozen=True, slots=True)
class Languages:
    """What stands in another language: `names` with their tags, longest first, and words of Latin script if `is_mixed`.

    `digits` are numbers in the digits of the locale, which are numbers too.
    """

    names: tuple[tuple[str, str], ...]
    digits: tuple[str, ...]
    is_mixed: bool

    def mark(self, passage: Passage) -> Passage:
        """Return a passage whose words of other languages are runs of their own."""
        return Passage(passage.kind, tuple(part for run in passage.runs for part in self._split(run)))

    def _split(self, run: Run) -> Iterator[Run]:
        if run.kind or run.language:
            yield run
            return
        known = {name: Run(name, "", tag) for name, tag in self.names} | {
            number: Run(number, NUMBER) for number in self.digits
        }
        for part, is_known in _cut(run.text, [re.escape(name) for name in known]):
            if is_known:
                yield known[part]
            elif self.is_mixed:
                pieces = _cut(part, [_LATIN.pattern])
                yield from (Run(piece, "", SOURCE_LOCALE if is_latin else "") for piece, is_latin in pieces)
            else:
                yield Run(part)


def _cut(text: str, patterns: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a text, and whether each is of one of some patterns."""
    wanted = "|".join(patterns)
    parts = re.split(rf"(?<!\w)({wanted})(?!\w)", text) if wanted else [text]
    yield from ((part, bool(place % 2)) for place, part in enumerate(parts) if part)


def find_languages(printed: Iterable[ContactFact], locale: Locale, country: str) -> Languages:
    """Return what a guide says in other languages, from the contacts that it prints."""
    names: dict[str, str] = {}
    digits: dict[str, None] = {}
    zero = zero_of(locale.tag, country)
    for contact in printed:
        if not pick_by_language(contact.name, locale.tag) and contact.name:
            tag = SOURCE_LOCALE if SOURCE_LOCALE in contact.name else next(iter(contact.name))
            names[contact.name[tag]] = tag
        digits |= dict.fromkeys(filter(None, (write_in_digits(number.dial, zero) for number in contact.numbers)))
    return Languages(
        names=tuple(sorted(names.items(), key=lambda entry: (-len(entry[0]), entry))),
        digits=tuple(sorted(digits, key=lambda number: (-len(number), number))),
        is_mixed=locale.script != "Latn",
    )
