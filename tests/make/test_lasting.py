"""What must last is written whole and synced, never through a link, and by one process at a time."""

import os
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest
from disks import no_room
from projects import lay, only

from booklet.errors import ExitCode, OutputError
from booklet.machine.living import machine
from booklet.machine.locks import take
from booklet.make import lasting
from booklet.make.lasting import lock_path, write_lasting

COUNT = """
import sys
from pathlib import Path
from booklet.make.lasting import lock_path, write_lasting
path = Path(sys.argv[1])
for _ in range(40):
    with lock_path(path):
        write_lasting(path, str(int(path.read_text()) + 1).encode())
"""
"""Adds to a number, as somebody does who reads a file and writes it anew."""

HOLD = """
import sys, time
from pathlib import Path
from booklet.make.lasting import lock_path
with lock_path(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""


def refused(stopped: pytest.ExceptionInfo[OutputError]) -> str:
    """Return the code of the one finding."""
    assert stopped.value.exit_code is ExitCode.OUTPUT
    return only(stopped.value.findings).code


def test_a_file_is_written_whole_and_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    for data in (b"first", b"second, and longer", b""):
        write_lasting(path, data)
        assert path.read_bytes() == data
    path.chmod(0o640)
    write_lasting(path, b"third")
    assert path.stat().st_mode & 0o777 == 0o640
    assert [found.name for found in tmp_path.iterdir()] == ["a.yaml"]


@pytest.mark.skipif(os.name != "posix", reason="this system syncs no folders")
def test_what_is_written_is_on_the_disk_before_it_has_its_name_and_the_name_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    has_name: list[bool] = []
    sync = os.fsync

    def seen(descriptor: int) -> None:
        has_name.append((tmp_path / "a.yaml").exists())
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", seen)
    write_lasting(tmp_path / "a.yaml", b"kept")
    assert has_name == [False, True]


def test_a_link_is_not_written_through_and_not_replaced(tmp_path: Path) -> None:
    lay(tmp_path, {"theirs.yaml": "theirs"})
    for name in ("theirs.yaml", "missing.yaml"):
        link = tmp_path / f"link-to-{name}"
        link.symlink_to(name)
        with pytest.raises(OutputError) as stopped:
            write_lasting(link, b"ours")
        assert refused(stopped) == "link-refused"
        assert link.is_symlink()
    assert (tmp_path / "theirs.yaml").read_text() == "theirs"
    assert not (tmp_path / "missing.yaml").exists()
    (tmp_path / ".a.yaml.lock").symlink_to("theirs.lock")
    with pytest.raises(OutputError), lock_path(tmp_path / "a.yaml"):
        raise AssertionError
    assert not (tmp_path / "theirs.lock").exists()


@pytest.mark.parametrize("name", ["folder", "file/a.yaml", "missing/a.yaml"])
def test_what_cannot_be_written_is_told_and_leaves_nothing(name: str, tmp_path: Path) -> None:
    lay(tmp_path, {"file": "not a folder", "folder/kept.txt": "kept"})
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(OutputError) as stopped:
        write_lasting(tmp_path / name, b"data")
    assert refused(stopped) == "output-unwritable"
    assert sorted(tmp_path.rglob("*")) == before


def test_a_disk_without_room_leaves_the_file_before_it(tmp_path: Path) -> None:
    lay(tmp_path, {"a.yaml": "before"})
    with no_room(), pytest.raises(OutputError) as stopped:
        write_lasting(tmp_path / "a.yaml", b"x" * 100_000)
    assert refused(stopped) == "output-unwritable"
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a.yaml": "before"}


def test_what_a_dead_process_had_begun_goes_when_the_file_is_held_again(tmp_path: Path) -> None:
    dead, alive = f"{machine()}-{2**31 - 1}", f"{machine()}-{os.getpid()}"
    lay(tmp_path, {"a.yaml": "kept", f".a.yaml.{dead}.part": "half", f".b.yaml.{alive}.part": "another's"})
    with lock_path(tmp_path / "a.yaml"):
        pass
    assert sorted(path.name for path in tmp_path.iterdir()) == [f".b.yaml.{alive}.part", "a.yaml"]


def test_whoever_holds_a_file_for_long_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lasting, "PATIENCE", 0.05)
    with lock_path(tmp_path / "a.yaml"):
        with pytest.raises(OutputError) as stopped, lock_path(tmp_path / "a.yaml"):
            raise AssertionError
        assert refused(stopped) == "file-held"
        with lock_path(tmp_path / "b.yaml"):
            pass
    with lock_path(tmp_path / "a.yaml"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_lock_that_was_taken_away_while_somebody_waited_for_it_holds_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, lock = tmp_path / "a.yaml", tmp_path / ".a.yaml.lock"
    waited: list[bool] = []

    def take_late(file: IO[bytes]) -> bool:
        if not waited:  # who held it removes its file, as everybody does, before this one has it
            lock.unlink()
        waited.append(True)
        return take(file)

    monkeypatch.setattr(lasting, "take", take_late)
    monkeypatch.setattr(lasting, "PATIENCE", 0.05)
    with lock_path(path):
        assert lock.exists() and len(waited) == 2
        with pytest.raises(OutputError), lock_path(path):
            raise AssertionError


def test_a_killed_process_holds_nothing_any_more(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    with subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout and holder.stdout.readline() == "held\n"
        holder.kill()
        holder.wait()
    with lock_path(path):
        pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_processes_that_read_and_write_one_file_lose_nothing(tmp_path: Path) -> None:
    path = lay(tmp_path, {"count": "0"}) / "count"
    begun = [subprocess.Popen([sys.executable, "-c", COUNT, str(path)]) for _ in range(4)]
    assert [process.wait() for process in begun] == [0] * 4
    assert path.read_text() == "160"
    assert [found.name for found in tmp_path.iterdir()] == ["count"]
