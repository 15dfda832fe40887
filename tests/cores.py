"""A machine with as many cores as a test wants, and one on which processes cannot work together."""

import errno
import multiprocessing.synchronize  # noqa: F401  # reads what is taken away below when it is imported
import os

import pytest


def have_cores(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """Let a test's process believe that it may use so many cores."""
    monkeypatch.setattr(os, "cpu_count", lambda: number)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(number)), raising=False)


def have_no_semaphores(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a test's process find no semaphores, as in a container without shared memory."""

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))

    monkeypatch.setattr("_multiprocessing.SemLock", refuse)
