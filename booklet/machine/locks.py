"""The lock of a file: the system lets go of it whenever a process ends, however it ends."""

import sys
from typing import IO, Any

if sys.platform == "win32":
    import msvcrt

    BEYOND = 1 << 20
    """Where the byte lies that is locked: behind the text, so that others can read it."""

    def take(file: IO[Any]) -> bool:
        """Hold a file, and tell whether nobody else does."""
        file.seek(BEYOND)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def let_go(file: IO[Any]) -> None:
        """Hold a file no more."""
        file.seek(BEYOND)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def take(file: IO[Any]) -> bool:
        """Hold a file, and tell whether nobody else does."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def let_go(file: IO[Any]) -> None:
        """Hold a file no more."""
        fcntl.flock(file, fcntl.LOCK_UN)
