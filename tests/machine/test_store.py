"""What earlier commands made: it changes no byte of a file, is found out where it lies, and is in nobody's way."""

import dataclasses
import json
import os
import pickle
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from hashlib import blake2b
from pathlib import Path
from threading import Event, Thread

import pytest
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont
from projects import OWN_TYPEFACE, lay

from booklet.look.brand import Brand
from booklet.machine import store
from booklet.machine.store import (
    DIGEST,
    FILE,
    FOLDER,
    Store,
    current_store,
    kept,
    open_store,
    refuse_store,
    save_store,
    stamp,
    told_by_stamp,
)
from booklet.make.build import check
from booklet.make.planning import Wanted, plan_jobs
from booklet.sources.load import Sources
from booklet.text.fonts import find_font
from booklet.typeset.fit import fit
from booklet.typeset.placed import PlacedPage
from booklet.values import replace

ROOT = Path(__file__).parents[2]

CARD = ("build", "card", "--item", "c1", "--edition", "screen", "--date", "2026-11-25")
BOOKLET = ("build", "booklet", "--band", "14-17", "--edition", "screen", "--date", "2026-11-25")


def make(folder: Path, into: Path, *command: str) -> dict[str, str]:
    """Let a process of its own make files with a folder for its store; return their digests by name."""
    said = subprocess.run(
        [sys.executable, "make_booklet.py", *command, "--json", "--output", str(into)],
        cwd=ROOT,
        env={**os.environ, FOLDER: str(folder)},
        check=True,
        capture_output=True,
        text=True,
    )
    return {Path(file["path"]).name: file["sha256"] for file in json.loads(said.stdout)["files"]}


def list_rows(folder: Path) -> list[tuple[bytes, int, bytes]]:
    """Return what a store has."""
    with sqlite3.connect(folder / FILE) as connection:
        rows: list[tuple[bytes, int, bytes]] = connection.execute("SELECT * FROM made ORDER BY key").fetchall()
    connection.close()
    return rows


def digest(key: bytes, value: bytes) -> bytes:
    """Return what stands before a value."""
    return blake2b(value, digest_size=DIGEST, key=key).digest()


def change_rows(folder: Path, change: Callable[[bytes], bytes]) -> None:
    """Change every value of a store."""
    with sqlite3.connect(folder / FILE) as connection:
        for key, _, value in list_rows(folder):
            connection.execute("UPDATE made SET value = ? WHERE key = ?", (change(value), key))
    connection.close()


# Files are the same, whatever was made before


@pytest.mark.slow
def test_a_booklet_has_the_same_bytes_with_and_without_what_was_made_before(tmp_path: Path) -> None:
    kenya, ghana = (*BOOKLET, "--country", "KE"), (*BOOKLET, "--country", "GH")
    plain = subprocess.run(
        [sys.executable, "make_booklet.py", *ghana, "--json", "--output", str(tmp_path / "plain")],
        cwd=ROOT,
        env={**os.environ, FOLDER: ""},
        check=True,
        capture_output=True,
        text=True,
    )
    wanted = {Path(file["path"]).name: file["sha256"] for file in json.loads(plain.stdout)["files"]}
    made = tmp_path / "store"
    make(made, tmp_path / "kenya", *kenya)
    before = len(list_rows(made))
    assert make(made, tmp_path / "ghana", *ghana) == wanted
    added = len(list_rows(made)) - before
    assert 0 < added < before / 10, "most of a booklet is that of another country"
    assert make(made, tmp_path / "again", *ghana) == wanted
    assert len(list_rows(made)) == before + added


@pytest.mark.slow
def test_a_typeface_of_a_project_that_changed_is_read_again(tmp_path: Path) -> None:
    project = lay(tmp_path / "project", {"layouts/fonts.yaml": OWN_TYPEFACE})
    own = project / "fonts/Own.ttf"
    own.parent.mkdir(exist_ok=True)
    command = *CARD, "--project", str(project)
    made = []
    for letter in "oe":
        font = instantiateVariableFont(TTFont(find_font("fontpkg_nunito/files/Nunito[wght].ttf")), {"wght": 800})
        names = font.getBestCmap()
        font["glyf"][names[ord("e")]] = font["glyf"][names[ord(letter)]]
        font.save(own)
        made += [
            make(tmp_path / "store", tmp_path / "kept", *command),
            make(tmp_path / "none", tmp_path / "new", *command),
        ]
        shutil.rmtree(tmp_path / "none")
    assert made[0] == made[1] != made[2] == made[3]


# What lies is found out


