"""Where sources are: in our own folders, and in a partner's project laid over them file by file."""

from collections.abc import Iterator
from pathlib import Path

from booklet.errors import Finding, SourceError, Where
from booklet.text.blank import is_utf8
from booklet.values import Frozen

_PACKAGE = Path(__file__).resolve().parent.parent

_OWN = _PACKAGE if (_PACKAGE / "layouts").is_dir() else _PACKAGE.parent
"""Our sources: inside the installed package, or beside it in a checkout."""

SOURCE_FOLDERS = ("layouts", "translations", "fonts")
"""Where sources are, in our tree and in a project."""


def country_file(country: str) -> str:
    """Return the name of a country's file in our tree and in a project.

    >>> country_file("KE")
    'translations/countries/KE.yaml'
    """
    return f"translations/countries/{country}.yaml"


class Folders(Frozen):
    """Our sources, and a project that lies over them (None: none)."""

    own: Path
    project: Path | None = None

    def find(self, name: str) -> Path | None:
        """Return the file of a name such as `layouts/theme.yaml`: the project's, else ours, else None.

        A project is not trusted: a link that leads out of it raises `SourceError`.
        """
        try:
            root = next((root for root in self._roots if (root / name).is_file()), None)
            if root is None:
                return None
            if root == self.project and not (root / name).resolve().is_relative_to(root.resolve()):
                hint = "put the file itself there"
                raise SourceError(Finding("outside-project", Where(name), "is a link out of the project", hint))
        except OSError as error:
            raise _report_unreadable(name, error) from error
        return root / name

    def names(self, folder: str, suffix: str) -> tuple[str, ...]:
        """Return the stems of the files in a folder of either tree, sorted, without hidden files."""
        try:
            found = {path.stem for root in self._roots for path in _files(root / folder) if path.suffix == suffix}
        except OSError as error:
            raise _report_unreadable(folder, error) from error
        return tuple(sorted(found))

    def own_names(self, folder: str) -> tuple[str, ...]:
        """Return the names of the files in a folder of the project, sorted, without hidden files."""
        try:
            return tuple(sorted(path.name for path in _files(self.project / folder))) if self.project else ()
        except OSError as error:
            raise _report_unreadable(folder, error) from error

    def holders(self, folder: str, file: str) -> tuple[str, ...]:
        """Return the names of folders within a folder of either tree that contain a file, sorted."""
        try:
            found = {path.parent.name for root in self._roots for path in (root / folder).glob(f"*/{file}")}
        except OSError as error:
            raise _report_unreadable(folder, error) from error
        return tuple(sorted(name for name in found if name[0] != "."))

    def is_laid(self, name: str) -> bool:
        """Tell whether a file or folder comes from the project, in place of ours or where we have none."""
        return self.project is not None and (self.project / name).exists()

    @property
    def written(self) -> Path:
        """Where commands write sources: the project, else the tree of a checkout.

        Raises `SourceError` for an installed package, which the next installation replaces.
        """
        if self.project is None and self.own == _PACKAGE:
            message, hint = "is the installed package, which is not written into", "name your folder: --project FOLDER"
            raise SourceError(Finding("no-project", Where(str(self.own)), message, hint))
        return self.project or self.own

    @property
    def _roots(self) -> tuple[Path, ...]:
        return (self.project, self.own) if self.project else (self.own,)


def open_folders(project: Path | None = None) -> Folders:
    """Return the folders of a build; raise `SourceError` if the project is not a folder."""
    if project is not None:
        try:
            next(project.iterdir(), None)
        except OSError as error:
            raise _report_unreadable(str(project), error) from error
        if faults := tuple(_find_bad_names(project)):
            raise SourceError(*faults)
    return Folders(_OWN, project)


def _find_bad_names(project: Path) -> Iterator[Finding]:
    """Yield the sources of a project whose names are no UTF-8, since no file of ours could name them."""
    for path in (path for folder in SOURCE_FOLDERS for path in sorted((project / folder).rglob("*"))):
        if not is_utf8(path.name):
            name = path.relative_to(project).as_posix()
            yield Finding("encoding", Where(name), "the bytes of its name are no UTF-8", "rename it")


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from (path for path in folder.iterdir() if path.name[0] != "." and path.is_file())


def _report_unreadable(name: str, error: OSError) -> SourceError:
    reason = error.strerror or "cannot be read"
    return SourceError(Finding("unreadable", Where(name), reason, "name a folder that exists and may be read"))
