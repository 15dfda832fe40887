"""The messages of a locale one by one: listed with their state, checked as typed, written into its catalogue."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from booklet.api import clock
from booklet.api.catalogues import Catalogues
from booklet.errors import Finding, Severity, SourceError, Where, did_you_mean, raise_errors
from booklet.make.lasting import write_lasting
from booklet.make.output import check_folder
from booklet.sources.addresses import find_refused_addresses
from booklet.sources.catalogues import catalogue_name, read_catalogue
from booklet.sources.check import report_crossed_links
from booklet.sources.folders import Folders
from booklet.sources.shelters import find_shelter_address
from booklet.translators.checks import check_text, count_letters, find_limit
from booklet.translators.entries import (
    EnglishPart,
    Entry,
    KeptPart,
    Place,
    Said,
    WantedTerm,
    list_entries,
    list_kept,
    list_missing,
    list_of_places,
    list_wanted,
    say,
    split_english,
)
from booklet.translators.glossary import Glossary, read_glossary
from booklet.translators.merge import new_header, say_lost
from booklet.translators.planned import PrintedAt, find_pages
from booklet.translators.room import read_room
from booklet.values import Frozen, replace
from booklet.words.catalogue import (
    FUZZY,
    TRANSLATOR,
    Catalogue,
    Message,
    MessageSlot,
    TranslationState,
    find_fixed_parts,
    state_of,
    translator_of,
)
from booklet.words.locales import Locale
from booklet.words.own_words import list_locked_ids
from booklet.words.review import TopicStanding, is_person

__all__ = [
    "CheckedText",
    "EnglishPart",
    "Entries",
    "Entry",
    "KeptPart",
    "Place",
    "PrintedAt",
    "Said",
    "TranslationState",
    "WantedTerm",
    "WrittenText",
]

LONGEST = 5000
"""Letters that a translation has at most."""

HINTS = ("keep:", "room:", "term:")
"""How notes begin that an entry has in other ways."""


class CheckedText(NamedTuple):
    """A translation as typed: its letters as readers see them, its room (0: not measured), and what is wrong with it.

    From `limit` letters on it is too long even if all else on its page is short. `missing` is what it has to keep.
    """

    letters: int
    room: int
    limit: int
    missing: tuple[KeptPart, ...]
    findings: tuple[Finding, ...]


class WrittenText(NamedTuple):
    """A translation that was written: its catalogue, what that says now, its state, and what is wrong with it."""

    path: Path
    said: Said
    state: TranslationState
    checked: CheckedText


class Entries(Frozen, dict=True):
    """The messages of one locale; what is read is read once, and files are written anew from what they say then."""

    catalogues: Catalogues
    tag: str

    @cached_property
    def locale(self) -> Locale:
        """The locale; raises `SourceError` if it is not translated."""
        self.catalogues.check(self.tag)
        return self.catalogues.sources.locale(self.tag)

    @cached_property
    def _catalogue(self) -> Catalogue:
        return self.catalogues.read(self.locale.tag)

    @cached_property
    def _glossary(self) -> Glossary:
        return read_glossary(self.catalogues.sources.folders, self.tag)

    @cached_property
    def _room(self) -> Mapping[str, int]:
        room = read_room(self.catalogues.sources.folders)
        return {name: letters.get(self.locale.script, 0) for name, letters in room.items()}

    @cached_property
    def _standings(self) -> tuple[TopicStanding, ...]:
        """Who has signed; nobody while the catalogue has a fault that keeps all its words from being printed."""
        try:
            return self.catalogues.sources.standings(self.tag)
        except SourceError:
            return ()

    @cached_property
    def fixed(self) -> Mapping[str, str]:
        """Our words, by context, of the messages in which a project may have no others."""
        folders = self.catalogues.sources.folders
        if folders.project is None:
            return {}
        ours, locked = (
            read_catalogue(Folders(folders.own), self.tag, []),
            list_locked_ids(self.catalogues.sources.guide),
        )
        pairs = (
            (slot, ours.messages.get(slot.context)) for slot in self.catalogues.known.values() if slot.id in locked
        )
        return {
            slot.context: message.text
            for slot, message in pairs
            if message and message.text.strip() and state_of(slot, message) is TranslationState.TRANSLATED
        }

    @property
    def translator(self) -> str:
        """The translator whom the imprint names, "" if it names nobody."""
        return translator_of(self._catalogue)

    @cached_property
    def all(self) -> tuple[Entry, ...]:
        """All messages: the fixed ones first, then page by page; raises `SourceError` if the catalogue has faults."""
        return list_entries(self._catalogue, self.catalogues.sources.guide, self._standings, self.fixed)

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """The fixed messages, pages, posters and cards, and the labels, with their states and who has signed."""
        return list_of_places(self.all, self.catalogues.sources.guide, self._standings)

    @property
    def breaches(self) -> tuple[Finding, ...]:
        """Where a project's own words break a rule of safety; ours are watched by our tests.

        Raises `SourceError` with all faults of its files.
        """
        return self.catalogues.sources.own_breaches(self.tag) if self.is_own else ()

    def find(self, context: str) -> Entry:
        """Return a message; raise `SourceError` if there is none of that name."""
        slot = self._slot(context)
        return next(entry for entry in self.all if entry.context == slot.context)

    def english(self, context: str) -> str:
        """Return the English of a message; raise `SourceError` if there is none of that name."""
        return self._slot(context).text

    def notes(self, context: str) -> tuple[str, ...]:
        """Return the notes for translators on a message: where it stands, and what it is."""
        slot = self._slot(context)
        return tuple(note for note in self.catalogues.notes[slot.context] if not note.startswith(HINTS))

    def kept(self, context: str) -> tuple[KeptPart, ...]:
        """Return what a translation of a message has to keep."""
        return list_kept(self._slot(context).text)

    def wanted(self, context: str) -> tuple[WantedTerm, ...]:
        """Return the terms in a message that the glossary has a name for, where they stand in the English."""
        slot = self._slot(context)
        return list_wanted(slot.text, slot.band, self._glossary.terms)

    def parts(self, context: str) -> tuple[EnglishPart, ...]:
        """Return the English of a message in parts: words, terms of the glossary, and what is kept as it is."""
        return split_english(self._slot(context).text, self.wanted(context))

    def printed_at(self, context: str, country: str) -> tuple[PrintedAt, ...]:
        """Return the pages on which a message is printed in a country, one for each band, as they are planned.

        A fixed message is shown on the first page that says it; a label stands on many pages, and is shown on none.
        Raises `SourceError` with all faults of the layouts or the country.
        """
        return tuple(find_pages(self._slot(context).context, country, self.tag, self.catalogues.sources))

    @cached_property
    def states(self) -> Mapping[TranslationState, int]:
        """How many messages are in each state; raises `SourceError` if the catalogue has faults."""
        messages = self._catalogue.messages
        found = Counter(state_of(slot, messages.get(slot.context)) for slot in self.catalogues.known.values())
        return {state: found[state] for state in TranslationState}

    @property
    def is_own(self) -> bool:
        """Whether the project has a catalogue of its own, in place of ours or where we have none."""
        return self.catalogues.sources.folders.is_laid(catalogue_name(self.tag))

    def check(self, context: str, text: str) -> CheckedText:
        """Return what is to be said of a translation as it is typed; no file is read, except once at first."""
        slot = self._slot(context)
        text = tidy(text, slot.text)
        letters, room = count_letters(text), self._room.get(context, 0)
        limit = find_limit(room) if room else 0
        if not text:
            return CheckedText(0, room, limit, list_kept(slot.text), ())
        found = (*self._find_refused(slot, text), *self._find_faults(slot, text))
        if limit and letters > limit:
            said = f"has {letters} letters, and its page room for {room}"
            found += (self._finding("too-long", said, "say it in fewer words", Severity.WARNING),)
        return CheckedText(letters, room, limit, list_missing(slot.text, text), found)

    def write(
        self, context: str, text: str, *, is_unsure: bool = False, seen: Said | None = None, made: date | None = None
    ) -> WrittenText:
        """Write a translation into the catalogue, the project's if there is one; everything else in it stays.

        A message that was `seen` to say something else than its file does now is not written over. What was translated
        from other English than today's comes in as outdated. What has lost a placeholder, a number or an address is
        kept as unsure, and so is not printed, unless that would take the place of words that hold. An empty text takes
        the translation away.

        Raises `SourceError`, with nothing written, if there is no such message, if it was edited meanwhile, with what
        cannot be printed at all, or if the catalogue has faults; `OutputError` if it cannot be written.
        """
        slot = self._slot(context)
        text = tidy(text, slot.text)
        raise_errors(self._find_refused(slot, text))
        checked = self.check(context, text)
        path = self.catalogues.path(self.tag)
        check_folder(path.parent)
        with self.catalogues.lock():
            catalogue = self.catalogues.read(self.tag)
            old = catalogue.messages.get(context)
            new = self._word(slot, old, text, checked, is_unsure=is_unsure, seen=seen)
            if new != (old or Message(context, slot.text, "", slot.where)):
                header = catalogue.header or new_header(self.tag, clock.days_of(made).made)
                catalogue = replace(catalogue, header=header, messages={**catalogue.messages, context: new})
                write_lasting(path, self.catalogues.text_of(catalogue))
        return WrittenText(path, say(slot, new), state_of(slot, new), checked)

    def name_translator(self, name: str, *, made: date | None = None) -> Path:
        """Write who the imprint says has translated, nobody if `name` is empty; the catalogue's other words stay.

        Raises `SourceError` if it cannot be a person's name.
        """
        name = " ".join(name.split())
        if name and not is_person(name):
            raise SourceError(
                self._finding("no-person", f'"{name}" is no name of a person', "write first and last name")
            )
        path = self.catalogues.path(self.locale.tag)
        check_folder(path.parent)
        with self.catalogues.lock():
            catalogue = self.catalogues.read(self.tag)
            header = catalogue.header or new_header(self.tag, clock.days_of(made).made)
            write_lasting(path, self.catalogues.text_of(replace(catalogue, header={**header, TRANSLATOR: name})))
        return path

    def _slot(self, context: str) -> MessageSlot:
        known = self.catalogues.known
        if context not in known:
            message, hint = f'no message is called "{context}"', did_you_mean(context, known)
            raise SourceError(self._finding("unknown-message", message, hint))
        return known[context]

    def _finding(self, code: str, message: str, hint: str, severity: Severity = Severity.ERROR) -> Finding:
        return Finding(code, Where(catalogue_name(self.tag)), message, hint, severity)

    def _find_refused(self, slot: MessageSlot, text: str) -> Iterator[Finding]:
        """Yield why a text may stand in no catalogue: nothing could be made from it."""
        where = Where(catalogue_name(self.tag))
        if len(text) > LONGEST:
            yield self._finding("too-long-text", f"has {len(text)} letters", f"write {LONGEST} at most")
        fixed = self.fixed.get(slot.context, text)
        if text != fixed:
            yield self._finding("locked-words", "is fixed: children's safety depends on it", f"write “{fixed}”")
        yield from report_crossed_links(where, text)
        if self.catalogues.sources.folders.project is not None:
            yield from find_refused_addresses(text, where)
            yield from find_shelter_address(text, where)

    def _find_faults(self, slot: MessageSlot, text: str) -> Iterator[Finding]:
        """Yield what else is wrong with a text."""
        if find_fixed_parts(text) != find_fixed_parts(slot.text):
            yield self._finding("placeholder-lost", say_lost(slot, text), "keep what the English has")
        for code, said, hint, severity in check_text(slot, text, self.locale, self._glossary):
            yield self._finding(code, said, hint, severity)

    def _word(
        self,
        slot: MessageSlot,
        old: Message | None,
        text: str,
        checked: CheckedText,
        *,
        is_unsure: bool,
        seen: Said | None,
    ) -> Message:
        """Return a message in the words of a text; raise `SourceError` if what stands there must not be lost."""
        said = say(slot, old)
        if seen is not None and said[1:] not in (seen[1:], (text, is_unsure)):
            message, hint = f'"{slot.context}" was edited meanwhile', "compare both, and choose"
            raise SourceError(self._finding("edited-meanwhile", message, hint))
        errors = [found for found in checked.findings if found.severity is Severity.ERROR]
        if errors and said.text and state_of(slot, old) is TranslationState.TRANSLATED:
            raise SourceError(*errors)
        before = seen.english if seen and text and seen.english != slot.text else ""
        is_kept_back = bool(text) and (is_unsure or bool(errors) or bool(before))
        others = tuple(flag for flag in (old.flags if old else ()) if flag != FUZZY)
        where = old.where if old else slot.where
        flags = (FUZZY, *others) if is_kept_back else others
        return Message(slot.context, slot.text, text, where, flags, before, old.remarks if old else ())


def tidy(text: str, english: str) -> str:
    r"""Return a text as typed, on one line, with spaces at its ends only where the English has some.

    >>> tidy(" Habari \r\n yako. ", "Hello.")
    'Habari yako.'
    """
    text = re.sub(r"\s*[\r\n]+\s*", " ", text).strip(" \t\n")
    start, end = (len(english) - len(english.lstrip()), len(english) - len(english.rstrip())) if text else (0, 0)
    return english[:start] + text + (english[-end:] if end else "")
