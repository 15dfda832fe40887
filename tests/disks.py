"""A disk for tests that has no room."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def no_room(most: int = 1000) -> Iterator[None]:
    """Let this process write no file longer than some bytes, as on a full disk, and what it likes afterwards."""
    resource = pytest.importorskip("resource")
    before, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (before, hard))
