"""Ctrl-C: a program that is stopped ends within a second, whatever it is doing."""

import os
import signal
import sys
from collections.abc import Callable
from threading import Timer
from types import FrameType

STOPPED = 130
"""The exit code of a program that a person has stopped, as shells have it (128 and SIGINT)."""

PATIENCE = 0.5
"""Seconds in which a program may put away what it has begun; then it ends as if it were killed, which loses nothing."""


class Stopped(KeyboardInterrupt):
    """Ctrl-C, as a class of our own: Python notes its own for good where it makes code, and ends by SIGINT, not 130."""


def end_when_stopped(tell: Callable[[], None]) -> None:
    """Let Ctrl-C raise `KeyboardInterrupt` once; if the program does not end soon after, `tell` and end it.

    Where Ctrl-C means something else already (a program in the background does not hear it), it is left so.
    """
    if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        return
    ours = os.getpid()

    def stop(_number: int, _frame: FrameType | None) -> None:
        if os.getpid() != ours:
            return  # a worker that was forked: it ends with us
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        sys.unraisablehook = lambda _: None
        late = Timer(PATIENCE, _end_now, (tell,))
        late.daemon = True
        late.start()
        raise Stopped

    signal.signal(signal.SIGINT, stop)


def _end_now(tell: Callable[[], None]) -> None:
    try:
        tell()
    finally:
        os._exit(STOPPED)
