"""The command `words`: catalogues for translators, made from the guide, updated, sent out and taken back."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from booklet.api.catalogues import Catalogues
from booklet.api.project import open_project
from booklet.commands.tell import one_line, tell
from booklet.commands.wanted import day, days_of
from booklet.commands.words_status import show_status
from booklet.errors import ExitCode, Finding, Severity

Action = Callable[[Catalogues, argparse.Namespace], int]


def run(options: argparse.Namespace) -> int:
    """Do what is asked for."""
    return ACTIONS[options.action](Catalogues(open_project(options.project).sources), options)


def _room(catalogues: Catalogues, _: argparse.Namespace) -> int:
    """Measure how many letters each message has room for; it takes minutes."""
    print(catalogues.measure_room())
    return ExitCode.DONE


def _extract(catalogues: Catalogues, options: argparse.Namespace) -> int:
    """Write the template: every message, none translated."""
    print(catalogues.extract(options.output, day(options)))
    return ExitCode.DONE


def _init(catalogues: Catalogues, options: argparse.Namespace) -> int:
    """Begin a locale."""
    print(catalogues.begin(options.locale, day(options), is_forced=options.force))
    return ExitCode.DONE


def _update(catalogues: Catalogues, options: argparse.Namespace) -> int:
    """Bring catalogues up to the English of today."""
    for path in catalogues.update(options.locales):
        print(path)
    return ExitCode.DONE


def _export(catalogues: Catalogues, options: argparse.Namespace) -> int:
    """Write a catalogue as a table, a spreadsheet or XLIFF."""
    print(catalogues.export(options.locale, options.output, day(options), options.format))
    return ExitCode.DONE


def _import(catalogues: Catalogues, options: argparse.Namespace) -> int:
    """Take over the translations of a table or a PO file; report those that cannot be taken or are too long."""
    if options.file.suffix.lower() == ".docx":
        return _import_remarks(catalogues, options)
    found = catalogues.take(
        options.locale, options.file, day(options), remarks=options.remarks, is_forced=options.force
    )
    print(found.path)
    answer = tell_all((*found.refused, *found.too_long))
    errors = sum(finding.severity is Severity.ERROR for finding in found.refused)
    kept = f" ({found.unsure} of them kept as unsure, and not printed)" if found.unsure else ""
    waiting = f" ({found.open} of them not printed: unsure, or for other English)" if found.open else ""
    print(f"{found.taken} taken{waiting}, {errors} refused{kept}, {len(found.too_long)} too long for their page")
    return answer


def _import_remarks(catalogues: Catalogues, options: argparse.Namespace) -> int:
    """Take over what a reviewer says in a Word file, and show it."""
    found = catalogues.take_remarks(options.locale, options.file)
    for remark in found.remarks:
        print(one_line(f"{remark.id or 'beside the rows'}: {remark.says}"))
    kept = len([remark for remark in found.remarks if remark.context])
    written = f", {kept} of them written beside their messages into {found.path}" if found.path else ""
    print(f"{len(found.remarks)} remarks{written}")
    return ExitCode.DONE


def tell_all(findings: Sequence[Finding]) -> int:
    """Print findings and return the exit code for them."""
    for finding in findings:
        is_error = finding.severity is Severity.ERROR
        print(tell(finding) if is_error else f"{finding.severity}: {tell(finding)}", file=sys.stderr)
    return ExitCode.SOURCES if any(found.severity is Severity.ERROR for found in findings) else ExitCode.DONE


def _status(catalogues: Catalogues, options: argparse.Namespace) -> int:
    """Show where locales stand."""
    return show_status(options, catalogues.locales(options.locales), catalogues)


def _proof(catalogues: Catalogues, options: argparse.Namespace) -> int:
    """Write a file that shows where each message of a locale stands."""
    folder = options.output or Path("output")
    proof = catalogues.write_proof(options.locale, days_of(options), options.country, folder)
    print(proof.path)
    for fault in proof.faults:
        print(tell(fault), file=sys.stderr)
    if proof.faults:
        print(f"{len(proof.faults)} to mend, listed on the first page; what is too long is outlined in red")
    if proof.absent:
        print(f"{len(proof.absent)} messages stand on no page here; the last pages list them")
    return ExitCode.DONE


ACTIONS: dict[str, Action] = {
    "extract": _extract,
    "init": _init,
    "update": _update,
    "room": _room,
    "status": _status,
    "export": _export,
    "import": _import,
    "proof": _proof,
}
