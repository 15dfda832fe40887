"""Small files that ask for much: each is answered with hits, in bounds, and the disk stays as it was."""

import sys
import tempfile
from pathlib import Path

import bombs
import pytest
from programs import needs

from booklet.apart import run
from booklet.apart.tasks import TASKS
from booklet.apart.told import StoppedError
from booklet.check.preflight.apart import annotate_apart, check_apart
from booklet.check.preflight.limits import Limits
from booklet.errors import Severity

on_unix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of memory for one process")


@pytest.mark.slow
@on_unix
@pytest.mark.parametrize("bomb", bombs.BOMBS)
def test_a_bomb_is_answered_with_hits_and_goes_off_nowhere(
    bomb: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    path = tmp_path / "bomb.pdf"
    path.write_bytes(bombs.BOMBS[bomb]())
    assert path.stat().st_size < 4_000_000
    checked = check_apart(path, Limits())
    assert checked.hits and all("0x" not in hit.what and "Traceback" not in hit.what for hit in checked.hits)
    try:
        assert annotate_apart(path, checked.hits).startswith(b"%PDF-")
    except StoppedError as error:
        assert str(error) and "0x" not in str(error)
    assert list(folder.iterdir()) == []


@pytest.mark.slow
@needs("gs")
def test_a_page_that_takes_ghostscript_for_ever_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from booklet.values import replace

    monkeypatch.setattr(run, "TASKS", {**TASKS, "measure": replace(TASKS["measure"], seconds=6)})
    path = tmp_path / "bomb.pdf"
    path.write_bytes(bombs.see_through(5_000))
    assert path.stat().st_size < 4_000
    (hit,) = [hit for hit in check_apart(path, Limits()).hits if hit.rule.code == "ink-unchecked"]
    assert hit.severity is Severity.UNCHECKED and hit.what == "reading it takes more than 6 seconds"


@pytest.mark.slow
@needs("gs")
def test_what_ghostscript_passes_over_is_not_checked(tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(bombs.picture(b"/Width 9 /Height 9 /ColorSpace /DeviceRGB /Filter /JPXDecode", b"no picture"))
    (hit,) = [hit for hit in check_apart(path, Limits()).hits if hit.rule.code == "ink-unchecked"]
    assert "Ghostscript passes over something" in hit.what
