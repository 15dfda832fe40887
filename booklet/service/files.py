"""Finished files by key: what was made once is found again by whoever asks for the same."""

import shutil
from datetime import datetime
from pathlib import Path
from typing import IO, Protocol

from django.conf import settings

from booklet.api.working import choose_draft_path


class Files(Protocol):
    """Where finished files are kept. A key's content never changes; what is half written is never seen."""

    def keep(self, key: str, path: Path) -> None:
        """Keep a file under a key, unless there is one already."""

    def open(self, key: str) -> IO[bytes]:
        """Open the file of a key; raise `FileNotFoundError` if there is none."""

    def exists(self, key: str) -> bool:
        """Tell whether there is a file of a key."""

    def forget(self, beginning: str, before: datetime) -> int:
        """Remove the files whose keys begin so and that were kept before a moment, and return how many they were."""


class FolderFiles:
    """Files in a folder; a key is the path of its file below it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, key: str, path: Path) -> None:
        """Keep a file under a key, unless there is one already."""
        kept = self.folder / key
        if kept.is_file():
            return
        kept.parent.mkdir(parents=True, exist_ok=True)
        draft = choose_draft_path(kept)
        try:
            shutil.copyfile(path, draft)
            draft.replace(kept)
        finally:
            draft.unlink(missing_ok=True)

    def open(self, key: str) -> IO[bytes]:
        """Open the file of a key; raise `FileNotFoundError` if there is none."""
        return (self.folder / key).open("rb")

    def exists(self, key: str) -> bool:
        """Tell whether there is a file of a key."""
        return (self.folder / key).is_file()

    def forget(self, beginning: str, before: datetime) -> int:
        """Remove the files whose keys begin so and that were kept before a moment, and return how many they were."""
        found = [path for path in (self.folder / beginning).rglob("*") if path.is_file()]
        old = [path for path in found if path.stat().st_mtime < before.timestamp()]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)


def files() -> Files:
    """Return where this service keeps finished files."""
    return FolderFiles(settings.SERVICE.home / "files")
