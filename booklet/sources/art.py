"""Art by name: SVG files read into drawings in our inks, once and only when a page asks for them."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from pathlib import Path

from booklet.art.drawing import Drawing
from booklet.art.imported import Imported
from booklet.errors import Finding, Severity, SourceError, Where, did_you_mean
from booklet.look.brand import LOGO
from booklet.look.layout import Theme
from booklet.machine.needs import need
from booklet.sources.encoding import decode_text
from booklet.sources.folders import Folders
from booklet.sources.kinds import fold_name
from booklet.sources.picturefault import is_logo, make_fault

LARGEST_PICTURE = 40_000_000
"""Bytes that a photo has at the most; SVG and PDF, in which every byte is worked through, have fewer."""

LARGEST_PDF = 2_000_000

PICTURES = ("svg", "png", "jpg", "jpeg", "pdf")
"""What a logo may be, and all but the last a picture on a page; in capital letters too."""

ART = "layouts/art"

PAGE_SIDE = 1700
"""Pixels of a picture as wide as the text of a page: 360 an inch on A5, 250 in large print."""

TALLEST = 6
"""How many times as high as it is wide a picture on a page may be; the narrowest of that shape fills a page."""

LEAST_SHARP = 0.62
"""Of these the part below which a press refuses it: 225 an inch."""


class ArtFolder(Mapping[str, Drawing | Imported]):
    """The drawings of `layouts/art`, each read when it is first needed: ours in our inks, by their names.

    A partner's logo, and pictures named with their endings (`house.jpg`), are taken over in their own colours.
    """

    def __init__(self, folders: Folders, theme: Theme) -> None:
        self.folders = folders
        self._theme = theme
        self._read: dict[str, Drawing | Imported] = {}
        self._sides: dict[str, int] = {}

    @cached_property
    def _inks(self) -> tuple[tuple[str, str], ...]:
        return tuple(ink_names(self._theme).items())

    def path(self, name: str) -> Path | None:
        """Return the file of a drawing."""
        return self.folders.find(f"{ART}/{name}.svg")

    def logos(self) -> tuple[str, ...]:
        """Return the files of the logo, of which there should be no more than one."""
        return tuple(f"{ART}/{name}" for name in self.pictures() if is_logo(name))

    def pictures(self) -> tuple[str, ...]:
        """Return the names of a project's pictures, the logo among them."""
        names = self.folders.own_names(ART)
        return tuple(name for name in names if name.rpartition(".")[2].lower() in PICTURES)

    def note_size(self, name: str, share: float) -> None:
        """Remember how much of the width of the text a picture takes, so that it keeps no more pixels than that."""
        side = round(share * PAGE_SIDE)
        if side > self._sides.get(name, 0):
            self._sides[name] = side
            self._read.pop(name, None)

    def replaceable(self) -> tuple[str, ...]:
        """Return the drawings that are ours, or stand in the place of one of ours: all of these must be in our inks."""
        return Folders(self.folders.own).names(ART, ".svg")

    def notes(self, names: Iterable[str]) -> Iterator[Finding]:
        """Yield what of pictures that can be read is not printed as their files have it."""
        for name in dict.fromkeys(names):
            picture, file = self[name], f"{ART}/{name}"
            changes = picture.changes if isinstance(picture, Imported) else ()
            where = Where(self.logos()[0] if name == LOGO else file)
            wanted = round(self._sides.get(name, 0) * LEAST_SHARP)
            if isinstance(picture, Imported) and picture.is_pixels and picture.width < wanted:
                said = (
                    f"it has {picture.width:.0f} pixels across, and a press refuses fewer than {wanted} where it stands"
                )
                yield Finding("picture-coarse", where, said, "take a larger one, or make it narrower", Severity.WARNING)
            if changes:
                said = f"it is printed a little differently from its file: {'; '.join(changes)}"
                yield Finding("picture-changed", where, said, "look at it in preview", Severity.NOTE)

    def file(self, name: str) -> Path | None:
        """Return the file that a drawing, the logo or a picture is read from, None if there is none."""
        files = self.logos() if name == LOGO else ()
        if files:
            return self.folders.find(files[0])
        is_picture = name.rpartition(".")[2].lower() in PICTURES
        return self.folders.find(f"{ART}/{self._spell(name)}") if is_picture else self.path(name)

    def __getitem__(self, name: str) -> Drawing | Imported:
        if name not in self._read:
            self._read[name] = self._find(name)
        return self._read[name]

    def _find(self, name: str) -> Drawing | Imported:
        files = self.logos() if name == LOGO else ()
        if files:
            return self._import(files[0])
        if name.rpartition(".")[2].lower() in PICTURES:
            return self._import(f"{ART}/{self._spell(name)}", self._sides.get(name, 0))
        return self._open(name)

    def _spell(self, name: str) -> str:
        """Return the name of a picture as its file has it: computers differ in capitals and accents."""
        names = self.pictures()
        alike = [one for one in names if fold_name(one) == fold_name(name)]
        return alike[0] if len(alike) == 1 and name not in names else name

    def __iter__(self) -> Iterator[str]:
        return iter(self.folders.names("layouts/art", ".svg"))

    def __len__(self) -> int:
        return len(self.folders.names("layouts/art", ".svg"))

    def _import(self, file: str, wide: int = 0) -> Imported:
        """Return a picture of a partner's; `wide` pixels are enough."""
        if self.folders.find(file) is None:
            hint = did_you_mean(file.rpartition("/")[2], self.pictures(), f"put it into {ART}/ of your folder")
            raise SourceError(Finding("missing-art", Where(file), "there is no such picture", hint))
        return self.read(_read_picture(self.folders, file), file, wide)

    def read(self, data: bytes, file: str, wide: int = 0) -> Imported:
        """Return a picture by what its bytes are, whatever its name says; `wide` pixels are enough.

        Raises `SourceError` for everything that a partner's picture must not have.
        """
        from booklet.sources.colours import PROFILE
        from booklet.sources.pixels import SIDE, is_pixels, read_pixels

        profile = self.folders.own / PROFILE
        most = (wide, TALLEST * wide) if wide else (SIDE, SIDE)
        if is_pixels(data):
            return read_pixels(data, file, profile, most)
        if file.lower().endswith("svg"):
            from booklet.art.markup import LARGEST_FILE
            from booklet.sources.svgpicture import read_svg_picture

            if len(data) > LARGEST_FILE:
                raise _report_large_drawing(file)
            inks = {ink.srgb: ink for ink in self._theme.inks.values()}
            return read_svg_picture(decode_text(data, file), file, profile, inks)
        if not file.lower().endswith("pdf"):
            return read_pixels(data, file, profile, most)
        need("pikepdf", Where(file), "a logo as PDF is read with it", "save the logo as SVG or PNG")
        from booklet.sources.logoapart import read_pdf_apart

        if len(data) > LARGEST_PDF:
            raise _report_large_picture(file, LARGEST_PDF)
        return read_pdf_apart(data, file, profile)

    def _open(self, name: str) -> Drawing:
        file = f"{ART}/{name}.svg"
        if self.path(name) is None:
            raise SourceError(
                Finding("missing-art", Where(file), "there is no such drawing", "add the file or name another")
            )
        return _read_once(decode_text(read_art_file(self.folders, file), file), file, self._inks)


