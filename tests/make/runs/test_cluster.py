"""A run on a Dask cluster makes the files that a run here makes, and outlives its workers.

Its workers have our code in a folder of their own, no sources and no folder of the run.
"""

import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from campaigns import RUN, campaign, codes_in, made, make, pdfs, tree, without_progress
from clusters import Cluster, Held, cluster, code_in, ended, started, without_times

pytestmark = pytest.mark.skipif(not Path("/proc").is_dir(), reason="runs are held by pipes of a known size")

LONG = RUN.replace("[XX, KE]", "[XX, KE, EG, TH, GB, IN]")
"""48 files: their events are more than a pipe holds."""


@pytest.fixture(scope="module")
def code(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return code_in(tmp_path_factory.mktemp("code"))


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    file = campaign(tmp_path_factory.mktemp("undisturbed"), LONG)
    assert make(file) == 0
    return without_times(tree(made(file)))


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory, code: Path) -> Iterator[Cluster]:
    """A cluster of two workers, as each test leaves it to the next."""
    with cluster(tmp_path_factory.mktemp("pair") / "cluster") as begun:
        begun.add_workers(code, number=2)
        yield begun


@pytest.mark.slow
def test_a_cluster_makes_the_same_files(tmp_path: Path, pair: Cluster, undisturbed: dict[str, bytes]) -> None:
    file = campaign(tmp_path, LONG)
    assert ended(started(file, pair.address))[0] == 0
    before = tree(made(file))
    assert without_times(before) == undisturbed
    assert ended(started(file, pair.address))[0] == 0
    assert tree(made(file)) == before


SCHOOLS = """\
lots:
  - {name: posters, product: poster, items: p1, countries: XX, locales: en, bands: 14-17, editions: press,
     records: schools.csv}
"""


@pytest.mark.slow
def test_what_draws_nothing_is_ordered_in_large_groups(tmp_path: Path, pair: Cluster) -> None:
    file = campaign(tmp_path, SCHOOLS)
    table = ["id,name", *(f"s{number},Example School {number}" for number in range(200))]
    (file.parent / "schools.csv").write_text("\n".join(table))
    orders = "[move for move in dask_scheduler.transition_log if 'examined' in move[0] and move[2] == 'memory']"
    asked = f"print(client.run_on_scheduler(lambda dask_scheduler: len({orders})))"
    before = int(pair.ask(asked))
    assert ended(started(file, pair.address, "--dry-run"))[0] == 0
    assert int(pair.ask(asked)) - before == 2 * 4  # for each worker, not one for each 16


@pytest.mark.slow
def test_a_worker_that_is_lost_is_no_file_lost(tmp_path: Path, code: Path, undisturbed: dict[str, bytes]) -> None:
    file = campaign(tmp_path, LONG)
    with cluster(tmp_path / "cluster") as begun:
        _, lost = begun.add_workers(code, number=2)
        run = Held(file, begun.address)
        run.until_made()
        lost.kill()
        lost.wait()
        assert len(pdfs(made(file))) < 48
        assert run.let_go()[0] == 0
        assert len(begun.workers()) == 1
    assert without_times(tree(made(file))) == undisturbed


@pytest.mark.slow
def test_a_run_that_is_stopped_leaves_nothing_to_do(
    tmp_path: Path, pair: Cluster, undisturbed: dict[str, bytes]
) -> None:
    file = campaign(tmp_path, LONG)
    run = Held(file, pair.address)
    run.until_made()
    run.process.send_signal(signal.SIGINT)
    assert run.let_go() == (130, "Stopped; run again to go on.\n")
    found = without_times(pdfs(made(file)))
    assert found and found.items() < undisturbed.items()
    pair.ask("while client.run_on_scheduler(lambda dask_scheduler: len(dask_scheduler.tasks)): pass")
    assert ended(started(file, pair.address))[0] == 0
    assert without_times(tree(made(file))) == undisturbed


@pytest.mark.slow
def test_a_scheduler_that_is_lost_is_told(tmp_path: Path, code: Path, undisturbed: dict[str, bytes]) -> None:
    file = campaign(tmp_path, LONG)
    with cluster(tmp_path / "cluster") as begun:
        begun.add_workers(code)
        run = Held(file, begun.address)
        run.until_made()
        begun.scheduler.kill()
        begun.scheduler.wait()
        exit_code, said = run.let_go()
    assert exit_code == 5
    assert codes_in(said) == [(begun.address, "scheduler-lost")]
    assert make(file) == 0
    assert without_times(tree(made(file))) == undisturbed


DEADLY = """\
import os
import booklet.make.runs.remote
booklet.make.runs.remote.answer = lambda *_: os._exit(1)
"""


@pytest.mark.slow
def test_files_that_cost_too_many_workers_are_told(tmp_path: Path, code: Path) -> None:
    file = campaign(tmp_path)
    (tmp_path / "deadly.py").write_text(DEADLY)
    with cluster(tmp_path / "cluster", DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="0") as begun:
        begun.add_workers(code, "--preload", str(tmp_path / "deadly.py"))
        exit_code, said = ended(started(file, begun.address))
        assert exit_code == 5
        assert codes_in(said) == [(begun.address, "worker-lost")]
        exit_code, said = ended(started(file, begun.address))
        assert exit_code == 5
        assert codes_in(said) == [(begun.address, "no-workers")]
    assert not pdfs(made(file))


@pytest.mark.slow
def test_a_worker_with_other_code_is_refused_by_name(tmp_path: Path, pair: Cluster) -> None:
    file = campaign(tmp_path)
    others = set(pair.workers())
    (other,) = pair.add_workers(code_in(tmp_path / "other", "a remark"))
    (address,) = set(pair.workers()) - others
    try:
        exit_code, said = ended(started(file, pair.address))
    finally:
        other.kill()
        other.wait()
    assert exit_code == 5
    assert codes_in(said) == [(address, "worker-differs")]
    assert not pdfs(made(file))


@pytest.mark.slow
def test_a_fault_is_told_as_it_is_here(tmp_path: Path, pair: Cluster, capsys: pytest.CaptureFixture[str]) -> None:
    file = campaign(tmp_path, RUN.replace("[XX, KE]", "[XX, ZZ]"))
    (file.parent / "translations/countries/ZZ.yaml").write_text("country: ZZ\n")
    told = ended(started(file, pair.address))
    assert make(file) == 3
    assert told == (3, without_progress(capsys.readouterr().err))
    assert not pdfs(made(file))


@pytest.mark.slow
def test_nobody_who_answers_is_told(tmp_path: Path) -> None:
    file = campaign(tmp_path)
    with socket.socket() as closed, socket.socket() as silent:
        for place in (closed, silent):
            place.bind(("127.0.0.1", 0))
        silent.listen()
        addresses = [f"tcp://127.0.0.1:{place.getsockname()[1]}" for place in (closed, silent)]
        addresses += ["nowhere", "carrier-pigeon://127.0.0.1:8786"]
        runs = [started(file, address) for address in addresses]
        for address, run in zip(addresses, runs, strict=True):
            exit_code, said = ended(run)
            assert exit_code == 5
            assert codes_in(said) == [(address, "no-scheduler")]
    assert not made(file).exists()
