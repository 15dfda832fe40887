"""Where sources are: our own folders, and a partner's project laid over them file by file."""

from dataclasses import dataclass
from pathlib import Path

from booklet.errors import Finding, SourceError, Where

_PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Folders:
    """Our sources, and a project that lies over them (None: none)."""

    own: Path
    project: Path | None = None

    def find(self, name: str) -> Path | None:
        """Return the file of a name such as `layouts/theme.yaml`: the project's, else ours, else None."""
        roots = [self.project, self.own] if self.project else [self.own]
        return next((root / name for root in roots if (root / name).is_file()), None)

    def names(self, folder: str, suffix: str) -> tuple[str, ...]:
        """Return the stems of the files of a folder, of both trees, sorted."""
        roots = [self.own, self.project] if self.project else [self.own]
        return tuple(sorted({path.stem for root in roots for path in (root / folder).glob(f"*{suffix}")}))


def open_folders(project: Path | None = None) -> Folders:
    """Return the folders of a build; raise `SourceError` if the project is no folder."""
    own = _PACKAGE if (_PACKAGE / "layouts").is_dir() else _PACKAGE.parent
    if project is not None and not project.is_dir():
        hint = "name a folder that exists"
        raise SourceError(Finding("unreadable", Where(str(project)), "there is no such project folder", hint))
    return Folders(own, project)
