"""What spoils code for tests: each change is one thing, stands where it says, and is chosen again when lines move."""

import ast
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest
from projects import OWN

SOURCE = b'''"""A module."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import decimal

MOST: "int | None" = 6


def may(day: "int | None" = 0, *, is_late: bool = False) -> bool:
    """Tell whether it holds: 7 < 8."""
    assert day != 3, "never"
    for one in (day, MOST):
        if not one or is_late:
            continue
    found = [day for day in zip((day,), (0.5,), strict=True) if day < MOST]
    print(f"{len(found) + 1} are found")
    return any(found) and day - 1 <= MOST
'''


@pytest.fixture
def tools(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(OWN / "tools"))


@pytest.fixture
def mutants(tools: None) -> ModuleType:
    import mutants

    return mutants


@pytest.fixture
def mutate(tools: None) -> ModuleType:
    import mutate

    return mutate


def test_each_mutant_is_another_module_that_can_be_read(mutants: ModuleType) -> None:
    found = list(mutants.mutants_of(SOURCE, "a.py"))
    trees = [ast.dump(ast.parse(one.applied_to(SOURCE))) for one in found]
    assert len({*trees, ast.dump(ast.parse(SOURCE))}) == len(found) + 1
    assert all(SOURCE.splitlines()[one.line - 1].decode().find(one.was.split()[0]) >= 0 for one in found)


def test_bounds_conditions_and_statements_are_changed_and_types_words_and_what_we_assert_are_not(
    mutants: ModuleType,
) -> None:
    changes = {(one.was, one.becomes) for one in mutants.mutants_of(SOURCE, "a.py")}
    assert changes == {
        ("6", "7"),
        ("0", "1"),
        ("False", "True"),
        ("0.5", "1.5"),
        ("not one or is_late", "is_late"),
        ("not one or is_late", "(not one)"),
        ("not one or is_late", "(not one and is_late)"),
        ("not one", "one"),
        ("continue", "pass"),
        ("day < MOST", "(day <= MOST)"),
        ("day < MOST", "(day >= MOST)"),
        ("day < MOST", "True"),
        ('print(f"{len(found) + 1} are found")', "pass"),
        ("return any(found) and day - 1 <= MOST", "return None"),
        ("any", "all"),
        ("any(found) and day - 1 <= MOST", "(any(found) or day - 1 <= MOST)"),
        ("any(found) and day - 1 <= MOST", "any(found)"),
        ("any(found) and day - 1 <= MOST", "(day - 1 <= MOST)"),
        ("day - 1", "(day + 1)"),
        ("day - 1 <= MOST", "(day - 1 < MOST)"),
        ("day - 1 <= MOST", "(day - 1 == MOST)"),
        ("1", "0"),
    }


def test_the_choice_stays_when_lines_move(mutants: ModuleType) -> None:
    moved = SOURCE.replace(b"MOST:", b"LEAST = 5\n\n\nMOST:").replace(b"    found =", b"    # a remark\n    found =")
    first, second = (
        {mutants.digest_of(one, "1"): one.was for one in mutants.mutants_of(source, "a.py")}
        for source in (SOURCE, moved)
    )
    assert {key: second[key] for key in first} == first and len(second) == len(first) + 1
    assert not first.keys() & {mutants.digest_of(one, "2") for one in mutants.mutants_of(SOURCE, "a.py")}


def test_rooms_have_modules_and_tests_and_as_many_mutants_as_others(mutate: ModuleType) -> None:
    for room, (patterns, tests) in mutate.ROOMS.items():
        assert all(list(OWN.glob(pattern)) for pattern in patterns), room
        assert all((OWN / test).exists() for test in tests), room
    chosen = mutate.choose("rights", 16, "1")
    assert len(chosen) == 16 and chosen == mutate.choose("rights", 16, "1") != mutate.choose("rights", 16, "2")
    same = [mutate.key_of(mutate.Tried("rights", one, "", "").row) for one in chosen]
    assert not {*chosen} & {*mutate.choose("rights", 16, "1", same)}, "what is known to be the same is not tried"


def test_of_what_is_kept_nothing_survived(mutate: ModuleType) -> None:
    rows = mutate.read_rows(mutate.KEPT)
    verdicts = Counter(row["verdict"] for row in rows)
    assert verdicts[mutate.KILLED] >= 90 and verdicts.keys() <= {mutate.KILLED, mutate.SAME}
    assert all(row["by"] for row in rows), "each was killed by a test, or is the same for a reason"


def test_rows_are_read_as_they_are_written(mutate: ModuleType, tmp_path: Path) -> None:
    rows = mutate.read_rows(mutate.KEPT)
    mutate.write_rows(tmp_path / "kept.tsv", rows)
    assert (tmp_path / "kept.tsv").read_bytes() == mutate.KEPT.read_bytes()
    assert mutate.read_rows(tmp_path / "none.tsv") == []
