"""Which programs still run; and how a program that works for another ends together with it."""

import os
import platform
import signal
import sys
from contextlib import suppress
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess


@cache
def machine() -> str:
    """Return four digits that tell this machine from others that may use the same folder."""
    return sha256(platform.node().encode()).hexdigest()[:4]


if sys.platform == "win32":
    import ctypes

    _SYNCHRONIZE, _DENIED, _RUNS = 0x00100000, 5, 0x102

    def is_alive(number: int) -> bool:
        """Tell whether a program with a number runs on this machine; no signal is sent to it."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        found = kernel.OpenProcess(_SYNCHRONIZE, False, number)
        if not found:
            return ctypes.get_last_error() == _DENIED
        try:
            return bool(kernel.WaitForSingleObject(found, 0) == _RUNS)
        finally:
            kernel.CloseHandle(found)

else:

    def is_alive(number: int) -> bool:
        """Tell whether there is a program of a number on this machine; nothing is sent to it.

        >>> is_alive(os.getpid()), is_alive(2**31 - 1)
        (True, False)
        """
        try:
            os.kill(number, 0)
        except ProcessLookupError:
            return False
        except (PermissionError, OverflowError):
            return True
        return True


def end_with_parent() -> None:
    """End this process as soon as the one that started it is gone, however that ended.

    The system closes what the two share when one of them ends (a pipe; on Windows the handle of a process), so neither
    has to send anything or to poll.
    """
    from multiprocessing import parent_process
    from multiprocessing.connection import wait
    from threading import Thread

    parent = parent_process()
    if parent is None:
        return
    if not parent.is_alive():
        os._exit(1)

    def follow() -> None:
        wait([parent.sentinel])
        os._exit(1)

    Thread(target=follow, daemon=True).start()


def end_group(process: "subprocess.Popen[bytes]") -> None:
    """End a process that was not waited for, and everything it started; it was started in a session of its own."""
    with suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
