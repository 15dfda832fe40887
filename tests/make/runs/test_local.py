"""Work is dealt out in groups that share what a process keeps; what is lost or left is dealt out again."""

import os
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from pathlib import Path

import pytest
from campaigns import TELL, campaign, make
from cores import have_cores, have_no_semaphores

import booklet.make.runs.local as local
from booklet.errors import OutputError
from booklet.facts.gate import Days
from booklet.jobs import Job
from booklet.make.runs.dealing import chunks
from booklet.make.runs.local import Pool
from booklet.make.runs.plan import RunItem
from booklet.make.runs.work import Keyed, RunTask
from booklet.sources.folders import open_folders


def items(number: int, locales: str = "en") -> list[Keyed]:
    jobs = [
        Job("card", f"c{place}", "card-85x55", locale, "KE", "14-17", "press", "colour", "offset-coated")
        for place in range(number)
        for locale in locales.split()
    ]
    return [(RunItem("a", job, 1, ""), "key") for job in jobs]


TASK = RunTask(open_folders(), Path("nowhere"), Days.on(date(2026, 11, 25)))


def test_a_group_has_one_locale_and_all_items_are_in_one() -> None:
    found = chunks(items(40, "en ar"), 2)
    assert all(len({item.job.locale for item, _ in chunk}) == 1 for chunk in found)
    assert sorted(item.id for chunk in found for item, _ in chunk) == sorted(item.id for item, _ in items(40, "en ar"))


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_workers_make_way_after_their_shift_and_nothing_is_left(monkeypatch: pytest.MonkeyPatch, workers: int) -> None:
    monkeypatch.setattr(local, "SHIFT", 4)
    wanted = items(40)
    with Pool(workers) as pool:
        outcomes = [outcome for group in pool.work_through(wanted, TELL, TASK) for outcome in group]
    assert sorted(outcome.item.id for outcome in outcomes) == sorted(item.id for item, _ in wanted)
    assert os.getpid() not in {outcome.pages for outcome in outcomes}
    assert len({outcome.pages for outcome in outcomes}) > workers


def test_a_few_items_need_no_other_process() -> None:
    with Pool(1) as pool:
        outcomes = [outcome for group in pool.work_through(items(8), TELL, TASK) for outcome in group]
    assert {outcome.pages for outcome in outcomes} == {os.getpid()}


def test_many_items_are_done_here_where_processes_cannot_work_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "SHIFT", 4)
    have_no_semaphores(monkeypatch)
    with Pool(1) as pool:
        outcomes = [outcome for group in pool.work_through(items(8), TELL, TASK) for outcome in group]
    assert {outcome.pages for outcome in outcomes} == {os.getpid()} and len(outcomes) == 8


@pytest.mark.slow
def test_workers_that_are_lost_again_and_again_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(*_: object, **__: object) -> None:
        raise BrokenProcessPool

    monkeypatch.setattr(local, "wait", lost)
    with Pool(2) as pool, pytest.raises(OutputError) as caught:
        list(pool.work_through(items(8), TELL, TASK))
    assert [finding.code for finding in caught.value.findings] == ["worker-lost"]


@pytest.mark.slow
def test_a_run_begins_what_is_worth_its_start_unless_a_number_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[int] = []

    class Watched(Pool):
        """Does all in this process, and notes how many were wanted."""

        def __init__(self, workers: int, folder: Path | None = None) -> None:
            begun.append(workers)
            super().__init__(1, folder)

    monkeypatch.setattr(local, "Pool", Watched)
    monkeypatch.setattr("booklet.machine.cores.MOST", 3)
    have_cores(monkeypatch, 8)
    file = campaign(tmp_path)
    assert make(file, "--dry-run") == make(file, "--dry-run", "--jobs", "2") == 0
    assert begun == [1, 2]
    monkeypatch.setattr("booklet.api.campaigns.EXAMINED", 1)
    assert make(file, "--dry-run") == make(file, "--jobs", "4") == make(file) == 0
    assert begun == [1, 2, 3, 4]  # the last one has nothing to make
    monkeypatch.setattr("booklet.api.campaigns.DRAWN", 1)
    assert make(file, day="2026-11-26") == 0
    assert begun[4:] == [3]
