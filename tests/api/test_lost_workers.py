"""A process of a build may be killed, by a machine that has no memory left: the build goes on without it."""

from datetime import date
from multiprocessing import active_children
from pathlib import Path

import pytest

from booklet.api.building import make_wanted, place_all, plan_all, write_each
from booklet.api.clock import days_of
from booklet.make.build import open_sources


@pytest.mark.slow
@pytest.mark.parametrize("last", [0, 1, 3])
def test_what_is_left_when_a_worker_is_killed_is_written_by_this_process(last: int, tmp_path: Path) -> None:
    sources, days = open_sources(None), days_of(date(2026, 11, 25))
    asked = make_wanted(sources, "card", locale="en", country="KE", band="14-17", edition="screen")
    documents = place_all(plan_all(asked, sources), sources, days)
    before = set(active_children())
    found = []
    for number, file in enumerate(write_each(documents, sources, days, tmp_path / "several", processes=2)):
        found.append(file.path.name)
        if number == last:
            for worker in set(active_children()) - before:
                worker.kill()
    alone = [file.path for file in write_each(documents, sources, days, tmp_path / "alone")]
    assert len(found) > 4 and found == [path.name for path in alone]
    for path in alone:
        (twin,) = (tmp_path / "several").rglob(path.name)
        assert twin.read_bytes() == path.read_bytes()
    assert set(active_children()) == before
