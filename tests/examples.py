"""Doctests are looked for in files that have some: to look into one, pytest imports it, files of tests once more."""

from collections.abc import Generator
from importlib import import_module
from pathlib import Path

import pytest
from _pytest.doctest import DoctestModule

Found = list[pytest.Collector]

DJANGO = {"desk", "sandbox", "service"}
"""The rooms whose modules can be imported once Django is configured."""


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path: Path) -> Generator[None, Found, Found]:
    """Leave out what would look for doctests in a file without any."""
    if "booklet" in file_path.parts and DJANGO & set(file_path.parts):
        import_module("desks")
    found = yield
    if any(isinstance(one, DoctestModule) for one in found) and b">>> " not in file_path.read_bytes():
        return [one for one in found if not isinstance(one, DoctestModule)]
    return found
