"""Sources travel in a parcel, and a worker answers an order with files that somebody else writes."""

import pickle
import subprocess
import sys
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from campaigns import RUN, campaign, made, make
from projects import CONFIRMED, COUNTRY, OWN, codes, lay, told

import booklet.make.runs.remote as remote
from booklet.errors import Finding, SourceError
from booklet.facts.gate import Days
from booklet.make.build import open_sources
from booklet.make.runs.keys import Keys, list_machinery, list_source_files
from booklet.make.runs.parcel import ParcelError, name_of, pack, unpack
from booklet.make.runs.plan import plan_run
from booklet.make.runs.remote import WorkAnswer, WorkOrder, find_differences
from booklet.make.runs.work import EXAMINE, MAKE, Work
from booklet.sources.folders import Folders, open_folders
from booklet.sources.runfile import read_run

MADE = date(2026, 11, 25)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    return open_folders(campaign(tmp_path_factory.mktemp("remote")).parent)


def contents(folders: Folders) -> dict[str, bytes]:
    return {name: path.read_bytes() for name, path in list_source_files(folders).items()}


@pytest.mark.slow
def test_a_parcel_holds_all_sources_of_both_trees(tmp_path: Path, project: Folders) -> None:
    lay(project.project or tmp_path, {"fonts/Ours.ttf": b"font", "private.txt": b"no source", "layouts/.hidden": b""})
    parcel = pack(project)
    assert parcel == pack(project)
    found = unpack(parcel, name_of(parcel), tmp_path)
    assert contents(found) == contents(project)
    assert found.project and found.own.parent == found.project.parent == tmp_path / name_of(parcel)
    assert sorted(path.name for path in found.project.iterdir()) == ["fonts", "translations"]
    assert [path.name for path in tmp_path.iterdir()] == [name_of(parcel)]


@pytest.mark.parametrize("has_project", [False, True])
def test_an_empty_project_is_none_the_less_one(tmp_path: Path, has_project: bool) -> None:
    lay(tmp_path, {"own/layouts/a.yaml": "a", "project/notes.txt": "", "room/kept": ""})
    parcel = pack(Folders(tmp_path / "own", tmp_path / "project" if has_project else None))
    found = unpack(parcel, name_of(parcel), tmp_path / "room")
    assert (found.project is not None and found.project.is_dir()) is has_project


def test_a_parcel_that_arrives_with_other_bytes_is_refused(tmp_path: Path) -> None:
    parcel = pack(Folders(lay(tmp_path / "own", {"layouts/a.yaml": "a"})))
    lay(tmp_path, {"room/kept": ""})
    with pytest.raises(ParcelError) as caught:
        unpack(parcel + b"\0", name_of(parcel), tmp_path / "room")
    assert codes(caught.value.findings) == ["parcel-damaged"]
    assert [path.name for path in (tmp_path / "room").iterdir()] == ["kept"]


def test_a_parcel_lays_nothing_outside_its_folder(tmp_path: Path) -> None:
    outside = ["../above", "own/../../above", "/above", "C:/above", "own\\..\\..\\above"]
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name in ("own/layouts/a.yaml", *outside):
            archive.writestr(name, "theirs")
    lay(tmp_path, {"room/kept": ""})
    with pytest.raises(ParcelError) as caught:
        unpack(written.getvalue(), name_of(written.getvalue()), tmp_path / "room")
    assert told(caught.value.findings) == [("parcel-outside", name) for name in outside]
    assert [path.name for path in tmp_path.rglob("*")] == ["room", "kept"]


def test_what_nothing_reads_is_sent_all_the_same(tmp_path: Path) -> None:
    """A licence beside a typeface, or a text beside pictures, is no reason to refuse a run."""
    files = {"layouts/art/CREDITS.md": "x", "fonts/OFL.txt": "x", "layouts/kit/drafts/x.svg": "x"}
    parcel = pack(Folders(tmp_path / "own", lay(tmp_path / "project", files)))
    project = unpack(parcel, name_of(parcel), tmp_path).project
    assert project and all((project / name).is_file() for name in files)


@pytest.mark.slow
def test_a_link_out_of_a_project_is_followed_for_nobody(tmp_path: Path) -> None:
    lay(tmp_path, {"secret": "secret", "project/words.yaml": "", "project/layouts/a.yaml": ""})
    for name in ("translations/countries/ZZ.yaml", "brand.yaml"):
        (tmp_path / "project" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "project" / name).symlink_to(tmp_path / "secret")
    with pytest.raises(SourceError) as caught:
        pack(open_folders(tmp_path / "project"))
    assert sorted(told(caught.value.findings)) == [
        ("outside-project", "brand.yaml"),
        ("outside-project", "translations/countries/ZZ.yaml"),
    ]


def ordered(folders: Folders, work: Work, number: int, parcel: bytes) -> bytes:
    """Return an order of the first files of a campaign."""
    assert folders.project
    sources = open_sources(folders.project)
    items = plan_run(read_run(folders.project / "run.yaml"), sources)[:number]
    return pickle.dumps(WorkOrder(name_of(parcel), Keys(sources).fonts, items, work, Days.on(MADE)))


