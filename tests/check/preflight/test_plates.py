"""Plates of files that would fill a disk: made in bounds of pixels, bytes and time, or not made, and told."""

import math
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from threading import Event, Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf
from programs import needs

from booklet.apart.run import run_apart
from booklet.apart.walls import NO_FILES
from booklet.check.preflight.apart import check_apart
from booklet.check.preflight.check import examine
from booklet.check.preflight.hits import Hit
from booklet.check.preflight.ink import prepare_plates
from booklet.check.preflight.limits import Limits
from booklet.check.preflight.plates import (
    MOST_IN_ALL,
    MOST_PIXELS,
    MOST_SPOTS,
    MOST_WRITTEN,
    Batch,
    PlatePage,
    batches,
    make_plates,
)
from booklet.check.preflight.tasks import HitReport
from booklet.geometry import Rect

GHOSTSCRIPT = shutil.which("gs") or ""
needs_ghostscript = needs("gs")
on_unix = pytest.mark.skipif(sys.platform == "win32", reason="a script stands for Ghostscript")

SIZES = st.floats(-10, 1e7)
PAGES = st.builds(
    lambda number, width, height, unit: PlatePage(
        number, Rect(0, 0, width, height), Rect(0, 0, width, height), unit
    ),
    st.integers(0, 3000), SIZES, SIZES, st.floats(0, 1e6),
)  # fmt: skip


def unmeasured(hits: list[Hit]) -> list[Hit]:
    return [hit for hit in hits if hit.rule.code == "ink-unchecked"]


def large_file(
    path: Path, size: tuple[float, float], *, pages: int = 1, spots: int = 0, unit: float = 1, **boxes: list[float]
) -> Path:
    """Write a small file of large pages, no two of which are equal."""
    with Pdf.new() as pdf:
        spaces = Dictionary()
        for number in range(spots):
            tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 0, 0, 0], N=1)
            spaces[f"/S{number}"] = Array([Name.Separation, Name(f"/Spot{number}"), Name.DeviceCMYK, tint])
        shared = pdf.make_indirect(spaces)
        for number in range(pages):
            page = pdf.add_blank_page(page_size=size)
            page.obj.UserUnit = unit
            page.obj.Resources = Dictionary(ColorSpace=shared)
            fields = " ".join(f"/S{spot} cs 1 scn {9 * spot} 9 9 9 re f" for spot in range(spots))
            page.Contents = pdf.make_stream(f"0 0 0 1 k {number} 0 1 1 re f {fields}".encode())
            for name, box in boxes.items():
                page.obj[f"/{name}"] = Array(box)
        pdf.save(path, min_version="1.6", object_stream_mode=ObjectStreamMode.disable)
    return path


@pytest.mark.slow
@given(st.lists(PAGES, max_size=60))
def test_batches_hold_each_page_once_and_fit_into_the_folder(pages: list[PlatePage]) -> None:
    fitting = [page for page in pages if page.resolution()]
    made = list(batches(fitting))
    assert sorted(map(str, fitting)) == sorted(str(page) for batch in made for page in batch.pages)
    for batch in made:
        assert batch.largest_file * (len(batch.pages) + 1) <= MOST_WRITTEN or len(batch.pages) == 1
        assert batch.largest_file <= MOST_WRITTEN
        assert all(math.prod(page.pixels(batch.resolution)) <= MOST_PIXELS for page in batch.pages)
        assert [page.number for page in batch.pages] == sorted(page.number for page in batch.pages)


