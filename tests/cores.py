"""A machine with as many cores as a test wants."""

import os

import pytest


def have_cores(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """Let a test's process believe that it may use so many cores."""
    monkeypatch.setattr(os, "cpu_count", lambda: number)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(number)), raising=False)
