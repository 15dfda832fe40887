"""veraPDF, where a user has it: its report is read strictly, and its process ends in time, without network."""

import os
import sys
import time
from pathlib import Path

import pytest

from booklet.apart.told import StoppedError
from booklet.check.preflight.hits import Hit
from booklet.check.preflight.rules.screen import file, notes, tags
from booklet.check.preflight.rules.screen.clauses import Failure, judge_hits
from booklet.check.preflight.rules.screen.told import RULES
from booklet.check.preflight.verapdf import ask_verapdf, verdict_of

REPORT = """<?xml version="1.0" encoding="utf-8"?>
<report>
  <buildInformation>
    <releaseDetails id="core" version="1.28.2" buildDate="2025-07-15T16:07:00+03:00"></releaseDetails>
    <releaseDetails id="gui" version="1.28.3" buildDate="2025-07-15T16:59:00+03:00"></releaseDetails>
  </buildInformation>
  <jobs>
    <job>
      <item size="635"><name>/somewhere/file.pdf</name></item>
      <validationReport jobEndStatus="normal" profileName="PDF/UA-1 validation profile" isCompliant="false">
        <details passedRules="104" failedRules="2" passedChecks="1007" failedChecks="11">
          <rule specification="ISO 14289-1:2014" clause="7.3" testNumber="1" status="failed" failedChecks="1">
            <description>Figure tags shall have words</description>
            <object>SEFigure</object>
            <test>Alt != null</test>
            <check status="failed">
              <context>root/document[0]/Figure</context>
              <errorMessage>Figure without Alt\u0007</errorMessage>
            </check>
          </rule>
          <rule specification="ISO 14289-1:2014" clause="7.21.5" testNumber="1" status="failed" failedChecks="1">
            <description>Widths shall be consistent</description>
          </rule>
          <rule specification="ISO 14289-1:2014" clause="7.1" testNumber="9" status="passed" failedChecks="0"></rule>
        </details>
      </validationReport>
    </job>
  </jobs>
</report>""".replace("\u0007", "&#133;")


def test_a_report_tells_the_version_and_the_tests_that_failed() -> None:
    verdict = verdict_of(REPORT.encode())
    assert verdict.version == "1.28.2"
    assert verdict.failures == (
        Failure("7.3", "1", "Figure tags shall have words", "Figure without Alt (root/document[0]/Figure)"),
        Failure("7.21.5", "1", "Widths shall be consistent", ""),
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("</report>", ""),
        ("<report>", "<!DOCTYPE a [<!ENTITY b 'c'>]><report>"),
        ('jobEndStatus="normal"', 'jobEndStatus="timeout"'),
        ("PDF/UA-1 validation", "PDF/A-1B validation"),
        ('isCompliant="false"', 'isCompliant="true"'),
        ('isCompliant="false"', ""),
        ('clause="7.3"', 'clause="7.3; rm"'),
        ('testNumber="1"', 'testNumber="one"'),
        ("validationReport", "taskException"),
        ("</jobs>", "<job></job></jobs>"),
    ],
)
def test_a_report_that_is_not_whole_or_of_another_kind_is_none(old: str, new: str) -> None:
    assert old in REPORT
    with pytest.raises(StoppedError):
        verdict_of(REPORT.replace(old, new).encode())


def program(folder: Path, body: str) -> str:
    """Write a command."""
    path = folder / "verapdf"
    path.write_text(f"#!{sys.executable}\n{body}")
    path.chmod(0o755)
    return str(path)


@pytest.mark.slow
def test_a_validator_that_does_not_end_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    marker = tmp_path / "number"
    started = (
        f"import os, subprocess, time\nchild = subprocess.Popen(['sleep', '300'])\n"
        f"open({str(marker)!r}, 'w').write(str(child.pid))\ntime.sleep(300)\n"
    )
    with pytest.raises(StoppedError, match="seconds"):
        ask_verapdf(program(tmp_path, started), b"%PDF-1.7", seconds=2)
    assert is_gone(int(marker.read_text()))