SPOILT = {
    "a byte": lambda value: value[:-1] + bytes([value[-1] ^ 1]),
    "its digest": lambda value: bytes([value[0] ^ 1]) + value[1:],
    "all": lambda _: b"",
    "cut": lambda value: value[: len(value) // 2],
}


@pytest.mark.slow
@pytest.mark.parametrize("change", SPOILT.values(), ids=SPOILT)
def test_a_value_that_was_changed_is_made_again(tmp_path: Path, change: Callable[[bytes], bytes]) -> None:
    made = tmp_path / "store"
    wanted = make(made, tmp_path / "one", *CARD)
    rows = list_rows(made)
    change_rows(made, change)
    assert make(made, tmp_path / "two", *CARD) == wanted
    mended = list_rows(made)
    assert [key for key, _, _ in mended] == [key for key, _, _ in rows]
    assert all(value[:DIGEST] == digest(key, value[DIGEST:]) for key, _, value in mended)


@pytest.mark.slow
def test_a_value_of_another_key_is_not_taken(tmp_path: Path) -> None:
    made = tmp_path / "store"
    wanted = make(made, tmp_path / "one", *CARD)
    rows = list_rows(made)
    largest = max((value for _, _, value in rows), key=len)
    change_rows(made, lambda _: largest)
    assert make(made, tmp_path / "two", *CARD) == wanted
    mended = list_rows(made)
    assert [key for key, _, _ in mended] == [key for key, _, _ in rows]
    assert all(value[:DIGEST] == digest(key, value[DIGEST:]) for key, _, value in mended)


@pytest.mark.slow
def test_a_file_that_is_no_store_is_begun_anew(tmp_path: Path) -> None:
    made = tmp_path / "store"
    made.mkdir(mode=0o700)
    (made / FILE).write_bytes(b"This was a letter to somebody. " * 200)
    wanted = make(made, tmp_path / "one", *CARD)
    assert make(made, tmp_path / "two", *CARD) == wanted
    assert list_rows(made)


def test_another_program_finds_nothing(tmp_path: Path) -> None:
    ours, other = Store(tmp_path, b"ours"), Store(tmp_path, b"other")
    ours.add(ours.key("page", ("a",)), "placed")
    ours.close()
    again = Store(tmp_path, b"ours")
    assert again.get(again.key("page", ("a",))) == "placed"
    assert other.get(other.key("page", ("a",))) is None


def test_the_program_is_told_by_its_files_and_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "booklet/machine"
    package.mkdir(parents=True)
    file = package / "store.py"
    file.write_text("one", encoding="utf-8")
    monkeypatch.setattr(store, "__file__", str(file))
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    found = [store.digest_program(), store.digest_program()]
    file.write_text("two", encoding="utf-8")
    os.utime(file, ns=(1, 1))
    found.append(store.digest_program())
    for name in ("uharfbuzz-1.dist-info", "phonenumbers-1.egg-info"):
        (tmp_path / name).mkdir()
        found.append(store.digest_program())
    assert found[0] == found[1]
    assert len(set(found)) == 4


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells when a file was made")
def test_a_program_that_was_changed_in_one_place_is_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Images of a program may have one time for all of its files."""
    file = tmp_path / "booklet/machine/store.py"
    file.parent.mkdir(parents=True)
    monkeypatch.setattr(store, "__file__", str(file))
    found = set()
    for number in ("116 111", "116 112"):
        file.write_text(number, encoding="utf-8")
        os.utime(file, ns=(1, 1))
        found.add(store.digest_program())
    assert len(found) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells the kind of machine in the version of Python")
def test_the_same_program_on_another_kind_of_machine_is_another(monkeypatch: pytest.MonkeyPatch) -> None:
    found = set()
    for machine in ("x86_64", "aarch64"):
        monkeypatch.setattr(os, "uname", partial(os.uname_result, ("Linux", "here", "6", "1", machine)))
        found.add(store.digest_program())
    assert len(found) == 2


def test_the_single_file_is_told_by_itself_wherever_it_unpacks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program, found = tmp_path / "booklet.exe", list[bytes]()
    program.write_text("one", encoding="utf-8")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    for unpacked in ("_MEI1", "_MEI2"):
        module = tmp_path / unpacked / "booklet/machine/store.py"
        module.parent.mkdir(parents=True)
        module.write_text(unpacked, encoding="utf-8")
        monkeypatch.setattr(store, "__file__", str(module))
        found.append(store.digest_program())
    program.write_text("another", encoding="utf-8")
    assert found[0] == found[1] != store.digest_program()


# It is in nobody's way


@pytest.mark.slow
def test_two_commands_may_use_it_at_once(tmp_path: Path) -> None:
    made = tmp_path / "store"
    commands = [
        subprocess.Popen(
            [sys.executable, "make_booklet.py", *CARD, "--country", country, "--output", str(tmp_path / country)],
            cwd=ROOT,
            env={**os.environ, FOLDER: str(made)},
            stdout=subprocess.DEVNULL,
        )
        for country in ("KE", "GH", "UG")
    ]
    assert [command.wait() for command in commands] == [0, 0, 0]
    connection = sqlite3.connect(made / FILE)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    assert list_rows(made)


def test_what_another_command_is_writing_is_not_waited_for_long(tmp_path: Path) -> None:
    ours = Store(tmp_path, b"")
    ours.add(ours.key("page", ()), "placed")
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    ours.close()
    other.execute("COMMIT")
    other.close()
    assert list_rows(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
def test_a_folder_that_others_may_write_to_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path))
    tmp_path.chmod(0o770)
    with open_store():
        double(2)
    assert not (tmp_path / FILE).exists()
    tmp_path.chmod(0o700)
    with open_store():
        double(2)
    assert len(list_rows(tmp_path)) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
@pytest.mark.parametrize("is_elsewhere", [False, True])
def test_a_file_that_others_may_write_to_is_begun_anew(folder: Path, *, is_elsewhere: bool) -> None:
    file = folder / FILE
    with open_store():
        double(2)
    if is_elsewhere:
        file.symlink_to(file.rename(folder / "elsewhere"))
    else:
        file.chmod(0o666)
    with open_store():
        assert double(2) == 4
    assert calls == [2, 2]
    assert file.is_file() and not file.is_symlink()


def double_in_two_commands() -> None:
    """Ask for the double of 7 in a command, and again in the next one."""
    for _ in range(2):
        with open_store():
            assert double(7) == 14


@pytest.mark.parametrize("value", [None, 14, 1.4, "14"])
def test_a_value_that_is_of_another_kind_is_made_again(folder: Path, value: object) -> None:
    with open_store():
        double(7)
    connection = sqlite3.connect(folder / FILE)
    with connection:
        connection.execute("UPDATE made SET value = ?", (value,))
    connection.close()
    double_in_two_commands()
    assert calls == [7, 7]


def test_a_file_that_cannot_even_say_what_is_wrong_with_it_is_begun_anew(folder: Path) -> None:
    with open_store():
        double(7)
    data = (folder / FILE).read_bytes()
    (folder / FILE).write_bytes(data.replace(b"key BLOB PRIMARY KEY", b"key BLOB PRIMARY \xc5EY"))
    double_in_two_commands()
    assert calls == [7, 7]


def test_a_file_that_is_damaged_inside_is_begun_anew(folder: Path) -> None:
    with open_store():
        for number in range(2000):
            double(number)
    data = bytearray((folder / FILE).read_bytes())
    data[4096:] = bytes(len(data) - 4096)
    (folder / FILE).write_bytes(data)
    double_in_two_commands()
    assert [pickle.loads(value[DIGEST:]) for _, _, value in list_rows(folder)] == [14]


def test_all_threads_of_a_process_use_it(folder: Path) -> None:
    with open_store():
        double(0)
        threads = [Thread(target=double, args=(1 + number % 40,)) for number in range(80)]
        for number, thread in enumerate(threads):
            thread.start()
            if number % 7 == 0:
                save_store()
        for thread in threads:
            thread.join()
    assert sorted(pickle.loads(value[DIGEST:]) for _, _, value in list_rows(folder)) == [*range(0, 82, 2)]
    calls.clear()
    with open_store():
        thread = Thread(target=double, args=(40,))
        thread.start()
        thread.join()
    assert calls == []


def test_a_thread_finds_and_adds_while_another_one_saves(folder: Path) -> None:
    slow = Slow()
    with open_store():
        double(1)
        save_store()
        make_slow(slow)
        saving = Thread(target=save_store)
        saving.start()
        assert slow.is_packed.wait(10)
        assert double(1) == 2 and double(2) == 4
        slow.may_end.set()
        saving.join()
    assert calls == [1, 2]
    assert len(list_rows(folder)) == 3


def test_a_process_may_refuse_it_for_itself_and_all_that_it_begins(folder: Path) -> None:
    refuse_store()
    with open_store():
        double(1)
    assert os.environ[FOLDER] == "" and not (folder / FILE).exists()


def test_the_page_of_a_school_is_not_kept(folder: Path, sources: Sources) -> None:
    job = plan_jobs(Wanted(products=("poster",), items=("p1",), bands=("14-17",)), sources)[0]
    brand = replace(sources.brand, name="Hill School", is_recipient=True)
    for whose, kept_pages in ((replace_brand(sources, brand), 0), (sources, 1)):
        fit.cache_clear()
        with open_store():
            check([job], whose, date(2026, 11, 25))
        assert count_pages(folder) == kept_pages


def replace_brand(sources: Sources, brand: Brand) -> Sources:
    return dataclasses.replace(sources, brand=brand)


def count_pages(folder: Path) -> int:
    """Return how many placed pages are kept."""
    if not (folder / FILE).exists():
        return 0
    return sum(isinstance(pickle.loads(value[DIGEST:]), PlacedPage) for _, _, value in list_rows(folder))


def test_nothing_is_kept_where_there_is_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    for named in ("", str(tmp_path / "file"), str(tmp_path / "file/below")):
        monkeypatch.setenv(FOLDER, named)
        with open_store():
            assert double(2) == 4
    assert [found.name for found in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize(
    ("cache", "found"), [("/var/amani", "/var/amani/booklet"), ("here", "/home/amani/.cache/booklet")]
)
def test_where_nothing_is_named_it_lies_where_the_system_keeps_such_files(
    cache: str, found: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(FOLDER)
    monkeypatch.setenv("XDG_CACHE_HOME", cache)
    monkeypatch.setenv("HOME", "/home/amani")
    monkeypatch.setattr(sys, "platform", "linux")
    assert store.find_folder() == Path(found)


# What is kept


calls: list[object] = []


@kept("double")
def double(number: int) -> int:
    calls.append(number)
    return 2 * number


@told_by_stamp
class Look:
    """A value that depends on files which it only names."""


class Slow:
    """A value that is packed slowly."""

    def __init__(self) -> None:
        self.is_packed, self.may_end = Event(), Event()

    def __reduce__(self) -> tuple[type, tuple[()]]:
        self.is_packed.set()
        assert self.may_end.wait(10)
        return Slow, ()


def make_slow(slow: Slow) -> None:
    """Let a value be kept that is packed slowly."""
    opened = store.current_store()
    assert opened
    opened.add(b"slow", slow)


@kept("look")
def describe(look: Look) -> str:
    calls.append(look)
    return "seen"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of an empty store."""
    monkeypatch.setenv(FOLDER, str(tmp_path))
    calls.clear()
    return tmp_path


def test_a_result_is_made_once(folder: Path) -> None:
    for _ in range(3):
        with open_store():
            assert double(21) == 42
    assert calls == [21]
    assert len(list_rows(folder)) == 1


def test_what_has_no_stamp_is_made_each_time(folder: Path) -> None:
    for look in (Look(), Look()):
        with open_store():
            describe(look)
    assert len(calls) == 2
    assert list_rows(folder) == []


def test_what_has_an_equal_stamp_is_made_once_and_what_has_another_again(folder: Path) -> None:
    for made_from in ("inks", "inks", "other inks"):
        with open_store():
            describe(stamp(Look(), made_from))
    assert len(calls) == 2
    assert len(list_rows(folder)) == 2


def test_what_was_not_used_for_longest_is_forgotten(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for day, number in enumerate((1, 2, 3, 4)):
        monkeypatch.setattr(store, "time", lambda day=day: day * store.DAY)
        with open_store():
            double(number)
    monkeypatch.setattr(store, "time", lambda: 9 * store.DAY)
    with open_store():
        double(1)
    monkeypatch.setattr(store, "MOST", 1)
    with open_store():
        double(5)
    monkeypatch.undo()
    left = [value for _, _, value in list_rows(folder)]
    assert sorted(pickle.loads(value[store.DIGEST :]) for value in left) == [2, 8, 10]


def test_one_command_adds_no_more_than_its_share(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MOST_ADDED", 20)
    with open_store():
        for number in range(50):
            double(number)
    assert 0 < len(list_rows(folder)) < 10


def test_what_takes_the_place_of_what_was_kept_has_room_whatever_was_added(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "MOST_ADDED", 20)
    monkeypatch.setattr(store, "MOST_WAITING", 5)
    written = []

    def write() -> str:
        written.append("x" * 100)
        return written[-1]

    with open_store():
        found = current_store()
        assert found
        found.add_at_end(b"table", write)
        for number in range(50):
            double(number)
    assert len(written) == 1
    assert b"table" in [key for key, _, _ in list_rows(folder)]


def test_what_is_kept_as_a_whole_is_written_at_once_then_seldom_and_at_the_end(folder: Path) -> None:
    written = []
    with open_store():
        for number in range(5):
            found = current_store()
            assert found
            found.add_at_end(b"table", lambda number=number: written.append(number))  # type: ignore[misc]
            save_store()
    assert written == [0, 4]
