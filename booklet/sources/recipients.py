"""Tables of places whose names posters and cards bear: a CSV from any spreadsheet, every fault with its line."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from booklet.errors import Finding, Severity, SourceError, Where
from booklet.facts.lots import Recipient
from booklet.look.brand import LONGEST_CONTACT, LONGEST_NAME, line_fault
from booklet.machine.bounded import read_bounded
from booklet.sources.addresses import address_findings
from booklet.sources.folders import Folders, refuse_outside
from booklet.sources.kinds import HIDDEN, UNHIDE, is_hidden
from booklet.sources.shelters import find_shelter_address
from booklet.sources.table import LARGEST, read_table
from booklet.text.markup import escape_markup
from booklet.values import replace

COLUMNS = ("id", "name", "contact", "web")
"""`id` names the files, else the number of the row does; `web` is what the code of its posters leads to.

Words may print any other column, too.
"""

NEEDED = ("name",)

_ID = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")

LONGEST_ID = 30


def read_recipients(folders: Folders, name: str, asked: Where, findings: list[Finding]) -> tuple[Recipient, ...]:
    """Return the places in a table; raise `SourceError` if it is no such table, other faults go to `findings`."""
    return parse_recipients(_read_bytes(folders, name, asked), name, findings)


def parse_recipients(data: bytes, name: str, findings: list[Finding]) -> tuple[Recipient, ...]:
    """Return the places in the bytes of a table; raise `SourceError` if it is none, other faults go to `findings`."""
    rows = list(read_table(data, name, COLUMNS, NEEDED, findings))
    found = tuple(_recipient(number, where, cells, findings) for number, (where, cells) in enumerate(rows, start=1))
    if not rows:
        findings.append(Finding("empty-list", Where(name), "no row has a name", "write a name in each row"))
    _refuse_twins(found, findings)
    return found


def _read_bytes(folders: Folders, name: str, asked: Where) -> bytes:
    if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts or "\\" in name:
        hint = "put the table beside the run file, and write its name alone"
        raise SourceError(Finding("outside-project", asked, f'"{name}" is not beside the run file', hint))
    if is_hidden(name):
        raise SourceError(Finding("hidden-name", asked, f'"{name}" {HIDDEN}', UNHIDE))
    path = folders.own / name
    try:
        if not path.is_file():
            raise SourceError(Finding("unreadable", asked, f'there is no file "{name}"', "put it beside the run file"))
        refuse_outside(folders.own, name)
        data = read_bounded(path, LARGEST)
        if data is None:
            message = f"more than {LARGEST} bytes"
            raise SourceError(Finding("file-too-large", Where(name), message, "a table has less than 8 MB"))
        return data
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise SourceError(Finding("unreadable", Where(name), reason, "let it be read")) from error


def _recipient(number: int, where: Where, cells: Mapping[str, str], findings: list[Finding]) -> Recipient:
    name = _line(number, where, "name", cells["name"].strip(), LONGEST_NAME, findings)
    contact = _line(number, where, "contact", cells.get("contact", "").strip(), LONGEST_CONTACT, findings)
    if not cells["name"].strip():
        findings.append(Finding("empty-text", where, f"record {number} has no name", "write one, or delete the row"))
    id_ = cells.get("id", "").strip() or f"{number:04d}"
    if len(id_) > LONGEST_ID or not _ID.fullmatch(id_):
        hint = f"write letters and digits, with a hyphen between them, {LONGEST_ID} at most"
        findings.append(Finding("wrong-name", where, f'record {number}: "{id_[:40]}" is no id', hint))
    web = _web(number, where, cells.get("web", "").strip(), findings)
    own = {column: text.strip() for column, text in cells.items() if column}
    known = {"id": id_, "name": name, "contact": contact, "web": web}
    columns = tuple((own | known).items())
    findings += _find_shelter(number, where, cells)
    return Recipient(id_, name, contact, where, web, columns)


def _web(number: int, where: Where, address: str, findings: list[Finding]) -> str:
    """Return an address that a poster may lead to: complete, encrypted, and on the site's own host."""
    if not address:
        return ""
    faults = [
        replace(found, message=f"record {number}: {found.message}", severity=_raise_severity(found.severity))
        for found in address_findings(address, where)
    ]
    findings += faults
    return "" if any(found.severity is Severity.ERROR for found in faults) else address


def _find_shelter(number: int, where: Where, cells: Mapping[str, str]) -> list[Finding]:
    """Return the faults of a row that says where a shelter stands, in whatever column."""
    about = "\n".join(cells.values())
    faults = (found for text in cells.values() for found in find_shelter_address(escape_markup(text), where, about))
    return [replace(found, message=f"record {number}: {found.message}") for found in faults]


def _raise_severity(severity: Severity) -> Severity:
    """Return the severity of a finding on a poster: a note about a country's file is an error here."""
    return Severity.ERROR if severity is Severity.NOTE else severity


def _line(number: int, where: Where, column: str, text: str, longest: int, findings: list[Finding]) -> str:
    """Return a text of one line that is not too long, else "" with a finding."""
    fault = line_fault(text, longest)
    if not fault:
        return text
    message, hint = f"record {number}: its {column} {fault}", f"write one line of {longest} characters at most"
    findings.append(Finding("wrong-record", where, message, hint))
    return ""


def _refuse_twins(found: tuple[Recipient, ...], findings: list[Finding]) -> None:
    """Report rows whose files would have the same name, even if only the case of letters differs."""
    seen: dict[str, Recipient] = {}
    for recipient in found:
        first = seen.setdefault(recipient.id.lower(), recipient)
        if first is not recipient:
            message = f'"{recipient.id}" stands already in line {first.where.line}'
            findings.append(Finding("duplicate-id", recipient.where, message, "give it another id"))
