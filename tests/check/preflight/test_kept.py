"""What is kept of files for the user's next commands."""

from pathlib import Path

import pytest

from booklet.check.preflight.kept import KeptApart
from booklet.machine.store import FOLDER, open_store


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
        assert len(kept._young) + len(kept._old) <= 4
        assert KeptApart[bytes, int](2, "others").get(b"1") is None


def test_where_no_store_is_open_it_is_kept_in_memory_alone() -> None:
    kept = KeptApart[bytes, int](2, "numbers")
    kept.put(b"1", 1)
    assert kept.get(b"1") == 1
    with open_store():
        assert KeptApart[bytes, int](2, "numbers").get(b"1") is None
