"""Backup and restore: what a service had, in another home and on another database."""

import gzip
import json
import shutil
import tarfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from os import utime
from pathlib import Path

import pytest
from django.db import DatabaseError, connection
from forgetting import forget
from postgres import Server
from services import open_service, sign_in

from booklet.cli import main
from booklet.desk.edition import use
from booklet.desk.models import Event, Found, Revision, Work
from booklet.errors import BookletError
from booklet.service import files as stores
from booklet.service.environment import Environment
from booklet.service.keeping.backup import KEPT_FOR, back_up
from booklet.service.keeping.restore import restore
from booklet.service.models import Membership, Partner, Person
from booklet.service.work import bell as bells
from booklet.values import replace


@pytest.fixture(autouse=True)
def queues() -> Iterator[None]:
    yield
    forget(bells)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[Environment], Environment]]:
    """What makes a service with an empty home and database of a service, on either database."""
    server: Server | None = request.getfixturevalue("postgres_server") if request.param == "postgresql" else None

    def become(of: Environment) -> Environment:
        database = server.create("restored") if server else ""
        environment = replace(of, home=tmp_path / "restored", database=database)
        open_service(environment)
        return environment

    yield become
    connection.close()
    if server:
        server.drop("restored")


def fill(environment: Environment) -> None:
    """Let somebody work at the desk of an edition."""
    client = sign_in("coordinator")
    client.post("/e/amani/start/settings/", {"two_people": "on"})
    partner = Partner.objects.get(name="amani")
    with use(partner.edition):
        event = Event.objects.create(who="Wanjiku", action="saved", said="\u0648\u0631\u0642", details={"a": [1, None]})
        Revision.between(event, "brand.yaml", b"a\0b", b"a\xffb").save()
        Work.objects.create(kind="words", what={"tag": "sw"}, queued=datetime.now(UTC), files=["a.pdf"])
    output = partner.edition.output
    output.mkdir()
    (output / "a.pdf").write_bytes(b"%PDF")
    (output / ".b.pdf.0000-1.part").write_bytes(b"half")
    (output / "link.pdf").symlink_to(environment.home / "service.sqlite3")
    stores.files().keep("shelf/a.pdf", output / "a.pdf")


def rows() -> dict[str, list[object]]:
    found = Found.everywhere.order_by("pk").values_list("edition", "file", "data")
    return {
        "people": list(Person.objects.order_by("pk").values_list("pk", "email", "since")),
        "roles": list(Membership.objects.order_by("pk").values_list("person", "role", "partner", "locale")),
        "log": list(Event.everywhere.order_by("pk").values_list("pk", "edition", "at", "who", "said", "details")),
        "found": [(edition, name, bytes(data)) for edition, name, data in found],
        "changes": [bytes(one.removed) + bytes(one.added) for one in Revision.everywhere.order_by("pk")],
        "work": list(Work.everywhere.order_by("pk").values_list("pk", "edition", "kind", "what", "files")),
    }


def tree(environment: Environment) -> dict[str, bytes]:
    found = (path for path in environment.editions.rglob("*") if path.is_file() and not path.is_symlink())
    kept = (path for path in found if not path.name.endswith((".lock", ".part")))
    return {path.relative_to(environment.home).as_posix(): path.read_bytes() for path in kept}


def code(act: Callable[[], object]) -> str:
    with pytest.raises(BookletError) as caught:
        act()
    return caught.value.findings[0].code


