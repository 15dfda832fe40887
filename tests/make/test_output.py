"""Files appear whole or not at all, and nothing of an attempt stays behind."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from disks import no_room
from projects import lay, only

from booklet.check.proof.compare import ProofRecord
from booklet.errors import ExitCode, Finding, OutputError, Severity, Where
from booklet.jobs import Job
from booklet.machine.living import machine
from booklet.make.document import DrawnFile
from booklet.make.output import (
    BEGUN,
    check_folder,
    choose_draft_path,
    merge_set_aside,
    remove_other,
    report_fallback,
    set_aside,
    sweep,
    write_whole,
)
from booklet.make.writing import write_drawn


def refused(stopped: pytest.ExceptionInfo[OutputError], path: Path) -> str:
    """Return the reason of the one finding, which names a path and a remedy."""
    assert stopped.value.exit_code is ExitCode.OUTPUT
    found = only(stopped.value.findings)
    assert (found.code, str(found.where)) == ("output-unwritable", str(path))
    assert "--output" in found.hint
    return found.message


def test_a_folder_is_made_with_all_that_is_above_it(tmp_path: Path) -> None:
    check_folder(tmp_path / "a/b/c")
    assert list((tmp_path / "a/b/c").iterdir()) == []


def test_a_folder_may_be_there_and_keeps_what_it_holds(tmp_path: Path) -> None:
    lay(tmp_path, {"kept.txt": "kept"})
    check_folder(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]


@pytest.mark.parametrize("folder", ["file", "file/below", "file/below/further", "x" * 300])
def test_a_folder_that_cannot_be_is_told(folder: str, tmp_path: Path) -> None:
    lay(tmp_path, {"file": "not a folder"})
    with pytest.raises(OutputError) as stopped:
        check_folder(tmp_path / folder)
    assert refused(stopped, tmp_path / folder)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="this system has no folder that even root cannot write")
def test_a_folder_that_even_root_cannot_write_is_told() -> None:
    for folder in (Path("/proc"), Path("/proc/sub")):
        with pytest.raises(OutputError) as stopped:
            check_folder(folder)
        assert refused(stopped, folder)


def test_a_file_replaces_the_one_before_it(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    for data in (b"first", b"second, and longer", b""):
        write_whole(path, data)
        assert path.read_bytes() == data
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


def test_a_link_is_replaced_and_what_it_leads_to_is_left_alone(tmp_path: Path) -> None:
    lay(tmp_path, {"theirs.txt": "theirs"})
    (tmp_path / "a.pdf").symlink_to("theirs.txt")
    write_whole(tmp_path / "a.pdf", b"ours")
    assert (tmp_path / "theirs.txt").read_text() == "theirs"
    assert not (tmp_path / "a.pdf").is_symlink()


@pytest.mark.parametrize("name", ["folder", "file/a.pdf", "missing/a.pdf"])
def test_a_file_that_cannot_be_written_is_told_and_leaves_nothing(name: str, tmp_path: Path) -> None:
    lay(tmp_path, {"file": "not a folder", "folder/kept.txt": "kept"})
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(OutputError) as stopped:
        write_whole(tmp_path / name, b"data")
    assert refused(stopped, tmp_path / name)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_file_that_the_disk_has_no_room_for_is_told_and_the_one_before_it_stays(tmp_path: Path) -> None:
    lay(tmp_path, {"a.pdf": "before"})
    with no_room(), pytest.raises(OutputError) as stopped:
        write_whole(tmp_path / "a.pdf", b"x" * 100_000)
    assert refused(stopped, tmp_path / "a.pdf") == "File too large"
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]
    assert (tmp_path / "a.pdf").read_text() == "before"


def test_the_proof_that_a_final_file_replaces_goes(tmp_path: Path) -> None:
    lay(tmp_path, {"a_v01.pdf": "", "a_v01_PROOF.pdf": "", "b_v01_PROOF.pdf": "", "a_v01_PROOF.txt": ""})
    remove_other(tmp_path / "a_v01.pdf")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a_v01.pdf", "a_v01_PROOF.txt", "b_v01_PROOF.pdf"]
    remove_other(tmp_path / "a_v01.pdf")


def test_the_final_file_that_falls_back_to_a_proof_goes(tmp_path: Path) -> None:
    lay(tmp_path, {"a_v01.pdf": "", "a_v01_PROOF.pdf": "", "b_v01.pdf": ""})
    remove_other(tmp_path / "a_v01_PROOF.pdf")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a_v01_PROOF.pdf", "b_v01.pdf"]


def test_the_final_file_that_falls_back_to_a_copy_of_what_was_goes(tmp_path: Path) -> None:
    lay(tmp_path, {"a_v01.pdf": "", "a_v01_ARCHIVE_PROOF.pdf": "", "a_v01_ARCHIVE.pdf": "not ours"})
    remove_other(tmp_path / "a_v01_ARCHIVE_PROOF.pdf")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a_v01_ARCHIVE.pdf", "a_v01_ARCHIVE_PROOF.pdf"]


def test_the_final_file_that_falls_back_is_set_aside_and_kept(tmp_path: Path) -> None:
    lay(tmp_path, {"a_v01.pdf": "printed", "a_v01_PROOF.pdf": "", "b_v01.pdf": ""})
    assert set_aside(tmp_path / "a_v01_PROOF.pdf") == tmp_path / "a_v01_OUTDATED.pdf"
    assert (tmp_path / "a_v01_OUTDATED.pdf").read_text() == "printed"
    assert not (tmp_path / "a_v01.pdf").exists()
    assert set_aside(tmp_path / "a_v01_PROOF.pdf") is None
    assert set_aside(tmp_path / "b_v01.pdf") is None


def test_a_final_file_that_cannot_be_set_aside_is_told(tmp_path: Path) -> None:
    name = "x" * 248
    lay(tmp_path, {f"{name}.pdf": "printed"})
    with pytest.raises(OutputError) as stopped:
        set_aside(tmp_path / f"{name}_PROOF.pdf")
    assert refused(stopped, tmp_path / f"{name}.pdf")
    assert (tmp_path / f"{name}.pdf").read_text() == "printed"


def test_what_was_set_aside_before_is_not_lost(tmp_path: Path) -> None:
    for number in range(3):
        lay(tmp_path, {"a.pdf": f"printed {number}", "b/c.pdf": f"packed {number}"})
        assert set_aside(tmp_path / "a_PROOF.pdf") and set_aside(tmp_path / "b_PROOF")
    ends = ("_OUTDATED", "_OUTDATED-2", "_OUTDATED-3")
    assert [(tmp_path / f"a{end}.pdf").read_text() for end in ends] == ["printed 0", "printed 1", "printed 2"]
    assert [(tmp_path / f"b{end}/c.pdf").read_text() for end in ends] == ["packed 0", "packed 1", "packed 2"]


def fell(product: str, country: str, reason: str = "a number is expired") -> Finding:
    return report_fallback(Path(f"out/guide_{product}_14-17_en_{country}_a5_press_v01_OUTDATED.pdf"), reason)


def test_files_of_a_country_that_fell_back_for_one_reason_are_told_in_one_line() -> None:
    many = [fell(f"card-c{number}", "KE") for number in range(1, 81)]
    other, alone = fell("poster-p1", "KE", "its calls have ended"), Finding("small-code", Where("a"), "b", "c")
    (first, beside, *rest) = merge_set_aside(
        [many[0], other, alone, *many[1:], many[0], fell("a", "GB"), fell("b", "GB")]
    )
    assert (first.code, first.where, first.hint, first.severity) == (
        ("fallen-back", many[0].where, many[0].hint, Severity.WARNING)
    )
    assert first.message == (
        "is no file for readers any more, nor are 79 others "
        "(guide_card-c2_14-17_en_KE_a5_press_v01_OUTDATED.pdf, guide_card-c3_14-17_en_KE_a5_press_v01_OUTDATED.pdf, "
        "guide_card-c4_14-17_en_KE_a5_press_v01_OUTDATED.pdf and 76 more): a number is expired"
    )
    assert [beside, rest[0]] == [other, alone]
    assert only(rest[1:]).message == (
        "is no file for readers any more, nor is one other (guide_b_14-17_en_GB_a5_press_v01_OUTDATED.pdf): "
        "a number is expired"
    )


def test_a_proof_that_cannot_be_removed_is_told(tmp_path: Path) -> None:
    lay(tmp_path, {"a_PROOF.pdf/kept.txt": "kept"})
    with pytest.raises(OutputError) as stopped:
        remove_other(tmp_path / "a.pdf")
    assert refused(stopped, tmp_path / "a_PROOF.pdf")
    assert (tmp_path / "a_PROOF.pdf/kept.txt").exists()


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="folders of this system have no such rights")
def test_a_folder_others_own_is_told(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    user = os.geteuid()
    tmp_path.chmod(0o500)
    os.seteuid(user or 65534)
    request.addfinalizer(lambda: tmp_path.chmod(0o700))
    request.addfinalizer(lambda: os.seteuid(user))
    with pytest.raises(OutputError) as stopped:
        check_folder(tmp_path / "output")
    assert refused(stopped, tmp_path / "output") == "Permission denied"
    with pytest.raises(OutputError) as stopped:
        write_whole(tmp_path / "a.pdf", b"data")
    assert refused(stopped, tmp_path / "a.pdf") == "Permission denied"


def gone() -> int:
    """Return the number of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        pass
    return process.pid


