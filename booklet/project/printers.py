"""A partner's own printer: one of ours and the result of a test sheet in, a file for the project out."""

import re
from collections.abc import Mapping
from pathlib import Path

from booklet.errors import Finding, OutputError, SourceError, Where
from booklet.make.output import sweep, write_whole

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+){0,9}")


def printer_file(name: str) -> str:
    """Return the file of a printer in a project; raise `SourceError` if the name is not allowed."""
    if not NAME.fullmatch(name):
        hint = "write small letters, digits and hyphens: second-floor"
        raise SourceError(Finding("wrong-name", Where("--name"), f'"{name}" is no name of a printer', hint))
    return f"layouts/printers/{name}.yaml"


def own_printer(base: str, values: Mapping[str, str]) -> str:
    r"""Return the file of a printer with some of its values replaced.

    >>> print(own_printer("edition: office\nback-shift-long: 1 1\n", {"back-shift-long": "1.5 -0.5"}))
    edition: office
    back-shift-long: 1.5 -0.5
    <BLANKLINE>
    """
    kept = [line for line in base.splitlines() if line.partition(":")[0] not in values]
    return "\n".join((*kept, *(f"{key}: {value}" for key, value in values.items()))) + "\n"


def write_printer(project: Path, name: str, text: str, *, is_forced: bool) -> Path:
    """Write the file of a printer; raise `OutputError` if there is one already and replacing it was not asked for."""
    path = project / printer_file(name)
    if path.exists() and not is_forced:
        hint = "choose another --name, or say --force to replace it"
        raise OutputError(Finding("printer-exists", Where(str(path)), "there is such a printer already", hint))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or "cannot be made"
        hint = "name a folder you may write to"
        raise OutputError(Finding("output-unwritable", Where(str(path.parent)), reason, hint)) from error
    sweep(path.parent)
    write_whole(path, text.encode())
    return path
