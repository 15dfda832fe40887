"""veraPDF, if a user has it: run on a stranger's file, bounded and without network; its report is read strictly."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from booklet.apart.seccomp import NETWORK, OTHERS, deny
from booklet.apart.told import StoppedError
from booklet.apart.walls import end_with_parent
from booklet.check.preflight.rules.screen.clauses import Failure
from booklet.machine.living import end_group
from booklet.values import Frozen

if sys.platform != "win32":
    import resource

VARIABLE = "BOOKLET_VERAPDF"
"""The environment variable that names the command, if it is not found by itself."""

SECONDS = 120
MOST_SAID = 16_000_000
LARGEST_WRITTEN = 1 << 30
_JAVA = "-Xmx1g -Djava.awt.headless=true"
_ENVIRONMENT = ("PATH", "JAVA_HOME", "LD_LIBRARY_PATH", "SYSTEMROOT", "LANG", "LC_ALL")
_CLAUSE = re.compile(r"[0-9]+(\.[0-9]+)*")
_LONGEST = 300


class VeraPdfVerdict(Frozen):
    """veraPDF's verdict on a file: its own version, and the tests of PDF/UA-1 that failed."""

    version: str
    failures: tuple[Failure, ...]


def find_verapdf() -> str | None:
    """Return the command that runs veraPDF; None if there is none."""
    return shutil.which(os.environ.get(VARIABLE) or "verapdf")


def ask_verapdf(program: str, source: bytes, seconds: float = SECONDS) -> VeraPdfVerdict:
    """Return veraPDF's verdict on a file; raise `StoppedError` if it does not end with a complete report."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file, said = folder / "file.pdf", folder / "said.xml"
        file.write_bytes(source)
        command = [program, "--format", "xml", "--flavour", "ua1", "--maxfailuresdisplayed", "1", str(file)]
        _run(command, folder, said, seconds)
        with said.open("rb") as report:
            return verdict_of(report.read(MOST_SAID + 1))


def _run(command: list[str], folder: Path, said: Path, seconds: float) -> None:
    """Run a command in a group of its own and end the whole group; raise `StoppedError` if it is late or fails."""
    known = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    own = {"HOME": str(folder), "TMPDIR": str(folder), "TEMP": str(folder), "JAVA_TOOL_OPTIONS": _JAVA}
    try:
        with said.open("wb") as output:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.DEVNULL,
                cwd=folder,
                env={**known, **own},
                start_new_session=True,
                preexec_fn=None if sys.platform == "win32" else _keep_apart,
            )
    except OSError as error:
        raise StoppedError(f"veraPDF does not start: {error.strerror}") from error
    try:
        code = process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise StoppedError(f"veraPDF takes more than {seconds:g} seconds") from error
    finally:
        end_group(process)
        process.wait()
    if code not in {0, 1}:
        raise StoppedError(f"veraPDF stops with code {code}; does Java work?")


def _keep_apart() -> None:
    """Keep the process away from the network and from processes outside its group, and bound what it writes.

    Java begins by making a pair of sockets that lead to itself.
    """
    end_with_parent()
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_WRITTEN, LARGEST_WRITTEN))
    denied = {name: number for name, number in (NETWORK | OTHERS).items() if name != "socketpair"}
    deny(denied.values(), forks=True, signals=True)


def verdict_of(report: bytes) -> VeraPdfVerdict:
    """Return the verdict in veraPDF's XML report; raise `StoppedError` if it is incomplete or of another profile.

    >>> verdict_of(b"<report/>")
    Traceback (most recent call last):
    booklet.apart.told.StoppedError: the report of veraPDF is not whole
    """
    if len(report) > MOST_SAID or b"<!DOCTYPE" in report or b"<!ENTITY" in report:
        raise StoppedError("the report of veraPDF is none that it writes")
    try:
        tree = ElementTree.fromstring(report)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise StoppedError("the report of veraPDF is not whole") from error
    jobs = tree.findall("jobs/job")
    found = tree.findall("jobs/job/validationReport")
    if tree.tag != "report" or len(jobs) != 1 or len(found) != 1 or found[0].get("jobEndStatus") != "normal":
        raise StoppedError("the report of veraPDF is not whole")
    if not found[0].get("profileName", "").startswith("PDF/UA-1"):
        raise StoppedError("veraPDF looked at another standard")
    failures = tuple(_failures(found[0]))
    if found[0].get("isCompliant") != ("false" if failures else "true"):
        raise StoppedError("the report of veraPDF contradicts itself")
    return VeraPdfVerdict(_version(tree), failures)


def _version(tree: ElementTree.Element) -> str:
    for part in tree.findall("buildInformation/releaseDetails"):
        if part.get("id") == "core":
            return _clean_words(part.get("version", ""))[:20]
    return ""


def _failures(report: ElementTree.Element) -> Iterator[Failure]:
    for rule in report.findall("details/rule"):
        if rule.get("status") == "failed":
            clause, test = rule.get("clause", ""), rule.get("testNumber", "")
            if not _CLAUSE.fullmatch(clause) or not test.isdecimal() or len(clause + test) > 40:
                raise StoppedError("the report of veraPDF names a rule that is none")
            yield Failure(
                clause, test, _clean_words(rule.findtext("description", "")), _clean_words(_describe_place(rule))
            )


def _describe_place(rule: ElementTree.Element) -> str:
    said, place = rule.findtext("check/errorMessage", ""), rule.findtext("check/context", "")
    return f"{said or rule.findtext('description', '')} ({place})" if place else said


def _clean_words(text: str) -> str:
    """Return words that can be printed, on one line."""
    line = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(line.split())[:_LONGEST]
