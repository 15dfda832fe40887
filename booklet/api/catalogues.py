"""Catalogues for translators, made from the guide, updated, sent out and taken back."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from booklet.errors import Finding, SourceError, Where, raise_errors
from booklet.facts.gate import Days
from booklet.facts.insert import INTERNATIONAL
from booklet.jobs import PROOF, WORDED
from booklet.machine.bounded import read_bounded
from booklet.make.build import place_unfit
from booklet.make.lasting import lock_path
from booklet.make.output import check_folder, remove_other, write_whole
from booklet.make.planning import Wanted, plan_jobs
from booklet.sources.catalogues import catalogue_name, read_catalogue
from booklet.sources.load import Sources
from booklet.sources.pofile import read_po
from booklet.translators.checks import find_too_long, find_unfit
from booklet.translators.csvfile import csv_bytes, read_csv
from booklet.translators.extract import all_notes
from booklet.translators.merge import CatalogueRow, catalogue_rows, import_rows, new_header, update_catalogue
from booklet.translators.pofile import po_text
from booklet.translators.reviewed import Remark, add_remarks, find_remarks
from booklet.translators.room import FILE as ROOM_FILE
from booklet.translators.room import measure_room, read_room, room_text
from booklet.translators.xlifffile import read_xliff, xliff_bytes
from booklet.values import Frozen, replace
from booklet.words.catalogue import (
    TRANSLATOR,
    Catalogue,
    MessageSlot,
    TranslationState,
    slots,
    state_of,
    translator_of,
)
from booklet.words.locales import SOURCE_LOCALE, find_language, is_alike, list_languages

LARGEST = 8_000_000

TRANSLATIONS = "translations"
"""The folder of catalogues, which one command at a time changes."""

KINDS = {".csv": "csv", ".xlsx": "xlsx", ".xlf": "xlf", ".xliff": "xlf"}
"""What the name of a file for translators ends in, and what is written into it."""


class TakenWords(NamedTuple):
    """A catalogue that took words over: its file, how many it took and kept as unsure, what was refused or is too long.

    What is kept as unsure was refused too. Of what was taken, `open` are not printed: they are unsure, or were made for
    other English. `names` are the messages that were taken, `unsure_names` those that were kept as unsure.
    """

    path: Path
    taken: int
    open: int
    unsure: int
    refused: tuple[Finding, ...]
    too_long: tuple[Finding, ...]
    names: tuple[str, ...] = ()
    unsure_names: tuple[str, ...] = ()


class TakenRemarks(NamedTuple):
    """What a reviewer said, and the catalogue in which it stands, None if it is in none."""

    path: Path | None
    remarks: tuple[Remark, ...]


class WrittenProof(NamedTuple):
    """A proof for translators: its file, what does not fit or cannot be set, and the messages on no page."""

    path: Path
    faults: tuple[Finding, ...]
    absent: tuple[str, ...]


class Catalogues(Frozen, dict=True):
    """The catalogues of a project, for all actions on them."""

    sources: Sources

    @cached_property
    def known(self) -> Mapping[str, MessageSlot]:
        """The messages of the guide."""
        return slots(self.sources.guide)

    @cached_property
    def notes(self) -> dict[str, tuple[str, ...]]:
        """The notes for translators, by message."""
        return all_notes(self.sources, self.known.values())

    def locales(self, asked: Sequence[str] = ()) -> tuple[str, ...]:
        """Return the locales that are asked for, else all with a catalogue; raise `SourceError` if one has none."""
        for tag in asked:
            self.check(tag)
        return tuple(asked) or self.sources.catalogues

    def _list_own(self) -> tuple[str, ...]:
        """Return the locales whose catalogues are written in place; raise `SourceError` if a project has none."""
        folders = self.sources.folders
        if folders.project is None:
            return self.sources.catalogues
        own = tuple(tag for tag in self.sources.catalogues if folders.is_laid(catalogue_name(tag)))
        if not own:
            hint = "words init begins a language; name one of ours to lay it over ours"
            raise SourceError(Finding("no-catalogue", Where(str(folders.project)), "has no catalogue of its own", hint))
        return own

    def check(self, tag: str) -> None:
        """Raise `SourceError` if a locale has no catalogue."""
        self.sources.locale(tag)
        if tag not in self.sources.catalogues:
            message = f'"{tag}" is not translated'
            raise SourceError(Finding("no-catalogue", Where(tag), message, "name a locale of list locales"))

    def path(self, locale: str) -> Path:
        """Return where the catalogue of a locale is written: into the project if there is one, never into a package."""
        root = self.sources.folders.written
        path = root / catalogue_name(locale)
        if not path.resolve().is_relative_to(root.resolve()):
            hint = "put the file itself there"
            raise SourceError(Finding("outside-project", Where(str(path)), "is a link out of the project", hint))
        return path

    def read(self, locale: str) -> Catalogue:
        """Return a catalogue to change; raise `SourceError` if it has faults, as writing would make them worse."""
        findings: list[Finding] = []
        catalogue = read_catalogue(self.sources.folders, locale, findings)
        raise_errors(findings)
        return catalogue

    def lock(self) -> AbstractContextManager[None]:
        """Keep other commands from changing catalogues between reading one and writing it."""
        return lock_path(self.sources.folders.written / TRANSLATIONS)

    def write(self, catalogue: Catalogue) -> Path:
        """Write a catalogue and return its path; raise `OutputError` if that fails."""
        return _write(self.path(catalogue.locale), self.text_of(catalogue))

    def text_of(self, catalogue: Catalogue) -> bytes:
        """Return the file of a catalogue, with the notes for translators."""
        return po_text(catalogue, self.known.values(), self.notes).encode()

    def measure_room(self) -> Path:
        """Measure how many letters each message has room for, which takes minutes, and write a table of it."""
        path = self.sources.folders.written / ROOM_FILE
        check_folder(path.parent)
        return _write(path, room_text(measure_room(self.sources, self.known)).encode())

    def extract(self, path: Path, made: date) -> Path:
        """Write the template: every message, none translated."""
        blank = update_catalogue(Catalogue("", header=new_header("", made)), self.known)
        return _write(path, po_text(blank, self.known.values(), self.notes).encode())

    def list_new(self) -> tuple[str, ...]:
        """Return the languages that can be begun: those that can be set and have no catalogue."""
        return tuple(tag for tag in list_languages() if tag not in self.sources.catalogues)

    def begin(self, tag: str, made: date, *, is_forced: bool = False) -> Path:
        """Begin a language; raise `SourceError` if the tag is none, or if it has a catalogue already."""
        find_language(tag)
        if tag == SOURCE_LOCALE or (tag in self.sources.catalogues and not is_forced):
            message = "the guide is written in it" if tag == SOURCE_LOCALE else f"{catalogue_name(tag)} exists"
            hint = "name another language" if tag == SOURCE_LOCALE else "words update brings it up to date"
            raise SourceError(Finding("would-overwrite", Where(tag), message, hint))
        return self.write(update_catalogue(Catalogue(tag, header=new_header(tag, made)), self.known))

    def update(self, asked: Sequence[str] = ()) -> Iterator[Path]:
        """Bring catalogues up to the English of today and yield their paths: in a project those that it has, not ours.

        Raises `SourceError`, with nothing written, if one of them has faults.
        """
        with self.lock():
            for catalogue in [self.read(tag) for tag in (self.locales(asked) if asked else self._list_own())]:
                yield self.write(update_catalogue(catalogue, self.known))

    def export(self, tag: str, path: Path | None, made: date, kind: str = "") -> Path:
        """Write a catalogue for translators, as the kind of file that its name ends in, or that is named.

        Raises `SourceError` rather than write over a file with words that the catalogue does not have.
        """
        self.check(tag)
        chosen = _choose_kind(path, kind)
        catalogue = update_catalogue(self.read(tag), self.known)
        data = self._table_of(catalogue, chosen, made)
        written = path or Path("output") / f"guide_{tag}.{chosen}"
        if written.exists() and _has_other_words(written, tag, catalogue):
            hint = f"take them in with words import {tag} {written}, or name another file with --output"
            message = "is there, with words that the catalogue does not have"
            raise SourceError(Finding("would-overwrite", Where(str(written)), message, hint))
        return _write(written, data)

    def table(self, tag: str, kind: str, made: date) -> bytes:
        """Return a catalogue for translators as a file of a kind: csv, xlsx or xlf; raise `SourceError` for others."""
        self.check(tag)
        return self._table_of(
            update_catalogue(self.read(tag), self.known), _choose_kind(Path(f"{tag}.{kind}"), ""), made
        )

    def _table_of(self, catalogue: Catalogue, kind: str, made: date) -> bytes:
        known, room = self.known.values(), read_room(self.sources.folders)
        locale = find_language(catalogue.locale)
        if kind == "xlsx":
            from booklet.translators.sheetfile import xlsx_bytes  # openpyxl takes long to import

            return xlsx_bytes(catalogue, known, self.notes, room, locale, made)
        if kind == "xlf":
            return xliff_bytes(catalogue, known, self.notes, room, locale)
        return csv_bytes(catalogue, known, self.notes)

    def take(
        self, tag: str, file: Path, made: date, *, remarks: Path | None = None, is_forced: bool = False
    ) -> TakenWords:
        """Take over the translations of a table or a PO file, and tell of those that cannot be taken or are too long.

        Raises `SourceError`, with nothing written, if the file cannot be read or the catalogue has faults.
        """
        locale = find_language(tag)
        if tag == SOURCE_LOCALE:
            hint = "name the language of the file"
            raise SourceError(Finding("wrong-language", Where(tag), "the guide is written in it", hint))
        findings: list[Finding] = []
        rows, translator = _rows(file, tag, findings)
        head = _bytes(remarks).decode(errors="replace").rstrip().split("\n") if remarks else []
        with self.lock():
            catalogue = self.read(tag)
            if not catalogue.header:
                catalogue = replace(catalogue, header=new_header(tag, made))
            if translator and not translator_of(catalogue):
                catalogue = replace(catalogue, header={**catalogue.header, TRANSLATOR: translator})
            if head:
                catalogue = replace(catalogue, remarks=tuple(line.rstrip() for line in head))
            found = import_rows(catalogue, rows, self.known, force=is_forced)
            path = self.write(found.catalogue)
        room = read_room(self.sources.folders)
        too_long = find_too_long(found.catalogue, self.known, (*found.taken, *found.unsure), locale, room)
        refused = (*findings, *found.findings, *find_unfit(found.catalogue, found.taken))
        messages, known = found.catalogue.messages, self.known
        held = sum(state_of(known[name], messages[name]) is TranslationState.TRANSLATED for name in found.taken)
        open_ = len(found.taken) - held
        names, unsure = found.taken, found.unsure
        return TakenWords(path, len(names), open_, len(unsure), refused, tuple(too_long), names, unsure)

    def take_remarks(self, tag: str, file: Path) -> TakenRemarks:
        """Take what a reviewer says in a Word file of `export-text` as remarks of a catalogue; no words are changed.

        Words of ours in English have no catalogue: what is said of them is only told.
        """
        from booklet.translators.wordfile import read_reviewed  # python-docx takes long to import

        self.sources.locale(tag)
        theirs = slots(self.sources.translated_guide(tag).guide)
        rows = read_reviewed(_bytes(file), str(file))
        said = {name: slot.text for name, slot in theirs.items()}
        found = tuple(find_remarks(((row.id, row.words, row.comment) for row in rows), self.known, said))
        if tag == SOURCE_LOCALE or not found:
            return TakenRemarks(None, found)
        with self.lock():
            catalogue = add_remarks(update_catalogue(self.read(tag), self.known), found)
            return TakenRemarks(self.write(catalogue), found)

    def write_proof(self, tag: str, days: Days, country: str | None, folder: Path) -> WrittenProof:
        """Write a file that shows where each message of a locale stands, and what does not fit there."""
        from booklet.translators.proofsheet import find_places, list_never_printed, proof_file

        sources, known = self.sources, self.known
        sources.locale(tag)
        countries = (country,) if country else (INTERNATIONAL,)
        asked = Wanted(WORDED, (tag,), countries, sources.guide.every_band, ("screen",))
        documents, faults = place_unfit(plan_jobs(asked, sources), sources, days.made, days.real)
        is_proof = bool(faults) or any(document.proof for document in documents)
        path = folder / f"words_{tag}{PROOF * is_proof}.pdf"
        check_folder(path.parent)
        remove_other(path)
        shown = find_places(documents, sources, known)
        write_whole(path, proof_file(shown, sources, known, days.made, faults))
        return WrittenProof(path, faults, tuple(list_never_printed(shown, known)))


def find_kind(data: bytes) -> str:
    """Return what the name of a file that a translator sends back should end in, by what is in it.

    A file of an agency comes with any name. What is no spreadsheet, Word file, XLIFF or PO is read as a table of text.
    """
    if data.startswith(b"PK"):
        return ".docx" if b"word/document.xml" in data else ".xlsx"
    head = data[:4000].lstrip(b"\xef\xbb\xbf \r\n\t")
    if head.startswith(b"<"):
        return ".xlf"
    return ".po" if re.search(rb'^msg(ctxt|id) "', head, re.MULTILINE) else ".csv"


def _rows(file: Path, tag: str, findings: list[Finding]) -> tuple[tuple[CatalogueRow, ...], str]:
    """Return the sound rows of a file that a translator sends back, and the translator whom it names, "" if none."""
    data, kind = _bytes(file), file.suffix.lower()
    if kind == ".po":
        sent = read_po(data, str(file), tag, findings)
        if (language := sent.header.get("Language", "")) and not is_alike(language, tag):
            message = f'its header says Language: {language}, and not "{tag}"'
            raise SourceError(Finding("wrong-language", Where(str(file)), message, "name the language of the file"))
        return catalogue_rows(sent), sent.header[TRANSLATOR] if translator_of(sent) else ""
    if kind == ".xlsx":
        from booklet.translators.sheetfile import read_xlsx  # openpyxl takes long to import

        return read_xlsx(data, str(file), tag, findings), ""
    if kind in KINDS and KINDS[kind] == "xlf":
        return read_xliff(data, str(file), tag, findings), ""
    return read_csv(data, str(file), findings), ""


def _has_other_words(file: Path, tag: str, catalogue: Catalogue) -> bool:
    """Tell whether somebody has written in a file what a catalogue lacks, or it is none of ours."""
    findings: list[Finding] = []
    try:
        rows, _ = _rows(file, tag, findings)
    except SourceError:
        return True
    messages = catalogue.messages
    return bool(findings) or any(
        row.context not in messages
        or (row.text.strip() and row.text != messages[row.context].text)
        or not set(row.remarks) <= set(messages[row.context].remarks)
        for row in rows
    )


def _choose_kind(path: Path | None, asked: str) -> str:
    """Return the kind of file that is asked for, or that a name ends in; raise `SourceError` if nothing says it."""
    ending = path.suffix.lower() if path else ".csv"
    if not asked and ending not in KINDS:
        hint = f"let its name end in one of {', '.join(KINDS)}, or say --format"
        raise SourceError(Finding("unknown-format", Where(str(path)), f'"{ending}" is no kind of table', hint))
    return asked or KINDS[ending]


def _write(path: Path, data: bytes) -> Path:
    check_folder(path.parent)
    write_whole(path, data)
    return path


def _bytes(path: Path) -> bytes:
    try:
        data = read_bounded(path, LARGEST)
        if data is None:
            raise SourceError(Finding("file-too-large", Where(str(path)), "more than 8 MB", "name a table of words"))
        return data
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise SourceError(Finding("unreadable", Where(str(path)), reason, "name a file that may be read")) from error