@pytest.mark.slow
def test_all_comes_back_on_either_database(
    any_service: Environment, empty: Callable[[Environment], Environment], tmp_path: Path
) -> None:
    fill(any_service)
    path, about = back_up(any_service, tmp_path / "backup.tar.gz")
    assert path.stat().st_mode & 0o777 == 0o600 and about.editions == ["amani", "baraka"]
    before = rows(), tree(any_service)
    with use(Partner.objects.get(name="amani").edition):
        late = Event.objects.create(who="Late", action="saved")
    restored = restore(empty(any_service), path)
    environment = replace(any_service, home=tmp_path / "restored")
    assert (rows(), tree(environment)) == before and not Event.everywhere.filter(who="Late").exists()
    assert restored.about == about and about.log["amani"] < late.pk and restored.missing == 1
    with use(Partner.objects.get(name="amani").edition):
        assert Event.objects.create(who="Next", action="saved").pk > about.log["amani"]
    with pytest.raises(DatabaseError, match="the log only grows"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM desk_event")
    connection.close()


def test_what_is_written_meanwhile_is_not_half_in_it(service: Environment, tmp_path: Path) -> None:
    edition = Partner.objects.get(name="amani").edition
    (edition.path / "brand.yaml").write_bytes((edition.path / "brand.yaml").read_bytes() + b"# outside\n")
    path, _ = back_up(service, tmp_path / "backup.tar.gz")
    with tarfile.open(path) as archive:
        content = archive.extractfile("editions/amani/brand.yaml")
        lines = archive.extractfile("rows.jsonl")
        assert content and lines
        data, found = content.read(), [json.loads(line) for line in lines]
    assert data.endswith(b"# outside\n")
    assert any(row["model"] == "desk.event" and row["fields"]["action"] == "outside" for row in found)
    assert not any(row["model"].startswith(("sessions", "usersessions")) for row in found)


def test_a_home_or_a_database_in_use_is_left_alone(service: Environment, tmp_path: Path) -> None:
    path, _ = back_up(service, tmp_path / "backup.tar.gz")
    before = tree(service)
    assert code(lambda: restore(service, path)) == "restore-occupied" and tree(service) == before
    used = replace(service, home=tmp_path / "other")
    assert code(lambda: restore(used, path)) == "restore-occupied" and list(used.editions.iterdir()) == []


@pytest.mark.parametrize("spoil", ["cut", "flipped", "other", "folder", "changed", "added"])
def test_a_backup_that_is_not_whole_writes_nothing(service: Environment, tmp_path: Path, spoil: str) -> None:
    path, _ = back_up(service, tmp_path / "backup.tar.gz")
    data = path.read_bytes()
    if spoil == "cut":
        path.write_bytes(data[: len(data) // 2])
    elif spoil == "flipped":
        path.write_bytes(data[:2000] + bytes([data[2000] ^ 1]) + data[2001:])
    elif spoil == "other":
        path.write_bytes(gzip.compress(b"no backup" * 1000))
    elif spoil == "folder":
        path = tmp_path
    else:
        with tarfile.open(path) as archive:
            archive.extractall(tmp_path / "laid", filter="data")
        name = "brand.yaml" if spoil == "changed" else "added.yaml"
        (tmp_path / "laid" / "editions" / "amani" / name).write_bytes(b"spoilt")
        with tarfile.open(path, "w:gz") as archive:
            for one in sorted((tmp_path / "laid").rglob("*")):
                if one.is_file():
                    archive.add(one, one.relative_to(tmp_path / "laid").as_posix())
    environment = replace(service, home=tmp_path / "restored")
    open_service(environment)
    assert code(lambda: restore(environment, path)) == "backup-damaged"
    assert code(lambda: restore(environment, tmp_path / "none")) == "unreadable"
    assert not environment.home.exists()


@pytest.mark.slow
def test_a_backup_of_a_newer_program_is_not_taken(
    service: Environment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, _ = back_up(service, tmp_path / "backup.tar.gz")
    environment = replace(service, home=tmp_path / "restored")
    open_service(environment)
    monkeypatch.setattr("booklet.service.keeping.restore.list_known_migrations", set)
    assert code(lambda: restore(environment, path)) == "backup-newer"


def test_a_folder_of_backups_forgets_old_ones_and_nothing_else(service: Environment, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    old = datetime.now(UTC).timestamp() - (KEPT_FOR + timedelta(days=1)).total_seconds()
    for name in ("booklet-2026-09-01T020000Z.tar.gz", "notes.txt"):
        (folder / name).write_text("old")
        utime(folder / name, (old, old))
    path, _ = back_up(service, folder)
    assert {one.name for one in folder.iterdir()} == {path.name, "notes.txt"}
    assert code(lambda: back_up(service, tmp_path / "none" / "b.tar.gz")) == "output-unwritable"


def test_commands_keep_and_restore(
    service: Environment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("booklet.service.serve.configure", open_service)
    for name, value in {"HOME": service.home, "SECRET": service.secret, "ADDRESS": service.address}.items():
        monkeypatch.setenv(f"BOOKLET_{name}", str(value))
    assert main(["desk", "--hosted", "--backup", str(tmp_path / "b.tar.gz")]) == 0
    assert "holds 2 editions as they were at 2" in capsys.readouterr().out
    monkeypatch.setenv("BOOKLET_HOME", str(tmp_path / "restored"))
    assert main(["desk", "--hosted", "--restore", str(tmp_path / "b.tar.gz")]) == 0
    said = capsys.readouterr().out
    assert "Restored 2 editions" in said and "What was done after that is lost" in said and "amani: " in said
    assert sign_in("coordinator").get("/e/amani/").status_code == 200
    assert main(["desk", "--hosted", "--restore", str(tmp_path / "b.tar.gz")]) == 5
    assert "restore-occupied" in capsys.readouterr().err
    assert main(["desk", "--backup", "b.tar.gz"]) == 3 and "option-unused" in capsys.readouterr().err
    shutil.rmtree(tmp_path / "restored")
