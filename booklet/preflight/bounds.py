"""How much of the machine a stranger's file may take."""

import sys

READING_SECONDS = 30
INK_SECONDS = 120

MOST_MEMORY = 1 << 30
"""Bytes a process may ask for, where the system can hold it to that (Linux, most Unix)."""

MOST_DECODED = 1 << 28
"""Bytes that one stream may have when it is decompressed, on every system."""


def bound_memory() -> None:
    """Bound the memory of this process, on systems that can."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
