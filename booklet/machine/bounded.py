"""Files of people, read up to a bound: the length that a device or a pipe tells is none."""

from pathlib import Path


def read_bounded(path: Path, most: int) -> bytes | None:
    """Return the bytes of a file, None if there are more than so many; raise OSError if it cannot be read."""
    with path.open("rb") as file:
        data = file.read(most + 1)
    return data if len(data) <= most else None