def test_what_a_dead_process_began_goes_and_what_a_live_one_writes_stays(tmp_path: Path) -> None:
    ended = f"{machine()}-{gone()}{BEGUN}"
    lay(tmp_path, {f".a.pdf.{ended}": "", f".pack.{ended}/a.pdf": "", "a.pdf": "kept", ".notes.part": "theirs"})
    elsewhere = f".c.pdf.0000-{gone()}{BEGUN}"
    lay(tmp_path, {elsewhere: "of another machine"})
    mine = choose_draft_path(tmp_path / "d.pdf")
    mine.write_bytes(b"half of it")
    check_folder(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"a.pdf", ".notes.part", elsewhere, mine.name}


def test_what_nobody_has_written_to_for_a_day_goes(tmp_path: Path) -> None:
    lay(tmp_path, {f".a.pdf.0000-1{BEGUN}": "", f".b.pdf.0000-1{BEGUN}": ""})
    os.utime(tmp_path / f".a.pdf.0000-1{BEGUN}", (1_700_000_000, 1_700_000_000))
    sweep(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [f".b.pdf.0000-1{BEGUN}"]


def test_a_link_among_what_was_begun_goes_and_what_it_leads_to_stays(tmp_path: Path) -> None:
    lay(tmp_path, {"theirs/kept.txt": "kept"})
    (tmp_path / f".a.{machine()}-{gone()}{BEGUN}").symlink_to("theirs")
    sweep(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["theirs"]
    assert (tmp_path / "theirs/kept.txt").exists()


def test_a_final_that_falls_back_goes_before_its_proof_is_written(tmp_path: Path) -> None:
    lay(tmp_path, {"a.pdf": "printed"})
    job = Job("card", "c1", "card-85x55", "en", "KE", "14-17", "screen", "colour", "offset-coated")
    data = b"x" * 100_000
    proof = DrawnFile(job, "a_PROOF.pdf", data, 2, (85, 55), "proof", "proof", ProofRecord(2, 0, 0, 0), (), ())
    with no_room(), pytest.raises(OutputError):
        write_drawn(proof, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["a_OUTDATED.pdf"]
