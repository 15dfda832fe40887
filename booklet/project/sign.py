"""A signature under the lines on the law, written into the country file of a project; nothing else changes in it.

A signature belongs to the lines and facts that stood on the form: if one of them has changed since, it is refused.
"""

import re
from datetime import date
from pathlib import Path
from typing import Any

from booklet.errors import Finding, OutputError, SourceError, Where
from booklet.facts.law import Law
from booklet.make.lasting import lock_path, write_lasting
from booklet.project.confirm import ended_as, read_text
from booklet.sources.countries import parse_country
from booklet.sources.yamlfile import parse_yaml, to_plain
from booklet.values import Frozen


class Signed(Frozen):
    """Who has signed, as what, on which day, and the fingerprint of the form that they read."""

    by: str
    role: str
    on: date
    of: str

    @property
    def line(self) -> str:
        """The line of a country file."""
        return f"signed: {{by: {_quoted(self.by)}, role: {_quoted(self.role)}, on: {self.on}, of: '{self.of}'}}"

    @property
    def values(self) -> dict[str, str]:
        """What the line says, by its keys."""
        return {"by": self.by, "role": self.role, "on": self.on.isoformat(), "of": self.of}


def write_signature(path: Path, signed: Signed) -> None:
    """Write a signature into a country file; raise `BookletError` and write nothing if anything else would change."""
    with lock_path(path):
        text = read_text(path)
        _refuse_other(parse_country(text, path.name, path.stem).legal, signed, path)
        changed = insert_signature(text, signed)
        expected: Any = to_plain(parse_yaml(text, path.name)[0])
        expected["law"]["signed"] = signed.values
        if to_plain(parse_yaml(changed, path.name)[0]) != expected:
            hint = f"write it by hand under law: {signed.line}"
            message = "the law stands in a form that a signature cannot be added to"
            raise OutputError(Finding("law-unwritable", Where(str(path)), message, hint))
        parse_country(changed, path.name, path.stem)
        write_lasting(path, ended_as(changed, path.read_bytes()))


def _refuse_other(law: Law, signed: Signed, path: Path) -> None:
    """Raise `SourceError` if the file has no line on the law, or others than those on the form."""
    if not law.lines:
        hint = "write lines that rest on facts, then make the form with law sheet"
        raise SourceError(Finding("law-empty", Where(str(path)), "there is no line on the law to sign", hint))
    if law.read != signed.of:
        message = f"the form has the fingerprint {signed.of}, and the lines and facts of today {law.read}"
        hint = "they were changed since the form was made: make it anew with law sheet, and ask for a new signature"
        raise SourceError(Finding("law-changed", law.lines[0].where, message, hint))


def insert_signature(text: str, signed: Signed) -> str:
    """Return the text of a country file with a signature as the first line of its law, in place of an older one."""
    lines = text.splitlines(keepends=True)
    start = next((place for place, line in enumerate(lines) if re.match(r"law:\s*(#.*)?$", line)), None)
    if start is None:
        return text
    end = next((place for place in range(start + 1, len(lines)) if re.match(r"[^\s#]", lines[place])), len(lines))
    indent = next((found[1] for line in lines[start + 1 : end] if (found := re.match(r"( +)[^\s#]", line))), "  ")
    kept = [line for line in lines[start + 1 : end] if not re.match(rf"{indent}signed: *\{{[^}}]*\}} *$", line)]
    return "".join((*lines[: start + 1], f"{indent}{signed.line}\n", *kept, *lines[end:]))


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
