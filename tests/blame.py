"""Whose fault a warning is: one of ours fails the test, one of a dependency about another is told in the summary.

Python's filters cannot say it. They see the one place that a warning names by its `stacklevel`, which a package counts
for whoever calls it directly: what is asked for through importlib, a wrapper or another package names any place, one of
ours too. So the whole stack is looked at: who warns, and who called that one.
"""

import os
import sys
import warnings
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from types import FrameType
from typing import TextIO

import pytest

ROOT = Path(__file__).parent.parent

FILES = (*(f"{ROOT / name}{os.sep}" for name in ("booklet", "tests", "tools")), str(ROOT / "make_booklet.py"))

US = "us"

BETWEEN = sys.stdlib_module_names | {"_pytest", "pluggy", "pytest", "xdist", "execnet", ""}
"""Packages that stand between those who warn and those who are warned: Python itself, and what runs the tests."""

_show = warnings.showwarning


def judge(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    """Raise a warning that is ours, and tell any other: what Python calls for each that no filter leaves out.

    A leak is ours, since it is told by whoever happens to run when it is found.
    """
    if issubclass(category, ResourceWarning) or _is_ours(filename, sys._getframe(1)):
        raise message if isinstance(message, Warning) else category(message)
    _show(message, category, filename, lineno, file, line)


def _is_ours(named: str, frame: FrameType | None) -> bool:
    """Tell whether a warning is for us to cure; `named` is the file that it names, `frame` where it was raised.

    It is if we warn, or if we called who warns, unless it names a file of somebody else.
    """
    stack = list(_list_stack(frame))
    near = [package for package, _ in groupby(package for _, package in stack if package not in BETWEEN)][:2]
    about = next((package for file, package in stack if file == named), US if named.startswith(FILES) else None)
    return (US in near or not near) and (about == US or about in BETWEEN)


def _list_stack(frame: FrameType | None) -> Iterator[tuple[str, str]]:
    """Yield the file of each function that runs, from the inside, and the package that it belongs to."""
    while frame:
        file = frame.f_code.co_filename
        yield file, US if file.startswith(FILES) else str(frame.f_globals.get("__name__", "")).partition(".")[0]
        frame = frame.f_back


@contextmanager
def judged() -> Generator[None]:
    """Judge each warning; within what pytest sets up to gather them, since that forgets what was set before."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(warnings, "showwarning", judge)
        yield


if __name__ == "blame":  # as conftest.py imports it before all that may warn, and not as its doctests are looked for
    warnings.showwarning = judge
