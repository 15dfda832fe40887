"""Typefaces and the scripts that have them: a text file to values, every fault at once."""

import re
from collections.abc import Iterator
from pathlib import Path

from booklet.errors import Finding, Where, did_you_mean
from booklet.look.layout import Family, Fonts, Typeface
from booklet.sources.folders import Folders
from booklet.sources.record import Record
from booklet.sources.yamlfile import Mapping, Node, read_yaml
from booklet.text.fonts import find_font, font_stem, name_font
from booklet.values import replace

FAMILIES = ("display", "body", "number")

_PACKAGED = re.compile(
    r"(?:fontpkg_[a-z0-9_]+|justmytype_[a-z0-9_]+|manimgx_fonts)(?:/[A-Za-z0-9-]+)*/[A-Za-z0-9-]+(?:\[[A-Za-z,]+\])?\.ttf"
)
_OWN = re.compile(r"fonts/[A-Za-z0-9][A-Za-z0-9 ._-]*(?:\[[A-Za-z,]+\])?\.ttf")
_USE = re.compile(r"(?P<name>[a-z0-9-]+)(?: (?P<size>[1-9][0-9]{1,2})/(?P<leading>[1-9][0-9]{1,2}))?")


def read_fonts(path: Path, name: str, folders: Folders, findings: list[Finding]) -> Fonts:
    """Return the fonts of the house and those of a project's folder; every typeface named must exist."""
    fonts = _read_fonts(path, name, folders, findings)
    if folders.project is None:
        return fonts
    ours = _read_fonts(folders.own / name, name, Folders(folders.own), [])
    fonts = replace(fonts, own=_project_files(folders), ours=ours)
    findings += _twins(fonts, ours)
    return fonts


def _twins(fonts: Fonts, ours: Fonts) -> Iterator[Finding]:
    """Report typefaces of a project with the name of another one: a file with both could not tell them apart."""
    named = (file for one in (ours, fonts) for face in one.typefaces.values() for *_, file in face.files)
    known: dict[str, str] = {}
    for file in dict.fromkeys((*named, *fonts.own)):
        first = known.setdefault(font_stem(file), file)
        if first != file:
            message = f"there is another typeface called {_file_name(first)}"
            yield Finding("font-name-twice", Where(f"fonts/{_file_name(file)}"), message, "give the file another name")


def _file_name(file: str) -> str:
    path = find_font(file)
    return path.name if path else Path(file).name


def _read_fonts(path: Path, name: str, folders: Folders, findings: list[Finding]) -> Fonts:
    node, faults = read_yaml(path, name)
    findings += faults
    with Record(node, findings, "the fonts") as record:
        typefaces = {key: _typeface(key, record, value, folders) for key, value in record.mapping("typefaces").items()}
        scripts = {key: _families(value, findings, typefaces) for key, value in record.mapping("scripts").items()}
        if "Latn" not in scripts:
            record.fault("missing-key", record.place("scripts"), 'no script is called "Latn"', "add it as in our fonts")
        last = record.texts("last")
        for unknown in (entry for entry in last if entry not in typefaces):
            message = f'no typeface is called "{unknown}"'
            record.fault("unknown-typeface", record.place("last"), message, did_you_mean(unknown, typefaces))
    return Fonts(typefaces, scripts, last)


def _typeface(name: str, record: Record, node: Node, folders: Folders) -> Typeface:
    if isinstance(node, Mapping):
        files = {key: getattr(value, "text", "") for key, value in node.entries.items()}
    else:
        files = {"1-1000": getattr(node, "text", "")}
    found = []
    for weights, file in files.items():
        least, _, most = weights.partition("-")
        if not re.fullmatch("[0-9]{1,4}(-[0-9]{1,4})?", weights):
            record.fault("wrong-type", node.where, f'"{weights}" is no weight', "write a weight or two: 500, 400-700")
        elif not _PACKAGED.fullmatch(file) and not _OWN.fullmatch(file):
            hint = "name a TrueType file of a font package, or of the folder fonts/: fonts/Name.ttf"
            record.fault("wrong-font", node.where, f'"{file}" is no font file', hint)
        else:
            found.append((int(least), int(most or least), _locate_file(file, folders)))
    return Typeface(name, tuple(sorted(found)))


def _locate_file(file: str, folders: Folders) -> str:
    """Return where a file in a project's folder of fonts lies; those of packages are found when opened."""
    if not _OWN.fullmatch(file):
        return file
    found = next((name for name in (file, f"layouts/{file}") if folders.find(name)), "")
    return _name_file(found, folders) if found else file


def _name_file(name: str, folders: Folders) -> str:
    """Return the name of a file of a folder as fonts have it: that of a project changes with what it is."""
    path = folders.find(name)
    assert path is not None
    ours = _prefer_ours(path, folders)
    is_theirs = ours == path and folders.is_laid(name)
    return name_font(path.resolve(), folders.digest(name)) if is_theirs else str(ours.resolve())


def _prefer_ours(path: Path, folders: Folders) -> Path:
    """Return our own file instead of a copy of it, since a file would take two fonts of one name for one."""
    ours = folders.own / "layouts/fonts" / path.name
    return ours if path != ours and ours.is_file() and ours.read_bytes() == path.read_bytes() else path


def _families(node: Node, findings: list[Finding], typefaces: dict[str, Typeface]) -> dict[str, Family]:
    with Record(node, findings, "the families of a script") as record:
        return {family: _family(record, family, typefaces) for family in FAMILIES}


def _family(record: Record, key: str, typefaces: dict[str, Typeface]) -> Family:
    text = record.text(key)
    match = _USE.fullmatch(text)
    if match is None:
        if text.strip():
            hint = "write a typeface, and size/leading in percent: noto-arabic 108/125"
            record.fault("wrong-type", record.place(key), f'"{text}" is no typeface', hint)
        return Family("", 1.0, 1.0)
    if match["name"] not in typefaces:
        message = f'no typeface is called "{match["name"]}"'
        record.fault("unknown-typeface", record.place(key), message, did_you_mean(match["name"], typefaces))
    return Family(match["name"], int(match["size"] or 100) / 100, int(match["leading"] or 100) / 100)


def _project_files(folders: Folders) -> tuple[str, ...]:
    """Return the TrueType files in a project's folder of fonts, by name, without copies of ours."""
    assert folders.project is not None
    names = Folders(folders.project).names("fonts", ".ttf")
    found = {name: path for stem in names if (path := folders.find(name := f"fonts/{stem}.ttf"))}
    return tuple(_name_file(name, folders) for name, path in found.items() if _prefer_ours(path, folders) == path)
