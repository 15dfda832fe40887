"""Where sources are: in our own folders, and in a partner's project laid over them file by file.

Whatever is read of a project is found here, and what draws is read here: what it shows is asked for file by file.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import file_digest, sha256
from pathlib import Path

from booklet.errors import Finding, SourceError, Where
from booklet.machine.bounded import read_bounded
from booklet.sources.kinds import DRAWING_FOLDERS, HIDDEN, UNHIDE, Kind, is_among, is_hidden, kind_of
from booklet.text.blank import is_utf8

_PACKAGE = Path(__file__).resolve().parent.parent

OWN = _PACKAGE if (_PACKAGE / "layouts").is_dir() else _PACKAGE.parent
"""Our sources: inside the installed package, or beside it in a checkout."""

SOURCE_FOLDERS = ("layouts", "translations", "fonts")
"""Where sources are, in our tree and in a project."""


def country_file(country: str) -> str:
    """Return the name of a country's file in our tree and in a project.

    >>> country_file("KE")
    'translations/countries/KE.yaml'
    """
    return f"translations/countries/{country}.yaml"


@dataclass(frozen=True)
class Folders:
    """Our sources, and a project that lies over them (None: none)."""

    own: Path
    project: Path | None = None
    digests: dict[str, str] = field(default_factory=dict, compare=False, repr=False)
    """Of each file of the project that draws, by name, the digest of its bytes when they were first read."""

    def find(self, name: str) -> Path | None:
        """Return the file of a name such as `layouts/theme.yaml`: the project's, else ours, else None.

        A project is not trusted: a link that leads out of it, a hidden file and one that nobody would be asked about
        raise `SourceError`.
        """
        try:
            root = next((root for root in self._roots if (root / name).is_file()), None)
            if root is not None and root == self.project:
                refuse_outside(root, name)
                _refuse_unasked(root, name)
        except OSError as error:
            raise _report_unreadable(name, error) from error
        return root / name if root else None

    def read(self, name: str, most: int) -> bytes | None:
        """Return the bytes of a file, None if there are more than so many; raise OSError if it cannot be read.

        What a project draws with is the same each time: else a person would be asked about other bytes than print.
        """
        path = self.find(name) or self.own / name
        data = read_bounded(path, most)
        if data is not None and self.project and path == self.project / name and kind_of(name) is Kind.DRAWS:
            self._note(name, sha256(data).hexdigest())
        return data

    def list_drawn(self) -> dict[str, str]:
        """Return the digests of all files of the project that draw, by name, but for those that are ours as they stand.

        Raises `SourceError` for one that changed since it was read.
        """
        try:
            return {name: digest for name in self._names_drawn() if (digest := self._digest_changed(name))}
        except OSError as error:
            raise _report_unreadable(error.filename or "", error) from error

    def _names_drawn(self) -> list[str]:
        """Return the names of all files of the project that draw, in order."""
        project = self.project
        if project is None:
            return []
        paths = (path for folder in DRAWING_FOLDERS for path in project.glob(f"{folder}/*"))
        names = ((path.relative_to(project).as_posix(), path) for path in paths)
        return sorted(
            name for name, path in names if kind_of(name) is Kind.DRAWS and not is_hidden(name) and path.is_file()
        )

    def digest(self, name: str) -> str:
        """Return the digest of a file of the project that draws; `SourceError` if it changed since it was read."""
        found = self.find(name)
        digest = _digest(found) if found else ""
        self._note(name, digest)
        return digest

    def _digest_changed(self, name: str) -> str:
        """Return the digest of a file of the project, "" if ours has the same bytes."""
        digest, ours = self.digest(name), self.own / name
        return "" if ours.is_file() and _digest(ours) == digest else digest

    def _note(self, name: str, digest: str) -> None:
        """Remember what a file was when it was first read; raise `SourceError` if it was something else then."""
        if self.digests.setdefault(name, digest) != digest:
            hint = "run it again when nobody writes there"
            raise SourceError(Finding("changed-meanwhile", Where(name), "has changed since it was read", hint))

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
    return Folders(OWN, project)


def refuse_outside(root: Path, name: str) -> None:
    """Raise `SourceError` for a link that leads out of a folder."""
    if not (root / name).resolve().is_relative_to(root.resolve()):
        hint = "put the file itself there"
        raise SourceError(Finding("outside-project", Where(name), "is a link out of the project", hint))


def _refuse_unasked(project: Path, name: str) -> None:
    """Raise `SourceError` for a file that nobody would be asked about."""
    kind = kind_of(name)
    if is_hidden(name):
        raise SourceError(Finding("hidden-name", Where(name), HIDDEN, UNHIDE))
    if kind is None:
        hint = "docs/truth.md has a table of the files that it may have"
        raise SourceError(Finding("unknown-file", Where(name), "is no file that a project has", hint))
    path = project / name
    if kind is Kind.DRAWS and not is_among(path.name, (one.name for one in path.parent.iterdir())):
        message, hint = "is another name of a file", "write the name that its folder shows"
        raise SourceError(Finding("other-name", Where(name), message, hint))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


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
