"""liblouis, called as a program: texts in, cells of braille out; its LGPL library is never linked."""

import subprocess
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from textwrap import shorten
from unicodedata import category, normalize

from booklet.errors import Finding, SourceError, Where
from booklet.look.braille import PROGRAM
from booklet.machine.needs import find_program, report_missing_program

DISPLAY = "unicode.dis"
"""The table by which liblouis shows cells as characters of Unicode."""

BLANK = "\u2800"

LONGEST = 300
"""Seconds after which the program is stopped; a booklet takes a few."""

_SIX_DOTS = range(0x2800, 0x2840)

_SHOWN = frozenset("LNPS")
"""Kinds of characters that stand by themselves: letters, numbers, marks of punctuation, symbols."""


def translate(texts: Iterable[str], table: str) -> Mapping[str, str]:
    """Return texts of one line with their cells by a table; Latin letters that it lacks are written without accents.

    Raise `SourceError` if the program is missing or fails, or with every character that the table has no cells for.
    """
    wanted = sorted({text for text in texts if text.strip()})
    written = str.maketrans(_write_otherwise(wanted, table))
    lines = [text.translate(written) for text in wanted]
    found = dict(zip(wanted, _run(lines, table), strict=True))
    for text, cells in found.items():
        if not _is_known(cells):
            raise SourceError(_report_unknown(text, table, text))
    return found


def _write_otherwise(texts: Sequence[str], table: str) -> dict[str, str]:
    """Return what is written for letters that a table lacks: those of Latin script without their accents."""
    shown = sorted(one for one in {letter for text in texts for letter in text} if category(one)[0] in _SHOWN)
    bases = {one: normalize("NFD", one)[0] for one in shown}
    asked = sorted({*shown, *bases.values()})
    lacks = {one for one, cells in zip(asked, _run(asked, table), strict=True) if not _is_known(cells)}
    unknown = [one for one in shown if one in lacks and not (bases[one].isascii() and bases[one] not in lacks)]
    if unknown:
        stands_in = next(text for text in texts if not set(unknown).isdisjoint(text))
        raise SourceError(_report_unknown("".join(unknown), table, stands_in))
    return {one: bases[one] for one in shown if one in lacks}


def _is_known(cells: str) -> bool:
    """Tell whether something is shown by cells of six dots: liblouis shows what it does not know by its number."""
    return bool(cells.strip(BLANK)) and all(ord(cell) in _SIX_DOTS for cell in cells)


def _report_unknown(text: str, table: str, stands_in: str) -> Finding:
    message = f'the table {table} has no braille for "{text}": {shorten(stands_in, 60)}'
    return Finding("braille-unknown", Where("layouts/braille.yaml"), message, "name another table, or write otherwise")


def _run(lines: Sequence[str], table: str) -> list[str]:
    if not lines:
        return []
    program = find_program(PROGRAM)
    if program is None:
        raise SourceError(report_missing_program(PROGRAM, Where("--edition"), "braille is made with it"))
    try:
        done = subprocess.run(
            [program, "--forward", f"{DISPLAY},{table}"],
            input="".join(f"{line}\n" for line in lines).encode(),
            capture_output=True,
            check=True,
            timeout=LONGEST,
            cwd=Path(program).parent,  # it looks for tables where it is started
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise SourceError(_report_failed(table, str(error))) from error
    found = done.stdout.decode("utf-8", "replace").splitlines()
    if len(found) != len(lines):
        raise SourceError(_report_failed(table, f"{len(lines)} lines went in, {len(found)} came out"))
    return found


def _report_failed(table: str, why: str) -> Finding:
    hint = "see whether the table is there: lou_translate --forward TABLE, or name another in layouts/braille.yaml"
    return Finding("braille-failed", Where("--edition"), f"{PROGRAM} failed with the table {table}: {why}", hint)


@cache
def find_version() -> str:
    """Return the version of liblouis, "" if it is not installed."""
    program = find_program(PROGRAM)
    if program is None:
        return ""
    done = subprocess.run([program, "--version"], capture_output=True, text=True, check=False, timeout=LONGEST)
    return done.stdout.partition("\n")[0]