def answered(order: bytes, parcel: bytes, room: Path) -> WorkAnswer:
    found = pickle.loads(remote.answer(list_machinery(), order, parcel, "tcp://worker:1", room))
    assert isinstance(found, WorkAnswer)
    return found


ELSEWHERE = """\
import pickle, sys
from pathlib import Path
import booklet.make.runs.remote as remote
from booklet.make.runs.keys import list_machinery
room = Path(sys.argv[1])
remote.SHIFT = 2
orders = [((room / name).read_bytes(), (room / parcel).read_bytes()) for name, parcel in
          (("first", "p1"), ("first", "p1"), ("second", "p2"), ("first", "p1"))]
found = [pickle.loads(remote.answer(list_machinery(), *order, "w", room)) for order in orders]
folders = sorted(path.name for path in room.iterdir() if path.is_dir())
sys.stdout.buffer.write(pickle.dumps((found, folders)))
"""


@pytest.mark.slow
def test_a_worker_answers_with_the_files_of_whoever_asks(tmp_path: Path, project: Folders) -> None:
    """It keeps the sources of one run, and none of what it remembers of another's."""
    changed = campaign(tmp_path, RUN)
    lay(changed.parent, {COUNTRY: CONFIRMED.replace("0808 157 0192", "0808 157 0193")})
    other = open_folders(changed.parent)
    parcels = pack(project), pack(other)
    room = lay(tmp_path / "room", {"p1": parcels[0], "p2": parcels[1]})
    lay(room, {"first": ordered(project, MAKE, 2, parcels[0]), "second": ordered(other, MAKE, 2, parcels[1])})
    said = subprocess.run([sys.executable, "-c", ELSEWHERE, str(room)], cwd=OWN, capture_output=True, check=True)
    (first, again, second, back), kept = pickle.loads(said.stdout)
    assert first == again == back != second
    assert kept == [name_of(parcels[0])]
    assert make(changed) == 0
    for outcome in second.outcomes:
        file = outcome.drawn.file
        assert file.data == (made(changed) / outcome.item.folder / file.name).read_bytes()


@pytest.mark.slow
def test_faults_come_back_as_values(tmp_path: Path) -> None:
    file = campaign(tmp_path, RUN.replace("[XX, KE]", "[ZZ]"))
    lay(file.parent, {"translations/countries/ZZ.yaml": "country: ZZ\n"})
    folders = open_folders(file.parent)
    parcel = pack(folders)
    (outcome,) = answered(ordered(folders, EXAMINE, 1, parcel), parcel, tmp_path).outcomes
    assert codes(outcome.faults) == ["missing-key"] and outcome.code == 3


def refusal(found: WorkAnswer) -> Finding:
    assert not found.outcomes
    (finding,) = found.refused
    assert finding.hint
    return finding


def test_a_worker_that_came_later_refuses_what_it_would_make_otherwise(tmp_path: Path, project: Folders) -> None:
    asked = tuple((name, "1.0" if name == "pikepdf" else version) for name, version in list_machinery())
    found = refusal(pickle.loads(remote.answer(asked, b"no order that it could read", b"", "tcp://worker:1", tmp_path)))
    assert (found.code, str(found.where)) == ("worker-differs", "tcp://worker:1")
    assert found.message.startswith("this worker has pikepdf 1") and found.message.endswith(" and not 1.0")


@pytest.mark.slow
def test_a_worker_with_other_fonts_refuses(tmp_path: Path, project: Folders) -> None:
    parcel = pack(project)
    order = pickle.loads(ordered(project, EXAMINE, 1, parcel))
    (name, _), *rest = order.fonts
    other = WorkOrder(order.parcel, ((name, "another"), *rest), order.items, order.work, order.days)
    found = refusal(answered(pickle.dumps(other), parcel, tmp_path))
    assert found.code == "worker-differs" and found.message.startswith(f"this worker has {name} ")


def test_a_worker_that_has_something_more_or_less_differs() -> None:
    (found,) = find_differences("w", (("a", "1"), ("b", "1")), (("a", "1"), ("c", "1")))
    assert found.message == "this worker has c none and not 1; b 1 and not none"
    assert find_differences("w", (("a", "1"),), (("a", "1"),)) == ()


@pytest.mark.slow
def test_a_worker_without_room_says_so(tmp_path: Path) -> None:
    file = campaign(tmp_path)
    lay(file.parent, {"translations/countries/XY.yaml": CONFIRMED.replace("XX", "XY")})  # no worker has had it before
    project = open_folders(file.parent)
    parcel = pack(project)
    found = refusal(answered(ordered(project, EXAMINE, 1, parcel), parcel, tmp_path / "gone"))
    assert (found.code, str(found.where)) == ("worker-room", "tcp://worker:1")
