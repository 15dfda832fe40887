"""The command `words`: catalogues for translators, made from the guide, brought up to date, sent out and taken back."""

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from booklet.commands.tell import tell
from booklet.commands.wanted import day, days_of
from booklet.commands.words_status import show_status
from booklet.errors import ExitCode, Finding, Severity, SourceError, Where, raise_errors
from booklet.facts.insert import INTERNATIONAL
from booklet.jobs import PROOF, WORDED
from booklet.machine.bounded import read_bounded
from booklet.make.build import check, open_sources
from booklet.make.output import check_folder, remove_other, write_whole
from booklet.make.planning import Wanted, plan_jobs
from booklet.sources.catalogues import catalogue_name, read_catalogue
from booklet.sources.load import Sources
from booklet.sources.pofile import read_po
from booklet.translators.csvfile import csv_bytes, read_csv
from booklet.translators.extract import all_notes
from booklet.translators.merge import catalogue_rows, imported, new_header, updated
from booklet.translators.pofile import po_text
from booklet.translators.room import FILE as ROOM_FILE
from booklet.translators.room import measure_room, room_text
from booklet.words.catalogue import Catalogue, Slot, slots
from booklet.words.locales import SOURCE_LOCALE, find_language

LARGEST = 8_000_000


@dataclass(frozen=True)
class _Desk:
    """What all actions work with."""

    options: argparse.Namespace
    sources: Sources

    @cached_property
    def known(self) -> dict[str, Slot]:
        """The messages of the guide."""
        return slots(self.sources.guide)

    @cached_property
    def notes(self) -> dict[str, tuple[str, ...]]:
        """What translators are told of each."""
        return all_notes(self.sources, self.known.values())

    def locales(self) -> tuple[str, ...]:
        """Return the locales that are asked for, else all with a catalogue; raise `SourceError` if one has none."""
        asked: list[str] = self.options.locales
        for tag in asked:
            self.check(tag)
        return tuple(asked) or self.sources.catalogues

    def check(self, tag: str) -> None:
        """Raise `SourceError` if a locale has no catalogue."""
        self.sources.locale(tag)
        if tag not in self.sources.catalogues:
            message = f'"{tag}" is not translated'
            raise SourceError(Finding("no-catalogue", Where(tag), message, "name a locale of list locales"))

    def path(self, locale: str) -> Path:
        """Return where the catalogue of a locale is written: into the project if there is one."""
        folders = self.sources.folders
        root = folders.project or folders.own
        path = root / catalogue_name(locale)
        if not path.resolve().is_relative_to(root.resolve()):
            hint = "put the file itself there"
            raise SourceError(Finding("outside-project", Where(str(path)), "is a link out of the project", hint))
        return path

    def read(self, locale: str) -> Catalogue:
        """Return a catalogue to change; raise `SourceError` if it has faults, which writing it would make worse."""
        findings: list[Finding] = []
        catalogue = read_catalogue(self.sources.folders, locale, findings)
        raise_errors(findings)
        return catalogue

    def write(self, catalogue: Catalogue) -> None:
        """Write a catalogue and say where."""
        path = self.path(catalogue.locale)
        text = po_text(catalogue, self.known.values(), self.notes)
        check_folder(path.parent)
        write_whole(path, text.encode())
        print(path)


def run(options: argparse.Namespace) -> int:
    """Do what is asked for."""
    return ACTIONS[options.action](_Desk(options, open_sources(options.project)))


def _room(desk: _Desk) -> int:
    """Measure how many letters each message has room for; it takes minutes."""
    folders = desk.sources.folders
    path = (folders.project or folders.own) / ROOM_FILE
    check_folder(path.parent)
    write_whole(path, room_text(measure_room(desk.sources, desk.known)).encode())
    print(path)
    return ExitCode.DONE


def _extract(desk: _Desk) -> int:
    """Write the template: every message, none translated."""
    path: Path = desk.options.output
    blank = updated(Catalogue("", header=new_header("", day(desk.options))), desk.known)
    check_folder(path.parent)
    write_whole(path, po_text(blank, desk.known.values(), desk.notes).encode())
    print(path)
    return ExitCode.DONE


