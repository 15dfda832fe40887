"""Findings about each message of a catalogue: what it lost, left in English, or writes against its language's rules."""

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from unicodedata import digit

from booklet.errors import Finding, Severity, did_you_mean
from booklet.text.blank import find_unfit_letter
from booklet.text.markup import parse_markup, plain_text
from booklet.text.scripts import script_runs
from booklet.translators.glossary import Glossary, find_terms, has_term
from booklet.translators.merge import lost_finding
from booklet.translators.typography import WITHOUT_SPACES, broken_rules
from booklet.words.catalogue import TARGET, Catalogue, Message, MessageSlot, TranslationState, has_words, state_of
from booklet.words.guide import PLACEHOLDER
from booklet.words.locales import Locale
from booklet.words.signs import count_in_millions
from booklet.words.terms import MARKED

HOST = re.compile(r"(?<![A-Za-z0-9-])(?<![A-Za-z0-9-]\.)[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}(?:/[\w/.-]*)?")

NUMBER = re.compile(r"\d+")

LATIN_WORD = re.compile(r"(?<![\w-])[A-Za-zÀ-ɏ]{3,}(?![\w-])")

QUOTED_WORD = re.compile(r"“[\w-]+”")
"""A name in quotation marks, such as that of a file."""

TOLERANCE, SPARE = 1.5, 12
"""How much longer than its room a text may be: others of the page are shorter. Short ones have some letters more."""

DIRECTIONS = dict.fromkeys(map(ord, "\u200e\u200f\u061c\u2066\u2067\u2068\u2069"))
"""Marks and isolates, which a text in two directions may need."""

NO_ROOM: Mapping[str, Mapping[str, int]] = MappingProxyType({})

COPIED = 3
"""Words from which on the same text is a copy and no translation."""

Fault = tuple[str, str, str, Severity]
"""Code, what is wrong, what to do, and how much it matters."""

SHARED_SCRIPTS = {"Hans": ("Hani", "Bopo"), "Hant": ("Hani", "Bopo"), "Jpan": ("Hani", "Hira", "Kana")}


def check_catalogue(
    catalogue: Catalogue,
    known: Mapping[str, MessageSlot],
    locale: Locale,
    glossary: Glossary,
    room: Mapping[str, Mapping[str, int]] = NO_ROOM,
) -> list[Finding]:
    """Return findings about every translated message, and about messages that the guide does not have."""
    findings = [_report_unknown(message, known) for name, message in catalogue.messages.items() if name not in known]
    for slot in known.values():
        message = catalogue.messages.get(slot.context)
        if message and message.text.strip():
            findings += _check_message(slot, message, locale, glossary)
            findings += _find_too_long(slot, message, room.get(slot.context, {}).get(locale.script, 0))
    return findings


def find_too_long(
    catalogue: Catalogue,
    known: Mapping[str, MessageSlot],
    names: Iterable[str],
    locale: Locale,
    room: Mapping[str, Mapping[str, int]],
) -> list[Finding]:
    """Return findings about those of some messages that are longer than their room."""
    rooms = ((name, room.get(name, {}).get(locale.script, 0)) for name in names)
    return [
        found for name, letters in rooms for found in _find_too_long(known[name], catalogue.messages[name], letters)
    ]


def _find_too_long(slot: MessageSlot, message: Message, letters: int) -> Iterator[Finding]:
    """Yield a finding if a text would not fit although all texts on its page are of the usual length."""
    count = count_letters(message.text)
    if letters and count > find_limit(letters) and state_of(slot, message) is TranslationState.TRANSLATED:
        said = f'"{slot.context}" has {count} letters, and its page room for {letters}: “{message.text}”'
        yield Finding("too-long", message.where, said, "say it in fewer words", Severity.WARNING)


def count_letters(text: str) -> int:
    """Return how many letters readers see of a text; what is filled in counts as one.

    >>> count_letters("*Call* {number}.")
    7
    """
    return len(_show_text(text))


def find_limit(letters: int) -> int:
    """Return with how many letters a text is too long where there is room for some, if others there are shorter.

    >>> find_limit(10), find_limit(100)
    (22, 150)
    """
    return int(max(letters * TOLERANCE, letters + SPARE))


def _report_unknown(message: Message, known: Mapping[str, MessageSlot]) -> Finding:
    hint = did_you_mean(message.context, known, "words update takes it out")
    text = f'no message is called "{message.context}"'
    return Finding("unknown-message", message.where, text, hint, Severity.WARNING)


def _check_message(slot: MessageSlot, message: Message, locale: Locale, glossary: Glossary) -> Iterator[Finding]:
    if state_of(slot, message) is TranslationState.LOST:
        yield lost_finding(slot, message.text, message.where)
    if state_of(slot, message) is not TranslationState.TRANSLATED:
        return
    for code, said, hint, severity in check_text(slot, message.text, locale, glossary):
        yield Finding(code, message.where, f'"{slot.context}" {said}: “{message.text}”', hint, severity)


def check_text(slot: MessageSlot, theirs: str, locale: Locale, glossary: Glossary) -> Iterator[Fault]:
    """Yield what is wrong with a translation of a message that has all its placeholders; no file is read."""
    ours = slot.text
    yield from (
        *_find_unfit(theirs),
        *_compare_signs(ours, theirs),
        *_markup(ours, theirs),
        *_edges(ours, theirs, locale),
        *(
            (rule.code, rule.message, rule.hint, Severity.WARNING)
            for rule in broken_rules(_show_text(theirs), locale.tag)
        ),
        *_english(ours, theirs, locale),
        *_scripts(theirs, locale),
        *_terms(slot, theirs, locale, glossary),
        *_find_avoided(theirs, glossary),
    )


