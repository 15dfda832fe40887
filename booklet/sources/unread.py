"""Files of a project that nothing reads: a picture in the wrong place or of the wrong kind, a misspelled name."""

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from booklet.errors import Finding, Severity, Where
from booklet.machine.bounded import read_bounded
from booklet.sources.art import ART, PICTURES
from booklet.sources.folders import Folders
from booklet.sources.kinds import fold_name, kind_of
from booklet.sources.picturefault import is_logo
from booklet.sources.yamlfile import LARGEST_FILE

READ_AT_TOP = ("brand.yaml", "words.yaml", "pages.yaml", "cards.yaml", "confirmed.yaml")
"""What is read at the top of a project; files of runs have any name."""

UNREADABLE = ("gif", "webp", "avif", "bmp", "tif", "tiff", "heic", "svgz", "ai", "eps", "psd", "xcf", "indd", "cdr")
"""Endings of pictures that nothing here reads."""

FOLDERS = ("layouts", "art", "pictures", "images", "img", "photos", "logo", "logos", "media", "assets")
"""Folders at the top of a project in which people put what they want printed; what is made from it lies in others."""


def find_unread(folders: Folders) -> Iterator[Finding]:
    """Yield a warning for each file that its owner may believe is printed."""
    if folders.project is None:
        return
    named = fold_name(_read_names(folders.project))
    for path in _list_files(folders.project):
        file = path.relative_to(folders.project).as_posix()
        if hint := _find_hint(file, folders, named):
            yield Finding("unread-file", Where(file), "nothing reads this file", hint, Severity.WARNING)


def _list_files(project: Path) -> Iterator[Path]:
    """Yield the files of a project in the folders where people put them, without hidden ones and what lies outside."""
    root = project.resolve()
    for folder in (project, *(project / name for name in FOLDERS)):
        if folder.is_dir() and folder.resolve().is_relative_to(root):
            found = folder.glob("*") if folder == project else folder.rglob("*")
            files = (path for path in sorted(found) if path.name[0] != "." and path.is_file())
            yield from (path for path in files if path.resolve().is_relative_to(root))


def _read_names(project: Path) -> str:
    """Return all that the files of a project say, in which a picture that is used is named."""
    return "\n".join(_read_text(path) for path in _list_files(project) if path.suffix == ".yaml")


def _read_text(path: Path) -> str:
    """Return what a file says, nothing if it cannot be read or is too large: whoever needs it reports that."""
    try:
        return (read_bounded(path, LARGEST_FILE) or b"").decode(errors="replace")
    except OSError:
        return ""


def _find_hint(file: str, folders: Folders, named: str) -> str:
    """Return what to do about a file that nothing reads, "" if something does or nobody would think so."""
    folder, _, name = file.rpartition("/")
    stem, _, ending = name.rpartition(".")
    kind = ending.lower()
    if not folder and kind in {"yaml", "yml"} and name not in READ_AT_TOP:
        near = get_close_matches(stem.lower(), [one.removesuffix(".yaml") for one in READ_AT_TOP], n=1, cutoff=0.75)
        return f"call it {near[0]}.yaml" if near else ""
    if kind in UNREADABLE:
        return f"save it as SVG, PNG or JPEG in {ART}/"
    if kind not in PICTURES or (kind == "pdf" and folder != ART):
        return ""
    if folder != ART and kind_of(file):
        return ""
    if folder != ART:
        return f"move it to {ART}/" + ("" if is_logo(name) else ", and name it in pages.yaml")
    if is_logo(name) or fold_name(name) in named or (kind == "svg" and (folders.own / file).is_file()):
        return ""
    if kind == "svg" and fold_name(stem) in named:
        return ""
    return f"name it in pages.yaml (file: {name}), or call it logo.{kind} if it is your logo"
