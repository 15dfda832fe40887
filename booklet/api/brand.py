"""Who a partner's edition is from: the lines of `brand.yaml`, the logo, the accent; read and changed by a program."""

from collections.abc import Mapping
from pathlib import Path

from booklet.api.project import Project
from booklet.errors import Finding, SourceError, Where
from booklet.look.brand import LOGO, LONGEST_CONTACT, LONGEST_NAME
from booklet.project.confirm import find_own_folder
from booklet.project.edit import FieldError, Fields, Value
from booklet.project.keys import edit_keys, read_keys
from booklet.project.logo import lay_logo, take_logo
from booklet.sources.art import ArtFolder
from booklet.sources.brand import BRAND, FACES, find_brand_faults
from booklet.sources.check import faces
from booklet.values import Frozen

__all__ = [
    "FACES",
    "LIMITS",
    "Accent",
    "FieldError",
    "Logo",
    "brand_fields",
    "edit_brand",
    "find_logo",
    "list_accents",
    "list_faces",
    "remove_logo",
    "set_logo",
]

YOUNG = ("maya", "tomas", "noor", "jas", "linh", "kofi", "zuri", "elias")
"""The young people of the guide."""

LOOKS = ("kind", "worried")

LIMITS: Mapping[str, int] = {"name": LONGEST_NAME, "short": LONGEST_NAME, "contact": LONGEST_CONTACT}
"""The letters that a line has at most."""


class Accent(Frozen):
    """An ink that a partner may choose for what is its own, and the colour it has on a screen, such as #99CFB8."""

    name: str
    colour: str


class Logo(Frozen):
    """A partner's logo: its file, its proportions, and what of it is not printed as the file has it."""

    file: str
    width: float
    height: float
    notes: tuple[Finding, ...]


def list_accents(project: Project) -> tuple[Accent, ...]:
    """Return the inks that a partner may choose from."""
    theme = project.sources.theme
    colours = ((name, theme.inks[name].srgb) for name in theme.accents)
    return tuple(Accent(name, "#" + "".join(f"{round(255 * part):02X}" for part in srgb)) for name, srgb in colours)


def list_faces(project: Project) -> tuple[str, ...]:
    """Return the faces of young people for a cover, each kind or worried, such as "zuri kind"."""
    drawn = faces(project.sources.art)
    return tuple(face for who in YOUNG for looks in LOOKS if (face := f"{who} {looks}") in drawn)


def brand_fields(project: Project) -> Fields:
    """Return what `brand.yaml` says, key by key, without remarks, to be changed and written; the file is read anew.

    Raises `SourceError` if the project has no folder of its own, or the file is no YAML.
    """
    return read_keys(_folder(project) / BRAND)


def edit_brand(project: Project, changes: Mapping[str, Value | None], *, seen: Fields | None = None) -> tuple[str, ...]:
    """Change keys of `brand.yaml` and return those that changed; every other letter of the file stays.

    Keys and values are those of the file (`name`, `short`, `accent`, `contact`, `isbn`, `cover`); None removes a key.
    What stands there already is not written again. `seen` is what the file said when it was read (`brand_fields`): a
    key that says something else since then is not overwritten.

    Raises `SourceError` with the faults that the changes would cause (`FieldError`, which tells the key of each);
    `OutputError` if the file cannot be written, or is written in a way in which more would change. Then nothing is
    written.
    """
    if "words" in changes:
        hint = "a person takes responsibility: review take-responsibility"
        raise SourceError(Finding("reserved-key", Where(BRAND), '"words" is not written by a program', hint))
    folder, sources = _folder(project), project.sources
    art = ArtFolder(sources.folders, sources.theme)
    changed = edit_keys(
        folder / BRAND,
        changes,
        seen,
        lambda text: find_brand_faults(text, sources.folders, art, sources.theme.accents),
    )
    project.read_again()
    return changed


def find_logo(project: Project) -> Logo | None:
    """Return the logo of a project, None if it has none; raise `SourceError` if it cannot be printed."""
    art = project.sources.art
    files = art.logos()
    if not files:
        return None
    read = art[LOGO]
    return Logo(files[0], read.width, read.height, tuple(art.notes([LOGO])))


def set_logo(project: Project, data: bytes) -> Logo:
    """Lay a logo into a project in place of the one there is, from its bytes: SVG, PNG, JPEG or PDF by their content.

    Raises `SourceError` with the reasons for which it cannot be printed, `OutputError` if it cannot be written. Then
    the logo of before is still there.
    """
    folder = _folder(project)
    lay_logo(folder, data, ArtFolder(project.sources.folders, project.sources.theme))
    project.read_again()
    found = find_logo(project)
    assert found is not None
    return found


def remove_logo(project: Project) -> None:
    """Take the logo out of a project, if it has one; raise `OutputError` if that cannot be done."""
    take_logo(_folder(project))
    project.read_again()


def _folder(project: Project) -> Path:
    return find_own_folder(project.path, "XX")