def is_gone(number: int) -> bool:
    """Tell whether a process has ended, or ends at once; nobody may have fetched what it answered."""
    for _ in range(50):
        state = Path(f"/proc/{number}/stat")
        if not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize(("body", "why"), [("raise SystemExit(7)", "code 7"), ("print('no report')", "not whole")])
def test_a_validator_that_fails_is_told(body: str, why: str, tmp_path: Path) -> None:
    with pytest.raises(StoppedError, match=why):
        ask_verapdf(program(tmp_path, body), b"%PDF-1.7")


def test_a_command_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoppedError, match="does not start"):
        ask_verapdf(str(tmp_path / "nothing"), b"%PDF-1.7")


@pytest.mark.skipif(sys.platform != "linux", reason="there is no such wall elsewhere")
def test_the_validator_reaches_no_network_and_learns_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("API_KEY", "secret")
    said = tmp_path / "said"
    tries = (
        f"import os, socket\ntry:\n    socket.socket()\n    said = 'open'\nexcept OSError:\n    said = 'closed'\n"
        f"open({str(said)!r}, 'w').write(said + os.environ.get('API_KEY', ''))\n"
    )
    with pytest.raises(StoppedError):
        ask_verapdf(program(tmp_path, tries), b"%PDF-1.7")
    assert said.read_text() == "closed"
    assert os.environ["API_KEY"] == "secret"


def told(*hits: Hit) -> list[tuple[str, str]]:
    return [(hit.rule.code, hit.what) for hit in hits]


def test_what_verapdf_passes_is_passed_and_what_it_refuses_is_refused() -> None:
    here = tags.NO_ALT.hit("ours, with its page", 3)
    wrong = tags.SKIPPED.hit("ours alone")
    house = notes.LINK_DEAD.hit("a link that leads nowhere")
    failures = [
        Failure("7.3", "1", "asks", "where"),
        Failure("7.21.5", "1", "widths", ""),
        Failure("7.1", "9", "t", "x"),
    ]
    assert told(*judge_hits([here, wrong, house], failures)) == [
        ("figure-wordless", "ours, with its page"),
        ("link-dead", "a link that leads nowhere"),
        ("pdf-ua", "widths"),
        ("title-missing", "x"),
    ]


def test_of_a_file_without_tags_verapdf_adds_nothing_about_tags() -> None:
    untagged, loose = file.UNTAGGED.hit("no tags"), RULES["content-untagged"]
    failures = [Failure("7.1", str(test), "a", "b") for test in (3, 11)] + [Failure("7.18.5", "1", "a", "b")]
    assert told(*judge_hits([untagged], failures)) == [("untagged", "no tags")]
    assert told(*judge_hits([], failures))[0] == (loose.code, "b")


def test_of_a_file_without_tags_what_has_nothing_to_do_with_tags_is_told() -> None:
    hits = [file.UNTAGGED.hit("no tags"), file.TITLE_UNSHOWN.hit("the window shows the name of the file")]
    assert told(*judge_hits(hits, [Failure("7.1", "10", "a", "b"), Failure("7.1", "11", "a", "b")])) == [
        ("untagged", "no tags"),
        ("title-not-shown", "the window shows the name of the file"),
    ]


def test_of_a_file_without_tags_it_is_told_that_it_names_no_language() -> None:
    """Matterhorn Protocol 11-001: a file without tags may say its language all the same, and veraPDF passes it then."""
    hits = [file.UNTAGGED.hit("no tags"), file.NO_LANGUAGE.hit("nobody can tell")]
    failures = [Failure("7.1", "11", "a", "b"), Failure("7.2", "34", "a", "b")]
    assert told(*judge_hits(hits, failures)) == [("untagged", "no tags"), (file.NO_LANGUAGE.code, "nobody can tell")]
    assert told(*judge_hits(hits, failures[:1])) == [("untagged", "no tags")]
