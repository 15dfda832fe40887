"""A run makes what changed and keeps the rest: real campaigns, made again after a change."""

import os
from datetime import date
from pathlib import Path

import pytest
from campaigns import RUN, campaign, made, make, pdfs, rewritten, tree
from clocks import set_clock
from projects import COUNTRY, lay


@pytest.fixture
def ran(tmp_path: Path) -> Path:
    file = campaign(tmp_path, RUN.replace("product: card", "product: insert"))
    assert make(file) == 0
    return file


def again(file: Path, *options: str, day: str = "2026-11-25") -> set[str]:
    """Run a campaign again and return the PDFs that were written, by country."""
    before = pdfs(made(file))
    assert make(file, *options, day=day) == 0
    return {name.split("_")[4] for name in rewritten(before, pdfs(made(file)))}


@pytest.mark.slow
def test_nothing_changed_and_nothing_is_written(ran: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = tree(made(ran))
    assert len(pdfs(made(ran))) == 2
    capsys.readouterr()
    assert make(ran) == 0
    assert tree(made(ran)) == before
    assert capsys.readouterr().out.startswith("0 files made, 2 kept")


@pytest.mark.slow
def test_a_country_that_changes_is_made_again_and_no_other(ran: Path) -> None:
    path = ran.parent / COUNTRY
    path.write_text(path.read_text(encoding="utf-8").replace("0808 157 0192", "0808 157 0193"), encoding="utf-8")
    assert again(ran) == {"XX"}
    assert again(ran) == set()


@pytest.mark.slow
def test_a_change_that_all_files_read_makes_all_again(ran: Path) -> None:
    lay(ran.parent, {"brand.yaml": "name: Us\n"})
    assert again(ran) == {"XX", "KE"}


@pytest.mark.slow
def test_copies_are_no_part_of_a_file(ran: Path) -> None:
    ran.write_text(ran.read_text(encoding="utf-8").replace("300", "400"), encoding="utf-8")
    assert again(ran) == set()


@pytest.mark.slow
def test_a_file_that_is_lost_or_cut_is_made_again(ran: Path) -> None:
    lost, cut = sorted(made(ran).rglob("guide_*.pdf"))
    lost.unlink()
    cut.write_bytes(cut.read_bytes()[:-1])
    before = pdfs(made(ran))
    assert make(ran) == 0
    changed = rewritten(before, pdfs(made(ran)))
    assert changed == {str(path.relative_to(made(ran))) for path in (lost, cut)}


@pytest.mark.slow
def test_a_copied_file_is_kept_for_what_it_holds(ran: Path) -> None:
    for path in made(ran).rglob("*.pdf"):
        os.utime(path, ns=(1, 1))
    assert again(ran) == set()


@pytest.mark.slow
def test_a_file_that_was_changed_is_made_again_whatever_its_size_and_time_tell(ran: Path) -> None:
    path = next(made(ran).rglob("*_XX_*.pdf"))
    times, data = path.stat(), path.read_bytes()
    path.write_bytes(b"#" + data[1:])
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert again(ran) == {"XX"}
    assert path.read_bytes() == data
    assert again(ran, "--verify") == set()


@pytest.mark.slow
def test_a_day_named_makes_all_again(ran: Path) -> None:
    assert again(ran, day="2026-11-26") == {"XX", "KE"}


@pytest.mark.slow
def test_a_day_that_passes_keeps_files_until_a_call_expires(ran: Path) -> None:
    for day in (date(2027, 1, 3), date(2027, 5, 19)):
        set_clock(day)
        assert again(ran, day="") == set()
    set_clock(date(2027, 5, 20))
    assert again(ran, day="") == {"XX"}
    assert all("PROOF" in path.name or "OUTDATED" in path.name for path in made(ran).rglob("*_XX_*.pdf"))
    assert again(ran, day="") == set()
