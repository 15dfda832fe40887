"""Processes that work for this one: they do not hear Ctrl-C, and end when a person stops the program."""

import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import active_children
from multiprocessing.context import BaseContext
from types import TracebackType
from typing import Any, ParamSpec, TypeVar

from booklet.errors import Finding, OutputError, Where
from booklet.machine.cores import can_work_together

P = ParamSpec("P")
T = TypeVar("T")


class Workers(ProcessPoolExecutor):
    """Worker processes that are waited for at the end, or killed if it is Ctrl-C that ends them.

    Raises `OutputError` where processes cannot work together.
    """

    def __init__(
        self,
        most: int,
        context: BaseContext | None = None,
        *,
        initializer: Callable[..., object] | None = None,
        initargs: tuple[Any, ...] = (),
    ) -> None:
        if not can_work_together():
            message, hint = "processes cannot work together on this machine, which has no semaphores", "say --jobs 1"
            raise OutputError(Finding("no-semaphores", Where("--jobs"), message, hint))
        super().__init__(most, context, initializer, initargs)
        self._others = active_children()

    def submit(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Give work to a worker, which may be started for it."""
        with _start_deaf():
            return super().submit(work, *args, **kwargs)

    def __exit__(
        self, failed: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end(failed)

    def end(self, failed: type[BaseException] | None = None) -> None:
        """Wait for what workers are doing; after Ctrl-C they are killed, which loses nothing."""
        if failed is not None and issubclass(failed, KeyboardInterrupt):
            for worker in active_children():
                if worker not in self._others:
                    worker.kill()
        self.shutdown(cancel_futures=True)


if sys.platform == "win32":
    import ctypes

    @contextmanager
    def _start_deaf() -> Iterator[None]:
        """Let processes that are started meanwhile not hear Ctrl-C."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.SetConsoleCtrlHandler(None, True)
        try:
            yield
        finally:
            kernel.SetConsoleCtrlHandler(None, False)

else:

    @contextmanager
    def _start_deaf() -> Iterator[None]:
        """Let processes that are started meanwhile not hear Ctrl-C."""
        before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
