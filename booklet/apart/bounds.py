"""How much of the machine a stranger's file may take."""

import sys
from contextlib import suppress

if sys.platform != "win32":
    import resource

READING_SECONDS = 30
INK_SECONDS = 120

IMPOSING_SECONDS = 120

MOST_MEMORY = 1 << 30
"""Bytes a process may ask for, where the system can hold it to that (Linux, most Unix)."""

MOST_DECODED = 1 << 28
"""Bytes that one stream may have when it is decompressed, on every system."""

MOST_SENT = 700_000_000
"""Bytes of a file that is read apart: the rest of the memory is for the work."""

MOST_TOLD = 1 << 24
"""Bytes of words and figures that a process may answer."""

MOST_ANSWERED = 1 << 30
"""Bytes of files that a process may answer."""


def bound(seconds: int, largest_file: int) -> bool:
    """Bound the memory of this process, its time and each file it writes; tell whether its memory is bounded."""
    if sys.platform == "win32":
        return False
    bounds = [(resource.RLIMIT_CORE, 0), (resource.RLIMIT_CPU, seconds + 1), (resource.RLIMIT_FSIZE, largest_file)]
    for kind, most in bounds:
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        return sys.platform != "darwin"  # which takes the figure and lets every process have more
    return False
