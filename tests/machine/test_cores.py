"""How many processes work where nobody says how many."""

import pytest
from cores import have_cores, have_no_semaphores

from booklet.machine.cores import count_workers


@pytest.mark.parametrize(
    ("items", "cores", "expected"),
    [(0, 8, 1), (1, 8, 1), (119, 8, 1), (120, 8, 2), (239, 8, 3), (9999, 8, 4), (9999, 2, 2), (9999, 1, 1)],
)
def test_there_are_as_many_as_are_worth_their_start_and_have_a_core(
    items: int, cores: int, expected: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    have_cores(monkeypatch, cores)
    assert count_workers(items, 60) == expected


def test_there_is_one_where_processes_cannot_work_together(monkeypatch: pytest.MonkeyPatch) -> None:
    have_cores(monkeypatch, 8)
    have_no_semaphores(monkeypatch)
    assert count_workers(9999, 60) == 1
