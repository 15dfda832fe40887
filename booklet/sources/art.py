"""Art by name: SVG files to drawings in our inks, read once and only when a page asks for them."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from booklet.art.drawing import Drawing
from booklet.errors import Finding, SourceError, Where
from booklet.layout import Theme
from booklet.sources.folders import Folders


class ArtFolder(Mapping[str, Drawing]):
    """The drawings of `layouts/art`, each read when it is first needed."""

    def __init__(self, folders: Folders, theme: Theme) -> None:
        self.folders = folders
        self._theme = theme
        self._read: dict[str, Drawing] = {}

    @cached_property
    def _inks(self) -> dict[str, str]:
        return {_hex(ink.srgb): name for name, ink in self._theme.inks.items()}

    def path(self, name: str) -> Path | None:
        """Return the file of a drawing."""
        return self.folders.find(f"layouts/art/{name}.svg")

    def __getitem__(self, name: str) -> Drawing:
        if name not in self._read:
            self._read[name] = self._open(name)
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.folders.names("layouts/art", ".svg"))

    def __len__(self) -> int:
        return len(self.folders.names("layouts/art", ".svg"))

    def _open(self, name: str) -> Drawing:
        from booklet.art.markup import LARGEST_FILE
        from booklet.art.svg import read_svg

        file = f"layouts/art/{name}.svg"
        path = self.path(name)
        if path is None:
            raise SourceError(
                Finding("missing-art", Where(file), "there is no such drawing", "add the file or name another")
            )
        try:
            with path.open(encoding="utf-8") as svg:
                text = svg.read(LARGEST_FILE + 1)
        except (OSError, UnicodeDecodeError) as error:
            raise SourceError(Finding("unreadable", Where(file), str(error), "check the file")) from error
        return read_svg(text, file, self._inks)


def _hex(srgb: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(255 * part):02x}" for part in srgb)
