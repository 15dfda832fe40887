"""A new project: country, name and folder in, the files that a person fills in out."""

import re
import shlex
from collections.abc import Mapping
from pathlib import Path
from string import Template

from booklet.errors import Finding, OutputError, SourceError, Where, raise_errors
from booklet.look.brand import LONGEST_NAME, line_fault
from booklet.make.output import choose_draft_path, remove, sweep, write_whole
from booklet.sources.countries import read_insert
from booklet.sources.folders import Folders, country_file
from booklet.words.cldr import country_name, find_country
from booklet.words.locales import SOURCE_LOCALE

COUNTRY = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?|[0-9]{3}")

SCHEMAS = tuple(
    f"translations/schemas/{name}.json"
    for name in ("brand", "country", "words", "run", "pages", "cards", "posters", "layout", "theme")
)
"""What editors read to complete and check the files of a project."""

NAMED_IN = ("en", "fr", "es", "ar", "ru", "zh-Hans", "pt", "sw", "hi", "th")
"""Languages in which a country may be named instead of by its code."""

FORM, EMPTY = "country.yaml", "country-empty.yaml"
"""The files of a country of which there is nothing yet: one to fill in by hand, one that programs add contacts to."""

TEMPLATES = Path(__file__).parent / "templates"


def make_project(folder: Path, country: str, name: str, ours: Folders, *, has_form: bool = True) -> tuple[str, ...]:
    """Write the files of a project and return their names; raise `BookletError`, with nothing written, if it fails.

    A country of which we have no file begins with a form to fill in, or without contacts. A new folder appears whole.
    An existing folder stays the same folder, since somebody may be working in it; a project whose writing was
    interrupted can be begun again.
    """
    raise_errors((*_country_faults(country), *_name_faults(name)))
    files = {
        name: text.encode() for name, text in project_files(folder, country, name, ours, has_form=has_form).items()
    }
    place = folder.absolute()
    for below in dict.fromkeys((place.parent, *((place / file).parent for file in files))):
        sweep(below)
    _refuse_full(folder, files)
    if place.exists():
        _lay(place, files)
        return tuple(files)
    room = choose_draft_path(place)
    try:
        _lay(room, files)
        room.replace(place)
    except OSError as error:
        raise _report_unwritable(folder, error) from error
    finally:
        remove(room)
    return tuple(files)


def _lay(folder: Path, files: Mapping[str, bytes]) -> None:
    for file, text in files.items():
        _make_folder((folder / file).parent)
        write_whole(folder / file, text)


def project_files(folder: Path, country: str, name: str, ours: Folders, *, has_form: bool = True) -> dict[str, str]:
    """Return the texts of a project by file: our file of the country if there is one, else one to fill in."""
    file = country_file(country)
    path = ours.find(file)
    schemas = {name: ours.own / name for name in SCHEMAS}
    values = {
        "country": country,
        "called": quote_yaml(country_name(SOURCE_LOCALE, country) or country),
        "name": quote_yaml(name),
        "folder": shlex.quote(folder.as_posix()),
        "windows_folder": _windows(folder),
    }
    return {
        "README.md": _fill_template("README.md", values),
        "brand.yaml": _fill_template("brand.yaml", values),
        **{name: _fill_template(name, values) for name in ("words.yaml", "pages.yaml", "cards.yaml")},
        **{name: found.read_text(encoding="utf-8") for name, found in schemas.items()},
        **_make_examples(ours, values),
        file: path.read_text(encoding="utf-8") if path else _fill_template(FORM if has_form else EMPTY, values),
    }


EXAMPLES = "examples"
"""The folder of files to begin from."""

REPLACEABLE = {"theme": "layouts/theme.yaml", "posters": "translations/en/posters.yaml"}
"""Files of ours that a project may replace as a whole, by what they are called among the examples."""


def _make_examples(ours: Folders, values: dict[str, str]) -> dict[str, str]:
    """Return files to begin from, which nothing reads before somebody moves them to their place."""
    found = {f"{EXAMPLES}/layout.yaml": _fill_template("layout.yaml", values)}
    for name, file in REPLACEABLE.items():
        schemas = "../schemas" if file.startswith("translations/") else "../translations/schemas"
        head = f"# yaml-language-server: $schema={schemas}/{name}.json\n# To use it: copy it to {file}.\n"
        found[f"{EXAMPLES}/{name}.yaml"] = head + (ours.own / file).read_text(encoding="utf-8")
    return found


def find_unfilled(folder: Path, country: str) -> tuple[Finding, ...]:
    """Return what the country file of a project still lacks, in the order of its lines."""
    try:
        read_insert(folder / country_file(country), country_file(country))
    except SourceError as error:
        return tuple(sorted(error.findings, key=lambda finding: finding.where.line))
    return ()


def quote_yaml(text: str) -> str:
    """Return a line of text as YAML that reads as the same line.

    >>> quote_yaml("Children's Line: help")
    "'Children''s Line: help'"
    """
    return "'" + text.replace("'", "''") + "'"


def _fill_template(template: str, values: dict[str, str]) -> str:
    return Template((TEMPLATES / template).read_text(encoding="utf-8")).substitute(values)


def _windows(folder: Path) -> str:
    name = folder.as_posix().replace("/", "\\")
    return f'"{name}"' if " " in name else name


def _country_faults(country: str) -> list[Finding]:
    if COUNTRY.fullmatch(country):
        return []
    upper = country.upper()
    code = upper if COUNTRY.fullmatch(upper) else find_country(country, NAMED_IN)
    hint = f"write {code}" if code else "write a code of ISO 3166 such as KE"
    return [Finding("wrong-country", Where("--country"), f'"{country}" is no country code', hint)]


def _name_faults(name: str) -> list[Finding]:
    fault = line_fault(name, LONGEST_NAME)
    hint = f"write one line of {LONGEST_NAME} characters at most"
    return [Finding("wrong-brand", Where("--name"), f'"{name}" {fault}', hint)] if fault else []


def _refuse_full(folder: Path, files: Mapping[str, bytes]) -> None:
    """Raise `OutputError` if the folder holds anything, so that nobody's work is overwritten.

    Files exactly as we would write them do not count: an earlier run was interrupted there.
    """
    try:
        is_free = not folder.exists() or not any(_is_theirs(path, folder, files) for path in folder.rglob("*"))
        is_whole = all((folder / file).exists() for file in files)
    except OSError as error:
        raise _report_unwritable(folder, error) from error
    if is_whole or not is_free:
        hint = "name a folder that does not exist yet"
        raise OutputError(Finding("folder-not-empty", Where(str(folder)), "there are files in it already", hint))


def _is_theirs(path: Path, folder: Path, files: Mapping[str, bytes]) -> bool:
    """Tell whether a file differs from what we would write."""
    if path.is_dir() and not path.is_symlink():
        return False
    name = path.relative_to(folder).as_posix()
    return name not in files or path.read_bytes() != files[name]


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _report_unwritable(folder, error) from error


def _report_unwritable(folder: Path, error: OSError) -> OutputError:
    reason = error.strerror or "cannot be written"
    return OutputError(Finding("output-unwritable", Where(str(folder)), reason, "name another folder"))