@needs_ghostscript
def test_what_is_too_large_or_too_many_is_not_begun() -> None:
    house = PlatePage(0, Rect(0, 0, 1e6, 1e6), Rect(0, 0, 1e6, 1e6))
    unit = PlatePage(1, Rect(0, 0, 100, 100), Rect(0, 0, 100, 100), unit=1000)
    hidden = PlatePage(2, Rect(0, 0, 100, 100), Rect(0, 0, 14400, 14400))
    nothing = PlatePage(3, Rect(0, 0, 0, 0), Rect(0, 0, 0, 0))
    _, fitting, hits = prepare_plates([house, unit, hidden, nothing])
    assert fitting == [] and [hit.page for hit in hits] == [0, 1, 2, 3]
    sheet = Rect(0, 0, 595, 842)
    _, fitting, hits = prepare_plates([PlatePage(number, sheet, sheet) for number in range(2000)])
    assert len(fitting) == MOST_IN_ALL // (595 * 842) and len(hits) == 2000 - len(fitting)
    assert {hit.what for hit in hits} == {"the file has more pages than plates are made of"}


@pytest.mark.slow
@needs_ghostscript
@pytest.mark.parametrize(
    "enormous",
    [
        {"size": (14400, 14400)},
        {"size": (595, 842), "unit": 1000},
        {"size": (14400, 14400), "TrimBox": [0, 0, 100, 100], "CropBox": [0, 0, 100, 100]},
        {"size": (14400, 14400), "BleedBox": [-1e6, -1e6, 1e6, 1e6]},
    ],
    ids=["page", "unit", "page behind its trim", "bleed"],
)
def test_enormous_pages_are_not_checked_and_write_nothing(
    enormous: dict[str, object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = large_file(tmp_path / "file.pdf", pages=40, spots=20, **enormous)  # type: ignore[arg-type]
    assert file.stat().st_size < 60_000
    hits, most = watched(file, tmp_path / "temporary", monkeypatch)
    assert {hit.what for hit in unmeasured(hits)} == {"the page is too large to make plates of"}
    assert {hit.page for hit in unmeasured(hits)} == set(range(40)) and most == 0


@pytest.mark.slow
@needs_ghostscript
def test_many_large_pages_of_many_inks_never_hold_more_than_the_folder_may(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before, 21 kB of such pages wrote gigabytes."""
    file = large_file(tmp_path / "file.pdf", (2380, 3360), pages=12, spots=20)
    hits, most = watched(file, tmp_path / "temporary", monkeypatch)
    assert unmeasured(hits) == [] and 0 < most <= MOST_WRITTEN


def watched(file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[list[Hit], int]:
    """Check a file; return what is found and how many bytes the folder of temporary files held at most."""
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    done, most = Event(), 0

    def watch() -> None:
        nonlocal most
        while not done.wait(0.02):
            most = max(most, sum(size_of(path) for path in folder.rglob("*")))

    watching = Thread(target=watch)
    watching.start()
    try:
        return check_apart(file, Limits()).hits, most
    finally:
        done.set()
        watching.join()
        assert list(folder.iterdir()) == []


def size_of(path: Path) -> int:
    try:
        return path.stat().st_size if path.is_file() else 0
    except FileNotFoundError:
        return 0


@pytest.mark.slow
@needs_ghostscript
@on_unix
def test_ghostscript_that_takes_a_page_for_larger_than_we_do_is_ended(tmp_path: Path) -> None:
    file = large_file(tmp_path / "file.pdf", (4000, 4000))
    small = Rect(0, 0, 100, 100)
    batch = Batch(72, (PlatePage(0, small, small),))
    assert make_plates(GHOSTSCRIPT, file, batch, tmp_path, 60).startswith("Ghostscript stops")
    assert sum(map(size_of, tmp_path.glob("*.psd"))) <= batch.largest_file == 100 * 100 * (4 + MOST_SPOTS) + 1_000_000


SCRIPT = """#!/bin/sh
read secret < {secret} && echo "$secret" > "$TMPDIR/stolen"
echo x > {outside}
echo x > "$TMPDIR/inside"
(echo x > "$TMPDIR/forked")
"""


def false_ghostscript(folder: Path, does: str = SCRIPT) -> Path:
    """Return a program in the place of Ghostscript that was broken into: it takes what it can get."""
    script = folder / "bin" / "gs"
    script.parent.mkdir()
    (folder / "secret").write_text("secret\\n")
    script.write_text(does.format(secret=folder / "secret", outside=folder / "outside"))
    script.chmod(0o755)
    return script


@pytest.mark.slow
@on_unix
def test_ghostscript_reads_the_file_alone_writes_in_its_folder_alone_and_starts_nothing(tmp_path: Path) -> None:
    page, folder = Rect(0, 0, 100, 100), tmp_path / "plates"
    folder.mkdir()
    asked = str(false_ghostscript(tmp_path)), str(tmp_path / "file.pdf"), (PlatePage(0, page, page),), str(folder)
    done = run_apart("measure", b"", *asked, Limits(), answers=HitReport)
    assert [hit.rule.code for hit in done.value.examination().hits] == ["ink-unchecked"]
    assert (folder / "inside").exists()
    if NO_FILES in done.walls:
        assert sorted(path.name for path in folder.iterdir()) == ["inside", "said.txt"]
        assert not (tmp_path / "outside").exists()


LATE = """
import sys
from pathlib import Path
from booklet.apart.walls import close_off
from booklet.geometry import Rect
from booklet.check.preflight.plates import Batch, PlatePage, doors, make_plates
program, folder = sys.argv[1], Path(sys.argv[2])
batch = Batch(72, (PlatePage(0, Rect(0, 0, 9, 9), Rect(0, 0, 9, 9)),))
close_off(doors(program, folder / "file.pdf", folder))
print(make_plates(program, folder / "file.pdf", batch, folder, 0.5))
"""


@pytest.mark.slow
@on_unix
def test_ghostscript_can_be_ended_from_behind_the_walls(tmp_path: Path) -> None:
    program = false_ghostscript(tmp_path, "#!/bin/sh\nexec sleep 600\n")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    asked = [sys.executable, "-c", LATE, str(program), str(tmp_path)]
    done = subprocess.run(asked, env=environment, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("Ghostscript takes too long\n", "")


CHECKING = """
import sys
from pathlib import Path
from booklet.check.preflight.apart import check_apart
from booklet.check.preflight.limits import Limits
check_apart(Path(sys.argv[1]), Limits())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="what runs is looked up in /proc")
@pytest.mark.slow
def test_ghostscript_ends_when_the_one_who_checks_is_killed(tmp_path: Path) -> None:
    file = large_file(tmp_path / "file.pdf", (300, 400))
    program = false_ghostscript(tmp_path, "#!/bin/sh\nexec sleep 47113\n")
    environment = {
        **os.environ,
        "PATH": f"{program.parent}:{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "TMPDIR": str(tmp_path),
    }
    checking = subprocess.Popen([sys.executable, "-c", CHECKING, str(file)], env=environment)
    assert eventually(lambda: "47113" in running())
    checking.send_signal(signal.SIGKILL)
    checking.wait()
    assert eventually(lambda: "47113" not in running())


def running() -> str:
    """Return the commands of all processes."""
    return "\n".join(map(command, Path("/proc").glob("[0-9]*")))


def command(process: Path) -> str:
    try:
        return (process / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return ""


def eventually(holds: object) -> bool:
    """Tell whether something comes to hold within half a minute."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if holds():  # type: ignore[operator]
            return True
        time.sleep(0.05)
    return False


def test_pages_are_told_with_their_sheet_unit_and_turn(tmp_path: Path) -> None:
    trim, media = [10.0, 10, 200, 300], [-100.0, -100, 300, 400]
    file = large_file(tmp_path / "file.pdf", (300, 400), unit=2, TrimBox=trim, MediaBox=media)
    (page,) = examine(file, Limits()).pages
    assert page == PlatePage(0, Rect(110, 110, 190, 290), Rect(0, 0, 400, 500), 2.0, 0)
