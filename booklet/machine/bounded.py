"""Files of people, read up to a limit: the length that a device or a pipe states cannot be trusted."""

from pathlib import Path


def read_bounded(path: Path, most: int) -> bytes | None:
    """Return the bytes of a file, None if it has more than so many; raise OSError if it cannot be read."""
    with path.open("rb") as file:
        data = file.read(most + 1)
    return data if len(data) <= most else None
