"""The lock of a file, which the system releases when a process ends, however it ends."""

import sys
from typing import IO, Any

if sys.platform == "win32":
    import msvcrt

    BEYOND = 1 << 20
    """Where the byte lies that is locked: behind the text, so that others can read it."""

    def take(file: IO[Any]) -> bool:
        """Lock a file, and tell whether that worked: it fails while somebody else holds it."""
        file.seek(BEYOND)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def let_go(file: IO[Any]) -> None:
        """Release the lock of a file."""
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
