"""A run can end at any moment: what is there is whole, and the next run makes the rest and only that."""

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from campaigns import DAY, RUN, campaign, made, make, pdfs, rewritten
from clocks import program
from projects import CONFIRMED, OWN, lay, ours

from booklet.errors import OutputError
from booklet.machine.living import machine
from booklet.make.output import BEGUN
from booklet.make.runs import lock
from booklet.make.runs.kept import read_rows
from booklet.make.runs.lock import hold_folder

OTHERS = RUN.replace("[XX, KE]", "[XX, KE, EG, TH]")

MOMENTS = 6
"""How often a run is killed: every third time while it begins, else soon after it has finished a file."""


def started(file: Path, *options: str, limit: int | None = None) -> "subprocess.Popen[str]":
    """Begin a run in a process of its own, with files of a limited size if asked."""

    def bounded() -> None:
        if limit:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    command = [*program(), "run", str(file), "--output", str(made(file))]
    return subprocess.Popen(
        [*command, "--date", DAY, *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=bounded,
    )


def contents(file: Path) -> dict[str, bytes]:
    return {name: data for name, (_, data) in pdfs(made(file)).items()}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    file = campaign(tmp_path_factory.mktemp("undisturbed"), OTHERS)
    assert make(file) == 0
    return contents(file)


def wait_for_a_file(process: "subprocess.Popen[str]", folder: Path) -> None:
    """Wait until a run has finished one more file, or itself."""
    before = len(list(folder.rglob("guide_*.pdf")))
    while process.poll() is None and len(list(folder.rglob("guide_*.pdf"))) <= before:
        time.sleep(0.005)


@pytest.mark.slow
def test_a_run_that_is_killed_leaves_whole_files_and_the_next_does_the_rest(
    tmp_path: Path, undisturbed: dict[str, bytes]
) -> None:
    chance = random.Random(10)
    file = campaign(tmp_path, OTHERS)
    made(file).mkdir()
    for number in range(MOMENTS):
        process = started(file, "--jobs", "1" if number % 2 else "2")
        if number % 3 == 0:
            time.sleep(chance.uniform(0.2, 1.5))
        else:
            wait_for_a_file(process, made(file))
            time.sleep(chance.uniform(0.0, 0.2))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        with hold_folder(made(file), "now"):  # its workers are gone, too
            assert contents(file).items() <= undisturbed.items()
        if len(contents(file)) == len(undisturbed):
            shutil.rmtree(made(file))
            made(file).mkdir()
    for name in sorted(contents(file))[:1]:  # so that there is something to do
        (made(file) / name).unlink()
    (made(file) / f".left.pdf.{machine()}-{process.pid}{BEGUN}").write_bytes(b"begun by a run that was killed")
    before, noted = pdfs(made(file)), {row.path for row in read_rows(made(file)).values()}
    assert make(file) == 0
    assert not rewritten(before, pdfs(made(file))) & noted & set(before)
    assert contents(file) == undisturbed
    assert not [path for path in made(file).rglob(".*") if path.name not in KEPT]


KEPT = {".run.json", ".run.lock", ".run.workers"}


@pytest.mark.slow
def test_several_processes_make_the_same_files(tmp_path: Path, undisturbed: dict[str, bytes]) -> None:
    file = campaign(tmp_path, OTHERS)
    assert make(file, "--jobs", "2") == 0
    assert contents(file) == undisturbed


def workers(process: int) -> list[int]:
    """Return the processes that work for a run."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    return [int(child) for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="the system does not tell its processes")
def test_a_worker_that_is_lost_is_no_file_lost(tmp_path: Path, undisturbed: dict[str, bytes]) -> None:
    file = campaign(tmp_path, OTHERS)
    process = started(file, "--jobs", "2")
    lost = False
    while not lost and process.poll() is None:
        time.sleep(0.01)
        if list(made(file).rglob("*.pdf")) and (found := workers(process.pid)):
            os.kill(found[-1], signal.SIGKILL)
            lost = True
    _, said = process.communicate()
    assert lost and process.returncode == 0, said
    assert contents(file) == undisturbed


@pytest.mark.slow
def test_a_disk_that_is_full_leaves_whole_files(tmp_path: Path, undisturbed: dict[str, bytes]) -> None:
    file = campaign(tmp_path, OTHERS)
    most = sorted(map(len, undisturbed.values()))[len(undisturbed) // 2]
    process = started(file, limit=most)
    _, said = process.communicate()
    assert process.returncode == 5
    assert "output-unwritable" in said and "Traceback" not in said
    assert contents(file).items() <= undisturbed.items()
    assert make(file) == 0
    assert contents(file) == undisturbed


@pytest.mark.slow
def test_a_second_run_is_told_who_works_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = campaign(tmp_path)
    made(file).mkdir()
    with hold_folder(made(file), "noon"), pytest.raises(OutputError) as raised, hold_folder(made(file), "later"):
        pass
    assert "since noon" in raised.value.findings[0].message
    with hold_folder(made(file), "noon"):
        assert make(file) == 5
    assert "folder-held" in capsys.readouterr().err
    assert make(file) == 0


def test_a_run_waits_for_workers_of_one_that_was_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with hold_folder(tmp_path, "noon"):
        pass
    code = "import sys; from pathlib import Path; from booklet.make.runs.lock import join; join(Path(sys.argv[1]));"
    command = [sys.executable, "-c", code + "print('here', flush=True); input()", str(tmp_path)]
    with subprocess.Popen(command, cwd=OWN, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout and worker.stdout.readline() == "here\n"
        with monkeypatch.context() as hurried:
            hurried.setattr(lock, "PATIENCE", 0)
            with pytest.raises(OutputError) as raised, hold_folder(tmp_path, "later"):
                pass
        assert "workers of a run that was killed" in raised.value.findings[0].message
        worker.kill()
    with hold_folder(tmp_path, "later"):
        pass


BROKEN = CONFIRMED.replace("XX", "ZZ").replace("'0808 157 0192'", "call us")


@pytest.mark.slow
def test_a_fault_of_a_source_stops_the_run_before_the_first_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = campaign(tmp_path, RUN.replace("[XX, KE]", "[XX, ZZ]"))
    lay(file.parent, {"translations/countries/ZZ.yaml": BROKEN})
    assert make(file) == 3
    assert "translations/countries/ZZ.yaml:10" in capsys.readouterr().err
    assert not list(made(file).rglob("*.pdf"))


@pytest.mark.slow
def test_a_fault_does_not_stop_the_others_if_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = campaign(tmp_path, RUN.replace("[XX, KE]", "[XX, ZZ]"))
    lay(file.parent, {"translations/countries/ZZ.yaml": BROKEN})
    assert make(file, "--keep-going") == 4
    said = capsys.readouterr().err
    assert "8 files could not be made" in said and "translations/countries/ZZ.yaml:10" in said
    assert len(pdfs(made(file))) == 8
    lay(file.parent, {"translations/countries/ZZ.yaml": CONFIRMED.replace("XX", "ZZ")})
    before = pdfs(made(file))
    assert make(file) == 0
    assert {name.split("_")[4] for name in rewritten(before, pdfs(made(file)))} == {"ZZ"}


@pytest.mark.slow
def test_faults_of_the_run_file_and_of_sources_are_told_together(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = campaign(tmp_path, RUN.replace("quantity: 300", "quantity: 0"))
    lay(file.parent, {"brand.yaml": "nmae: Us\n"})
    assert make(file) == 3
    said = capsys.readouterr().err
    assert "run.yaml:2: wrong-quantity" in said and "brand.yaml:1: unknown-key" in said
    assert not made(file).exists()


@pytest.mark.slow
def test_events_tell_what_happened_as_json(tmp_path: Path) -> None:
    file = campaign(tmp_path)
    assert make(file, "--events", str(tmp_path / "events")) == 0
    events = [json.loads(line) for line in (tmp_path / "events").read_text(encoding="utf-8").splitlines()]
    assert [event["event"] for event in events] == ["planned", *["made"] * 16, "ended"]
    assert {event["path"] for event in events[1:-1]} == set(pdfs(made(file)))


@pytest.mark.slow
def test_a_dry_run_makes_nothing_and_counts_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = campaign(tmp_path)
    assert make(file, "--dry-run") == 0
    assert not made(file).exists()
    counts = capsys.readouterr().out.splitlines()[-1].split()
    assert counts == ["all", "16", "0", "32", "4800", "4800"]


TWINS = """\
lots:
  - {name: a, product: insert, layout: [insert-a5, insert-twin], countries: XX, locales: en, bands: 14-17}
"""


@pytest.mark.slow
def test_no_file_takes_the_place_of_another_in_silence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = campaign(tmp_path, TWINS)
    lay(file.parent, {"layouts/insert-twin.yaml": ours("layouts/insert-a5.yaml")})
    assert make(file) == 3
    assert "layouts/insert-twin.yaml: same-name" in capsys.readouterr().err
    assert not pdfs(made(file))
    file.write_text(TWINS.replace("[insert-a5, insert-twin]", "insert-a5"), encoding="utf-8")
    assert make(file) == 0
    file.write_text(TWINS, encoding="utf-8")
    assert make(file) == 3


@pytest.mark.slow
def test_files_of_no_lot_any_more_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = campaign(tmp_path, RUN.replace("product: card", "product: insert"))
    assert make(file) == 0
    assert "left-over" not in capsys.readouterr().err
    file.write_text(file.read_text(encoding="utf-8").replace("[XX, KE]", "XX"), encoding="utf-8")
    assert make(file) == 0
    assert "left-over: 1 files here are of no lot any more, such as offset-coated/cards/" in capsys.readouterr().err