@lru_cache(512)
def _read_once(text: str, file: str, inks: tuple[tuple[str, str], ...]) -> Drawing:
    """Return the drawing that a text is: whoever opens sources again finds most files as they were."""
    from booklet.art.svg import read_svg

    return read_svg(text, file, dict(inks))


def read_art_file(folders: Folders, file: str) -> bytes:
    """Return the bytes of a drawing; raise `SourceError` if there are too many or they cannot be read."""
    from booklet.art.markup import LARGEST_FILE

    data = _read_file(folders, LARGEST_FILE, file)
    if data is None:
        raise _report_large_drawing(file)
    return data


def _report_large_drawing(file: str) -> SourceError:
    return SourceError(Finding("art-unsupported", Where(file), "more than 1 MB of SVG", "simplify the drawing"))


def ink_names(theme: Theme) -> dict[str, str]:
    """Return the inks of a theme by the colours that drawings have."""
    return {_hex(ink.srgb): name for name, ink in theme.inks.items()}


def _read_picture(folders: Folders, file: str) -> bytes:
    data = _read_file(folders, LARGEST_PICTURE, file)
    if data is None:
        raise _report_large_picture(file, LARGEST_PICTURE)
    return data


def _report_large_picture(file: str, most: int) -> SourceError:
    return make_fault("too-large", file, f"has more than {most // 1_000_000} MB", "save it smaller")


def _read_file(folders: Folders, most: int, file: str) -> bytes | None:
    """Return the bytes of a file, None if there are too many; raise `SourceError` if it cannot be read."""
    try:
        return folders.read(file, most)
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise SourceError(Finding("unreadable", Where(file), reason, "let it be read")) from error


def _hex(srgb: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(255 * part):02x}" for part in srgb)
