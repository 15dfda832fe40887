"""What a worker keeps of the posters that it has made is bounded by how much each of them brings."""

import gc
import sys
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import islice, permutations
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Any

import pytest
from campaigns import DAY, campaign, made
from projects import lay

from booklet.facts.gate import Days
from booklet.machine.bounds import PAGES, TEXTS
from booklet.make.build import open_sources
from booklet.make.runs.plan import plan_run
from booklet.make.runs.work import MAKE, RunTask, work_on
from booklet.sources.folders import open_folders
from booklet.sources.runfile import read_run
from booklet.typeset.placed import TextAt

RUN = """\
lots:
  - {name: posters, product: poster, items: p1, countries: KE, locales: en, bands: 14-17, editions: press,
     records: schools.csv}
"""

ROWS = 6

SMALL = {"booklet.check.preflight.read.fonts"}
"""Modules in which what is remembered is a few bytes of each word, and may keep more of them."""

REMEMBERS = type(cache(len))

CODE = (type, ModuleType, FunctionType, BuiltinFunctionType, REMEMBERS)
"""What everything refers to."""


def caches() -> dict[str, Any]:
    """Return what remembers results in all our modules that are imported, by name."""
    modules = [module for name, module in sys.modules.items() if name.startswith("booklet.")]
    found = (one for module in modules for one in vars(module).values() if isinstance(one, REMEMBERS))
    return {f"{one.__module__}.{one.__qualname__}": one for one in found}


def hold_text(remembers: Any) -> bool:
    """Tell whether text in its place on a page is kept by a cache."""
    seen: set[int] = set()
    left = [one for one in gc.get_referents(remembers) if not isinstance(one, CODE)]
    while left:
        one = left.pop()
        if isinstance(one, TextAt):
            return True
        if id(one) not in seen:
            seen.add(id(one))
            left += (inner for inner in gc.get_referents(one) if not isinstance(inner, CODE))
    return False


@pytest.fixture(scope="module")
def growing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """The caches that each poster of a run has added to."""
    file = campaign(tmp_path_factory.mktemp("memory"), RUN)
    names = ["".join(letters) for letters in islice(permutations("lakes"), ROWS)]  # no letter is new in any of them
    table = "".join(f"{name},{name.title()} School,{name}.example,https://{name}.example/\n" for name in names)
    lay(file.parent, {"schools.csv": "id,name,contact,web\n" + table})
    task = RunTask(open_folders(file.parent), made(file), Days.on(date.fromisoformat(DAY)))
    sizes: list[dict[str, int]] = []
    for item in plan_run(read_run(file), open_sources(file.parent)):
        (outcome,) = work_on(((item, ""),), MAKE, task)
        assert not outcome.faults
        sizes.append({name: one.cache_info().misses for name, one in caches().items()})
    assert len(sizes) == ROWS
    yield {name: one for name, one in caches().items() if sizes[-1][name] - sizes[1][name] >= ROWS - 2}


def test_what_grows_with_each_poster_ends_soon(growing: dict[str, Any]) -> None:
    most = {name: one.cache_info().maxsize for name, one in growing.items() if one.__module__ not in SMALL}
    assert "booklet.text.compose.compose" in most
    assert {name: entries for name, entries in most.items() if entries is None or entries > TEXTS} == {}


@pytest.mark.slow
def test_no_more_pages_are_kept_than_files_of_a_kind_need(growing: dict[str, Any]) -> None:
    held = {name: one.cache_info().maxsize for name, one in growing.items() if hold_text(one)}
    assert any(name.startswith("booklet.typeset.fit.") for name in held)
    assert {name: most for name, most in held.items() if most > PAGES} == {}
