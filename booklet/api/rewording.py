"""A partner's own wording of the English: each sentence of ours with theirs, checked, written and taken out again.

It needs no sound project: a sentence that no longer replaces ours can be read again and mended here.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from booklet.errors import Finding, Severity, SourceError, Where, did_you_mean, raise_errors
from booklet.project.edit import Fields, Value
from booklet.project.keys import read_keys
from booklet.project.words import rewrite_entry
from booklet.sources.folders import Folders, open_folders
from booklet.sources.guide import read_guide
from booklet.sources.own_addresses import words_address_findings
from booklet.sources.words import WORDS, parse_words
from booklet.translators.checks import count_letters, find_limit
from booklet.translators.entries import KeptPart, list_kept, list_missing
from booklet.translators.room import read_room
from booklet.translators.status import list_places, list_titles
from booklet.values import Frozen, replace
from booklet.words.catalogue import MessageSlot, slots
from booklet.words.guide import Guide, Wording
from booklet.words.locales import SOURCE_LOCALE
from booklet.words.own_words import (
    LABELS,
    apply_words,
    fingerprint_replaced,
    list_locked_ids,
    strings_by_id,
)

__all__ = ["CheckedWords", "KeptPart", "OwnSentence", "Rewording"]

LATIN = "Latn"

REPLACES = "replaces"


class OwnSentence(Frozen):
    """A sentence of ours, and a partner's own in its place, "" if ours is printed.

    `place` is its page, poster, card or fixed message. What is `is_fixed` may not be reworded. It `is_old` if ours has
    changed since the partner replaced it.
    """

    context: str
    place: str
    title: str
    band: str
    ours: str
    own: str = ""
    is_fixed: bool = False
    is_old: bool = False


class CheckedWords(NamedTuple):
    """An own sentence as typed: its letters, its room (0: not measured), what it lacks, and what is wrong with it."""

    letters: int
    room: int
    limit: int
    missing: tuple[KeptPart, ...]
    findings: tuple[Finding, ...]


class Rewording(Frozen, dict=True):
    """The own sentences of a partner's folder; `words.yaml` is read anew each time, the guide once."""

    folder: Path

    @cached_property
    def _folders(self) -> Folders:
        return open_folders(self.folder)

    @cached_property
    def _guide(self) -> Guide:
        """The English guide without a partner's own sentences; raises `SourceError` with its faults."""
        findings: list[Finding] = []
        guide = read_guide(self._folders, f"translations/{SOURCE_LOCALE}", findings)
        raise_errors(findings)
        return guide

    @cached_property
    def _known(self) -> Mapping[str, MessageSlot]:
        return slots(self._guide)

    @cached_property
    def _originals(self) -> dict[str, Mapping[str, Wording]]:
        return strings_by_id(self._guide)

    @property
    def all(self) -> tuple[OwnSentence, ...]:
        """All sentences in reading order; raises `SourceError` if the guide or `words.yaml` has faults."""
        own, places, titles = read_keys(self._path), list_places(self._guide), list_titles(self._guide)
        locked = list_locked_ids(self._guide)
        return tuple(
            self._sentence(slot, own.get(slot.id), places.get(slot.id, LABELS), titles, slot.id in locked)
            for slot in self._known.values()
        )

    def find(self, context: str) -> OwnSentence:
        """Return a sentence; raise `SourceError` if there is none of that name."""
        self._slot(context)
        return next(one for one in self.all if one.context == context)

    def kept(self, context: str) -> tuple[KeptPart, ...]:
        """Return what an own sentence has to keep of ours."""
        return tuple(part for part in list_kept(self._slot(context).text) if part.kind == "placeholder")

    def check(self, context: str, text: str) -> CheckedWords:
        """Return what is to be said of an own sentence as it is typed."""
        slot = self._slot(context)
        room = read_room(self._folders).get(context, {}).get(LATIN, 0)
        letters, limit = count_letters(text), find_limit(room) if room else 0
        missing = tuple(part for part in list_missing(slot.text, text) if part.kind == "placeholder")
        found = []
        if text and limit and letters > limit:
            said = f"has {letters} letters, and its page room for {room}"
            found.append(Finding("too-long", Where(WORDS), said, "say it in fewer words", Severity.WARNING))
        return CheckedWords(letters, room, limit, missing if text else (), tuple(found))

    def write(self, context: str, text: str, *, seen: str | None = None) -> None:
        """Write an own sentence in place of ours; every other letter of `words.yaml` stays.

        An empty text, or ours, takes the own sentence out. What was `seen` to say something else than the file does now
        is not written over. Raises `SourceError`, with nothing written, if there is no such sentence, if it is fixed or
        has lost a placeholder, if it was edited meanwhile, or if other sentences of the same entry have to be read
        again first; `OutputError` if the file cannot be written.
        """
        slot, text = self._slot(context), " ".join(text.split())

        def change(entry: Fields) -> Mapping[str, Value | None]:
            now = _said(entry, slot, self._originals[slot.id])
            if seen is not None and now not in (seen, text):
                raise SourceError(self._fault("edited-meanwhile", f'"{context}" was edited meanwhile', "compare both"))
            key, value = self._value(entry, slot, text)
            left = {name for name in entry if name not in (key, REPLACES)}
            if value is not None and left and self._is_old(slot.id, entry):
                message = f'ours has changed under other sentences of "{slot.id}"'
                raise SourceError(self._fault("stale-words", message, "read those again first"))
            names = {_string_of(name) for name in (*left, *([key] if value is not None else []))}
            return {REPLACES: fingerprint_replaced(self._originals[slot.id], names), key: value}

        rewrite_entry(self._path, slot.id, change, self._find_faults)

    def read_again(self, context: str) -> None:
        """Write that a partner has read ours again, which has changed, and keeps all own sentences of its entry.

        Raises `BookletError` as `write` does.
        """
        slot = self._slot(context)

        def change(entry: Fields) -> Mapping[str, Value | None]:
            names = {_string_of(name) for name in entry if name != REPLACES}
            return {REPLACES: fingerprint_replaced(self._originals[slot.id], names)} if names else {}

        rewrite_entry(self._path, slot.id, change, self._find_faults)

    @property
    def _path(self) -> Path:
        return self.folder / WORDS

    def _slot(self, context: str) -> MessageSlot:
        if context not in self._known:
            hint = did_you_mean(context, self._known)
            raise SourceError(self._fault("unknown-message", f'no sentence is called "{context}"', hint))
        return self._known[context]

    def _fault(self, code: str, message: str, hint: str) -> Finding:
        return Finding(code, Where(WORDS), message, hint)

    def _sentence(
        self, slot: MessageSlot, entry: Value | None, place: str, titles: Mapping[str, str], is_fixed: bool
    ) -> OwnSentence:
        sentence = OwnSentence(slot.context, place, titles.get(place, ""), slot.band, slot.text, is_fixed=is_fixed)
        if not isinstance(entry, Mapping):
            return sentence
        own = _said(entry, slot, self._originals[slot.id])
        return replace(sentence, own=own, is_old=bool(own) and self._is_old(slot.id, entry))

    def _is_old(self, id: str, entry: Fields) -> bool:
        names = {_string_of(name) for name in entry if name != REPLACES}
        return entry.get(REPLACES) != fingerprint_replaced(self._originals[id], names)

    def _value(self, entry: Fields, slot: MessageSlot, text: str) -> tuple[str, Value | None]:
        """Return the key of a sentence and what it should say, None to take it out."""
        ours = self._originals[slot.id][slot.string].forms
        key = _key_of(slot.string, len(ours))
        if len(ours) == 1:
            return key, text if text not in ("", ours[0]) else None
        said = entry.get(key, ours)
        if isinstance(said, str | Mapping) or len(said) != len(ours):
            hint = "mend it by hand in words.yaml"
            raise SourceError(self._fault("wrong-forms", f'"{slot.context}" has forms of its own', hint))
        forms = [text or ours[slot.form] if number == slot.form else form for number, form in enumerate(said)]
        return key, forms if tuple(forms) != tuple(ours) else None

    def _find_faults(self, text: str) -> Iterator[Finding]:
        """Yield what is to be said of the text of such a file."""
        findings: list[Finding] = []
        words = parse_words(text, findings)
        yield from findings
        yield from apply_words(self._guide, words)[1]
        yield from words_address_findings(self._folders, words)


def _key_of(string: str, forms: int) -> str:
    """Return the key of a string in the file: several forms have one of their own."""
    return string.replace("text", "forms", 1) if forms > 1 else string


def _string_of(key: str) -> str:
    return key.replace("forms", "text", 1)


def _said(entry: Fields, slot: MessageSlot, originals: Mapping[str, Wording]) -> str:
    """Return the own sentence that an entry has for a message, "" if it has none."""
    ours = originals[slot.string].forms
    found = entry.get(_key_of(slot.string, len(ours)), "")
    if isinstance(found, str):
        return found
    forms: Iterable[Value] = () if isinstance(found, Mapping) else found
    said = [form for form in forms if isinstance(form, str)]
    if len(said) != len(ours) or said[slot.form] == ours[slot.form]:
        return ""
    return said[slot.form]