def _show_text(text: str) -> str:
    """Return a text as readers see it, without addresses, and with a digit for each placeholder."""
    return HOST.sub("1", plain_text(PLACEHOLDER.sub("1", text)))


def _find_unfit(text: str) -> Iterator[Fault]:
    """Yield a letter that cannot be printed, or turns around what follows; marks of direction may stand in a text."""
    if unfit := find_unfit_letter(text.translate(DIRECTIONS)):
        yield "unfit-letter", f"has {unfit}", "take it out", Severity.ERROR


def find_unfit(catalogue: Catalogue, names: Iterable[str]) -> list[Finding]:
    """Return findings about letters in some messages that cannot be printed, as the file of a translator is taken."""
    messages = (catalogue.messages[name] for name in names)
    return [
        Finding(code, one.where, f'"{one.context}" {said}: “{one.text}”', hint, Severity.WARNING)
        for one in messages
        for code, said, hint, _ in _find_unfit(one.text)
    ]


def _compare_signs(ours: str, theirs: str) -> Iterator[Fault]:
    """Yield numbers and addresses that differ from the English ones."""
    hosts, numbers = set(HOST.findall(plain_text(ours))), _numbers(ours)
    if hosts - set(HOST.findall(plain_text(theirs))):
        lost = ", ".join(sorted(hosts - set(HOST.findall(plain_text(theirs)))))
        yield "address-lost", f"has lost {lost}", "write the address as ours does", Severity.ERROR
    if _numbers(theirs) != numbers:
        hint = f"ours has {', '.join(numbers) or 'none'}, in digits"
        yield "number-lost", "has other numbers", hint, Severity.ERROR


def _numbers(text: str) -> list[str]:
    """Return the numbers of a text in the digits of Latin, sorted."""
    seen = HOST.sub("", count_in_millions(plain_text(TARGET.sub("]()", PLACEHOLDER.sub("", text)))))
    return sorted("".join(str(digit(letter)) for letter in number) for number in NUMBER.findall(seen))


def _markup(ours: str, theirs: str) -> Iterator[Fault]:
    for name, old, new in (
        ("*bold*", _count_strong(ours), _count_strong(theirs)),
        ("_term_", len(MARKED.findall(ours)), len(MARKED.findall(theirs))),
    ):
        if old != new:
            yield "markup-lost", f"has {new} times {name}, ours {old}", "mark the same words", Severity.WARNING


def _count_strong(text: str) -> int:
    return sum(span.strong for span in parse_markup(text).spans) - len(MARKED.findall(text))


def _edges(ours: str, theirs: str, locale: Locale) -> Iterator[Fault]:
    if locale.tag.partition("-")[0] in WITHOUT_SPACES:
        return
    if any(ours[edge].isspace() != theirs[edge].isspace() for edge in (0, -1)):
        yield "wrong-spacing", "has other spaces at its ends", "begin and end it as ours", Severity.WARNING


def _english(ours: str, theirs: str, locale: Locale) -> Iterator[Fault]:
    """Yield untranslated text: a copy of the English, or English words among those of another script."""
    words = LATIN_WORD.findall(_show_text(ours))
    if ours == theirs and has_words(ours) and (len(words) >= COPIED or locale.script != "Latn") and _drop_names(words):
        yield "untranslated", "is the English", "translate it", Severity.WARNING
    elif locale.script != "Latn":
        names = {quoted.strip("“”") for quoted in QUOTED_WORD.findall(_show_text(ours))}
        common = _drop_names(LATIN_WORD.findall(_show_text(ours)))
        left = [word for word in LATIN_WORD.findall(_show_text(theirs)) if word in common and word not in names]
        if left and not re.search(rf"[(（][^)）]*{re.escape(left[0])}", theirs):
            yield "untranslated", f"has English words ({', '.join(left)})", "translate them", Severity.WARNING


def _drop_names(words: Iterable[str]) -> list[str]:
    """Return the words that are not names."""
    return [word for word in words if word.islower()]


def _scripts(theirs: str, locale: Locale) -> Iterator[Fault]:
    """Yield letters of scripts that the language does not use, except Latin."""
    known = {"Latn", locale.script, *SHARED_SCRIPTS.get(locale.script, ()), "Zyyy", "Zinh"}
    found = {script for start, end, script in script_runs(_show_text(theirs), locale.script)} - known
    if found:
        yield (
            "wrong-script",
            f"has letters of another script ({', '.join(sorted(found))})",
            "mend them",
            Severity.WARNING,
        )
    elif locale.script != "Latn" and (letters := [letter for letter in _show_text(theirs) if letter.isalpha()]):
        latin = sum(letter < "\u0250" for letter in letters)
        if latin == len(letters) and _drop_names(LATIN_WORD.findall(_show_text(theirs))):
            yield "wrong-script", "is in Latin letters", "write it as the language does", Severity.WARNING


def _terms(slot: MessageSlot, theirs: str, locale: Locale, glossary: Glossary) -> Iterator[Fault]:
    for term in find_terms(_show_text(slot.text), slot.band, glossary.terms):
        if not has_term(plain_text(theirs), term, slot.band, locale.tag):
            said = ", ".join(dict.fromkeys(term.local.values()))
            yield "term-missing", f"does not say “{said}” ({term.id})", "use the term, in any form", Severity.WARNING


def _find_avoided(theirs: str, glossary: Glossary) -> Iterator[Fault]:
    said = _show_text(theirs).casefold()
    for avoided in glossary.avoided:
        if avoided.words in said:
            hint = f"say what the glossary has for {avoided.use}"
            yield "avoided-term", f"says “{avoided.words}”", hint, Severity.WARNING
