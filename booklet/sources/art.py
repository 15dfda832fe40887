"""Art by name: SVG files read into drawings in our inks, once and only when a page asks for them."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from booklet.art.drawing import Drawing
from booklet.art.imported import Imported
from booklet.errors import Finding, SourceError, Where
from booklet.look.brand import LOGO
from booklet.look.layout import Theme
from booklet.machine.bounded import read_bounded
from booklet.machine.needs import need
from booklet.sources.encoding import decode_text
from booklet.sources.folders import Folders

LARGEST_LOGO = 2_000_000

LOGOS = ("svg", "png", "pdf")
"""What a logo may be."""


class ArtFolder(Mapping[str, Drawing | Imported]):
    """The drawings of `layouts/art`, each read when it is first needed; the logo may also be a PDF or PNG."""

    def __init__(self, folders: Folders, theme: Theme) -> None:
        self.folders = folders
        self._theme = theme
        self._read: dict[str, Drawing | Imported] = {}

    @cached_property
    def _inks(self) -> dict[str, str]:
        return ink_names(self._theme)

    def path(self, name: str) -> Path | None:
        """Return the file of a drawing."""
        return self.folders.find(f"layouts/art/{name}.svg")

    def logos(self) -> tuple[str, ...]:
        """Return the files of the logo, of which there should be no more than one."""
        names = (f"layouts/art/{LOGO}.{kind}" for kind in LOGOS)
        return tuple(name for name in names if self.folders.find(name))

    def __getitem__(self, name: str) -> Drawing | Imported:
        if name not in self._read:
            files = self.logos() if name == LOGO else ()
            self._read[name] = self._import_logo(files[0]) if files and files[0][-3:] != "svg" else self._open(name)
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.folders.names("layouts/art", ".svg"))

    def __len__(self) -> int:
        return len(self.folders.names("layouts/art", ".svg"))

    def _import_logo(self, file: str) -> Imported:
        from booklet.sources.colours import PROFILE

        path = self.folders.find(file)
        assert path is not None
        data = _read_file(path, LARGEST_LOGO, file)
        if data is None:
            message = f"the logo has more than {LARGEST_LOGO // 1_000_000} MB"
            raise SourceError(Finding("logo-too-large", Where(file), message, "save it smaller"))
        if file.endswith("png"):
            from booklet.sources.pnglogo import read_png

            return read_png(data, file, self.folders.own / PROFILE)
        need("pikepdf", Where(file), "a logo as PDF is read with it", "save the logo as SVG or PNG")
        from booklet.sources.logoapart import read_pdf_apart

        return read_pdf_apart(data, file, self.folders.own / PROFILE)

    def _open(self, name: str) -> Drawing:
        from booklet.art.svg import read_svg

        file = f"layouts/art/{name}.svg"
        path = self.path(name)
        if path is None:
            raise SourceError(
                Finding("missing-art", Where(file), "there is no such drawing", "add the file or name another")
            )
        return read_svg(decode_text(read_art_file(path, file), file), file, self._inks)


def read_art_file(path: Path, file: str) -> bytes:
    """Return the bytes of a drawing; raise `SourceError` if there are too many or they cannot be read."""
    from booklet.art.markup import LARGEST_FILE

    data = _read_file(path, LARGEST_FILE, file)
    if data is None:
        raise SourceError(Finding("art-unsupported", Where(file), "more than 1 MB of SVG", "simplify the drawing"))
    return data


def ink_names(theme: Theme) -> dict[str, str]:
    """Return the inks of a theme by the colours that drawings have."""
    return {_hex(ink.srgb): name for name, ink in theme.inks.items()}


def _read_file(path: Path, most: int, file: str) -> bytes | None:
    """Return the bytes of a file, None if there are too many; raise `SourceError` if it cannot be read."""
    try:
        return read_bounded(path, most)
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise SourceError(Finding("unreadable", Where(file), reason, "let it be read")) from error


def _hex(srgb: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(255 * part):02x}" for part in srgb)
