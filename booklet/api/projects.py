"""A partner's folder: making a new one, and the changes in its country file."""

from pathlib import Path
from typing import TYPE_CHECKING

from booklet.errors import Finding, SourceError, Where
from booklet.facts.insert import Insert
from booklet.project.differences import differences
from booklet.project.new import EXAMPLES, SCHEMAS, find_unfilled, make_project
from booklet.sources.countries import read_insert
from booklet.sources.folders import SOURCE_FOLDERS, country_file, open_folders
from booklet.values import Frozen

if TYPE_CHECKING:
    from booklet.sources.refresh import Stamps

OURS = "ours"


class NewProject(Frozen):
    """A project that was made: its files, without those for editors, and what its country file still lacks."""

    folder: Path
    files: tuple[str, ...]
    to_fill: tuple[Finding, ...]


def new_project(folder: Path | str, country: str, name: str = "", *, has_form: bool = True) -> NewProject:
    """Make a folder for your own edition: our file of the country if there is one, else one to fill in.

    `country` is a code of ISO 3166 such as KE, `name` your organisation's, for "Adapted by ...". Without a form, a
    country of which we have no file begins without contacts, so that pages can be made at once. Raises `SourceError`
    for a code or name that is none, `OutputError` if the folder holds anything or cannot be written; then nothing has
    changed.
    """
    folder = Path(folder)
    files = make_project(folder, country, name, open_folders(), has_form=has_form)
    return NewProject(
        folder,
        tuple(file for file in files if file not in SCHEMAS and not file.startswith(f"{EXAMPLES}/")),
        find_unfilled(folder, country),
    )


def compare_countries(country: str, old: Path | str, new: Path | str) -> tuple[str, ...]:
    """Return the changes between two country files, a line each; a change of order alone is none.

    `old` and `new` are each a file, a folder with the file of the country, or "ours", which is what is shipped. Raises
    `SourceError` if there is no such file, or with all its faults.
    """
    before, after = (_insert(country, str(place)) for place in (old, new))
    return tuple(differences(before, after))


def _insert(country: str, place: str) -> Insert:
    """Return the insert of a file, of a folder, or ours; raise `SourceError` if there is none."""
    name = country_file(country)
    path = open_folders().own / name if place == OURS else Path(place)
    path = path / name if path.is_dir() else path
    if not path.is_file():
        hint = f"name a file, a folder that holds {name}, or {OURS}"
        raise SourceError(Finding("unknown-country", Where(place), f'there is no file of "{country}"', hint))
    return read_insert(path, str(path), country)


AT_TOP = (".yaml", ".jsonl", ".csv")
"""What files at the top of a project end in that print, or that say what was printed."""


def stamp_project(folder: Path) -> "Stamps":
    """Return a stamp of each file that makes a project, by its name: it is another once the file was written.

    Hidden files and those for editors are left out. A folder that is a link has a stroke behind its name, and another
    stamp each time.
    """
    from booklet.sources.refresh import stamp_files

    return {name: stamp for name, stamp in stamp_files(folder).items() if _makes_project(name)}


def _makes_project(name: str) -> bool:
    """Tell whether a file is one that a project is made of.

    >>> [_makes_project(name) for name in ("brand.yaml", "README.md", "layouts/art/logo.svg", "photos/a.png", "fonts/")]
    [True, False, True, False, True]
    """
    parts = name.split("/")
    if any(part.startswith(".") for part in parts) or parts[:2] == ["translations", "schemas"]:
        return False
    return parts[0] in SOURCE_FOLDERS if len(parts) > 1 else name.endswith(AT_TOP)