def _init(desk: _Desk) -> int:
    """Begin a locale."""
    tag: str = desk.options.locale
    find_language(tag)
    if tag == SOURCE_LOCALE or (tag in desk.sources.catalogues and not desk.options.force):
        message = "the guide is written in it" if tag == SOURCE_LOCALE else f"{catalogue_name(tag)} exists"
        hint = "name another language" if tag == SOURCE_LOCALE else "words update brings it up to date"
        raise SourceError(Finding("would-overwrite", Where(tag), message, hint))
    desk.write(updated(Catalogue(tag, header=new_header(tag, day(desk.options))), desk.known))
    return ExitCode.DONE


def _update(desk: _Desk) -> int:
    """Bring catalogues up to the English of today."""
    for catalogue in [desk.read(tag) for tag in desk.locales()]:
        desk.write(updated(catalogue, desk.known))
    return ExitCode.DONE


def _export(desk: _Desk) -> int:
    """Write a catalogue as a table."""
    tag, path = desk.options.locale, desk.options.output
    desk.check(tag)
    data = csv_bytes(updated(desk.read(tag), desk.known), desk.known.values(), desk.notes)
    path = path or Path("output") / f"guide_{tag}.csv"
    check_folder(path.parent)
    write_whole(path, data)
    print(path)
    return ExitCode.DONE


def _import(desk: _Desk) -> int:
    """Take the translations of a table or a PO file; what cannot be taken is told, and the rest is kept."""
    tag, file = desk.options.locale, desk.options.file
    find_language(tag)
    catalogue = desk.read(tag)
    if not catalogue.header:
        catalogue = replace(catalogue, header=new_header(tag, day(desk.options)))
    findings: list[Finding] = []
    data = _bytes(file)
    is_po = file.suffix.lower() == ".po"
    rows = catalogue_rows(read_po(data, str(file), tag, findings)) if is_po else read_csv(data, str(file), findings)
    if desk.options.remarks:
        lines = _bytes(desk.options.remarks).decode(errors="replace").rstrip().split("\n")
        catalogue = replace(catalogue, remarks=tuple(line.rstrip() for line in lines))
    catalogue, others = imported(catalogue, rows, desk.known, force=desk.options.force)
    desk.write(catalogue)
    return tell_all((*findings, *others))


def _bytes(path: Path) -> bytes:
    try:
        data = read_bounded(path, LARGEST)
        if data is None:
            raise SourceError(Finding("file-too-large", Where(str(path)), "more than 8 MB", "name a table of words"))
        return data
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise SourceError(Finding("unreadable", Where(str(path)), reason, "name a file that may be read")) from error


def tell_all(findings: Sequence[Finding]) -> int:
    """Print findings, and return what the command answers to them."""
    for finding in findings:
        is_error = finding.severity is Severity.ERROR
        print(tell(finding) if is_error else f"{finding.severity}: {tell(finding)}", file=sys.stderr)
    return ExitCode.SOURCES if any(found.severity is Severity.ERROR for found in findings) else ExitCode.DONE


def _status(desk: _Desk) -> int:
    """Show where locales stand."""
    return show_status(desk.locales(), desk.sources, desk.known, is_json=desk.options.json)


def _proof(desk: _Desk) -> int:
    """Write a file that shows where each message of a locale stands."""
    from booklet.translators.proofsheet import never_printed, proof_file

    tag, days = desk.options.locale, days_of(desk.options)
    desk.sources.locale(tag)
    countries = (desk.options.country,) if desk.options.country else (INTERNATIONAL,)
    asked = Wanted(WORDED, (tag,), countries, desk.sources.guide.bands, ("screen",))
    documents = check(plan_jobs(asked, desk.sources), desk.sources, days.made, days.real)
    is_proof = any(document.proof for document in documents)
    path = (desk.options.output or Path("output")) / f"words_{tag}{PROOF * is_proof}.pdf"
    check_folder(path.parent)
    remove_other(path)
    write_whole(path, proof_file(documents, desk.sources, desk.known, days.made))
    print(path)
    for name in never_printed(documents, desk.sources, desk.known, desk.known):
        print(f"on no page: {name}")
    return ExitCode.DONE


ACTIONS: dict[str, Callable[[_Desk], int]] = {
    "extract": _extract,
    "init": _init,
    "update": _update,
    "room": _room,
    "status": _status,
    "export": _export,
    "import": _import,
    "proof": _proof,
}
