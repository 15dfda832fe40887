"""What is kept of files for the user's next commands."""

from multiprocessing import get_context
from pathlib import Path

import pytest

from booklet.check.preflight.kept import Kept, KeptApart
from booklet.machine.store import FOLDER, Store, digest_program, open_store, save_store
from booklet.machine.workers import Workers
from booklet.make.runs.work import prepare_worker


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the store that this test opens."""
    monkeypatch.setenv(FOLDER, str(tmp_path))
    return tmp_path


def test_what_is_kept_apart_is_all_known_to_the_next_command_however_little_stays_in_memory() -> None:
    with open_store():
        kept = KeptApart[bytes, int](2, "numbers")
        for number in range(20):
            kept.put(b"%d" % number, number)
    with open_store():
        kept = KeptApart[bytes, int](2, "numbers")
        assert [kept.get(b"%d" % number) for number in range(20)] == list(range(20))
        assert kept.get(b"20") is None
        assert KeptApart[bytes, int](2, "others").get(b"1") is None
    assert sum(kept.get(b"%d" % number) is not None for number in range(20)) <= 4


def test_where_no_store_is_open_it_is_kept_in_memory_alone() -> None:
    kept = KeptApart[bytes, int](2, "numbers")
    kept.put(b"1", 1)
    assert kept.get(b"1") == 1
    with open_store():
        assert KeptApart[bytes, int](2, "numbers").get(b"1") is None


def test_a_table_has_what_another_command_wrote_meanwhile(folder: Path) -> None:
    with open_store():
        mine = Kept[str, int](4, "table")
        assert mine.get("theirs") is None
        other = Store(folder, digest_program())
        other.add_at_end(other.key("kept", ("table",)), lambda: {f"their {number}": (number, 1) for number in range(7)})
        other.close()
        mine.put("mine", 1)
        mine.put("mine, too", 2)
    with open_store():
        both = Kept[str, int](4, "table")
        assert both.get("mine") == 1 and both.get("mine, too") == 2 and both.get("their 6") == 6
        assert both.get("their 0") is None  # a table is bounded


WORDS: Kept[str, int] = Kept(64, "words")


def learn(word: str) -> int:
    """Learn a word, in a worker that saves what it knows after each."""
    found = WORDS.get_or_make(word, lambda: len(word))
    save_store()
    return found


def test_what_a_worker_has_learnt_is_kept_to_the_last() -> None:
    words = [f"word {number}" for number in range(20)]
    with Workers(1, get_context("spawn"), initializer=prepare_worker, initargs=(None,)) as pool:
        assert list(pool.map(learn, words)) == list(map(len, words))
    with open_store():
        assert all(Kept[str, int](64, "words").get(word) for word in words)
