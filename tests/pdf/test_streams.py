"""What a command prints may find no reader and no room: it ends in silence or with one line, never with a traceback."""

import errno
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from speed import first

from booklet.cli import CLOSED, main

COMMANDS = (
    ("list", "countries"),
    ("list", "layouts", "--json"),
    ("fonts", "--locale", "en"),
    ("review", "--locale", "en"),
    ("ledger", "affected", "KE", "--project", "."),
    ("diff", "KE", "ours", "nowhere"),
    ("check", "nosuch.pdf"),
    ("build", "poster", "--locale", "nosuch"),
    ("--help",),
)

RUN = [sys.executable, "-c", "import sys; from booklet.cli import main; sys.exit(main())"]


class Failing(StringIO):
    """A stream that cannot be written to, or whose last bytes cannot leave."""

    def __init__(self, code: int, *, is_late: bool) -> None:
        super().__init__()
        self.code, self.is_late = code, is_late

    def write(self, text: str) -> int:
        return len(text) if self.is_late else self._fail()

    def flush(self) -> None:
        self._fail()

    def _fail(self) -> int:
        raise OSError(self.code, os.strerror(self.code))


def ended(arguments: tuple[str, ...]) -> int:
    try:
        return main(arguments)
    except SystemExit as ending:
        return int(ending.code or 0)


@pytest.mark.slow
@pytest.mark.parametrize("is_late", [False, True])
@pytest.mark.parametrize(
    "arguments", first(3, ((words,) for words in COMMANDS)), ids=[" ".join(words) for words in COMMANDS]
)
def test_a_reader_that_has_gone_ends_a_command_in_silence(
    arguments: tuple[str, ...], is_late: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    told = StringIO()
    for out, err in (
        (Failing(errno.EPIPE, is_late=is_late), told),
        (StringIO(), Failing(errno.EPIPE, is_late=is_late)),
    ):
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setattr(sys, "stderr", err)
        assert ended(arguments) == CLOSED
    assert "Traceback" not in told.getvalue()


@pytest.mark.parametrize("is_late", [False, True])
@pytest.mark.parametrize("arguments", [("list", "countries", "--json"), ("list", "layouts")], ids=" ".join)
def test_a_full_disk_is_told_in_one_line(
    arguments: tuple[str, ...], is_late: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = StringIO()
    monkeypatch.setattr(sys, "stdout", Failing(errno.ENOSPC, is_late=is_late))
    monkeypatch.setattr(sys, "stderr", told)
    assert ended(arguments) == 5
    lines = told.getvalue().splitlines()
    assert lines == [f"standard output: output-unwritable: {os.strerror(errno.ENOSPC)}; print it somewhere else"]


def test_a_file_that_fails_where_nobody_watches_is_told_by_its_name(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(_: object) -> int:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), "some/file")

    monkeypatch.setattr("booklet.commands.listing.run", run)
    assert main(["list", "layouts"]) == 5
    file, code, said = capsys.readouterr().err.split(": ", 2)
    assert (file, code) == ("some/file", "file-unusable")
    assert said.startswith(f"{os.strerror(errno.EACCES)}; ")


def closed() -> StringIO:
    stream = StringIO()
    stream.close()
    return stream


@pytest.mark.parametrize("err", [None, closed(), StringIO()], ids=["no", "closed", "open"])
@pytest.mark.parametrize("out", [None, closed()], ids=["no", "closed"])
@pytest.mark.parametrize(("fault", "code"), [(errno.EPIPE, CLOSED), (errno.EACCES, 5)])
def test_a_command_that_fails_without_streams_ends_with_its_code(
    out: StringIO | None, err: StringIO | None, fault: int, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process may be begun without standard output, and a program that calls us may have closed it."""

    def run(_: object) -> int:
        raise OSError(fault, os.strerror(fault))

    monkeypatch.setattr("booklet.commands.listing.run", run)
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    assert main(["list", "layouts"]) == code


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_nothing_is_said_again_when_the_process_ends() -> None:
    """What is left in a buffer is tried again by Python itself, with a message and a code of its own."""
    with Path("/dev/full").open("wb") as full:
        made = subprocess.run([*RUN, "list", "layouts", "--json"], stdout=full, stderr=subprocess.PIPE, check=False)
    assert (made.returncode, made.stderr.count(b"\n")) == (5, 1)
    reading, writing = os.pipe()
    os.close(reading)
    for words in (["layouts"], ["layouts", "--json"]):
        made = subprocess.run([*RUN, "list", *words], stdout=writing, stderr=subprocess.PIPE, check=False)
        assert (made.returncode, made.stderr) == (CLOSED, b"")
    os.close(writing)
