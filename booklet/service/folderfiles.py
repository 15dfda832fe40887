"""Finished files in a folder, of this machine or one that several share."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from typing import IO

from booklet.api.working import choose_draft_path, sweep_output
from booklet.service.files import KEY, Kept, check_key, unreachable


def _give_name(draft: Path, place: Path) -> bool:
    """Give a file its name, and tell whether that was free."""
    try:
        os.link(draft, place)
    except FileExistsError:
        return False
    return True


class FolderFiles:
    """Files in a folder, of this machine or one that several share."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _path(self, key: str) -> Path:
        return self.folder / check_key(key)

    def keep(self, key: str, path: Path) -> bool:
        """Write a copy beside its place, and give it its name, which fails if that is given already."""
        place = self._path(key)
        if place.exists():
            return False
        draft = choose_draft_path(place.with_name(f"{place.name}-{token_hex(4)}"))
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            with path.open("rb") as given, draft.open("xb") as file:
                shutil.copyfileobj(given, file, 1 << 20)
                file.flush()
                os.fsync(file.fileno())
            return _give_name(draft, place)
        except OSError as error:
            raise unreachable(error.strerror or "cannot be written") from error
        finally:
            with suppress(OSError):
                draft.unlink()

    def open(self, key: str) -> IO[bytes]:
        """Open a file."""
        return self._path(key).open("rb")

    def exists(self, key: str) -> bool:
        """Tell whether there is a file."""
        return self._path(key).is_file()

    def address(self, key: str, name: str) -> str | None:
        """Return None: a folder has no address."""
        return None

    def kept(self, beginning: str = "") -> Iterator[Kept]:
        """Yield files, sorted by key."""
        below = beginning.rpartition("/")[0]
        for path in sorted((self.folder / below).rglob("*")):
            key = path.relative_to(self.folder).as_posix()
            if KEY.fullmatch(key) and key.startswith(beginning) and path.is_file():
                found = path.stat()
                yield Kept(key, found.st_size, datetime.fromtimestamp(found.st_mtime, UTC))

    def forget(self, beginning: str, before: datetime) -> int:
        """Remove old files, and what a process that was killed left half written."""
        for path in [self.folder, *self.folder.rglob("*")]:
            if path.is_dir():
                sweep_output(path)
        old = [one.key for one in self.kept(beginning) if one.at < before]
        for key in old:
            self._path(key).unlink(missing_ok=True)
        return len(old)

    def check(self) -> None:
        """Write a file that has no name."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self.folder) as file:
                file.write(b"ok")
        except OSError as error:
            raise unreachable(error.strerror or "cannot be written") from error
